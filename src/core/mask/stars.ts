/** How what is found is written instead. */
import { endOf, type Flat, isGlue, type Span, startOf } from './text.ts';

/** `text` with a star for every letter and digit of the spans of its flat form; signs and spaces stay, and so does the length. */
export function starOver(text: string, flat: Flat, spans: readonly Span[]): string {
  if (spans.length === 0) return text;
  let starred = '';
  let done = 0;
  for (const { start, end } of spans) {
    for (let i = start; i < end; i++) {
      const from = startOf(flat, i);
      const to = endOf(flat, i);
      if (from < done || !isGlue(flat.text, i)) continue;
      starred += text.slice(done, from) + '*'.repeat(to - from);
      done = to;
    }
  }
  return starred + text.slice(done);
}

/** The part of an address before the `@`: its first character, unless it is the only one. */
export function maskLocal(local: string): string {
  const first = String.fromCodePoint(local.codePointAt(0) ?? 42);
  return local.length > first.length ? first + '*'.repeat(local.length - first.length) : '*'.repeat(local.length);
}

/** A phone number: without spaces, all but the last four characters starred, and all of a short one. */
export function maskPhone(value: string): string {
  const chars = Array.from(value.replace(/[\s\p{DI}]/gu, ''));
  const kept = chars.length < 5 ? 0 : 4;
  return '*'.repeat(chars.length - kept) + chars.slice(chars.length - kept).join('');
}
