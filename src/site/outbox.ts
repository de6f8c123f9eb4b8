/**
 * Tells D1 what the site's log says: at least once, in batches, after the fact. Nothing waits for it; a failed batch is tried again
 * with growing pauses, and a row that changed while it was being written is written again.
 */
import type { EndedVisit } from '#core/command';
import { forAgent } from '#core/project';
import type { OutboxRow, Store } from '#core/store';
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
      const rows = this.store.dueOutbox(this.now(), BATCH);
      if (rows.length === 0) return;
      try {
        await this.write(rows);
      } catch (error) {
        console.warn('D1 refused a batch; it will be tried again', { rows: rows.length, error: String(error) });
        this.transaction(() => {
          for (const row of rows) this.store.delayOutbox(row, this.now() + retryAfterMs(row.attempts));
        });
        return;
      }
      this.transaction(() => {
        for (const row of rows) this.store.settleOutbox(row);
      });
    }
  }

  private async write(rows: readonly OutboxRow[]): Promise<void> {
    await archive(
      this.db,
      rows.flatMap((row) => this.archiveRow(row) ?? []),
    );
    const site = this.store.site();
    if (site?.removedAt && rows.some((row) => row.kind === 'site')) await forgetSite(this.db, site.id);
  }

  /** What D1 is told now; null when there is nothing left to tell. */
  private archiveRow({ kind, subject, payload }: OutboxRow): ArchiveRow | null {
    const site = this.store.site()!;
    switch (kind) {
      case 'site': {
        const { name, origins } = site.settings;
        const { id, createdAt, removedAt: deletedAt, rev: updatedSeq } = site;
        return { kind, id, name, origins, createdAt, deletedAt, updatedSeq };
      }
      case 'conversation': {
        const it = this.store.conversation(subject);
        const last = this.store.lastEntry(subject);
        if (!it || !last) return null;
        const { id, visitor, visit, control, startedAt, closedAt, closedBy, country, device, page } = it;
        const row = { kind, id, site: site.id, visitor, visit, control, holder: it.holder?.id ?? null } as const;
        const times = { startedAt, closedAt, closedBy };
        return { ...row, ...times, messages: last.messages, country, device, page, updatedSeq: last.seq };
      }
      case 'transcript': {
        const it = this.store.conversation(subject);
        const entries = this.store.entriesAfter(subject, 0);
        if (!it?.closedAt || entries.length === 0) return null;
        return {
          kind,
          conversation: subject,
          site: site.id,
          closedAt: it.closedAt,
          entries: entries.map(forAgent),
          text: entries.flatMap(({ body }) => (body.kind === 'message' ? [body.text] : [])).join('\n'),
          updatedSeq: entries.at(-1)!.seq,
        };
      }
      case 'visitor': {
        const it = this.store.visitor(subject);
        return it && { kind, site: site.id, ...it, visits: 0, updatedSeq: it.chats };
      }
      case 'visit': {
        const it = JSON.parse(payload ?? 'null') as EndedVisit | null;
        return it && { kind, site: site.id, ...it, updatedSeq: it.endedAt };
      }
    }
  }
}

/** 1 s, 2 s, 4 s … 5 min. */
function retryAfterMs(attempts: number): number {
  return Math.min(RETRY_FROM_MS * 2 ** attempts, RETRY_TO_MS);
}
