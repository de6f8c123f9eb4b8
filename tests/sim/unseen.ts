/** INV10: who watches can't be seen. A plan without faults is played with and without its viewing and its watcher's notes, and visitors must get the same bytes. */
import type { Broken } from './checks/must.ts';
import { type ActionName, type Plan, planOf } from './plan.ts';
import { play } from './play.ts';
import { reached } from './reached.ts';
import type { Code } from './world.ts';

export function watchedPlan(seed: number, steps: number): Plan {
  const { setup, actions } = planOf(seed, steps, { faults: false });
  const kept = actions.map((action) => (HEARD_OF_LATE.includes(action.name) ? { ...action, name: NOTHING } : action));
  return { setup: { ...setup, compared: true, watcher: true }, actions: kept };
}

export function bytesAreTheSame({ setup, actions }: Plan, code: Code): Broken | null {
  const blind = actions.map((action) => {
    return UNSEEN.includes(action.name) ? { ...action, name: NOTHING } : action;
  });
  const watched = play({ setup, actions }, code, { received: true });
  const unwatched = play({ setup, actions: blind }, code, { received: true });
  if (watched.broken ?? unwatched.broken) return watched.broken ?? unwatched.broken;
  for (const [tab, lines] of watched.received) {
    if (!tab.startsWith('visitor')) continue;
    const others = unwatched.received.get(tab) ?? [];
    const i = lines.findIndex((line, at) => line !== others[at]);
    if (i < 0 && lines.length === others.length) continue;
    return { invariant: 'INV10', message: `${tab} got ${lines[i]}, and with nobody viewing ${others[i]}` };
  }
  reached('compared with nobody viewing');
  return null;
}

const NOTHING = 'time passes' as const;
/** Whoever has no role any more is found out by the next thing that they do, and looking on is one. */
const HEARD_OF_LATE: readonly ActionName[] = ['agent is removed'];
/** What agents who also write do not do here: a note of theirs would go out before their next message. */
const UNSEEN: readonly ActionName[] = [
  'agent views',
  'agent stops viewing',
  'watcher views',
  'watcher stops viewing',
  'watcher writes a note',
];
