/** The append-only log of a conversation: adding an entry, finding what a command already did, what is still unanswered. */
import type { Entry, EntryBody } from './entry.ts';
import { visitorSees } from './entry.ts';
import { type Done, refuse, type Step } from './step.ts';
import type { Conversation, Store } from './store.ts';

/** How far back an unanswered message is looked for; a visitor who wrote more than this in a row gets one answer all the same. */
const LOOK_BACK = 50;

/** How many of a visitor's conversations a command is looked for in, besides the one that was meant. */
const LOOKED_THROUGH = 10;

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
    asked: cid === null ? null : step.asked,
    body,
  };
  step.store.insertEntry(entry);
  step.events.push({ type: 'entry.added', conversation, entry });
  return entry;
}

/**
 * What this author's command already did here, if it is a repeat: the same entry, or `cid.reused` where the repeat asks for something else.
 * Null when it is new. A post says itself what is the `same`.
 */
export function repeated(
  step: Step,
  conversation: string,
  author: string,
  cid: string,
  same: (entry: Entry) => boolean = (entry) => entry.asked === step.asked || isOfBefore(entry),
): Done | null {
  const entry = step.store.entryByCid(conversation, author, cid);
  if (!entry) return null;
  return same(entry) ? { entry } : refuse('cid.reused');
}

/** An event of an older version, which didn't keep what was asked for: its repeat comes across a deploy, and was no other. */
function isOfBefore({ asked, body }: Entry): boolean {
  return asked === null && body.kind === 'event';
}

/**
 * The same for a visitor's post, which may have been done in the conversation that it was `writtenIn`, if that is theirs, or in a later one; where
 * none was open, in any. Of many the newest are looked through: a repeat comes while its command is news.
 */
export function repeatedPost(
  step: Step,
  visitor: string,
  cid: string,
  same: (entry: Entry) => boolean,
  writtenIn?: string,
): Done | null {
  const newest = step.store.newestConversation(visitor);
  if (!newest) return null;
  const own = ownConversation(step.store, visitor, writtenIn);
  const ids = own?.id === newest.id ? [] : step.store.conversationsSince(visitor, own?.startedAt ?? 0, LOOKED_THROUGH);
  for (const id of new Set([own?.id ?? newest.id, ...ids])) {
    const done = repeated(step, id, 'visitor', cid, same);
    if (done) return done;
  }
  return null;
}

/** The same for a visitor's wish, which may have been done in any of their conversations, but is another one where another is `meant`. */
export function repeatedWish(step: Step, visitor: string, cid: string, meant?: string): Done | null {
  const own = ownConversation(step.store, visitor, meant);
  const ids = step.store.conversationsSince(visitor, 0, LOOKED_THROUGH);
  for (const id of new Set([...(own ? [own.id] : []), ...ids])) {
    const done = repeated(step, id, 'visitor', cid);
    if (done) return meant === undefined || meant === id ? done : refuse('cid.reused');
  }
  return null;
}

function ownConversation(store: Store, visitor: string, id: string | undefined): Conversation | null {
  const named = id === undefined ? null : store.conversation(id);
  return named?.visitor === visitor ? named : null;
}

/** The newest entry that the visitor sees: what comes of a colleague's note after it is not theirs to know, not even when it was. */
export function lastSeen(store: Store, conversation: string): Entry | null {
  const last = store.lastEntry(conversation);
  if (!last || visitorSees(last.body)) return last;
  return store.newestEntries(conversation, LOOK_BACK).find(({ body }) => visitorSees(body)) ?? null;
}

/** The newest visitor message that nobody has answered, or null. */
export function unanswered(store: Store, conversation: string): Entry | null {
  for (const entry of store.newestEntries(conversation, LOOK_BACK)) {
    if (entry.body.kind !== 'message' || entry.body.from !== 'visitor') continue;
    return isAnswered(store, conversation, entry.seq) ? null : entry;
  }
  return null;
}

/** Whether the log was answered up to `seq`: by an agent's message after it, or by the bot having seen it. A cut answer is none. */
export function isAnswered(store: Store, conversation: string, seq: number): boolean {
  return store.entriesAfter(conversation, seq).some(({ body }) => {
    if (body.kind !== 'message' || body.from === 'visitor') return false;
    return body.from === 'agent' || (!body.cut && body.re >= seq);
  });
}

/** When somebody last wrote, epoch ms. */
export function lastMessageAt(store: Store, conversation: Conversation): number {
  for (const entry of store.newestEntries(conversation.id, LOOK_BACK)) {
    if (entry.body.kind === 'message') return entry.at;
  }
  return conversation.startedAt;
}
