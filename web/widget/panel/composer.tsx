/** Where the visitor writes: grows to five lines, counts near the limit, keeps the draft of its tab. Enter sends. */
import { createEffect, createSignal, type JSX } from 'solid-js';
import { MESSAGE_COUNTER_FROM_CHARS, MESSAGE_MAX_CHARS } from '#protocol/limits';
import { countChars } from '#protocol/text';
import { Icon } from './icon.tsx';
import { t } from './text.ts';
import { typingSign } from './typing-sign.ts';
import type { View } from './view.ts';

export interface DraftStore {
  get(): string;
  set(text: string): void;
}

/** A refusal of something else than a message is shown this long. */
const REFUSAL_MS = 8_000;

export function Composer(props: { view: View; draft: DraftStore; disabled: boolean }): JSX.Element {
  let field!: HTMLTextAreaElement;
  const [text, setText] = createSignal(props.draft.get());
  const count = () => countChars(text());
  const over = () => count() - MESSAGE_MAX_CHARS;
  const ready = () => !props.disabled && text().trim() !== '' && over() <= 0;
  const sign = typingSign(props.view);

  createEffect(() => {
    // Measured while on screen only: a hidden frame has no heights.
    if (!props.view.state().open) return;
    if (field.value !== text()) field.value = text();
    field.style.height = '';
    field.style.height = `${field.scrollHeight}px`;
  });
  const write = (next: string) => {
    setText(next);
    props.draft.set(next);
    sign.write(next);
  };
  const send = (event: Event) => {
    event.preventDefault();
    if (!ready()) return;
    props.view.chat.post(text());
    sign.sent();
    write('');
    field.focus();
  };
  const preview = () => props.view.look()?.preview;
  const placeholder = () => {
    const name = props.view.people().join(', ');
    return name ? t('placeholderTo', { name }) : t('placeholder');
  };
  const note = () => {
    if (over() > 0) return t('tooLong', { count: over() });
    if (count() >= MESSAGE_COUNTER_FROM_CHARS) return `${count()} / ${MESSAGE_MAX_CHARS}`;
    const { refusal, pending } = props.view.state();
    // Held messages say so themselves.
    if (pending.some(({ frame, heldUntil }) => heldUntil && frame.t !== 'entry.post')) return t('again');
    if (refusal && props.view.clientNow() - refusal.at < REFUSAL_MS)
      return t(refusal.code === 'person.too-often' ? 'askedOften' : 'refused');
    if (props.view.control() !== 'bot') return '';
    return t('disclaimer', { name: props.view.look()?.botName ?? t('botTag') });
  };

  return (
    <>
      <form class="composer" onSubmit={send}>
        <textarea
          ref={(el) => (field = el)}
          rows="1"
          dir="auto"
          enterkeyhint="send"
          placeholder={placeholder()}
          aria-label={placeholder()}
          aria-describedby={preview() ? 'preview' : undefined}
          disabled={props.disabled}
          onInput={() => write(field.value)}
          onBlur={() => sign.end()}
          onKeyDown={(event) => {
            // 229: an input method is still composing, in browsers that say so only here.
            if (event.key === 'Enter' && !event.shiftKey && !event.isComposing && event.keyCode !== 229) send(event);
          }}
        />
        <button type="submit" class="send" aria-label={t('send')} disabled={!ready()}>
          <Icon of="send" />
        </button>
      </form>
      {preview() && (
        <p class="note" id="preview">
          {t('preview')}
        </p>
      )}
      <p class={over() > 0 ? 'note trouble' : 'note'} role="status">
        {note()}
      </p>
    </>
  );
}
