/** How a site of the model stands: everything that must be the same in the real site and in the core alone, in one comparable piece. */
import type { Entry } from '../../src/core/entry.ts';
import type { Store } from '../../src/core/store.ts';

/** Ids are made the same, and the AI's words are left out. */
export interface State {
  logs: unknown[];
  conversations: unknown[];
  timers: unknown[];
  outbox: unknown[];
  agents: unknown[];
  waits: unknown[];
}

/** By conversation, the visitors' one after the other and each one's in order. `named` makes agents' ids the same in both. */
export function stateOf(
  store: Store,
  visitors: readonly (string | undefined)[],
  now: number,
  named: (text: string) => string,
): State {
  const ids = visitors.flatMap((visitor) => (visitor ? store.conversationsSince(visitor, 0).reverse() : []));
  const of = (subject: string) => (ids.includes(subject) ? `conversation ${ids.indexOf(subject)}` : named(subject));
  const same = <T>(value: T) => JSON.parse(named(JSON.stringify(value)).replace(/\b(que|ofr)_\w+/g, '$1')) as T;
  const rows = <Row extends { subject: string }>(query: string) =>
    same(store.sql.all<Row>(query))
      .map((row) => ({ ...row, subject: of(row.subject) }))
      .sort(bySubject);
  return {
    logs: ids.map((id) => same(store.entriesAfter(id, 0).map(shapeOf))),
    conversations: ids.map((id) => {
      const { id: _, visitor, visit, visitSince, country, device, page, ...conversation } = store.conversation(id)!;
      return same(conversation);
    }),
    timers: rows<{ kind: string; subject: string }>('SELECT * FROM timers'),
    // Visits are presence, which the core has no part in; and what is due may not have been told when the object died.
    outbox: rows<{ subject: string; due_at: number }>(
      `SELECT subject, due_at FROM outbox WHERE kind = 'conversation' AND due_at > ${now}`,
    ),
    agents: same([...store.desk.agents()]).sort((a, b) => (a.id < b.id ? -1 : 1)),
    waits: store.desk.queues().map(({ id }) => store.desk.waitsOf(id)),
  };
}

/** An entry without what differs by nature: ids, the page, and the AI's words. */
function shapeOf({ conversation: _, at, body, ...entry }: Entry): unknown {
  if (body.kind === 'event') return { ...entry, at, body: { ...body, page: undefined } };
  if (body.kind === 'note' || body.from !== 'bot') return { ...entry, at, body };
  const { re, cut, answer } = body;
  return { ...entry, at, body: { from: 'bot', re, cut, answer: answer !== undefined } };
}

function bySubject(a: { subject: string; kind?: string }, b: { subject: string; kind?: string }): number {
  return `${a.subject} ${a.kind}` < `${b.subject} ${b.kind}` ? -1 : 1;
}
