/** How many chats an agent has, of how many they take at once: “3 of 5 chats”. */
import { For, type JSX, Show } from 'solid-js';
import { t } from '../words.ts';
import styles from './capacity-meter.module.css';

/** More bars than these can't be counted at a glance. */
const BARS_MAX = 8;

export function CapacityMeter(props: { load: number; ringing?: number; capacity: number }): JSX.Element {
  return (
    <span
      class={styles.meter}
      data-tone={props.load > props.capacity ? 'waiting' : 'agent'}
      data-testid="capacity.meter"
    >
      <Show when={props.capacity <= BARS_MAX}>
        <span class={styles.bars} aria-hidden="true">
          <For each={Array.from({ length: props.capacity })}>
            {(_, bar) => <i class={styles.bar} data-filled={bar() < props.load ? '' : undefined} />}
          </For>
        </span>
      </Show>
      {t('capacity.of', props.load, props.capacity)}
      <Show when={props.ringing}>{(count) => <>{` · ${t('capacity.ringing', count())}`}</>}</Show>
    </span>
  );
}
