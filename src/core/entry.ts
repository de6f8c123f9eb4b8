/**
 * An entry as it is kept: the body, and its place in the log. `seq` has no gaps; `visitorSeq` counts only what the
 * visitor may see, so that internal entries leave no gap there either. What each audience gets is `project.ts`'s matter.
 */
import type { ClosedBy, Source, WaitEnd } from '#protocol/entry';
import type { Page } from '#protocol/visit';

export type EntryBody =
  | { kind: 'message'; from: 'visitor'; text: string }
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
  | { kind: 'message'; from: 'agent'; agent: string; name: string; text: string }
  | { kind: 'event'; event: 'conversation.started'; page: Page }
  | { kind: 'event'; event: 'person.requested' }
  | { kind: 'event'; event: 'wait.ended'; reason: WaitEnd }
  | { kind: 'event'; event: 'agent.joined'; agent: string; name: string }
  | { kind: 'event'; event: 'agent.left'; agent: string; name: string }
  | { kind: 'event'; event: 'answer.failed' }
  | { kind: 'event'; event: 'conversation.closed'; by: ClosedBy; agent?: string; name?: string };

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
  body: EntryBody;
}

/** The events in the visitor's projection. A new kind of event doesn't compile until it says here whether it is one of them. */
const VISITOR_SEES: Record<Extract<EntryBody, { kind: 'event' }>['event'], boolean> = {
  'conversation.started': false,
  'person.requested': true,
  'wait.ended': true,
  'agent.joined': true,
  'agent.left': true,
  'answer.failed': false,
  'conversation.closed': true,
};

/** Whether an entry belongs to the visitor's projection. */
export function visitorSees(body: EntryBody): boolean {
  return body.kind === 'message' || VISITOR_SEES[body.event];
}

/** Tells whether a body is this event. */
export function isEvent(event: Extract<EntryBody, { kind: 'event' }>['event']): (body: EntryBody) => boolean {
  return (body) => body.kind === 'event' && body.event === event;
}
