/**
 * A site on `node:sqlite`, in memory:
 *   const shop = site(); const zofia = shop.visitor('Zofia'); zofia.writes('…'); shop.agent('Maja').takesOver(zofia.conversation)
 */
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Sql, SqlValue } from '../../src/core/sql.ts';
import type { SiteSettings } from '../../src/protocol/site.ts';
import { type Database, openShop, type Shop } from './shop.ts';

export * from './shop.ts';

/** An open site. */
export function site(settings: Partial<SiteSettings> = {}): Shop {
  return openShop(memory(), settings);
}

/** An empty database in memory, with the core's port. */
export function memory(): Database {
  const database = new DatabaseSync(':memory:');
  const prepared = new Map<string, StatementSync>();
  const sql: Sql = {
    all<Row extends object>(query: string, ...values: SqlValue[]): Row[] {
      const statement = prepared.get(query) ?? database.prepare(query);
      prepared.set(query, statement);
      return statement.all(...values) as Row[];
    },
  };
  return {
    sql,
    transaction<T>(work: () => T): T {
      database.exec('BEGIN');
      try {
        const result = work();
        database.exec('COMMIT');
        return result;
      } catch (error) {
        database.exec('ROLLBACK');
        throw error;
      }
    },
  };
}
