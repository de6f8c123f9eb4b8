/** What stands beside a card number and may be kept no more than it: its expiry date and its verification code. */
import { isMonthYear } from './card.ts';
import { type Cue, cueBefore, endsCue } from './cue.ts';
import { gapBefore, isMoney, runsOf, separators, size } from './digits.ts';
import { isGlue, isLetter, type Span } from './text.ts';

const CODE_CHARS = 32;
const AFTER_CARD_CHARS = 40;
const SEPARATORS = separators(' -./|,;:\n');

/** In a flat text in which the cards are starred over: codes by their word, and dates and codes next to `cards`. */
export function findBesideCards(text: string, cues: readonly Cue[], cards: readonly Span[]): Span[] {
  const spans: Span[] = [];
  let card = -1;
  for (const run of runsOf(text, SEPARATORS, 4)) {
    for (let i = 0; i < run.length; i++) {
      const { start, end } = run[i]!;
      while (card + 1 < cards.length && cards[card + 1]!.end <= start) card++;
      const nearest = cueBefore(cues, start, CODE_CHARS, ['code', 'expiry', 'until', 'other', 'phone']);
      const cue = nearest && !/[\d*]/.test(text.slice(nearest.end, start)) ? nearest.kind : null;
      const beside = cards[card] ?? null;
      const close = beside !== null && isClose(text, beside.end, start, spans.at(-1)?.end ?? 0);
      const dated = close || (cards.length > 0 && (cue === 'expiry' || cue === 'until'));
      const count = dated ? expiryGroups(text, run, i) : 0;
      if (count > 0) {
        spans.push({ start, end: run[i + count - 1]!.end });
        i += count - 1;
      } else if (isCode(text, cues, run[i]!) && (close || cue === 'code')) {
        spans.push({ start, end });
      }
    }
  }
  return spans;
}

/** Whether a message right after a card number says only when it expires and what its code is. */
export function isOnlyBesideCard(text: string): boolean {
  let digits = 0;
  for (let at = 0; at < text.length; at++) {
    if (isLetter(text, at) || text[at] === '*') return false;
    if (isGlue(text, at)) digits++;
  }
  return digits >= 3 && digits <= 10 && runsOf(text, SEPARATORS, 4).every((run) => run.every((it) => size(it) <= 4));
}

/** Whether nothing but signs and what was found stands between the end of a card and `start`. */
function isClose(text: string, cardEnd: number, start: number, foundEnd: number): boolean {
  if (start - cardEnd > AFTER_CARD_CHARS) return false;
  for (let at = Math.max(cardEnd, foundEnd); at < start; at++) if (isGlue(text, at)) return false;
  return true;
}

/** How many groups from this one on are a month and a year, together or apart; 0 if they aren't. */
function expiryGroups(text: string, run: readonly Span[], at: number): number {
  const group = run[at]!;
  const next = run[at + 1];
  const digits = text.slice(group.start, group.end);
  if (isMonthYear(digits)) return 1;
  if (!next || size(group) > 2 || !/^ ?[-/.|; ] ?$/.test(gapBefore(text, run, at + 1))) return 0;
  const year = text.slice(next.start, next.end);
  const short = year.length === 4 && year.startsWith('20') ? year.slice(2) : year;
  // A third number would make it the date of a day.
  if (/^[/.]$/.test(gapBefore(text, run, at + 2)) || !isMonthYear(digits.padStart(2, '0') + short)) return 0;
  return 2;
}

function isCode(text: string, cues: readonly Cue[], group: Span): boolean {
  if (size(group) < 3 || size(group) > 4 || isGlue(text, group.end)) return false;
  if (isGlue(text, group.start - 1) && !endsCue(text, cues, group.start, ['code'])) return false;
  return !/^[.,-]\d/.test(text.slice(group.end, group.end + 2)) && !isMoney(text, group);
}
