/**
 * A text area for Markdown with a few tools and, beside it or on a second tab, the preview. Ctrl/⌘ B and I work, and the
 * browser's own undo keeps working, because changes go through the text area as typing does.
 */
import Bold from 'lucide-solid/icons/bold';
import Italic from 'lucide-solid/icons/italic';
import Link from 'lucide-solid/icons/link';
import List from 'lucide-solid/icons/list';
import { createSignal, createUniqueId, type JSX, Show } from 'solid-js';
import { ARTICLE_MAX_CHARS } from '#protocol/article';
import { Button, IconButton } from '../../../kit/ui/button.tsx';
import { t } from '../../words/knowledge.ts';
import { insertLink, type Selected, toggleAround, toggleList } from './markdown-edit.ts';
import styles from './markdown-editor.module.css';
import { Rendered } from './rendered.tsx';

/** The counter appears this near the limit. */
const COUNTER_FROM_LEFT = 5_000;

export function MarkdownEditor(props: {
  value: string;
  onValue: (value: string) => void;
  onBlur: () => void;
  error?: string | undefined;
}): JSX.Element {
  const id = createUniqueId();
  const [tab, setTab] = createSignal<'write' | 'preview'>('write');
  const left = () => ARTICLE_MAX_CHARS - props.value.length;
  let area!: HTMLTextAreaElement;

  function edit(change: (selected: Selected) => Selected): void {
    const next = change({ text: area.value, from: area.selectionStart, to: area.selectionEnd });
    area.focus();
    area.select();
    // The only way that keeps the undo history; deprecated in name, alive in every browser.
    if (!document.execCommand('insertText', false, next.text)) {
      area.value = next.text;
      props.onValue(next.text);
    }
    area.setSelectionRange(next.from, next.to);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    const mark = event.key === 'b' ? '**' : event.key === 'i' ? '*' : undefined;
    if (mark === undefined) return;
    event.preventDefault();
    edit((selected) => toggleAround(selected, mark));
  }

  return (
    <div class={styles.editor} data-tab={tab()}>
      <div class={styles.bar}>
        <label for={id} class={styles.label}>
          {t('article.body')}
        </label>
        <div class={styles.tabs}>
          <Button size="s" variant="ghost" aria-pressed={tab() === 'write'} onClick={() => setTab('write')}>
            {t('article.write')}
          </Button>
          <Button size="s" variant="ghost" aria-pressed={tab() === 'preview'} onClick={() => setTab('preview')}>
            {t('article.preview')}
          </Button>
        </div>
        <div class={styles.tools}>
          <IconButton
            size="s"
            icon={Bold}
            label={t('article.bold')}
            onClick={() => edit((s) => toggleAround(s, '**'))}
          />
          <IconButton
            size="s"
            icon={Italic}
            label={t('article.italics')}
            onClick={() => edit((s) => toggleAround(s, '*'))}
          />
          <IconButton size="s" icon={List} label={t('article.list')} onClick={() => edit(toggleList)} />
          <IconButton
            size="s"
            icon={Link}
            label={t('article.link')}
            onClick={() => edit((s) => insertLink(s, t('article.link').toLowerCase()))}
          />
        </div>
      </div>
      <div class={styles.write}>
        <textarea
          ref={area}
          id={id}
          class={styles.area}
          dir="auto"
          spellcheck={true}
          placeholder={t('article.body.placeholder')}
          value={props.value}
          onInput={(event) => props.onValue(event.currentTarget.value)}
          onBlur={() => props.onBlur()}
          onKeyDown={onKeyDown}
          aria-invalid={props.error ? true : undefined}
          aria-describedby={props.error ? `${id}-error` : undefined}
        />
      </div>
      <section class={styles.preview} aria-label={t('article.preview')}>
        <h2 class={styles.previewTitle}>{t('article.preview')}</h2>
        <Show when={props.value.trim() !== ''} fallback={<p class={styles.quiet}>{t('article.preview.empty')}</p>}>
          <Rendered text={props.value} />
        </Show>
      </section>
      <div class={styles.foot}>
        <Show when={props.error}>
          <p id={`${id}-error`} class={styles.error} role="alert">
            {props.error}
          </p>
        </Show>
        <Show when={left() < COUNTER_FROM_LEFT}>
          <p class={left() < 0 ? styles.error : styles.quiet}>
            {left() < 0 ? t('article.over', -left()) : t('article.left', left())}
          </p>
        </Show>
      </div>
    </div>
  );
}
