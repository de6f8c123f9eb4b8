/** How often something was turned away because somebody sent too much: by day and kind. */
import type { TurnedAwayKind, TurnedAwayView } from '#protocol/turned-away';
import type { Sql } from './sql.ts';

export const TURNED_AWAY_SCHEMA: readonly string[] = [
  // A row a day and kind, written once a minute at most, and only where something was turned away.
  `CREATE TABLE turned_away (
    day INTEGER NOT NULL,
    kind TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (day, kind)
  ) WITHOUT ROWID`,
];

const DAY_MS = 24 * 3_600_000;
/** Days that are told, and kept. */
const DAYS = 7;

/** Adds to what is kept of the day of `now` (epoch ms, days of UTC), and forgets what is too long ago. */
export function addTurnedAway(sql: Sql, counts: ReadonlyMap<TurnedAwayKind, number>, now: number): void {
  const day = Math.floor(now / DAY_MS);
  for (const [kind, count] of counts) {
    sql.all(
      `INSERT INTO turned_away (day, kind, count) VALUES (?, ?, ?)
       ON CONFLICT (day, kind) DO UPDATE SET count = count + excluded.count`,
      day,
      kind,
      count,
    );
  }
  sql.all('DELETE FROM turned_away WHERE day <= ?', day - DAYS);
}

/** What was turned away in the last seven days, today among them. */
export function turnedAway(sql: Sql, now: number): TurnedAwayView {
  const rows = sql.all<{ kind: TurnedAwayKind; count: number }>(
    'SELECT kind, sum(count) AS count FROM turned_away WHERE day > ? GROUP BY kind',
    Math.floor(now / DAY_MS) - DAYS,
  );
  return Object.fromEntries(rows.map(({ kind, count }) => [kind, count]));
}
