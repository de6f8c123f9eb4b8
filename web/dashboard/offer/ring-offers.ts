/** D1: an offer rings until it is over. It can't be overheard, and it doesn't nag those who want no sounds. */
import { createEffect, on, onCleanup } from 'solid-js';

/** From one ring to the next. */
const AGAIN_MS = 4_000;

/** To be called where effects live; ends with its owner. */
export function ringOffers(options: {
  /** Which offer rings; none: nothing does. */
  ringing: () => string | undefined;
  /** The member chose no sounds. */
  silent: () => boolean;
  play: () => void;
}): void {
  createEffect(
    on([options.ringing, options.silent], ([offer, silent]) => {
      if (offer === undefined || silent) return;
      options.play();
      const timer = setInterval(options.play, AGAIN_MS);
      onCleanup(() => clearInterval(timer));
    }),
  );
}
