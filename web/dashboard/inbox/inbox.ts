/** What the Inbox shows: which conversations are in the folder that the URL names, in which order, and how many there are in each. */
import { type Accessor, createMemo } from 'solid-js';
import type { VisitCard } from '#protocol/visit';
import { partOf } from '../conversation/control-badge.tsx';
import type { Desk } from '../desk-store.ts';
import { keepOrder } from '../keep-order.ts';
import { type Closed, createClosed } from './closed.ts';
import {
  endedItems,
  type Folder,
  type Item,
  inFolder,
  itemOfWrapUp,
  openItems,
  ordered,
  search,
  type Viewer,
} from './items.ts';
import { mergeClosed, type Row, rowsOf } from './rows.ts';
import type { Seen } from './seen.ts';

export interface Wanted {
  folder: Folder;
  query: string;
  /** I4: the closed ones too, or the active ones only. */
  show: 'all' | 'active';
}

export interface InboxList {
  rows: Accessor<readonly Row[]>;
  counts: Accessor<Record<'unassigned' | 'mine' | 'all', number>>;
  closed: Closed;
  /** Messages in one of mine that I haven't seen. */
  unread: (item: Item) => number;
  /** The card of the visitor whose conversation it is, while they or their conversation are there. */
  card: (conversation: string) => VisitCard | undefined;
}

export function createInbox(desk: Desk, wanted: Accessor<Wanted>, seen: Seen, held: Accessor<boolean>): InboxList {
  const state = () => desk.state;
  const viewer = createMemo<Viewer>(() => {
    const { member } = state();
    return { id: member?.id ?? '', supervises: member !== null && member.role !== 'agent' };
  });
  const cards = createMemo(() => {
    const byConversation = new Map<string, VisitCard>();
    for (const card of state().visits.values()) if (card.conversation) byConversation.set(card.conversation.id, card);
    return byConversation;
  });
  const open = createMemo(() => openItems(state().visits));
  const ended = createMemo(() => endedItems(state().visits));

  /** Where past conversations stand below the open ones: one's own, or everybody's. */
  const withClosed = () =>
    wanted().folder !== 'unassigned' && (wanted().folder === 'closed' || wanted().show === 'all');
  const closed = createClosed(desk, () => ({ on: withClosed(), mine: wanted().folder === 'mine' }));

  const toWrapUp = createMemo(() => {
    // Its visitor is still there, or it is among the past ones already.
    const known = new Map([...(closed.items() ?? []), ...ended()].map((item) => [item.id, item]));
    return state().wrapUps.map((due) => itemOfWrapUp(due, known.get(due.conversation)));
  });
  const active = createMemo(() => {
    const { folder } = wanted();
    const items = open().filter((item) => inFolder(item, folder, viewer()));
    return folder === 'mine' ? [...toWrapUp(), ...items] : items;
  });
  const past = createMemo(() => {
    if (!withClosed()) return [];
    const due = new Set(wanted().folder === 'mine' ? toWrapUp().map(({ id }) => id) : []);
    const live = wanted().folder === 'mine' ? [] : ended();
    return mergeClosed(live, closed.items() ?? []).filter(({ id }) => !due.has(id));
  });

  const found = (items: readonly Item[]) => search(items, wanted().query);
  /** What others look after, or nobody yet, nobody has to have read. */
  const unread = (item: Item) => (partOf(item.facts, viewer().id) === 'onlooker' ? 0 : seen.unread(item));
  let heldIn = '';
  const order = createMemo<readonly string[]>((before) => {
    const { folder } = wanted();
    const ids = ordered(found(active()), folder, unread).map(({ id }) => id);
    // Nothing moves under the hand.
    const keep = held() && heldIn === folder;
    heldIn = folder;
    return keep ? keepOrder(before, ids) : ids;
  }, []);
  const rows = createMemo(() => {
    const byId = new Map(active().map((item) => [item.id, item]));
    const first = order().flatMap((id) => byId.get(id) ?? []);
    const more = withClosed() && closed.items() !== undefined && closed.more();
    return rowsOf(first, found(past()), more, Date.now());
  });

  return {
    rows,
    counts: createMemo(() => {
      const count = (folder: Folder) => open().filter((item) => inFolder(item, folder, viewer())).length;
      return { unassigned: count('unassigned'), mine: count('mine') + toWrapUp().length, all: count('all') };
    }),
    closed,
    unread,
    card: (conversation) => cards().get(conversation),
  };
}
