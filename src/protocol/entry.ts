/**
 * One line of a conversation's log, as each audience sees it.
 * The visitor's type is a different one, built from an allow-list in `core/project.ts`, so that nothing
 * internal can reach a visitor by omission. Each audience has its own gap-free `seq`.
 */

export const CONTROLS = ['bot', 'waiting', 'agent', 'closed'] as const;
export type Control = (typeof CONTROLS)[number];

export type ClosedBy = 'visitor' | 'agent' | 'idle' | 'site';

/** An article that an answer was made from. */
export interface Source {
  article: string;
  title: string;
}

/** Why a conversation stands in a queue (again): handed over to it, set back by hand, or its agent is gone. */
export type WaitStart = 'transferred' | 'unassigned' | 'agent-gone';

/** Why a waiting visitor is with the AI again: they chose to, nobody came in time, or no queue took them. */
export type WaitEnd = 'visitor' | 'expired' | 'nobody';

interface Line {
  seq: number;
  /** Epoch ms, the server's clock. */
  at: number;
}

export interface VisitorMessage extends Line {
  kind: 'message';
  from: 'visitor';
  text: string;
  /** The sender's own id of the message, by which its outbox recognises it. */
  cid: string;
}

export interface BotMessage extends Line {
  kind: 'message';
  from: 'bot';
  name: string;
  text: string;
  sources?: Source[];
  /** The answer was cut off here by a take-over; this much had been shown. */
  cut?: true;
  /** The streamed answer that this entry completes. */
  answer?: string;
  /** The AI says it doesn't know; the client shows the way to a person beside it. */
  offersPerson?: true;
}

export interface AgentMessage extends Line {
  kind: 'message';
  from: 'agent';
  name: string;
  text: string;
}

/** What a visitor is told about the conversation itself. Control is a fold over these. */
export type VisitorEvent = Line & { kind: 'event' } & (
    | { event: 'person.requested' }
    /** From an agent back into a queue. */
    | { event: 'wait.started'; why: WaitStart }
    | { event: 'wait.ended'; reason: WaitEnd }
    | { event: 'agent.joined'; name: string }
    | { event: 'agent.left'; name: string }
    /** Another agent writes besides the one who has it. */
    | { event: 'conference.joined'; name: string }
    | { event: 'conference.left'; name: string }
    | { event: 'conversation.closed'; by: ClosedBy }
  );

export type VisitorEntry = VisitorMessage | BotMessage | AgentMessage | VisitorEvent;

/** What an agent additionally sees. `cid` lets the agent's own outbox recognise its message. */
export type AgentViewMessage =
  | Omit<VisitorMessage, 'cid'>
  | BotMessage
  | (AgentMessage & { agent: string; cid: string });

/** An internal note: for the site's people, never for the visitor. */
export interface Note extends Line {
  kind: 'note';
  agent: string;
  name: string;
  text: string;
  cid: string;
}

/** A queue as an entry names it. */
export interface QueueName {
  id: string;
  name: string;
}

export type AgentViewEvent = Line & { kind: 'event' } & (
    | { event: 'conversation.started'; page: { url: string; title: string } }
    | { event: 'person.requested'; queue?: QueueName }
    | ({ event: 'wait.started'; why: WaitStart; queue: QueueName } & Partial<Doer>)
    /** Into another queue: its own had nobody left to ask, or the wait there was over. */
    | { event: 'queue.changed'; queue: QueueName }
    /** `full`: no queue took them, though somebody is there: as many wait already as it takes. */
    | { event: 'wait.ended'; reason: WaitEnd; full?: true }
    /** `from`: who had it before; `by`: who assigned it, where that was somebody else. */
    | ({ event: 'agent.joined'; from?: Doer; by?: Doer } & Doer)
    | ({ event: 'agent.left' } & Doer)
    | ({ event: 'offer.declined' } & Doer)
    | ({ event: 'offer.missed' } & Doer)
    | ({ event: 'transfer.requested'; to: Doer } & Doer)
    /** The agent it was meant for declined or missed it, or it was taken back. */
    | ({ event: 'transfer.ended'; how: OfferEndedHow } & Doer)
    | ({ event: 'conference.requested'; to: Doer } & Doer)
    | ({ event: 'conference.refused'; how: OfferEndedHow } & Doer)
    | ({ event: 'conference.joined' } & Doer)
    | ({ event: 'conference.left' } & Doer)
    /** `auto`: nobody did it in time. */
    | ({ event: 'wrap-up.recorded'; reason: string | null; note: string; auto?: true } & Doer)
    /** D9: the site's chat was switched off. */
    | { event: 'conversation.interrupted' }
    /** A number that was spread over several messages was struck out of them: their texts as they are now. */
    | { event: 'secret.removed'; pieces: { seq: number; text: string }[] }
    | { event: 'answer.failed' }
    | ({ event: 'conversation.closed'; by: ClosedBy } & Partial<Doer>)
  );

/** An agent as an event names them: member id and display name. */
export interface Doer {
  agent: string;
  name: string;
}

export type OfferEndedHow = 'declined' | 'missed' | 'withdrawn';

export type AgentEntry = AgentViewMessage | Note | AgentViewEvent;
