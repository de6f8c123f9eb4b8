/** US social security numbers (SSN) and taxpayer numbers (ITIN). */
import type { Masking } from '#protocol/masking';
import { type Cue, cueBefore } from './cue.ts';
import { digitsOf, gapBefore, isMoney, runsOf, separators, size, unglued } from './digits.ts';
import type { Span } from './text.ts';

/** The digits of a number. */
export const SSN_DIGITS = 9;
const CUE_CHARS = 32;
const SEPARATORS = separators(' -.\n');
const GAP_MAX = 3;

/** Where such numbers are given out; a site that has told no country may be there. */
const COUNTRIES: readonly (string | null)[] = [null, 'US', 'PR', 'VI', 'GU', 'AS', 'MP'];

/**
 * In a flat text: 123-45-6789 on sites of the US, unless words, signs or units say that it is something else; nine digits in any grouping, and
 * anything elsewhere, only after a word that says so. With `lines`, each line is a message, and joining these needs such a word too.
 */
export function findSsns(text: string, cues: readonly Cue[], { country }: Masking, lines = false): Span[] {
  const american = COUNTRIES.includes(country);
  const spans: Span[] = [];
  for (const whole of runsOf(text, SEPARATORS, GAP_MAX)) {
    const run = unglued(text, cues, whole);
    for (let i = 0; i < run.length; i++) {
      const { start } = run[i]!;
      const cued = cueBefore(cues, start, CUE_CHARS, ['ssn', 'other', 'phone'])?.kind === 'ssn';
      const spelt = american && isSpelt(text, run, i, lines) && !isNamed(text, cues, start);
      const count = cued ? nineDigits(run, i) : spelt ? 3 : 0;
      if (count === 0 || !isIssued(digitsOf(text, run.slice(i, i + count)))) continue;
      spans.push({ start: run[i]!.start, end: run[i + count - 1]!.end });
      i += count - 1;
    }
  }
  return spans;
}

/** Whether a word says that it is something else, and none that it is one of these. */
function isNamed(text: string, cues: readonly Cue[], start: number): boolean {
  const cue = cueBefore(cues, start, CUE_CHARS, ['other', 'phone']);
  if (!cue || ENDS_CUE.test(text.slice(cue.end, start))) return false;
  return cueBefore(cues, start, CUE_CHARS, ['ssn']) === null;
}

/** How many groups from this one on hold nine digits together; 0 if none do. */
function nineDigits(run: readonly Span[], from: number): number {
  let digits = 0;
  for (let i = from; i < run.length && digits < SSN_DIGITS; i++) {
    digits += size(run[i]!);
    if (digits === SSN_DIGITS) return i - from + 1;
  }
  return 0;
}

/** Whether 3, 2 and 4 digits stand there with the same separator between them, and another one around them. */
function isSpelt(text: string, run: readonly Span[], at: number, lines: boolean): boolean {
  const [area, group, serial] = run.slice(at, at + 3);
  if (!area || !group || !serial || size(area) !== 3 || size(group) !== 2 || size(serial) !== 4) return false;
  const gap = gapBefore(text, run, at + 1);
  if ((lines && gap === '\n') || gap.length > 1 || gap !== gapBefore(text, run, at + 2)) return false;
  if (gapBefore(text, run, at) === gap || gapBefore(text, run, at + 3) === gap) return false;
  if (/[-#/+]/.test(text[area.start - 1] ?? '') || /^[-/][^\s]/.test(text.slice(serial.end, serial.end + 2)))
    return false;
  if (UNIT_AFTER.test(text.slice(serial.end, serial.end + 8))) return false;
  return gap === '-' || !isSize(text, [area, group, serial]);
}

/** Whether groups with spaces or dots between them are three numbers, or money. Those of a sofa are round; of a thousand people one has such. */
function isSize(text: string, groups: readonly Span[]): boolean {
  const { start } = groups[0]!;
  const { end } = groups.at(-1)!;
  return groups.every((group) => text[group.end - 1] === '0') || isMoney(text, { start, end });
}

/** After a number, or in the next sentence, a word says nothing of what follows. `ref. no. 1` is one sentence. */
const ENDS_CUE = /\d|[!?\n]|\. (?!no|nr|st)\p{L}/u;
const UNIT_AFTER = /^ ?(?:mm|cm|m|km|kg|g|l|ml|ft|lbs?|px|in(?! \p{L})|inch(?:es)?|мм|см|м|кг)(?!\p{L})/u;

/** Numbers that were never given out are no one's. */
function isIssued(digits: string): boolean {
  const area = Number(digits.slice(0, 3));
  const group = Number(digits.slice(3, 5));
  if (area === 0 || area === 666 || group === 0 || digits.endsWith('0000')) return false;
  if (area < 900) return true;
  return (group >= 50 && group <= 65) || (group >= 70 && group <= 99 && group !== 89 && group !== 93);
}
