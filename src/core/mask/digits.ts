/** Groups of digits that are written as one number, and what two runs of them have in common. */
import { type Cue, type CueKind, cueAfter, endsCue } from './cue.ts';
import { isDigit, isGlue, type Span } from './text.ts';

/** The signs that may stand within one number, by their code. */
export type Separators = Uint8Array;

export function separators(signs: string): Separators {
  const table = new Uint8Array(128);
  for (const sign of signs) table[sign.charCodeAt(0)] = 1;
  return table;
}

/** Looking beyond the end of a table is slow. */
function isSeparator(separators: Separators, code: number): boolean {
  return code < 128 && separators[code] === 1;
}

/** Runs of digit groups of which neighbours are at most `gap` of the `separators` apart. */
export function runsOf(text: string, separators: Separators, gap: number): Span[][] {
  const runs: Span[][] = [];
  let run: Span[] = [];
  let separated = 0;
  for (let at = 0; at < text.length; at++) {
    if (!isDigit(text, at)) {
      separated = isSeparator(separators, text.charCodeAt(at)) ? separated + 1 : gap + 1;
      continue;
    }
    if (run.length === 0 || separated > gap) {
      run = [];
      runs.push(run);
    }
    const start = at;
    while (isDigit(text, at + 1)) at++;
    run.push({ start, end: at + 1 });
    separated = 0;
  }
  return runs;
}

/** What a text's digits allow at most, whatever else there is: seen in one go, so that only those look who could find something. */
export interface Digits {
  /** How many stand in one row, however far the signs between them are stretched. */
  row: number;
  /** Whether a group is as long as a card's code. */
  code: boolean;
}

export function digitsIn(text: string): Digits {
  const found: Digits = { row: 0, code: false };
  let row = 0;
  let group = 0;
  let separated = 0;
  for (let at = 0; at <= text.length; at++) {
    const code = at < text.length ? text.charCodeAt(at) : 0;
    if (code >= 48 && code <= 57) {
      if (separated > ANY_GAP) row = 0;
      separated = 0;
      group++;
      row++;
      if (row > found.row) found.row = row;
      continue;
    }
    if (group === 3 || group === 4) found.code = true;
    group = 0;
    separated = isSeparator(ANY_SEPARATORS, code) ? separated + 1 : ANY_GAP + 1;
  }
  return found;
}

const ANY_SEPARATORS = separators(' -._/|,;:()\n');
const ANY_GAP = 4;

/** A run without a first and last group that are part of a word, unless that word says what the number is. */
export function unglued(text: string, cues: readonly Cue[], run: readonly Span[]): Span[] {
  const { start } = run[0]!;
  const { end } = run.at(-1)!;
  const first = isGlue(text, start - 1) && !endsCue(text, cues, start, SAYING);
  const after = cueAfter(cues, end, 0);
  const last = isGlue(text, end) && !(after && SAYING.includes(after.kind));
  return run.slice(first ? 1 : 0, last ? -1 : undefined);
}

const SAYING: readonly CueKind[] = ['card', 'code', 'expiry', 'ssn'];

/** The digits of groups, without what stands between them. */
export function digitsOf(text: string, groups: readonly Span[]): string {
  return groups.map(({ start, end }) => text.slice(start, end)).join('');
}

/** As many groups from the first on as hold no more than `max` digits. */
export function leading(groups: readonly Span[], max: number): readonly Span[] {
  let digits = 0;
  const over = groups.findIndex((group) => {
    digits += size(group);
    return digits > max;
  });
  return over < 0 ? groups : groups.slice(0, over);
}

/** What stands between the group and the one before. */
export function gapBefore(text: string, run: readonly Span[], index: number): string {
  const before = run[index - 1];
  const group = run[index];
  return before && group ? text.slice(before.end, group.start) : '';
}

/** The length of a group. */
export function size({ start, end }: Span): number {
  return end - start;
}

/** Whether the number there is an amount of money. */
export function isMoney(text: string, { start, end }: Span): boolean {
  return /[$€£¥₴₽₹]\s?$/.test(text.slice(Math.max(0, start - 2), start)) || MONEY_AFTER.test(text.slice(end, end + 6));
}

const MONEY_AFTER = /^(?:,\d|\s?(?:[$€£¥₴₽₹%]|(?:eur|usd|gbp|pln|zł|uah|грн|chf|kr|din|руб)(?![a-z])))/;
