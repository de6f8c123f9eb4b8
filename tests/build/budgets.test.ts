/** What is built for the edge: the Worker passes a dry deployment within its budget, and the loader is one small file (`design.md` §7). */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';

const ROOT = new URL('../../', import.meta.url).pathname;
const KB = 1_000;
const out = mkdtempSync(`${tmpdir()}/edgewise-worker-`);
afterAll(() => rmSync(out, { recursive: true }));

const gz = (path: string) => gzipSync(readFileSync(path), { level: 9 }).length;

test('the widget’s loader is at most 2.5 kB, and loads nothing else before something asks for it', () => {
  const size = gz(`${ROOT}dist/widget.js`);
  console.log(`loader: ${size} bytes`);
  expect(size).toBeLessThanOrEqual(2.5 * KB);
  expect(readFileSync(`${ROOT}dist/widget.js`, 'utf8')).not.toMatch(/\bimport\s*["'{*]/);
});

test('the Worker passes a dry deployment, and is at most 600 kB', () => {
  const wrangler = `${ROOT}node_modules/wrangler/bin/wrangler.js`;
  execFileSync(process.execPath, [wrangler, 'deploy', '--dry-run', '--minify', '--outdir', out], {
    cwd: ROOT,
    stdio: 'pipe',
    env: { ...process.env, WRANGLER_SEND_METRICS: 'false' },
  });
  const size = gz(`${out}/worker.js`);
  console.log(`Worker: ${size} bytes`);
  expect(size).toBeLessThanOrEqual(600 * KB);
}, 60_000);
