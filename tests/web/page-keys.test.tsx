/** A page's keys: known by their place where the layout has no Latin letters, and never a part of a sentence. */
import { cleanup, render } from '@solidjs/testing-library';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { keyOf, pressedAlone, usePageKeys } from '../../web/dashboard/page-keys.ts';

let now = 10_000;
let done: string[] = [];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  done = [];
  // Long after whatever was typed in the test before.
  pass(10_000);
  render(() => {
    usePageKeys({
      j: () => void done.push('next'),
      t: (event) => pressedAlone(event, () => void done.push('taken')),
    });
    return <input />;
  });
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

function pass(ms: number): void {
  now += ms;
  vi.advanceTimersByTime(ms);
}

function press(key: string, code = `Key${key.toUpperCase()}`): void {
  const event = new KeyboardEvent('keydown', { key, code, bubbles: true });
  Object.defineProperty(event, 'timeStamp', { value: now });
  document.body.dispatchEvent(event);
}

it('knows letters by their place on a Cyrillic or Greek keyboard, and by themselves on a Latin one', () => {
  expect([keyOf({ key: 'о', code: 'KeyJ' }), keyOf({ key: 'Е', code: 'KeyT' })]).toEqual(['j', 't']);
  expect(keyOf({ key: 'ξ', code: 'KeyJ' })).toBe('j');
  // Dvorak, and capitals.
  expect([keyOf({ key: 'h', code: 'KeyJ' }), keyOf({ key: 'T', code: 'KeyK' })]).toEqual(['h', 't']);
  expect([keyOf({ key: 'Enter', code: 'Enter' }), keyOf({ key: '?', code: 'Slash' })]).toEqual(['Enter', '?']);
  press('о', 'KeyJ');
  expect(done).toEqual(['next']);
});

it('takes a key that is pressed alone, a moment later, also after those that move', () => {
  press('j');
  press('t');
  expect(done).toEqual(['next']);
  pass(400);
  expect(done).toEqual(['next', 'taken']);
});

it.each([20, 150, 350])('takes nothing from what is written beside the field, a letter every %i ms', (ms) => {
  for (const key of 'hi that is it, hi t') {
    press(key, key === ' ' ? 'Space' : undefined);
    pass(ms);
  }
  pass(2_000);
  expect(done).toEqual([]);
});

it('takes nothing from a sentence that begins with the key', () => {
  for (const key of 'that') {
    press(key);
    pass(200);
  }
  pass(2_000);
  expect(done).toEqual([]);
  press('t');
  pass(400);
  expect(done).toEqual(['taken']);
});
