/** Messages a second when everybody writes as fast as they are acknowledged; the conversations are held by an agent who views them. */
import { type Bench, type Figure, figure, interleaved, type Values, withCrowd, YARDSTICKS } from '../bench.ts';
import type { Contender } from '../contender.ts';
import { VIEWS } from '../load/crowd.ts';

/** Messages in one conversation; then another visitor takes the turn. A long chat, not an endless one. */
const LENGTH = 60;

export async function saturated(bench: Bench): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const writing of bench.quick ? [1, 100] : [1, 10, 100, 1_000]) {
    const measured = await interleaved(bench.rounds, ['product', 'nothing', 'commit', 'ws'], (contender) =>
      saturate(bench, contender, writing, false),
    );
    const of = visitors(writing);
    const against = (to: Exclude<Contender, 'product'>, aim?: Figure['aim']) =>
      figures.push(
        figure(measured as Map<Contender, Values[]>, {
          name: of,
          value: 'perSecond',
          unit: 'messages/s',
          of: 'product',
          to,
          yardstick: YARDSTICKS[to],
          ...(aim && { aim }),
        }),
      );
    const many = writing >= 100;
    against('nothing', many ? { least: 0.8 } : undefined);
    against('commit', many ? undefined : { least: 1 });
    against('ws', many ? { least: 0.6 } : undefined);
    figures.push(
      figure(measured as Map<Contender, Values[]>, {
        name: `${of}: CPU of a message`,
        value: 'cpuUs',
        unit: 'µs',
        of: 'product',
        to: 'commit',
        yardstick: YARDSTICKS.commit,
      }),
    );
  }
  return figures;
}

/** The same on disk, where a commit waits for the disk. */
export async function onDisk(bench: Bench): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const writing of bench.quick ? [100] : [1, 100, 1_000]) {
    const measured = await interleaved(bench.rounds, ['product', 'commit', 'ws-full'], (contender) =>
      saturate(bench, contender, writing, true),
    );
    for (const to of ['commit', 'ws-full'] as const) {
      figures.push(
        figure(measured as Map<Contender, Values[]>, {
          name: `on disk, ${visitors(writing)}`,
          value: 'perSecond',
          unit: 'messages/s',
          of: 'product',
          to,
          yardstick: YARDSTICKS[to],
          ...(to === 'commit' && { aim: { least: writing === 1 ? 0.8 : 3 } }),
        }),
      );
    }
  }
  return figures;
}

function saturate(bench: Bench, contender: Contender, writing: number, disk: boolean): Promise<Values> {
  return withCrowd(bench, contender, { onDisk: disk }, async (running, crowd) => {
    // Enough for the warming up and the measurement, a conversation being as long as it is.
    const taking = Math.max(writing, 2 * VIEWS);
    await crowd.agentsCome(await running.tickets(Math.ceil(taking / VIEWS)));
    await crowd.visitorsCome(taking);
    await crowd.conversationsBegin(taking);
    // Warm, as a server is that has been up for more than a second.
    await crowd.saturate({ writing, seconds: Math.min(1, bench.seconds), length: LENGTH });
    await crowd.settled();
    const cpu = running.cpuMs();
    const { messages, seconds, generator } = await crowd.saturate({ writing, seconds: bench.seconds, length: LENGTH });
    const cpuUs = ((running.cpuMs() - cpu) / messages) * 1_000;
    await crowd.settled();
    bench.generatorShare = Math.max(bench.generatorShare, generator);
    return { perSecond: messages / seconds, cpuUs };
  });
}

function visitors(writing: number): string {
  return writing === 1 ? 'one visitor writing' : `${writing.toLocaleString('en-US')} visitors writing`;
}
