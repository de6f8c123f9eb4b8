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
          MIGRATIONS: await readD1Migrations(`${root}migrations`),
        },
        // Two documents in place of the built widget, so that no test waits for a build.
        serviceBindings: {
          ASSETS: (request: Request) => {
            const page = new URL(request.url).pathname.slice('/widget/'.length);
            return page === 'frame' || page === 'refused'
              ? new Response(`<!doctype html><meta name="edgewise-refusal" content=""><title>${page}</title>`, {
                  headers: { 'Content-Type': 'text/html' },
                })
              : new Response('no such asset', { status: 404 });
          },
        },
      },
    })),
  ],
  test: {
    name: 'worker',
    include: ['tests/edge/**/*.test.ts'],
    isolate: false,
    fileParallelism: false,
  },
});
