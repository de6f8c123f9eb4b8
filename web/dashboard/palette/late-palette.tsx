/** The command palette (Ctrl K, ⌘K on a Mac) on every page, from inside fields too. Loaded when it is first opened, or once the page is there. */
import { createSignal, type JSX, onCleanup, onMount, Show } from 'solid-js';
import { lateDialog } from '../late-dialog.tsx';
import { keyOf } from '../page-keys.ts';
import { whenSettled } from '../when-settled.ts';
import type { PaletteProps } from './palette.tsx';

const Palette = lateDialog<PaletteProps>(async () => (await import('./palette.tsx')).Palette);

export function LatePalette(props: { site: string | undefined }): JSX.Element {
  const [open, setOpen] = createSignal(false);
  whenSettled(Palette.preload);

  function press(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.repeat || event.isComposing) return;
    const asked = event.ctrlKey !== event.metaKey && !event.altKey && !event.shiftKey && keyOf(event) === 'k';
    if (!asked) return;
    // The browser's own meaning of these keys would lead away from the page.
    event.preventDefault();
    if (open()) setOpen(false);
    // What another dialog or a menu asks is answered first.
    else if (!document.querySelector('dialog[open], [role="menu"]')) setOpen(true);
  }
  onMount(() => document.addEventListener('keydown', press));
  onCleanup(() => document.removeEventListener('keydown', press));

  return (
    <Show when={open()}>
      <Palette open onOpenChange={setOpen} site={props.site} />
    </Show>
  );
}
