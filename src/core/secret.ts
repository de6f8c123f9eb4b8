/**
 * Numbers that are spread over several messages: "4111 1111", and "1111 1111" in the next one. Once the last piece has come, it is taken out of
 * all of them: of this one before it is written, of those before it in their rows, and an entry tells the clients that have them.
 */

import type { Entry } from './entry.ts';
import { removeSplit } from './mask/mask.ts';
import type { Step } from './step.ts';
import type { Conversation, Store } from './store.ts';
import { append } from './transcript.ts';

/** How many of an author's messages before this one a number may be spread over. */
const PIECES_BEFORE = 3;
/** How far back those are looked for. */
const LOOK_BACK = 12;

/** The text as it is kept after what the same author wrote just before, and whether that is another. Reads only where it holds digits. */
export function strike(
  step: Step,
  conversation: Conversation,
  author: string,
  text: string,
): { text: string; struck?: true } {
  const before = piecesBefore(step.store, conversation.id, author, text);
  const masked = removeSplit([...before.map(({ body }) => body.text), text], step.store.site()!.settings.masking);
  const pieces = before.flatMap((entry, i) => {
    const struck = masked[i];
    if (struck === null || struck === undefined || entry.body.from === 'bot') return [];
    step.store.saveBody({ ...entry, body: { ...entry.body, text: struck, struck: true } });
    return [{ seq: entry.seq, text: struck }];
  });
  if (pieces.length > 0) append(step, conversation, 'system', { kind: 'event', event: 'secret.removed', pieces });
  const last = masked.at(-1) ?? null;
  return last === null ? { text } : { text: last, struck: true };
}

/** An author's newest messages, oldest first, that what they write now may go on from. Reads only where that holds digits. */
export function piecesBefore(store: Store, conversation: string, author: string, text: string): Piece[] {
  if (!/\p{Nd}/u.test(text)) return [];
  const isPiece = (entry: Entry): entry is Piece => entry.author === author && entry.body.kind === 'message';
  return store.newestEntries(conversation, LOOK_BACK).filter(isPiece).slice(0, PIECES_BEFORE).reverse();
}

type Piece = Entry & { body: Extract<Entry['body'], { kind: 'message' }> };
