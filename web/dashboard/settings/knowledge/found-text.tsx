/** A plain text with the words of a search marked in it, whatever their accents and case. */
import { For, type JSX, Show } from 'solid-js';
import styles from './found-text.module.css';

export function FoundText(props: { text: string; q: string }): JSX.Element {
  return (
    <For each={markFound(props.text, props.q)}>
      {(part) => (
        <Show when={part.found} fallback={part.text}>
          <mark class={styles.mark}>{part.text}</mark>
        </Show>
      )}
    </For>
  );
}

export interface TextPart {
  text: string;
  found: boolean;
}

/** Words of `text` that begin as one of the searched words do. Shorter ones than this are everywhere. */
const WORD_MIN_CHARS = 3;

export function markFound(text: string, q: string): TextPart[] {
  const searched = words(q).filter((word) => word.length >= WORD_MIN_CHARS);
  if (searched.length === 0) return [{ text, found: false }];
  const parts: TextPart[] = [];
  for (const piece of text.split(/([\p{L}\p{N}\p{M}]+)/u)) {
    if (piece === '') continue;
    const word = bare(piece);
    const found = searched.some(
      (one) => word.startsWith(one) || (one.startsWith(word) && word.length > WORD_MIN_CHARS),
    );
    const last = parts.at(-1);
    if (last !== undefined && last.found === found) last.text += piece;
    else parts.push({ text: piece, found });
  }
  return parts;
}

function words(text: string): string[] {
  return bare(text).split(/[^\p{L}\p{N}]+/u);
}

function bare(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
