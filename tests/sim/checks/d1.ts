/** What must hold of D1 (INV13): it is never ahead of the objects, nothing in it is another site's, and once all is told it equals them. */

import { SECRET } from '../people/words.ts';
import type { World } from '../world.ts';
import type { Seen } from './checks.ts';
import { must } from './must.ts';
import { historyView } from './views.ts';

interface Summary {
  id: string;
  site: string;
  visitor: string;
  control: string;
  holder: string | null;
  messages: number;
  closed_at: number | null;
  updated_seq: number;
}

interface Waiting {
  kind: string;
  subject: string;
}

interface Transcript {
  conversation: string;
  site: string;
  entries: string;
  text: string;
  updated_seq: number;
}

export function d1IsNotAhead(world: World, sites: Iterable<Seen>): void {
  const byId = new Map([...sites].map((seen) => [seen.host.id, seen]));
  for (const row of world.d1.rows<Summary>('SELECT * FROM conversations')) {
    const seen = byId.get(row.site);
    const known = seen?.log.conversations.get(row.id);
    if (seen?.log.removed) continue;
    const where = () => `D1 has ${JSON.stringify(row)}`;
    must(known !== undefined && known.visitor === row.visitor, 'INV13', where);
    must(row.updated_seq <= known.entries.length && row.messages <= known.messages, 'INV13', where);
    const upTo = known.entries.slice(0, row.updated_seq);
    must(row.messages === (upTo.at(-1)?.messages ?? 0), 'INV13', where);
  }
  visitsHadAWord(world, byId);
  for (const row of world.d1.rows<Transcript>('SELECT * FROM transcripts')) {
    const seen = byId.get(row.site);
    const known = seen?.log.conversations.get(row.conversation);
    if (seen?.log.removed) continue;
    must(known?.control === 'closed', 'INV13', () => `D1 has a transcript of ${row.conversation}`);
    // A wrap-up may be told later.
    const log = JSON.stringify(known.entries.slice(0, row.updated_seq).map(historyView));
    must(!SECRET.test(row.entries) && !SECRET.test(row.text), 'INV12', () => `D1 keeps ${row.entries}`);
    must(
      row.entries === log,
      'INV13',
      () => `D1's transcript of ${row.conversation} is ${row.entries}, the log is ${log}`,
    );
  }
}

/** INV32: visits of those who never wrote are no history. */
function visitsHadAWord(world: World, byId: ReadonlyMap<string, Seen>): void {
  for (const { site, visitor } of world.d1.rows<{ site: string; visitor: string }>(
    'SELECT site, visitor FROM visits',
  )) {
    const log = byId.get(site)?.log;
    must(!log || log.removed || log.ofVisitor.has(visitor), 'INV32', () => `D1 has a visit of ${visitor}`);
  }
}

/** After the outbox has drained. */
export function d1IsTheSame(world: World, { host, log }: Seen): void {
  const now = host.now();
  const waiting = host.storage.rows<Waiting>('SELECT kind, subject, attempts FROM outbox WHERE due_at <= ?', now);
  const later = new Set(host.storage.rows<Waiting>('SELECT subject FROM outbox').map(({ subject }) => subject));
  must(waiting.length === 0, 'INV13', () => `${host.id} has yet to tell ${JSON.stringify(waiting)}`);
  const gone = world.d1.rows<{ deleted_at: number | null }>('SELECT * FROM sites WHERE id = ?', host.id)[0];
  must(
    gone !== undefined && (gone.deleted_at !== null) === log.removed,
    'INV13',
    () => `D1 has ${JSON.stringify(gone)}`,
  );
  const rows = world.d1.rows<Summary>('SELECT * FROM conversations WHERE site = ?', host.id);
  const transcripts = world.d1.rows<Transcript>('SELECT * FROM transcripts WHERE site = ?', host.id);
  if (log.removed) {
    return must(rows.length + transcripts.length === 0, 'INV13', () => `D1 still has rows of ${host.id}`);
  }
  const told = new Set(rows.map(({ id }) => id));
  for (const id of log.conversations.keys()) must(told.has(id) || later.has(id), 'INV13', () => `D1 has no ${id}`);
  for (const row of rows) {
    if (later.has(row.id)) continue;
    const known = log.conversations.get(row.id)!;
    const where = () => `D1 has ${JSON.stringify(row)}, the log says ${known.control}, ${known.entries.length} entries`;
    must(row.control === known.control && row.holder === (known.holder?.id ?? null), 'INV13', where);
    const kept = transcripts.some((it) => it.conversation === row.id);
    must(kept === (known.control === 'closed'), 'INV13', where);
    // What bot and visitor say is told with the next change of control.
    const closed = known.control === 'closed';
    must(!closed || (row.updated_seq === known.entries.length && row.messages === known.messages), 'INV13', where);
  }
}
