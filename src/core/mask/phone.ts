/**
 * Phone numbers. An international one is known by its `+` or `00`. A national one must be a number of the site's or the visitor's country and
 * be written like one, or stand beside a word that says so: ten digits alone are an order number as often.
 */
import type { Masking } from '#protocol/masking';
import { type Cue, cueAfter, cueBefore } from './cue.ts';
import { digitsOf, gapBefore, isMoney, leading, runsOf, separators, size } from './digits.ts';
import { findPhonesApart } from './phone-apart.ts';
import {
  extensionAfter,
  isCalled,
  isNamed,
  isTight,
  isWordPart,
  opening,
  plusBefore,
  saysOther,
} from './phone-place.ts';
import {
  DIGITS_MAX,
  isInternationalNumber,
  isNumberOf,
  isWithCode,
  PHONE_DIGITS_MIN,
  type Plan,
  plansOf,
} from './phone-plan.ts';
import { hide, isGlue, type Span } from './text.ts';

const DIGITS_MIN = 7;
const SHORT_CUE_CHARS = 24;
const SHORT_PLAN_MAX = 9;
/** The longest national number that people write without separators, nought included; article numbers have 13. */
const BARE_MAX = 12;
const CUE_CHARS = 48;
const AFTER_CHARS = 20;
const SEPARATORS = separators(' -./()');

/** Phone numbers in a flat text, and the extensions that follow them. `more`: so much farther behind a number a word may tell. */
export function findPhones(
  whole: string,
  cues: readonly Cue[],
  masking: Masking,
  more = 0,
): { numbers: Span[]; extensions: Span[] } {
  const known: Known = { plans: plansOf(masking), after: AFTER_CHARS + more };
  const numbers = findPhonesApart(whole, cues, known.plans);
  const text = hide(whole, numbers);
  const numberIn = (run: readonly Span[]) => international(text, cues, run) ?? national(text, cues, run, known);
  for (const run of runsOf(text, SEPARATORS, 3)) {
    if (run.reduce((sum, group) => sum + size(group), 0) < PHONE_DIGITS_MIN) continue;
    const first = numberIn(run);
    if (!first && run.length === 1) continue;
    const found = first
      ? [first, numberIn(run.filter(({ start }) => start >= first.end))]
      : partsOf(text, run).map(numberIn);
    numbers.push(...found.filter((it) => it !== null));
  }
  const extensions = numbers.map(({ end }) => extensionAfter(whole, end)).filter((it) => it !== null);
  return { numbers, extensions };
}

/** What tells a national number. */
interface Known {
  plans: readonly Plan[];
  after: number;
}

/** Numbers that stand in one row begin anew with a nought or a bracket. A row that begins otherwise is something else. */
function partsOf(text: string, run: readonly Span[]): Span[][] {
  const begins = (group: Span) => text[group.start - 1] === '(' || (text[group.start] === '0' && size(group) > 1);
  const first = isDate(text, run) || begins(run[0]!);
  const parts: Span[][] = [];
  let digits = 0;
  for (const [i, group] of run.entries()) {
    if (i === 0 || (first && begins(group) && digits >= DIGITS_MIN && /[ (]/.test(gapBefore(text, run, i)))) {
      parts.push([]);
      digits = 0;
    }
    parts.at(-1)!.push(group);
    digits += size(group);
  }
  return parts.length > 1 ? parts : [];
}

/** `+` and 7 to 15 digits, as many as make a valid number, else all there are; or `00` and a valid number. */
function international(text: string, cues: readonly Cue[], run: readonly Span[]): Span | null {
  if (run.length === 0) return null;
  const { start } = run[0]!;
  const plus = plusBefore(text, start);
  if (plus < 0 && (!text.startsWith('00', start) || isNamed(text, cues, start) || saysOther(text, cues, start)))
    return null;
  if (plus >= 0 && isGlue(text, plus - 1) && !isCalled(text, cues, plus)) return null;
  let longest = 0;
  const prefix = plus < 0 ? 2 : 0;
  for (let count = leading(run, DIGITS_MAX + prefix).length; count > 0; count--) {
    const digits = digitsOf(text, run.slice(0, count)).slice(prefix);
    if (digits.length < DIGITS_MIN) break;
    if (isWordPart(text, run[count - 1]!.end)) continue;
    if (longest === 0 && plus >= 0) longest = count;
    if (!isInternationalNumber(digits)) continue;
    longest = count;
    break;
  }
  if (longest === 0) return null;
  const { end } = run[longest - 1]!;
  return { start: opening(text, plus < 0 ? start : plus, end), end };
}

function national(text: string, cues: readonly Cue[], whole: readonly Span[], known: Known): Span | null {
  if (whole.length === 0) return null;
  const run = isWordPart(text, whole.at(-1)!.end) ? whole.slice(0, -1) : whole;
  if (leading(run, DIGITS_MAX).length < run.length || isDate(text, whole) || isDotted(text, whole)) return null;
  const candidates = [run];
  const thousands = isThousands(text, run);
  // A count before or behind a number: `2 041 123 456` and `041 123 456 2`.
  if (run.length > 2 && !thousands && gapBefore(text, run, run.length - 1) === ' ') candidates.push(run.slice(0, -1));
  if (run.length > 2 && !thousands && gapBefore(text, run, 1) === ' ') candidates.push(run.slice(1));
  const groups = candidates.find((it) => it.length > 0 && isNational(text, cues, it, known));
  if (!groups) return null;
  const { end } = groups.at(-1)!;
  return { start: opening(text, groups[0]!.start, end), end };
}

function isNational(text: string, cues: readonly Cue[], groups: readonly Span[], { plans, after }: Known): boolean {
  const { start } = groups[0]!;
  const { end } = groups.at(-1)!;
  const digits = digitsOf(text, groups);
  if (digits.length < PHONE_DIGITS_MIN || isNamed(text, cues, start) || isMoney(text, { start, end })) return false;
  if (isDate(text, groups) || isDotted(text, groups) || isBookNumber(text, groups)) return false;
  const cue = cueBefore(cues, start, digits.length < DIGITS_MIN ? SHORT_CUE_CHARS : CUE_CHARS, ['phone', 'other']);
  if (cue?.kind === 'phone' && !isTight(text, start)) return true;
  if (digits.length < shortestOf(plans) || saysOther(text, cues, start)) return false;
  if (cueAfter(cues, end, after)?.kind === 'phone') return true;
  if (groups.length === 1 && plans.some((plan) => isBareWithCode(digits, plan))) return true;
  if (!isWrittenAsPhone(text, groups)) return false;
  // An area's code in brackets says it, also of a number that nobody has.
  const bracketed = text[start - 1] === '(' && size(groups[0]!) > 2;
  if (groups.length > 1 && plans.some((plan) => isWithCode(digits, plan))) return true;
  return plans.some((plan) => isNumberOf(plan, digits, bracketed));
}

/** Seven digits, or six where all numbers of a country are short. */
function shortestOf(plans: readonly Plan[]): number {
  return plans.some(({ max }) => max <= SHORT_PLAN_MAX) ? PHONE_DIGITS_MIN : DIGITS_MIN;
}

/** Without a sign in it, it is believed of a long code, or a long number. */
function isBareWithCode(digits: string, plan: Plan): boolean {
  return (plan.code.length > 2 || digits.length >= BARE_MAX) && isWithCode(digits, plan);
}

/** Dates, times, spans of years. */
function isDate(text: string, groups: readonly Span[]): boolean {
  if (groups.length < 2) return false;
  const [a = 0, b = 0, c = 0] = groups.slice(0, 3).map(({ start, end }) => Number(text.slice(start, end)));
  const gaps = groups.slice(1).map((_, i) => gapBefore(text, groups, i + 1));
  const isYear = (value: number) => value >= 1900 && value <= 2100;
  if (groups.length < 3) return isYear(a) && isYear(b);
  if (isYear(a) && b <= 12 && c <= 31 && size(groups[1]!) <= 2 && size(groups[2]!) <= 2) return true;
  if (a <= 31 && b <= 31 && isYear(c) && groups.slice(0, 2).every((it) => size(it) <= 2)) return true;
  return groups.every((it) => size(it) <= 2) && gaps.includes('.') && gaps.some((gap) => gap !== '.');
}

/** IP addresses, fractions and thousands: `192.168.1.10`, `46.05691`, `12.345.678`. None of them begins as `031.123.456` does. */
function isDotted(text: string, groups: readonly Span[]): boolean {
  if (groups.length > 2 && text[groups[0]!.start] === '0' && size(groups[0]!) > 1) return false;
  if (groups.length < 2 || groups.some((_, i) => i > 0 && gapBefore(text, groups, i) !== '.')) return false;
  if (groups.length === 2 || groups.slice(1).every((it) => size(it) === 3)) return true;
  return groups.length === 4 && groups.every(({ start, end }) => Number(text.slice(start, end)) < 256);
}

/** With separators that part it as numbers are parted, or with its nought; not as postcodes (`94107-1234`) or rows of unlike numbers. */
function isWrittenAsPhone(text: string, groups: readonly Span[]): boolean {
  const gaps = groups.slice(1).map((_, i) => gapBefore(text, groups, i + 1));
  const nought = text[groups[0]!.start] === '0';
  if (groups.length === 1) return nought && size(groups[0]!) <= BARE_MAX;
  if (groups.length === 2 && gaps[0] === '-' && size(groups[0]!) === 5 && size(groups[1]!) === 4) return false;
  // Only after the area's code: `041/123-456`, `333/1234567`.
  const area = nought || isItalianMobile(text, groups);
  if (gaps.some((gap, i) => gap.includes('/') && (i > 0 || !area))) return false;
  // As social security numbers are, and parts of machines.
  if (groups.map(size).join() === '3,2,4' || isThousands(text, groups)) return false;
  const rest = groups.slice(1).map(size);
  return groups.some((it) => size(it) > 2) || rest.every((it, i) => it === 2 || (nought && i === rest.length - 1));
}

/** Thousands and millions: `1 200 000`, `100 000 000`. */
function isThousands(text: string, groups: readonly Span[]): boolean {
  const [first, ...rest] = groups;
  if (!first || rest.length === 0 || text[first.start] === '0' || rest.some((it) => size(it) !== 3)) return false;
  return size(first) === 1 || text.endsWith('000', rest.at(-1)!.end);
}

/** Nowhere else an area's code without a nought is set apart by a stroke. */
function isItalianMobile(text: string, groups: readonly Span[]): boolean {
  const [area, ...rest] = groups;
  const digits = rest.reduce((sum, it) => sum + size(it), 0);
  return area !== undefined && size(area) === 3 && text[area.start] === '3' && (digits === 6 || digits === 7);
}

/** ISBN with its hyphens. */
function isBookNumber(text: string, groups: readonly Span[]): boolean {
  return groups.length === 5 && /^97[89]-/.test(text.slice(groups[0]!.start, groups[1]!.start));
}
