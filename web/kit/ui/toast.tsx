/**
 * Short notices at the foot of the window, said to screen readers, gone by themselves unless something is to be done.
 * Written by us because the usual library puts a <style> into the page, which our content policy forbids.
 */
import CircleAlert from 'lucide-solid/icons/circle-alert';
import CircleCheck from 'lucide-solid/icons/circle-check';
import Info from 'lucide-solid/icons/info';
import X from 'lucide-solid/icons/x';
import { createEffect, createSignal, For, type JSX, on, onCleanup, Show } from 'solid-js';
import { Dynamic, Portal } from 'solid-js/web';
import { Button, IconButton } from './button.tsx';
import { topDialog } from './modal.ts';
import styles from './toast.module.css';
import type { Tone } from './tone.ts';
import { uiWords } from './words.ts';

export interface Toast {
  text: string;
  tone?: 'plain' | 'good' | 'trouble' | undefined;
  action?: { label: string; run: () => void } | undefined;
}

interface Shown extends Toast {
  id: number;
}

/** Long enough to read twice; trouble stays longer. */
const STAYS_MS = 5_000;
const TROUBLE_STAYS_MS = 10_000;
const SHOWN_MAX = 3;

const [shown, setShown] = createSignal<readonly Shown[]>([]);
let last = 0;

/** Shows a notice. The same text again replaces the one that stands. */
export function toast(notice: Toast): void {
  last += 1;
  const next: Shown = { ...notice, id: last };
  // The one with the focus inside stays where it is, whatever comes.
  const held = Number(document.activeElement?.closest<HTMLElement>('[data-toast]')?.dataset.toast);
  setShown((list) => {
    const all = [...list.filter(({ id, text }) => id === held || text !== notice.text), next];
    const gone = all.filter(({ id }) => id !== held).slice(0, Math.max(0, all.length - SHOWN_MAX));
    return all.filter((one) => !gone.includes(one));
  });
}

function dismiss(id: number): void {
  setShown((list) => list.filter((one) => one.id !== id));
}

/** Once per app. While a dialog is open it is in that dialog: all else could be neither pressed nor heard. */
export function ToastHost(): JSX.Element {
  let host!: HTMLElement;
  // Moved, it has to be shown anew; last in the top layer is uppermost.
  createEffect(on(topDialog, () => host.showPopover?.()));
  return (
    <Portal mount={topDialog() ?? document.body}>
      <section
        ref={host}
        class={styles.host}
        popover="manual"
        aria-label={uiWords().notifications}
        aria-live="polite"
        aria-relevant="additions"
      >
        <For each={shown()}>{(one) => <Notice notice={one} />}</For>
      </section>
    </Portal>
  );
}

function Notice(props: { notice: Shown }): JSX.Element {
  const trouble = props.notice.tone === 'trouble';
  const [pointed, setPointed] = createSignal(false);
  const [focused, setFocused] = createSignal(false);
  // Whoever is at it isn't done with it.
  createEffect(() => {
    if (pointed() || focused()) return;
    const timer = setTimeout(() => dismiss(props.notice.id), trouble ? TROUBLE_STAYS_MS : STAYS_MS);
    onCleanup(() => clearTimeout(timer));
  });
  const icon = trouble ? CircleAlert : props.notice.tone === 'good' ? CircleCheck : Info;
  const tone: Tone = trouble ? 'trouble' : props.notice.tone === 'good' ? 'online' : 'closed';
  return (
    <div
      class={styles.toast}
      data-tone={tone}
      role={trouble ? 'alert' : 'status'}
      data-testid="toast"
      data-toast={props.notice.id}
      onPointerEnter={() => setPointed(true)}
      onPointerLeave={() => setPointed(false)}
      onFocusIn={() => setFocused(true)}
      onFocusOut={() => setFocused(false)}
    >
      <Dynamic component={icon} size={16} strokeWidth={2} aria-hidden="true" class={styles.icon ?? ''} />
      <span class={styles.text}>{props.notice.text}</span>
      <Show when={props.notice.action}>
        {(action) => (
          <Button
            size="s"
            onClick={() => {
              dismiss(props.notice.id);
              action().run();
            }}
          >
            {action().label}
          </Button>
        )}
      </Show>
      <IconButton size="s" label={uiWords().close} icon={X} onClick={() => dismiss(props.notice.id)} />
    </div>
  );
}
