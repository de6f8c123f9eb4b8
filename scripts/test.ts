/**
 * `npm test`: every check and test there is, the quick ones first. Ends with one line that says how many passed and failed,
 * over all projects. Gets a Chromium if there is none.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { findChromium } from './chromium.ts';
import { ROOT } from './wrangler.ts';

/** What runs after what; a step that fails doesn't keep the next from running, so that one run tells everything. */
const STEPS: { name: string; run: () => boolean }[] = [
  { name: 'check', run: () => npm('run', 'check') },
  { name: 'core and web', run: () => vitest('core', 'web') },
  { name: 'build', run: () => npm('run', 'build') },
  { name: 'worker', run: () => vitest('worker') },
  { name: 'counts and build', run: () => vitest('counts', 'build', 'scripts') },
  { name: 'simulation', run: () => vitest('sim') },
  { name: 'crash', run: () => vitest('crash') },
  { name: 'browser', run: browser },
];

const reports = mkdtempSync(`${tmpdir()}/edgewise-tests-`);
let passed = 0;
let failed = 0;

for (const { name, run } of STEPS) {
  const began = performance.now();
  console.log(`\n── ${name}`);
  const ok = run();
  console.log(`── ${name}: ${ok ? 'passed' : 'FAILED'} in ${((performance.now() - began) / 1_000).toFixed(1)} s`);
}
rmSync(reports, { recursive: true });
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);

/** A step that is no test run counts as one. */
function npm(...args: string[]): boolean {
  const ok = run('npm', args);
  if (ok) passed++;
  else failed++;
  return ok;
}

function vitest(...projects: string[]): boolean {
  const report = `${reports}/${projects.join('-')}.json`;
  const selected = projects.flatMap((project) => ['--project', project]);
  const ok = run(process.execPath, [
    `${ROOT}node_modules/vitest/vitest.mjs`,
    'run',
    ...selected,
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]);
  try {
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8')) as Record<string, number>;
    passed += numPassedTests ?? 0;
    // A file that doesn't load, or an error outside of any test, fails the run without a failed test.
    failed += Math.max(numFailedTests ?? 0, ok ? 0 : 1);
  } catch {
    failed++;
    return false;
  }
  return ok;
}

function browser(): boolean {
  try {
    process.env.CHROMIUM_PATH = findChromium();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    failed++;
    return false;
  }
  return vitest('e2e');
}

function run(command: string, args: string[]): boolean {
  return spawnSync(command, args, { cwd: ROOT, stdio: 'inherit' }).status === 0;
}
