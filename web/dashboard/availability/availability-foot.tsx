/** The foot of a list of one's conversations: how one is available until when, and how much room there is; on a phone with the switch. */
import { type JSX, Show } from 'solid-js';
import type { Desk } from '../desk-store.ts';
import styles from './availability-foot.module.css';
import { AvailabilitySwitch } from './availability-switch.tsx';
import { CapacityMeter } from './capacity-meter.tsx';
import { STATUS_TONES, statusText, useOwnCard } from './own-status.ts';

export function AvailabilityFoot(props: { desk: Desk }): JSX.Element {
  const card = useOwnCard(() => props.desk);
  /** What only rings is nobody's yet. */
  const ringing = () => props.desk.state.offers.length;
  return (
    <Show when={card()}>
      {(own) => (
        <footer class={styles.foot} data-testid="availability.foot">
          <span class={styles.phone}>
            <AvailabilitySwitch desk={props.desk} card={own()} data-testid="availability.toggle" />
          </span>
          <span class={styles.status} data-tone={STATUS_TONES[own().status]}>
            {statusText(own(), props.desk.state.clockAheadMs)}
          </span>
          <CapacityMeter load={Math.max(0, own().load - ringing())} ringing={ringing()} capacity={own().capacity} />
        </footer>
      )}
    </Show>
  );
}
