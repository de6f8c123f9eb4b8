/**
 * `npm run sim -- --seeds 2000 --from 1 --steps 300`: plays that many seeds on two processes and tells what broke, each by its shortest
 * story. `--small` makes limits small, `--bug NAME` plants a bug, `--bugs` plants them all, one after the other.
 */
import { parseArgs } from 'node:util';
import { BUGS } from './bugs.ts';
import { catchBugs, playSeeds, tellBroken } from './processes.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '200' },
    from: { type: 'string', default: '1' },
    steps: { type: 'string', default: '300' },
    failures: { type: 'string', default: '3' },
    small: { type: 'boolean', default: false },
    bug: { type: 'string' },
    bugs: { type: 'boolean', default: false },
    reached: { type: 'boolean', default: false },
  },
});

if (values.bugs) {
  const caught = await catchBugs((line) => console.log(line));
  process.exitCode = caught === BUGS.length ? 0 : 1;
} else {
  const { from, seeds, steps, failures, small, bug } = values;
  if (bug !== undefined && !BUGS.some(({ name }) => name === bug)) throw new Error(`there is no bug "${bug}"`);
  const job = {
    from: Number(from),
    count: Number(seeds),
    steps: Number(steps),
    failures: Number(failures),
    small,
    shrink: true,
    // A seed by itself is looked at in every way.
    twiceEvery: Number(seeds) === 1 ? 1 : 20,
    ...(bug !== undefined && { bug }),
  };
  const played = await playSeeds(job, (broken) => console.log(tellBroken(broken)));
  const perSecond = Math.round((played.actions / played.ms) * 1_000);
  console.log(
    `${played.seeds} seeds, ${played.actions} steps, ${perSecond} steps/s a process, ${played.broken.length} broken`,
  );
  if (values.reached)
    for (const [name, count] of Object.entries(played.reached)) console.log(`${count}`.padStart(8), name);
  process.exitCode = played.broken.length === 0 ? 0 : 1;
}
