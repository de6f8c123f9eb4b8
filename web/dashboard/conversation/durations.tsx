/** D13: how long a conversation has waited for a person, and how long people have handled it; what is going on ticks. */
import { type JSX, Show } from 'solid-js';
import { formatDuration, isoDuration } from '../time.ts';
import { t } from '../words.ts';
import type { ControlFacts } from './control-badge.tsx';
import styles from './durations.module.css';

export function waitedMs({ control, controlAt, desk }: ControlFacts, now: number): number {
  return (desk?.waitedMs ?? 0) + (control === 'waiting' ? Math.max(0, now - controlAt) : 0);
}

export function handledMs({ control, controlAt, desk }: ControlFacts, now: number): number {
  return (desk?.handledMs ?? 0) + (control === 'agent' ? Math.max(0, now - controlAt) : 0);
}

export function Durations(props: { facts: ControlFacts; now: number }): JSX.Element {
  return (
    <>
      {/* Of a first wait the badge beside it says as much; where nobody has waited or handled anything, nothing is to be told. */}
      <Show when={props.facts.desk?.waitedMs}>
        <span class={styles.one} data-tone={props.facts.control === 'waiting' ? 'waiting' : undefined}>
          {t('conversation.waited')}{' '}
          <Duration ms={waitedMs(props.facts, props.now)} data-testid="conversation.waited" />
        </span>
      </Show>
      <Show when={props.facts.control === 'agent' || props.facts.desk?.handledMs}>
        <span class={styles.one}>
          {t('conversation.handled')}{' '}
          <Duration ms={handledMs(props.facts, props.now)} data-testid="conversation.handled" />
        </span>
      </Show>
    </>
  );
}

/** A length of time, read aloud as one. */
export function Duration(props: { ms: number; 'data-testid'?: string }): JSX.Element {
  return (
    <time datetime={isoDuration(props.ms)} data-testid={props['data-testid']}>
      {formatDuration(props.ms)}
    </time>
  );
}
