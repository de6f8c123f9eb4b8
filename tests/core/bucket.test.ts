/** The flood bucket's arithmetic (RULES.md, FL). */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Bucket, type Limit, take } from '../../src/core/bucket.ts';

const LIMIT: Limit = { burst: 8, perSecond: 1 };

/** How many of `times` (epoch ms) were let through, and the bucket after them. */
function run(times: number[], limit = LIMIT): { passed: number; bucket: Bucket | undefined; waitMs: number } {
  let passed = 0;
  let bucket: Bucket | undefined;
  let waitMs = 0;
  for (const now of times) {
    ({ bucket, waitMs } = take(bucket, limit, now));
    if (waitMs === 0) passed++;
  }
  return { passed, bucket, waitMs };
}

test('FL1 a burst is let through at once, and the next one is told how long to wait', () => {
  expect(run(Array(8).fill(1_000))).toMatchObject({ passed: 8, waitMs: 0 });
  expect(run(Array(9).fill(1_000))).toMatchObject({ passed: 8, waitMs: 1_000 });
});

test('FL2 after exactly that wait there is one more, and a moment before there is none', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 50 }), fc.double({ min: 0.01, max: 50, noNaN: true }), (burst, perSecond) => {
      const limit = { burst, perSecond };
      const { bucket, waitMs } = run(Array(burst + 1).fill(1_000), limit);
      expect(take(bucket, limit, 1_000 + waitMs).waitMs).toBe(0);
      if (waitMs > 1) expect(take(bucket, limit, 1_000 + waitMs - 1).waitMs).toBeGreaterThan(0);
    }),
  );
});

test('FL3 however long the silence, no more than a burst is let through', () => {
  expect(run([0, ...Array(20).fill(1e9)]).passed).toBe(9);
});

test('FL3 in any span of time no more than the burst and the rate are let through', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 3_000 }), { maxLength: 200 }), (pauses) => {
      let now = 0;
      const times = pauses.map((pause) => {
        now += pause;
        return now;
      });
      expect(run(times).passed).toBeLessThanOrEqual(LIMIT.burst + Math.floor(now / 1_000) * LIMIT.perSecond + 1);
    }),
  );
});

test('FL3 a clock that goes back fills nothing', () => {
  const { bucket } = run(Array(8).fill(10_000));
  expect(take(bucket, LIMIT, 5_000).waitMs).toBe(1_000);
});

test('FL4 what costs more takes more, or nothing at all', () => {
  const { bucket, waitMs } = take(undefined, LIMIT, 0, 6);
  expect(waitMs).toBe(0);
  const refused = take(bucket, LIMIT, 0, 5);
  expect(refused.waitMs).toBe(3_000);
  expect(take(refused.bucket, LIMIT, 0, 2).waitMs).toBe(0);
  expect(take(refused.bucket, LIMIT, 3_000, 5).waitMs).toBe(0);
});
