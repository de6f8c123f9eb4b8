/**
 * The Inbox's search: in visitors' names and in every message, as the agent who asks may read them, by the one fold of all searching.
 * Open conversations first, then the closed ones from the newest end back, a portion a request.
 */
import { maySee } from '#core/access';
import type { Agent } from '#core/command';
import { maskingFor, maskPersonal } from '#core/mask/mask';
import { visitorName } from '#core/project';
import type { Conversation, Store } from '#core/store';
import { fold } from '#protocol/fold';

export interface Search {
  by: Pick<Agent, 'id' | 'role'>;
  words: string;
  /** Only what the agent had last, of what is closed. */
  mine: boolean;
  before: { at: number; id: string } | null;
}

export interface Found {
  /** Ids of open conversations, and of those still to be wrapped up; with the first portion only. */
  open: string[];
  closed: Conversation[];
  /** The closed conversation that was looked at last; null where none is left. */
  next: Conversation | null;
}

/** Closed conversations that a request finds at the most. */
const FOUND_MOST = 30;
/** Entries that a request looks at, of open and of closed conversations: some 10 ms of the object's time for each thousand or two. */
const OPEN_ENTRIES = 5_000;
const CLOSED_ENTRIES = 2_000;
/** Closed conversations read at once. */
const BATCH = 20;
/** Of those that nobody came to. */
const FORSAKEN_MOST = 100;

export function searchConversations(store: Store, { by, words, mine, before }: Search): Found {
  const sought = fold(words).split(' ').filter(Boolean);
  const sizeOf = (it: Conversation) => store.lastEntry(it.id)?.seq ?? 0;
  const holds = (it: Conversation) => {
    const entries = store.newestEntries(it.id, CLOSED_ENTRIES);
    const masking = maskingFor(store.site()!.settings.masking, it.country);
    const missing = new Set(sought);
    const look = (text: string, masked: () => string) => {
      const there = fold(text);
      if (![...missing].some((word) => there.includes(word))) return;
      // Masking costs more than looking. What is masked is not found, or a search would tell it digit by digit.
      const seen = fold(masked());
      for (const word of missing) if (seen.includes(word)) missing.delete(word);
    };
    const name = visitorName(store, it.visitor, masking) ?? '';
    look(name, () => name);
    for (const { body } of entries) {
      if (missing.size === 0) break;
      if (body.kind === 'message') look(body.text, () => maskPersonal(body.text, masking));
    }
    return missing.size === 0;
  };

  const open: string[] = [];
  if (before === null) {
    let left = OPEN_ENTRIES;
    for (const it of [...store.conversationsWithPeople(), ...store.conversationsNobodyCameTo(null, FORSAKEN_MOST)]) {
      // What somebody else has alone takes no room from what is looked through.
      if (!maySee(by, it)) continue;
      left -= sizeOf(it);
      if (left > 0 && holds(it)) open.push(it.id);
    }
  }
  const closed: Conversation[] = [];
  let left = CLOSED_ENTRIES;
  let last: Conversation | null = null;
  for (;;) {
    const from = last ? { at: last.closedAt!, id: last.id } : before;
    const batch = store.closedConversations(from, mine ? by.id : null, BATCH);
    for (const it of batch) {
      // Whole, or with the next portion; the first of a portion in any case.
      const size = sizeOf(it);
      if (last && (size > left || closed.length === FOUND_MOST)) return { open, closed, next: last };
      left -= size;
      last = it;
      if (holds(it)) closed.push(it);
    }
    if (batch.length < BATCH) return { open, closed, next: null };
  }
}
