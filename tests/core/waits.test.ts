/** What can honestly be said about a wait (RULES.md, WT). */
import { expect, test } from 'vitest';
import { inLine } from '../../src/core/queue.ts';
import { estimate, placeOf } from '../../src/core/wait.ts';
import { MINUTE, SECOND, site } from './desk.ts';

test('WT1 a place is counted in one’s own queue, and is nothing beyond the twentieth', () => {
  const shop = site();
  const maja = shop.agent('Maja');
  const sales = shop.queue('Sales');
  maja.isSet({ capacity: 1 });
  const waiting = Array.from({ length: 22 }, (_, i) => {
    const visitor = shop.visitor(`V${i}`);
    shop.passes(SECOND);
    visitor.asksForPerson();
    return visitor.conversation;
  });
  const line = inLine(shop.store, shop.general.id);
  expect([0, 1, 19, 20].map((at) => placeOf(line, waiting[at]!))).toEqual([1, 2, 20, null]);
  expect(placeOf(inLine(shop.store, sales.id), waiting[0]!)).toBeNull();
});

test('WT2 what the last ten waited says how long it takes, once three are known', () => {
  expect(estimate([], 0)).toBeNull();
  expect(estimate([MINUTE, MINUTE], 0)).toBeNull();
  expect(
    estimate(
      [4, 2, 1, 3].map((minutes) => minutes * MINUTE),
      0,
    ),
  ).toEqual({ fromMs: 2 * MINUTE, toMs: 4 * MINUTE });
  // Who has waited for two minutes already goes by those who waited longer.
  expect(
    estimate(
      [4, 2, 1, 3].map((minutes) => minutes * MINUTE),
      2 * MINUTE,
    ),
  ).toEqual({
    fromMs: MINUTE,
    toMs: 2 * MINUTE,
  });
  // Longer than anybody did: it can be any moment.
  expect(estimate([MINUTE, MINUTE, MINUTE], MINUTE)).toEqual({ fromMs: 0, toMs: 0 });
});

test('WT2 a wait is remembered of the queue it was in when somebody took it, and of no other', () => {
  const shop = site();
  const maja = shop.agent('Maja');
  const waits = () => shop.store.desk.waitsOf(shop.general.id);
  const [zofia, igor, ana] = ['Zofia', 'Igor', 'Ana'].map((name) => shop.visitor(name));
  zofia!.asksForPerson();
  shop.passes(10 * SECOND);
  maja.accepts(zofia!.conversation);
  expect(waits()).toEqual([10 * SECOND]);
  igor!.asksForPerson();
  shop.passes(20 * SECOND);
  igor!.goesBack();
  expect(waits()).toEqual([10 * SECOND]);
  igor!.writes('Hello');
  maja.takesOver(igor!.conversation);
  expect(waits()).toEqual([10 * SECOND]);
  ana!.asksForPerson();
  shop.passes(-MINUTE);
  maja.takesOver(ana!.conversation);
  expect(waits()).toEqual([0, 10 * SECOND]);
});

test('WT2 ten are remembered, the newest', () => {
  const shop = site();
  const maja = shop.agent('Maja');
  for (let i = 1; i <= 12; i++) {
    const visitor = shop.visitor(`V${i}`);
    visitor.asksForPerson();
    shop.passes(i);
    maja.takesOver(visitor.conversation);
  }
  expect(shop.store.desk.waitsOf(shop.general.id)).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3]);
});
