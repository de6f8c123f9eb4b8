/**
 * The agent's socket of one site: `GET /socket/agent/:site`, subprotocols `edgewise.3` and `ticket.<single-use ticket>`
 * from `POST /api/sites/:site/ticket`. The first frame is `agent.hello`; the answer is `agent.welcomed`. See docs/protocol.md.
 */
import * as z from 'zod';
import {
  type AgentCard,
  type DeskSettings,
  type OfferCard,
  type OfferEnd,
  type QueueCard,
  type WrapUpCard,
  wrapUpSchema,
} from './desk.ts';
import type { AgentEntry, Control } from './entry.ts';
import { idSchema } from './id.ts';
import { VISITS_ASKED_MAX } from './limits.ts';
import type { Role } from './member.ts';
import { lineSchema } from './site.ts';
import type { DeskPart, Device, Page, VisitCard, VisitPatch } from './visit.ts';
import { type VisitsShown, watchSchema } from './visit-list.ts';
import { type Ack, cidSchema, messageTextSchema, type Refused, seqSchema } from './wire.ts';

/** How many conversations one socket may view at once. */
export const VIEWS_MAX = 8;

const conversation = idSchema('cnv');
const agent = idSchema('agt');
const offer = idSchema('ofr');

export const agentFrameSchema = z.discriminatedUnion('t', [
  /** `watch`: what is watched from the first. */
  z.strictObject({ t: z.literal('agent.hello'), v: z.int(), watch: watchSchema.optional() }),
  /** All that is watched from now on; answered by `visits.shown`. */
  z.strictObject({ t: z.literal('visits.watch'), watch: watchSchema }),
  /** Somebody looks: whoever has been silent is asked whether they are there, and is gone if they don't answer. See `PRESENCE_CHECKS_MS`. */
  z.strictObject({ t: z.literal('presence.check') }),
  /** Asks for cards that are watched and were not told. */
  z.strictObject({ t: z.literal('visits.ask'), visits: z.array(idSchema('visit')).max(VISITS_ASKED_MAX) }),
  /** M3. Answered by `conversation.viewed`; then updates until unview. `seq` is the last one already held. */
  z.strictObject({ t: z.literal('conversation.view'), conversation, seq: seqSchema.optional() }),
  z.strictObject({ t: z.literal('conversation.unview'), conversation }),
  /** Asks for what comes before an entry, of a conversation that is viewed. Answered by `entry.listed`. */
  z.strictObject({ t: z.literal('entry.list'), conversation, before: seqSchema }),
  /** What is in sight of this dashboard's agent from now on; null: nothing. What they look at isn't unread to them. */
  z.strictObject({ t: z.literal('conversation.look'), conversation: conversation.nullable() }),
  /** `from`: the agent it is taken from, which only supervisors may; without, it is taken from nobody. */
  z.strictObject({
    t: z.literal('conversation.take-over'),
    cid: cidSchema,
    conversation,
    from: agent.optional(),
  }),
  z.strictObject({ t: z.literal('conversation.leave'), cid: cidSchema, conversation }),
  /** D10. */
  z.strictObject({
    t: z.literal('conversation.close'),
    cid: cidSchema,
    conversation,
    wrapUp: wrapUpSchema.optional(),
  }),
  /** Of a conversation that was ended by somebody else. */
  z.strictObject({ t: z.literal('conversation.wrap-up'), cid: cidSchema, conversation, wrapUp: wrapUpSchema }),
  /** P7: to another agent, who is asked; or to nobody (null), into its queue. Out of the queue a supervisor assigns at once. */
  z.strictObject({ t: z.literal('conversation.assign'), cid: cidSchema, conversation, agent: agent.nullable() }),
  /** D6. `refused` names nobody: it is told as an entry. */
  z.strictObject({
    t: z.literal('conversation.transfer'),
    cid: cidSchema,
    conversation,
    to: z.union([z.strictObject({ agent }), z.strictObject({ queue: idSchema('que') })]),
    wrapUp: wrapUpSchema,
  }),
  /** D7. */
  z.strictObject({ t: z.literal('conference.invite'), cid: cidSchema, conversation, agent }),
  z.strictObject({ t: z.literal('conference.leave'), cid: cidSchema, conversation }),
  z.strictObject({ t: z.literal('offer.accept'), cid: cidSchema, conversation, offer }),
  z.strictObject({ t: z.literal('offer.decline'), cid: cidSchema, conversation, offer }),
  /** Takes a transfer or an invitation back. */
  z.strictObject({ t: z.literal('offer.withdraw'), cid: cidSchema, conversation, offer }),
  /** D12, I1. The toggle; it lasts until it is reset, or the schedule's next edge. */
  z.strictObject({
    t: z.literal('status.set'),
    cid: cidSchema,
    available: z.boolean(),
    reason: lineSchema(40).nullable(),
  }),
  z.strictObject({ t: z.literal('status.reset'), cid: cidSchema }),
  z.strictObject({ t: z.literal('entry.post'), cid: cidSchema, conversation, text: messageTextSchema }),
  /** An internal note. */
  z.strictObject({ t: z.literal('note.post'), cid: cidSchema, conversation, text: messageTextSchema }),
  z.strictObject({ t: z.literal('typing.set'), conversation, on: z.boolean() }),
]);
export type AgentFrame = z.infer<typeof agentFrameSchema>;

/** A conversation as an agent views it. */
export interface ConversationView {
  id: string;
  visitor: string;
  /** The visitor's name, once known. */
  name: string | null;
  country: string | null;
  device: Device;
  page: Page;
  control: Control;
  controlAt: number;
  holder: { id: string; name: string } | null;
  desk: DeskPart;
  startedAt: number;
  closedAt: number | null;
  entries: AgentEntry[];
  /** The seq before the first of `entries`. */
  from: number;
  answer: { id: string; name: string; text: string } | null;
}

export type AgentUpdate =
  | Ack
  | Refused
  | {
      t: 'agent.welcomed';
      v: number;
      now: number;
      site: { id: string; name: string; botName: string };
      member: { id: string; name: string; role: Role };
      /** Every card there is. Only version 2 is told. */
      visits?: VisitCard[];
      desk: DeskView;
    }
  | VisitsShown
  // Version 2 is told of cards by these four.
  | { t: 'visit.added'; visit: VisitCard }
  | { t: 'visit.changed'; visit: VisitPatch }
  | { t: 'visit.left'; id: string }
  /** All visits there are; a client drops the cards of others. Sent after the object lost its memory. */
  | { t: 'visits.listed'; ids: string[] }
  | { t: 'conversation.viewed'; conversation: ConversationView }
  | { t: 'entry.added'; conversation: string; entry: AgentEntry }
  /** The entries after `from`, up to the one that was asked about. */
  | { t: 'entry.listed'; conversation: string; from: number; entries: AgentEntry[] }
  | { t: 'answer.streamed'; conversation: string; answer: string; name: string; offset: number; text: string }
  | { t: 'answer.dropped'; conversation: string; answer: string }
  /** `text`: what the visitor has typed so far, where the site shows that. */
  | { t: 'typing.changed'; conversation: string; from: 'visitor' | 'bot'; on: boolean; text?: string }
  /** What the desk knows of a viewed conversation has changed. */
  | { t: 'conversation.changed'; conversation: string; desk: DeskPart }
  | { t: 'site.changed'; site: { id: string; name: string; botName: string }; settings: DeskSettings }
  /** Agents and queues that changed, whole; those that are gone by id. */
  | { t: 'desk.changed'; agents?: AgentCard[]; queues?: QueueCard[]; gone?: string[] }
  | { t: 'offer.made'; offer: OfferCard }
  /** `by`: who has it now, where it was another. */
  | { t: 'offer.ended'; offer: string; conversation: string; how: OfferEnd; by?: string }
  /** `at`: when the visitor of this conversation got nobody; null: an agent has looked, or something else became of it. */
  | { t: 'nobody.changed'; conversation: string; at: number | null; count: number }
  | { t: 'wrap-up.due'; wrapUp: WrapUpCard }
  | { t: 'wrap-up.done'; conversation: string }
  /** To supervisors: an agent is gone, and these went back into their queues. */
  | { t: 'agent.vanished'; name: string; conversations: number };

/** The desk as an agent finds it. */
export interface DeskView {
  settings: DeskSettings;
  agents: AgentCard[];
  queues: QueueCard[];
  /** What rings at them, and what they are to wrap up. */
  offers: OfferCard[];
  wrapUps: WrapUpCard[];
  /** How many conversations there are to which nobody came, and nobody has looked since; as far as `NOBODY_MAX`. */
  nobody: number;
}
