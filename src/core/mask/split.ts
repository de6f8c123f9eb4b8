/** Finds secrets that somebody sent in pieces, a message each. */
import type { Masking } from '#protocol/masking';
import { isOnlyBesideCard } from './beside-card.ts';
import { cuesIn } from './cue.ts';
import { findSecrets } from './secrets.ts';
import { starOver } from './stars.ts';
import { endOf, type Flat, flatten, isLetter, type Span, startOf } from './text.ts';

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

/** The last of the pieces, with stars over what `find` says of all of them read together, one a line. */
export function starLast(pieces: readonly string[], find: (text: string) => readonly Span[]): string {
  const { flat } = joined(pieces);
  return starOver(pieces.join(''), flat, find(flat.text)).slice(pieces.slice(0, -1).join('').length);
}

/** Whether the last of the pieces says only what stands beside a card, and one of the two before it was a card. */
export function endsBesideCard(pieces: readonly string[]): boolean {
  const last = flatten(pieces.at(-1)!).text;
  if (!isOnlyBesideCard(last)) return false;
  const [before = '', twoBefore = ''] = [pieces.at(-2), pieces.at(-3)];
  return STARRED_CARD.test(before) || (STARRED_CARD.test(twoBefore) && !hasLetter(flatten(before).text));
}

const STARRED_CARD = /(?:\*[-\s._/|]{0,3}){12}/;

function hasLetter(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (isLetter(text, at)) return true;
  return false;
}

/** One line a piece, whatever lines it had, without the signs and spaces at its ends. Places are those in the pieces put one behind the other. */
function joined(pieces: readonly string[]): { flat: Flat; pieceOf: number[] } {
  const places = { from: [] as number[], to: [] as number[] };
  let text = '';
  const pieceOf: number[] = [];
  let offset = 0;
  for (const [i, piece] of pieces.entries()) {
    const flat = flatten(piece);
    let start = 0;
    let end = flat.text.length;
    while (start < end && EDGE.includes(flat.text[start]!)) start++;
    while (end > start && EDGE.includes(flat.text[end - 1]!)) end--;
    for (let at = start; at < end; at++) {
      places.from.push(startOf(flat, at) + offset);
      places.to.push(endOf(flat, at) + offset);
      pieceOf.push(i);
    }
    offset += piece.length;
    text += flat.text.slice(start, end).replaceAll('\n', ' ');
    if (i === pieces.length - 1) break;
    text += '\n';
    places.from.push(offset);
    places.to.push(offset);
    pieceOf.push(i);
  }
  return { flat: { text, places }, pieceOf };
}

const EDGE = ' \n.,;:!?-…';
