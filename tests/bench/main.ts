/**
 * `npm run bench`: the product beside its yardsticks, in one run, and the ratios. A figure that misses its aim fails nothing, since it is a
 * measurement; a message that is lost, doubled, refused or out of order does. `--quick` measures next to nothing, but runs every part: CI does.
 *
 *   npm run bench -- [PART …] [--quick] [--rounds N] [--seconds N]
 *
 * `prices` prints the price list, `profile` where the product's time goes (not part of a whole run).
 */
import { parseArgs } from 'node:util';
import { type Bench, type Figure, reached, table } from './bench.ts';
import { Contenders } from './contender.ts';
import { arrival } from './parts/arrival.ts';
import { fanOut } from './parts/fan-out.ts';
import { connects, idle } from './parts/idle.ts';
import { latency } from './parts/latency.ts';
import { profiles } from './parts/profile.ts';
import { resume, wake } from './parts/return.ts';
import { onDisk, saturated } from './parts/saturated.ts';
import { storm } from './parts/storm.ts';
import { eachTable, priceTable } from './prices.ts';

const PARTS: Record<string, (bench: Bench) => Promise<Figure[]>> = {
  saturated,
  disk: onDisk,
  latency,
  'fan-out': fanOut,
  arrival,
  idle,
  connects,
  resume,
  wake,
  storm,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    seconds: { type: 'string' },
  },
});
const { quick } = values;
const bench: Bench = {
  contenders: new Contenders(quick),
  rounds: Number(values.rounds ?? (quick ? 1 : 5)),
  seconds: Number(values.seconds ?? (quick ? 0.4 : 2)),
  quick,
  generatorShare: 0,
};
const wanted = positionals.length > 0 ? positionals : [...Object.keys(PARTS), 'prices'];
const figures: Figure[] = [];
if (wanted.includes('prices')) console.log(`${priceTable()}\n\n${eachTable()}`);
try {
  if (wanted.includes('profile')) console.log(await profiles(bench));
  for (const name of wanted.filter((it) => it !== 'prices' && it !== 'profile')) {
    const part = PARTS[name];
    if (!part)
      throw new Error(`There is no part ${name}; there are ${Object.keys(PARTS).join(', ')} prices and profile.`);
    const began = performance.now();
    const found = await part(bench);
    figures.push(...found);
    console.error(`${name}: ${((performance.now() - began) / 1_000).toFixed(0)} s`);
    if (wanted.length > 1) console.error(`${table(found)}\n`);
  }
  if (figures.length > 0) report();
} finally {
  await bench.contenders.close();
}

function report(): void {
  console.log(table(figures));
  const aimed = figures.map(reached).filter((hit) => hit !== null);
  console.log(`\n${aimed.filter(Boolean).length} of ${aimed.length} aims reached; ${bench.rounds} rounds, interleaved`);
  console.log(`the load generator took ${(bench.generatorShare * 100).toFixed(0)} % of a core at the most`);
}
