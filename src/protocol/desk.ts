/**
 * What the desk of a site tells its agents besides cards and conversations: who is there, how long the queues are, what rings, and what is
 * still to be wrapped up. All of it is live; see docs/protocol.md.
 */
import * as z from 'zod';
import { idSchema } from './id.ts';
import type { Role } from './member.ts';
import type { QueueMode } from './queue.ts';
import { type WeeklySchedule, weeklyScheduleSchema } from './schedule.ts';
import { lineSchema } from './site.ts';
import { visibleOrEmpty } from './text.ts';
import type { CardConversation, Device } from './visit.ts';

/** A person as others see them. */
export interface Person {
  /** The member's id. */
  id: string;
  /** The display name that visitors see. */
  name: string;
}

/** `rona`: an offer wasn't answered in time; no more of them until the agent sets Available by hand. */
export const STATUSES = ['available', 'unavailable', 'rona', 'offline'] as const;
export type Status = (typeof STATUSES)[number];

/** An agent of the site, as the others see them. */
export interface AgentCard extends Person {
  role: Role;
  status: Status;
  /** Why they are unavailable, where they said. */
  reason: string | null;
  /** What decides: the agent's own toggle, their schedule, or neither. */
  by: 'toggle' | 'schedule' | 'presence';
  /** When their schedule changes that by itself, epoch ms; null: not by itself. */
  until: number | null;
  /** Conversations they have, that ring at them, or that they are to wrap up; and how many they take at once. */
  load: number;
  capacity: number;
}

/** A queue, as every agent sees it. */
export interface QueueCard {
  id: string;
  name: string;
  mode: QueueMode;
  waiting: number;
  /** Since when the first in it waits, epoch ms. */
  since: number | null;
  /** Agents of it who are available, and those of them who can take one more. */
  available: number;
  free: number;
}

/** `queue`: routed from a queue. `transfer`: a colleague hands it over. `conference`: a colleague asks to join. */
export type OfferKind = 'queue' | 'transfer' | 'conference';
export type OfferEnd = 'accepted' | 'declined' | 'missed' | 'withdrawn';

/** D1: a conversation that rings at one agent. Times are epoch ms of the server's clock. */
export interface OfferCard {
  id: string;
  kind: OfferKind;
  conversation: string;
  queue: { id: string; name: string } | null;
  /** The colleague who hands it over, or asks to join. */
  from: Person | null;
  visitor: { id: string; name: string | null; country: string | null; device: Device };
  /** It began from a proactive invitation. */
  proactive: boolean;
  messages: number;
  /** What the visitor said last; while they haven't said anything, what they were told. */
  last: CardConversation['last'];
  /** Since when the visitor waits. */
  waitingSince: number;
  at: number;
  until: number;
}

/** D8: a conversation that was ended by somebody else and that its agent is to wrap up. */
export interface WrapUpCard {
  conversation: string;
  visitor: { id: string; name: string | null };
  closedAt: number;
  /** When it is recorded without a reason by itself. */
  dueAt: number;
}

/** D10: the reason and note that an agent's work on a conversation ends with. */
export const WRAP_UP_NOTE_MAX_CHARS = 500;
export const wrapUpSchema = z.strictObject({
  /** One of the site's reasons, as it is written there. */
  reason: lineSchema(60).nullable(),
  note: z.string().transform(visibleOrEmpty).pipe(z.string().trim().max(WRAP_UP_NOTE_MAX_CHARS)),
});
export type WrapUp = z.infer<typeof wrapUpSchema>;

/** The site's choices that agents' dialogs offer. */
export interface DeskSettings {
  wrapUpReasons: string[];
  wrapUpRequired: boolean;
  unavailableReasons: string[];
  /** The visitor's text is shown while they type. */
  typingPreview: boolean;
  /** D9: false while the site's chat is switched off. */
  chatOn: boolean;
}

/** Chats at once, until an admin says otherwise. */
export const DEFAULT_CAPACITY = 3;
export const CAPACITY_MAX = 50;

/** PATCH /api/sites/:site/agents/:member. An agent may set their own schedule, an admin anybody's and the capacity. */
export const agentPatchSchema = z.strictObject({
  capacity: z.int().min(1).max(CAPACITY_MAX).optional(),
  /** Null: available whenever the dashboard is open. */
  schedule: weeklyScheduleSchema.nullable().optional(),
});
export type AgentPatch = z.infer<typeof agentPatchSchema>;

/** GET /api/sites/:site/agents: everybody with a role on the site. */
export interface AgentView extends Person {
  role: Role;
  status: Status;
  capacity: number;
  schedule: WeeklySchedule | null;
}

/** Why an agent is not offered a conversation; none: they could be. */
export type NotOffered = 'not-in-queue' | 'offline' | 'unavailable' | 'rona' | 'at-capacity' | 'ringing' | 'tried';

/** A page of the site on which the widget was shown. */
export interface SeenPage {
  url: string;
  /** When the visitor came to it, epoch ms. */
  at: number;
}

/** GET /api/sites/:site/conversations/:conversation/routing: who would be offered it now, and why not the others. */
export interface RoutingView {
  queue: { id: string; name: string; mode: QueueMode } | null;
  /** The agent it rings at, or would ring at next. */
  next: Person | null;
  verdicts: (Person & { status: Status; load: number; capacity: number; reasons: NotOffered[] })[];
}

/** GET /api/sites/:site/conversations: past conversations, the newest end first; or those to which nobody came, the newest of these first. */
export interface ConversationSummary {
  id: string;
  visitor: { id: string; name: string | null; country: string | null; device: Device };
  agent: Person | null;
  startedAt: number;
  /** Null: it isn't over, and the AI has it. */
  closedAt: number | null;
  /** When its visitor got nobody, until an agent has looked. */
  nobodyAt?: number;
  messages: number;
  last: CardConversation['last'];
  waitedMs: number;
  handledMs: number;
  wrapUp: { reason: string | null } | null;
}

export interface ConversationPage {
  conversations: ConversationSummary[];
  /** What to ask for as `before` to get the next; null at the end. */
  next: string | null;
}

/** What a search has found: closed conversations, and with the first page the ids of open ones. `next` also where a page found nothing yet. */
export interface FoundConversations extends ConversationPage {
  open: string[];
}

/** POST /api/sites/:site/reveal: one masked text in full, for a supervisor. It is written to the audit log. */
export const revealSchema = z.strictObject({ conversation: idSchema('cnv'), seq: z.int().min(1) });
export type RevealBody = z.infer<typeof revealSchema>;
