/** An object whose fields are read like an ordinary one's and tracked one by one, and how to put the next one in its place. */
import { type Accessor, batch, createSignal } from 'solid-js';

export function signalsOf<T extends object>(initial: T): { view: T; put: (next: T) => void } {
  const view = {} as T;
  const setters = (Object.keys(initial) as (keyof T)[]).map((key) => {
    const [get, set]: [Accessor<T[keyof T]>, (next: () => T[keyof T]) => void] = createSignal(initial[key]);
    Object.defineProperty(view, key, { get, enumerable: true });
    return (next: T) => set(() => next[key]);
  });
  return {
    view,
    put: (next) =>
      batch(() => {
        for (const set of setters) set(next);
      }),
  };
}
