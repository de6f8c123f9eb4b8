/** D13: durations as agents read them. */
import { expect, it } from 'vitest';
import { formatDuration } from '../../web/dashboard/time.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

it('are minutes and seconds, then hours, then days', () => {
  expect([52_000, 11 * MINUTE + 32_000, HOUR + 4 * MINUTE + 9_000].map(formatDuration)).toEqual([
    '0:52',
    '11:32',
    '1:04:09',
  ]);
  expect(formatDuration(51 * HOUR)).toBe('2d 3h');
});

it('are never negative, as clocks differ', () => {
  expect(formatDuration(-5_000)).toBe('0:00');
});
