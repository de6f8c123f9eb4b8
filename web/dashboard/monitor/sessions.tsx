/**
 * The grid of session cards. Only what is in sight is in the page, and told by the site, so ten thousand cost what thirty do; a card is
 * one element as long as it is seen, wherever it moves, so focus and hover stay with it. While the pointer or the focus is in the list,
 * the order is held.
 */
import { createEffect, createMemo, createSignal, For, type JSX, on, onCleanup, onMount, Show } from 'solid-js';
import type { VisitCard } from '#protocol/visit';
import { isTouch } from '../../kit/media.ts';
import { Skeleton } from '../../kit/ui/states.tsx';
import type { Desk } from '../desk-store.ts';
import { createVisitWindow } from '../visit-window.ts';
import { t } from '../words.ts';
import { SessionCard } from './card.tsx';
import type { Filter } from './order.ts';
import styles from './sessions.module.css';

/** Pixels. A card's height is fixed by its content: name, facts, two lines, on touch a row of buttons. */
const CARD_HEIGHT = 104;
const CARD_HEIGHT_TOUCH = 152;
const CARD_MIN_WIDTH = 336;
const GAP = 8;
/** Rows kept ready above and below what is in sight. */
const SPARE_ROWS = 3;

export interface SessionsProps {
  desk: Desk;
  /** The order is taken anew where it changes, whoever is at the list. */
  filter: Filter;
  me: string;
  clockAheadMs: number;
  selected: string | undefined;
  live: boolean;
  onView: (visit: string) => void;
  onTakeOver: (visit: string) => void;
  onHeld: (held: boolean) => void;
  /** Hands out how to move the focus: by steps from this session, from where it is, or to the first card. */
  ref: (list: SessionList) => void;
}

export interface SessionList {
  move(step: number, from?: string): void;
  /** The session that has the focus. */
  focused(): string | undefined;
}

export function Sessions(props: SessionsProps): JSX.Element {
  let box!: HTMLDivElement;
  const [width, setWidth] = createSignal(0);
  const [height, setHeight] = createSignal(0);
  const [top, setTop] = createSignal(0);
  const [pointed, setPointed] = createSignal(false);
  const [focusedIn, setFocusedIn] = createSignal(false);
  const [cursor, setCursor] = createSignal<string>();

  const held = createMemo(() => pointed() || focusedIn());
  createEffect(() => props.onHeld(held()));

  const visits = () => props.desk.state.visits;
  const list = createVisitWindow(props.desk, {
    name: 'monitor',
    list: () => props.filter,
    held,
    besides: () => [cursor() ?? []].flat(),
  });

  const columns = () => Math.max(1, Math.floor((width() + GAP) / (CARD_MIN_WIDTH + GAP)));
  const rowHeight = () => (isTouch() ? CARD_HEIGHT_TOUCH : CARD_HEIGHT) + GAP;
  const rows = () => Math.ceil(list.count() / columns());
  const cardWidth = () => (width() - GAP * (columns() - 1)) / columns();
  const first = createMemo(() => Math.max(0, Math.floor(top() / rowHeight()) - SPARE_ROWS) * columns());
  const end = createMemo(() => (Math.ceil((top() + height()) / rowHeight()) + SPARE_ROWS) * columns());
  createEffect(() => list.show(first(), end()));
  /** What stands at the places in sight: ids, and places of which the site hasn't told yet. */
  const inSight = createMemo(() => {
    const ids: string[] = [];
    const blank: number[] = [];
    for (let place = first(); place < Math.min(end(), list.count()); place++) {
      const id = list.at(place);
      if (id !== undefined && visits().has(id)) ids.push(id);
      else blank.push(place);
    }
    return { ids, blank };
  });
  /** The focused card stays in the page even when it is scrolled away. */
  const seen = createMemo(() => {
    const { ids } = inSight();
    const focused = cursor();
    const away = focusedIn() && focused !== undefined && list.place(focused) !== undefined && !ids.includes(focused);
    return away ? [...ids, focused] : ids;
  });
  /** Tab reaches the focused card, or else the selected one, or else the first in sight. */
  const tabStop = createMemo(() => {
    for (const id of [cursor(), props.selected]) if (id !== undefined && list.place(id) !== undefined) return id;
    return seen()[0];
  });
  /** A place that the focus is to go to as soon as it is known who stands there. */
  const [awaited, setAwaited] = createSignal<number>();
  createEffect(() => {
    const place = awaited();
    const id = place === undefined ? undefined : list.at(place);
    if (id === undefined || !visits().has(id)) return;
    setAwaited(undefined);
    queueMicrotask(() => focus(id));
  });

  onMount(() => {
    const measure = () => {
      const style = getComputedStyle(box);
      const padding = [style.paddingLeft, style.paddingRight].map((value) => Number.parseFloat(value) || 0);
      setWidth(box.clientWidth - padding[0]! - padding[1]!);
      setHeight(box.clientHeight);
    };
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    measure();
    onCleanup(() => observer.disconnect());
  });

  createEffect(
    on(
      () => props.filter,
      () => box.scrollTo({ top: 0 }),
      { defer: true },
    ),
  );

  props.ref({
    focused: () => (focusedIn() ? cursor() : undefined),
    move(step, from = cursor() ?? props.selected) {
      const at = awaited() ?? (from === undefined ? undefined : list.place(from));
      const place = Math.min(list.count() - 1, Math.max(0, at === undefined ? 0 : at + step));
      const id = list.at(place);
      if (id !== undefined && visits().has(id)) return focus(id);
      scrollTo(place);
      setAwaited(place);
    },
  });

  function focus(id: string): void {
    setCursor(id);
    setFocusedIn(true);
    scrollTo(list.place(id) ?? 0);
    const card = box.querySelector<HTMLElement>(`[data-card="${id}"]`);
    card?.focus({ preventScroll: true });
    // Zoomed in, the list itself may be out of sight.
    card?.scrollIntoView?.({ block: 'nearest' });
  }

  function scrollTo(place: number): void {
    const row = Math.floor(place / columns());
    const above = row * rowHeight();
    const below = above + rowHeight() + GAP - box.clientHeight;
    if (box.scrollTop > above) box.scrollTo({ top: above });
    else if (box.scrollTop < below) box.scrollTo({ top: below });
  }

  function where(place: number): JSX.CSSProperties {
    return {
      'inset-block-start': `${Math.floor(place / columns()) * rowHeight()}px`,
      'inset-inline-start': `${(place % columns()) * (cardWidth() + GAP)}px`,
      width: `${cardWidth()}px`,
      height: `${rowHeight() - GAP}px`,
    };
  }

  function left(event: FocusEvent): void {
    if (!box.contains(event.relatedTarget as Node | null)) setFocusedIn(false);
  }

  return (
    <div
      ref={box}
      class={styles.box}
      onScroll={() => setTop(box.scrollTop)}
      onPointerEnter={(event) => event.pointerType === 'mouse' && setPointed(true)}
      onPointerLeave={() => setPointed(false)}
      onFocusIn={() => setFocusedIn(true)}
      onFocusOut={left}
      data-testid="visit.list"
    >
      <ul class={styles.list} aria-label={t('monitor.sessions')} style={{ height: `${rows() * rowHeight()}px` }}>
        <For each={seen()}>
          {(id) => {
            // The card may be gone a moment before its element is.
            const card = createMemo<VisitCard | undefined>((before) => visits().get(id) ?? before);
            const place = () => list.place(id) ?? 0;
            return (
              <Show when={card()}>
                {(shown) => (
                  <li
                    class={styles.cell}
                    aria-posinset={place() + 1}
                    aria-setsize={list.count()}
                    style={where(place())}
                  >
                    <SessionCard
                      card={shown()}
                      me={props.me}
                      clockAheadMs={props.clockAheadMs}
                      selected={props.selected === id}
                      tabbable={tabStop() === id}
                      live={props.live}
                      onView={() => props.onView(id)}
                      onTakeOver={() => props.onTakeOver(id)}
                      onFocus={() => setCursor(id)}
                    />
                  </li>
                )}
              </Show>
            );
          }}
        </For>
        <For each={inSight().blank}>
          {(place) => (
            <li class={styles.cell} style={where(place)} aria-hidden="true">
              <div class={styles.blank}>
                <Skeleton width="third" />
                <Skeleton width="half" />
                <Skeleton />
              </div>
            </li>
          )}
        </For>
      </ul>
    </div>
  );
}
