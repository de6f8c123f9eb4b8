/**
 * What stands in which folder of the Inbox, and in which order: the open conversations of the site's cards, those still to be wrapped up,
 * and the past ones as the server pages them. Pure.
 */
import type { ConversationSummary, WrapUpCard } from '#protocol/desk';
import { finder } from '#protocol/fold';
import type { CardConversation, VisitCard } from '#protocol/visit';
import { type ControlFacts, factsOf, isForsaken, partOf } from '../conversation/control-badge.tsx';
import { visitorName } from '../visitor.ts';

export const FOLDERS = ['unassigned', 'nobody', 'mine', 'closed', 'all'] as const;
export type Folder = (typeof FOLDERS)[number];

export function isFolder(value: unknown): value is Folder {
  return FOLDERS.some((folder) => folder === value);
}

export interface Item {
  /** The conversation's id. */
  id: string;
  visitor: string;
  name: string | null;
  online: boolean;
  facts: ControlFacts;
  last: CardConversation['last'];
  messages: number;
  /** What each of its agents hasn't read of the visitor's, by member id. */
  unread: Readonly<Record<string, number>>;
  /** When it is wrapped up by itself, where this agent is to do it. */
  dueAt: number | null;
}

export interface Viewer {
  id: string;
  /** Sees what other agents have. */
  supervises: boolean;
}

/** What is with the AI, or over, and nobody came: as its card tells it, while the visitor is there. */
export function forsakenItems(visits: ReadonlyMap<string, VisitCard>): Item[] {
  return [...visits.values()].flatMap((card) =>
    card.conversation && isForsaken(card.conversation) ? itemOf(card) : [],
  );
}

/** Every open conversation that waits for a person or that an agent has. */
export function openItems(visits: ReadonlyMap<string, VisitCard>): Item[] {
  return [...visits.values()].flatMap((card) => {
    const control = card.conversation?.control;
    return control === 'waiting' || control === 'agent' ? itemOf(card) : [];
  });
}

/** Conversations that are over while their visitor is still there: in the list before the server is asked again. */
export function endedItems(visits: ReadonlyMap<string, VisitCard>): Item[] {
  return [...visits.values()].flatMap((card) => (card.conversation?.control === 'closed' ? itemOf(card) : []));
}

/** Closed, or with the AI again where nobody came. */
export function itemOfSummary({ id, visitor, agent, closedAt, messages, last, ...rest }: ConversationSummary): Item {
  const { waitedMs, handledMs, nobodyAt } = rest;
  const desk = { waitedMs, handledMs, ...(nobodyAt !== undefined && { nobodyAt }) };
  const over = { answering: false, failed: false } as const;
  const control = closedAt === null ? ('bot' as const) : ('closed' as const);
  const controlAt = closedAt ?? nobodyAt ?? rest.startedAt;
  return {
    ...{ id, visitor: visitor.id, name: visitor.name, online: false, last, messages, unread: {}, dueAt: null },
    facts: { control, controlAt, closedAt, holder: closedAt === null ? null : agent, desk, ...over },
  };
}

/** What somebody else ended, and this agent is to wrap up. `known`: its card, while the visitor is there. */
export function itemOfWrapUp({ conversation, visitor, closedAt, dueAt }: WrapUpCard, known: Item | undefined): Item {
  const facts: ControlFacts = {
    ...{ control: 'closed', controlAt: closedAt, closedAt, holder: null },
    ...{ answering: false, failed: false },
  };
  const unknown = { online: false, last: null, messages: 0, unread: {}, facts };
  return { ...unknown, ...known, id: conversation, visitor: visitor.id, name: visitor.name, dueAt };
}

/** Whether an open conversation is in the folder; closed ones are there by themselves. */
export function inFolder({ facts }: Item, folder: Folder, viewer: Viewer): boolean {
  const mine = partOf(facts, viewer.id) !== 'onlooker';
  switch (folder) {
    case 'unassigned':
      return facts.control === 'waiting';
    case 'mine':
      return mine;
    case 'all':
      return mine || viewer.supervises || facts.control === 'waiting';
    case 'nobody':
    case 'closed':
      return false;
  }
}

/** The visitor's messages that this agent, who has it or joined it, has neither seen nor answered. */
export function unreadBy({ facts, unread }: Item, me: string): number {
  return partOf(facts, me) === 'onlooker' ? 0 : (unread[me] ?? 0);
}

/** Unassigned: who has waited longest. Otherwise what is unread, then what was written last, and what is over but for its wrap-up. */
export function ordered(items: readonly Item[], folder: Folder, me: string): Item[] {
  const ranked = items.map((item) => ({ item, key: keyOf(item, folder, me) }));
  ranked.sort((a, b) => a.key[0] - b.key[0] || a.key[1] - b.key[1] || (a.item.id < b.item.id ? -1 : 1));
  return ranked.map(({ item }) => item);
}

/** The moment that a row tells: of the last message, or else of the beginning. */
export function momentOf({ facts, last }: Item): number {
  if (isForsaken(facts)) return facts.desk?.nobodyAt ?? facts.controlAt;
  return facts.closedAt ?? last?.at ?? facts.controlAt;
}

/** By name and by what the row shows of the last message; both as the server masked them. */
export function search(items: readonly Item[], query: string): Item[] {
  const fits = finder(query);
  return items.filter((item) => fits(visitorName(item), item.last?.text ?? ''));
}

function itemOf(card: VisitCard): Item {
  const { id, last, messages, unread = {} } = card.conversation!;
  const { visitor, name, online } = card;
  return { id, visitor, name, online, facts: factsOf(card), last, messages, unread, dueAt: null };
}

function keyOf(item: Item, folder: Folder, me: string): [number, number] {
  if (folder === 'unassigned') return [0, waitingSince(item)];
  // In All, whoever waits comes before whoever is looked after.
  const rank = folder === 'all' && item.facts.control === 'waiting' ? 0 : 1;
  if (rank === 0) return [0, waitingSince(item)];
  if (item.dueAt !== null) return [3, item.dueAt];
  return [unreadBy(item, me) > 0 ? 1 : 2, -momentOf(item)];
}

/** As if all the waiting had been at one stretch. */
function waitingSince({ facts }: Item): number {
  return facts.controlAt - (facts.desk?.waitedMs ?? 0);
}
