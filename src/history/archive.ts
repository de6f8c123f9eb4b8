/**
 * Writes what a site's outbox tells into D1, in one atomic batch. At least once in, once in effect: a row replaces the
 * one that is there only if its `updatedSeq` is higher, so a repeated, late or reordered batch changes nothing,
 * and nothing comes back of a site that was deleted. The audit log alone goes on.
 */
import type { AgentEntry, ClosedBy, Control } from '#protocol/entry';
import type { Device, Page } from '#protocol/visit';

/** `updatedSeq`: a number that the site's object raises with every change of what the row tells. */
interface Told {
  updatedSeq: number;
}

export interface SiteRow extends Told {
  kind: 'site';
  id: string;
  name: string;
  origins: string[];
  createdAt: number;
  deletedAt: number | null;
}

export interface ConversationRow extends Told {
  kind: 'conversation';
  id: string;
  site: string;
  visitor: string;
  visit: string;
  control: Control;
  /** Member id of the agent who holds it. */
  holder: string | null;
  startedAt: number;
  closedAt: number | null;
  closedBy: ClosedBy | null;
  messages: number;
  country: string | null;
  device: Device;
  /** The page on which it began. */
  page: Page;
}

export interface TranscriptRow extends Told {
  kind: 'transcript';
  conversation: string;
  site: string;
  closedAt: number;
  /** The whole log; of one that is larger than a row of D1 the newest part, whose first `seq` is then higher than 1. */
  entries: AgentEntry[];
  /** What the full-text search finds it by. */
  text: string;
}

export interface VisitorRow extends Told {
  kind: 'visitor';
  id: string;
  site: string;
  name: string | null;
  email: string | null;
  phone: string | null;
  country: string | null;
  device: Device;
  firstAt: number;
  lastAt: number;
  visits: number;
  chats: number;
}

export interface VisitRow extends Told {
  kind: 'visit';
  id: string;
  site: string;
  visitor: string;
  startedAt: number;
  endedAt: number | null;
  country: string | null;
  device: Device;
  browser: string | null;
  os: string | null;
  /** The page that was shown last. */
  page: Page;
}

export interface AuditRow extends Told {
  kind: 'audit';
  id: string;
  site: string;
  at: number;
  /** Member id of who did it, what they did, and to what. */
  actor: string;
  action: string;
  subject: string;
}

export type ArchiveRow = SiteRow | ConversationRow | TranscriptRow | VisitorRow | VisitRow | AuditRow;

/** Writes all rows or, when it throws, none. */
export async function archive(db: D1Database, rows: readonly ArchiveRow[]): Promise<void> {
  if (rows.length === 0) return;
  await db.batch(rows.map((row) => statement(db, row)));
}

/** The same for one row, before its turn in the outbox. */
export async function archiveNow(db: D1Database, row: ArchiveRow): Promise<void> {
  await statement(db, row).run();
}

/** Removes all that D1 keeps about a site but the row that says it is deleted, and the audit log. Asking again changes nothing. */
export async function forgetSite(db: D1Database, site: string): Promise<void> {
  await db.batch([
    // Transcripts have no index by site, since each entry of one would cost a write; conversations have.
    db
      .prepare('DELETE FROM transcripts WHERE conversation IN (SELECT id FROM conversations WHERE site = ?)')
      .bind(site),
    db.prepare('DELETE FROM conversations WHERE site = ?').bind(site),
    db.prepare('DELETE FROM visits WHERE site = ?').bind(site),
    db.prepare('DELETE FROM visitors WHERE site = ?').bind(site),
    db.prepare('DELETE FROM roles WHERE site = ?').bind(site),
  ]);
}

function statement(db: D1Database, row: ArchiveRow): D1PreparedStatement {
  switch (row.kind) {
    case 'site':
      return db
        .prepare(
          `INSERT INTO sites (id, name, origins, created_at, deleted_at, updated_seq) VALUES (?, ?, ?, ?, ?, ?)
           ON CONFLICT (id) DO UPDATE SET name = excluded.name, origins = excluded.origins,
             deleted_at = coalesce(deleted_at, excluded.deleted_at), updated_seq = excluded.updated_seq
           WHERE excluded.updated_seq > updated_seq`,
        )
        .bind(row.id, row.name, JSON.stringify(row.origins), row.createdAt, row.deletedAt, row.updatedSeq);
    case 'conversation':
      return upsert(db, 'conversations', ['id'], row.site, {
        id: row.id,
        site: row.site,
        visitor: row.visitor,
        visit: row.visit,
        control: row.control,
        holder: row.holder,
        started_at: row.startedAt,
        closed_at: row.closedAt,
        closed_by: row.closedBy,
        messages: row.messages,
        country: row.country,
        device: row.device,
        page_title: row.page.title,
        page_url: row.page.url,
        updated_seq: row.updatedSeq,
      });
    case 'transcript':
      return upsert(db, 'transcripts', ['conversation'], row.site, {
        conversation: row.conversation,
        site: row.site,
        closed_at: row.closedAt,
        entries: JSON.stringify(row.entries),
        text: row.text,
        updated_seq: row.updatedSeq,
      });
    case 'visitor':
      return upsert(db, 'visitors', ['site', 'id'], row.site, {
        site: row.site,
        id: row.id,
        name: row.name,
        email: row.email,
        phone: row.phone,
        country: row.country,
        device: row.device,
        first_at: row.firstAt,
        last_at: row.lastAt,
        visits: row.visits,
        chats: row.chats,
        updated_seq: row.updatedSeq,
      });
    case 'visit':
      return upsert(db, 'visits', ['site', 'visitor', 'started_at', 'id'], row.site, {
        site: row.site,
        visitor: row.visitor,
        started_at: row.startedAt,
        id: row.id,
        ended_at: row.endedAt,
        country: row.country,
        device: row.device,
        browser: row.browser,
        os: row.os,
        page_title: row.page.title,
        page_url: row.page.url,
        updated_seq: row.updatedSeq,
      });
    case 'audit':
      // Append-only, and of a deleted site too: who looked at what is to be known for longer than what they saw.
      return db
        .prepare(
          `INSERT INTO audit (id, site, at, actor, action, subject, updated_seq) VALUES (?, ?, ?, ?, ?, ?, ?)
           ON CONFLICT (id) DO NOTHING`,
        )
        .bind(row.id, row.site, row.at, row.actor, row.action, row.subject, row.updatedSeq);
  }
}

/** What never changes in a row. Setting it to what it is would cost another row where there is an index on it. */
const FIXED: readonly string[] = ['site', 'started_at'];

/** Table and column names come from the calls above, never from a row's content. */
function upsert(
  db: D1Database,
  table: string,
  key: readonly string[],
  site: string,
  values: Record<string, string | number | null>,
): D1PreparedStatement {
  const columns = Object.keys(values);
  const changing = columns.filter((column) => !key.includes(column) && !FIXED.includes(column));
  return db
    .prepare(
      `INSERT INTO ${table} (${columns.join(', ')}) SELECT ${columns.map(() => '?').join(', ')}
       WHERE NOT EXISTS (SELECT 1 FROM sites WHERE id = ? AND deleted_at IS NOT NULL)
       ON CONFLICT (${key.join(', ')}) DO UPDATE SET ${changing.map((column) => `${column} = excluded.${column}`).join(', ')}
       WHERE excluded.updated_seq > ${table}.updated_seq AND excluded.site = ${table}.site`,
    )
    .bind(...Object.values(values), site);
}
