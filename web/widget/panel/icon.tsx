/** Icons as one path each: Lucide (ISC licence, lucide.dev), shapes joined. */
import type { JSX } from 'solid-js';

export const ICONS = {
  bot: 'M12 8V4H8M6 8h12a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2v-8a2 2 0 0 1 2-2M2 14h2M20 14h2M15 13v2M9 13v2',
  wait: 'M5 22h14M5 2h14M17 22v-4.2a2 2 0 0 0-.6-1.4L12 12l-4.4 4.4a2 2 0 0 0-.6 1.4V22M7 2v4.2a2 2 0 0 0 .6 1.4L12 12l4.4-4.4a2 2 0 0 0 .6-1.4V2',
  person:
    'M3 11h3a2 2 0 0 1 2 2v3a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-5a9 9 0 0 1 18 0v5a2 2 0 0 1-2 2h-1a2 2 0 0 1-2-2v-3a2 2 0 0 1 2-2h3M21 16v2a4 4 0 0 1-4 4h-5',
  end: 'm16 17 5-5-5-5M21 12H9M9 21H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2h4',
  close: 'M18 6 6 18M6 6l12 12',
  down: 'm6 9 6 6 6-6',
  send: 'm5 12 7-7 7 7M12 19V5',
  check: 'M20 6 9 17l-5-5',
  alert: 'M12 2a10 10 0 0 1 0 20 10 10 0 0 1 0-20M12 8v4M12 16v.1',
};

export function Icon(props: { of: keyof typeof ICONS }): JSX.Element {
  return (
    <svg class={`icon i-${props.of}`} viewBox="0 0 24 24" aria-hidden="true">
      <path d={ICONS[props.of]} />
    </svg>
  );
}
