/** Counts the interesting states that runs came through. A list of names that must all be met keeps the simulation from going blind. */

export const MUST_BE_REACHED = [
  'D1 was slow',
  'D1 was out',
  'D1 failed before applying',
  'D1 failed after applying',
] as const;

const counts = new Map<string, number>();

export function reached(name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

export function reachedCounts(): Record<string, number> {
  return Object.fromEntries(counts);
}
