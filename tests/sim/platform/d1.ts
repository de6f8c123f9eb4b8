/**
 * D1 over `node:sqlite`, with the real migrations: far away, so a call takes time, may fail before or after it was applied, and may
 * arrive although whoever made it is dead. A batch is one transaction.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import type { Chance } from '../chance.ts';
import { reached } from '../reached.ts';
import type { Clock } from './clock.ts';
import type { Life } from './object.ts';
import { theOwner } from './stage.ts';

const MIGRATIONS = new URL('../../../migrations/', import.meta.url);
/** D1 gives up on a call after this. */
const GIVES_UP_MS = 30_000;

/** What may go wrong with a call. */
export interface D1Trouble {
  /** The share of calls that fail before they are applied, after it, or take long. */
  before: number;
  after: number;
  slow: number;
  /** The share of calls that are never answered, be they applied or not. */
  hang: number;
  /** Until then (true time) every call fails. */
  outageUntil: number;
}

interface Bound {
  query: string;
  values: SQLInputValue[];
}

export class D1 {
  readonly trouble: D1Trouble = { before: 0, after: 0, slow: 0, hang: 0, outageUntil: 0 };
  /** When a call last took long, failed or hung, in true time. */
  troubledAt = 0;
  /** Told after every write that was applied. */
  onWrite = () => {};

  constructor(
    private readonly clock: Clock,
    private readonly chance: Chance,
  ) {
    database.exec('BEGIN');
  }

  close(): void {
    database.exec('ROLLBACK');
  }

  /** The binding as the Site object is given it. */
  binding() {
    const bound = (query: string, values: SQLInputValue[]) => ({
      query,
      values,
      bind: (...more: SQLInputValue[]) => bound(query, more),
      run: () => this.call([{ query, values }]).then(([result]) => result!),
      all: () => this.call([{ query, values }]).then(([result]) => result!),
      first: () => this.call([{ query, values }]).then(([result]) => result!.results[0] ?? null),
    });
    return { prepare: (query: string) => bound(query, []), batch: (list: Bound[]) => this.call(list) };
  }

  /** What the Worker writes. */
  write(query: string, ...values: SQLInputValue[]): void {
    statement(query).run(...values);
  }

  /** Rows as they are, for those who check. */
  rows<Row extends object>(query: string, ...values: SQLInputValue[]): Row[] {
    return statement(query).all(...values) as Row[];
  }

  private call(list: Bound[]): Promise<{ success: true; results: object[] }[]> {
    const caller = theOwner() as Life;
    const { trouble, clock, chance } = this;
    if (trouble.hang > 0 && chance.yes(trouble.hang)) return this.hang(list, caller);
    caller.timers++;
    const out = clock.now < trouble.outageUntil;
    if (out || trouble.before > 0 || trouble.after > 0 || trouble.slow > 0) this.troubledAt = clock.now;
    const fate = chance.next();
    const slowMs = chance.yes(trouble.slow) ? chance.int(1_000, 20_000) : 0;
    const thereMs = chance.int(1, 15) + slowMs;
    const backMs = chance.int(1, 15);
    if (slowMs > 0) reached('D1 was slow');
    return new Promise((resolve, reject) => {
      const end = (ms: number, settle: () => void) =>
        clock.after(ms, caller, () => {
          caller.timers--;
          settle();
        });
      if (out) {
        reached('D1 was out');
        end(chance.yes(0.2) ? GIVES_UP_MS : thereMs, () => reject(new Error('D1_ERROR: network connection lost')));
      } else if (fate < trouble.before) {
        reached('D1 failed before applying');
        end(thereMs, () => reject(new Error('D1_ERROR: overloaded')));
      } else {
        const arrive = () => {
          let results: { success: true; results: object[] }[] | Error;
          try {
            results = apply(list);
          } catch (error) {
            results = error as Error;
          }
          this.onWrite();
          end(backMs, () => {
            if (results instanceof Error) reject(results);
            else if (fate < trouble.before + trouble.after) {
              reached('D1 failed after applying');
              reject(new Error('D1_ERROR: network connection lost'));
            } else resolve(results);
          });
        };
        // It leaves after the commit, as everything does.
        caller.host.leave(() => clock.after(thereMs, null, arrive));
      }
    });
  }

  /** Nobody ever hears of it. */
  private hang(list: Bound[], caller: Life): Promise<never> {
    reached('D1 hung');
    this.troubledAt = this.clock.now;
    if (this.chance.yes(0.5)) {
      caller.host.leave(() =>
        this.clock.after(this.chance.int(1, 60_000), null, () => {
          apply(list);
          this.onWrite();
        }),
      );
    }
    return new Promise(() => {});
  }
}

const database = new DatabaseSync(':memory:');
for (const file of readdirSync(MIGRATIONS).sort()) {
  if (file.endsWith('.sql')) database.exec(readFileSync(new URL(file, MIGRATIONS), 'utf8'));
}
const statements = new Map<string, StatementSync>();

function statement(query: string): StatementSync {
  const known = statements.get(query) ?? database.prepare(query);
  statements.set(query, known);
  return known;
}

function apply(list: Bound[]): { success: true; results: object[] }[] {
  statement('SAVEPOINT batch').run();
  try {
    const results = list.map(({ query, values }) => {
      return { success: true as const, results: statement(query).all(...values) as object[] };
    });
    statement('RELEASE batch').run();
    return results;
  } catch (error) {
    statement('ROLLBACK TO batch').run();
    statement('RELEASE batch').run();
    throw error;
  }
}
