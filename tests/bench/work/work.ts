/** What a message costs, as `main.ts` counts it in a process of its own. */
import { spawnSync } from 'node:child_process';
import type { Patch } from '../../sim/hooks.ts';

export interface Work {
  /** What the object asks of the platform, and the JSON that it makes and reads: exact. */
  platform: string;
  json: string;
  /** Blocks of JavaScript entered. */
  blocks: number;
  /** Bytes allocated. */
  allocated: number;
}

const MAIN = new URL('main.ts', import.meta.url).pathname;
/** Without compilers every run takes the same way; with room for all that is allocated nothing is collected on it. */
const FLAGS = ['--experimental-transform-types', '--disable-warning=ExperimentalWarning', '--expose-gc', '--no-opt'];
const ALIKE = ['--no-sparkplug', '--no-maglev', '--max-semi-space-size=256', '--min-semi-space-size=256'];

/** What blocks and bytes may differ by before somebody is to look: a tenth dearer is found for certain. */
const TOLERANCE = 0.04;

/** Counts the product as it is, or with a change of one place in a source; all there is to count, or one thing only. */
export function countWork(change: { planted?: Patch; only?: string } = {}): Record<string, Work> {
  const args = [...FLAGS, ...ALIKE, MAIN, JSON.stringify(change)];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1 << 26 });
  if (status !== 0) throw new Error(`the count failed:\n${stderr}`);
  return JSON.parse(stdout.trim().split('\n').at(-1)!) as Record<string, Work>;
}

/** What of it is other than it was: exactly, or by more than the tolerance. */
export function moved(now: Work, held: Work): string[] {
  const said: string[] = [];
  for (const key of ['platform', 'json'] as const) if (now[key] !== held[key]) said.push(`${key}: ${now[key]}`);
  for (const key of ['blocks', 'allocated'] as const) {
    const ratio = now[key] / held[key];
    if (Math.abs(ratio - 1) > TOLERANCE) said.push(`${key}: ${now[key]}, ${ratio.toFixed(2)} of what it was`);
  }
  return said;
}
