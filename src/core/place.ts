/**
 * Where a visit stands in the lists that agents watch: whoever needs a person first (to whom nobody came, then where the AI failed, then those who wait), then the AI's,
 * the agents', those who only opened the chat, and the closed ones. Pure, and nothing moves because time passes or somebody writes.
 */
import type { VisitList } from '#protocol/visit-list';
import { isForsaken } from './conversation.ts';
import type { Conversation } from './store.ts';
import { isListed, type Visit } from './visit.ts';

/** In the order of the lists. */
export const SECTIONS = ['nobody', 'rescue', 'waiting', 'bot', 'agent', 'none', 'closed'] as const;
export type Section = (typeof SECTIONS)[number];

export interface Place {
  /** The visit's id. */
  id: string;
  visitor: string;
  section: Section;
  online: boolean;
  /** The conversation on its card. */
  conversation: string | null;
  /** What orders a section, after who is there. */
  at: number;
  /** Who has the conversation, and who else writes in it. */
  holder: string | null;
  guests: readonly string[];
}

/** The sections that make up each list. */
export const LISTS: Record<VisitList, readonly Section[]> = {
  all: SECTIONS,
  waiting: ['waiting'],
  bot: ['rescue', 'bot'],
  agent: ['agent'],
  none: ['none'],
  people: ['nobody', 'rescue', 'waiting', 'agent'],
};

/** Null where no list holds the visit. `shown`: the conversation on its card; closed ones among them. */
export function placeOf(visit: Visit, shown: Conversation | null): Place | null {
  const open = shown && shown.control !== 'closed' ? shown : null;
  if (!isListed(visit, open)) return null;
  const { visit: id, visitor, online } = visit;
  const people = { holder: open?.holder?.id ?? null, guests: open?.desk.guests.map((guest) => guest.id) ?? [] };
  return { id, visitor, online, conversation: shown?.id ?? null, ...sectionOf(visit, shown), ...people };
}

/** Whoever is there before whoever has left, then by time; two of the same moment by their ids. */
export function comparePlaces(a: Place, b: Place): number {
  return Number(b.online) - Number(a.online) || a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** Who waits or is handled longest is first; of those who came, the newest. */
function sectionOf(visit: Visit, shown: Conversation | null): Pick<Place, 'section' | 'at'> {
  if (!shown) return { section: 'none', at: -visit.since };
  const { control, controlAt, startedAt, closedAt, failures } = shown;
  const nobody = isForsaken(shown);
  switch (control) {
    case 'bot':
      return failures > 1 || nobody ? { section: 'rescue', at: controlAt } : { section: 'bot', at: -startedAt };
    case 'closed':
      if (nobody) return { section: 'nobody', at: controlAt };
      return { section: 'closed', at: -(closedAt ?? controlAt) };
    default:
      return { section: control, at: controlAt };
  }
}
