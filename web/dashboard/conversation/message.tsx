/**
 * One message of the thread. The customer stands at the start in grey, the AI (soft violet) and agents (solid blue) at
 * the end; the author is named where a run of messages begins, the avatar stands where it ends.
 */
import BookOpen from 'lucide-solid/icons/book-open';
import Bot from 'lucide-solid/icons/bot';
import Scissors from 'lucide-solid/icons/scissors';
import { For, type JSX, Show } from 'solid-js';
import type { Source } from '#protocol/entry';
import { Avatar } from '../../kit/ui/avatar.tsx';
import { ICON_STROKE } from '../../kit/ui/icon.ts';
import { formatClock, formatExact } from '../time.ts';
import { t } from '../words.ts';
import styles from './message.module.css';
import { RichText } from './rich-text.tsx';

export interface MessageProps {
  from: 'visitor' | 'bot' | 'agent';
  /** Whose it is, in full, for the avatar. */
  initials: string;
  /** How the line above names the author. */
  author: string;
  /** Said after the author: that it is the AI. */
  kind?: string | undefined;
  text: string;
  /** None while it is not in the log. */
  at?: number | undefined;
  first: boolean;
  last: boolean;
  sources?: readonly Source[] | undefined;
  /** Where a source leads, if the member may read it. */
  sourceHref?: ((article: string) => string) | undefined;
  cut?: boolean | undefined;
  /** Not in the log yet. */
  pending?: boolean | undefined;
  /** In place of the time: writing, sending. */
  status?: JSX.Element | undefined;
  /** Behind the text, such as a caret. */
  tail?: JSX.Element | undefined;
  /** Below the bubble: a failure and its way out. */
  foot?: JSX.Element | undefined;
  'data-testid'?: string | undefined;
}

export function Message(props: MessageProps): JSX.Element {
  return (
    <div
      class={styles.message}
      classList={{
        [styles.out ?? '']: props.from !== 'visitor',
        [styles.first ?? '']: props.first,
        [styles.pending ?? '']: props.pending,
      }}
      data-from={props.from}
      data-testid={props['data-testid'] ?? 'entry.message'}
    >
      <div class={styles.face}>
        <Show when={props.last}>
          <Avatar name={props.initials} kind={props.from} icon={props.from === 'bot' ? Bot : undefined} />
        </Show>
      </div>
      <div class={styles.body}>
        <Show when={props.first}>
          <p class={styles.by}>
            <b class={styles.author}>
              <bdi>{props.author}</bdi>
            </b>
            <Show when={props.kind}>
              <span>{props.kind}</span>
            </Show>
            <Show when={props.at} fallback={props.status}>
              {(at) => (
                <time datetime={new Date(at()).toISOString()} title={formatExact(at())}>
                  {formatClock(at())}
                </time>
              )}
            </Show>
          </p>
        </Show>
        <div
          class={`${styles.bubble} ${styles[props.from]}`}
          classList={{ [styles.tip ?? '']: props.last, [styles.caret ?? '']: props.tail !== undefined }}
          title={!props.first && props.at !== undefined ? formatExact(props.at) : undefined}
        >
          <RichText text={props.text} plain={props.from !== 'bot'} />
          <Show when={props.sources?.length}>
            <ul class={styles.sources} aria-label={t('entry.sources')}>
              <For each={props.sources}>
                {(source) => (
                  <li>
                    <a class={styles.source} href={props.sourceHref?.(source.article)}>
                      <BookOpen size={14} strokeWidth={ICON_STROKE} aria-hidden="true" />
                      <span class={styles.cutText}>{source.title}</span>
                    </a>
                  </li>
                )}
              </For>
            </ul>
          </Show>
        </div>
      </div>
      {/* A row of its own, so that the face stays beside the bubble. */}
      <div class={styles.foot}>
        <Show when={props.cut}>
          <p class={styles.note}>
            <Scissors size={14} strokeWidth={ICON_STROKE} aria-hidden="true" />
            {t('entry.cut')}
          </p>
        </Show>
        {props.foot}
      </div>
    </div>
  );
}
