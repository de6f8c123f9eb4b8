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

/** Why a waiting visitor is with the AI again: they chose to, nobody came in time, or nobody was at the desk at all. */
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
    | { event: 'wait.ended'; reason: WaitEnd }
    | { event: 'agent.joined'; name: string }
    | { event: 'agent.left'; name: string }
    | { event: 'conversation.closed'; by: ClosedBy }
  );

export type VisitorEntry = VisitorMessage | BotMessage | AgentMessage | VisitorEvent;

/** What an agent additionally sees. `cid` lets the agent's own outbox recognise its message. */
export type AgentViewMessage =
  | Omit<VisitorMessage, 'cid'>
  | BotMessage
  | (AgentMessage & { agent: string; cid: string });

export type AgentViewEvent = Line & { kind: 'event' } & (
    | { event: 'conversation.started'; page: { url: string; title: string } }
    | { event: 'person.requested' }
    | { event: 'wait.ended'; reason: WaitEnd }
    | { event: 'agent.joined'; agent: string; name: string }
    | { event: 'agent.left'; agent: string; name: string }
    | { event: 'answer.failed' }
    | { event: 'conversation.closed'; by: ClosedBy; agent?: string; name?: string }
  );

export type AgentEntry = AgentViewMessage | AgentViewEvent;
