/** How long a message takes to its ack and to the agent, at a rate that leaves the server room. */
import { type Bench, type Figure, figure, interleaved, type Values, withCrowd, YARDSTICKS } from '../bench.ts';
import type { Contender } from '../contender.ts';
import { VIEWS } from '../load/crowd.ts';

export async function latency(bench: Bench): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const rate of [200, 1_000]) {
    const measured: Map<Contender, Values[]> = await interleaved(bench.rounds, ['product', 'nothing'], (contender) =>
      pace(bench, contender, rate),
    );
    for (const [value, most] of [
      ['agent p50', 1.3],
      ['agent p99', 2],
      ['ack p50', undefined],
      ['ack p99', undefined],
    ] as const) {
      figures.push(
        figure(measured, {
          name: `${rate.toLocaleString('en-US')} messages/s, to the ${value.replace('ack', 'author’s ack')}`,
          value,
          unit: 'ms',
          of: 'product',
          to: 'nothing',
          yardstick: YARDSTICKS.nothing,
          ...(most && { aim: { most } }),
        }),
      );
    }
  }
  return figures;
}

function pace(bench: Bench, contender: Contender, rate: number): Promise<Values> {
  return withCrowd(bench, contender, {}, async (running, crowd) => {
    await crowd.agentsCome(await running.tickets(1));
    await crowd.visitorsCome(VIEWS);
    await crowd.conversationsBegin();
    // Warm, as a server is that has been up for more than a second.
    await crowd.pace({ rate, seconds: Math.min(1, bench.seconds) });
    await crowd.settled();
    const { ack, agent, generator } = await crowd.pace({ rate, seconds: bench.seconds * 2 });
    await crowd.settled();
    bench.generatorShare = Math.max(bench.generatorShare, generator);
    return { 'agent p50': agent.p50, 'agent p99': agent.p99, 'ack p50': ack.p50, 'ack p99': ack.p99 };
  });
}
