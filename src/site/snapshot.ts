/** A conversation as it is sent whole, or from where the client left off: of a long one its newest entries. */
import { maskingFor, maskPersonal, maskUrl } from '#core/mask/mask';
import { deskPartOf, draftForAgent, forAgent, forVisitor, visitorName } from '#core/project';
import type { Conversation, Store } from '#core/store';
import type { ConversationView } from '#protocol/agent-wire';
import type { VisitorEntry } from '#protocol/entry';
import { LIST_ENTRIES, OPENING_ENTRIES, RESUME_MAX_ENTRIES } from '#protocol/limits';
import type { VisitorConversation, Wait } from '#protocol/visitor-wire';

/** A closed conversation is shown to its visitor for a day; after that the widget opens on a fresh page. */
const CLOSED_SHOWN_MS = 24 * 3_600_000;

/** An answer that is being written, or none. */
export type Draft = { id: string; name: string; text: string } | null;

/** The visitor's newest conversation after what they hold of it, or null. */
export function visitorSnapshot(
  store: Store,
  visitor: string,
  after: { conversation: string; seq: number } | undefined,
  draftOf: (conversation: string) => Draft,
  waitOf: (conversation: Conversation) => Wait | undefined,
  now: number,
): VisitorConversation | null {
  const it = store.newestConversation(visitor);
  if (!it || (it.closedAt !== null && it.closedAt + CLOSED_SHOWN_MS < now)) return null;
  const held = after?.conversation === it.id ? after.seq : 0;
  const from = startOf(held, store.lastEntry(it.id)?.visitorSeq);
  const wait = waitOf(it);
  return {
    id: it.id,
    control: it.control,
    controlAt: it.controlAt,
    agent: it.holder?.name ?? null,
    ...(wait && { wait }),
    entries: store.entriesAfterVisitorSeq(it.id, from).flatMap((entry) => forVisitor(entry) ?? []),
    from,
    answer: draft(draftOf(it.id), (text) => text),
  };
}

/** How many entries that would be, at the most. */
export function entriesToSend(
  store: Store,
  visitor: string,
  after: { conversation: string; seq: number } | undefined,
): number {
  const it = store.newestConversation(visitor);
  const last = (it && store.lastEntry(it.id)?.visitorSeq) ?? 0;
  return last - Math.min(last, startOf(after && after.conversation === it?.id ? after.seq : 0, last));
}

/** A conversation as an agent views it, after the entry they hold; with personal data masked. */
export function agentSnapshot(
  store: Store,
  it: Conversation,
  viewer: string,
  after: number,
  draftOf: (conversation: string) => Draft,
): ConversationView {
  const masking = maskingFor(store.site()!.settings.masking, it.country);
  const from = startOf(after, store.lastEntry(it.id)?.seq);
  return {
    id: it.id,
    visitor: it.visitor,
    name: visitorName(store, it.visitor, masking),
    country: it.country,
    device: it.device,
    page: { url: maskUrl(it.page.url, masking), title: maskPersonal(it.page.title, masking) },
    control: it.control,
    controlAt: it.controlAt,
    holder: it.holder,
    desk: deskPartOf(store, it),
    startedAt: it.startedAt,
    closedAt: it.closedAt,
    entries: store.entriesAfter(it.id, from).map((entry) => forAgent(entry, masking, viewer)),
    from,
    answer: draft(draftOf(it.id), (text) => draftForAgent(text, masking)),
  };
}

/** How many entries that would be, at the most. */
export function entriesToView(store: Store, it: Conversation, after: number): number {
  const last = store.lastEntry(it.id)?.seq ?? 0;
  return last - Math.min(last, startOf(after, last));
}

/** A portion of what an agent's view begins before. */
export function earlierForAgent(store: Store, it: Conversation, viewer: string, before: number) {
  const masking = maskingFor(store.site()!.settings.masking, it.country);
  const entries = store.entriesBefore(it.id, before, LIST_ENTRIES);
  const from = (entries[0]?.seq ?? 1) - 1;
  return { conversation: it.id, from, entries: entries.map((entry) => forAgent(entry, masking, viewer)) };
}

/** The same in the visitor's numbering; of what is internal to a long stretch, as many portions as it takes to have something to show. */
export function earlierForVisitor(store: Store, conversation: string, before: number) {
  let seq = store.seqOfVisitorSeq(conversation, before) ?? 0;
  const entries: VisitorEntry[] = [];
  while (entries.length === 0 && seq > 1) {
    const portion = store.entriesBefore(conversation, seq, LIST_ENTRIES);
    entries.push(...portion.flatMap((entry) => forVisitor(entry) ?? []));
    seq = portion[0]?.seq ?? 0;
  }
  return { conversation, from: (entries[0]?.seq ?? 1) - 1, entries };
}

/** What is sent begins after this one: the one that the client holds, or one so near to the last that it isn't too much. */
function startOf(held: number, last = 0): number {
  return Math.max(held, last - (held === 0 ? OPENING_ENTRIES : RESUME_MAX_ENTRIES));
}

function draft(answer: Draft, shown: (text: string) => string): Draft {
  return answer && { id: answer.id, name: answer.name, text: shown(answer.text) };
}
