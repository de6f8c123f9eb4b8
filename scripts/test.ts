/**
 * `npm test`: every check and test there is. `npm run quick`: those that take less than a minute.
 * Most steps keep one core busy, so each stage runs two lanes of steps side by side. A step's output is printed when the step ends.
 * The last line says how many tests passed and failed, over all steps.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { parseArgs, stripVTControlCharacters } from 'node:util';
import { findChromium } from './chromium.ts';
import { ROOT, wrangler } from './wrangler.ts';

interface Step {
  name: string;
  run(step: Running): Promise<boolean>;
}

/** What a step is given: it writes what it has to say, and counts. */
interface Running {
  say(text: string): void;
}

const CHECK: Step = { name: 'check', run: (step) => once(step, 'npm', ['run', 'check']) };
const CORE_AND_WEB: Step = { name: 'core and web', run: (step) => vitest(step, 'core', 'web') };

/** A step that fails doesn't keep later ones from running, so that one run tells everything. */
const QUICK: Step[][][] = [[[CHECK], [CORE_AND_WEB]]];
const ALL: Step[][][] = [
  [[{ name: 'build', run: build }, CHECK], [CORE_AND_WEB]],
  [
    [{ name: 'worker', run: (step) => vitest(step, 'worker') }],
    [
      { name: 'counts and build', run: (step) => vitest(step, 'counts', 'build', 'scripts') },
      { name: 'bench', run: (step) => vitest(step, 'bench') },
      { name: 'crash', run: (step) => vitest(step, 'crash') },
    ],
  ],
  // What it measures is a ratio, and wants the machine for itself.
  [[{ name: 'attack', run: (step) => vitest(step, 'attack') }]],
  // These two keep both cores busy by themselves.
  [[{ name: 'simulation', run: (step) => vitest(step, 'sim') }]],
  [[{ name: 'browser', run: browser }]],
];

const { values: options } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
const folder = mkdtempSync(`${tmpdir()}/edgewise-tests-`);
let passed = 0;
let failed = 0;
/** Said once more at the end: the output of the last steps is long. */
const failures: string[] = [];

for (const stage of options.quick ? QUICK : ALL) await Promise.all(stage.map(runLane));
rmSync(folder, { recursive: true });
if (failures.length > 0) console.log(`\nFailed:\n${failures.join('\n')}`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);

async function runLane(steps: Step[]): Promise<void> {
  for (const { name, run } of steps) {
    const began = performance.now();
    let said = '';
    const ok = await run({
      say: (text) => {
        said += text;
      },
    });
    if (!ok) failures.push(`── ${name}`, ...failuresIn(said));
    const seconds = ((performance.now() - began) / 1_000).toFixed(1);
    console.log(`\n── ${name}\n${said}── ${name}: ${ok ? 'passed' : 'FAILED'} in ${seconds} s`);
  }
}

/** What a test run's output says of each failed test, in two lines: its name and the error. */
function failuresIn(output: string): string[] {
  const lines = stripVTControlCharacters(output).split('\n');
  return lines.flatMap((line, i) => (/^ *FAIL /.test(line) ? [line, lines[i + 1] ?? ''] : []));
}

/** A step that is no test run counts as one test. */
async function once(step: Running, command: string, args: string[]): Promise<boolean> {
  const ok = await execute(step, command, args);
  if (ok) passed++;
  else failed++;
  return ok;
}

/** Builds what is served, and bundles the Worker for all steps that run it. */
async function build(step: Running): Promise<boolean> {
  const ok = await once(step, 'npm', ['run', 'build']);
  const bundled = await wrangler(['deploy', '--dry-run', '--outdir', `${folder}/worker`]);
  // Where the bundle can't be made, each step that needs it tries again and says why not.
  if (bundled.code === 0) process.env.EDGEWISE_BUNDLE = `${folder}/worker`;
  return ok;
}

async function vitest(step: Running, ...projects: string[]): Promise<boolean> {
  const report = `${folder}/${projects.join('-')}.json`;
  const selected = projects.flatMap((project) => ['--project', project]);
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${report}`];
  const ok = await execute(step, process.execPath, [
    `${ROOT}node_modules/vitest/vitest.mjs`,
    'run',
    ...selected,
    ...reporters,
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

async function browser(step: Running): Promise<boolean> {
  try {
    process.env.CHROMIUM_PATH = findChromium();
  } catch (error) {
    step.say(`${error instanceof Error ? error.message : error}\n`);
    failed++;
    return false;
  }
  return vitest(step, 'e2e');
}

function execute({ say }: Running, command: string, args: string[]): Promise<boolean> {
  const child = spawn(command, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.on('data', (chunk: Buffer) => say(String(chunk)));
  child.stderr.on('data', (chunk: Buffer) => say(String(chunk)));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code === 0));
  });
}
