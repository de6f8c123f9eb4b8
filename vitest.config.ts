/** All test projects. Each runs alone with `npx vitest run --project NAME`. */
import solid from 'vite-plugin-solid';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'core',
          environment: 'node',
          include: ['tests/core/**/*.test.ts', 'tests/contract/**/*.test.ts', 'tests/architecture.test.ts'],
        },
      },
      {
        plugins: [solid()],
        test: { name: 'web', environment: 'happy-dom', include: ['tests/web/**/*.test.{ts,tsx}'] },
      },
      './vitest.worker.config.ts',
      {
        test: {
          name: 'scripts',
          environment: 'node',
          include: ['tests/scripts/**/*.test.ts'],
          testTimeout: 60_000,
        },
      },
      { test: { name: 'build', environment: 'node', include: ['tests/build/**/*.test.ts'] } },
      {
        test: {
          name: 'e2e',
          environment: 'node',
          include: ['tests/e2e/**/*.test.ts'],
          // One browser and one server for all files, one file after the other: two cores are soon busy.
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
