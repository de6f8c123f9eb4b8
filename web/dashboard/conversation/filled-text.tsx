/** A template as it will be sent, with what was filled in marked, and what is still missing marked differently. */
import { For, type JSX, Show } from 'solid-js';
import { fillParts, type PlaceholderValues } from '#protocol/placeholder';
import styles from './filled-text.module.css';

export function FilledText(props: { text: string; values: PlaceholderValues }): JSX.Element {
  return (
    <For each={fillParts(props.text, props.values)}>
      {(part) => (
        <Show when={part.kind !== 'text'} fallback={part.text}>
          <mark class={part.kind === 'value' ? styles.value : styles.missing}>{part.text}</mark>
        </Show>
      )}
    </For>
  );
}
