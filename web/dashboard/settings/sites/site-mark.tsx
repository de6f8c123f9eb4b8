/** A site's first letter on its own colour. */
import type { JSX } from 'solid-js';
import { initials } from '../../../kit/ui/avatar.tsx';
import { textOn } from '../contrast.ts';
import styles from './site-mark.module.css';

export function SiteMark(props: { name: string; color: string | undefined }): JSX.Element {
  return (
    <span
      class={styles.mark}
      aria-hidden="true"
      style={{ background: props.color, color: props.color && textOn(props.color).color }}
    >
      {initials(props.name, 1)}
    </span>
  );
}
