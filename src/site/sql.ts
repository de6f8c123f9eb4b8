/** The object's own database as the core's `Sql` port. */
import type { Sql, SqlValue } from '#core/sql';

export function sqlOf(storage: DurableObjectStorage): Sql {
  return {
    all<Row extends object>(query: string, ...values: SqlValue[]): Row[] {
      return storage.sql.exec(query, ...values).toArray() as Row[];
    },
  };
}
