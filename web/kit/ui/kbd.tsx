/** A key of the keyboard, drawn. Hidden from screen readers: the control names its shortcut by `aria-keyshortcuts`. */
import type { JSX } from 'solid-js';
import styles from './kbd.module.css';

export function Kbd(props: {
  children: JSX.Element /** Where the key itself is the information. */;
  spoken?: boolean;
}): JSX.Element {
  return (
    <span class={styles.kbd} aria-hidden={!props.spoken}>
      {props.children}
    </span>
  );
}
