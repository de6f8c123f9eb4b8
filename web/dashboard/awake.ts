/** Whether this tab is in sight: what comes while it isn't hasn't been seen. */
import { type Accessor, createSignal, onCleanup } from 'solid-js';

/** To be called where effects live. */
export function useAwake(): Accessor<boolean> {
  const [awake, setAwake] = createSignal(!document.hidden);
  const look = () => setAwake(!document.hidden);
  document.addEventListener('visibilitychange', look);
  onCleanup(() => document.removeEventListener('visibilitychange', look));
  return awake;
}
