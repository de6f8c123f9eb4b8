/** Somebody writes: who, and what so far where the site shows that. */
import { type JSX, Show } from 'solid-js';
import { Avatar } from '../../kit/ui/avatar.tsx';
import { firstName, initialsSource } from '../visitor.ts';
import { t } from '../words.ts';
import styles from './typing-sign.module.css';

export function TypingSign(props: {
  from: 'visitor' | 'bot';
  /** What is typed so far, where the site shows it. */
  text?: string | undefined;
  visitor: { visitor: string; name: string | null };
}): JSX.Element {
  const sign = () => t('entry.visitor-writing', props.from === 'visitor' ? firstName(props.visitor) : t('entry.ai'));
  return (
    <div class={styles.typing} classList={{ [styles.end ?? '']: props.from === 'bot' }} aria-live="off">
      <Show when={props.from === 'visitor'}>
        <Avatar name={initialsSource(props.visitor)} />
      </Show>
      <span class={styles.typingBubble} data-tone={props.from === 'bot' ? 'bot' : undefined} data-testid="typing.sign">
        <Dots />
        <Show when={props.text} fallback={sign()}>
          {(text) => (
            <span class={styles.typed} dir="auto" title={sign()} data-testid="typing.text">
              {text()}
            </span>
          )}
        </Show>
      </span>
    </div>
  );
}

export function Dots(): JSX.Element {
  return (
    <span class={styles.dots} aria-hidden="true">
      <i />
      <i />
      <i />
    </span>
  );
}
