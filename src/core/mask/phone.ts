/**
 * Phone numbers. An international one is known by its `+` or `00`. A national one must be a number of the site's or the visitor's country and
 * be written like one, or stand beside a word that says so: ten digits alone are an order number as often.
 */
import {
  type CountryCode,
  getCountryCallingCode,
  isSupportedCountry,
  Metadata,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/min';
import type { Masking } from '#protocol/masking';
import { type Cue, cueAfter, cueBefore } from './cue.ts';
import { digitsOf, gapBefore, isMoney, leading, runsOf, separators, size } from './digits.ts';
import { isDigit, isGlue, type Span } from './text.ts';

const DIGITS_MIN = 7;
const DIGITS_MAX = 15;
/** Small countries have numbers this short. Elsewhere only a word near them tells. */
export const PHONE_DIGITS_MIN = 6;
const SHORT_CUE_CHARS = 24;
const SHORT_PLAN_MAX = 9;
/** What is dialled before a number at home: a nought, or two digits. */
const PREFIX_MAX = 2;
/** With a calling code in front, shorter ones are mostly something else. */
const WITH_CODE_MIN = 11;
/** The longest national number that people write without separators, nought included; article numbers have 13. */
const BARE_MAX = 12;
const CUE_CHARS = 48;
/** Words that say it is something else are believed only near it. */
const OTHER_CHARS = 24;
const AFTER_CHARS = 20;
const SEPARATORS = separators(' -./()');

/** Phone numbers in a flat text, and the extensions that follow them. `more`: so much farther behind a number a word may tell. */
export function findPhones(
  text: string,
  cues: readonly Cue[],
  masking: Masking,
  more = 0,
): { numbers: Span[]; extensions: Span[] } {
  const known: Known = { plans: plansOf(masking), after: AFTER_CHARS + more };
  const numberIn = (run: readonly Span[]) => international(text, cues, run) ?? national(text, cues, run, known);
  const numbers: Span[] = [];
  for (const run of runsOf(text, SEPARATORS, 3)) {
    if (run.reduce((sum, group) => sum + size(group), 0) < PHONE_DIGITS_MIN) continue;
    const whole = numberIn(run);
    if (!whole && run.length === 1) continue;
    const found = whole
      ? [whole, numberIn(run.filter(({ start }) => start >= whole.end))]
      : partsOf(text, run).map(numberIn);
    numbers.push(...found.filter((it) => it !== null));
  }
  const extensions = numbers.map(({ end }) => extensionAfter(text, end)).filter((it) => it !== null);
  return { numbers, extensions };
}

/** A country whose national numbers are known, and how many digits these have, as far as they tell. */
interface Plan {
  country: CountryCode;
  /** Its calling code. */
  code: string;
  min: number;
  max: number;
}

/** What tells a national number. */
interface Known {
  plans: readonly Plan[];
  after: number;
}

const plans = new Map<string, Plan | null>();

function planOf(country: string): Plan | null {
  let plan = plans.get(country);
  if (plan === undefined) {
    plan = isSupportedCountry(country)
      ? { country, code: getCountryCallingCode(country), ...lengthsOf(country) }
      : null;
    // Countries of two letters are this many.
    if (plans.size < 26 * 26) plans.set(country, plan);
  }
  return plan;
}

function lengthsOf(country: CountryCode): { min: number; max: number } {
  const metadata = new Metadata();
  metadata.selectNumberingPlan(country);
  const lengths = metadata.numberingPlan?.possibleLengths() ?? [];
  return { min: Math.min(...lengths, DIGITS_MAX), max: Math.max(...lengths, PHONE_DIGITS_MIN) };
}

/** Those of the site's country and of the visitor's. */
function plansOf({ country, visitorCountry }: Masking): Plan[] {
  const found: Plan[] = [];
  for (const it of country === visitorCountry ? [country] : [country, visitorCountry]) {
    const plan = it ? planOf(it) : null;
    if (plan) found.push(plan);
  }
  return found;
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
  if (plus < 0 && (!text.startsWith('00', start) || isNamed(text, start) || saysOther(text, cues, start))) return null;
  if (plus >= 0 && isGlue(text, plus - 1)) return null;
  let longest = 0;
  const prefix = plus < 0 ? 2 : 0;
  for (let count = leading(run, DIGITS_MAX + prefix).length; count > 0; count--) {
    const digits = digitsOf(text, run.slice(0, count)).slice(prefix);
    if (digits.length < DIGITS_MIN) break;
    if (isWordPart(text, run[count - 1]!.end)) continue;
    if (longest === 0 && plus >= 0) longest = count;
    if (!parsePhoneNumberFromString(`+${digits}`)?.isValid()) continue;
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
  if (digits.length < PHONE_DIGITS_MIN || isNamed(text, start) || isMoney(text, { start, end })) return false;
  if (isDate(text, groups) || isDotted(text, groups) || isBookNumber(text, groups)) return false;
  const cue = cueBefore(cues, start, digits.length < DIGITS_MIN ? SHORT_CUE_CHARS : CUE_CHARS, ['phone', 'other']);
  if (cue?.kind === 'phone') return true;
  if (digits.length < shortestOf(plans) || saysOther(text, cues, start)) return false;
  if (cueAfter(cues, end, after)?.kind === 'phone') return true;
  if (groups.length === 1 && plans.some((plan) => isBareWithCode(digits, plan))) return true;
  if (!isWrittenAsPhone(text, groups)) return false;
  // An area's code in brackets says it, also of a number that nobody has.
  const bracketed = text[start - 1] === '(' && size(groups[0]!) > 2;
  if (groups.length > 1 && plans.some((plan) => isWithCode(digits, plan))) return true;
  return plans.some((plan) => {
    if (digits.length < plan.min || digits.length > plan.max + PREFIX_MAX) return false;
    const number = parsePhoneNumberFromString(digits, plan.country);
    return number?.isValid() || (bracketed && number?.isPossible());
  });
}

/** Seven digits, or six where all numbers of a country are short. */
function shortestOf(plans: readonly Plan[]): number {
  return plans.some(({ max }) => max <= SHORT_PLAN_MAX) ? PHONE_DIGITS_MIN : DIGITS_MIN;
}

/** Whether it is a number of the country with its calling code and no plus: `380671234567`. A code of one digit begins too much else. */
function isWithCode(digits: string, { code, min, max }: Plan): boolean {
  const rest = digits.length - code.length;
  if (code.length < 2 || !digits.startsWith(code) || rest < min || rest > max) return false;
  return digits.length >= WITH_CODE_MIN && parsePhoneNumberFromString(`+${digits}`)?.isValid() === true;
}

/** Without a sign in it, it is believed of a long code, or a long number. */
function isBareWithCode(digits: string, plan: Plan): boolean {
  return (plan.code.length > 2 || digits.length >= BARE_MAX) && isWithCode(digits, plan);
}

/** Whether the word nearest before a number says that it is something else. */
function saysOther(text: string, cues: readonly Cue[], start: number): boolean {
  const cue = cueBefore(cues, start, OTHER_CHARS, ['phone', 'other']);
  return cue?.kind === 'other' && !/\d/.test(text.slice(cue.end, start));
}

/** Glued to a word or to what makes it a name, a path or a fraction. */
function isNamed(text: string, start: number): boolean {
  const before = text[start - 1] ?? ' ';
  if (before === '/') return !text.startsWith('wa.me/', start - 6);
  // `Ana,031 123 456` has a sign between two things, `1,031` hasn't.
  if (before === ',' || before === ':') return isDigit(text, start - 2);
  return '#-_.@\\'.includes(before) || isGlue(text, start - 1);
}

/** The digits before `end` go on as a word, an address or another number. An extension doesn't count. */
function isWordPart(text: string, end: number): boolean {
  if (isGlue(text, end)) return !extensionAfter(text, end);
  return /^(?:[-_/@][a-z0-9@]|[:,]\d)/.test(text.slice(end, end + 2));
}

/** The place of a `+` that belongs to the digits there; -1 if there is none. */
function plusBefore(text: string, start: number): number {
  for (let at = start - 1; at >= start - 3; at--) {
    if (text[at] === '+') return at;
    if (text[at] !== ' ' && text[at] !== '(') return -1;
  }
  return -1;
}

/** Takes in a bracket that opens the number and closes within it. */
function opening(text: string, start: number, end: number): number {
  return text[start - 1] === '(' && text.slice(start, end).includes(')') ? start - 1 : start;
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
  return groups.some((it) => size(it) > 2) || groups.slice(1).every((it) => size(it) === 2);
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

/** The digits of `ext. 12`, `x12`, `доб. 12` right after a number. */
function extensionAfter(text: string, end: number): Span | null {
  EXTENSION.lastIndex = end;
  const match = EXTENSION.exec(text);
  return match ? { start: EXTENSION.lastIndex - match[1]!.length, end: EXTENSION.lastIndex } : null;
}

const EXTENSION = /[ ,;]{0,2}(?:extension|ext|x|int|interno|interna|wew|wewn|доб|вн|#)[.: ]{0,2}(\d{1,6})(?![a-z0-9])/y;
