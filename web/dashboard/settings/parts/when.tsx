/** A moment: relative while fresh, a date when older, and always exact on hover. */
import { createSignal, type JSX, onCleanup } from 'solid-js';
import { language } from '../../words.ts';

const MINUTE_MS = 60_000;
const STEPS = [
  ['minute', MINUTE_MS],
  ['hour', 60 * MINUTE_MS],
  ['day', 24 * 60 * MINUTE_MS],
] as const;
/** From here on the date says more than the distance. */
const FRESH_MS = 7 * 24 * 60 * MINUTE_MS;

export function When(props: { at: number }): JSX.Element {
  const [now, setNow] = createSignal(Date.now());
  const timer = setInterval(() => setNow(Date.now()), MINUTE_MS);
  onCleanup(() => clearInterval(timer));
  return (
    <time dateTime={new Date(props.at).toISOString()} title={exactly(props.at)}>
      {relative(props.at, now())}
    </time>
  );
}

export function relative(at: number, now: number): string {
  const ms = at - now;
  if (Math.abs(ms) >= FRESH_MS) return onDate(at, now);
  const words = new Intl.RelativeTimeFormat(LOCALE, { numeric: 'auto' });
  const [unit, size] = STEPS.findLast(([, size]) => Math.abs(ms) >= size) ?? (['minute', MINUTE_MS] as const);
  return words.format(Math.trunc(ms / size), unit);
}

/** `21 Nov`, with the year where it is another one. */
function onDate(at: number, now: number): string {
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return new Intl.DateTimeFormat(LOCALE, {
    day: 'numeric',
    month: 'short',
    ...(sameYear ? {} : { year: 'numeric' }),
  }).format(at);
}

export function exactly(at: number): string {
  return new Intl.DateTimeFormat(LOCALE, { dateStyle: 'full', timeStyle: 'short' }).format(at);
}

/** These are read inside English sentences; the viewer's own region still decides the order of day and month. */
const LOCALE = language.startsWith('en') ? language : 'en-GB';
