/** Whether one is offered chats (D12): a switch, its colour that of the status. */
import type { JSX } from 'solid-js';
import type { AgentCard } from '#protocol/desk';
import type { Desk } from '../desk-store.ts';
import { t } from '../words.ts';
import styles from './availability-switch.module.css';
import { STATUS_TONES, setStatus, statusText } from './own-status.ts';

export function AvailabilitySwitch(props: { desk: Desk; card: AgentCard; 'data-testid': string }): JSX.Element {
  return (
    <button
      type="button"
      role="switch"
      class={styles.switch}
      data-tone={STATUS_TONES[props.card.status]}
      aria-checked={props.card.status === 'available'}
      aria-label={t('status.toggle')}
      title={statusText(props.card, props.desk.state.clockAheadMs)}
      disabled={props.desk.state.link !== 'live'}
      onClick={() => void setStatus(props.desk, props.card.status !== 'available')}
      data-testid={props['data-testid']}
    >
      <i class={styles.knob} />
    </button>
  );
}
