/**
 * Tests inside the Workers runtime, on real D1 and real objects. Files share one runtime (`isolate: false`), so each
 * begins by resetting what it needs: see tests/edge/support.ts.
 */
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-pool-workers';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('.', import.meta.url));

// The assets binding needs its directory, built or not.
mkdirSync(`${root}dist`, { recursive: true });

export default defineConfig({
  root,
  plugins: [
    cloudflareTest(async () => ({
      wrangler: { configPath: './wrangler.toml' },
      remoteBindings: false,
      miniflare: {
        bindings: {
          AUTH_SECRET: 'a secret that only the tests know, 0123456789abcdef',
          SETUP_CODE: 'set-up code of the tests',
          FUZZ_RUNS: process.env.FUZZ_RUNS ?? '1',
          MODEL_RUNS: process.env.MODEL_RUNS ?? '1',
          MIGRATIONS: await readD1Migrations(`${root}migrations`),
        },
      },
    })),
  ],
  test: {
    name: 'worker',
    include: ['tests/edge/**/*.test.ts'],
    isolate: false,
    fileParallelism: false,
    // A busy machine takes its time, and the sign-in code is loaded once.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 30_000 } },
  },
});
