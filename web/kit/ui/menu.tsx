/**
 * A menu that opens from a button. `trigger` renders that button from the props it is given:
 * `<Menu trigger={(p) => <IconButton {...p} label={…} icon={Ellipsis} />}><MenuItem …/></Menu>`.
 * Arrows, Home, End and first letters move; Enter chooses; Escape and Tab leave.
 */
import Check from 'lucide-solid/icons/check';
import { createContext, createMemo, createUniqueId, For, type JSX, Show, useContext } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { fold } from '#protocol/fold';
import { ICON_STROKE, type Icon } from './icon.ts';
import styles from './menu.module.css';
import { Opener, type OpenerProps, type PanelProps, showPanel } from './opener.tsx';

/** Closes the menu around an item. */
const Close = createContext<() => void>(() => {});

export function Menu(props: OpenerProps): JSX.Element {
  return <Opener {...props} opens="menu" panel={Panel} />;
}

function Panel(props: PanelProps): JSX.Element {
  let panel!: HTMLDivElement;
  let typed = '';
  let typedAt = 0;

  showPanel(
    props,
    () => panel,
    () => all().find((item) => item.getAttribute('aria-checked') === 'true') ?? all()[0],
  );

  function all(): HTMLElement[] {
    return Array.from(panel.querySelectorAll<HTMLElement>('[role^="menuitem"]:not(:disabled)'));
  }

  function press(event: KeyboardEvent): void {
    const items = all();
    const at = items.indexOf(document.activeElement as HTMLElement);
    const next = () => {
      switch (event.key) {
        case 'ArrowDown':
          return items[(at + 1) % items.length];
        case 'ArrowUp':
          return items[(at - 1 + items.length) % items.length];
        case 'Home':
          return items[0];
        case 'End':
          return items.at(-1);
        default:
          return event.key.length === 1 && event.key !== ' ' ? byLetters(items, at, event) : undefined;
      }
    };
    if (event.key === 'Tab') return props.onClose(true);
    const item = next();
    if (item === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    item.focus();
  }

  function byLetters(items: HTMLElement[], at: number, event: KeyboardEvent): HTMLElement | undefined {
    if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
    typed = event.timeStamp - typedAt > 600 ? event.key : typed + event.key;
    typedAt = event.timeStamp;
    // One letter goes on to the next item that has it; more letters stay where they fit.
    const from = typed.length === 1 ? at + 1 : at;
    const inTurn = [...items.slice(from), ...items.slice(0, from)];
    return inTurn.find((item) =>
      fold(item.textContent ?? '')
        .trim()
        .startsWith(fold(typed)),
    );
  }

  return (
    <div
      ref={panel}
      id={props.id}
      class={styles.menu}
      popover="manual"
      role="menu"
      tabindex="-1"
      aria-labelledby={`${props.id}-trigger`}
      data-testid={props['data-testid']}
      onKeyDown={press}
    >
      <Close.Provider value={() => props.onClose(true)}>{props.children}</Close.Provider>
    </div>
  );
}

export interface MenuItemProps {
  icon?: Icon | undefined;
  children: JSX.Element;
  onSelect: () => void;
  danger?: boolean | undefined;
  disabled?: boolean | undefined;
  'data-testid'?: string | undefined;
}

export function MenuItem(props: MenuItemProps): JSX.Element {
  const close = useContext(Close);
  return (
    <button
      type="button"
      role="menuitem"
      tabindex="-1"
      class={`${styles.item} ${props.danger ? styles.danger : ''}`}
      disabled={props.disabled}
      data-testid={props['data-testid']}
      onPointerMove={follow}
      onClick={() => {
        close();
        props.onSelect();
      }}
    >
      <Show when={props.icon}>
        {(icon) => <Dynamic component={icon()} size={16} strokeWidth={ICON_STROKE} aria-hidden="true" />}
      </Show>
      <span class={styles.text}>{props.children}</span>
    </button>
  );
}

interface Choice<T extends string> {
  value: T;
  label: JSX.Element;
  icon?: Icon;
  disabled?: boolean;
}

export interface MenuChoicesProps<T extends string> {
  label: string;
  value: T;
  onValue: (value: T) => void;
  options: readonly Choice<T>[];
}

/** One of several: a heading and items of which one is ticked. An item stays, with the focus, while its option is told anew. */
export function MenuChoices<T extends string>(props: MenuChoicesProps<T>): JSX.Element {
  const close = useContext(Close);
  const heading = createUniqueId();
  const options = createMemo(() => new Map(props.options.map((option) => [option.value, option])));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is no child of a menu
    <div role="group" aria-labelledby={heading}>
      <div id={heading} class={styles.heading}>
        {props.label}
      </div>
      <For each={[...options().keys()]}>
        {(value) => {
          // An option goes a moment before its item does.
          const option = createMemo((before: Choice<T>) => options().get(value) ?? before, options().get(value)!);
          return (
            <button
              type="button"
              role="menuitemradio"
              tabindex="-1"
              class={styles.item}
              aria-checked={value === props.value}
              disabled={option().disabled}
              onPointerMove={follow}
              onClick={() => {
                close();
                props.onValue(value);
              }}
            >
              <Show when={option().icon}>
                {(icon) => <Dynamic component={icon()} size={16} strokeWidth={ICON_STROKE} aria-hidden="true" />}
              </Show>
              <span class={styles.text}>{option().label}</span>
              <Show when={value === props.value}>
                <Check size={16} strokeWidth={2} class={styles.tick ?? ''} aria-hidden="true" />
              </Show>
            </button>
          );
        }}
      </For>
    </div>
  );
}

export function MenuSeparator(): JSX.Element {
  return <hr class={styles.line} />;
}

/** A line of text on top of a menu, such as who is signed in. */
export function MenuNote(props: { children: JSX.Element }): JSX.Element {
  return (
    <div class={styles.note} role="presentation">
      {props.children}
    </div>
  );
}

/** Pointer and keys move the same mark. */
function follow(event: PointerEvent & { currentTarget: HTMLElement }): void {
  if (document.activeElement !== event.currentTarget) event.currentTarget.focus({ preventScroll: true });
}
