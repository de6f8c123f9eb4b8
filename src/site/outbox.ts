/**
 * Tells D1 what the site's log says: at least once, in batches, after the fact. Nothing waits for it; a failed batch is tried again
 * with growing pauses, and a row that changed while it was being written is written again.
 */

import type { OutboxRow } from '#core/agenda';
import type { AuditRecord } from '#core/audit';
import type { EndedVisit } from '#core/command';
import { forHistory } from '#core/project';
import type { Conversation, Store } from '#core/store';
import { type ArchiveRow, archive, forgetSite } from '../history/archive.ts';

/** Rows a batch: well under D1's limits, and small enough to be repeated without regret. */
const BATCH = 25;
const RETRY_FROM_MS = 1_000;
const RETRY_TO_MS = 5 * 60_000;

export class Outbox {
  private draining: Promise<void> | null = null;

  constructor(
    private readonly db: D1Database,
    private readonly store: Store,
    private readonly transaction: (work: () => void) => void,
    private readonly now: () => number,
  ) {}

  /** Writes everything that is due. Never throws: what fails stays, due later. */
  drain(): Promise<void> {
    this.draining ??= this.drainAll().finally(() => {
      this.draining = null;
    });
    return this.draining;
  }

  private async drainAll(): Promise<void> {
    for (;;) {
      const rows = this.store.agenda.dueOutbox(this.now(), BATCH);
      if (rows.length === 0) return;
      const told = rows.map((row) => ({ row, what: this.toTell(row) }));
      try {
        await this.write(told.flatMap(({ what }) => what));
      } catch (error) {
        console.warn('D1 refused a batch; it will be tried again', { rows: rows.length, error: String(error) });
        this.transaction(() => {
          for (const row of rows) this.store.agenda.delayOutbox(row, this.now() + retryAfterMs(row.attempts));
        });
        return;
      }
      this.transaction(() => {
        for (const { row, what } of told)
          if (stateOf(what) === stateOf(this.toTell(row))) this.store.agenda.settleOutbox(row);
      });
    }
  }

  private async write(rows: readonly ArchiveRow[]): Promise<void> {
    await archive(this.db, rows);
    const removed = rows.find((row) => row.kind === 'site' && row.deletedAt !== null);
    if (removed?.kind === 'site') await forgetSite(this.db, removed.id);
  }

  /** What D1 is to be told of a row as things are now, the row itself first; nothing when there is nothing left to tell. */
  private toTell({ kind, subject, payload }: OutboxRow): ArchiveRow[] {
    const site = this.store.site()!;
    switch (kind) {
      case 'site': {
        const { name, origins } = site.settings;
        const { id, createdAt, removedAt: deletedAt, rev: updatedSeq } = site;
        return [{ kind, id, name, origins, createdAt, deletedAt, updatedSeq }];
      }
      case 'conversation': {
        const conversation = this.store.conversation(subject);
        return conversation ? this.conversationRows(site.id, conversation) : [];
      }
      case 'visit': {
        const visit = JSON.parse(payload ?? 'null') as EndedVisit | null;
        return visit ? [{ kind, site: site.id, ...visit, updatedSeq: visit.endedAt }] : [];
      }
      case 'audit': {
        const record = JSON.parse(payload ?? 'null') as AuditRecord | null;
        return record ? [{ kind, id: subject, site: site.id, ...record, updatedSeq: record.at }] : [];
      }
    }
  }

  /** The summary, the visitor as the conversation found them, and at the end the transcript. */
  private conversationRows(site: string, it: Conversation): ArchiveRow[] {
    const { id, visitor, visit, control, startedAt, closedAt, closedBy, country, device, page } = it;
    const last = this.store.lastEntry(id)!;
    const summary = { kind: 'conversation', id, site, visitor, visit, control, holder: it.holder?.id ?? null } as const;
    const state = { startedAt, closedAt, closedBy, messages: last.messages, updatedSeq: last.seq };
    const rows: ArchiveRow[] = [{ ...summary, ...state, country, device, page }];
    const known = this.store.visitor(visitor);
    if (known) rows.push({ kind: 'visitor', site, ...known, visits: 0, updatedSeq: known.chats });
    if (closedAt === null) return rows;
    const entries = this.store.entriesAfter(id, 0);
    const text = entries.flatMap(({ body }) => (body.kind === 'message' ? [body.text] : [])).join('\n');
    const log = { conversation: id, site, closedAt, entries: entries.map(forHistory), text, updatedSeq: last.seq };
    return [...rows, { kind: 'transcript', ...log }];
  }
}

/** What tells one state of a subject from another. */
function stateOf(rows: readonly ArchiveRow[]): number | null {
  return rows[0]?.updatedSeq ?? null;
}

/** 1 s, 2 s, 4 s … 5 min. */
function retryAfterMs(attempts: number): number {
  return Math.min(RETRY_FROM_MS * 2 ** attempts, RETRY_TO_MS);
}
