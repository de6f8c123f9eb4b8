/**
 * A Durable Object's storage over `node:sqlite` in memory. What one turn of the event loop writes commits together at its end, or is lost
 * together; `transactionSync` nests in it. Databases are kept from world to world: each lives inside one transaction that is rolled back.
 */

import { DatabaseSync, type SQLInputValue, type SQLOutputValue, type StatementSync } from 'node:sqlite';
import { theOwner, theWorld } from './stage.ts';

interface Statement {
  prepared: StatementSync;
  columns: string[];
  writes: boolean;
}

const ENDLESS = 20_000;
const IDS = /^(cnv|agt|visit)_/;

export class Storage {
  readonly sql = { exec: (query: string, ...values: SQLInputValue[]) => this.exec(query, values) };
  /** Whether this turn has written anything: sends wait for that. */
  dirty = false;
  /** Conversations, agents and visits whose rows this turn has written. */
  readonly touched = new Set<string>();
  /** Counts down over writes; at 0 the write throws. */
  failIn: number | null = null;
  /** Whether a write has thrown in this turn. */
  failed = false;
  /** The alarm as it is kept, and as this turn will leave it. */
  alarmAt: number | null = null;
  /** Statements of this turn: one that asks so much is in a circle. */
  private asked = 0;
  private alarmBefore: number | null = null;
  private readonly statements = new Map<string, Statement>();
  private transaction: 'none' | 'asked' | 'begun' = 'none';

  constructor(private readonly database: DatabaseSync) {}

  /** Begins a world in this database. */
  open(): void {
    this.database.exec('BEGIN');
    this.alarmAt = null;
    this.failIn = null;
    this.reset();
  }

  /** Forgets the world. */
  close(): void {
    this.database.exec('ROLLBACK');
  }

  /** The turn is over: all that it wrote is kept. */
  commit(): void {
    if (this.dirty) this.run('RELEASE turn');
    this.reset();
  }

  /** The turn never happened. */
  rollback(): void {
    if (this.dirty) {
      this.run('ROLLBACK TO turn');
      this.run('RELEASE turn');
      this.alarmAt = this.alarmBefore;
    }
    this.reset();
  }

  transactionSync<T>(work: () => T): T {
    if (this.transaction !== 'none') return work();
    this.transaction = 'asked';
    try {
      const result = work();
      if (this.begun()) this.run('RELEASE work');
      return result;
    } catch (error) {
      if (this.begun()) {
        this.run('ROLLBACK TO work');
        this.run('RELEASE work');
      }
      throw error;
    } finally {
      this.transaction = 'none';
    }
  }

  /**
   * All that was written is kept: not in the turn that asks, but soon after; where nothing was, at once. In runs that are compared commits take no
   * time: what a commit of theirs holds up, those who look on and write notes do hold up.
   */
  sync(): Promise<void> {
    if (!this.dirty || theWorld().setup.compared) return Promise.resolve();
    return new Promise((resolve) => theWorld().clock.setTimer(0, theOwner(), resolve));
  }

  async getAlarm(): Promise<number | null> {
    return this.alarmAt;
  }

  setAlarm(at: number | Date): Promise<void> {
    this.write();
    this.alarmAt = Number(at);
    return Promise.resolve();
  }

  deleteAlarm(): Promise<void> {
    this.write();
    this.alarmAt = null;
    return Promise.resolve();
  }

  /** Rows as they are, for those who check. */
  rows<Row extends object>(query: string, ...values: SQLInputValue[]): Row[] {
    return rowsOf(this.statement(query), values) as Row[];
  }

  private exec(query: string, values: SQLInputValue[]) {
    if (++this.asked > ENDLESS) throw new Error('this turn does not end');
    const statement = this.statement(query);
    if (statement.writes) {
      if (this.failIn !== null && --this.failIn < 0) {
        this.failIn = null;
        this.failed = true;
        throw new Error('storage failed');
      }
      this.write();
      for (const value of values) if (typeof value === 'string' && IDS.test(value)) this.touched.add(value);
    }
    const rows = rowsOf(statement, values);
    return { toArray: () => rows, one: () => rows[0], [Symbol.iterator]: () => rows[Symbol.iterator]() };
  }

  private write(): void {
    if (!this.dirty) {
      this.dirty = true;
      this.alarmBefore = this.alarmAt;
      this.run('SAVEPOINT turn');
    }
    if (this.transaction === 'asked') {
      this.transaction = 'begun';
      this.run('SAVEPOINT work');
    }
  }

  private begun(): boolean {
    return this.transaction === 'begun';
  }

  private reset(): void {
    this.dirty = false;
    this.failed = false;
    this.touched.clear();
    this.asked = 0;
  }

  private run(query: string): void {
    this.statement(query).prepared.run();
  }

  private statement(query: string): Statement {
    const known = this.statements.get(query);
    if (known) return known;
    const prepared = this.database.prepare(query);
    prepared.setReturnArrays(true);
    const columns = prepared.columns().map(({ name }) => name);
    const made = { prepared, columns, writes: !/^\s*SELECT/i.test(query) };
    this.statements.set(query, made);
    return made;
  }
}

/** Ordinary objects, as the platform gives them: those that node:sqlite makes itself are slow to make and to read. */
function rowsOf({ prepared, columns }: Statement, values: SQLInputValue[]): Record<string, SQLOutputValue>[] {
  return (prepared.all(...values) as unknown as SQLOutputValue[][]).map((cells) => {
    const row: Record<string, SQLOutputValue> = {};
    for (let i = 0; i < columns.length; i++) row[columns[i]!] = cells[i]!;
    return row;
  });
}

const spare: Storage[] = [];

/** An empty storage whose tables are there already; `migrate` makes them when it is the first of its kind. */
export function takeStorage(migrate: (storage: Storage) => void): Storage {
  const storage = spare.pop() ?? fresh(migrate);
  storage.open();
  return storage;
}

export function giveBack(storage: Storage): void {
  storage.close();
  spare.push(storage);
}

function fresh(migrate: (storage: Storage) => void): Storage {
  const storage = new Storage(new DatabaseSync(':memory:'));
  migrate(storage);
  storage.commit();
  return storage;
}
