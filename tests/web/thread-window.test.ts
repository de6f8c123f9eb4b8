/** The stretch of a long conversation that is in the page: where it begins, how it moves, and what it never does. */
import { createRoot, createSignal } from 'solid-js';
import { expect, it } from 'vitest';
import { createStretch } from '../../web/dashboard/conversation/thread-window.ts';

const lines = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => ({ seq: from + i }));

function opened(from: number, to: number) {
  return createRoot(() => {
    const [entries, setEntries] = createSignal(lines(from, to));
    const stretch = createStretch(entries);
    const seqs = () => stretch.shown().map(({ seq }) => seq);
    const ends = () => [seqs()[0], seqs().at(-1)];
    const whole = () => seqs().every((seq, i) => i === 0 || seq === seqs()[i - 1]! + 1);
    return { stretch, setEntries, seqs, ends, whole };
  });
}

it('is all of a short conversation, and the newest lines of a long one', () => {
  expect(opened(1, 12).ends()).toEqual([1, 12]);
  const long = opened(1501, 2000);
  expect([long.ends(), long.stretch.atNewest(), long.stretch.atFirst()]).toEqual([[1941, 2000], true, false]);
});

it('grows at its end as lines come, and moves no line that is there', () => {
  const { ends, setEntries } = opened(1501, 2000);
  setEntries(lines(1501, 2003));
  expect(ends()).toEqual([1941, 2003]);
});

it('goes back to the beginning step by step without a hole, and lets the far end go', () => {
  const { stretch, ends, whole, seqs, setEntries } = opened(1501, 2000);
  stretch.back(false);
  expect(ends()).toEqual([1881, 2000]);
  for (let step = 0; step < 10; step++) stretch.back(false);
  expect([ends()[0], stretch.atFirst(), stretch.atNewest(), whole()]).toEqual([1501, true, false, true]);
  expect(seqs().length).toBeLessThanOrEqual(240);
  // What comes before is put there, and moves nothing.
  const before = ends();
  setEntries(lines(1301, 2000));
  expect([ends(), stretch.atFirst()]).toEqual([before, false]);
  stretch.back(false);
  expect(ends()[0]).toBe(1441);
});

it('comes on again to the newest, which it then follows', () => {
  const { stretch, ends, whole, setEntries } = opened(1, 2000);
  for (let step = 0; step < 8; step++) stretch.back(false);
  setEntries(lines(1, 2010));
  expect(stretch.atNewest()).toBe(false);
  for (let step = 0; step < 12 && !stretch.atNewest(); step++) stretch.on(false);
  expect([stretch.atNewest(), ends()[1], whole()]).toEqual([true, 2010, true]);
  setEntries(lines(1, 2011));
  expect(ends()[1]).toBe(2011);
  stretch.toNewest();
  expect(ends()).toEqual([1952, 2011]);
});

it('lets nothing go of what the reader has selected some of', () => {
  const { stretch, seqs } = opened(1, 2000);
  for (let step = 0; step < 8; step++) stretch.back(true);
  expect([seqs().length, stretch.atNewest()]).toEqual([540, true]);
});

it('is opened anew where the log is another', () => {
  const { stretch, ends, setEntries } = opened(1, 300);
  stretch.back(false);
  setEntries(lines(1001, 1500));
  expect(ends()).toEqual([1441, 1500]);
});
