/**
 * Numbers that are spread over several messages: "4111 1111", and "1111 1111" in the next one. Once the last piece has come, it is taken out of
 * all of them: of this one before it is written, of those before it in their rows, and an entry tells the clients that have them.
 */
import { removeAcross } from './mask/mask.ts';
import { hasNumber } from './mask/text.ts';
import type { Said } from './recent.ts';
import type { Step } from './step.ts';
import type { Conversation, Store } from './store.ts';
import { append } from './transcript.ts';

/**
 * A text that holds no secret by itself, as it is kept after what the same author wrote just before, and whether that is another.
 * Rows are read only where something is taken out of them.
 */
export function strike(
  step: Step,
  conversation: Conversation,
  author: string,
  text: string,
): { text: string; struck?: true } {
  const { store } = step;
  const said = saidBefore(store, conversation.id, author, text);
  const before = said.map((it) => it.text);
  if (before.length === 0) return { text };
  const struck = removeAcross(before, text, store.site()!.settings.masking);
  const pieces = said.flatMap(({ seq, text: was }, i) => (struck[i] === was ? [] : [{ seq, text: struck[i]! }]));
  for (const piece of pieces) {
    const entry = store.entry(conversation.id, piece.seq)!;
    const body = { ...entry.body, text: piece.text, struck: true } as Extract<typeof entry.body, { struck?: true }>;
    store.saveBody({ ...entry, body });
  }
  if (pieces.length > 0) append(step, conversation, 'system', { kind: 'event', event: 'secret.removed', pieces });
  const last = struck.at(-1)!;
  return last === text ? { text } : { text: last, struck: true };
}

/** An author's newest messages, oldest first, that what they write now may go on from: none where that holds no number. */
export function saidBefore(store: Store, conversation: string, author: string, text: string): Said[] {
  return hasNumber(text) ? store.said(conversation, author) : [];
}
