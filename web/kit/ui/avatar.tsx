/** A person's initials in a disc; an icon where it is the AI; and, if asked, the mark of being online, or of another status. */
import { type JSX, Show } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import styles from './avatar.module.css';
import type { Icon } from './icon.ts';
import type { Tone } from './tone.ts';

export interface AvatarProps {
  /** Whose it is. Shown as initials, never read aloud: the name stands beside it. */
  name: string;
  kind?: 'visitor' | 'agent' | 'bot' | undefined;
  size?: 's' | 'm' | 'l' | undefined;
  icon?: Icon | undefined;
  online?: boolean | undefined;
  /** For those whose status is more than that. */
  status?: Tone | undefined;
}

export function Avatar(props: AvatarProps): JSX.Element {
  return (
    <span class={`${styles.avatar} ${styles[props.kind ?? 'visitor']} ${styles[props.size ?? 'm']}`} aria-hidden="true">
      <Show when={props.icon} fallback={initials(props.name)}>
        {(icon) => <Dynamic component={icon()} size={16} strokeWidth={1.75} />}
      </Show>
      <Show when={props.status ?? toneOf(props.online)}>{(tone) => <i class={styles.dot} data-tone={tone()} />}</Show>
    </span>
  );
}

function toneOf(online: boolean | undefined): Tone | undefined {
  if (online === undefined) return undefined;
  return online ? 'online' : 'closed';
}

/** A masked name such as m******@gmail.com keeps its shape: its stars count as letters. */
const LETTER = /[\p{L}\p{N}*]/u;
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * First letters of the first and the last word, or the first two of the only one; whole as a reader sees them: “आरव शर्मा” begins with
 * two-part letters. A name without letters is known by its first sign, such as a flag.
 */
export function initials(name: string, most = 2): string {
  const [first = name.trim() || '–', ...others] = name.split(/\s+/u).filter((word) => LETTER.test(word));
  const last = others.at(-1);
  return last !== undefined && most > 1 ? letters(first, 1) + letters(last, 1) : letters(first, most);
}

function letters(word: string, count: number): string {
  const signs = Array.from(graphemes.segment(word), (part) => part.segment);
  const seen = signs.filter((sign) => LETTER.test(sign)).slice(0, count);
  return (seen.join('') || signs[0]!).toLocaleUpperCase();
}
