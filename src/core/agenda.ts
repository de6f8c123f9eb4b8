/**
 * What is to be done later, as rows: when to look at a conversation or for a member again, and what D1 has yet to be told.
 * No decisions here: each function is one statement, over the same `Sql` port as the store's.
 */
import type { Sql } from './sql.ts';

/** A conversation to be looked at again, a member to be looked for, or one whose schedule comes to an edge. */
export type TimerKind = 'look' | 'agent-gone' | 'agent-edge';

export interface Timer {
  kind: TimerKind;
  subject: string;
  dueAt: number;
  /** How often it has thrown in a row. */
  failures: number;
}

/** A conversation is told with its visitor and, once closed, its transcript. */
export type OutboxKind = 'site' | 'conversation' | 'visit' | 'audit';

export interface OutboxRow {
  kind: OutboxKind;
  subject: string;
  dueAt: number;
  attempts: number;
  payload: string | null;
}

const RETRY_FROM_MS = 1_000;
const RETRY_TO_MS = 5 * 60_000;

/** How long to wait before what has failed so often already is tried again: 1 s, 2 s, 4 s … 5 min. */
export function retryAfterMs(failures: number): number {
  return Math.min(RETRY_FROM_MS * 2 ** failures, RETRY_TO_MS);
}

const OUTBOX_COLUMNS = 'kind, subject, due_at AS dueAt, attempts, payload';

export class Agenda {
  /** The moments that rows written since the last look ask for; the shell's alarm reads and clears them. */
  wanted: number[] = [];
  /** Those of them that are timers': what is due already is to be looked at at once, while D1 is told by itself. */
  wantedByTimers: number[] = [];

  constructor(private readonly sql: Sql) {}

  /** Sets a timer for `dueAt`, unless there is one for the subject that fires by then: it looks, and sets itself anew. */
  addTimer(kind: TimerKind, subject: string, dueAt: number): void {
    this.sql.all(
      `INSERT INTO timers (kind, subject, due_at) VALUES (?, ?, ?)
       ON CONFLICT (kind, subject) DO UPDATE SET due_at = excluded.due_at WHERE excluded.due_at < due_at`,
      kind,
      subject,
      dueAt,
    );
    this.wants(dueAt);
  }

  moveTimer(kind: TimerKind, subject: string, dueAt: number): void {
    this.sql.all('UPDATE timers SET due_at = ?, failures = 0 WHERE kind = ? AND subject = ?', dueAt, kind, subject);
    this.wants(dueAt);
  }

  /** The timer has thrown; it is tried again at `dueAt`. */
  delayTimer({ kind, subject }: Timer, dueAt: number): void {
    this.sql.all(
      'UPDATE timers SET due_at = ?, failures = failures + 1 WHERE kind = ? AND subject = ?',
      dueAt,
      kind,
      subject,
    );
    this.wants(dueAt);
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
      'SELECT kind, subject, due_at AS dueAt, failures FROM timers WHERE due_at <= ? ORDER BY due_at LIMIT ?',
      now,
      limit,
    );
  }

  /** The earliest moments at which a timer, and an outbox row due after `after`, want attention; null where there is none. */
  nextDue(after = 0): { timer: number | null; telling: number | null } {
    const [next] = this.sql.all<{ timer: number | null; telling: number | null }>(
      'SELECT (SELECT min(due_at) FROM timers) AS timer, (SELECT min(due_at) FROM outbox WHERE due_at > ?) AS telling',
      after,
    );
    return next!;
  }

  /** The earlier of the two. */
  earliestDue(): number | null {
    const { timer, telling } = this.nextDue();
    return timer === null || telling === null ? (timer ?? telling) : Math.min(timer, telling);
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

  private wants(dueAt: number): void {
    this.wanted.push(dueAt);
    this.wantedByTimers.push(dueAt);
  }
}
