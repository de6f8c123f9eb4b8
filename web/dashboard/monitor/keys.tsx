/** The Monitor by keyboard, and the list of its keys. Keys are left alone where somebody writes or a dialog is open. */
import { For, type JSX, onCleanup, onMount } from 'solid-js';
import { Dialog } from '../../kit/ui/dialog.tsx';
import { Kbd } from '../../kit/ui/kbd.tsx';
import { t } from '../words.ts';
import styles from './keys.module.css';

export interface MonitorKeys {
  move: (step: number) => void;
  takeOver: () => void;
  /** Closes the view; false where there was none. */
  close: () => boolean;
  help: () => void;
}

export function useMonitorKeys(keys: MonitorKeys): void {
  const press = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const target = event.target as HTMLElement;
    if (document.querySelector('dialog[open], [role="dialog"], [role="menu"]')) return;
    if (target.closest('input, textarea, select, [contenteditable]')) {
      // Out of the composer first; the next Escape closes the view.
      if (event.key === 'Escape') target.blur();
      return;
    }
    if (run(event.key)) event.preventDefault();
  };

  function run(key: string): boolean {
    switch (key) {
      case 'j':
        keys.move(1);
        return true;
      case 'k':
        keys.move(-1);
        return true;
      case 't':
      case 'T':
        keys.takeOver();
        return true;
      case '?':
        keys.help();
        return true;
      case 'Escape':
        return keys.close();
      default:
        return false;
    }
  }

  onMount(() => document.addEventListener('keydown', press));
  onCleanup(() => document.removeEventListener('keydown', press));
}

const LIST = [
  [['J'], t('keys.next')],
  [['K'], t('keys.previous')],
  [['Enter'], t('keys.view')],
  [['T'], t('keys.take-over')],
  [['Esc'], t('keys.close')],
  [['Enter'], t('keys.send')],
  [['Shift', 'Enter'], t('keys.break')],
  [['/'], t('keys.templates')],
  [['?'], t('keys.help')],
] as const;

export function KeyHelp(props: { open: boolean; onOpenChange: (open: boolean) => void }): JSX.Element {
  return (
    <Dialog open={props.open} onOpenChange={props.onOpenChange} title={t('keys.title')} size="s" data-testid="keys">
      <dl class={styles.keys}>
        <For each={LIST}>
          {([keys, text]) => (
            <div class={styles.row}>
              <dt>{text}</dt>
              <dd>
                <For each={keys}>{(key) => <Kbd spoken>{key}</Kbd>}</For>
              </dd>
            </div>
          )}
        </For>
      </dl>
    </Dialog>
  );
}
