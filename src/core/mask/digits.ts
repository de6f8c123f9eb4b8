/** Groups of digits that are written as one number, and what two runs of them have in common. */
import { type Cue, type CueKind, cueAfter, endsCue } from './cue.ts';
import { isDigit, isGlue, type Span } from './text.ts';

/** Runs of digit groups of which neighbours are at most `gap` of the `separators` apart. */
export function runsOf(text: string, separators: string, gap: number): Span[][] {
  const runs: Span[][] = [];
  let run: Span[] = [];
  let separated = 0;
  for (let at = 0; at < text.length; at++) {
    if (!isDigit(text, at)) {
      separated = separators.includes(text[at]!) ? separated + 1 : gap + 1;
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
