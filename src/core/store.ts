/**
 * The site's rows, typed, over the one-method `Sql` port. No decisions here: each function is one statement.
 * The same SQL runs in the Durable Object and, for tests and the simulation, in `node:sqlite`.
 */
import type { ClosedBy, Control } from '#protocol/entry';
import type { SiteSettings } from '#protocol/site';
import type { Device, Page } from '#protocol/visit';
import type { Entry, EntryBody } from './entry.ts';
import type { Sql } from './sql.ts';

export interface SiteRow {
  id: string;
  settings: SiteSettings;
  /** Goes up with every change. */
  rev: number;
  createdAt: number;
  removedAt: number | null;
}

export interface Conversation {
  id: string;
  visitor: string;
  visit: string;
  visitSince: number;
  country: string | null;
  device: Device;
  page: Page;
  control: Control;
  turn: number;
  controlAt: number;
  holder: { id: string; name: string } | null;
  /** Answers in a row that failed or timed out, and when the last one ever did. */
  failures: number;
  failedAt: number | null;
  startedAt: number;
  closedAt: number | null;
  closedBy: ClosedBy | null;
}

export interface Visitor {
  id: string;
  name: string | null;
  email: string | null;
  phone: string | null;
  country: string | null;
  device: Device;
  firstAt: number;
  lastAt: number;
  chats: number;
}

/** A conversation to be looked at again, or a member to be looked for. */
export type TimerKind = 'look' | 'agent-gone';

export interface Timer {
  kind: TimerKind;
  subject: string;
  dueAt: number;
}

/** A conversation is told with its visitor and, once closed, its transcript. */
export type OutboxKind = 'site' | 'conversation' | 'visit';

export interface OutboxRow {
  kind: OutboxKind;
  subject: string;
  dueAt: number;
  attempts: number;
  payload: string | null;
}

interface ConversationRecord {
  id: string;
  visitor: string;
  visit: string;
  visit_since: number;
  country: string | null;
  device: Device;
  page_url: string;
  page_title: string;
  control: Control;
  turn: number;
  control_at: number;
  holder: string | null;
  holder_name: string | null;
  failures: number;
  failed_at: number | null;
  started_at: number;
  closed_at: number | null;
  closed_by: ClosedBy | null;
}

interface EntryRecord {
  conversation: string;
  seq: number;
  visitor_seq: number;
  messages: number;
  turn: number;
  at: number;
  author: string;
  cid: string | null;
  body: string;
}

const OUTBOX_COLUMNS = 'kind, subject, due_at AS dueAt, attempts, payload';

export class Store {
  /** The moments that timers and outbox rows written since the last look ask for; the shell's alarm reads and clears them. */
  wanted: number[] = [];

  constructor(readonly sql: Sql) {}

  site(): SiteRow | null {
    const row = this.sql.all<Omit<SiteRow, 'settings'> & { settings: string }>(
      'SELECT id, settings, rev, created_at AS createdAt, removed_at AS removedAt FROM site',
    )[0];
    return row ? { ...row, settings: JSON.parse(row.settings) } : null;
  }

  /** Whether there is a site, and it has not been removed. */
  isOpen(): boolean {
    return this.sql.all('SELECT 1 FROM site WHERE removed_at IS NULL').length > 0;
  }

  insertSite(id: string, settings: SiteSettings, now: number): void {
    this.sql.all(
      'INSERT INTO site (one, id, settings, rev, created_at) VALUES (1, ?, ?, 1, ?)',
      id,
      JSON.stringify(settings),
      now,
    );
  }

  saveSettings(settings: SiteSettings): void {
    this.sql.all('UPDATE site SET settings = ?, rev = rev + 1', JSON.stringify(settings));
  }

  markRemoved(now: number): void {
    this.sql.all('UPDATE site SET removed_at = ?, rev = rev + 1', now);
  }

  /** Everything that visitors made. The site's own outbox row stays: its `rev` must go on counting, or a write under way would settle it. */
  forgetVisitors(): void {
    for (const table of ['entries', 'conversations', 'visitors', 'timers']) this.sql.all(`DELETE FROM ${table}`);
    this.sql.all("DELETE FROM outbox WHERE kind <> 'site'");
  }

  visitor(id: string): Visitor | null {
    return (
      this.sql.all<Visitor>(
        `SELECT id, name, email, phone, country, device, first_at AS firstAt, last_at AS lastAt, chats
         FROM visitors WHERE id = ?`,
        id,
      )[0] ?? null
    );
  }

  /** Counts one more conversation of the visitor, and keeps where they were last seen. */
  countChat(visitor: string, country: string | null, device: Device, now: number): void {
    this.sql.all(
      `INSERT INTO visitors (id, country, device, first_at, last_at, chats) VALUES (?, ?, ?, ?, ?, 1)
       ON CONFLICT (id) DO UPDATE SET country = excluded.country, device = excluded.device,
         last_at = excluded.last_at, chats = chats + 1`,
      visitor,
      country,
      device,
      now,
      now,
    );
  }

  conversation(id: string): Conversation | null {
    return toConversation(this.sql.all<ConversationRecord>('SELECT * FROM conversations WHERE id = ?', id)[0]);
  }

  /** The visitor's newest conversation, open or closed. */
  newestConversation(visitor: string): Conversation | null {
    return toConversation(
      this.sql.all<ConversationRecord>(
        'SELECT * FROM conversations WHERE visitor = ? ORDER BY started_at DESC LIMIT 1',
        visitor,
      )[0],
    );
  }

  /** The visitor's conversations that began at `startedAt` or later, the newest first. */
  conversationsSince(visitor: string, startedAt: number): string[] {
    return this.sql
      .all<{ id: string }>(
        'SELECT id FROM conversations WHERE visitor = ? AND started_at >= ? ORDER BY started_at DESC',
        visitor,
        startedAt,
      )
      .map((row) => row.id);
  }

  /** Conversations that a person has or is waited for. */
  conversationsWithPeople(): Conversation[] {
    return this.sql
      .all<ConversationRecord>("SELECT * FROM conversations WHERE control IN ('waiting', 'agent')")
      .map((row) => toConversation(row)!);
  }

  openConversations(): Conversation[] {
    return this.sql
      .all<ConversationRecord>("SELECT * FROM conversations WHERE control <> 'closed'")
      .map((row) => toConversation(row)!);
  }

  insertConversation(it: Conversation): void {
    this.sql.all(
      `INSERT INTO conversations (id, visitor, visit, visit_since, country, device, page_url, page_title,
         control, turn, control_at, failures, started_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      it.id,
      it.visitor,
      it.visit,
      it.visitSince,
      it.country,
      it.device,
      it.page.url,
      it.page.title,
      it.control,
      it.turn,
      it.controlAt,
      it.failures,
      it.startedAt,
    );
  }

  /** Writes what may change of a conversation. */
  saveConversation(it: Conversation): void {
    this.sql.all(
      `UPDATE conversations SET control = ?, turn = ?, control_at = ?, holder = ?, holder_name = ?, failures = ?,
         failed_at = ?, closed_at = ?, closed_by = ? WHERE id = ?`,
      it.control,
      it.turn,
      it.controlAt,
      it.holder?.id ?? null,
      it.holder?.name ?? null,
      it.failures,
      it.failedAt,
      it.closedAt,
      it.closedBy,
      it.id,
    );
  }

  insertEntry(entry: Entry): void {
    this.sql.all(
      `INSERT INTO entries (conversation, seq, visitor_seq, messages, turn, at, author, cid, body)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      entry.conversation,
      entry.seq,
      entry.visitorSeq,
      entry.messages,
      entry.turn,
      entry.at,
      entry.author,
      entry.cid,
      JSON.stringify(entry.body),
    );
  }

  lastEntry(conversation: string): Entry | null {
    return toEntry(
      this.sql.all<EntryRecord>(
        'SELECT * FROM entries WHERE conversation = ? ORDER BY seq DESC LIMIT 1',
        conversation,
      )[0],
    );
  }

  /** Entries newest first; stop reading when you have what you need. */
  newestEntries(conversation: string, limit: number): Entry[] {
    return this.sql
      .all<EntryRecord>('SELECT * FROM entries WHERE conversation = ? ORDER BY seq DESC LIMIT ?', conversation, limit)
      .map((row) => toEntry(row)!);
  }

  /** Entries after `seq`, in order. */
  entriesAfter(conversation: string, seq: number): Entry[] {
    return this.sql
      .all<EntryRecord>('SELECT * FROM entries WHERE conversation = ? AND seq > ? ORDER BY seq', conversation, seq)
      .map((row) => toEntry(row)!);
  }

  /** Entries that the visitor's numbering puts after `visitorSeq`, in order; internal ones among them. */
  entriesAfterVisitorSeq(conversation: string, visitorSeq: number): Entry[] {
    return this.sql
      .all<EntryRecord>(
        'SELECT * FROM entries WHERE conversation = ? AND visitor_seq > ? ORDER BY seq',
        conversation,
        visitorSeq,
      )
      .map((row) => toEntry(row)!);
  }

  /** The entry that this author's command made, if it was already done. No index: it would cost a row a message. */
  entryByCid(conversation: string, author: string, cid: string): Entry | null {
    return toEntry(
      this.sql.all<EntryRecord>(
        'SELECT * FROM entries WHERE conversation = ? AND cid = ? AND author = ?',
        conversation,
        cid,
        author,
      )[0],
    );
  }

  /** Sets a timer for `dueAt`, unless there is one for the subject that fires by then: it looks, and sets itself anew. */
  addTimer(kind: TimerKind, subject: string, dueAt: number): void {
    this.sql.all(
      `INSERT INTO timers (kind, subject, due_at) VALUES (?, ?, ?)
       ON CONFLICT (kind, subject) DO UPDATE SET due_at = excluded.due_at WHERE excluded.due_at < due_at`,
      kind,
      subject,
      dueAt,
    );
    this.wanted.push(dueAt);
  }

  moveTimer(kind: TimerKind, subject: string, dueAt: number): void {
    this.sql.all('UPDATE timers SET due_at = ? WHERE kind = ? AND subject = ?', dueAt, kind, subject);
    this.wanted.push(dueAt);
  }

  removeTimer(kind: TimerKind, subject: string): void {
    this.sql.all('DELETE FROM timers WHERE kind = ? AND subject = ?', kind, subject);
  }

  /** Conversations that are to be looked at by then: those whose visitor waits for an answer are among the next. */
  looksUntil(dueAt: number): string[] {
    return this.sql
      .all<{ subject: string }>("SELECT subject FROM timers WHERE kind = 'look' AND due_at <= ?", dueAt)
      .map((row) => row.subject);
  }

  dueTimers(now: number, limit: number): Timer[] {
    return this.sql.all<Timer>(
      'SELECT kind, subject, due_at AS dueAt FROM timers WHERE due_at <= ? ORDER BY due_at LIMIT ?',
      now,
      limit,
    );
  }

  /** The earliest moment at which a timer or an outbox row wants attention, or null. */
  earliestDue(): number | null {
    return (
      this.sql.all<{ at: number | null }>(
        'SELECT min(at) AS at FROM (SELECT min(due_at) AS at FROM timers UNION ALL SELECT min(due_at) FROM outbox)',
      )[0]?.at ?? null
    );
  }

  /**
   * D1 is to be told of `subject` at `dueAt`, or earlier if it is to be already. Costs a row only where that changes something: what is told
   * is read afresh. One that is tried again keeps its time: D1 is not asked more often because there is more to tell.
   */
  enqueue(kind: OutboxKind, subject: string, dueAt: number, payload: string | null = null): void {
    this.sql.all(
      `INSERT INTO outbox (kind, subject, due_at, attempts, payload) VALUES (?, ?, ?, 0, ?)
       ON CONFLICT (kind, subject) DO UPDATE SET payload = excluded.payload,
         due_at = CASE attempts WHEN 0 THEN min(due_at, excluded.due_at) ELSE due_at END
       WHERE (attempts = 0 AND excluded.due_at < due_at) OR excluded.payload IS NOT payload`,
      kind,
      subject,
      dueAt,
      payload,
    );
    this.wanted.push(dueAt);
  }

  dueOutbox(now: number, limit: number): OutboxRow[] {
    return this.sql.all<OutboxRow>(
      `SELECT ${OUTBOX_COLUMNS} FROM outbox WHERE due_at <= ? ORDER BY due_at LIMIT ?`,
      now,
      limit,
    );
  }

  /** D1 was told of the row with this payload. Whether what was read for it is still true, the caller has seen to. */
  settleOutbox(row: OutboxRow): void {
    this.sql.all(
      'DELETE FROM outbox WHERE kind = ? AND subject = ? AND payload IS ?',
      row.kind,
      row.subject,
      row.payload,
    );
  }

  /** The row could not be written; it is tried again at `dueAt`. */
  delayOutbox(row: OutboxRow, dueAt: number): void {
    this.sql.all(
      'UPDATE outbox SET attempts = attempts + 1, due_at = ? WHERE kind = ? AND subject = ?',
      dueAt,
      row.kind,
      row.subject,
    );
    this.wanted.push(dueAt);
  }
}

function toConversation(row: ConversationRecord): Conversation;
function toConversation(row: ConversationRecord | undefined): Conversation | null;
function toConversation(row: ConversationRecord | undefined): Conversation | null {
  if (!row) return null;
  return {
    id: row.id,
    visitor: row.visitor,
    visit: row.visit,
    visitSince: row.visit_since,
    country: row.country,
    device: row.device,
    page: { url: row.page_url, title: row.page_title },
    control: row.control,
    turn: row.turn,
    controlAt: row.control_at,
    holder: row.holder === null ? null : { id: row.holder, name: row.holder_name ?? '' },
    failures: row.failures,
    failedAt: row.failed_at,
    startedAt: row.started_at,
    closedAt: row.closed_at,
    closedBy: row.closed_by,
  };
}

function toEntry(row: EntryRecord | undefined): Entry | null {
  if (!row) return null;
  return {
    conversation: row.conversation,
    seq: row.seq,
    visitorSeq: row.visitor_seq,
    messages: row.messages,
    turn: row.turn,
    at: row.at,
    author: row.author,
    cid: row.cid,
    body: JSON.parse(row.body) as EntryBody,
  };
}
