/** What the many cost who only look around: their connects, their memory, and what they add to somebody else's message. */
import { readFileSync } from 'node:fs';
import { type Bench, type Figure, figure, interleaved, type Values, withCrowd, YARDSTICKS } from '../bench.ts';
import type { Contender } from '../contender.ts';

const FEW = 100;
const MANY = 10_000;
const CONNECTING = 2_000;
/** Conversations going on beside the idle ones. */
const WRITERS = 50;

export async function idle(bench: Bench): Promise<Figure[]> {
  const rounds = bench.quick ? 1 : Math.min(bench.rounds, 3);
  const many = bench.quick ? 400 : Math.min(MANY, socketsMax());
  const counts = { few: FEW, many };
  const measured = await interleaved(rounds, ['few', 'many'], (key) => messagesAmong(bench, counts[key]));
  const name = `a message among ${many.toLocaleString('en-US')} idle sockets`;
  const to = { of: 'many', to: 'few', yardstick: `among ${FEW}` } as const;
  return [
    figure(measured, { name: `${name}: CPU`, value: 'cpuUs', unit: 'µs', ...to, aim: { most: 1.3 } }),
    figure(measured, { name: `${name}: ack p50`, value: 'ack', unit: 'ms', ...to }),
  ];
}

export async function connects(bench: Bench): Promise<Figure[]> {
  const count = bench.quick ? 200 : CONNECTING;
  const measured: Map<Contender, Values[]> = await interleaved(
    bench.rounds,
    ['product', 'nothing', 'ws'],
    (contender) =>
      withCrowd(bench, contender, {}, async (running, crowd) => {
        await crowd.visitorsCome(50, { open: false });
        const before = running.memory();
        const cpu = running.cpuMs();
        const { sockets, seconds } = await crowd.visitorsCome(count, { open: false });
        return {
          perSecond: sockets / seconds,
          cpuUs: ((running.cpuMs() - cpu) / sockets) * 1_000,
          bytes: (running.memory() - before) / sockets / 1_024,
        };
      }),
  );
  return (['nothing', 'ws'] as const).flatMap((to) => {
    const against = { of: 'product', to, yardstick: YARDSTICKS[to] } as const;
    return [
      figure(measured, { name: 'connects, welcomed', value: 'perSecond', unit: '/s', ...against }),
      figure(measured, { name: 'CPU of a connect', value: 'cpuUs', unit: 'µs', ...against }),
      figure(measured, { name: 'memory of an idle socket', value: 'bytes', unit: 'KiB', ...against }),
    ];
  });
}

function messagesAmong(bench: Bench, sockets: number): Promise<Values> {
  return withCrowd(bench, 'product', {}, async (running, crowd) => {
    await crowd.agentsCome(await running.tickets(1));
    await crowd.visitorsCome(sockets, { open: false });
    await crowd.visitorsCome(WRITERS);
    await crowd.conversationsBegin(WRITERS);
    await crowd.pace({ rate: 400, seconds: Math.min(1, bench.seconds) });
    const cpu = running.cpuMs();
    const { messages, ack } = await crowd.pace({ rate: 400, seconds: bench.seconds * 2 });
    await crowd.settled();
    return { cpuUs: ((running.cpuMs() - cpu) / messages) * 1_000, ack: ack.p50 };
  });
}

/** As many as the server may have open here: workerd takes two file descriptors for a socket, and needs some besides. */
function socketsMax(): number {
  const limits = readFileSync('/proc/self/limits', 'utf8');
  const files = Number(/^Max open files\s+\d+\s+(\d+)/m.exec(limits)?.[1] ?? 4_096);
  return Math.floor((files - 600) / 200) * 100;
}
