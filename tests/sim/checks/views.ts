/** What each audience may know of an entry, field by field, said here once more and by rules of this file's own. */
import type { Entry, EntryBody } from '../../../src/core/entry.ts';
import { maskedText } from '../people/words.ts';

/** What the visitor may know, or null. */
export function visitorView({ at, cid, body }: Entry, seq: number): object | null {
  const line = { seq, at };
  if (body.kind === 'note') return null;
  if (body.kind === 'message') {
    if (body.from === 'visitor') return { ...line, kind: 'message', from: 'visitor', text: body.text, cid };
    if (body.from === 'agent') return { ...line, kind: 'message', from: 'agent', name: body.name, text: body.text };
    return { ...line, ...botView(body, same) };
  }
  const event = { ...line, kind: 'event', event: body.event };
  switch (body.event) {
    case 'person.requested':
      return event;
    case 'wait.started':
      return { ...event, why: body.why };
    case 'wait.ended':
      return { ...event, reason: body.reason };
    case 'agent.joined':
    case 'agent.left':
    case 'conference.joined':
    case 'conference.left':
      return { ...event, name: body.name };
    case 'conversation.closed':
      return { ...event, by: body.by };
    default:
      return null;
  }
}

/** What agents may know. Nobody at the desk writes what would have to be masked. */
export function agentView(entry: Entry): object {
  return view(entry, maskedText);
}

/** What history keeps. */
export function historyView(entry: Entry): object {
  return view(entry, same);
}

function view({ seq, at, cid, body }: Entry, masked: (text: string) => string): object {
  const line = { seq, at };
  if (body.kind === 'note') return { ...line, ...body, text: masked(body.text), cid };
  if (body.kind === 'event') {
    if (body.event !== 'conversation.started') return { ...line, ...body };
    const { url, title } = body.page;
    return { ...line, ...body, page: { url: masked(url), title: masked(title) } };
  }
  if (body.from === 'visitor') return { ...line, kind: 'message', from: 'visitor', text: masked(body.text) };
  if (body.from === 'bot') return { ...line, ...botView(body, masked) };
  const { kind, from, agent, name, text } = body;
  return { ...line, kind, from, agent, name, text, cid };
}

const same = (text: string) => text;

function botView(body: Extract<EntryBody, { from: 'bot' }>, masked: (text: string) => string): object {
  const { name, text, sources, cut, answer, offersPerson } = body;
  return {
    kind: 'message',
    from: 'bot',
    name,
    text: masked(text),
    ...(sources && { sources: sources.map(({ article, title }) => ({ article, title })) }),
    ...(cut && { cut }),
    ...(answer && { answer }),
    ...(offersPerson && { offersPerson }),
  };
}
