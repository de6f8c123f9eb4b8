/** What the doubles of global things look at: the world that is played, and who runs in it right now. */
import type { World } from '../world.ts';
import type { Owner } from './clock.ts';

export const stage: { world: World | null; owner: Owner | null } = { world: null, owner: null };

/** The world that is played. */
export function theWorld(): World {
  if (!stage.world) throw new Error('no world is played');
  return stage.world;
}

/** Who runs. */
export function theOwner(): Owner {
  if (!stage.owner) throw new Error('nobody runs');
  return stage.owner;
}
