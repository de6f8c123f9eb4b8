/** Whether two values would make the same JSON, whatever the order of their keys. Nothing is written to find out. */
export function isAlike(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [one, other] = [a as Record<string, unknown>, b as Record<string, unknown>];
  for (const key in one) if (!isAlike(one[key], other[key])) return false;
  // What is not there and what is `undefined` are the same in JSON.
  for (const key in other) if (other[key] !== undefined && one[key] === undefined) return false;
  return true;
}
