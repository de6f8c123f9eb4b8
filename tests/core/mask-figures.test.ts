/** The figures that `npm run bench:mask` prints hold: what is found, and what is left alone (`tests/core/mask-corpora`). */
import { expect, test } from 'vitest';
import { measureAll } from './mask-corpora/measure.ts';

const classes = measureAll(400);

test.each(classes.filter(({ aim }) => aim !== null).map((it) => [it.name, it] as const))(
  '%s',
  (_, { right, aim, wrong, samples }) => {
    expect(samples).toBeGreaterThan(50);
    expect(right, JSON.stringify(wrong.slice(0, 5))).toBeGreaterThanOrEqual(aim!);
  },
);

test('every class is there', () => {
  expect(classes.length).toBeGreaterThan(30);
});
