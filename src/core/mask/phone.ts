/**
 * Phone numbers. An international one is known by its `+` or `00`. A national one must be a number of the site's country and be written
 * like one, or stand beside a word that says so: ten digits alone are an order number as often.
 */
import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { type Cue, cueAfter, cueBefore } from './cue.ts';
import { digitsOf, gapBefore, isMoney, runsOf, size } from './digits.ts';
import { isDigit, isGlue, type Span } from './text.ts';

const DIGITS_MIN = 7;
const DIGITS_MAX = 15;
const CUE_CHARS = 48;
/** Words that say it is something else are believed only near it. */
const OTHER_CHARS = 24;
const AFTER_CHARS = 20;

/** Phone numbers in a flat text, and the extensions that follow them. `country` is the one whose national numbers are known. */
export function findPhones(
  text: string,
  cues: readonly Cue[],
  country: string | null,
): { numbers: Span[]; extensions: Span[] } {
  const numbers: Span[] = [];
  const extensions: Span[] = [];
  const home = country !== null && isSupportedCountry(country) ? country : null;
  for (const whole of runsOf(text, ' -./()', 3)) {
    for (const run of partsOf(text, whole)) {
      const number = international(text, run) ?? national(text, cues, run, home);
      if (!number) continue;
      numbers.push(number);
      const extension = extensionAfter(text, number.end);
      if (extension) extensions.push(extension);
    }
  }
  return { numbers, extensions };
}

/** Whether the digits there begin like a phone number, before one can tell. */
export function beginsLikePhone(text: string, cues: readonly Cue[], start: number): boolean {
  return (
    text[start] === '0' ||
    plusBefore(text, start) >= 0 ||
    cueBefore(cues, start, CUE_CHARS, ['phone', 'other'])?.kind === 'phone'
  );
}

/** A row is cut where a group begins anew as numbers do: with a nought or a bracket after enough digits for one. */
function partsOf(text: string, run: readonly Span[]): Span[][] {
  const parts: Span[][] = [];
  let part: Span[] = [];
  let digits = 0;
  for (const [i, group] of run.entries()) {
    const gap = gapBefore(text, run, i);
    const anew = (text[group.start] === '0' && size(group) > 1) || gap.endsWith('(') || gap.includes('/ ');
    if (i === 0 || (anew && digits >= DIGITS_MIN && /[ (]/.test(gap))) {
      part = [];
      parts.push(part);
      digits = 0;
    }
    part.push(group);
    digits += size(group);
  }
  return parts;
}

/** `+` or `00` and 7 to 15 digits: as many as make a valid number, else all there are. */
function international(text: string, run: readonly Span[]): Span | null {
  const first = run[0]!;
  const plus = plusBefore(text, first.start);
  const zeros =
    text.startsWith('00', first.start) &&
    !isNamed(text, first.start) &&
    /[1-9]/.test(text[first.start + (size(first) > 2 ? 2 : 3)] ?? '');
  if (plus < 0 ? !zeros : isGlue(text, plus - 1)) return null;
  let end = 0;
  let digits = plus < 0 ? -2 : 0;
  for (const [i, group] of run.entries()) {
    digits += size(group);
    if (digits > DIGITS_MAX) break;
    if (digits < DIGITS_MIN || isWordPart(text, group.end)) continue;
    end = group.end;
    const number = digitsOf(text, run.slice(0, i + 1));
    if (i + 1 < run.length && parsePhoneNumberFromString(`+${plus < 0 ? number.slice(2) : number}`)?.isValid()) break;
  }
  return end > 0 ? { start: opening(text, plus < 0 ? first.start : plus, end), end } : null;
}

function national(
  text: string,
  cues: readonly Cue[],
  whole: readonly Span[],
  country: CountryCode | null,
): Span | null {
  const run = isWordPart(text, whole.at(-1)!.end) ? whole.slice(0, -1) : whole;
  // What stands before or behind a number as a row of its own is left out: `2 041 123 456` and `041 123 456 2`.
  for (const groups of [run, run.slice(0, -1), run.slice(1)]) {
    if (groups.length > 0 && isNational(text, cues, groups, country)) {
      return { start: opening(text, groups[0]!.start, groups.at(-1)!.end), end: groups.at(-1)!.end };
    }
    if (run.length < 3) break;
  }
  return null;
}

function isNational(text: string, cues: readonly Cue[], groups: readonly Span[], country: CountryCode | null): boolean {
  const { start } = groups[0]!;
  const { end } = groups.at(-1)!;
  const digits = digitsOf(text, groups);
  if (digits.length < DIGITS_MIN || digits.length > DIGITS_MAX || isNamed(text, start)) return false;
  if (isMoney(text, { start, end }) || isDate(text, groups) || isDotted(text, groups)) return false;
  const before = cueBefore(cues, start, CUE_CHARS, ['phone', 'other']);
  if (before?.kind === 'phone') return true;
  if (before && before.end >= start - OTHER_CHARS && !/\d/.test(text.slice(before.end, start))) return false;
  if (cueAfter(cues, end, AFTER_CHARS)?.kind === 'phone') return true;
  if (!country || (groups.length === 1 && digits[0] !== '0') || !isWrittenAsPhone(text, groups)) return false;
  return parsePhoneNumberFromString(digits, country)?.isValid() ?? false;
}

/** Glued to a word or to what makes it a name, a path or a fraction. */
function isNamed(text: string, start: number): boolean {
  const before = text[start - 1] ?? ' ';
  if (before === '/') return !text.startsWith('wa.me/', start - 6);
  return '#-_.,:@\\'.includes(before) ? before !== ':' || isDigit(text, start - 2) : isGlue(text, start - 1);
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
  const [a = 0, b = 0, c = 0] = groups.slice(0, 3).map(({ start, end }) => Number(text.slice(start, end)));
  const gaps = groups.slice(1).map((_, i) => gapBefore(text, groups, i + 1));
  const isYear = (value: number) => value >= 1900 && value <= 2100;
  if (groups.length === 2) return isYear(a) && isYear(b);
  if (isYear(a) && b <= 12 && c <= 31 && size(groups[1]!) <= 2 && size(groups[2]!) <= 2) return true;
  if (a <= 31 && b <= 31 && isYear(c) && groups.slice(0, 2).every((it) => size(it) <= 2)) return true;
  return groups.every((it) => size(it) <= 2) && gaps.includes('.') && gaps.some((gap) => gap !== '.');
}

/** IP addresses, fractions, versions, and thousands: `192.168.1.10`, `46.05691`, `12.345.678`, `1 200 000`. */
function isDotted(text: string, groups: readonly Span[]): boolean {
  if (groups.length === 1) return false;
  const gaps = groups.slice(1).map((_, i) => gapBefore(text, groups, i + 1));
  const thousands = groups.slice(1).every((it) => size(it) === 3);
  if (gaps.every((gap) => gap === '.')) {
    return (
      groups.length === 2 ||
      thousands ||
      (groups.length === 4 && groups.every((it) => Number(text.slice(it.start, it.end)) < 256))
    );
  }
  return thousands && size(groups[0]!) === 1 && text[groups[0]!.start] !== '0' && gaps.every((gap) => gap === ' ');
}

/** Not as postcodes (`94107-1234`), counts and rows of unlike numbers are. */
function isWrittenAsPhone(text: string, groups: readonly Span[]): boolean {
  const gaps = groups.slice(1).map((_, i) => gapBefore(text, groups, i + 1));
  if (groups.length === 2 && gaps[0] === '-' && size(groups[0]!) === 5 && size(groups[1]!) === 4) return false;
  if (gaps.some((gap) => gap.includes('/')) && (text[groups[0]!.start] !== '0' || gaps.slice(1).join('').includes('/')))
    return false;
  return groups.length === 1 || groups.some((it) => size(it) > 2) || groups.every((it) => size(it) === 2);
}

/** The digits of `ext. 12`, `x12`, `доб. 12` right after a number. */
function extensionAfter(text: string, end: number): Span | null {
  EXTENSION.lastIndex = end;
  const match = EXTENSION.exec(text);
  return match ? { start: EXTENSION.lastIndex - match[1]!.length, end: EXTENSION.lastIndex } : null;
}

const EXTENSION = /[ ,;]{0,2}(?:extension|ext|x|int|interno|interna|wew|wewn|доб|вн|#)[.: ]{0,2}(\d{1,6})(?![a-z0-9])/y;
