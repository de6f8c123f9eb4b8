/** The first agent who comes, however many are online: how long the object is blocked for others, and what the dashboard is sent. */
import { type Bench, type Figure, figure, interleaved, withCrowd } from '../bench.ts';

const ONLINE = [100, 1_000, 4_000];

export async function arrival(bench: Bench): Promise<Figure[]> {
  const counts = bench.quick ? ONLINE.slice(0, 2) : ONLINE;
  const keys = counts.map(String);
  const measured = await interleaved(Math.min(bench.rounds, 3), keys, (key) =>
    withCrowd(bench, 'product', {}, async (running, crowd) => {
      await crowd.visitorsCome(Number(key));
      await crowd.conversationsBegin(1);
      const [ticket] = await running.tickets(1);
      return crowd.firstAgentComes(ticket!, Number(key));
    }),
  );
  return keys.flatMap((of) => {
    const name = (what: string) => `the first agent comes, ${Number(of).toLocaleString('en-US')} online: ${what}`;
    return [
      figure(measured, { name: name('an ack meanwhile'), value: 'blockedMs', unit: 'ms', of, aim: { most: 30 } }),
      figure(measured, { name: name('all is shown'), value: 'shownMs', unit: 'ms', of }),
      figure(measured, { name: name('bytes'), value: 'kB', unit: 'kB', of, aim: { most: 100 } }),
    ];
  });
}
