/** A plain text with the words of a search marked in it, whatever their accents and case. */
import { For, type JSX, Show } from 'solid-js';
import { fold } from '#protocol/fold';
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

/** Shorter ones are everywhere. */
const WORD_MIN_CHARS = 3;
/** An apostrophe is part of a Ukrainian word, and parts an Italian one. */
const WORD = /([\p{L}\p{N}\p{M}]+(?:(?<=\p{sc=Cyrillic})['’‘‛′´＇`"“”„‟](?=\p{sc=Cyrillic})[\p{L}\p{N}\p{M}]+)*)/u;

/** Marks whole words of `text`: those that begin as one of the searched words does. */
export function markFound(text: string, q: string): TextPart[] {
  const searched = fold(q)
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .filter((word) => word.length >= WORD_MIN_CHARS);
  if (searched.length === 0) return [{ text, found: false }];
  const parts: TextPart[] = [];
  for (const piece of text.split(WORD)) {
    if (piece === '') continue;
    const word = fold(piece);
    const found = searched.some(
      (one) => word.startsWith(one) || (one.startsWith(word) && word.length > WORD_MIN_CHARS),
    );
    const last = parts.at(-1);
    if (last !== undefined && last.found === found) last.text += piece;
    else parts.push({ text: piece, found });
  }
  return parts;
}
