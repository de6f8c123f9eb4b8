/**
 * The visitor's socket: `GET /socket/visitor/:site`, subprotocols `edgewise.3` and `token.<43 characters of base64url>`.
 * The first frame is `visit.hello`; the answer is `visit.welcomed`. See docs/protocol.md.
 */
import * as z from 'zod';
import type { Control, VisitorEntry } from './entry.ts';
import { idSchema } from './id.ts';
import { PAGE_TITLE_MAX_CHARS, PAGE_URL_MAX_CHARS } from './limits.ts';
import type { SiteLook } from './site.ts';
import { visibleOrEmpty, withoutControls } from './text.ts';
import { type Ack, cidSchema, messageTextSchema, type Refused, seqSchema } from './wire.ts';

export const pageSchema = z.strictObject({
  url: z
    .string()
    .max(PAGE_URL_MAX_CHARS)
    .regex(/^https?:\/\/[^\s]+$/),
  title: z.string().max(PAGE_TITLE_MAX_CHARS).transform(visibleOrEmpty),
});

export const visitorFrameSchema = z.discriminatedUnion('t', [
  z.strictObject({
    t: z.literal('visit.hello'),
    v: z.int(),
    /** Origin of the page that embeds the widget, as the browser gave it to the widget's frame. */
    origin: z.string().max(300),
    page: pageSchema,
    /** The panel is, or was in this tab, open. */
    open: z.boolean(),
    /** On a reconnect: when the visit began, as the last welcome said; so a restart of the server is no new visit. */
    since: z.int().min(0).optional(),
    /** The page's language as a tag (`sl`, `en-GB`), else the browser's. */
    language: z.string().max(35).optional(),
    /** What the client already holds; it is sent what follows. */
    after: z.strictObject({ conversation: idSchema('cnv'), seq: seqSchema }).optional(),
  }),
  z.strictObject({ t: z.literal('page.view'), page: pageSchema }),
  z.strictObject({ t: z.literal('widget.open') }),
  z.strictObject({
    t: z.literal('entry.post'),
    cid: cidSchema,
    text: messageTextSchema,
    /** The conversation it was written in, if there was one; a resend after its close starts a new one. */
    conversation: idSchema('cnv').optional(),
  }),
  /** `text`: what is typed so far, only where the look asks for it. */
  z.strictObject({
    t: z.literal('typing.set'),
    on: z.boolean(),
    text: z.string().max(1_000).transform(withoutControls).optional(),
  }),
  z.strictObject({ t: z.literal('person.request'), cid: cidSchema }),
  /** `conversation` is the one that was meant, where one was open: a wish that arrives late does nothing to the next. */
  z.strictObject({ t: z.literal('person.withdraw'), cid: cidSchema, conversation: idSchema('cnv').optional() }),
  z.strictObject({ t: z.literal('conversation.close'), cid: cidSchema, conversation: idSchema('cnv').optional() }),
  /** Asks for what comes before an entry of the newest conversation; answered by `entry.listed`. */
  z.strictObject({ t: z.literal('entry.list'), conversation: idSchema('cnv'), before: seqSchema }),
  /** Asks for everything after `seq`; answered by `conversation.resumed`. */
  z.strictObject({ t: z.literal('conversation.resume'), conversation: idSchema('cnv'), seq: seqSchema }),
]);
export type VisitorFrame = z.infer<typeof visitorFrameSchema>;

/** The visitor's newest conversation, from some `seq` on. */
export interface VisitorConversation {
  id: string;
  control: Control;
  /** When the present control began, epoch ms. */
  controlAt: number;
  /** Display name of the agent who holds it, while control is `agent`. */
  agent: string | null;
  /** Where in the queue they stand, while control is `waiting`. */
  wait?: Wait;
  /** Entries in order. They follow the client's `after`, or `from` is the first seq of a cut-off history. */
  entries: VisitorEntry[];
  /** The seq before the first of `entries`: equal to the `after` asked for, or greater where history was cut. */
  from: number;
  /** An answer that is being written now. */
  answer: { id: string; name: string; text: string } | null;
}

/** An honest word about the wait. */
export interface Wait {
  /** 1 is next; null where the line is too long for it to mean anything. */
  place: number | null;
  /** When this was true, epoch ms, the server's clock: the estimate runs down by itself from there. */
  at: number;
  /** How long it takes from then on, as the last ones went; 0 for who has waited longer than any of them, null while nothing is known. */
  fromMs: number | null;
  toMs: number | null;
}

export type VisitorUpdate =
  /** The site has heard nothing for a while: the answer is a `ping`. */
  | { t: 'presence.asked' }
  | Ack
  | Refused
  | {
      t: 'visit.welcomed';
      v: number;
      visitor: string;
      /** When the visit began; to be sent with the hello of a reconnect. */
      since: number;
      /** The server's clock, epoch ms. */
      now: number;
      look: SiteLook;
      conversation: VisitorConversation | null;
    }
  | { t: 'conversation.resumed'; conversation: VisitorConversation }
  /** A new conversation began; its entries follow as `entry.added` from seq 1. */
  | { t: 'conversation.started'; conversation: string }
  | { t: 'entry.added'; entry: VisitorEntry }
  /** The entries after `from`, up to the one that was asked about. */
  | { t: 'entry.listed'; conversation: string; from: number; entries: VisitorEntry[] }
  /** More of an answer: `text` belongs at `offset` (UTF-16 units). */
  | { t: 'answer.streamed'; answer: string; name: string; offset: number; text: string }
  /** The answer ended without an entry (failed, or cancelled before anything was shown). */
  | { t: 'answer.dropped'; answer: string }
  | { t: 'typing.changed'; from: 'agent' | 'bot'; on: boolean }
  | { t: 'wait.changed'; wait: Wait }
  | { t: 'look.changed'; look: SiteLook };
