/**
 * The templates above the composer (D5): those that fit what follows the `/`, and how the chosen one will read. The focus
 * stays in the composer, which hands its keys over.
 */
import User from 'lucide-solid/icons/user';
import { createEffect, createMemo, createSignal, For, type JSX, Match, on, onCleanup, Show, Switch } from 'solid-js';
import type { PlaceholderValues } from '#protocol/placeholder';
import type { Template } from '#protocol/template';
import { isTouch } from '../../kit/media.ts';
import { Button } from '../../kit/ui/button.tsx';
import { Kbd } from '../../kit/ui/kbd.tsx';
import { Skeletons } from '../../kit/ui/states.tsx';
import { api, keys } from '../api.ts';
import { findTemplates } from '../template-search.ts';
import { useQuery } from '../use-query.ts';
import { t } from '../words/templates.ts';
import { FilledText } from './filled-text.tsx';
import styles from './template-picker.module.css';

/** More are found by typing on. */
const SHOWN_MAX = 50;

/** What the composer asks of an open picker. */
export interface Picker {
  /** Whether the key was the picker's. */
  press: (event: KeyboardEvent) => boolean;
  /** The id of the chosen option, for a screen reader. */
  chosen: () => string | undefined;
}

export interface TemplatePickerProps {
  /** The list's id. */
  id: string;
  site: string;
  query: string;
  values: PlaceholderValues;
  ref: (picker: Picker | undefined) => void;
  onPick: (template: Template) => void;
  onClose: () => void;
}

export function TemplatePicker(props: TemplatePickerProps): JSX.Element {
  const templates = useQuery(() => ({
    queryKey: keys.templates(props.site),
    queryFn: () => api.templates.list(props.site),
  }));
  const found = createMemo(() => findTemplates(templates.data ?? [], props.query).slice(0, SHOWN_MAX));
  const [at, setAt] = createSignal(0);
  const chosen = () => found()[at()];
  const optionId = (template: Template) => `${props.id}-${template.id}`;
  let list: HTMLDivElement | undefined;

  createEffect(on(found, () => setAt(0)));
  createEffect(() => {
    // Somebody is writing on: what they meant was no shortcut.
    if (templates.isSuccess && found().length === 0 && /\s/.test(props.query)) props.onClose();
  });
  createEffect(() => list?.children[at()]?.scrollIntoView?.({ block: 'nearest' }));

  function press(event: KeyboardEvent): boolean {
    const last = found().length - 1;
    switch (event.key) {
      case 'ArrowDown':
        setAt(at() >= last ? 0 : at() + 1);
        return true;
      case 'ArrowUp':
        setAt(at() <= 0 ? Math.max(last, 0) : at() - 1);
        return true;
      case 'Escape':
        props.onClose();
        return true;
      case 'Enter':
      case 'Tab': {
        const template = chosen();
        // Where nothing is found they do what they always do, but for Enter while the list is still coming.
        if (template === undefined) return templates.isPending && event.key === 'Enter';
        props.onPick(template);
        return true;
      }
      default:
        return false;
    }
  }

  props.ref({ press, chosen: () => chosen() && optionId(chosen()!) });
  onCleanup(() => props.ref(undefined));

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a press in it must not take the focus from the composer
    <div
      class={styles.picker}
      data-testid="template.picker"
      onMouseDown={(event) => event.preventDefault()}
      onKeyDown={(event) => event.key !== 'Tab' && event.target === list && press(event) && event.preventDefault()}
    >
      <Switch>
        <Match when={templates.isPending}>
          <div class={styles.rest}>
            <Skeletons lines={4} />
          </div>
        </Match>
        <Match when={templates.isLoadingError}>
          <div class={styles.rest} role="alert">
            <p>{t('picker.failed')}</p>
            <Button size="s" busy={templates.isFetching} onClick={() => void templates.refetch()}>
              {t('picker.retry')}
            </Button>
          </div>
        </Match>
        <Match when={found().length === 0}>
          <p class={styles.rest} role="status">
            {props.query === '' ? t('picker.empty') : t('picker.nothing', props.query)}
          </p>
        </Match>
        <Match when={true}>
          <div class={styles.columns}>
            <div
              ref={list}
              id={props.id}
              class={styles.list}
              role="listbox"
              tabindex="0"
              aria-label={t('picker.label')}
            >
              <For each={found()}>
                {(template, i) => (
                  // biome-ignore lint/a11y/useKeyWithClickEvents: the composer has the focus and hands the keys over
                  // biome-ignore lint/a11y/useFocusableInteractive: the chosen one is told by aria-activedescendant
                  <div
                    id={optionId(template)}
                    class={styles.option}
                    role="option"
                    aria-selected={i() === at()}
                    data-testid="template.option"
                    onPointerMove={() => setAt(i())}
                    onClick={() => props.onPick(template)}
                  >
                    <span class={styles.title} dir="auto">
                      {template.title}
                    </span>
                    <Show when={template.scope === 'mine'}>
                      <User class={styles.mine!} size={14} role="img" aria-label={t('templates.scope.mine')} />
                    </Show>
                    <code class={styles.shortcut} dir="ltr">
                      /{template.shortcut}
                    </code>
                  </div>
                )}
              </For>
            </div>
            <Show when={chosen()}>
              {(template) => (
                // In the order of Tab: a long text is scrolled by keys too.
                <section
                  class={styles.preview}
                  tabindex="0"
                  aria-label={t('picker.preview')}
                  data-testid="template.preview"
                >
                  <p class={styles.text} dir="auto">
                    <FilledText text={template().body} values={props.values} />
                  </p>
                </section>
              )}
            </Show>
          </div>
        </Match>
      </Switch>
      <footer class={styles.foot}>
        <Show when={!isTouch()}>
          <span class={styles.keys} aria-hidden="true">
            <Kbd>↑</Kbd>
            <Kbd>↓</Kbd> {t('picker.choose')}
          </span>
          <span class={styles.keys} aria-hidden="true">
            <Kbd>↵</Kbd> {t('picker.insert')}
          </span>
          <span class={styles.keys} aria-hidden="true">
            <Kbd>{t('keys.name.escape')}</Kbd> {t('picker.close')}
          </span>
        </Show>
        <a class={styles.manage} href={`/sites/${props.site}/templates`}>
          {t('picker.manage')}
        </a>
      </footer>
    </div>
  );
}
