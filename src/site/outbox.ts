/**
 * Tells D1 what the site's log says: at least once, in batches, after the fact. Nothing waits for it; a failed batch is tried again
 * with growing pauses, and a row that changed while it was being written is written again.
 */

import { type OutboxRow, retryAfterMs } from '#core/agenda';
import type { AuditRecord } from '#core/audit';
import type { EndedVisit } from '#core/command';
import { forHistory } from '#core/project';
import type { Conversation, Store } from '#core/store';
import type { AgentEntry } from '#protocol/entry';
import { type ArchiveRow, archive, forgetSite } from '../history/archive.ts';

/** Rows a batch: well under D1's limits, and small enough to be repeated without regret. */
const BATCH = 25;
/** D1 takes rows of 2 MB, and what else is in a transcript's is small. Nor are more entries than this looked at, or they would fill the memory. */
const TRANSCRIPT_MAX_BYTES = 1_900_000;
const TRANSCRIPT_MAX_ENTRIES = 10_000;
/** Entries read in one turn: a few milliseconds, in which nobody else is answered. */
const PORTION = 250;

interface Telling {
  row: OutboxRow;
  /** What the subject's revision was when it was read. */
  revision: number | null;
  what: ArchiveRow[];
}

export class Outbox {
  private draining: Promise<void> | null = null;

  /** D1 is being told. */
  get busy(): boolean {
    return this.draining !== null;
  }

  constructor(
    private readonly db: D1Database,
    private readonly store: Store,
    private readonly transaction: (work: () => void) => void,
    private readonly now: () => number,
  ) {}

  /** Writes everything that is due. What fails stays, due later. */
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
      const told: Telling[] = [];
      for (const row of rows) told.push(...(await this.read(row)));
      if (told.length === rows.length && (await this.tell(told))) continue;
      // One row that can't be read, or that D1 never takes, must not hold up the others. All at once: while D1 is away, each may wait long for
      // its answer.
      const taken = new Set<OutboxRow>();
      const alone = rows.length > 1 ? told : [];
      await Promise.all(alone.map(async (each) => void ((await this.tell([each])) && taken.add(each.row))));
      this.transaction(() => {
        for (const row of rows)
          if (!taken.has(row)) this.store.agenda.delayOutbox(row, this.now() + retryAfterMs(row.attempts));
      });
      if (taken.size === 0) return;
    }
  }

  /** A row with what D1 is to be told of it; none where that can't be read. */
  private async read(row: OutboxRow): Promise<Telling[]> {
    try {
      const revision = this.revision(row);
      return [{ row, revision, what: await this.toTell(row) }];
    } catch (error) {
      console.error('failed', { what: 'reading what D1 is told', error: String(error) });
      return [];
    }
  }

  /** Writes them, all or none, and settles those that haven't changed meanwhile. Whether D1 took them. */
  private async tell(told: readonly Telling[]): Promise<boolean> {
    try {
      await this.write(told.flatMap(({ what }) => what));
    } catch (error) {
      console.warn('D1 refused a batch; it will be tried again', { rows: told.length, error: String(error) });
      return false;
    }
    this.transaction(() => {
      for (const { row, revision } of told) if (revision === this.revision(row)) this.store.agenda.settleOutbox(row);
    });
    return true;
  }

  private async write(rows: readonly ArchiveRow[]): Promise<void> {
    await archive(this.db, rows);
    const removed = rows.find((row) => row.kind === 'site' && row.deletedAt !== null);
    if (removed?.kind === 'site') await forgetSite(this.db, removed.id);
  }

  /** Goes up with every change of what D1 is told of a row; null where there is nothing left to tell. */
  private revision({ kind, subject, payload }: OutboxRow): number | null {
    switch (kind) {
      case 'site':
        return this.store.site()!.rev;
      case 'conversation':
        return this.store.lastEntry(subject)?.seq ?? null;
      // What they say is in the row itself.
      case 'visit':
      case 'audit':
        return payload === null ? null : 0;
    }
  }

  /** What D1 is to be told of a row as things are now, the row itself first; nothing when there is nothing left to tell. */
  private async toTell({ kind, subject, payload }: OutboxRow): Promise<ArchiveRow[]> {
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
  private async conversationRows(site: string, it: Conversation): Promise<ArchiveRow[]> {
    const { id, visitor, visit, control, startedAt, closedAt, closedBy, country, device, page } = it;
    const last = this.store.lastEntry(id)!;
    const summary = { kind: 'conversation', id, site, visitor, visit, control, holder: it.holder?.id ?? null } as const;
    const state = { startedAt, closedAt, closedBy, messages: last.messages, updatedSeq: last.seq };
    const rows: ArchiveRow[] = [{ ...summary, ...state, country, device, page }];
    const known = this.store.visitor(visitor);
    if (known) rows.push({ kind: 'visitor', site, ...known, visits: 0, updatedSeq: known.chats });
    if (closedAt === null) return rows;
    const log = { conversation: id, site, closedAt, ...(await this.log(id)), updatedSeq: last.seq };
    return [...rows, { kind: 'transcript', ...log }];
  }

  /**
   * Those of the newest entries that one row of D1 takes, with their words once more for the search. What is left out lies before them, and
   * the first one's `seq` says so; the site's object has it all. Between two portions others have their turn.
   */
  private async log(conversation: string): Promise<{ entries: AgentEntry[]; text: string }> {
    const entries: AgentEntry[] = [];
    const words: string[] = [];
    let bytes = 0;
    let before = Number.MAX_SAFE_INTEGER;
    while (entries.length < TRANSCRIPT_MAX_ENTRIES) {
      const portion = this.store.entriesBefore(conversation, before, PORTION).reverse();
      for (const entry of portion) {
        const kept = forHistory(entry);
        const said = entry.body.kind === 'message' ? entry.body.text : '';
        bytes += bytesOf(JSON.stringify(kept)) + bytesOf(said) + 2;
        if (bytes > TRANSCRIPT_MAX_BYTES) return inOrder(entries, words);
        entries.push(kept);
        if (said) words.push(said);
      }
      if (portion.length < PORTION) break;
      before = portion.at(-1)!.seq;
      await nextTurn();
    }
    return inOrder(entries, words);
  }
}

function inOrder(entries: AgentEntry[], words: string[]): { entries: AgentEntry[]; text: string } {
  return { entries: entries.reverse(), text: words.reverse().join('\n') };
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).byteLength;
}
