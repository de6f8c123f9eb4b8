/**
 * Where the holder writes (D4): grows with the text, at most 1,000 characters, a counter from 800. Enter sends, Shift+Enter
 * breaks the line, and an input method's Enter only ends its word. Says when others wrote since one began.
 */
import CornerDownLeft from 'lucide-solid/icons/corner-down-left';
import {
  createEffect,
  createMemo,
  createSignal,
  createUniqueId,
  type JSX,
  on,
  onCleanup,
  onMount,
  Show,
} from 'solid-js';
import { MESSAGE_COUNTER_FROM_CHARS, MESSAGE_MAX_CHARS } from '#protocol/limits';
import { countChars } from '#protocol/text';
import { type AgentThread, lastSeq } from '../../kit/fold.ts';
import { isTouch } from '../../kit/media.ts';
import { Button } from '../../kit/ui/button.tsx';
import type { Desk } from '../desk-store.ts';
import { t } from '../words.ts';
import styles from './composer.module.css';
import { keepDraft, readDraft } from './drafts.ts';
import { Meanwhile, writtenSince } from './meanwhile.tsx';

export interface ComposerProps {
  desk: Desk;
  thread: AgentThread;
  /** The writing agent's id. */
  me: string;
  /** How the visitor is called. */
  visitor: string;
  /** The seq up to which the agent has scrolled by themselves. */
  caughtUp: number;
  autofocus: boolean;
}

/** Mounted anew for every conversation. */
export function Composer(props: ComposerProps): JSX.Element {
  const { conversation, desk } = { conversation: props.thread.id, desk: props.desk };
  const hint = createUniqueId();
  const draft = readDraft(props.me, conversation);
  const [text, setText] = createSignal(draft.text);
  const [began, setBegan] = createSignal(draft.began ?? lastSeq(props.thread));
  let area!: HTMLTextAreaElement;
  let composing = false;

  const chars = createMemo(() => countChars(text()));
  const over = () => chars() - MESSAGE_MAX_CHARS;
  const sendable = () => text().trim() !== '' && over() <= 0;
  const writing = createMemo(() => text().trim() !== '');
  const meanwhile = createMemo(() =>
    writing() ? writtenSince(props.thread, Math.max(began(), props.caughtUp), desk.wroteHere) : [],
  );

  onMount(() => {
    if (props.autofocus) area.focus({ preventScroll: true });
  });
  onCleanup(() => desk.typing(conversation, false));
  createEffect(on(text, fit));

  function write(next: string): void {
    if (!writing()) setBegan(lastSeq(props.thread));
    setText(next);
    keepDraft(props.me, conversation, { text: next, began: began() });
    desk.typing(conversation, writing());
  }

  /** What has been read, or put away, is no news any more. */
  function dismiss(): void {
    setBegan(lastSeq(props.thread));
    keepDraft(props.me, conversation, { text: text(), began: began() });
    area.focus({ preventScroll: true });
  }

  /**
   * Also where a message has come a moment ago: an Enter that does nothing, or asks back, would make writers press it twice
   * from then on, and a second bubble mends a crossed one as people mend it in any chat. The notice is enough.
   */
  function send(): void {
    if (!sendable()) return;
    desk.post(conversation, text().trim());
    setText('');
    keepDraft(props.me, conversation, { text: '', began: null });
    area.focus({ preventScroll: true });
  }

  function press(event: KeyboardEvent): void {
    // 229 is how older Safari tells that the key belongs to the input method.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || composing || event.keyCode === 229) return;
    // On a phone Enter breaks the line; the button sends.
    if (isTouch() && !event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    send();
  }

  /** As tall as its text; the style sheet says how tall at most. */
  function fit(): void {
    area.style.height = 'auto';
    area.style.height = `${area.scrollHeight}px`;
  }

  return (
    <form
      class={styles.composer}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Meanwhile messages={meanwhile()} me={props.me} visitor={props.visitor} onDismiss={dismiss} />
      <div class={styles.box} data-invalid={over() > 0 ? '' : undefined}>
        <textarea
          ref={area}
          class={styles.text}
          rows="1"
          dir="auto"
          value={text()}
          placeholder={t('composer.placeholder')}
          aria-label={t('composer.label')}
          aria-describedby={hint}
          aria-invalid={over() > 0}
          enterkeyhint={isTouch() ? 'enter' : 'send'}
          data-testid="composer.text"
          onInput={(event) => write(event.currentTarget.value)}
          onKeyDown={press}
          onCompositionStart={() => {
            composing = true;
          }}
          onCompositionEnd={() => {
            composing = false;
          }}
          onBlur={() => desk.typing(conversation, false)}
        />
        <div class={styles.bar}>
          <span id={hint} class={styles.hint}>
            <Show when={!isTouch()}>{t('composer.hint')}</Show>
          </span>
          <Show when={chars() >= MESSAGE_COUNTER_FROM_CHARS}>
            <span
              class={styles.counter}
              classList={{ [styles.over ?? '']: over() > 0 }}
              role="status"
              data-testid="composer.counter"
            >
              {over() > 0 ? t('composer.too-long', over()) : t('composer.counter', chars(), MESSAGE_MAX_CHARS)}
            </span>
          </Show>
          <Button type="submit" variant="primary" disabled={!sendable()} data-testid="entry.post">
            {t('composer.send')}
            <CornerDownLeft aria-hidden="true" />
          </Button>
        </div>
      </div>
    </form>
  );
}
