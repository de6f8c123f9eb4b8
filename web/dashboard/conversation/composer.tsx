/**
 * Where the holder writes (D4): grows with the text, at most 1,000 characters, a counter from 800. Enter sends, Shift+Enter
 * breaks the line, and an input method's Enter only ends its word. Says when others wrote since one began. A `/` brings the
 * templates (D5), whose placeholders have to be filled before the message goes.
 */
import CornerDownLeft from 'lucide-solid/icons/corner-down-left';
import EyeOff from 'lucide-solid/icons/eye-off';
import SquareSlash from 'lucide-solid/icons/square-slash';
import {
  createEffect,
  createMemo,
  createSignal,
  createUniqueId,
  ErrorBoundary,
  type JSX,
  lazy,
  on,
  onCleanup,
  onMount,
  Show,
  Suspense,
} from 'solid-js';
import { MESSAGE_COUNTER_FROM_CHARS, MESSAGE_MAX_CHARS } from '#protocol/limits';
import { fill, placeholdersIn } from '#protocol/placeholder';
import { countChars, isVisible } from '#protocol/text';
import type { VisitCard } from '#protocol/visit';
import type { AgentThread } from '../../kit/fold.ts';
import { isTouch } from '../../kit/media.ts';
import { lastSeq } from '../../kit/thread.ts';
import { Button, IconButton } from '../../kit/ui/button.tsx';
import { ICON_STROKE } from '../../kit/ui/icon.ts';
import { Kbd } from '../../kit/ui/kbd.tsx';
import type { Desk } from '../desk-store.ts';
import { t } from '../words.ts';
import styles from './composer.module.css';
import { keepDraft, noteOf, readDraft } from './drafts.ts';
import { Meanwhile, writtenSince } from './meanwhile.tsx';
import { createSlash } from './slash.ts';
import type { Picker } from './template-picker.tsx';
import { templateValues } from './template-values.ts';

const loadPicker = () => import('./template-picker.tsx');
const TemplatePicker = lazy(() => loadPicker().then((file) => ({ default: file.TemplatePicker })));

export interface ComposerProps {
  desk: Desk;
  thread: AgentThread;
  /** The writing agent's id. */
  me: string;
  /** How the visitor is called. */
  visitor: string;
  /** What templates say of the visitor and where they are. */
  card: VisitCard;
  agentName: string;
  /** The seq up to which the agent has scrolled by themselves. */
  caughtUp: number;
  autofocus: boolean;
  /** An internal note is written, which the visitor never sees. */
  note: boolean;
  /** The way to write the other. */
  tabs: JSX.Element;
}

/** Mounted anew for every conversation, and for a reply and a note each. */
export function Composer(props: ComposerProps): JSX.Element {
  const { conversation, desk, note } = { conversation: props.thread.id, desk: props.desk, note: props.note };
  const draftOf = note ? noteOf(conversation) : conversation;
  const hint = createUniqueId();
  const options = createUniqueId();
  const draft = readDraft(props.me, draftOf);
  const [text, setText] = createSignal(draft.text);
  const [began, setBegan] = createSignal(draft.began ?? lastSeq(props.thread));
  const [picker, setPicker] = createSignal<Picker>();
  let area!: HTMLTextAreaElement;
  let composing = false;
  const slash = createSlash(() => area, write);
  const values = () =>
    templateValues({ card: props.card, agentName: props.agentName, siteName: desk.state.site?.name });

  const chars = createMemo(() => countChars(text()));
  const over = () => chars() - MESSAGE_MAX_CHARS;
  /** A placeholder that a template left open: nobody is to be called that. */
  const unfilled = createMemo(() => placeholdersIn(text()).find((one) => one.known));
  const sendable = () => isVisible(text()) && over() <= 0 && unfilled() === undefined;
  const writing = createMemo(() => isVisible(text()));
  const meanwhile = createMemo(() =>
    writing() && !note ? writtenSince(props.thread, Math.max(began(), props.caughtUp), desk.wroteHere) : [],
  );

  onMount(() => {
    if (props.autofocus) area.focus({ preventScroll: true });
  });
  onCleanup(() => desk.typing(conversation, false));
  createEffect(on(text, fit));

  function write(next: string): void {
    if (!writing()) setBegan(lastSeq(props.thread));
    setText(next);
    keepDraft(props.me, draftOf, { text: next, began: began() });
    if (!note) desk.typing(conversation, writing());
  }

  /** What has been read, or put away, is no news any more. */
  function dismiss(): void {
    setBegan(lastSeq(props.thread));
    keepDraft(props.me, draftOf, { text: text(), began: began() });
    area.focus({ preventScroll: true });
  }

  /**
   * Also where a message has come a moment ago: an Enter that does nothing, or asks back, would make writers press it twice
   * from then on, and a second bubble mends a crossed one as people mend it in any chat. The notice is enough.
   */
  function send(): void {
    if (unfilled()) return select(unfilled()!);
    if (!sendable()) return;
    desk.post(conversation, text().trim(), note);
    setText('');
    keepDraft(props.me, draftOf, { text: '', began: null });
    slash.follow(false);
    area.focus({ preventScroll: true });
  }

  /** The first placeholder that is still open is selected, so that typing fills it. */
  function insertTemplate(body: string): void {
    const at = slash.open()!.from;
    const { text: filled, missing } = fill(body, values());
    slash.replace(filled);
    const first = missing[0];
    if (first) area.setSelectionRange(at + first.start, at + first.end);
  }

  function select({ start, end }: { start: number; end: number }): void {
    area.focus();
    area.setSelectionRange(start, end);
  }

  /** While templates are asked for, keys are theirs first; while they are still being loaded, Enter sends no half-typed shortcut. */
  function pressInPicker(event: KeyboardEvent): boolean {
    if (slash.open() === null || event.isComposing || event.shiftKey || event.ctrlKey || event.metaKey) return false;
    const shown = picker();
    if (shown) return shown.press(event);
    if (event.key === 'Escape') slash.dismiss();
    return event.key === 'Escape' || event.key === 'Enter';
  }

  function press(event: KeyboardEvent): void {
    if (pressInPicker(event)) return event.preventDefault();
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
      <Show when={slash.open()}>
        {(open) => (
          // Without templates one can still write.
          <ErrorBoundary fallback={null}>
            <Suspense>
              <TemplatePicker
                id={options}
                site={desk.site}
                query={open().query}
                values={values()}
                ref={setPicker}
                onPick={(template) => insertTemplate(template.body)}
                onClose={() => {
                  slash.dismiss();
                  area.focus({ preventScroll: true });
                }}
              />
            </Suspense>
          </ErrorBoundary>
        )}
      </Show>
      <div class={styles.box} data-invalid={over() > 0 ? '' : undefined} data-note={note ? '' : undefined}>
        <div class={styles.top}>
          {props.tabs}
          <Show
            when={note}
            fallback={
              <Show when={!isTouch()}>
                <span class={styles.slash} aria-hidden="true">
                  <Kbd>/</Kbd> {t('composer.templates')}
                </span>
              </Show>
            }
          >
            <span class={styles.team} data-testid="composer.team">
              <EyeOff size={14} strokeWidth={ICON_STROKE} aria-hidden="true" />
              {t('note.hint')}
            </span>
          </Show>
        </div>
        <textarea
          ref={area}
          class={styles.text}
          rows="1"
          dir="auto"
          value={text()}
          placeholder={t(note ? 'note.placeholder' : 'composer.placeholder')}
          aria-label={t(note ? 'note.write' : 'composer.label')}
          aria-describedby={hint}
          aria-autocomplete="list"
          aria-controls={picker() ? options : undefined}
          aria-activedescendant={picker()?.chosen()}
          aria-invalid={over() > 0}
          enterkeyhint={isTouch() ? 'enter' : 'send'}
          data-testid="composer.text"
          onInput={(event) => {
            write(event.currentTarget.value);
            slash.follow(!composing);
          }}
          onKeyDown={press}
          onKeyUp={() => slash.follow(false)}
          onClick={() => slash.follow(false)}
          onFocus={() => void loadPicker().catch(() => {})}
          onCompositionStart={() => {
            composing = true;
          }}
          onCompositionEnd={() => {
            composing = false;
          }}
          onBlur={(event) => {
            desk.typing(conversation, false);
            const to = event.relatedTarget;
            if (!(to instanceof Node && event.currentTarget.form?.contains(to))) slash.dismiss();
          }}
        />
        <Show when={unfilled()}>
          {(one) => (
            <p class={styles.unfilled} role="status" data-testid="composer.unfilled">
              {t('composer.unfilled', one().name)}
            </p>
          )}
        </Show>
        <div class={styles.bar}>
          <IconButton
            size="s"
            icon={SquareSlash}
            label={t('composer.template')}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => (slash.open() ? slash.dismiss() : slash.begin())}
            data-testid="template.pick"
          />
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
            {t(note ? 'note.add' : 'composer.send')}
            <CornerDownLeft aria-hidden="true" />
          </Button>
        </div>
      </div>
    </form>
  );
}
