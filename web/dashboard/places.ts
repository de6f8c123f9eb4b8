/** Which visit stands at which place of a list, as far as that is known; and how the places are kept while somebody is at the list. Pure. */

export interface Places {
  /** How many places there are. */
  count: number;
  ids: ReadonlyMap<number, string>;
  places: ReadonlyMap<string, number>;
}

export const NOWHERE: Places = { count: 0, ids: new Map(), places: new Map() };

/** `window`: what the site has told, from a place on. */
export function placesOf(window: { from: number; ids: readonly string[] } | undefined, count: number): Places {
  return made(window?.ids.map((id, i) => [window.from + i, id] as const) ?? [], count);
}

/**
 * Everybody keeps their place; whoever is gone makes room, and those behind move up. What is told besides stands where nobody stood.
 */
export function keepPlaces(held: Places, told: Places, gone: ReadonlySet<string>): Places {
  const kept: [number, string][] = [];
  let less = 0;
  for (const [place, id] of inOrder(held)) {
    if (gone.has(id)) less++;
    else kept.push([place - less, id]);
  }
  const taken = new Map(kept);
  const known = new Set(taken.values());
  const fresh = inOrder(told)
    .map(([, id]) => id)
    .filter((id) => !known.has(id));
  for (const [place] of inOrder(told)) {
    if (taken.has(place)) continue;
    const next = fresh.shift();
    if (next === undefined) break;
    taken.set(place, next);
  }
  return made([...taken], told.count);
}

function inOrder({ ids }: Places): [number, string][] {
  return [...ids].sort(([a], [b]) => a - b);
}

function made(entries: readonly (readonly [number, string])[], count: number): Places {
  const ids = new Map(entries);
  const last = Math.max(-1, ...ids.keys());
  return { count: Math.max(count, last + 1), ids, places: new Map(entries.map(([place, id]) => [id, place])) };
}
