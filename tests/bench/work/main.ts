/**
 * What a message costs, counted on any machine alike: what the object asks of its platform, how much JSON it makes and reads, how many
 * blocks of JavaScript run (V8 counts them), and how many bytes it allocates (without a compiler that would do away with some).
 * Prints one JSON object. To be run by `work.ts`, which knows the flags.
 */
import { Session } from 'node:inspector';
import { type Patch, registerSimulation } from '../../sim/hooks.ts';
import { asked, install } from './platform.ts';
import type { Scene, Visitor } from './site.ts';
import type { Work } from './work.ts';

/** Every message says a price and a size, as most do. */
const TEXT = 'Is the Bora 40 in stock in Ljubljana, size 56, for 1.250 €?';
const WARM = 12;
const MEASURED = 40;
const MANY = 100;
const AGENTS = 50;

const { planted, only } = JSON.parse(process.argv[2] ?? '{}') as { planted?: Patch; only?: string };
registerSimulation(planted ? [planted] : [], [], { answerer: false });
install();
const json = { made: 0, read: 0, chars: 0 };
tapJson();
const { Scene: Open } = await import('./site.ts');
const inspector = new Session();
inspector.connect();

const works: Record<string, Work> = {};
await measureAll('a visitor’s message', async (scene) => {
  const agent = await scene.agent('Maja');
  const visitor = await scene.visitor('Zofia', agent);
  return { does: () => scene.come([[visitor.socket, scene.post(visitor.conversation, TEXT)]]), messages: 1 };
});
await measureAll('an agent’s message', async (scene) => {
  const agent = await scene.agent('Maja');
  const visitor = await scene.visitor('Zofia', agent);
  return { does: () => scene.come([[agent, scene.post(visitor.conversation, TEXT)]]), messages: 1 };
});
await measureAll(`a message, ${MANY} in a turn`, async (scene) => {
  const agents = await Promise.all(Array.from({ length: Math.ceil(MANY / 8) }, (_, i) => scene.agent(`Maja${i}`)));
  const visitors: Visitor[] = [];
  for (let i = 0; i < MANY; i++) visitors.push(await scene.visitor(`Zofia${i}`, agents[i >> 3]!));
  const frames = () => visitors.map((it) => [it.socket, scene.post(it.conversation, TEXT)] as const);
  return { does: () => scene.come(frames()), messages: MANY };
});
await measureAll(`a message that ${AGENTS} agents view`, async (scene) => {
  const agent = await scene.agent('Maja');
  const visitor = await scene.visitor('Zofia', agent);
  for (let i = 1; i < AGENTS; i++) await scene.view(await scene.agent(`Maja${i}`), visitor);
  return { does: () => scene.come([[visitor.socket, scene.post(visitor.conversation, TEXT)]]), messages: 1 };
});
console.log(JSON.stringify(works));
process.exit();

async function measureAll(
  name: string,
  set: (scene: Scene) => Promise<{ does: () => Promise<void>; messages: number }>,
): Promise<void> {
  if (only !== undefined && name !== only) return;
  const { does, messages } = await set(await Open.open());
  for (let i = 0; i < WARM; i++) await does();
  const times = Math.max(4, Math.round(MEASURED / messages));
  const total = times * messages;
  const allocated = await heapGrowth(does, times);
  const before = { ...asked, ...json };
  await start();
  for (let i = 0; i < times; i++) await does();
  const blocks = await blocksRun();
  const of = (key: keyof typeof before) => Math.round((({ ...asked, ...json }[key] - before[key]) * 100) / total) / 100;
  works[name] = {
    platform: `${of('statements')} statements, ${of('savepoints')} savepoints, ${of('frames')} frames, ${of('bytes')} bytes, ${of('attachments')} attachments, ${of('timers')} timers, ${of('alarms')} alarms`,
    json: `${of('made')} made, ${of('read')} read, ${of('chars')} chars`,
    blocks: Math.round(blocks / total),
    allocated: Math.round(allocated / total),
  };
}

async function heapGrowth(does: () => Promise<void>, times: number): Promise<number> {
  global.gc!();
  const before = process.memoryUsage().heapUsed;
  for (let i = 0; i < times; i++) await does();
  return process.memoryUsage().heapUsed - before;
}

async function start(): Promise<void> {
  await ask('Profiler.enable');
  await ask('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
}

interface Coverage {
  result: { url: string; functions: { ranges: { count: number }[] }[] }[];
}

/** How often a block of the product, or of a library that it uses, was entered: a function, a branch, a turn of a loop. */
async function blocksRun(): Promise<number> {
  const { result } = await ask<Coverage>('Profiler.takePreciseCoverage');
  await ask('Profiler.stopPreciseCoverage');
  let blocks = 0;
  for (const { url, functions } of result) {
    if (!/\/(src|node_modules)\//.test(url)) continue;
    for (const { ranges } of functions) for (const { count } of ranges) blocks += count;
  }
  return blocks;
}

function ask<T>(method: string, params: object = {}): Promise<T> {
  return new Promise((resolve, reject) => {
    inspector.post(method, params, (error, answer) => (error ? reject(error) : resolve(answer as T)));
  });
}

function tapJson(): void {
  const { stringify, parse } = JSON;
  JSON.stringify = ((...values: Parameters<typeof stringify>) => {
    const text = stringify(...values);
    json.made++;
    json.chars += text?.length ?? 0;
    return text;
  }) as typeof stringify;
  JSON.parse = (text, reviver) => {
    json.read++;
    json.chars += text.length;
    return parse(text, reviver);
  };
}
