/**
 * What each audience gets of an entry. The visitor's projection is built field by field from an allow-list and has a type of its own,
 * so a new kind of internal entry, or a new field, stays internal until somebody says otherwise here.
 */
import type { AgentEntry, VisitorEntry } from '#protocol/entry';
import { type Entry, visitorSees } from './entry.ts';
import { unreachable } from './unreachable.ts';

/** The entry as the visitor may see it, or null when it isn't for them. */
export function forVisitor(entry: Entry): VisitorEntry | null {
  const { body } = entry;
  if (!visitorSees(body)) return null;
  const line = { seq: entry.visitorSeq, at: entry.at };
  if (body.kind === 'message') {
    switch (body.from) {
      case 'visitor':
        return { ...line, kind: 'message', from: 'visitor', text: body.text, cid: entry.cid ?? '' };
      case 'bot':
        return botMessage(line, body);
      case 'agent':
        return { ...line, kind: 'message', from: 'agent', name: body.name, text: body.text };
      default:
        return unreachable(body);
    }
  }
  switch (body.event) {
    case 'person.requested':
      return { ...line, kind: 'event', event: body.event };
    case 'wait.ended':
      return { ...line, kind: 'event', event: body.event, reason: body.reason };
    case 'agent.joined':
    case 'agent.left':
      return { ...line, kind: 'event', event: body.event, name: body.name };
    case 'conversation.closed':
      return { ...line, kind: 'event', event: body.event, by: body.by };
    case 'conversation.started':
    case 'answer.failed':
      return null;
    default:
      return unreachable(body);
  }
}

/** The entry as agents of the site see it. */
export function forAgent(entry: Entry): AgentEntry {
  const { body } = entry;
  const line = { seq: entry.seq, at: entry.at };
  if (body.kind === 'event') return { ...line, ...body };
  switch (body.from) {
    case 'visitor':
      return { ...line, kind: 'message', from: 'visitor', text: body.text };
    case 'bot':
      return botMessage(line, body);
    case 'agent':
      return { ...line, ...body, cid: entry.cid ?? '' };
    default:
      return unreachable(body);
  }
}

type BotBody = Extract<Entry['body'], { from: 'bot' }>;

function botMessage(line: { seq: number; at: number }, body: BotBody) {
  return {
    ...line,
    kind: 'message' as const,
    from: 'bot' as const,
    name: body.name,
    text: body.text,
    ...(body.sources && { sources: body.sources.map(({ article, title }) => ({ article, title })) }),
    ...(body.cut && { cut: body.cut }),
    ...(body.answer && { answer: body.answer }),
    ...(body.offersPerson && { offersPerson: body.offersPerson }),
  };
}
