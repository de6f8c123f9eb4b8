/** The server is killed and started again, and everybody comes back at once, with the product's own link and outbox. */
import { type Bench, type Figure, median } from '../bench.ts';
import { Generator } from '../load/generator.ts';
import type { Landed } from '../load/storm.ts';

const VISITORS = 2_000;
/** One in this many has the panel open, or all, who are back sooner. */
const OPENS = 10;
const QUICK_OPENS = 1;
/** One in this many writes while the server is away. */
const WRITES = 20;

/** A connection that lived this long was steady: the client comes back as after a restart, not as to a server that keeps failing. */
const STEADY_MS = 11_000;

export async function storm(bench: Bench): Promise<Figure[]> {
  const count = bench.quick ? 200 : VISITORS;
  const landed: { first: Landed; again: Landed }[] = [];
  for (let round = 0; round < (bench.quick ? 1 : Math.min(3, bench.rounds)); round++) {
    landed.push(await once(bench, count));
  }
  return (['first', 'again'] as const).flatMap((which) => {
    const of = (value: (it: Landed) => number) => median(landed.map((it) => value(it[which])));
    const visitors = `${count.toLocaleString('en-US')} visitors`;
    const name = which === 'first' ? `restart with ${visitors}` : 'and again at once';
    return [
      { name: `${name}: all back after`, product: of((it) => it.awayMs / 1_000), unit: 's', aim: { most: 30 } },
      { name: `${name}: from the first to the last`, product: of((it) => it.returningMs / 1_000), unit: 's' },
      { name: `${name}: most welcomes in a second`, product: of((it) => it.peak), unit: '/s', aim: { most: 500 } },
      { name: `${name}: attempts, a visitor`, product: of((it) => it.attempts / it.visitors), unit: '' },
    ];
  });
}

async function once(bench: Bench, count: number): Promise<{ first: Landed; again: Landed }> {
  const running = await bench.contenders.start('product', { limited: true });
  const generator = new Generator();
  try {
    const storm = await generator.storm(running);
    await storm.gather({ count, opens: bench.quick ? QUICK_OPENS : OPENS });
    await storm.write({ every: WRITES });
    const restart = async () => {
      await running.kill();
      await storm.write({ every: WRITES });
      await running.startAgain();
    };
    const passes = async () => {
      const [landed] = await Promise.all([storm.passes({ withinMs: 90_000 }), restart()]);
      await storm.nothingLost();
      return landed;
    };
    if (!bench.quick) await new Promise((resolve) => setTimeout(resolve, STEADY_MS));
    const first = await passes();
    return { first, again: bench.quick ? first : await passes() };
  } finally {
    generator.close();
    await running.close();
  }
}
