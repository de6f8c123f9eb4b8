/**
 * Nobody here waits for ever: each call that leaves, to D1 or to an object, has so long and no longer. What comes after that is not heard of
 * any more, and may have been done all the same: whoever asks again must be able to.
 */

/** D1 itself gives up after 30 s; by then nobody is interested. */
export const PATIENCE_MS = 10_000;

/** The answer took too long. */
export class TookTooLong extends Error {
  override name = 'TookTooLong';
}

/** The work's answer, or `TookTooLong`. Leaves no timer behind. */
export async function inTime<T>(work: Promise<T>, what: string, ms = PATIENCE_MS): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TookTooLong(`${what} took longer than ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}

/** The same database, with that patience. */
export function patient(d1: D1Database, ms = PATIENCE_MS): D1Database {
  const wrapped = {
    prepare: (query: string) => new Statement(d1.prepare(query), ms),
    batch: <T>(list: D1PreparedStatement[]) =>
      inTime(d1.batch<T>(list.map((each) => (each instanceof Statement ? each.inner : each))), 'D1', ms),
  };
  return wrapped as unknown as D1Database;
}

class Statement implements Omit<D1PreparedStatement, 'raw'> {
  constructor(
    readonly inner: D1PreparedStatement,
    private readonly ms: number,
  ) {}

  bind(...values: unknown[]): D1PreparedStatement {
    return new Statement(this.inner.bind(...values), this.ms) as unknown as D1PreparedStatement;
  }

  first<T>(column?: string): Promise<T | null> {
    return inTime(column === undefined ? this.inner.first<T>() : this.inner.first<T>(column), 'D1', this.ms);
  }

  run<T>(): Promise<D1Result<T>> {
    return inTime(this.inner.run<T>(), 'D1', this.ms);
  }

  all<T>(): Promise<D1Result<T>> {
    return inTime(this.inner.all<T>(), 'D1', this.ms);
  }

  raw(options?: { columnNames?: false }): Promise<unknown[][]> {
    return inTime(this.inner.raw(options), 'D1', this.ms);
  }
}
