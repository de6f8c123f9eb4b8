/**
 * What whoever has a conversation writes: a reply to the visitor, or a note to the team. Which of the two is theirs to choose, stays as it
 * is for each conversation, and each keeps its own draft.
 */
import { createSignal, type JSX, Show } from 'solid-js';
import { t } from '../words.ts';
import { Composer, type ComposerProps } from './composer.tsx';
import { keepNoteMode, readNoteMode } from './drafts.ts';
import styles from './writing.module.css';

/** Mounted anew for every conversation. */
export function Writing(props: Omit<ComposerProps, 'note' | 'tabs'>): JSX.Element {
  const conversation = props.thread.id;
  const [mode, setMode] = createSignal<'reply' | 'note'>(readNoteMode(props.me, conversation) ? 'note' : 'reply');
  /** Whoever switches goes on writing. */
  const [switched, setSwitched] = createSignal(false);

  function choose(next: 'reply' | 'note'): void {
    setSwitched(true);
    setMode(next);
    keepNoteMode(props.me, conversation, next === 'note');
  }

  const tabs = () => (
    <fieldset class={styles.tabs} aria-label={t('composer.mode')}>
      {(['reply', 'note'] as const).map((one) => (
        <button
          type="button"
          class={styles.tab}
          aria-pressed={mode() === one}
          onClick={() => choose(one)}
          data-testid={`composer.${one}`}
        >
          {t(`composer.${one}`)}
        </button>
      ))}
    </fieldset>
  );

  return (
    <Show when={mode()} keyed>
      {(now) => <Composer {...props} note={now === 'note'} tabs={tabs()} autofocus={props.autofocus || switched()} />}
    </Show>
  );
}
