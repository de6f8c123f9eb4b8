/** Media queries as signals, for what CSS alone can't decide. */
import { type Accessor, createSignal } from 'solid-js';

/** One pane at a time. The same width stands in the style sheets. */
export const isPhone = media('(max-width: 700px)');
/** The side pane covers the list. */
export const isNarrow = media('(max-width: 1024px)');
/** Three panes stand side by side. */
export const hasRoom = media('(min-width: 1201px)');
/** Fingers rather than a pointer. */
export const isTouch = media('(hover: none)');

function media(query: string): Accessor<boolean> {
  if (typeof matchMedia === 'undefined') return () => false;
  const list = matchMedia(query);
  const [matches, setMatches] = createSignal(list.matches);
  list.addEventListener('change', (event) => setMatches(event.matches));
  return matches;
}
