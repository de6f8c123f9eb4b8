/**
 * One of many by name: a search, and under it a list that follows every key. The focus stays in the search; arrows choose,
 * and typing chooses the first that fits. What can't be chosen is shown, with why.
 */
import Check from 'lucide-solid/icons/check';
import Search from 'lucide-solid/icons/search';
import { createEffect, createMemo, createSignal, createUniqueId, For, type JSX, Show } from 'solid-js';
import { finder } from '#protocol/fold';
import { TextField } from '../../../kit/ui/field.tsx';
import { t } from '../../words/dialogs.ts';
import styles from './pick-list.module.css';

export interface PickItem {
  id: string;
  /** What the search looks at. */
  label: string;
  before?: JSX.Element;
  /** A second line. */
  note?: JSX.Element;
  /** At the line's end. */
  end?: JSX.Element;
  /** Stands there, but can't be chosen. */
  disabled?: boolean;
}

export interface PickGroup {
  /** Its heading; none where there is one group only. */
  label?: string;
  items: readonly PickItem[];
  /** Said where it has none. */
  empty?: string;
}

export function PickList(props: {
  /** What is chosen here. */
  label: string;
  search: string;
  groups: readonly PickGroup[];
  value: string | undefined;
  onValue: (id: string) => void;
  /** Enter has chosen: where to go on. Without it Enter sends the form. */
  onChosen?: () => void;
  'data-testid'?: string;
}): JSX.Element {
  const id = createUniqueId();
  const [query, setQuery] = createSignal('');
  let list!: HTMLDivElement;
  const found = createMemo(() => {
    const fits = finder(query());
    return props.groups.map((group) => ({
      ...group,
      items: group.items.filter(({ label }) => fits(label)),
    }));
  });
  const items = createMemo(() => found().flatMap((group) => group.items));
  const choosable = () => items().filter((item) => !item.disabled);
  const chosen = () => items().find((item) => item.id === props.value && !item.disabled);

  const activeId = () => {
    const item = chosen();
    return item && `${id}-${item.id}`;
  };

  createEffect(() => {
    if (chosen()) list.querySelector('[aria-selected="true"]')?.scrollIntoView?.({ block: 'nearest' });
  });

  function type(text: string): void {
    setQuery(text);
    const first = choosable()[0];
    if (text.trim() !== '' && first && !chosen()) props.onValue(first.id);
  }

  function press(event: KeyboardEvent): void {
    // The key that opened the dialog, still held, must not answer it; nor is what the search has hidden what is meant.
    const hidden = props.value !== undefined && !chosen();
    if (event.key === 'Enter' && (event.repeat || hidden)) return event.preventDefault();
    if (event.key === 'Enter' && props.onChosen && chosen() && !event.isComposing) {
      event.preventDefault();
      return props.onChosen();
    }
    if (event.isComposing || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return;
    event.preventDefault();
    const all = choosable();
    const at = all.findIndex((item) => item.id === props.value);
    const step = event.key === 'ArrowDown' ? 1 : -1;
    const next = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : (at + step + all.length) % all.length];
    if (next) props.onValue(next.id);
  }

  return (
    <div class={styles.pick} data-testid={props['data-testid']}>
      <TextField
        label={props.search}
        hideLabel
        placeholder={props.search}
        value={query()}
        onValue={type}
        onKeyDown={press}
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        role="combobox"
        aria-expanded={true}
        aria-autocomplete="list"
        aria-controls={id}
        aria-activedescendant={activeId()}
        data-testid="pick.search"
        end={<Search class={styles.lens!} size={16} aria-hidden="true" />}
      />
      <div ref={list} id={id} class={styles.list} role="listbox" aria-label={props.label}>
        <For each={found()}>
          {(group) => (
            // biome-ignore lint/a11y/useSemanticElements: a fieldset is no child of a listbox
            <div role="group" aria-label={group.label ?? props.label}>
              <Show when={group.label}>
                <p class={styles.heading} aria-hidden="true">
                  {group.label}
                </p>
              </Show>
              <Show when={group.items.length === 0 && query() === '' && group.empty}>
                <p class={styles.empty}>{group.empty}</p>
              </Show>
              <For each={group.items}>
                {(item) => (
                  <Option
                    id={`${id}-${item.id}`}
                    item={item}
                    chosen={item.id === chosen()?.id}
                    onChoose={() => props.onValue(item.id)}
                  />
                )}
              </For>
            </div>
          )}
        </For>
      </div>
      <p class={styles.said} role="status">
        <Show when={items().length === 0 && query() !== ''}>{t('pick.nothing', query())}</Show>
      </p>
    </div>
  );
}

function Option(props: { id: string; item: PickItem; chosen: boolean; onChoose: () => void }): JSX.Element {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the search has the focus and hands the keys over
    // biome-ignore lint/a11y/useFocusableInteractive: the chosen one is told by aria-activedescendant
    <div
      id={props.id}
      class={styles.option}
      role="option"
      aria-selected={props.chosen}
      aria-disabled={props.item.disabled || undefined}
      data-testid="pick.option"
      data-id={props.item.id}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => props.item.disabled || props.onChoose()}
    >
      {props.item.before}
      <span class={styles.texts}>
        <span class={styles.label} dir="auto">
          {props.item.label}
        </span>
        <Show when={props.item.note}>
          <small class={styles.note}>{props.item.note}</small>
        </Show>
      </span>
      <Show when={props.item.end}>
        <small class={styles.end}>{props.item.end}</small>
      </Show>
      <Check class={styles.tick!} size={16} strokeWidth={2} aria-hidden="true" />
    </div>
  );
}
