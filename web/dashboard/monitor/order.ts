/**
 * Which session stands where: whoever needs a person first (nobody came or the AI failed, then waiting, the longest first), then the AI's, the
 * agents', those who only opened the chat, and the closed ones. Pure; nothing moves because time passes.
 */
import type { VisitCard } from '#protocol/visit';
import { isForsaken } from '../conversation/control-badge.tsx';

export const FILTERS = ['all', 'waiting', 'bot', 'agent', 'none'] as const;
export type Filter = (typeof FILTERS)[number];

export function isFilter(value: unknown): value is Filter {
  return FILTERS.some((filter) => filter === value);
}

export type Counts = Record<Filter, number>;

/** The chip that a card belongs to besides `all`; closed conversations have none. */
export function filterOf(card: VisitCard): Exclude<Filter, 'all'> | null {
  const { conversation } = card;
  if (conversation === null) return 'none';
  return conversation.control === 'closed' ? null : conversation.control;
}

export function countVisits(visits: ReadonlyMap<string, VisitCard>): Counts & { online: number } {
  const counts = { all: visits.size, waiting: 0, bot: 0, agent: 0, none: 0, online: 0 };
  for (const card of visits.values()) {
    const filter = filterOf(card);
    if (filter !== null) counts[filter]++;
    if (card.online) counts.online++;
  }
  return counts;
}

/** Ids of the cards that pass the filter, in order. `me` is the agent's own id: own conversations come before others'. */
export function orderVisits(visits: ReadonlyMap<string, VisitCard>, filter: Filter, me: string): string[] {
  const ranked: { id: string; rank: number; at: number }[] = [];
  for (const card of visits.values()) {
    if (filter === 'all' || filterOf(card) === filter) ranked.push({ id: card.id, ...place(card, me) });
  }
  ranked.sort((a, b) => a.rank - b.rank || a.at - b.at || (a.id < b.id ? -1 : 1));
  return ranked.map((one) => one.id);
}

/** The AI gave up twice, or nobody came when a person was wanted, and nobody has taken care of it. */
function needsRescue(card: VisitCard): boolean {
  const { conversation } = card;
  if (conversation === null) return false;
  return isForsaken(conversation) || (conversation.failed && ['bot', 'waiting'].includes(conversation.control));
}

function place(card: VisitCard, me: string): { rank: number; at: number } {
  const { conversation } = card;
  if (conversation === null) return { rank: 5, at: -card.since };
  if (needsRescue(card)) return { rank: 0, at: conversation.controlAt };
  switch (conversation.control) {
    case 'waiting':
      return { rank: 1, at: conversation.controlAt };
    case 'bot':
      return { rank: 2, at: -conversation.startedAt };
    case 'agent':
      return { rank: conversation.holder?.id === me ? 3 : 4, at: conversation.controlAt };
    case 'closed':
      return { rank: 6, at: -(conversation.closedAt ?? conversation.controlAt) };
  }
}
