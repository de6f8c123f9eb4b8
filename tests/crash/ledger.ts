/**
 * What clients asked for, what they were told, and whether the site's database bears it out. Kept by what went over their sockets, not by
 * what they think of it; the database is read from the disk, from a copy, while nobody is running.
 */
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { DatabaseSync } from 'node:sqlite';
import type { Entry } from '../../src/core/entry.ts';
import { forHistory } from '../../src/core/project.ts';

export interface Message {
  /** A visitor's or an agent's name. */
  author: string;
  cid: string;
  text: string;
  /** Among all of its author's, in the order in which they were written. */
  nth: number;
}

/** How often a promise was broken. */
export interface Faults {
  /** Acknowledged, but not there. */
  lost: number;
  /** There twice. */
  doubled: number;
  /** Not in the order in which its author wrote it, or in a log that has a gap. */
  reordered: number;
  /** Acknowledged with another number than it has. */
  misplaced: number;
  /** Still not there, although its client was given the time to send it again. */
  missing: number;
  /** Closed conversations of which D1 says something else than the log. */
  untold: number;
}

interface Row {
  conversation: string;
  seq: number;
  visitor_seq: number;
  author: string;
  cid: string | null;
  body: string;
}

export class Ledger {
  readonly acked = new Map<string, number>();
  private readonly sent = new Map<string, Message>();
  private readonly refused = new Set<string>();
  private readonly written = new Map<string, number>();

  /** A message goes over the wire, for the first time or again. */
  sends(author: string, cid: string, text: string): void {
    if (this.sent.has(cid)) return;
    const nth = (this.written.get(author) ?? 0) + 1;
    this.written.set(author, nth);
    this.sent.set(cid, { author, cid, text, nth });
  }

  /** The first acknowledgement counts: with it the client forgets the message. */
  hearsAck(cid: string, seq: number): void {
    if (this.sent.has(cid) && !this.acked.has(cid)) this.acked.set(cid, seq);
  }

  hearsRefusal(cid: string): void {
    this.refused.add(cid);
  }

  ackedOf(author: string): number {
    return [...this.acked.keys()].filter((cid) => this.sent.get(cid)!.author === author).length;
  }

  /** Compares with the site's database in this folder; `atRest` also with D1, and once every client had time to send again. */
  audit(state: string, atRest: boolean): Faults {
    return withCopies(state, (site, d1) => {
      const rows = site
        .prepare('SELECT conversation, seq, visitor_seq, author, cid, body FROM entries ORDER BY conversation, seq')
        .all() as unknown as Row[];
      const found = new Map<string, Row[]>();
      for (const row of rows) {
        if (row.cid && this.sent.has(row.cid)) found.set(row.cid, [...(found.get(row.cid) ?? []), row]);
      }
      const faults: Faults = { lost: 0, doubled: 0, reordered: 0, misplaced: 0, missing: 0, untold: 0 };
      for (const [cid, seq] of this.acked) {
        const row = found.get(cid)?.[0];
        const { text } = this.sent.get(cid)!;
        if (!row || JSON.parse(row.body).text !== text) faults.lost++;
        else if ((row.author === 'visitor' ? row.visitor_seq : row.seq) !== seq) faults.misplaced++;
      }
      for (const twice of found.values()) if (twice.length > 1) faults.doubled++;
      faults.reordered = this.disorder(rows);
      if (!atRest) return faults;
      for (const cid of this.sent.keys()) if (!found.has(cid) && !this.refused.has(cid)) faults.missing++;
      faults.untold = untold(site, d1);
      return faults;
    });
  }

  private disorder(rows: Row[]): number {
    let faults = 0;
    let seq = 0;
    let conversation = '';
    let last = new Map<string, number>();
    for (const row of rows) {
      if (row.conversation !== conversation) {
        conversation = row.conversation;
        seq = 0;
        last = new Map();
      }
      if (row.seq !== ++seq) faults++;
      const message = row.cid ? this.sent.get(row.cid) : undefined;
      if (!message) continue;
      if (message.nth <= (last.get(message.author) ?? 0)) faults++;
      last.set(message.author, message.nth);
    }
    return faults;
  }
}

/** How many entries are still to be told to D1. */
export function stillToTell(state: string): number {
  return withCopies(state, (site) => {
    const { n } = site.prepare("SELECT count(*) AS n FROM conversations WHERE control <> 'closed'").get() as {
      n: number;
    };
    const { due } = site.prepare('SELECT count(*) AS due FROM outbox WHERE due_at <= ?').get(Date.now()) as {
      due: number;
    };
    return n + due;
  });
}

/** Closed conversations whose transcript in D1 is not their log. */
function untold(site: DatabaseSync, d1: DatabaseSync): number {
  const log = site.prepare(
    'SELECT conversation, seq, visitor_seq AS visitorSeq, messages, turn, at, author, cid, body FROM entries WHERE conversation = ? ORDER BY seq',
  );
  const transcript = d1.prepare('SELECT entries FROM transcripts WHERE conversation = ?');
  const closed = site.prepare("SELECT id FROM conversations WHERE control = 'closed'").all() as { id: string }[];
  return closed.filter(({ id }) => {
    const told = (transcript.get(id) as { entries: string } | undefined)?.entries;
    const entries = log.all(id) as unknown as (Omit<Entry, 'body'> & { body: string })[];
    return told !== JSON.stringify(entries.map((entry) => forHistory({ ...entry, body: JSON.parse(entry.body) })));
  }).length;
}

/** The site's database and D1, found by their tables. Copies: whoever opens a database after a crash also mends it. */
function withCopies<T>(state: string, look: (site: DatabaseSync, d1: DatabaseSync) => T): T {
  const folder = mkdtempSync(`${tmpdir()}/edgewise-audit-`);
  const open: DatabaseSync[] = [];
  try {
    const files = readdirSync(state, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.sqlite'));
    for (const [index, name] of files.entries()) {
      const copy = `${folder}/${index}.sqlite`;
      for (const part of ['', '-wal']) {
        if (existsSync(`${state}/${name}${part}`)) cpSync(`${state}/${name}${part}`, `${copy}${part}`);
      }
      open.push(new DatabaseSync(copy));
    }
    const having = (table: string) =>
      open.find((database) => database.prepare('SELECT 1 FROM sqlite_master WHERE name = ?').get(table) !== undefined);
    const [site, d1] = [having('entries'), having('transcripts')];
    if (!site || !d1) throw new Error(`no site or no D1 among ${files.join(', ')}`);
    return look(site, d1);
  } finally {
    for (const database of open) database.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
