/**
 * A table with its name for screen readers and sideways scrolling of its own. Rows are ordinary `<tr>` and `<td>`;
 * a `<td data-end>` holds the row's buttons, `<td data-num>` a number.
 */
import { For, type JSX } from 'solid-js';
import styles from './table.module.css';

export function Table(props: {
  label: string;
  /** Column headings; an empty one is for the buttons. */
  head: readonly string[];
  children: JSX.Element;
  'data-testid'?: string | undefined;
}): JSX.Element {
  return (
    <div class={styles.scroll}>
      <table class={styles.table} aria-label={props.label} data-testid={props['data-testid']}>
        <thead>
          <tr>
            <For each={props.head}>{(title) => (title === '' ? <td /> : <th scope="col">{title}</th>)}</For>
          </tr>
        </thead>
        <tbody>{props.children}</tbody>
      </table>
    </div>
  );
}
