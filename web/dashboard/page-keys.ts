/**
 * A page by keyboard: keys are left alone where somebody writes, or where a dialog or a menu is open. Letters are known by their place on the
 * keyboard where the layout has no Latin ones. What can't be undone is done only by a key that is pressed alone: whoever writes a sentence
 * beside the field, since they thought that it had the focus, takes nothing over.
 */
import { onCleanup, onMount } from 'solid-js';

/** By key, in lower case. `false`: there was nothing to do, and the key stays whatever it was. */
export type PageKeys = Partial<Record<string, (event: KeyboardEvent) => unknown>>;

/** Nothing was typed for so long before a key that is pressed alone, and nothing follows it for so long. */
const QUIET_BEFORE_MS = 1_000;
const QUIET_AFTER_MS = 400;

let typedAt = Number.NEGATIVE_INFINITY;
let waiting: ReturnType<typeof setTimeout> | undefined;

export function usePageKeys(keys: PageKeys): void {
  const press = (event: KeyboardEvent) => {
    if (event.defaultPrevented || isLeftAlone(event)) return;
    if (document.querySelector('[role="dialog"]')) return;
    const key = keyOf(event);
    const run = Object.hasOwn(keys, key) ? keys[key] : undefined;
    if (run && run(event) !== false) event.preventDefault();
    else note(event);
  };
  onMount(() => document.addEventListener('keydown', press));
  onCleanup(() => document.removeEventListener('keydown', press));
}

/** The key that was meant: a letter where its place has one on a Latin keyboard, whatever the layout. */
export function keyOf({ key, code }: Pick<KeyboardEvent, 'key' | 'code'>): string {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  // Latin letters are where the layout says, be it Dvorak.
  if (letter && key.length === 1 && !/[a-z]/i.test(key)) return letter.toLowerCase();
  return key.length === 1 ? key.toLowerCase() : key;
}

/** Whether the key is none of the page's: it belongs to a field, a dialog or a menu, or to the browser. */
export function isLeftAlone(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return true;
  if (document.querySelector('dialog[open], [role="menu"]')) return true;
  const target = event.target as HTMLElement;
  if (!target.closest('input, textarea, select, [contenteditable]')) return false;
  // Out of the field first; the next Escape closes the view.
  if (event.key === 'Escape') target.blur();
  return true;
}

/** Does what can't be undone, if this key is no part of a word. Whether it may come to that. */
export function pressedAlone(event: KeyboardEvent, run: () => void): boolean {
  const quiet = event.timeStamp - typedAt >= QUIET_BEFORE_MS;
  note(event);
  if (!quiet || event.repeat) return false;
  waiting = setTimeout(run, QUIET_AFTER_MS);
  return true;
}

/** A letter that did nothing: somebody may be writing. */
function note(event: KeyboardEvent): void {
  clearTimeout(waiting);
  if (event.key.length === 1) typedAt = event.timeStamp;
}
