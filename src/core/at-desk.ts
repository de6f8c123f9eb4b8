/**
 * What the desk knows of a conversation besides who has control: where it stands in line, what rings, who else writes, how long it took.
 * Kept as JSON in the conversation's own row, and read and written as one.
 */
import type { OfferKind, Person, WrapUp } from '#protocol/desk';

export interface AtDesk {
  /** The queue it stands in, or last stood in; and since when it stands in that one, epoch ms. */
  queue: string | null;
  queuedAt: number;
  /** Since when it counts in the order of the queue: kept when it returns, and when it moves on. */
  standingAt: number | null;
  /** Higher goes first. */
  priority: number;
  /** Agents who declined or missed it in this round; after the second round nobody is left to ask. */
  tried: string[];
  round: 1 | 2;
  /** When the next round may begin, epoch ms. */
  roundAt: number;
  /** How long it waited, and was handled by agents, before the present control; ms. */
  waitedMs: number;
  handledMs: number;
  offer: Offer | null;
  /** Agents who write besides the holder. */
  guests: Person[];
  interrupted: boolean;
  /** Who had it last. */
  lastAgent: Person | null;
  /** The newest entry that each of its agents has seen, by member id, as of their last look; what they wrote themselves counts besides. */
  seen: Readonly<Record<string, number>>;
}

/** A conversation that rings at one agent. */
export interface Offer {
  id: string;
  kind: OfferKind;
  to: Person;
  /** The colleague who asks; null where a queue does. */
  from: Person | null;
  at: number;
  until: number;
  /** What the colleague's work is wrapped up with when it is accepted. */
  wrapUp: WrapUp | null;
}

export const NOT_AT_DESK: AtDesk = {
  queue: null,
  queuedAt: 0,
  standingAt: null,
  priority: 0,
  tried: [],
  round: 1,
  roundAt: 0,
  waitedMs: 0,
  handledMs: 0,
  offer: null,
  guests: [],
  interrupted: false,
  lastAgent: null,
  seen: {},
};
