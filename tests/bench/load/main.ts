/** The load generator's process: does what tests/bench/load/generator.ts asks of it. */
import { Crowd } from './crowd.ts';
import { Storm } from './storm.ts';

export type Question = { crowd: number } & (
  | { make: { kind: 'crowd' | 'storm'; port: number; site: string } }
  | { does: string; with: unknown[] }
);
export type Answer = { id: number } & ({ value: unknown } | { error: string });

type Ask = Question & { id: number };

const made = new Map<number, unknown>();

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

async function done(ask: Question): Promise<unknown> {
  if ('make' in ask) {
    made.set(ask.crowd, ask.make.kind === 'crowd' ? new Crowd(ask.make) : new Storm(ask.make));
    return null;
  }
  const asked = made.get(ask.crowd) as Record<string, (...values: unknown[]) => unknown>;
  return asked[ask.does]!(...ask.with);
}
