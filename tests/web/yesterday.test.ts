/** Yesterday where clocks change: a day of 23 hours, and one of 25. */
import { afterAll, beforeAll, expect, it } from 'vitest';

const { TZ } = process.env;
process.env.TZ = 'Europe/Ljubljana';
// After the zone is set: the formats are made when the file is read.
let isYesterday: typeof import('../../web/dashboard/time.ts')['isYesterday'];
beforeAll(async () => {
  ({ isYesterday } = await import('../../web/dashboard/time.ts'));
});

afterAll(() => {
  if (TZ === undefined) delete process.env.TZ;
  else process.env.TZ = TZ;
});

const at = (month: number, day: number, hour: number, minute = 0) =>
  new Date(2026, month - 1, day, hour, minute).getTime();

it('is the day before, also just after midnight when that day had 23 hours', () => {
  expect(at(3, 30, 0) - at(3, 29, 0)).toBe(23 * 3_600_000);
  const now = at(3, 30, 0, 30);
  expect([isYesterday(at(3, 29, 12), now), isYesterday(at(3, 28, 23, 45), now), isYesterday(now, now)]).toEqual([
    true,
    false,
    false,
  ]);
});

it('is the day before, also just before midnight when this day has 25 hours', () => {
  const now = at(10, 25, 23, 30);
  expect([isYesterday(at(10, 24, 12), now), isYesterday(at(10, 25, 0, 15), now)]).toEqual([true, false]);
});
