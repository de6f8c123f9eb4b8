/** The time as ticking durations need it: one timer for the whole page, a second apart, asleep while nobody looks. */
import { type Accessor, createRoot, createSignal } from 'solid-js';

const TICK_MS = 1_000;

/** This device's clock, ticking. Add the desk's `clockAheadMs` to compare with the server's times. */
export const ticking: Accessor<number> = createRoot(() => {
  const [now, setNow] = createSignal(Date.now());
  setInterval(() => {
    if (!document.hidden) setNow(Date.now());
  }, TICK_MS);
  document.addEventListener('visibilitychange', () => setNow(Date.now()));
  return now;
});
