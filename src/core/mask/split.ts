/** Finds secrets that somebody sent in pieces, a message each. */
import type { Masking } from '#protocol/masking';
import { findBesideCards, isOnlyBesideCard } from './beside-card.ts';
import { type CueKind, cuesIn } from './cue.ts';
import { mayGoOnAsIban } from './iban.ts';
import { findSecrets } from './secrets.ts';
import { SSN_DIGITS } from './ssn.ts';
import { starOver } from './stars.ts';
import { endOf, type Flat, flatten, isDigit, isLetter, noPlaces, type Span, startOf } from './text.ts';

/** Pieces, oldest first, with stars over what goes over more than one of them, or what is one by a word before it. Their lengths stay. */
export function starAcross(pieces: readonly string[], masking: Masking): string[] {
  const { flat, pieceOf } = joined(pieces);
  const { spans } = findSecrets(flat.text, cuesIn(flat.text), masking, true);
  const newest = pieces.length - 1;
  const found = spans.filter(({ start, end }) => pieceOf[start] !== pieceOf[end - 1] || pieceOf[start] === newest);
  const starred = starOver(pieces.join(''), flat, found);
  let from = 0;
  return pieces.map((piece) => {
    from += piece.length;
    return starred.slice(from - piece.length, from);
  });
}

/**
 * Whether a number, or what stands beside one, may go on from the pieces before, oldest first, into `text`. Mostly it can't, and that is
 * seen by the end of the one and the beginning of the other.
 */
export function goesOn(before: readonly string[], text: string): boolean {
  if (before.length === 0) return false;
  const flat = flatten(text).text;
  const first = flat.search(/\d/);
  if (first < 0) return false;
  const ends = before.map(endOfPiece).join('\n');
  const ending = digitsToLetter(ends, ends.length - 1, -1);
  const beginning = first <= BEGINS_CHARS ? digitsToLetter(flat, 0, 1) : 0;
  // The shortest number that is masked has nine digits: a price after a size is none.
  if (ending > 0 && beginning > 0 && ending + beginning >= SSN_DIGITS) return true;
  if (mayGoOnAsIban(ends) || followsCard([...before, text])) return true;
  return first <= TAIL_CHARS && cuesIn(ends.slice(-TAIL_CHARS)).all.some(({ kind }) => SAYS.includes(kind));
}

/** Farther than any word says what a number is. */
const TAIL_CHARS = 64;
/** Signs between the beginning of a text and a number that goes on. */
const BEGINS_CHARS = 8;
const SAYS: readonly CueKind[] = ['card', 'code', 'ssn'];

/** As a piece ends, on one line. */
function endOfPiece(piece: string): string {
  const { text } = flatten(piece.slice(-TAIL_CHARS));
  return text.slice(0, withoutEdges(text).end).replaceAll('\n', ' ');
}

/** How many digits there are from `from` on, forwards or backwards, before a letter or the text's end. */
function digitsToLetter(text: string, from: number, step: 1 | -1): number {
  let digits = 0;
  for (let at = from; at >= 0 && at < text.length && !isLetter(text, at); at += step) if (isDigit(text, at)) digits++;
  return digits;
}

/** The last of the pieces, with stars over what `find` says of all of them read together, one a line. */
export function starLast(pieces: readonly string[], find: (text: string) => readonly Span[]): string {
  const { flat } = joined(pieces);
  return starOver(pieces.join(''), flat, find(flat.text)).slice(pieces.slice(0, -1).join('').length);
}

/** Whether one of the two pieces before the last was a card, with no word after it. */
export function followsCard(pieces: readonly string[]): boolean {
  const [before = '', twoBefore = ''] = [pieces.at(-2), pieces.at(-3)];
  return STARRED_CARD.test(before) || (STARRED_CARD.test(twoBefore) && !hasLetter(flatten(before).text));
}

/** The last of the pieces, with stars over what stands beside the card before it: all of its digits, or those that a word says it of. */
export function starBesideCard(pieces: readonly string[]): string {
  const last = pieces.at(-1)!;
  const lastFlat = flatten(last);
  if (isOnlyBesideCard(lastFlat.text)) return starOver(last, lastFlat, [{ start: 0, end: lastFlat.text.length }]);
  return starLast(pieces, (text) => {
    const cards = [...text.matchAll(STARRED_CARDS)].map(({ 0: card, index }) => ({
      start: index,
      end: index + card.trimEnd().length,
    }));
    const newest = text.lastIndexOf('\n');
    return findBesideCards(text, cuesIn(text).all, cards).filter(({ start }) => start > newest);
  });
}

const STARRED_CARD = /(?:\*[-\s._/|]{0,3}){12}/;
const STARRED_CARDS = /(?:\*[-\s._/|]{0,3}){12,19}/g;

function hasLetter(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (isLetter(text, at)) return true;
  return false;
}

/** One line a piece, whatever lines it had, without the signs and spaces at its ends. Places are those in the pieces put one behind the other. */
function joined(pieces: readonly string[]): { flat: Flat; pieceOf: Uint32Array } {
  const parts = pieces.map((piece) => {
    const flat = flatten(piece);
    return { flat, ...withoutEdges(flat.text), chars: piece.length };
  });
  const text = parts.map(({ flat, start, end }) => flat.text.slice(start, end).replaceAll('\n', ' ')).join('\n');
  const places = noPlaces(text.length);
  const pieceOf = new Uint32Array(text.length);
  let next = 0;
  let offset = 0;
  for (const [i, { flat, start, end, chars }] of parts.entries()) {
    for (let at = start; at < end; at++, next++) {
      places.from[next] = startOf(flat, at) + offset;
      places.to[next] = endOf(flat, at) + offset;
      pieceOf[next] = i;
    }
    offset += chars;
    if (i === parts.length - 1) break;
    // The line's end between two pieces.
    places.from[next] = offset;
    places.to[next] = offset;
    pieceOf[next++] = i;
  }
  return { flat: { text, places }, pieceOf };
}

/** Where a piece begins and ends without the signs and spaces at its ends. */
function withoutEdges(text: string): Span {
  let start = 0;
  let end = text.length;
  while (start < end && EDGE.includes(text[start]!)) start++;
  while (end > start && EDGE.includes(text[end - 1]!)) end--;
  return { start, end };
}

const EDGE = ' \n.,;:!?-…';
