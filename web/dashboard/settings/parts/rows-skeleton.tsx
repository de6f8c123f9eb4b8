/** Rows that are still loading, in the card they will stand in, so nothing jumps when they arrive. */
import { For, type JSX } from 'solid-js';
import { Skeleton } from '../../../kit/ui/states.tsx';
import { uiWords } from '../../../kit/ui/words.ts';
import styles from './rows-skeleton.module.css';

export function RowsSkeleton(props: { rows: number }): JSX.Element {
  return (
    <div class={styles.card} role="status" aria-label={uiWords().loading}>
      <For each={Array.from({ length: props.rows })}>
        {() => (
          <div class={styles.row}>
            <Skeleton width="third" />
            <Skeleton width="half" />
          </div>
        )}
      </For>
    </div>
  );
}
