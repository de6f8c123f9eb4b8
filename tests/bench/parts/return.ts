/** Coming back: a visitor to entries they missed, and an object to its sockets after it slept. */
import { type Bench, type Figure, figure, interleaved, median, type Values, withCrowd, YARDSTICKS } from '../bench.ts';

const MISSED = 500;
const SLEEPING = 2_000;
/** Ten quiet seconds and the object may go to sleep; the runtime looks now and then. */
const SLEEP_MS = 14_000;

export async function resume(bench: Bench): Promise<Figure[]> {
  const { all, none } = await withCrowd(bench, 'product', {}, async (running, crowd) => {
    await crowd.agentsCome(await running.tickets(1));
    await crowd.visitorsCome(1);
    await crowd.conversationsBegin();
    await crowd.saturate({ writing: 1, seconds: 60, length: MISSED - 1 });
    await crowd.settled();
    const all: number[] = [];
    const none: number[] = [];
    for (let i = 0; i < bench.rounds * 4; i++) {
      // One who holds nothing is sent fewer.
      const whole = await crowd.returns({ seq: 1 });
      if (whole.entries !== MISSED) throw new Error(`${whole.entries} entries came`);
      all.push(whole.ms);
      none.push((await crowd.returns({ seq: MISSED + 1 })).ms);
    }
    return { all: median(all), none: median(none) };
  });
  return [
    {
      name: `hello to welcome, ${MISSED} entries missed`,
      product: all,
      unit: 'ms',
      against: { yardstick: 'none missed', value: none, ratio: all / none },
    },
  ];
}

export async function wake(bench: Bench): Promise<Figure[]> {
  const sleeping = bench.quick ? 200 : SLEEPING;
  const sockets = { one: 1, many: sleeping };
  const measured = await interleaved(bench.rounds, ['one', 'many'], (key) =>
    withCrowd(bench, 'product', {}, async (running, crowd): Promise<Values> => {
      await crowd.visitorsCome(sockets[key] - 1, { open: false });
      await crowd.visitorsCome(1);
      await crowd.conversationsBegin(1);
      const answers: number[] = [];
      for (let i = 0; i < 5; i++) {
        await running.evict();
        answers.push(await crowd.oneMessage());
      }
      return { first: median(answers), second: await crowd.oneMessage() };
    }),
  );
  const name = `first ack after sleep, ${sleeping.toLocaleString('en-US')} sockets`;
  const figures = [
    figure(measured, {
      name,
      value: 'first',
      unit: 'ms',
      of: 'many',
      to: 'one',
      yardstick: 'one socket',
      aim: { most: 2 },
    }),
    figure(measured, {
      name: 'the ack after that',
      value: 'second',
      unit: 'ms',
      of: 'many',
      to: 'one',
      yardstick: 'one socket',
    }),
  ];
  return bench.quick ? figures : [...figures, await hibernates(bench)];
}

/** Whether bare workerd puts an object to sleep by itself: the yardstick forgets where it was in its count. */
function hibernates(bench: Bench): Promise<Figure> {
  return withCrowd(bench, 'nothing', {}, async (_, crowd) => {
    await crowd.visitorsCome(1);
    await crowd.conversationsBegin();
    const warm = await crowd.oneMessage();
    await new Promise((resolve) => setTimeout(resolve, SLEEP_MS));
    const { forgot, ms: cold } = await crowd.forgot();
    return {
      name: `after ${SLEEP_MS / 1_000} quiet seconds the ${YARDSTICKS.nothing}, ${forgot ? 'has slept' : 'has NOT slept'}: ack`,
      product: cold,
      unit: 'ms',
      against: { yardstick: 'awake', value: warm, ratio: cold / warm },
    };
  });
}
