/** Every part of the bench runs, and loses, doubles or reorders no message. What it measures here means nothing. */
import { spawn } from 'node:child_process';
import { expect, test } from 'vitest';

/** On two idle cores both take less than a minute. */
const PATIENCE_MS = 600_000;

/** Two halves that take about as long, for two cores. */
test.concurrent.each([
  [['saturated', 'disk', 'idle', 'prices']],
  [['latency', 'fan-out', 'connects', 'resume', 'wake', 'storm', 'profile']],
])(
  'the bench runs: %s',
  async (parts) => {
    const bench = spawn(process.execPath, ['tests/bench/main.ts', ...parts, '--quick'], { stdio: 'pipe' });
    let said = '';
    for (const stream of [bench.stdout, bench.stderr]) stream.on('data', (chunk: Buffer) => (said += String(chunk)));
    const code = await new Promise((resolve) => bench.on('close', resolve));
    expect(`${said}\n${code}`).toMatch(/\n0$/);
    for (const part of parts) if (part !== 'prices' && part !== 'profile') expect(said).toContain(`${part}: `);
  },
  PATIENCE_MS,
);
