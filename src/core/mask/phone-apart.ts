/**
 * Phone numbers that are written apart: over lines, a part on each, or digit by digit. Lists of numbers look the same, so that such a one
 * counts only if somebody can have it and it begins as phone numbers do.
 */
import { type Cue, cueBefore } from './cue.ts';
import { digitsOf, gapBefore, isMoney, runsOf, separators } from './digits.ts';
import { isCalled, isNamed, isWordPart, opening, plusBefore, saysOther } from './phone-place.ts';
import { DIGITS_MAX, isInternationalNumber, isNumberOf, type Plan } from './phone-plan.ts';
import { hide, isGlue, type Span } from './text.ts';

const OVER_LINES = separators(' -/()\n');
const GAP_MAX = 4;
/** A number's lines, if each has but a digit, `00` included. */
const LINES_MAX = DIGITS_MAX + 2;
const CUE_CHARS = 48;
const DIGITS_MIN = 7;
/** The longest code of an area, nought included. */
const AREA_MAX = 5;
/** The longest part of a number that only a word tells. */
const PART_MAX = 4;

export function findPhonesApart(text: string, cues: readonly Cue[], plans: readonly Plan[]): Span[] {
  const spelt = digitByDigit(text, cues, plans);
  return text.includes('\n') ? [...spelt, ...overLines(hide(text, spelt), cues, plans)] : spelt;
}

/** `0 4 1 1 2 3 4 5 6` and `0, 4, 1, …`: a row of digits with one sign between them, or spaces, and no more of these around it. */
function digitByDigit(text: string, cues: readonly Cue[], plans: readonly Plan[]): Span[] {
  const spans: Span[] = [];
  for (const { 0: row, 1: sign, index: start } of text.matchAll(DIGIT_BY_DIGIT)) {
    const end = start + row.length;
    const digits = row.replace(/\D/g, '');
    const more = /^ {0,3}([,.\-/_]?) ?\d/.exec(text.slice(end, end + 6));
    if (more && more[1] === (sign ?? '')) continue;
    if (isNamed(text, cues, start) || saysOther(text, cues, start) || isWordPart(text, end)) continue;
    const begins = plusBefore(text, start) >= 0 || digits.startsWith('0') || isCued(cues, start);
    if (!begins || isCount([...digits].map(Number)) || !isNumber(text, start, digits, plans)) continue;
    spans.push({ start: beginning(text, start, end), end });
  }
  return spans;
}

const DIGIT_BY_DIGIT =
  /\d(?!\d)(?<!\d[ ,.\-/_]{0,3}\d)(?:(?: {1,3}\d(?!\d)){6,16}| ?([,.\-/_]) ?\d(?!\d)(?: ?\1 ?\d(?!\d)){5,15})/g;

function overLines(text: string, cues: readonly Cue[], plans: readonly Plan[]): Span[] {
  const spans: Span[] = [];
  for (const run of runsOf(text, OVER_LINES, GAP_MAX)) {
    const lines = linesOf(text, run);
    // In the middle of a list nothing begins, but after a whole number another one may.
    let begins = true;
    for (let i = 0; i < lines.length - 1; i++) {
      const count: number = begins ? linesOfNumber(text, cues, lines.slice(i, i + LINES_MAX), plans) : 0;
      begins = count > 0 || digitsOf(text, lines[i]!).length >= DIGITS_MIN;
      if (count === 0) continue;
      const { start } = lines[i]![0]!;
      const { end } = lines[i + count - 1]!.at(-1)!;
      spans.push({ start: beginning(text, start, end), end });
      i += count - 1;
    }
  }
  return spans;
}

function linesOf(text: string, run: readonly Span[]): Span[][] {
  const lines: Span[][] = [];
  for (const [i, group] of run.entries()) {
    if (i === 0 || gapBefore(text, run, i).includes('\n')) lines.push([]);
    lines.at(-1)!.push(group);
  }
  return lines;
}

/** How many lines from the first on are a number, the most that are; 0 if none are, or the first is one by itself. */
function linesOfNumber(text: string, cues: readonly Cue[], lines: readonly Span[][], plans: readonly Plan[]): number {
  const { start } = lines[0]![0]!;
  const plus = plusBefore(text, start);
  if (plus >= 0 ? isGlue(text, plus - 1) && !isCalled(text, cues, plus) : isNamed(text, cues, start)) return 0;
  if (plus < 0 && saysOther(text, cues, start)) return 0;
  const cued = isCued(cues, start);
  const parts: string[] = [];
  const counts: number[] = [];
  let digits = '';
  for (const line of lines) {
    parts.push(digitsOf(text, line));
    digits += parts.at(-1)!;
    if (digits.length > LINES_MAX) break;
    const { end } = line.at(-1)!;
    if (digits.length < DIGITS_MIN || isWordPart(text, end)) continue;
    const parted = plus >= 0 || (beginsAsPhone(text, lines[0]![0]!, parts, cued) && !isMoney(text, { start, end }));
    if (parted) counts.push(parts.length);
  }
  const isThat = (count: number) => isNumber(text, start, parts.slice(0, count).join(''), plans);
  return counts[0] === 1 && isThat(1) ? 0 : (counts.findLast(isThat) ?? 0);
}

/** Of numbers without a plus: with a nought or a bracket, or after a word for phones. Postcodes are as long as each other, and counts go up. */
function beginsAsPhone(text: string, { start, end }: Span, parts: readonly string[], cued: boolean): boolean {
  const [first = '', ...rest] = parts;
  if (rest.length > 0) {
    if (isCount(parts.map(Number))) return false;
    if (cued && first.length < PART_MAX && rest.every((part) => part.length <= PART_MAX)) return true;
    if (first.length > PART_MAX && rest.every((part) => part.length === first.length)) return false;
  }
  if (end - start > AREA_MAX) return false;
  return first.startsWith('0') || text[start - 1] === '(';
}

/** With its plus and the bracket that it begins with. */
function beginning(text: string, start: number, end: number): number {
  const plus = plusBefore(text, start);
  return opening(text, plus < 0 ? start : plus, end);
}

/** Whether values go up by the same step, or by small ones. */
function isCount(values: readonly number[]): boolean {
  const steps = values.slice(1).map((value, i) => value - values[i]!);
  return steps.every((step) => step >= 0 && (step <= 2 || (steps.length > 1 && step === steps[0])));
}

function isCued(cues: readonly Cue[], start: number): boolean {
  return cueBefore(cues, start, CUE_CHARS, ['phone', 'other'])?.kind === 'phone';
}

function isNumber(text: string, start: number, digits: string, plans: readonly Plan[]): boolean {
  if (plusBefore(text, start) >= 0) return isInternationalNumber(digits);
  if (digits.startsWith('00')) return isInternationalNumber(digits.slice(2));
  return plans.some((plan) => isNumberOf(plan, digits));
}
