/**
 * What a site has committed, remembered apart from its database: every entry is read once, when it is committed, and folded here by rules
 * of this file's own. So an entry that changes, goes, or was told of before it was kept is found out.
 */
import type { Entry, EntryBody } from '../../../src/core/entry.ts';
import type { Control } from '../../../src/protocol/entry.ts';

/** A conversation as its committed log tells it. */
export interface Known {
  id: string;
  visitor: string;
  startedAt: number;
  control: Control;
  turn: number;
  holder: { id: string; name: string } | null;
  messages: number;
  entries: Entry[];
  /** Each entry as its audience gets it, as JSON. */
  forVisitor: string[];
  forAgent: string[];
}

export class SiteLog {
  readonly conversations = new Map<string, Known>();
  /** By author (a visitor's id, a member's id) and cid. */
  readonly byCid = new Map<string, Entry>();
  /** Each visitor's conversations, in order of their beginning. */
  readonly ofVisitor = new Map<string, Known[]>();
  /** The same by cid alone: who wrote under it. */
  readonly cids = new Map<string, Entry[]>();
  removed = false;

  newest(visitor: string): Known | null {
    return this.ofVisitor.get(visitor)?.at(-1) ?? null;
  }

  begin(id: string, visitor: string, startedAt: number): Known {
    const nobody = { control: 'bot' as const, turn: 1, holder: null, messages: 0 };
    const known: Known = { id, visitor, startedAt, ...nobody, entries: [], forVisitor: [], forAgent: [] };
    this.conversations.set(id, known);
    this.ofVisitor.set(visitor, [...(this.ofVisitor.get(visitor) ?? []), known]);
    return known;
  }

  add(known: Known, entry: Entry): void {
    known.entries.push(entry);
    if (entry.body.kind === 'message') known.messages++;
    const seen = visitorView(entry, known.forVisitor.length + 1);
    if (seen) known.forVisitor.push(JSON.stringify(seen));
    known.forAgent.push(JSON.stringify(agentView(entry)));
    if (entry.cid === null) return;
    this.byCid.set(`${authorOf(known, entry)} ${entry.cid}`, entry);
    this.cids.set(entry.cid, [...(this.cids.get(entry.cid) ?? []), entry]);
  }
}

export function authorOf(known: Known, entry: Entry): string {
  return entry.author === 'visitor' ? known.visitor : entry.author;
}

/** Control after an event, as the product's table has it; undefined where it stays. */
export const CONTROL_AFTER: Partial<Record<Extract<EntryBody, { kind: 'event' }>['event'], Control>> = {
  'person.requested': 'waiting',
  'wait.ended': 'bot',
  'agent.joined': 'agent',
  'agent.left': 'bot',
  'conversation.closed': 'closed',
};

export const MAY_FOLLOW: Record<Control, readonly Control[]> = {
  bot: ['waiting', 'agent', 'closed'],
  waiting: ['bot', 'agent', 'closed'],
  agent: ['bot', 'closed'],
  closed: [],
};

/** Whether the visitor's newest message has been answered by nobody. */
export function waitsForTheAi({ entries }: Known): boolean {
  let asked = 0;
  let answered = 0;
  for (const { seq, body } of entries) {
    if (body.kind !== 'message') continue;
    if (body.from === 'visitor') asked = seq;
    else if (body.from === 'agent') answered = seq;
    else if (!body.cut) answered = Math.max(answered, body.re);
  }
  return asked > answered;
}

/** What the visitor may know of an entry, field by field. */
function visitorView({ at, cid, body }: Entry, seq: number): object | null {
  const line = { seq, at };
  if (body.kind === 'message') {
    if (body.from === 'visitor') return { ...line, kind: 'message', from: 'visitor', text: body.text, cid };
    if (body.from === 'agent') return { ...line, kind: 'message', from: 'agent', name: body.name, text: body.text };
    return { ...line, ...botView(body) };
  }
  const event = { ...line, kind: 'event', event: body.event };
  switch (body.event) {
    case 'person.requested':
      return event;
    case 'wait.ended':
      return { ...event, reason: body.reason };
    case 'agent.joined':
    case 'agent.left':
      return { ...event, name: body.name };
    case 'conversation.closed':
      return { ...event, by: body.by };
    default:
      return null;
  }
}

function agentView({ seq, at, cid, body }: Entry): object {
  const line = { seq, at };
  if (body.kind === 'event') return { ...line, ...body };
  if (body.from === 'visitor') return { ...line, kind: 'message', from: 'visitor', text: body.text };
  if (body.from === 'agent') return { ...line, ...body, cid };
  return { ...line, ...botView(body) };
}

function botView(body: Extract<EntryBody, { from: 'bot' }>): object {
  const { name, text, sources, cut, answer, offersPerson } = body;
  return {
    kind: 'message',
    from: 'bot',
    name,
    text,
    ...(sources && { sources: sources.map(({ article, title }) => ({ article, title })) }),
    ...(cut && { cut }),
    ...(answer && { answer }),
    ...(offersPerson && { offersPerson }),
  };
}
