/** INV10: who watches can't be seen. A plan without faults is played with and without its viewing and its watcher's notes, and visitors must get the same bytes. */
import type { Broken } from './checks/must.ts';
import { type ActionName, planOf } from './plan.ts';
import { play } from './play.ts';
import { reached } from './reached.ts';
import type { Code } from './world.ts';

export function bytesAreTheSame(seed: number, steps: number, code: Code): Broken | null {
  const plan = planOf(seed, steps, { faults: false });
  const blind = plan.actions.map((action) => {
    return UNSEEN.includes(action.name) ? { ...action, name: NOTHING } : action;
  });
  const setup = { ...plan.setup, viewsOnTakeOver: false, watcher: true };
  const watched = play({ ...plan, setup }, code, { received: true });
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
/** What agents who also write do not do here: a note of theirs would go out before their next message. */
const UNSEEN: readonly ActionName[] = [
  'agent views',
  'agent stops viewing',
  'watcher views',
  'watcher stops viewing',
  'watcher writes a note',
];
