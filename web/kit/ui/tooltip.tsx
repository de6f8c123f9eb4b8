/** A word about a thing that has too little room to say it. Never the only way to learn it: name the thing as well. */
import * as Kobalte from '@kobalte/core/tooltip';
import type { JSX } from 'solid-js';
import type { Trigger } from './menu.tsx';
import styles from './tooltip.module.css';

export function Tooltip(props: {
  text: JSX.Element;
  trigger: Trigger;
  placement?: 'top' | 'bottom' | 'right' | 'left';
}): JSX.Element {
  return (
    <Kobalte.Root placement={props.placement ?? 'top'} gutter={6} openDelay={400}>
      <Kobalte.Trigger as={props.trigger} />
      <Kobalte.Portal>
        <Kobalte.Content class={styles.tooltip}>{props.text}</Kobalte.Content>
      </Kobalte.Portal>
    </Kobalte.Root>
  );
}
