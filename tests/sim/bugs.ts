/** Planted bugs. */
import type { Patch } from './hooks.ts';

export interface Bug extends Patch {
  /** Found where limits are small. */
  small?: boolean;
}

export const BUGS: readonly Bug[] = [];
