/** What the Inbox shows: which conversations are in the folder that the URL names, in which order, and how many there are in each. */
import { type Accessor, createMemo, onCleanup } from 'solid-js';
import type { ConversationPage } from '#protocol/desk';
import { WINDOW_MAX } from '#protocol/limits';
import type { VisitCard } from '#protocol/visit';
import type { Desk } from '../desk-store.ts';
import { keepOrder } from '../keep-order.ts';
import { createClosed } from './closed.ts';
import { createFound } from './found.ts';
import {
  endedItems,
  type Folder,
  forsakenItems,
  type Item,
  inFolder,
  itemOfWrapUp,
  openItems,
  ordered,
  search,
  unreadBy,
  type Viewer,
} from './items.ts';
import type { Pages } from './pages.ts';
import { mergeClosed, type Row, rowsOf } from './rows.ts';

export interface Wanted {
  folder: Folder;
  query: string;
  /** I4: the closed ones too, or the active ones only. */
  show: 'all' | 'active';
  /** The conversation that is open. */
  opened: string | undefined;
}

export interface InboxList {
  rows: Accessor<readonly Row[]>;
  counts: Accessor<Record<'unassigned' | 'nobody' | 'mine' | 'all', number>>;
  /** How many rows the search has found. */
  foundCount: Accessor<number>;
  /** The conversation that stands after this one, or before it where it is the last; none where it is alone. */
  next: (conversation: string) => string | undefined;
  /** How many messages are unread in all of mine. */
  news: Accessor<number>;
  /** What comes from the server: the past ones, or what a search finds. */
  source: Accessor<Pages<ConversationPage>>;
  unread: (item: Item) => number;
  /** The card of the visitor whose conversation it is, while they or their conversation are there. */
  card: (conversation: string) => VisitCard | undefined;
}

export function createInbox(desk: Desk, wanted: Accessor<Wanted>, held: Accessor<boolean>): InboxList {
  const state = () => desk.state;
  desk.watch('inbox', { window: { list: 'people', from: 0, to: WINDOW_MAX } });
  onCleanup(() => desk.watch('inbox', null));
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
    !['unassigned', 'nobody'].includes(wanted().folder) && (wanted().folder === 'closed' || wanted().show === 'all');
  const closed = createClosed(desk, () => {
    const { folder } = wanted();
    return { on: withClosed() || folder === 'nobody', of: folder === 'mine' || folder === 'nobody' ? folder : 'all' };
  });

  const sought = () => wanted().query.trim() !== '';
  const searched = createFound(desk.site, () => ({ words: wanted().query, mine: wanted().folder === 'mine' }));

  /** What the page finds itself is there at once; what the server finds comes after it. */
  const found = (items: readonly Item[]) => {
    const here = new Set(search(items, wanted().query));
    return items.filter((item) => here.has(item) || searched.open().has(item.id));
  };
  const source = () => (sought() ? searched : closed);

  const toWrapUp = createMemo(() => {
    // Its visitor is still there, or it is among the past ones already.
    const known = new Map([...(closed.items() ?? []), ...ended()].map((item) => [item.id, item]));
    return state().wrapUps.map((due) => itemOfWrapUp(due, known.get(due.conversation)));
  });
  /** As the server lists them, and where the visitor is there as they are now. */
  const forsaken = createMemo<Item[]>((before) => {
    const live = new Map(forsakenItems(state().visits).map((item) => [item.id, item]));
    const byId = new Map((closed.items() ?? []).map((item) => [item.id, item]));
    for (const [id, item] of live) byId.set(id, item);
    for (const id of byId.keys()) if (cards().has(id) && !live.has(id)) byId.delete(id);
    // What is being read was just looked at, and stays where it is until the next is opened.
    const read = before.find(({ id }) => id === wanted().opened);
    if (read && !byId.has(read.id)) byId.set(read.id, read);
    return [...byId.values()];
  }, []);
  const active = createMemo(() => {
    const { folder } = wanted();
    if (folder === 'nobody') return forsaken();
    const items = open().filter((item) => inFolder(item, folder, viewer()));
    return folder === 'mine' ? [...items, ...toWrapUp()] : items;
  });
  const past = createMemo(() => {
    if (!withClosed()) return [];
    const due = new Set(wanted().folder === 'mine' ? toWrapUp().map(({ id }) => id) : []);
    const live = wanted().folder === 'mine' ? [] : found(ended());
    const past = sought() ? [...found(closed.items() ?? []), ...(searched.items() ?? [])] : (closed.items() ?? []);
    return mergeClosed(live, past).filter(({ id }) => !due.has(id));
  });

  const unread = (item: Item) => unreadBy(item, viewer().id);
  let heldIn = '';
  const order = createMemo<readonly string[]>((before) => {
    const { folder } = wanted();
    const ids = ordered(found(active()), folder, viewer().id).map(({ id }) => id);
    // Nothing moves under the hand.
    const keep = held() && heldIn === folder;
    heldIn = folder;
    return keep ? keepOrder(before, ids) : ids;
  }, []);
  const rows = createMemo(() => {
    const byId = new Map(active().map((item) => [item.id, item]));
    const first = order().flatMap((id) => byId.get(id) ?? []);
    const listed = withClosed() || (wanted().folder === 'nobody' && !sought());
    return rowsOf(first, past(), listed && source().items() !== undefined && source().more(), Date.now());
  });

  return {
    rows,
    counts: createMemo(() => {
      const mine = open().filter((item) => inFolder(item, 'mine', viewer()));
      const held = mine.filter(({ facts }) => facts.control === 'agent').length;
      const { waiting = 0, agent = 0 } = state().counts ?? {};
      return {
        unassigned: waiting,
        nobody: state().nobody.count,
        mine: mine.length + toWrapUp().length,
        all: waiting + (viewer().supervises ? agent : held),
      };
    }),
    news: createMemo(() => open().reduce((sum, item) => sum + unread(item), 0)),
    foundCount: createMemo(() => rows().filter(({ kind }) => kind === 'item').length),
    next(conversation) {
      const ids = rows().flatMap((row) => (row.kind === 'item' ? row.key : []));
      const at = ids.indexOf(conversation);
      return at < 0 ? undefined : (ids[at + 1] ?? ids[at - 1]);
    },
    source,
    unread,
    card: (conversation) => cards().get(conversation),
  };
}
