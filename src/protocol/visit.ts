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
