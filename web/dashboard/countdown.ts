/** Seconds until something may be tried again, ticking; 0 when it may. */
import { type Accessor, createSignal, onCleanup } from 'solid-js';

export interface Countdown {
  seconds: Accessor<number>;
  start: (ms: number) => void;
}

export function createCountdown(now: () => number = Date.now): Countdown {
  const [seconds, setSeconds] = createSignal(0);
  let timer: ReturnType<typeof setInterval> | undefined;
  const stop = () => clearInterval(timer);
  onCleanup(stop);
  return {
    seconds,
    start: (ms) => {
      stop();
      const until = now() + ms;
      const tick = () => {
        const left = Math.max(0, Math.ceil((until - now()) / 1000));
        setSeconds(left);
        if (left === 0) stop();
      };
      tick();
      // Counts from the clock, not from the ticks: a tab in the background gets few of them.
      timer = setInterval(tick, 1000);
    },
  };
}

/** `0:42`, as durations are shown everywhere. */
export function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
