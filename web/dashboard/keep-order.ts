/** The order of a list while somebody is at it: nothing may move under their hand. Pure. */

/** What is known keeps its place, what is new goes last. */
export function keepOrder(held: readonly string[], wanted: readonly string[]): string[] {
  const present = new Set(wanted);
  const kept = held.filter((id) => present.delete(id));
  return [...kept, ...wanted.filter((id) => present.has(id))];
}
