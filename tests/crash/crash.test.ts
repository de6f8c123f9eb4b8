/** A kill loses nothing that was acknowledged; and a server that acknowledges before it writes is found out. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { crash, lying, unlimitedWorker } from './crash.ts';

let bundle: Awaited<ReturnType<typeof unlimitedWorker>>;

beforeAll(async () => {
  bundle = await unlimitedWorker();
}, 60_000);
afterAll(() => bundle.remove());

const NOTHING_BROKEN = { lost: 0, doubled: 0, reordered: 0, misplaced: 0, missing: 0, untold: 0 };

test('of ten kills under load none loses, doubles or reorders an acknowledged message', async () => {
  const report = await crash({ worker: bundle.worker, kills: 10, visitors: 12, upMs: [200, 1_000], hurry: 5 });
  expect(report).toMatchObject(NOTHING_BROKEN);
  expect(report.acked).toBeGreaterThan(500);
  expect(report.ofAgent).toBeGreaterThan(20);
}, 180_000);

test('a Worker that acknowledges before it writes is found out', async () => {
  const report = await crash({ worker: lying(bundle.worker), kills: 2, visitors: 12, upMs: [500, 1_000], hurry: 5 });
  expect(report.lost).toBeGreaterThan(0);
}, 120_000);
