/** What a process of the simulation is asked to do, and what it answers. */
import { BUGS } from './bugs.ts';
import { FAULT_POINTS } from './fault-points.ts';
import type { Patch } from './hooks.ts';
import { KNOWN } from './known.ts';
import { SMALL } from './small.ts';

export interface Job {
  /** Seeds `from`, `from + stride`, … below `from + count`. */
  from: number;
  count: number;
  stride: number;
  steps: number;
  /** Stops after so many that failed. */
  failures: number;
  /** Tells a failing seed's shortest story. */
  shrink: boolean;
  /** Every so many seeds are played twice, and once more with nobody viewing. */
  twiceEvery: number;
  /** Limits and batches made small, so that rare branches are common. */
  small: boolean;
  /** The planted bug, by its name. */
  bug?: string;
}

export type Told =
  | { is: 'broken'; seed: number; invariant: string; message: string; story?: string[]; left?: number }
  | { is: 'done'; seeds: number; actions: number; ms: number; reached: Record<string, number> };

/** What the job has patched, and what is patched away because it is known. */
export function patchesOf({ bug, small }: Job): [Patch[], readonly Patch[]] {
  const planted =
    bug === undefined
      ? []
      : BUGS.filter(({ name }) => name === bug).flatMap(({ also, ...patch }) => [patch, ...(also ? [also] : [])]);
  return [[...planted, ...(small ? SMALL : []), ...FAULT_POINTS], KNOWN];
}
