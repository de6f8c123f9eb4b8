/** The one thing the core asks of a database. Satisfied by a Durable Object's `ctx.storage.sql` and by `node:sqlite`. */

export type SqlValue = string | number | null;

export interface Sql {
  /** Runs one statement and returns all its rows. Transactions are the caller's. */
  all<Row extends object>(query: string, ...values: SqlValue[]): Row[];
}
