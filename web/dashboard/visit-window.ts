/**
 * A list of visits as one page shows it: the site is told which places are in sight, and what stands there comes. While somebody is at the
 * list, what they see keeps its place; what is new to them is found where nothing stood yet.
 */
import { type Accessor, createEffect, createMemo, createSignal, onCleanup } from 'solid-js';
import { WATCHED_CARDS_MAX, WINDOW_MAX } from '#protocol/limits';
import type { VisitList } from '#protocol/visit-list';
import type { Desk } from './desk-store.ts';
import { keepPlaces, NOWHERE, type Places, placesOf } from './places.ts';

export interface VisitWindow {
  /** How many the list holds. */
  count: Accessor<number>;
  /** The visit at a place, as far as that is known. */
  at: (place: number) => string | undefined;
  place: (visit: string) => number | undefined;
  /** Says which places are in sight: from `first` up to `end`. */
  show: (first: number, end: number) => void;
}

/** Windows begin and end at multiples of this, so that not every step of scrolling asks anew. */
const STEP = 20;

export interface VisitWindowOptions {
  /** Under which the desk knows it. */
  name: string;
  list: Accessor<VisitList>;
  /** Somebody is at it. */
  held: Accessor<boolean>;
  /** Visits to be watched wherever they stand. */
  besides: Accessor<readonly string[]>;
}

export function createVisitWindow(desk: Desk, { name, list, held, besides }: VisitWindowOptions): VisitWindow {
  const [sight, setSight] = createSignal(
    { first: 0, end: STEP },
    { equals: (a, b) => a.first === b.first && a.end === b.end },
  );
  let heldList: VisitList | undefined;
  const places = createMemo<Places>((before) => {
    const wanted = list();
    const told = placesOf(desk.state.windows.get(wanted), desk.state.counts?.[wanted] ?? 0);
    const keep = held() && heldList === wanted;
    heldList = wanted;
    return keep ? keepPlaces(before, told, desk.state.gone) : told;
  }, NOWHERE);
  /** Who is seen keeps their card while the order is held, whatever window the site has them in. */
  const seen = createMemo(() => {
    if (!held()) return [];
    const { first, end } = sight();
    const ids: string[] = [];
    for (let place = first; place < end; place++) {
      const id = places().ids.get(place);
      if (id !== undefined) ids.push(id);
    }
    return ids;
  });
  createEffect(() => {
    const { first, end } = sight();
    const from = Math.floor(first / STEP) * STEP;
    const to = Math.min(Math.ceil(end / STEP) * STEP, from + WINDOW_MAX);
    const cards = [...new Set([...besides(), ...seen()])].slice(0, WATCHED_CARDS_MAX);
    desk.watch(name, { window: { list: list(), from, to }, cards });
  });
  onCleanup(() => desk.watch(name, null));
  return {
    count: () => places().count,
    at: (place) => places().ids.get(place),
    place: (visit) => places().places.get(visit),
    show: (first, end) => setSight({ first, end }),
  };
}
