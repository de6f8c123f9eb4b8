/**
 * The rows of a folder. Only what is in sight is in the page, so ten thousand cost what thirty do; a row is one element as long as it is
 * seen, wherever it moves, so the focus stays with it.
 */
import { createEffect, createMemo, createSignal, For, type JSX, Match, on, onCleanup, onMount, Switch } from 'solid-js';
import { Button } from '../../kit/ui/button.tsx';
import { t } from '../words/inbox.ts';
import type { Item } from './items.ts';
import styles from './list.module.css';
import { ItemRow } from './row.tsx';
import type { Row } from './rows.ts';

/** Pixels kept ready above and below what is in sight. */
const SPARE = 240;

export interface ListProps {
  rows: readonly Row[];
  /** Changes when it is another list, which begins at its top. */
  folder: string;
  me: string;
  /** The site has more than one: rows say which. */
  manyQueues: boolean;
  clockAheadMs: number;
  selected: string | undefined;
  unread: (item: Item) => number;
  writing: (conversation: string) => boolean;
  href: (conversation: string) => string;
  onOpen: (conversation: string) => void;
  /** The pointer is over it: nothing may move under the hand. */
  onPointed: (pointed: boolean) => void;
  /** The end is in sight. */
  onMore: () => void;
  /** What the button says that goes on. */
  more: string;
  loading: boolean;
  /** What went wrong with the rest. */
  problem: string | undefined;
  onRetry: () => void;
  ref: (list: ListHandle) => void;
}

export interface ListHandle {
  /** Moves the focus by steps, from this row, from where it is, or from the selected row. */
  move: (step: number, from?: string) => void;
}

export function List(props: ListProps): JSX.Element {
  let box!: HTMLDivElement;
  const [height, setHeight] = createSignal(0);
  const [top, setTop] = createSignal(0);
  const [cursor, setCursor] = createSignal<string>();
  const [focused, setFocused] = createSignal(false);

  const places = createMemo(() => {
    let at = 0;
    const found = new Map<string, { row: Row; at: number; place: number }>();
    props.rows.forEach((row, place) => {
      found.set(row.key, { row, at, place });
      at += row.height;
    });
    return { found, height: at };
  });
  const items = createMemo(() => props.rows.flatMap((row) => (row.kind === 'item' ? row.key : [])));
  /** Keys in sight. The focused row stays in the page even when it is scrolled away. */
  const seen = createMemo(() => {
    const keys: string[] = [];
    for (const [key, { at, row }] of places().found) {
      if (at + row.height >= top() - SPARE && at <= top() + height() + SPARE) keys.push(key);
    }
    const kept = cursor();
    if (focused() && kept !== undefined && places().found.has(kept) && !keys.includes(kept)) keys.push(kept);
    return keys;
  });
  const tabStop = createMemo(() => {
    for (const id of [cursor(), props.selected]) if (id !== undefined && places().found.has(id)) return id;
    return items()[0];
  });

  onMount(() => {
    const observer = new ResizeObserver(() => setHeight(box.clientHeight));
    observer.observe(box);
    setHeight(box.clientHeight);
    onCleanup(() => observer.disconnect());
  });
  createEffect(
    on(
      () => props.folder,
      () => {
        setCursor(undefined);
        box.scrollTo({ top: 0 });
      },
      { defer: true },
    ),
  );
  createEffect(() => {
    if (seen().includes('more')) props.onMore();
  });

  props.ref({
    move(step, from = cursor() ?? props.selected) {
      const at = from === undefined ? -1 : items().indexOf(from);
      const id = items()[Math.min(items().length - 1, Math.max(0, at < 0 ? 0 : at + step))];
      if (id !== undefined) focus(id);
    },
  });

  function focus(id: string): void {
    setCursor(id);
    setFocused(true);
    const { at, row } = places().found.get(id)!;
    if (box.scrollTop > at) box.scrollTo({ top: at });
    else if (box.scrollTop + box.clientHeight < at + row.height) {
      box.scrollTo({ top: at + row.height - box.clientHeight });
    }
    const link = box.querySelector<HTMLElement>(`[data-row="${id}"]`);
    link?.focus({ preventScroll: true });
    // Zoomed in, the list itself may be out of sight.
    link?.scrollIntoView?.({ block: 'nearest' });
  }

  return (
    <div
      ref={box}
      class={styles.box}
      onScroll={() => setTop(box.scrollTop)}
      onPointerEnter={(event) => event.pointerType === 'mouse' && props.onPointed(true)}
      onPointerLeave={() => props.onPointed(false)}
      onFocusIn={() => setFocused(true)}
      onFocusOut={(event) => !box.contains(event.relatedTarget as Node | null) && setFocused(false)}
      data-testid="inbox.list"
    >
      <ul class={styles.list} aria-label={t('inbox.list')} style={{ height: `${places().height}px` }}>
        <For each={seen()}>
          {(key) => {
            // The row may be gone a moment before its element is.
            const found = createMemo<{ row: Row; at: number; place: number }>(
              (before) => places().found.get(key) ?? before!,
            );
            const row = () => found().row;
            const item = () => {
              const it = row();
              return it.kind === 'item' ? it.item : undefined;
            };
            const heading = () => {
              const it = row();
              return it.kind === 'heading' ? it.text : undefined;
            };
            return (
              <li
                class={styles.cell}
                style={{ 'inset-block-start': `${found().at}px`, height: `${row().height}px` }}
                aria-posinset={found().place + 1}
                aria-setsize={props.rows.length}
              >
                <Switch>
                  <Match when={item()}>
                    {(shown) => (
                      <ItemRow
                        item={shown()}
                        me={props.me}
                        manyQueues={props.manyQueues}
                        clockAheadMs={props.clockAheadMs}
                        href={props.href(key)}
                        selected={props.selected === key}
                        tabbable={tabStop() === key}
                        unread={props.unread(shown())}
                        writing={props.writing(key)}
                        onOpen={() => props.onOpen(key)}
                        onFocus={() => setCursor(key)}
                      />
                    )}
                  </Match>
                  <Match when={heading()}>{(text) => <h2 class={styles.heading}>{text()}</h2>}</Match>
                  <Match when={true}>
                    <p class={styles.more}>
                      <span role="status">{props.problem ?? (props.loading ? t('inbox.more.loading') : '')}</span>
                      <Button size="s" busy={props.loading} onClick={() => props.onRetry()}>
                        {props.more}
                      </Button>
                    </p>
                  </Match>
                </Switch>
              </li>
            );
          }}
        </For>
      </ul>
    </div>
  );
}
