/** The places of a list while somebody is at it: nothing that is seen moves under their hand (M1). */
import { describe, expect, it } from 'vitest';
import { keepOrder } from '../../web/dashboard/keep-order.ts';
import { keepPlaces, type Places, placesOf } from '../../web/dashboard/places.ts';

const NOBODY = new Set<string>();

function row(places: Places): string[] {
  return Array.from({ length: places.count }, (_, place) => places.ids.get(place) ?? '·');
}

describe('the places of a list', () => {
  it('are known where the window is, and only counted elsewhere', () => {
    const places = placesOf({ from: 2, ids: ['c', 'd'] }, 6);
    expect(row(places)).toEqual(['·', '·', 'c', 'd', '·', '·']);
    expect(places.places.get('d')).toBe(3);
    expect(row(placesOf(undefined, 2))).toEqual(['·', '·']);
  });

  it('are kept by all who are seen, whatever order the site has by now', () => {
    const held = placesOf({ from: 0, ids: ['a', 'b', 'c'] }, 3);
    expect(row(keepPlaces(held, placesOf({ from: 0, ids: ['new', 'c', 'a', 'b'] }, 4), NOBODY))).toEqual([
      'a',
      'b',
      'c',
      'new',
    ]);
  });

  it('move up where somebody is gone, and what the window brings fills what is free', () => {
    const held = placesOf({ from: 0, ids: ['a', 'b', 'c'] }, 5);
    const told = placesOf({ from: 0, ids: ['a', 'c', 'd'] }, 4);
    expect(row(keepPlaces(held, told, new Set(['b'])))).toEqual(['a', 'c', 'd', '·']);
  });

  it('stay for somebody whom no window shows any more, and are never given twice', () => {
    const held = placesOf({ from: 0, ids: ['a', 'b'] }, 4);
    const scrolled = keepPlaces(held, placesOf({ from: 2, ids: ['b', 'x'] }, 5), NOBODY);
    expect(row(scrolled)).toEqual(['a', 'b', 'x', '·', '·']);
  });
});

describe('the order of a list', () => {
  it('holds every known card in its place while somebody is at the list, and puts new ones last', () => {
    expect(keepOrder(['a', 'b', 'c'], ['new', 'c', 'a'])).toEqual(['a', 'c', 'new']);
  });
});
