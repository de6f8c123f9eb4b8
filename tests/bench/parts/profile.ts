/** Where the time of a message goes: CPU profiles of the product, for a lone visitor, for a hundred, and for fifty agents who watch. */
import { type Bench, withCrowd } from '../bench.ts';
import { type Cost, profile } from '../inspector.ts';
import { VIEWS } from '../load/crowd.ts';

const SHOWN = 25;

export async function profiles(bench: Bench): Promise<string> {
  const told = [
    `one visitor writing\n${await saturated(bench, 1)}`,
    `100 visitors writing\n${await saturated(bench, 100)}`,
    `50 agents view 8 conversations, 200 messages/s\n${await watched(bench)}`,
  ];
  return told.join('\n\n');
}

async function saturated(bench: Bench, writing: number): Promise<string> {
  return withCrowd(bench, 'product', { inspected: true }, async (running, crowd) => {
    await crowd.agentsCome(await running.tickets(1));
    await crowd.visitorsCome(VIEWS);
    await crowd.conversationsBegin();
    await crowd.saturate({ writing, seconds: 0.5, length: 60 });
    const writes = () => crowd.saturate({ writing, seconds: bench.seconds, length: 60 });
    return toText(await profile(running.inspectorPort!, writes));
  });
}

async function watched(bench: Bench): Promise<string> {
  return withCrowd(bench, 'product', { inspected: true }, async (running, crowd) => {
    await crowd.agentsCome(await running.tickets(50, true));
    await crowd.visitorsCome(8);
    await crowd.conversationsBegin();
    await crowd.everybodyViews();
    await crowd.pace({ rate: 200, seconds: Math.min(1, bench.seconds) });
    const writes = () => crowd.pace({ rate: 200, seconds: bench.seconds * 2 });
    return toText(await profile(running.inspectorPort!, writes));
  });
}

function toText({ costs, idle }: { costs: Cost[]; idle: number }): string {
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`.padStart(7);
  const line = ({ name, self, total }: Cost) => `${percent(self)} ${percent(total)}  ${name}`;
  const byTotal = [...costs].sort((a, b) => b.total - a.total).slice(1, SHOWN);
  return [
    `no JavaScript ran for ${percent(idle).trim()}; of the rest, alone and with all it called:`,
    ...costs.slice(0, SHOWN).map(line),
    '   and by all that was called',
    ...byTotal.map(line),
  ].join('\n');
}
