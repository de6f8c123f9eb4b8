/** Maps that are replaced and never changed, and kept where nothing changed. */

export function mapped<V>(map: ReadonlyMap<string, V>, change: (value: V) => V): ReadonlyMap<string, V> {
  let next: Map<string, V> | null = null;
  for (const [key, value] of map) {
    const changed = change(value);
    if (changed !== value) next = (next ?? new Map(map)).set(key, changed);
  }
  return next ?? map;
}

export function without<V>(map: ReadonlyMap<string, V>, key: string): ReadonlyMap<string, V> {
  if (!map.has(key)) return map;
  const next = new Map(map);
  next.delete(key);
  return next;
}
