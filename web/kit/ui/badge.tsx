/** A word in one of the control colours, with an icon: the colour is never alone. */
import { type JSX, Show } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import styles from './badge.module.css';
import type { Icon } from './icon.ts';
import type { Tone } from './tone.ts';

export function Badge(props: {
  tone: Tone;
  icon?: Icon | undefined;
  children: JSX.Element;
  /** Without the soft fill, where the place is coloured already. */
  bare?: boolean | undefined;
  'data-testid'?: string | undefined;
}): JSX.Element {
  return (
    <span
      class={`${styles.badge} ${props.bare ? styles.bare : ''}`}
      data-tone={props.tone}
      data-testid={props['data-testid']}
    >
      <Show when={props.icon}>
        {(icon) => <Dynamic component={icon()} size={14} strokeWidth={2} aria-hidden="true" />}
      </Show>
      <span class={styles.text}>{props.children}</span>
    </span>
  );
}

/** A spot of colour beside a word. */
export function Dot(props: { tone: Tone }): JSX.Element {
  return <i class={styles.dot} data-tone={props.tone} aria-hidden="true" />;
}
