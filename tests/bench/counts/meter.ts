/**
 * Counts on the real object inside workerd: every statement's cursor says what it read and wrote, index entries included, as the bill does;
 * setting the alarm is a row as well. D1's own answers say what it wrote. Frames are counted at the clients, byte for byte.
 */
import { runInDurableObject } from 'cloudflare:test';
import { vi } from 'vitest';
import type { Line, World } from '../../edge/site-world.ts';

export interface Cost {
  /** Rows written in the object, those of the alarm among them. */
  rows: number;
  /** How often the alarm was set. */
  alarms: number;
  /** Rows read, and in how many statements all of this was done. */
  read: number;
  statements: number;
  /** Statements to D1, and the rows it wrote. */
  d1: number;
  d1Rows: number;
}

/** What came in at the clients of a kind. */
export interface Sent {
  frames: number;
  bytes: number;
  /** Updates by kind, bytes in all. */
  updates: Record<string, number>;
}

export interface Measured {
  cost: Cost;
  sent: Record<string, Sent>;
}

/** Longer than updates to watchers are joined. */
const QUIET_MS = 120;

type AnyLine = Line<{ t: string }>;

export class Meter {
  private counted: Cost = nothing();
  private readonly lines: { who: string; line: AnyLine; seen: number }[] = [];

  /** Counts everything that this site's object does from now on, while it lives. */
  static async on(site: World): Promise<Meter> {
    const meter = new Meter();
    await runInDurableObject(site.stub as unknown as DurableObjectStub, (object, { storage }) => {
      meter.tapStorage(storage);
      meter.tapHistory((object as unknown as { env: { HISTORY: D1Database } }).env.HISTORY);
    });
    return meter;
  }

  /** What comes in on this line is counted, under this name. */
  hear<Update extends { t: string }>(who: string, line: Line<Update>): Line<Update> {
    this.lines.push({ who, line: line as unknown as AnyLine, seen: 0 });
    return line;
  }

  /** What an act cost, with all that followed from it at once, and what everybody was told. */
  async measure(act: () => unknown): Promise<Measured> {
    await this.quiet();
    this.counted = nothing();
    for (const heard of this.lines) heard.seen = heard.line.raw.length;
    await act();
    await this.quiet();
    const sent: Record<string, Sent> = {};
    for (const { who, line, seen } of this.lines) {
      const raw = line.raw.slice(seen);
      const updates: Record<string, number> = {};
      for (const update of raw.flatMap((text) => [JSON.parse(text)].flat() as { t: string }[])) {
        updates[update.t] = (updates[update.t] ?? 0) + bytesOf(JSON.stringify(update));
      }
      sent[who] = { frames: raw.length, bytes: raw.reduce((total, text) => total + bytesOf(text), 0), updates };
    }
    return { cost: this.counted, sent };
  }

  /** Waits until nothing is counted and nothing comes in any more. */
  async quiet(): Promise<void> {
    for (let before = ''; ; ) {
      const now = JSON.stringify([this.counted, ...this.lines.map(({ line }) => line.raw.length)]);
      if (now === before) return;
      before = now;
      await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
    }
  }

  private tapStorage(storage: DurableObjectStorage): void {
    const { sql } = storage;
    const exec = sql.exec.bind(sql);
    vi.spyOn(sql, 'exec').mockImplementation(((query: string, ...values: unknown[]) => {
      const cursor = exec(query, ...values);
      const toArray = cursor.toArray.bind(cursor);
      // A cursor has counted once it was read to its end, which is how all of ours are read.
      cursor.toArray = () => {
        const rows = toArray();
        this.counted.statements++;
        this.counted.read += cursor.rowsRead;
        this.counted.rows += cursor.rowsWritten;
        return rows;
      };
      return cursor;
    }) as typeof sql.exec);
    const setAlarm = storage.setAlarm.bind(storage);
    vi.spyOn(storage, 'setAlarm').mockImplementation((...at) => {
      this.counted.alarms++;
      this.counted.rows++;
      return setAlarm(...at);
    });
  }

  private tapHistory(history: D1Database): void {
    const batch = history.batch.bind(history);
    vi.spyOn(history, 'batch').mockImplementation((async (statements: D1PreparedStatement[]) => {
      const results = await batch(statements);
      this.counted.d1 += results.length;
      for (const { meta } of results) this.counted.d1Rows += meta.rows_written ?? 0;
      return results;
    }) as typeof history.batch);
  }
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).byteLength;
}

export function sum(costs: readonly Cost[]): Cost {
  const total = nothing();
  for (const cost of costs) for (const key of Object.keys(total) as (keyof Cost)[]) total[key] += cost[key];
  return total;
}

function nothing(): Cost {
  return { rows: 0, alarms: 0, read: 0, statements: 0, d1: 0, d1Rows: 0 };
}
