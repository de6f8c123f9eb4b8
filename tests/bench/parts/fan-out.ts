/** Fifty agents who all view the eight conversations that are going on: what a message costs the server. */
import { type Bench, type Figure, figure, interleaved, type Values, withCrowd, YARDSTICKS } from '../bench.ts';
import type { Contender } from '../contender.ts';

const AGENTS = 50;
const CONVERSATIONS = 8;
const RATE = 200;

export async function fanOut(bench: Bench): Promise<Figure[]> {
  const measured: Map<Contender, Values[]> = await interleaved(
    bench.rounds,
    ['product', 'ws', 'nothing'],
    (contender) => watch(bench, contender),
  );
  const against = (name: string, value: string, unit: string, to: 'ws' | 'nothing', most?: number) =>
    figure(measured, {
      name: `${AGENTS} agents view, ${RATE} messages/s: ${name}`,
      value,
      unit,
      of: 'product',
      to,
      yardstick: YARDSTICKS[to],
      ...(most && { aim: { most } }),
    });
  return [
    against('CPU of a message', 'cpuUs', 'µs', 'ws', 0.8),
    against('CPU of a message', 'cpuUs', 'µs', 'nothing'),
    against('frames to agents, a message', 'frames', '', 'ws'),
    against('bytes to agents, a message', 'bytes', '', 'ws'),
    figure(measured, {
      name: `${AGENTS} agents view: kB to them, a message`,
      value: 'kilobytes',
      unit: 'kB',
      of: 'product',
      aim: { most: 11 },
    }),
    against('to the holder p50', 'agent p50', 'ms', 'nothing'),
  ];
}

function watch(bench: Bench, contender: Contender): Promise<Values> {
  return withCrowd(bench, contender, {}, async (running, crowd) => {
    await crowd.agentsCome(await running.tickets(AGENTS, true));
    await crowd.visitorsCome(CONVERSATIONS);
    await crowd.conversationsBegin();
    await crowd.everybodyViews();
    await crowd.pace({ rate: RATE, seconds: Math.min(1, bench.seconds) });
    await crowd.settled();
    const before = await crowd.received();
    const cpu = running.cpuMs();
    const { messages, agent, generator } = await crowd.pace({ rate: RATE, seconds: bench.seconds * 2 });
    await crowd.settled();
    const after = await crowd.received();
    bench.generatorShare = Math.max(bench.generatorShare, generator);
    return {
      cpuUs: ((running.cpuMs() - cpu) / messages) * 1_000,
      frames: (after.agents.frames - before.agents.frames) / messages,
      bytes: (after.agents.bytes - before.agents.bytes) / messages,
      kilobytes: (after.agents.bytes - before.agents.bytes) / messages / 1_000,
      'agent p50': agent.p50,
    };
  });
}
