/**
 * Where the holder writes (D4): grows with the text, at most 1,000 characters, a counter from 800. Enter sends, Shift+Enter
 * breaks the line, and an input method's Enter only ends its word. Warns when the visitor wrote meanwhile.
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

export interface ComposerProps {
  desk: Desk;
  thread: AgentThread;
  /** How the visitor is called. */
  visitor: string;
  autofocus: boolean;
}

/** Mounted anew for every conversation. */
export function Composer(props: ComposerProps): JSX.Element {
  const { conversation, desk } = { conversation: props.thread.id, desk: props.desk };
  const hint = createUniqueId();
  const [text, setText] = createSignal(readDraft(conversation));
  const [began, setBegan] = createSignal(lastSeq(props.thread));
  let area!: HTMLTextAreaElement;
  let composing = false;

  const chars = createMemo(() => countChars(text()));
  const over = () => chars() - MESSAGE_MAX_CHARS;
  const sendable = () => text().trim() !== '' && over() <= 0;
  const meanwhile = createMemo(() => {
    if (text().trim() === '') return 0;
    const wrote = (entry: AgentThread['entries'][number]) =>
      entry.seq > began() && entry.kind === 'message' && entry.from === 'visitor';
    return props.thread.entries.filter(wrote).length;
  });

  onMount(() => {
    if (props.autofocus) area.focus({ preventScroll: true });
  });
  onCleanup(() => desk.typing(conversation, false));
  createEffect(on(text, fit));

  function write(next: string): void {
    if (text().trim() === '') setBegan(lastSeq(props.thread));
    setText(next);
    keepDraft(conversation, next);
    desk.typing(conversation, next.trim() !== '');
  }

  function send(): void {
    if (!sendable()) return;
    desk.post(conversation, text().trim());
    setText('');
    keepDraft(conversation, '');
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
      <Show when={meanwhile() > 0}>
        <p class={styles.meanwhile} role="status" data-testid="composer.meanwhile">
          {t('composer.meanwhile', props.visitor, meanwhile())}
        </p>
      </Show>
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
