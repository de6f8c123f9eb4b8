/** The list of a page's keys. */
import { For, type JSX } from 'solid-js';
import { Dialog } from '../kit/ui/dialog.tsx';
import { Kbd } from '../kit/ui/kbd.tsx';
import styles from './key-help.module.css';
import { t } from './words.ts';

export type KeyList = readonly (readonly [keys: readonly string[], text: string])[];

export function KeyHelp(props: { open: boolean; onOpenChange: (open: boolean) => void; list: KeyList }): JSX.Element {
  return (
    <Dialog open={props.open} onOpenChange={props.onOpenChange} title={t('keys.title')} size="s" data-testid="keys">
      <dl class={styles.keys}>
        <For each={props.list}>
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
