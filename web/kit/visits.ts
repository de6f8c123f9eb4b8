/**
 * What a dashboard holds of the site's visits, and how an update changes it: the cards it is told of, which of them stand in its windows, and
 * how many there are of all. Pure; replaced, never changed. See `protocol/visit-list.ts`.
 */
import type { AgentUpdate } from '#protocol/agent-wire';
import type { AgentEntry } from '#protocol/entry';
import { PREVIEW_MAX_CHARS } from '#protocol/limits';
import { clip } from '#protocol/text';
import type { VisitCard } from '#protocol/visit';
import type { VisitCounts, VisitList, VisitsShown, VisitWords } from '#protocol/visit-list';

export interface VisitsState {
  /** By visit id. */
  visits: ReadonlyMap<string, VisitCard>;
  /** Null until they are told. */
  counts: VisitCounts | null;
  /** The ids from the place `from` on, by list. */
  windows: ReadonlyMap<VisitList, { from: number; ids: readonly string[] }>;
  /** Visits that were asked for, and that aren't there. */
  gone: ReadonlySet<string>;
}

export const NO_VISITS: VisitsState = { visits: new Map(), counts: null, windows: new Map(), gone: new Set() };

/** `asked`: the visits whose cards are watched wherever they stand; they are kept until they are said to be gone. */
export function foldVisits(state: VisitsState, update: AgentUpdate, asked: ReadonlySet<string>): VisitsState {
  if (update.t === 'agent.welcomed') return NO_VISITS;
  if (update.t !== 'visits.shown') return state;
  const { counts = state.counts, windows = [] } = update;
  return {
    counts,
    windows: windows.length > 0 ? withWindows(state.windows, windows) : state.windows,
    visits: cards(state.visits, update, asked),
    gone: goneAfter(state.gone, update, asked),
  };
}

/** Whoever views a conversation has its last words from its entries. `thread`: as it is with this entry in its log. */
export function hearEntry<State extends Pick<VisitsState, 'visits'>>(
  state: State,
  thread: { id: string; entries: readonly AgentEntry[] },
  entry: AgentEntry,
): State {
  const strikes = entry.kind === 'event' && entry.event === 'secret.removed';
  if (entry.kind !== 'message' && !strikes) return state;
  for (const card of state.visits.values()) {
    if (card.conversation?.id !== thread.id) continue;
    const { control, desk } = card.conversation;
    const messages = thread.entries.filter((each) => each.kind === 'message');
    // While somebody wants a person, lists show what they said last.
    const wantsPerson = control === 'waiting' || desk?.nobodyAt !== undefined;
    const theirs = wantsPerson ? messages.findLast((each) => each.from === 'visitor') : undefined;
    const said = theirs ?? messages.at(-1);
    if (!said) return state;
    const { from, text, at } = said;
    const last = { from, name: from === 'visitor' ? null : said.name, text: clip(text, PREVIEW_MAX_CHARS), at };
    const count = card.conversation.messages + (strikes ? 0 : 1);
    const words = { id: card.id, messages: count, last };
    return { ...state, visits: new Map(state.visits).set(card.id, saying(card, words)) };
  }
  return state;
}

/** The visits that stand in a window, and whose cards were not told. */
export function lacking({ windows, visits }: VisitsState): string[] {
  return [...windows.values()].flatMap(({ ids }) => ids.filter((id) => !visits.has(id)));
}

function cards(
  held: VisitsState['visits'],
  { listed, left = [], out = [], added = [], changed = [], said = [] }: VisitsShown,
  asked: ReadonlySet<string>,
): VisitsState['visits'] {
  if (!listed && [left, out, added, changed, said].every(({ length }) => length === 0)) return held;
  const here = listed && new Set(listed);
  const next = new Map(here ? [...held].filter(([id]) => here.has(id) || asked.has(id)) : held);
  for (const id of left) next.delete(id);
  for (const id of out) if (!asked.has(id)) next.delete(id);
  for (const card of added) next.set(card.id, card);
  for (const patch of changed) {
    const card = next.get(patch.id);
    if (card) next.set(card.id, { ...card, ...patch });
  }
  for (const words of said) {
    const card = next.get(words.id);
    if (card) next.set(card.id, saying(card, words));
  }
  return next;
}

function saying(card: VisitCard, { id: _, unread: now, ...words }: VisitWords): VisitCard {
  if (!card.conversation) return card;
  const { unread: before, ...rest } = card.conversation;
  const unread = now ?? before;
  const some = unread !== undefined && Object.keys(unread).length > 0;
  return { ...card, conversation: { ...rest, ...words, ...(some && { unread }) } };
}

function withWindows(
  windows: VisitsState['windows'],
  shown: NonNullable<VisitsShown['windows']>,
): VisitsState['windows'] {
  const next = new Map(windows);
  for (const { list, from, ids } of shown) next.set(list, { from, ids });
  return next;
}

function goneAfter(gone: ReadonlySet<string>, { left = [], added = [] }: VisitsShown, asked: ReadonlySet<string>) {
  if (!left.some((id) => asked.has(id)) && !added.some(({ id }) => gone.has(id))) return gone;
  const next = new Set([...gone, ...left].filter((id) => asked.has(id)));
  for (const { id } of added) next.delete(id);
  return next;
}
