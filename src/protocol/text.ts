/** What a text is, and how long, told the same way by composer and server. */
import type * as z from 'zod';

/** Control characters but tabs and line breaks, and halves of characters: nobody sees them, and some programs choke on them. */
const UNSEEN = /(?![\t\n\r])[\p{Cc}\p{Cs}]/u;
const ALL_UNSEEN = new RegExp(UNSEEN, 'gu');

/** The text without what is no character that anybody could have meant. */
export function withoutControls(text: string): string {
  return text.replace(ALL_UNSEEN, '');
}

/** Whether there is any of that in it. */
export function hasControls(text: string): boolean {
  return UNSEEN.test(text);
}

/**
 * A character that somebody sees by itself. Not: spaces, controls, marks without a letter, fillers and whatever else is drawn as nothing, of
 * which some count as letters (U+3164) or symbols (U+2800). Characters that are newer than this machine's Unicode are taken for visible.
 */
const SEEN = /[^\s\p{Cc}\p{Cs}\p{M}\p{DI}\u2800\ufff9-\ufffb\u{1d159}]/u;

/** Whether a reader sees anything of it. */
export function isVisible(text: string): boolean {
  return SEEN.test(text);
}

/** A check of schemas: a text of which nobody sees anything is too short, as an empty one is. */
export function visible({ value, issues }: z.core.ParsePayload<string>): void {
  if (isVisible(value)) return;
  issues.push({ origin: 'string', inclusive: true, input: value, code: 'too_small', minimum: 1 });
}

/** For a text that may be empty, which one of nothing visible is: what is left without controls. */
export function visibleOrEmpty(text: string): string {
  return isVisible(text) ? withoutControls(text) : '';
}

/** Unicode code points, so an emoji or a rare character is one, whatever its UTF-16 length. */
export function countChars(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

/** The beginning, of at most `max` UTF-16 units and whole characters as a reader sees them: no half of a flag or of a letter with its accent. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  for (const { index, segment } of new Intl.Segmenter().segment(text)) {
    if (index + segment.length > max) return text.slice(0, index);
  }
  return text;
}

/** The first `max` code points of `text`, with an ellipsis in place of what was cut. */
export function clip(text: string, max: number): string {
  if (text.length <= max) return text;
  const points = Array.from(text);
  return points.length <= max
    ? text
    : `${points
        .slice(0, max - 1)
        .join('')
        .trimEnd()}…`;
}
