/** Work that may wait until the page itself is there, such as loading what may be opened later. Not done where its owner goes before. */
import { onCleanup } from 'solid-js';

const SETTLED_AFTER_MS = 5_000;

export function whenSettled(work: () => void): void {
  const timer = setTimeout(work, SETTLED_AFTER_MS);
  onCleanup(() => clearTimeout(timer));
}
