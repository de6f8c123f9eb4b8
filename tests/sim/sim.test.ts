/** The simulation in CI: many seeds, every interesting state met, every planted bug caught. By hand: `npm run sim`. */
import { expect, test } from 'vitest';
import { BUGS } from './bugs.ts';
import { catchBugs, type PlayedSeeds, playSeeds, tellBroken } from './processes.ts';
import { MUST_BE_REACHED } from './reached.ts';

const JOB = { steps: 300, failures: 2, shrink: true, twiceEvery: 25 };
const met = new Set<string>();

function allHolds({ broken, reached }: PlayedSeeds): void {
  for (const name of Object.keys(reached)) met.add(name);
  expect(broken.map(tellBroken).join('\n')).toBe('');
}

test('in 1,200 worlds nothing is broken that must hold', async () => {
  allHolds(await playSeeds({ ...JOB, from: 1, count: 1_200, small: false }));
}, 300_000);

test('nor in 800 worlds whose limits are so small that rare branches are common', async () => {
  allHolds(await playSeeds({ ...JOB, from: 10_001, count: 800, small: true }));
}, 300_000);

test('every state that should be interesting was met', () => {
  expect(MUST_BE_REACHED.filter((name) => !met.has(name))).toEqual([]);
});

test('every planted bug is caught', async () => {
  const lines: string[] = [];
  const caught = await catchBugs((line) => lines.push(line));
  console.log(lines.join('\n'));
  expect(`${caught} of ${BUGS.length}`).toBe(`${BUGS.length} of ${BUGS.length}`);
}, 300_000);
