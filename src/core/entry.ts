/**
 * An entry as it is kept: the body, and its place in the log. `seq` has no gaps; `visitorSeq` counts only what the
 * visitor may see, so that internal entries leave no gap there either. What each audience gets is `project.ts`'s matter.
 */
import type { ClosedBy, Doer, OfferEndedHow, QueueName, Source, WaitEnd, WaitStart } from '#protocol/entry';
import type { Page } from '#protocol/visit';

export type EntryBody =
  /** `struck`: a part of a number that was spread over several messages was taken out of it later. */
  | { kind: 'message'; from: 'visitor'; text: string; struck?: true }
  | {
      kind: 'message';
      from: 'bot';
      name: string;
      text: string;
      /** The newest entry that the answer had seen. */
      re: number;
      answer?: string;
      sources?: Source[];
      cut?: true;
      offersPerson?: true;
    }
  | { kind: 'message'; from: 'agent'; agent: string; name: string; text: string; struck?: true }
  | { kind: 'note'; agent: string; name: string; text: string }
  | { kind: 'event'; event: 'conversation.started'; page: Page }
  | { kind: 'event'; event: 'person.requested'; queue?: QueueName }
  | ({ kind: 'event'; event: 'wait.started'; why: WaitStart; queue: QueueName } & Partial<Doer>)
  | { kind: 'event'; event: 'queue.changed'; queue: QueueName }
  | { kind: 'event'; event: 'wait.ended'; reason: WaitEnd; full?: true }
  | ({ kind: 'event'; event: 'agent.joined'; from?: Doer; by?: Doer } & Doer)
  | ({ kind: 'event'; event: 'agent.left' } & Doer)
  | ({ kind: 'event'; event: 'offer.declined' | 'offer.missed' } & Doer)
  | ({ kind: 'event'; event: 'transfer.requested' | 'conference.requested'; to: Doer } & Doer)
  | ({ kind: 'event'; event: 'transfer.ended' | 'conference.refused'; how: OfferEndedHow } & Doer)
  | ({ kind: 'event'; event: 'conference.joined' | 'conference.left' } & Doer)
  | ({ kind: 'event'; event: 'wrap-up.recorded'; reason: string | null; note: string; auto?: true } & Doer)
  | { kind: 'event'; event: 'conversation.interrupted' }
  | { kind: 'event'; event: 'secret.removed'; pieces: { seq: number; text: string }[] }
  | { kind: 'event'; event: 'answer.failed' }
  | ({ kind: 'event'; event: 'conversation.closed'; by: ClosedBy } & Partial<Doer>);

/** What an event says. */
export type EventBody = Extract<EntryBody, { kind: 'event' }>;

export interface Entry {
  conversation: string;
  seq: number;
  visitorSeq: number;
  /** How many messages the log holds up to and including this entry. */
  messages: number;
  turn: number;
  at: number;
  /** `visitor`, `bot`, `system`, or the member's id. */
  author: string;
  cid: string | null;
  /** What the command with this `cid` asked for, see `Step`; null for a post, whose body tells it. */
  asked: string | null;
  body: EntryBody;
}

/** The events in the visitor's projection. A new kind of event doesn't compile until it says here whether it is one of them. */
const VISITOR_SEES: Record<EventBody['event'], boolean> = {
  'conversation.started': false,
  'person.requested': true,
  'wait.started': true,
  'queue.changed': false,
  'wait.ended': true,
  'agent.joined': true,
  'agent.left': true,
  'offer.declined': false,
  'offer.missed': false,
  'transfer.requested': false,
  'transfer.ended': false,
  'conference.requested': false,
  'conference.refused': false,
  'conference.joined': true,
  'conference.left': true,
  'wrap-up.recorded': false,
  'conversation.interrupted': false,
  'secret.removed': false,
  'answer.failed': false,
  'conversation.closed': true,
};

/** Whether an entry belongs to the visitor's projection. */
export function visitorSees(body: EntryBody): boolean {
  return body.kind === 'message' || (body.kind === 'event' && VISITOR_SEES[body.event]);
}
