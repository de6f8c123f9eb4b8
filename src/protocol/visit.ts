/** A visit's live presence, as the Monitor shows it. */
import type { Control } from './entry.ts';

export const DEVICES = ['mobile', 'tablet', 'desktop'] as const;
export type Device = (typeof DEVICES)[number];

export interface Page {
  url: string;
  title: string;
}

/** The conversation's part of a Monitor card. */
export interface CardConversation {
  id: string;
  control: Control;
  /** When the present control began, epoch ms. */
  controlAt: number;
  /** The agent who holds it; set exactly while control is `agent`. */
  holder: { id: string; name: string } | null;
  startedAt: number;
  closedAt: number | null;
  /** Number of messages, by anybody. */
  messages: number;
  last: { from: 'visitor' | 'bot' | 'agent'; name: string | null; text: string; at: number } | null;
  /** The AI is writing right now. */
  answering: boolean;
  /** The AI failed or timed out twice in a row. */
  failed: boolean;
  /** By agent, of those who have it: the visitor's messages that they have neither seen nor answered; who has seen all isn't in it. */
  unread?: Record<string, number>;
  /** What of the desk's matters there is to tell. */
  desk?: DeskPart;
}

/** What the desk knows of a conversation; what is not there is nothing, or none. */
export interface DeskPart {
  /** The queue it stands in, or last stood in. */
  queue?: { id: string; name: string };
  /** How long it waited, and was handled by agents, before the present control; ms. */
  waitedMs?: number;
  handledMs?: number;
  /** Agents who write besides the holder. */
  guests?: { id: string; name: string }[];
  /** What rings: at whom, and until when (epoch ms). */
  offer?: { id: string; kind: 'queue' | 'transfer' | 'conference'; to: { id: string; name: string }; until: number };
  /** D9: the chat was switched off while an agent had it; all that is left is to end it. */
  interrupted?: true;
  /** Who is to wrap it up, and until when (epoch ms). */
  wrapUp?: { agent: { id: string; name: string }; dueAt: number };
  /** When its visitor asked for a person and got nobody, epoch ms, until an agent has looked. */
  nobodyAt?: number;
}

/** M2: one session card. */
export interface VisitCard {
  /** The visit's id. */
  id: string;
  visitor: string;
  name: string | null;
  /** ISO 3166-1 alpha-2, upper case, or null when the edge doesn't know. */
  country: string | null;
  device: Device;
  /** When the visit began, epoch ms. */
  since: number;
  online: boolean;
  page: Page | null;
  conversation: CardConversation | null;
}

/** A change of a card: the id, and whole new values of the top-level fields that changed. */
export type VisitPatch = { id: string } & Partial<Omit<VisitCard, 'id'>>;
