/** D1, M7: an offer rings at once and every few seconds, each anew, and not for those who want no sounds. */
import { createRoot, createSignal } from 'solid-js';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ringOffers } from '../../web/dashboard/offer/ring-offers.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function ringing(silent = false) {
  const play = vi.fn();
  const [offer, setOffer] = createSignal<string>();
  const [quiet, setQuiet] = createSignal(silent);
  const stop = createRoot((dispose) => {
    ringOffers({ ringing: offer, silent: quiet, play });
    return dispose;
  });
  return { play, setOffer, setQuiet, stop };
}

it('rings once at the beginning, and again every four seconds until it is over', () => {
  const { play, setOffer, stop } = ringing();
  expect(play).toHaveBeenCalledTimes(0);
  setOffer('ofr_1');
  expect(play).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(8_000);
  expect(play).toHaveBeenCalledTimes(3);
  setOffer(undefined);
  vi.advanceTimersByTime(60_000);
  expect(play).toHaveBeenCalledTimes(3);
  stop();
});

it('rings anew for the next offer', () => {
  const { play, setOffer, stop } = ringing();
  setOffer('ofr_1');
  setOffer('ofr_2');
  expect(play).toHaveBeenCalledTimes(2);
  stop();
  vi.advanceTimersByTime(60_000);
  expect(play).toHaveBeenCalledTimes(2);
});

it('is silent for those who chose no sounds, from the moment they do', () => {
  const { play, setOffer, setQuiet, stop } = ringing(true);
  setOffer('ofr_1');
  vi.advanceTimersByTime(8_000);
  expect(play).toHaveBeenCalledTimes(0);
  setQuiet(false);
  expect(play).toHaveBeenCalledTimes(1);
  setQuiet(true);
  vi.advanceTimersByTime(8_000);
  expect(play).toHaveBeenCalledTimes(1);
  stop();
});
