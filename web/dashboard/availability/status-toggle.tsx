/** At the foot of the rail (D12, I1): a switch for being offered chats, and under it the word that opens all choices. */
import { type JSX, Show } from 'solid-js';
import { Menu } from '../../kit/ui/menu.tsx';
import { useDesk } from '../desk-context.tsx';
import type { Desk } from '../desk-store.ts';
import { t } from '../words.ts';
import { AvailabilitySwitch } from './availability-switch.tsx';
import { STATUS_TONES, statusWord, useOwnCard } from './own-status.ts';
import { StatusItems } from './status-items.tsx';
import styles from './status-toggle.module.css';

export function StatusToggle(): JSX.Element {
  const desk = useDesk();
  return (
    <Show when={desk()} keyed>
      {(opened) => <Toggle desk={opened} />}
    </Show>
  );
}

function Toggle(props: { desk: Desk }): JSX.Element {
  const card = useOwnCard(() => props.desk);
  return (
    <Show when={card()}>
      {(own) => (
        <div class={styles.foot} data-tone={STATUS_TONES[own().status]} data-testid="status" data-status={own().status}>
          <AvailabilitySwitch desk={props.desk} card={own()} data-testid="status.toggle" />
          <Menu
            placement="right-start"
            data-testid="status.menu"
            trigger={(trigger) => (
              <button {...trigger} type="button" class={styles.word} data-testid="status.open">
                <span class={styles.text} role="status">
                  {statusWord(own())}
                </span>
                <span class={styles.hidden}>{t('status.open')}</span>
              </button>
            )}
          >
            <StatusItems desk={props.desk} card={own()} />
          </Menu>
        </div>
      )}
    </Show>
  );
}
