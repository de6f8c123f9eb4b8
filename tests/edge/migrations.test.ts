/** D1's migrations apply from nothing and from every earlier step, and end where Drizzle's schema says they do. */
import { applyD1Migrations, reset } from 'cloudflare:test';
import { getTableConfig, type SQLiteTable } from 'drizzle-orm/sqlite-core';
import { beforeEach, describe, expect, it } from 'vitest';
import * as schema from '../../src/history/schema.ts';
import { env } from './http-support.ts';

const db = env.HISTORY;

beforeEach(reset);

describe('the migrations', () => {
  it('are numbered without a gap and named by meaning', () => {
    env.MIGRATIONS.forEach(({ name }, index) => {
      expect(name).toMatch(/^\d{4}_[a-z]+(_[a-z]+)+\.sql$/);
      expect(Number(name.slice(0, 4))).toBe(index + 1);
    });
  });

  it('apply to an empty database', async () => {
    await applyD1Migrations(db, env.MIGRATIONS);
    expect(await tables()).toContain('transcript_words');
  });

  it('end the same from each earlier step, with what was there kept', async () => {
    await applyD1Migrations(db, env.MIGRATIONS);
    const whole = await everything();
    for (let step = 1; step < env.MIGRATIONS.length; step++) {
      await reset();
      await applyD1Migrations(db, env.MIGRATIONS.slice(0, step));
      await db
        .prepare(
          "INSERT INTO members (id, name, email, agent_name, created_at, updated_at) VALUES ('agt_1', 'Olga', 'o@example.com', 'Olga', 1, 1)",
        )
        .run();
      await applyD1Migrations(db, env.MIGRATIONS);
      expect(await everything(), `from ${env.MIGRATIONS[step - 1]?.name}`).toEqual(whole);
      expect(await db.prepare('SELECT name FROM members').first('name')).toBe('Olga');
    }
  });

  it('change nothing when applied again', async () => {
    await applyD1Migrations(db, env.MIGRATIONS);
    const once = await everything();
    await applyD1Migrations(db, env.MIGRATIONS);
    expect(await everything()).toEqual(once);
  });
});

describe('Drizzle’s schema', () => {
  beforeEach(() => applyD1Migrations(db, env.MIGRATIONS));

  const declared = Object.values(schema).map((table) => getTableConfig(table as SQLiteTable));

  it('has every table that D1 has, but the full-text index', async () => {
    const ours = (await tables()).filter((name) => !/^(d1_migrations|sqlite_|_cf_|transcript_words)/.test(name));
    expect(declared.map(({ name }) => name).sort()).toEqual(ours);
  });

  for (const table of declared) {
    it(`agrees about ${table.name}`, async () => {
      const { results: columns } = await db
        .prepare('SELECT name, type, "notnull", dflt_value, pk FROM pragma_table_info(?)')
        .bind(table.name)
        .all<{ name: string; type: string; notnull: number; dflt_value: string | null; pk: number }>();
      const keys = table.primaryKeys[0]?.columns.map(({ name }) => name) ?? [];
      expect(columns.map(({ name, type, notnull, pk }) => [name, type, notnull === 1, pk])).toEqual(
        table.columns.map((column) => [
          column.name,
          column.getSQLType().toUpperCase(),
          column.notNull,
          column.primary ? 1 : keys.indexOf(column.name) + 1,
        ]),
      );
      const defaults = table.columns
        .filter(({ hasDefault, primary }) => hasDefault && !primary)
        .map(({ name }) => name);
      expect(columns.filter(({ dflt_value }) => dflt_value !== null).map(({ name }) => name)).toEqual(defaults);
    });

    it(`agrees about the indexes and references of ${table.name}`, async () => {
      const { results: indexes } = await db
        .prepare('SELECT name, "unique" FROM pragma_index_list(?) WHERE origin = \'c\' ORDER BY name')
        .bind(table.name)
        .all<{ name: string; unique: number }>();
      const ours = table.indexes.map(({ config }) => ({ name: config.name, unique: config.unique ? 1 : 0 }));
      expect(indexes).toEqual(ours.sort((a, b) => a.name.localeCompare(b.name)));
      for (const { config } of table.indexes) {
        const { results } = await db
          .prepare('SELECT name FROM pragma_index_info(?) ORDER BY seqno')
          .bind(config.name)
          .all<{ name: string }>();
        expect(results.map(({ name }) => name)).toEqual(
          config.columns.map((column) => (column as { name: string }).name),
        );
      }
      const { results: references } = await db
        .prepare('SELECT "from", "table", "to", on_delete FROM pragma_foreign_key_list(?)')
        .bind(table.name)
        .all();
      expect(references).toEqual(
        table.foreignKeys.map((key) => {
          const { columns, foreignTable, foreignColumns } = key.reference();
          return {
            from: columns[0]?.name,
            table: getTableConfig(foreignTable as SQLiteTable).name,
            to: foreignColumns[0]?.name,
            on_delete: (key.onDelete ?? 'no action').toUpperCase(),
          };
        }),
      );
    });
  }
});

async function tables(): Promise<string[]> {
  const { results } = await db
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    .all<{ name: string }>();
  return results.map(({ name }) => name);
}

/** Tables, indexes, triggers, as they were written. */
async function everything(): Promise<unknown[]> {
  const { results } = await db
    .prepare(
      "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' AND name NOT LIKE '_cf_%' ORDER BY name",
    )
    .all();
  return results;
}
