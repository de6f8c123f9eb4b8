/** A conversation as it is sent whole, or from where the client left off: the newest 500 entries at the most. */
import type { Entry } from '#core/entry';
import { maskingFor, maskPersonal, maskUrl } from '#core/mask/mask';
import { deskPartOf, draftForAgent, forAgent, forVisitor, visitorName } from '#core/project';
import type { Conversation, Store } from '#core/store';
import type { ConversationView } from '#protocol/agent-wire';
import { RESUME_MAX_ENTRIES } from '#protocol/limits';
import type { VisitorConversation, Wait } from '#protocol/visitor-wire';

/** A closed conversation is shown to its visitor for a day; after that the widget opens on a fresh page. */
const CLOSED_SHOWN_MS = 24 * 3_600_000;

type Draft = { id: string; name: string; text: string } | null;

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
  const wait = waitOf(it);
  const entries = store.entriesAfterVisitorSeq(it.id, held).flatMap((entry) => forVisitor(entry) ?? []);
  return {
    id: it.id,
    control: it.control,
    controlAt: it.controlAt,
    agent: it.holder?.name ?? null,
    ...(wait && { wait }),
    ...newest(entries, held),
    answer: draft(draftOf(it.id), (text) => text),
  };
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
  const entries = store.entriesAfter(it.id, after).map((entry: Entry) => forAgent(entry, masking, viewer));
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
    ...newest(entries, after),
    answer: draft(draftOf(it.id), (text) => draftForAgent(text, masking)),
  };
}

function newest<E extends { seq: number }>(entries: E[], held: number): { entries: E[]; from: number } {
  if (entries.length <= RESUME_MAX_ENTRIES) return { entries, from: held };
  const kept = entries.slice(-RESUME_MAX_ENTRIES);
  return { entries: kept, from: kept[0]!.seq - 1 };
}

function draft(answer: Draft, shown: (text: string) => string): Draft {
  return answer && { id: answer.id, name: answer.name, text: shown(answer.text) };
}
