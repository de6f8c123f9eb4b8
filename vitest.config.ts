/** All test projects. Each runs alone with `npx vitest run --project NAME`. */
import solid from 'vite-plugin-solid';
import { defineConfig } from 'vitest/config';

/** A test waits for what must happen as long as a machine may take that is ten times busier than an idle one. */
const PATIENT = { testTimeout: 120_000, hookTimeout: 120_000, expect: { poll: { timeout: 30_000 } } };

/** Sets the time zone, which only a whole process has. */
const ZONED = 'tests/web/yesterday.test.ts';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'core',
          // Nothing in it has a state of its own, so a process loads it once.
          isolate: false,
          environment: 'node',
          include: ['tests/core/**/*.test.ts', 'tests/contract/**/*.test.ts', 'tests/architecture.test.ts', ZONED],
          ...PATIENT,
        },
      },
      {
        plugins: [solid()],
        test: {
          name: 'web',
          environment: 'happy-dom',
          // A window of its own for each file, in the processes that are there.
          pool: 'vmThreads',
          include: ['tests/web/**/*.test.{ts,tsx}'],
          exclude: [ZONED],
          setupFiles: ['tests/web/setup.ts'],
          ...PATIENT,
        },
      },
      './vitest.worker.config.ts',
      './vitest.counts.config.ts',
      {
        test: {
          name: 'scripts',
          environment: 'node',
          include: ['tests/scripts/**/*.test.ts'],
          ...PATIENT,
        },
      },
      {
        test: {
          name: 'bench',
          environment: 'node',
          include: ['tests/bench/*.test.ts', 'tests/bench/work/*.test.ts'],
          ...PATIENT,
        },
      },
      // Spawns its own processes: two of them, each with a world at a time.
      { test: { name: 'sim', environment: 'node', include: ['tests/sim/**/*.test.ts'] } },
      { test: { name: 'build', environment: 'node', include: ['tests/build/**/*.test.ts'], ...PATIENT } },
      {
        test: {
          name: 'crash',
          environment: 'node',
          include: ['tests/crash/**/*.test.ts'],
          ...PATIENT,
        },
      },
      {
        test: {
          name: 'attack',
          environment: 'node',
          include: ['tests/attack/**/*.test.ts'],
          ...PATIENT,
        },
      },
      {
        test: {
          name: 'e2e',
          environment: 'node',
          include: ['tests/e2e/**/*.test.ts'],
          globalSetup: ['tests/e2e/support/global.ts'],
          // A process loads its modules and starts its Chromium once; a world belongs to a file all the same.
          isolate: false,
          // A machine that is busy with something else may stall a browser; a story that fails twice has failed.
          retry: process.env.CI ? 1 : 0,
          // What wrangler gathers for a developer to look at makes everything four to five times slower, and nobody looks.
          env: { X_LOCAL_OBSERVABILITY: 'false', X_LOCAL_EXPLORER: 'false' },
          // Stories mostly wait; three at a time keep two cores busy.
          maxWorkers: 3,
          ...PATIENT,
          testTimeout: 240_000,
        },
      },
    ],
  },
});
