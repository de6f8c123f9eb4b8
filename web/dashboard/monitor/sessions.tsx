/**
 * The grid of session cards. Only what is in sight is in the page, so ten thousand cost what thirty do; a card is one
 * element as long as it is seen, wherever it moves, so focus and hover stay with it. While the pointer or the focus is in
 * the list, the order is held.
 */
import { createEffect, createMemo, createSignal, For, type JSX, on, onCleanup, onMount, Show } from 'solid-js';
import type { VisitCard } from '#protocol/visit';
import { isTouch } from '../../kit/media.ts';
import { keepOrder } from '../keep-order.ts';
import { t } from '../words.ts';
import { SessionCard } from './card.tsx';
import styles from './sessions.module.css';

/** Pixels. A card's height is fixed by its content: name, facts, two lines, on touch a row of buttons. */
const CARD_HEIGHT = 104;
const CARD_HEIGHT_TOUCH = 152;
const CARD_MIN_WIDTH = 336;
const GAP = 8;
/** Rows kept ready above and below what is in sight. */
const SPARE_ROWS = 3;

export interface SessionsProps {
  visits: ReadonlyMap<string, VisitCard>;
  /** The wanted order. */
  order: readonly string[];
  /** Changes when the order has to be taken anew, whoever is at the list. */
  filter: string;
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

  let heldFilter = '';
  const order = createMemo<readonly string[]>((before) => {
    const keep = held() && heldFilter === props.filter;
    heldFilter = props.filter;
    return keep ? keepOrder(before, props.order) : props.order;
  }, []);
  const places = createMemo(() => new Map(order().map((id, place) => [id, place])));

  const columns = () => Math.max(1, Math.floor((width() + GAP) / (CARD_MIN_WIDTH + GAP)));
  const rowHeight = () => (isTouch() ? CARD_HEIGHT_TOUCH : CARD_HEIGHT) + GAP;
  const rows = () => Math.ceil(order().length / columns());
  const cardWidth = () => (width() - GAP * (columns() - 1)) / columns();
  /** Ids in sight. The focused card stays in the page even when it is scrolled away. */
  const seen = createMemo(() => {
    const first = Math.max(0, Math.floor(top() / rowHeight()) - SPARE_ROWS) * columns();
    const last = (Math.ceil((top() + height()) / rowHeight()) + SPARE_ROWS) * columns();
    const ids = order().slice(first, last);
    const focused = cursor();
    if (focusedIn() && focused !== undefined && places().has(focused) && !ids.includes(focused)) ids.push(focused);
    return ids;
  });
  /** Tab reaches the focused card, or else the selected one, or else the first. */
  const tabStop = createMemo(() => {
    for (const id of [cursor(), props.selected]) if (id !== undefined && places().has(id)) return id;
    return order()[0];
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
      const at = from === undefined ? -1 : (places().get(from) ?? -1);
      const id = order()[Math.min(order().length - 1, Math.max(0, at < 0 ? 0 : at + step))];
      if (id !== undefined) focus(id);
    },
  });

  function focus(id: string): void {
    setCursor(id);
    setFocusedIn(true);
    const row = Math.floor((places().get(id) ?? 0) / columns());
    const above = row * rowHeight();
    const below = above + rowHeight() + GAP - box.clientHeight;
    if (box.scrollTop > above) box.scrollTo({ top: above });
    else if (box.scrollTop < below) box.scrollTo({ top: below });
    box.querySelector<HTMLElement>(`[data-card="${id}"]`)?.focus({ preventScroll: true });
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
            const card = createMemo<VisitCard | undefined>((before) => props.visits.get(id) ?? before);
            const place = () => places().get(id) ?? 0;
            return (
              <Show when={card()}>
                {(shown) => (
                  <li
                    class={styles.cell}
                    aria-posinset={place() + 1}
                    aria-setsize={order().length}
                    style={{
                      'inset-block-start': `${Math.floor(place() / columns()) * rowHeight()}px`,
                      'inset-inline-start': `${(place() % columns()) * (cardWidth() + GAP)}px`,
                      width: `${cardWidth()}px`,
                      height: `${rowHeight() - GAP}px`,
                    }}
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
      </ul>
    </div>
  );
}
