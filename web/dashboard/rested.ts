/** What somebody types, as it stands once they pause: a server is not asked for every letter. */
import { type Accessor, createComputed, createSignal, on, onCleanup } from 'solid-js';

const PAUSE_MS = 200;

/** Follows the value once it has stayed the same for a moment. */
export function rested<T extends string>(value: Accessor<T>): Accessor<T> {
  const [last, setLast] = createSignal<T>(value());
  createComputed(
    on(
      value,
      (now) => {
        const timer = setTimeout(() => setLast(() => now), PAUSE_MS);
        onCleanup(() => clearTimeout(timer));
      },
      { defer: true },
    ),
  );
  return last;
}
