/**
 * A site on `node:sqlite`, in memory:
 *   const shop = site(); const zofia = shop.visitor('Zofia'); zofia.writes('…'); shop.agent('Maja').takesOver(zofia.conversation)
 */
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { migrate } from '../../src/core/schema.ts';
import type { Sql, SqlValue } from '../../src/core/sql.ts';
import type { SiteSettings } from '../../src/protocol/site.ts';
import { type Database, openShop, type Shop } from './shop.ts';

export * from './shop.ts';

/** An open site. */
export function site(settings: Partial<SiteSettings> = {}): Shop {
  return openShop(memory(emptySite()), settings);
}

/** What Node can do that its types don't tell yet; an older one migrates each database. */
interface Copying {
  serialize?(): Uint8Array;
  deserialize?(was: Uint8Array): void;
}

let empty: Uint8Array | undefined;

/** A database with all tables and nothing in them. It is made once: to migrate is a third of the work of a short story. */
function emptySite(): Uint8Array | undefined {
  if (empty) return empty;
  const database: DatabaseSync & Copying = new DatabaseSync(':memory:');
  migrate(portOf(database).sql, true);
  empty = database.serialize?.();
  database.close();
  return empty;
}

/** A database in memory, empty or as it was, with the core's port. */
export function memory(was?: Uint8Array): Database {
  const database: DatabaseSync & Copying = new DatabaseSync(':memory:');
  if (was) database.deserialize?.(was);
  return portOf(database);
}

function portOf(database: DatabaseSync): Database {
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
