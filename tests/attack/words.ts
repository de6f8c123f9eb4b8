/** An attack's outcome in one line, and in one figure. */
import type { Outcome } from './attack.ts';

/** Without a network in between an ack takes next to nothing; of less than this nobody notices the double, ms. */
const NOTICED_MS = 8;

/** How many times as long an honest message took at its 99th of a hundred. */
export function slowedDown({ quiet, attacked }: Outcome): number {
  return attacked.p99 / Math.max(quiet.p99, NOTICED_MS);
}

export function inWords(name: string, { quiet, burst, attacked, busy, grownMb, worst }: Outcome): string {
  const change = (of: 'p50' | 'p99') =>
    `${of} ${quiet[of].toFixed(1)} → ${attacked[of].toFixed(1)} ms (${(attacked[of] / quiet[of]).toFixed(2)} ×)`;
  const load = `workerd ${busy.quiet.toFixed(2)} → ${busy.attacked.toFixed(2)} cores, ${grownMb.toFixed(0)} MB more`;
  const told = Object.entries(worst.told).map(([what, times]) => `${times} ${what}`);
  return `${name}: ${change('p50')}, ${change('p99')}, at first at most ${burst.max.toFixed(0)} ms; ${load}; sent ${worst.sent}, told ${told.join(', ')}`;
}
