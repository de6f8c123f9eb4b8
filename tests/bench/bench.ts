/** What the parts of the bench share: contenders, the load generator, how long and how often, and figures to print. */
import type { Contender, Contenders, Running, RunOptions } from './contender.ts';
import type { Crowd } from './load/crowd.ts';
import { Generator, type Remote } from './load/generator.ts';

/** A ratio of the product to a yardstick, or a plain figure of the product. */
export interface Figure {
  name: string;
  product: number;
  unit: string;
  /** The median of the rounds' ratios, not the ratio of the medians. */
  against?: { yardstick: string; value: number; ratio: number };
  /** Of the ratio where there is one, else of the figure itself. */
  aim?: { least: number } | { most: number };
}

export interface Bench {
  contenders: Contenders;
  rounds: number;
  /** Of one measurement. */
  seconds: number;
  quick: boolean;
  /** The largest share of a core that the load generator took. */
  generatorShare: number;
}

export type Values = Record<string, number>;

export const YARDSTICKS: Record<Exclude<Contender, 'product'>, string> = {
  nothing: 'bare object, stores nothing',
  commit: 'bare object, commit a message',
  ws: 'ws, NORMAL',
  'ws-full': 'ws, FULL',
};

/** Runs a measurement on a fresh server with a fresh crowd, and leaves nothing behind. */
export async function withCrowd<T>(
  bench: Bench,
  contender: Contender,
  options: RunOptions,
  work: (running: Running, crowd: Remote<Crowd>) => Promise<T>,
): Promise<T> {
  const running = await bench.contenders.start(contender, options);
  const generator = new Generator();
  try {
    return await work(running, await generator.crowd(running));
  } finally {
    generator.close();
    await running.close();
  }
}

/** Rounds, in each of which all contenders take their turn, so that a busy minute of the machine is everybody's. */
export async function interleaved<Key extends string>(
  rounds: number,
  keys: readonly Key[],
  measure: (key: Key) => Promise<Values>,
): Promise<Map<Key, Values[]>> {
  const measured = new Map(keys.map((key) => [key, [] as Values[]]));
  for (let round = 0; round < rounds; round++) {
    // Each time another one begins.
    for (let turn = 0; turn < keys.length; turn++) {
      const key = keys[(round + turn) % keys.length]!;
      measured.get(key)!.push(await measure(key));
    }
  }
  return measured;
}

/** The figure of a measurement: medians of both, and of the rounds' ratios. */
export function figure<Key extends string>(
  measured: Map<Key, Values[]>,
  what: { name: string; value: string; unit: string; of: Key; to?: Key; yardstick?: string; aim?: Figure['aim'] },
): Figure {
  const { name, value, unit, of, to, yardstick, aim } = what;
  const values = (key: Key) => measured.get(key)!.map((round) => round[value]!);
  const product = median(values(of));
  if (to === undefined) return { name, product, unit, ...(aim && { aim }) };
  const others = values(to);
  const ratio = median(values(of).map((one, round) => one / others[round]!));
  return {
    name,
    product,
    unit,
    against: { yardstick: yardstick ?? to, value: median(others), ratio },
    ...(aim && { aim }),
  };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

export function reached({ product, against, aim }: Figure): boolean | null {
  if (!aim) return null;
  const value = against?.ratio ?? product;
  return 'least' in aim ? value >= aim.least : value <= aim.most;
}

/** Figures as a Markdown table, which docs/performance.md takes over as it is. */
export function table(figures: readonly Figure[]): string {
  const rows = figures.map((it) => {
    const { name, product, unit, against, aim } = it;
    const aimed = aim ? ('least' in aim ? `≥ ${aim.least}` : `≤ ${aim.most}`) : '';
    const hit = reached(it);
    return [
      name,
      `${short(product)} ${unit}`.trim(),
      against ? `${short(against.value)} (${against.yardstick})` : '',
      against ? against.ratio.toFixed(2) : '',
      aimed,
      hit === null ? '' : hit ? 'reached' : 'missed',
    ];
  });
  const head = ['figure', 'product', 'yardstick', 'ratio', 'aim', ''];
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]!.length)));
  const line = (cells: string[]) => `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

function short(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString('en-US');
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
