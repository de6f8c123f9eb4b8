/** Tabs: one of several panels. Where the URL is to remember the choice, hand `value` from it. */
import * as Kobalte from '@kobalte/core/tabs';
import { For, type JSX } from 'solid-js';
import styles from './tabs.module.css';

export interface TabsProps<T extends string> {
  label: string;
  value: T;
  onValue: (value: T) => void;
  tabs: readonly { value: T; label: string; panel: () => JSX.Element }[];
}

export function Tabs<T extends string>(props: TabsProps<T>): JSX.Element {
  return (
    <Kobalte.Root value={props.value} onChange={(value) => props.onValue(value as T)}>
      <Kobalte.List class={styles.list} aria-label={props.label}>
        <For each={props.tabs}>
          {(tab) => (
            <Kobalte.Trigger class={styles.tab} value={tab.value}>
              {tab.label}
            </Kobalte.Trigger>
          )}
        </For>
      </Kobalte.List>
      <For each={props.tabs}>{(tab) => <Kobalte.Content value={tab.value}>{tab.panel()}</Kobalte.Content>}</For>
    </Kobalte.Root>
  );
}
