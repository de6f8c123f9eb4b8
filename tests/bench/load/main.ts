/** The load generator's process: does what tests/bench/load/generator.ts asks of it, one crowd after another. */
import { Crowd } from './crowd.ts';

export type Ask = { id: number; crowd: number } & (
  | { make: { port: number; site: string } }
  | { does: string; with: unknown[] }
);
export type Answer = { id: number } & ({ value: unknown } | { error: string });

const crowds = new Map<number, Crowd>();

if (import.meta.main) {
  process.on('message', (ask: Ask) => void answer(ask));
  process.on('disconnect', () => process.exit());
}

async function answer(ask: Ask): Promise<void> {
  try {
    process.send?.({ id: ask.id, value: await done(ask) } as Answer);
  } catch (error) {
    process.send?.({ id: ask.id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

async function done(ask: Ask): Promise<unknown> {
  if ('make' in ask) {
    crowds.set(ask.crowd, new Crowd(ask.make));
    return null;
  }
  const crowd = crowds.get(ask.crowd) as unknown as Record<string, (...values: unknown[]) => unknown>;
  return crowd[ask.does]!(...ask.with);
}
