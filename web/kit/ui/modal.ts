/** Which modal dialog is uppermost. All else is out of reach while one is open, so what must stay in reach moves into it. */
import { createSignal, onCleanup } from 'solid-js';

const [stack, setStack] = createSignal<readonly HTMLDialogElement[]>([]);

/** The dialog that was opened last, while it is open. */
export const topDialog = (): HTMLDialogElement | undefined => stack().at(-1);

/** Called when a dialog is shown; it counts for as long as its component is there. */
export function noteDialog(dialog: HTMLDialogElement): void {
  setStack((list) => [...list, dialog]);
  onCleanup(() => setStack((list) => list.filter((one) => one !== dialog)));
}
