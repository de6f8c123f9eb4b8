/** The append-only log of a conversation: adding an entry, finding what a command already did, what is still unanswered. */
import type { Entry, EntryBody } from './entry.ts';
import { visitorSees } from './entry.ts';
import { type Done, refuse, type Step } from './step.ts';
import type { Conversation, Store } from './store.ts';

/** How far back an unanswered message is looked for; a visitor who wrote more than this in a row gets one answer all the same. */
const LOOK_BACK = 50;

/** Adds one entry at the end. Costs one row. */
export function append(
  step: Step,
  conversation: Conversation,
  author: string,
  body: EntryBody,
  cid: string | null = null,
): Entry {
  const last = step.store.lastEntry(conversation.id);
  const entry: Entry = {
    conversation: conversation.id,
    seq: (last?.seq ?? 0) + 1,
    visitorSeq: (last?.visitorSeq ?? 0) + (visitorSees(body) ? 1 : 0),
    messages: (last?.messages ?? 0) + (body.kind === 'message' ? 1 : 0),
    turn: conversation.turn,
    // The log never runs backwards, even when the clock does.
    at: Math.max(step.now, last?.at ?? conversation.startedAt),
    author,
    cid,
    body,
  };
  step.store.insertEntry(entry);
  step.events.push({ type: 'entry.added', conversation, entry });
  return entry;
}

/**
 * What this author's command already did here, if it is a repeat: the same entry, or `cid.reused` where the repeat asks for something else.
 * Null when it is new.
 */
export function repeated(
  store: Store,
  conversation: string,
  author: string,
  cid: string,
  same: (body: EntryBody) => boolean,
): Done | null {
  const entry = store.entryByCid(conversation, author, cid);
  if (!entry) return null;
  return same(entry.body) ? { entry } : refuse('cid.reused');
}

/** The same for a visitor, whose command may have been done in any of their conversations that began at `since` or later. */
export function repeatedByVisitor(
  store: Store,
  visitor: string,
  cid: string,
  same: (body: EntryBody) => boolean,
  since = 0,
): Done | null {
  for (const id of store.conversationsSince(visitor, since)) {
    const done = repeated(store, id, 'visitor', cid, same);
    if (done) return done;
  }
  return null;
}

/** The newest visitor message that nobody has answered, or null. */
export function unanswered(store: Store, conversation: string): Entry | null {
  const entries = store.newestEntries(conversation, LOOK_BACK);
  const question = entries.find(({ body }) => body.kind === 'message' && body.from === 'visitor');
  return question && question.seq > answeredTo(entries) ? question : null;
}

/** Up to which entry the visitor has been answered. */
export function answeredUpTo(store: Store, conversation: string): number {
  return answeredTo(store.newestEntries(conversation, LOOK_BACK));
}

/** An agent's message answers all before it, the bot's what it had seen; one cut off half-way doesn't count as an answer. */
function answeredTo(entries: readonly Entry[]): number {
  return entries.reduce((upTo, { seq, body }) => {
    if (body.kind !== 'message' || body.from === 'visitor') return upTo;
    if (body.from === 'agent') return Math.max(upTo, seq);
    return body.cut ? upTo : Math.max(upTo, body.re);
  }, 0);
}

/** When somebody last wrote, epoch ms. */
export function lastMessageAt(store: Store, conversation: Conversation): number {
  for (const entry of store.newestEntries(conversation.id, LOOK_BACK)) {
    if (entry.body.kind === 'message') return entry.at;
  }
  return conversation.startedAt;
}
