/** The store's contract inside a real Durable Object, and what its commands cost there: rows as the platform counts them. */
import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, test } from 'vitest';
import type { Sql, SqlValue } from '../../src/core/sql.ts';
import { sqlOf } from '../../src/site/sql.ts';
import { storeContract } from '../contract/store-suite.ts';
import { type Database, openShop } from '../core/shop.ts';

/** Calls `use` inside a new object, with its storage. */
function inObject(use: (storage: DurableObjectStorage) => void): Promise<void> {
  const stub = env.SITE.get(env.SITE.newUniqueId()) as unknown as DurableObjectStub;
  return runInDurableObject(stub, async (_, state) => {
    use(state.storage);
    await state.storage.deleteAlarm();
  });
}

function databaseOf(storage: DurableObjectStorage, sql: Sql = sqlOf(storage)): Database {
  return { sql, transaction: (work) => storage.transactionSync(work) };
}

describe('inside an object', () => {
  storeContract((use) => inObject((storage) => use(databaseOf(storage))));
});

/** The port, adding up what the platform counts as rows written: index entries are among them. */
function counting(storage: DurableObjectStorage): Sql & { rows: number } {
  const sql = {
    rows: 0,
    all<Row extends object>(query: string, ...values: SqlValue[]): Row[] {
      // How the shop asks for rows: here it hears the platform's count.
      if (query.includes('total_changes')) return [{ n: sql.rows }] as unknown as Row[];
      const cursor = storage.sql.exec(query, ...values);
      const rows = cursor.toArray() as Row[];
      sql.rows += cursor.rowsWritten;
      return rows;
    },
  };
  return sql;
}

test('OB6 inside an object each step costs what RULES.md says, and up to three index entries more', () =>
  inObject((storage) => {
    const shop = openShop(databaseOf(storage, counting(storage)));
    const zofia = shop.visitor('Zofia');
    const maja = shop.agent('Maja');
    const cost: Record<string, number> = {};
    const step = (name: string, act: () => unknown) => {
      act();
      cost[name] = shop.rows;
    };
    step('a start', () => zofia.writes('Hello'));
    const conversation = zofia.conversation;
    step('an answer', () => shop.ai.answers(conversation, 'Hi.'));
    step('a message to the bot', () => zofia.writes('Hello?'));
    step('another meanwhile', () => zofia.writes('Hello??'));
    step('the same again', () => zofia.resends());
    step('a wish for a person', () => zofia.asksForPerson());
    step('a take-over', () => maja.takesOver(conversation));
    step('a message to an agent', () => zofia.writes('Hello!'));
    step('a message of an agent', () => maja.writes(conversation, 'Hello.'));
    step('a refusal', () => shop.agent('Oskar').writes(conversation, 'Me too'));
    step('a leave', () => maja.leaves(conversation));
    step('an end', () => zofia.ends());
    expect(cost).toEqual({
      'a start': 8,
      'an answer': 1,
      'a message to the bot': 1,
      'another meanwhile': 1,
      'the same again': 0,
      'a wish for a person': 6,
      'a take-over': 5,
      'a message to an agent': 1,
      'a message of an agent': 1,
      'a refusal': 0,
      'a leave': 2,
      'an end': 6,
    });
  }));
