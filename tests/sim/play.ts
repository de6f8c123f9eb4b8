/** Plays a plan: acts, lets time pass, checks, and tells what came of it. */

import { act } from './act.ts';
import { everybodyIsAnswered } from './checks/bounds.ts';
import { calmIsTrue, isCalm } from './checks/calm.ts';
import { d1IsTheSame } from './checks/d1.ts';
import { rolesAreKept } from './checks/eyes.ts';
import { type Broken, must } from './checks/must.ts';
import { atTheEnd, d1IsTold, timersAreInTime } from './checks/the-end.ts';
import type { Plan } from './plan.ts';
import { heal } from './trouble.ts';
import { type Code, World } from './world.ts';

export interface Played {
  broken: Broken | null;
  trace: number;
  /** Actions played until the end, or until something broke. */
  steps: number;
  story: string[];
  received: Map<string, string[]>;
}

/** The thorough look is taken every so many actions. */
const LOOK_EVERY = 50;
/** A pause in which things may come to rest. */
const REST_MS = 2_000;

export function play(plan: Plan, code: Code, options: { story?: boolean; received?: boolean } = {}): Played {
  const world = new World(plan.setup, code);
  if (options.story) world.story = [];
  if (options.received) world.received = new Map();
  let steps = 0;
  world.guard(() => {
    world.open();
    for (const action of plan.actions) {
      if (world.broken) break;
      world.pass(action.waitMs);
      if (action.waitMs >= REST_MS) restIsTrue(world);
      if (world.broken) break;
      act(world, action);
      if (++steps % LOOK_EVERY === 0) world.checks.everything();
    }
    if (!world.broken) theEnd(world);
  });
  const { broken, trace, story, received } = world;
  world.close();
  return { broken, trace, steps, story: story ?? [], received: received ?? new Map() };
}

function restIsTrue(world: World): void {
  for (const host of world.sites) {
    const seen = world.checks.of(host);
    if (seen.log.removed) continue;
    world.guard(() => timersAreInTime(seen));
    world.guard(() => d1IsTold(seen));
    world.guard(() => rolesAreKept(seen));
    world.guard(() => everybodyIsAnswered(seen));
    if (isCalm(host)) world.guard(() => calmIsTrue(seen));
  }
}

/** In liveness mode all faults stop, and after some minutes everything must be as if there had been none. */
function theEnd(world: World): void {
  if (world.setup.safetyOnly) return world.checks.everything();
  world.tell('all faults stop');
  heal(world);
  world.pass(10 * 60_000);
  // What an alarm has just begun is over in a moment.
  if (world.sites.some((host) => !host.isIdle())) world.pass(1_000);
  world.checks.everything();
  for (const host of world.sites) {
    const seen = world.checks.of(host);
    world.guard(() => {
      must(host.isIdle(), 'INV15', () => `${host.id}: nobody does anything, and something is pending: it never sleeps`);
      if (!seen.log.removed) {
        atTheEnd(seen);
        calmIsTrue(seen);
      }
      d1IsTheSame(world, seen);
    });
  }
}
