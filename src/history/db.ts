/** The door to D1: one Drizzle handle a request. Queries live beside it, one file a noun, named by their scope. */
import { type DrizzleD1Database, drizzle } from 'drizzle-orm/d1';

export type History = DrizzleD1Database;

/** Costs nothing until it is asked something. */
export function openHistory(d1: D1Database): History {
  return drizzle(d1);
}
