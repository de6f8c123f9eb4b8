/**
 * The messages, as a log that screen readers hear politely. It follows the newest line only while the reader is at the
 * bottom; whoever reads further up is left in peace, and told by a pill that there is more. At the top earlier ones come.
 */
import { createEffect, createMemo, createSignal, For, type JSX, onCleanup, onMount } from 'solid-js';
import { Icon } from './icon.tsx';
import { Message } from './message.tsx';
import { type MessageRow, type Row, rowsOf } from './rows.ts';
import { dayName, t } from './text.ts';
import type { View } from './view.ts';
import { WaitingCard } from './waiting-card.tsx';

/** This close to the bottom counts as reading the newest, in px. */
const NEAR = 60;

export function Thread(props: { view: View }): JSX.Element {
  let scroller!: HTMLDivElement;
  let content!: HTMLDivElement;
  let following = true;
  /** Where it was scrolled to, and how high it was, when last looked at. */
  let top = 0;
  let height = 0;
  let newest: string | undefined;
  const [missed, setMissed] = createSignal(false);
  const rows = createMemo(() => {
    const { pending, clockAheadMs } = props.view.state();
    return rowsOf({
      thread: props.view.thread(),
      look: props.view.look(),
      pending,
      unread: props.view.unread(),
      now: Date.now() + clockAheadMs,
    });
  });
  const byKey = createMemo(() => new Map(rows().map((row) => [row.key, row])));
  /** To be heard. Of several, nobody is told which one writes. */
  const writing = () => {
    const [name, ...others] = props.view.people();
    return name && !others.length && t('writing', { name });
  };
  const waiting = () => props.view.control() === 'waiting';

  const toEnd = () => {
    scroller.scrollTop = scroller.scrollHeight;
    top = scroller.scrollTop;
  };
  /** What grew below the fold: the end is shown, or said to be there. */
  const grown = () => {
    if (following) toEnd();
    else if (scroller.scrollHeight > height) setMissed(true);
    height = scroller.scrollHeight;
  };
  onMount(() => {
    const observer = new ResizeObserver(grown);
    observer.observe(content);
    observer.observe(scroller);
    onCleanup(() => observer.disconnect());
  });
  createEffect(() => {
    const last = rows().at(-1);
    if (!last || last.key === newest) return;
    // Who has just sent something wants to see it.
    if ('from' in last && last.from === 'visitor') following = true;
    newest = last.key;
    if (following) toEnd();
  });

  createEffect((before: number | undefined) => {
    const from = props.view.thread()?.from;
    // What comes above moves nothing, and is nothing new.
    if (from! < before!) {
      scroller.scrollTop += scroller.scrollHeight - height;
      top = scroller.scrollTop;
      height = scroller.scrollHeight;
    }
    return from;
  });

  return (
    <div class="middle">
      <div
        class="scroller"
        ref={(el) => (scroller = el)}
        tabindex="0"
        role="log"
        aria-label={t('log')}
        aria-busy={!!props.view.thread()?.draft}
        onScroll={() => {
          const at = scroller.scrollTop;
          // What grows between a scroll and its event is no reader going up: only going up is.
          if (scroller.scrollHeight - at - scroller.clientHeight < NEAR) {
            following = true;
            setMissed(false);
          } else if (at < top) following = false;
          top = at;
          if (at < scroller.clientHeight) props.view.chat.readBack();
        }}
      >
        <div class="thread" ref={(el) => (content = el)}>
          {props.view.look() || props.view.gone() ? (
            <For each={rows().map((row) => row.key)}>
              {(key) => <Line of={() => byKey().get(key)} view={props.view} />}
            </For>
          ) : (
            <p class="ghost" />
          )}
          {props.view.typing() && (
            <p class="dots">
              <small>{writing()}</small>
            </p>
          )}
          {waiting() && <WaitingCard view={props.view} />}
        </div>
      </div>
      {missed() && (
        <button type="button" class="pill missed" onClick={toEnd}>
          <Icon of="down" />
          {t('newMessages')}
        </button>
      )}
    </div>
  );
}

/** A key keeps its type for life, so only what is inside a line changes. */
function Line(props: { of: () => Row | undefined; view: View }): JSX.Element {
  // A row goes a moment before its line does; until then the line keeps what it had.
  const row = createMemo((before: Row) => props.of() ?? before, props.of()!, { equals: sameRow });
  const first = row();
  if (first.type === 'message') return <Message row={row() as MessageRow} view={props.view} />;
  if (first.type === 'day') return <p class="day">{first.text ?? dayName(first.at, props.view.now())}</p>;
  return (
    <p class="event" dir="auto">
      {first.joined && <Icon of="person" />}
      {first.text}
    </p>
  );
}

function sameRow(a: Row, b: Row): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
