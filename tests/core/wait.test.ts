/** What is said about a wait. */
import { describe, expect, it } from 'vitest';
import { estimate } from '../../src/core/wait.ts';

const MINUTE = 60_000;
const waits = [1, 2, 3, 4, 5, 6, 7, 8].map((minutes) => minutes * MINUTE);

describe('an estimate', () => {
  it('needs at least three waits to go by', () => {
    expect(estimate(waits.slice(0, 2), 0)).toBeNull();
    expect(estimate(waits.slice(0, 3), 0)).not.toBeNull();
  });

  it('spans the middle of those who waited longer, from now on', () => {
    expect(estimate(waits, 0)).toEqual({ fromMs: 3 * MINUTE, toMs: 7 * MINUTE });
    expect(estimate([...waits].reverse(), 4 * MINUTE)).toEqual({ fromMs: 2 * MINUTE, toMs: 4 * MINUTE });
  });

  it('is over for who waits longer than anybody did', () => {
    expect(estimate(waits, 8 * MINUTE)).toEqual({ fromMs: 0, toMs: 0 });
  });
});
