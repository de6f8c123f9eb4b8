/**
 * `npm run crash -- --kills 200`: the crash test at length, with a line after every tenth kill. Fails if anything was broken. Clients come
 * back five times faster than real ones, which a server that dies every few seconds would make wait for half a minute; `--hurry 1` has
 * them wait.
 */
import { parseArgs } from 'node:util';
import { crash, type Report, unlimitedWorker } from './crash.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    visitors: { type: 'string', default: '24' },
    hurry: { type: 'string', default: '5' },
  },
});
const kills = Number(values.kills);
const { worker, remove } = await unlimitedWorker();
try {
  const report = await crash({
    worker,
    kills,
    visitors: Number(values.visitors),
    upMs: [200, 4_000],
    hurry: Number(values.hurry),
    onKill: (so) => so.kills % 10 === 0 && console.log(inWords(so)),
  });
  console.log(inWords(report));
  const { lost, doubled, reordered, misplaced, missing, untold } = report;
  if (lost + doubled + reordered + misplaced + missing + untold > 0) process.exitCode = 1;
} finally {
  remove();
}

function inWords({ kills, acked, ofAgent, backMs, ...faults }: Report): string {
  const broken = Object.entries(faults).map(([fault, times]) => `${times} ${fault}`);
  return `${kills} kills, ${acked} acknowledged (${ofAgent} of the agent), ${broken.join(', ')}; back after ${backMs.median} ms, at most ${backMs.max}`;
}
