/**
 * A menu that opens from a button. `trigger` renders that button from the props it is given:
 * `<Menu trigger={(p) => <IconButton {...p} label={…} icon={Ellipsis} />}><MenuItem …/></Menu>`.
 */
import * as Kobalte from '@kobalte/core/dropdown-menu';
import Check from 'lucide-solid/icons/check';
import { For, type JSX, Show } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { ICON_STROKE, type Icon } from './icon.ts';
import styles from './menu.module.css';

export type Trigger = (props: object) => JSX.Element;

export interface MenuProps {
  trigger: Trigger;
  children: JSX.Element;
  placement?: 'bottom-start' | 'bottom-end' | 'right-start' | 'top-start' | 'top-end' | undefined;
  'data-testid'?: string | undefined;
}

export function Menu(props: MenuProps): JSX.Element {
  return (
    <Kobalte.Root placement={props.placement ?? 'bottom-end'} gutter={4} modal={false}>
      <Kobalte.Trigger as={props.trigger} />
      <Kobalte.Portal>
        <Kobalte.Content class={styles.menu} data-testid={props['data-testid']}>
          {props.children}
        </Kobalte.Content>
      </Kobalte.Portal>
    </Kobalte.Root>
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
  return (
    <Kobalte.Item
      class={`${styles.item} ${props.danger ? styles.danger : ''}`}
      onSelect={props.onSelect}
      disabled={props.disabled ?? false}
      data-testid={props['data-testid']}
    >
      <Show when={props.icon}>
        {(icon) => <Dynamic component={icon()} size={16} strokeWidth={ICON_STROKE} aria-hidden="true" />}
      </Show>
      <span class={styles.text}>{props.children}</span>
    </Kobalte.Item>
  );
}

export interface MenuChoicesProps<T extends string> {
  label: string;
  value: T;
  onValue: (value: T) => void;
  options: readonly { value: T; label: JSX.Element; icon?: Icon }[];
}

/** One of several: a heading and items of which one is ticked. */
export function MenuChoices<T extends string>(props: MenuChoicesProps<T>): JSX.Element {
  return (
    <Kobalte.RadioGroup value={props.value} onChange={(value) => props.onValue(value as T)}>
      <Kobalte.GroupLabel class={styles.heading}>{props.label}</Kobalte.GroupLabel>
      <For each={props.options}>
        {(option) => (
          <Kobalte.RadioItem class={styles.item} value={option.value} closeOnSelect={true}>
            <Show when={option.icon}>
              {(icon) => <Dynamic component={icon()} size={16} strokeWidth={ICON_STROKE} aria-hidden="true" />}
            </Show>
            <span class={styles.text}>{option.label}</span>
            <Kobalte.ItemIndicator class={styles.tick}>
              <Check size={16} strokeWidth={2} aria-hidden="true" />
            </Kobalte.ItemIndicator>
          </Kobalte.RadioItem>
        )}
      </For>
    </Kobalte.RadioGroup>
  );
}

export function MenuSeparator(): JSX.Element {
  return <Kobalte.Separator class={styles.line} />;
}

/** A line of text on top of a menu, such as who is signed in. */
export function MenuNote(props: { children: JSX.Element }): JSX.Element {
  return <div class={styles.note}>{props.children}</div>;
}
