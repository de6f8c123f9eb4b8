/**
 * The site's rows, typed, over the one-method `Sql` port. No decisions here: each function is one statement, or none where what it asks
 * for was read or written a moment ago. The same SQL runs in the Durable Object and, for tests and the simulation, in `node:sqlite`.
 */
import type { Person } from '#protocol/desk';
import type { ClosedBy, Control } from '#protocol/entry';
import { DESK_DEFAULTS, type SiteSettings } from '#protocol/site';
import type { Device, Page } from '#protocol/visit';
import { Agenda } from './agenda.ts';
import { type AtDesk, NOT_AT_DESK } from './at-desk.ts';
import { DeskRows } from './desk-rows.ts';
import type { Entry } from './entry.ts';
import { cidKey, Recent, SAID_LOOK_BACK, type Said, saidIn } from './recent.ts';
import { type ConversationRecord, type EntryRecord, toConversation, toEntry } from './records.ts';
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
  holder: Person | null;
  /** Answers in a row that failed or timed out, and when the last one ever did. */
  failures: number;
  failedAt: number | null;
  startedAt: number;
  closedAt: number | null;
  closedBy: ClosedBy | null;
  desk: AtDesk;
  /** Whose work on it is over without a wrap-up, and when it is recorded by itself. */
  wrapUp: { agent: Person; dueAt: number } | null;
  /** When the visitor was told that nobody comes, epoch ms; null once an agent has looked, or has it. */
  nobodyAt: number | null;
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

/** How far back an agent's last word is looked for, at first and then once more: a list says “99+” of more. */
const UNREAD_BACK = [20, 200];

export class Store {
  readonly agenda: Agenda;
  readonly desk: DeskRows;
  private readonly recent = new Recent();

  constructor(readonly sql: Sql) {
    this.agenda = new Agenda(sql);
    this.desk = new DeskRows(sql);
  }

  /** Rows may have become others than it remembers: a transaction was rolled back. */
  forget(): void {
    this.recent.clear();
    this.desk.forget();
  }

  site(): SiteRow | null {
    if (this.recent.site) return this.recent.site;
    const row = this.sql.all<Omit<SiteRow, 'settings'> & { settings: string }>(
      'SELECT id, settings, rev, created_at AS createdAt, removed_at AS removedAt FROM site',
    )[0];
    this.recent.site = row ? { ...row, settings: { ...DESK_DEFAULTS, ...JSON.parse(row.settings) } } : null;
    return this.recent.site;
  }

  /** Whether there is a site, and it has not been removed. */
  isOpen(): boolean {
    return this.site()?.removedAt === null;
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
    this.recent.site = null;
  }

  markRemoved(now: number): void {
    this.sql.all('UPDATE site SET removed_at = ?, rev = rev + 1', now);
    this.recent.site = null;
  }

  /**
   * Everything that visitors made. The site's own outbox row stays: its `rev` must go on counting, or a write under way would settle it.
   * What the audit log has yet to be told stays too.
   */
  forgetVisitors(): void {
    for (const table of ['entries', 'conversations', 'visitors', 'timers', 'queues', 'agents'])
      this.sql.all(`DELETE FROM ${table}`);
    this.sql.all("DELETE FROM outbox WHERE kind NOT IN ('site', 'audit')");
    this.forget();
  }

  visitor(id: string): Visitor | null {
    const known = this.recent.visitors.get(id);
    if (known) return known;
    const query = `SELECT id, name, email, phone, country, device, first_at AS firstAt, last_at AS lastAt, chats
      FROM visitors WHERE id = ?`;
    const visitor = this.sql.all<Visitor>(query, id)[0] ?? null;
    if (visitor) this.recent.met(visitor);
    return visitor;
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
    this.recent.visitors.delete(visitor);
  }

  conversation(id: string): Conversation | null {
    const known = this.recent.of(id);
    if (known) return known.conversation;
    return this.remember(this.sql.all<ConversationRecord>('SELECT * FROM conversations WHERE id = ?', id)[0]);
  }

  /** The visitor's newest conversation, open or closed. */
  newestConversation(visitor: string): Conversation | null {
    const known = this.recent.newestOf(visitor);
    if (known !== undefined) return known;
    const newest = this.remember(this.sql.all<ConversationRecord>(NEWEST, visitor)[0]);
    if (newest) this.recent.isNewest(newest);
    else this.recent.hasNone(visitor);
    return newest;
  }

  /** The same, not remembered where it wasn't known: for who looks at everybody's. */
  peekNewest(visitor: string): Conversation | null {
    const known = this.recent.newestOf(visitor);
    if (known !== undefined) return known;
    const row = this.sql.all<ConversationRecord>(NEWEST, visitor)[0];
    if (!row) this.recent.hasNone(visitor);
    return row ? toConversation(row) : null;
  }

  /** The visitor's conversations that began at `startedAt` or later, the newest first; as many as `limit`, or all. */
  conversationsSince(visitor: string, startedAt: number, limit = -1): string[] {
    return this.sql
      .all<{ id: string }>(
        'SELECT id FROM conversations WHERE visitor = ? AND started_at >= ? ORDER BY started_at DESC LIMIT ?',
        visitor,
        startedAt,
        limit,
      )
      .map((row) => row.id);
  }

  /** Conversations that a person has, is waited for, or is to wrap up. */
  conversationsWithPeople(): Conversation[] {
    const known = this.recent.withPeople;
    if (known) return [...known].map((id) => this.conversation(id)!);
    const query = "SELECT * FROM conversations WHERE control IN ('waiting', 'agent') OR wrap_up IS NOT NULL";
    const rows = this.sql.all<ConversationRecord>(query);
    this.recent.withPeople = new Set(rows.map(({ id }) => id));
    return rows.map((row) => this.remember(row)!);
  }

  /** Closed ones, the newest end first: those that ended before another one did; `last`: only those that this member had last. */
  closedConversations(before: { at: number; id: string } | null, last: string | null, limit: number): Conversation[] {
    const { at, id } = before ?? { at: Number.MAX_SAFE_INTEGER, id: '' };
    // Each of the two has an index of its own.
    const [those, whose] = last === null ? ['', []] : ["desk ->> '$.lastAgent.id' = ? AND ", [last]];
    return this.sql
      .all<ConversationRecord>(
        `SELECT * FROM conversations WHERE ${those}control = 'closed' AND (closed_at, id) < (?, ?)
         ORDER BY closed_at DESC, id DESC LIMIT ?`,
        ...whose,
        at,
        id,
        limit,
      )
      .map((row) => toConversation(row));
  }

  /** Whose visitor got nobody and nobody has looked since, the newest first: those before another one, in this order. */
  conversationsNobodyCameTo(before: { at: number; id: string } | null, limit: number): Conversation[] {
    const { at, id } = before ?? { at: Number.MAX_SAFE_INTEGER, id: '' };
    return this.sql
      .all<ConversationRecord>(
        `SELECT * FROM conversations WHERE nobody_at IS NOT NULL AND control <> 'waiting' AND (nobody_at, id) < (?, ?)
         ORDER BY nobody_at DESC, id DESC LIMIT ?`,
        at,
        id,
        limit,
      )
      .map((row) => toConversation(row));
  }

  /** How many of those there are, as far as `most`. */
  countNobodyCameTo(most: number): number {
    return this.sql.all<{ n: number }>(
      `SELECT count(*) AS n FROM
         (SELECT 1 FROM conversations WHERE nobody_at IS NOT NULL AND control <> 'waiting' LIMIT ?)`,
      most,
    )[0]!.n;
  }

  openConversations(): Conversation[] {
    return this.sql
      .all<ConversationRecord>("SELECT * FROM conversations WHERE control <> 'closed'")
      .map((row) => toConversation(row)!);
  }

  /** It begins after all others of its visitor. */
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
    this.recent.put(it, { last: null, said: [], cids: new Set() });
    this.recent.isNewest(it);
  }

  /** Writes what may change of a conversation. */
  saveConversation(it: Conversation): void {
    this.sql.all(
      `UPDATE conversations SET control = ?, turn = ?, control_at = ?, holder = ?, holder_name = ?, failures = ?,
         failed_at = ?, closed_at = ?, closed_by = ?, desk = ?, wrap_up = ?, nobody_at = ? WHERE id = ?`,
      it.control,
      it.turn,
      it.controlAt,
      it.holder?.id ?? null,
      it.holder?.name ?? null,
      it.failures,
      it.failedAt,
      it.closedAt,
      it.closedBy,
      it.desk === NOT_AT_DESK ? null : JSON.stringify(it.desk),
      it.wrapUp && JSON.stringify(it.wrapUp),
      it.nobodyAt,
      it.id,
    );
    this.recent.change(it);
  }

  insertEntry(entry: Entry): void {
    this.sql.all(
      `INSERT INTO entries (conversation, seq, visitor_seq, messages, turn, at, author, cid, asked, body)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      entry.conversation,
      entry.seq,
      entry.visitorSeq,
      entry.messages,
      entry.turn,
      entry.at,
      entry.author,
      entry.cid,
      entry.asked,
      JSON.stringify(entry.body),
    );
    this.recent.added(entry);
  }

  /** Puts another text into an entry: something was struck out of it. */
  saveBody(entry: Entry): void {
    this.sql.all(
      'UPDATE entries SET body = ? WHERE conversation = ? AND seq = ?',
      JSON.stringify(entry.body),
      entry.conversation,
      entry.seq,
    );
    const known = this.recent.of(entry.conversation);
    if (known?.last?.seq === entry.seq) known.last = entry;
    if (known?.words?.seq === entry.seq) known.words = entry;
    const said = known?.said?.find(({ seq }) => seq === entry.seq);
    if (said && entry.body.kind === 'message') said.text = entry.body.text;
  }

  /** An author's last few messages, oldest first, as far as they are near: read once, then remembered. */
  said(conversation: string, author: string): Said[] {
    const known = this.recent.of(conversation);
    const said = known?.said ?? saidIn(this.newestEntries(conversation, SAID_LOOK_BACK).reverse());
    if (known) known.said = said;
    return said.filter((it) => it.author === author);
  }

  lastEntry(conversation: string): Entry | null {
    const known = this.recent.of(conversation);
    if (known?.last !== undefined) return known.last;
    const query = 'SELECT * FROM entries WHERE conversation = ? ORDER BY seq DESC LIMIT 1';
    const last = toEntry(this.sql.all<EntryRecord>(query, conversation)[0]);
    if (known) known.last = last;
    return last;
  }

  /** How many messages the visitor wrote after what this agent saw last (`seen`) or wrote themselves, as far as the newest entries tell. */
  unread(conversation: string, member: string, seen: number): number {
    const known = this.recent.of(conversation);
    const counted = known?.unread?.get(member);
    if (counted !== undefined) return counted;
    let count = 0;
    for (const back of UNREAD_BACK) {
      const newest = this.newestEntries(conversation, back);
      const read = newest.findIndex(
        ({ seq, author, body }) => seq <= seen || (author === member && body.kind === 'message'),
      );
      const after = read < 0 ? newest : newest.slice(0, read);
      count = after.filter(({ body }) => body.kind === 'message' && body.from === 'visitor').length;
      if (read >= 0 || newest.length < back) break;
    }
    if (known) known.unread = new Map(known.unread).set(member, count);
    return count;
  }

  /** The visitor's newest message, if it is among the newest entries. */
  lastWords(conversation: string, ...lookBack: readonly number[]): Entry | null {
    const known = this.recent.of(conversation);
    if (known?.words !== undefined) return known.words;
    const isWords = ({ body }: Entry) => body.kind === 'message' && body.from === 'visitor';
    let words: Entry | undefined;
    for (const back of lookBack) words ??= this.newestEntries(conversation, back).find(isWords);
    if (known) known.words = words ?? null;
    return words ?? null;
  }

  entry(conversation: string, seq: number): Entry | null {
    return toEntry(
      this.sql.all<EntryRecord>('SELECT * FROM entries WHERE conversation = ? AND seq = ?', conversation, seq)[0],
    );
  }

  /** Entries newest first; stop reading when you have what you need. */
  newestEntries(conversation: string, limit: number): Entry[] {
    return this.sql
      .all<EntryRecord>('SELECT * FROM entries WHERE conversation = ? ORDER BY seq DESC LIMIT ?', conversation, limit)
      .map((row) => toEntry(row)!);
  }

  /** The last entries before `seq`, in order. */
  entriesBefore(conversation: string, seq: number, limit: number): Entry[] {
    return this.sql
      .all<EntryRecord>(
        'SELECT * FROM entries WHERE conversation = ? AND seq < ? ORDER BY seq DESC LIMIT ?',
        conversation,
        seq,
        limit,
      )
      .map((row) => toEntry(row)!)
      .reverse();
  }

  /** The seq of the entry that has this place in the visitor's numbering: looked for from there on, since internal ones lie between. */
  seqOfVisitorSeq(conversation: string, visitorSeq: number): number | null {
    const query =
      'SELECT seq FROM entries WHERE conversation = ? AND seq >= ? AND visitor_seq >= ? ORDER BY seq LIMIT 1';
    return this.sql.all<{ seq: number }>(query, conversation, visitorSeq, visitorSeq)[0]?.seq ?? null;
  }

  /** Entries after `seq`, in order. */
  entriesAfter(conversation: string, seq: number): Entry[] {
    return this.sql
      .all<EntryRecord>('SELECT * FROM entries WHERE conversation = ? AND seq > ? ORDER BY seq', conversation, seq)
      .map((row) => toEntry(row)!);
  }

  /** Entries that the visitor's numbering puts after `visitorSeq`, in order; internal ones among them. Reads them and no others, twice. */
  entriesAfterVisitorSeq(conversation: string, visitorSeq: number): Entry[] {
    return this.sql
      .all<EntryRecord>(
        `SELECT * FROM entries WHERE conversation = ? AND seq > coalesce(
           (SELECT seq FROM entries WHERE conversation = ? AND visitor_seq <= ? ORDER BY seq DESC LIMIT 1), 0)
         ORDER BY seq`,
        conversation,
        conversation,
        visitorSeq,
      )
      .map((row) => toEntry(row)!);
  }

  /** The entry that this author's command made, if it was already done. No index on disk: it would cost a row a message. */
  entryByCid(conversation: string, author: string, cid: string): Entry | null {
    if (!this.cidsOf(conversation).has(cidKey(author, cid))) return null;
    return toEntry(
      this.sql.all<EntryRecord>(
        'SELECT * FROM entries WHERE conversation = ? AND cid = ? AND author = ?',
        conversation,
        cid,
        author,
      )[0],
    );
  }

  private cidsOf(conversation: string): ReadonlySet<string> {
    const known = this.recent.of(conversation);
    if (known?.cids) return known.cids;
    const query = 'SELECT author, cid FROM entries WHERE conversation = ? AND cid IS NOT NULL';
    const rows = this.sql.all<{ author: string; cid: string }>(query, conversation);
    const cids = new Set(rows.map(({ author, cid }) => cidKey(author, cid)));
    if (known) known.cids = cids;
    return cids;
  }

  private remember(row: ConversationRecord | undefined): Conversation | null {
    if (!row) return null;
    const known = this.recent.of(row.id);
    if (known) return known.conversation;
    const conversation = toConversation(row);
    this.recent.put(conversation);
    return conversation;
  }
}

const NEWEST = 'SELECT * FROM conversations WHERE visitor = ? ORDER BY started_at DESC LIMIT 1';
