/** An internal note between the messages: for the team, never for the visitor, and nothing like a message to look at. */
import EyeOff from 'lucide-solid/icons/eye-off';
import { type JSX, Show } from 'solid-js';
import { ICON_STROKE } from '../../kit/ui/icon.ts';
import { formatClock, formatExact } from '../time.ts';
import { t } from '../words.ts';
import styles from './note.module.css';

export function Note(props: {
  author: string;
  text: string;
  /** None while it is not in the log. */
  at?: number | undefined;
  /** In place of the time: sending. */
  status?: JSX.Element | undefined;
  /** Below the text: a failure and its way out. */
  foot?: JSX.Element | undefined;
  'data-testid'?: string | undefined;
}): JSX.Element {
  return (
    <section
      class={styles.note}
      aria-label={t('note.by', props.author)}
      title={t('note.hint')}
      data-testid={props['data-testid'] ?? 'entry.note'}
    >
      <p class={styles.head}>
        <EyeOff size={14} strokeWidth={ICON_STROKE} aria-hidden="true" />
        <b>{t('note.label')}</b>
        <bdi class={styles.author}>{props.author}</bdi>
        <Show when={props.at} fallback={props.status}>
          {(at) => (
            <time datetime={new Date(at()).toISOString()} title={formatExact(at())}>
              {formatClock(at())}
            </time>
          )}
        </Show>
      </p>
      <p class={styles.text} dir="auto">
        {props.text}
      </p>
      {props.foot}
    </section>
  );
}
