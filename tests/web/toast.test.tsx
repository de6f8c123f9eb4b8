/** Short notices: gone by themselves, but never from under the hand or the focus of whoever is at them. */
import { cleanup, render, screen } from '@solidjs/testing-library';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ToastHost, toast } from '../../web/kit/ui/toast.tsx';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  render(() => <ToastHost />);
});
afterEach(() => {
  vi.advanceTimersByTime(20_000);
  cleanup();
  vi.useRealTimers();
});

const texts = () => screen.queryAllByTestId('toast').map((notice) => notice.textContent);
const on = (notice: HTMLElement, type: string) =>
  notice.dispatchEvent(new Event(type, { bubbles: type === 'focusin' || type === 'focusout' }));

it('goes by itself', () => {
  toast({ text: 'Saved' });
  vi.advanceTimersByTime(4_999);
  expect(texts()).toEqual(['Saved']);
  vi.advanceTimersByTime(1);
  expect(texts()).toEqual([]);
});

it('stays while the focus is inside, also when the pointer was there and left', () => {
  toast({ text: 'Saved' });
  const notice = screen.getByTestId('toast');
  on(notice, 'focusin');
  on(notice, 'pointerenter');
  on(notice, 'pointerleave');
  vi.advanceTimersByTime(60_000);
  expect(texts()).toEqual(['Saved']);
  on(notice, 'focusout');
  vi.advanceTimersByTime(5_000);
  expect(texts()).toEqual([]);
});

it('stays where it is when more come than are shown, if the focus is inside', () => {
  toast({ text: 'One' });
  const [button] = screen.getByTestId('toast').getElementsByTagName('button');
  button!.focus();
  for (const text of ['Two', 'Three', 'Four']) toast({ text });
  expect(texts()).toEqual(['One', 'Three', 'Four']);
  expect(document.activeElement).toBe(button);
  button!.blur();
});
