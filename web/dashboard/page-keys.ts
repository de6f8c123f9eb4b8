/** A page by keyboard: keys are left alone where somebody writes, or where a dialog or a menu is open. */
import { onCleanup, onMount } from 'solid-js';

/** By `KeyboardEvent.key`. `false`: there was nothing to do, and the key stays whatever it was. */
export type PageKeys = Partial<Record<string, () => unknown>>;

export function usePageKeys(keys: PageKeys): void {
  const press = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const target = event.target as HTMLElement;
    if (document.querySelector('dialog[open], [role="dialog"], [role="menu"]')) return;
    if (target.closest('input, textarea, select, [contenteditable]')) {
      // Out of the field first; the next Escape closes the view.
      if (event.key === 'Escape') target.blur();
      return;
    }
    const run = Object.hasOwn(keys, event.key) ? keys[event.key] : undefined;
    if (run && run() !== false) event.preventDefault();
  };
  onMount(() => document.addEventListener('keydown', press));
  onCleanup(() => document.removeEventListener('keydown', press));
}
