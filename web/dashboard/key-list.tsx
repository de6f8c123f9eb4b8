/** The dialog with a page's keys. */
import { For, type JSX } from 'solid-js';
import { Dialog } from '../kit/ui/dialog.tsx';
import { Kbd } from '../kit/ui/kbd.tsx';
import type { KeyHelpProps } from './key-help.tsx';
import styles from './key-list.module.css';
import { t } from './words.ts';

/** What rings is accepted on every page; in a composer Escape comes first, since there A is a letter. */
const ACCEPT: KeyHelpProps['list'][number] = [['A'], t('keys.accept')];
/** So is the palette asked for, from anywhere. */
const PALETTE: KeyHelpProps['list'][number] = [[isMac() ? '⌘' : t('keys.name.control'), 'K'], t('keys.palette')];

export function KeyListDialog(props: KeyHelpProps): JSX.Element {
  return (
    <Dialog open={props.open} onOpenChange={props.onOpenChange} title={t('keys.title')} size="s" data-testid="keys">
      <dl class={styles.keys}>
        <For each={[...props.list, ACCEPT, PALETTE]}>
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

function isMac(): boolean {
  return navigator.userAgent.includes('Mac OS X');
}
