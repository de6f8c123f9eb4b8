/**
 * The agent's socket of one site: `GET /socket/agent/:site`, subprotocols `edgewise.2` and `ticket.<single-use ticket>`
 * from `POST /api/sites/:site/ticket`. The first frame is `agent.hello`; the answer is `agent.welcomed`. See docs/protocol.md.
 */
import * as z from 'zod';
import type { AgentEntry, Control } from './entry.ts';
import { idSchema } from './id.ts';
import type { Role } from './member.ts';
import type { Device, Page, VisitCard, VisitPatch } from './visit.ts';
import { type Ack, cidSchema, messageTextSchema, type Refused, seqSchema } from './wire.ts';

/** How many conversations one socket may view at once. */
export const VIEWS_MAX = 8;

const conversation = idSchema('cnv');

export const agentFrameSchema = z.discriminatedUnion('t', [
  z.strictObject({ t: z.literal('agent.hello'), v: z.int() }),
  /** M3. Answered by `conversation.viewed`; then updates until unview. `seq` is the last one already held. */
  z.strictObject({ t: z.literal('conversation.view'), conversation, seq: seqSchema.optional() }),
  z.strictObject({ t: z.literal('conversation.unview'), conversation }),
  z.strictObject({ t: z.literal('conversation.take-over'), cid: cidSchema, conversation }),
  z.strictObject({ t: z.literal('conversation.leave'), cid: cidSchema, conversation }),
  z.strictObject({ t: z.literal('conversation.close'), cid: cidSchema, conversation }),
  z.strictObject({ t: z.literal('entry.post'), cid: cidSchema, conversation, text: messageTextSchema }),
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
      visits: VisitCard[];
    }
  | { t: 'visit.added'; visit: VisitCard }
  | { t: 'visit.changed'; visit: VisitPatch }
  | { t: 'visit.left'; id: string }
  /** All visits there are; a client drops the cards of others. Sent after the object lost its memory. */
  | { t: 'visits.listed'; ids: string[] }
  | { t: 'conversation.viewed'; conversation: ConversationView }
  | { t: 'entry.added'; conversation: string; entry: AgentEntry }
  | { t: 'answer.streamed'; conversation: string; answer: string; name: string; offset: number; text: string }
  | { t: 'answer.dropped'; conversation: string; answer: string }
  | { t: 'typing.changed'; conversation: string; from: 'visitor' | 'bot'; on: boolean }
  | { t: 'site.changed'; site: { id: string; name: string; botName: string } };
