/**
 * The conversation so far: grouped by day and author, what is being written at its end. Stays at the newest line while the reader is there, and
 * says how much is new when they are not. Only a stretch of a long conversation is in the page; further up more of it comes, and nothing jumps. A
 * screen reader hears finished messages, politely.
 */
import ArrowDown from 'lucide-solid/icons/arrow-down';
import { createEffect, createMemo, createSignal, For, type JSX, on, onCleanup, onMount, Show } from 'solid-js';
import { TYPING_FADES_MS } from '#protocol/limits';
import type { AgentThread } from '../../kit/fold.ts';
import { Button } from '../../kit/ui/button.tsx';
import { ticking } from '../clock.ts';
import type { Desk } from '../desk-store.ts';
import { t } from '../words.ts';
import { Line } from './line.tsx';
import { Message } from './message.tsx';
import { PostLine } from './post-line.tsx';
import styles from './thread.module.css';
import { createStretch } from './thread-window.ts';
import { Dots, TypingSign } from './typing-sign.tsx';

/** Pixels from the end that still count as being there. */
const NEAR_END = 48;
/** Screens above and below what is in sight that are kept ready. */
const READY = 1;
/** Lines above the newest that stay in the page while the reader is there. */
const KEPT_AT_END = 120;

export interface ThreadProps {
  desk: Desk;
  thread: AgentThread;
  visitor: { visitor: string; name: string | null };
  /** The viewing agent's id. */
  me: string;
  /** The agent's name, for messages that are not in the log yet. */
  agentName: string;
  /** The reader came down to the newest line, which had this seq: not where they were there already. */
  onCaughtUp: (seq: number) => void;
}

export function Thread(props: ThreadProps): JSX.Element {
  let box!: HTMLDivElement;
  let lastTop = 0;
  const [atEnd, setAtEnd] = createSignal(true);
  const [readTo, setReadTo] = createSignal(0);
  /** Older lines come in: they are no news to be read out. */
  const [quiet, setQuiet] = createSignal(false);
  // A typing sign or a piece of an answer makes a new thread, and leaves every line as it is.
  const entries = createMemo(() => props.thread.entries);
  const stretch = createStretch(entries);
  const posts = createMemo(() => props.desk.state.posts.filter((post) => post.conversation === props.thread.id));
  const typing = () => {
    const { typing } = props.thread;
    return typing !== null && ticking() - typing.at < TYPING_FADES_MS ? typing : null;
  };
  const newestSeq = () => entries().at(-1)?.seq ?? 0;
  const unread = createMemo(() => {
    if (atEnd()) return 0;
    return entries().filter((entry) => entry.seq > readTo() && entry.kind === 'message').length;
  });

  function scrollTo(top: number): void {
    box.scrollTo({ top });
    lastTop = box.scrollTop;
  }

  function toEnd(): void {
    if (!stretch.atNewest()) stretch.toNewest();
    scrollTo(box.scrollHeight);
    setAtEnd(true);
  }

  function catchUp(): void {
    stretch.toNewest();
    toEnd();
    props.onCaughtUp(newestSeq());
  }

  /** Lines come and go above what is being read, which stays where it is. */
  function keepPlace(change: (keeps: boolean) => void): void {
    const seen = [...box.children].find(
      (line): line is HTMLElement =>
        line instanceof HTMLElement && isOfTheLog(line) && line.offsetTop + line.offsetHeight > box.scrollTop,
    );
    const before = seen?.offsetTop ?? 0;
    const selected = getSelection();
    setQuiet(true);
    change(selected !== null && !selected.isCollapsed && box.contains(selected.anchorNode));
    if (seen?.isConnected) scrollTo(box.scrollTop + seen.offsetTop - before);
    requestAnimationFrame(() => requestAnimationFrame(() => setQuiet(false)));
  }

  function back(): void {
    if (!stretch.atFirst()) keepPlace(stretch.back);
    else props.desk.readBack(props.thread.id);
  }

  function moved(): void {
    const { scrollTop, scrollHeight, clientHeight } = box;
    const left = scrollHeight - scrollTop - clientHeight;
    const near = left < NEAR_END && stretch.atNewest();
    if (near) {
      setReadTo(newestSeq());
      if (!atEnd()) props.onCaughtUp(newestSeq());
      setAtEnd(true);
      // What was read further up is let go.
      if (stretch.shown().length > KEPT_AT_END) keepPlace(() => stretch.toNewest());
    } else if (scrollTop < lastTop) setAtEnd(false);
    // Lines that grow look like scrolling up; only who goes up has left the end.
    lastTop = box.scrollTop;
    if (scrollTop < clientHeight * READY) back();
    else if (left < clientHeight * READY && !stretch.atNewest()) keepPlace(stretch.on);
  }

  onMount(() => {
    toEnd();
    // Few lines, or short ones: the rest of the screen is filled.
    if (box.scrollHeight < box.clientHeight * (1 + READY)) back();
    // The composer grows, a keyboard opens: whoever was at the end stays there.
    const observer = new ResizeObserver(() => atEnd() && toEnd());
    observer.observe(box);
    onCleanup(() => observer.disconnect());
  });
  createEffect(
    on(
      () => [entries(), props.thread.draft?.text, typing()?.text ?? typing() !== null, posts()] as const,
      () => {
        if (!atEnd()) return;
        setReadTo(newestSeq());
        toEnd();
      },
    ),
  );
  // What was asked for has come: it is shown if the reader is still up there.
  createEffect(
    on(
      () => props.thread.from,
      () => queueMicrotask(() => box.isConnected && box.scrollTop < box.clientHeight * READY && back()),
      { defer: true },
    ),
  );
  // One's own message is always looked at.
  createEffect(
    on(
      () => posts().length,
      (count, before) => {
        if (count > (before ?? 0)) queueMicrotask(toEnd);
      },
    ),
  );

  return (
    <div class={styles.place}>
      <div
        ref={box}
        class={styles.thread}
        role="log"
        aria-label={t('view.thread')}
        aria-live={quiet() ? 'off' : undefined}
        tabindex="0"
        data-testid="conversation.thread"
        onScroll={moved}
      >
        <div class={styles.spring} />
        <Show when={!stretch.atFirst() || props.thread.from > 0}>
          <p class={styles.earlier}>
            <Button size="s" variant="ghost" busy={props.thread.wanted} onClick={back} data-testid="entry.list">
              {t('view.earlier')}
            </Button>
          </p>
        </Show>
        <For each={stretch.shown()}>
          {(entry) => (
            <Line
              desk={props.desk}
              conversation={props.thread.id}
              visitor={props.visitor}
              me={props.me}
              entries={entries()}
              entry={entry}
            />
          )}
        </For>
        <Show when={stretch.atNewest()}>
          <For each={posts()}>{(post) => <PostLine desk={props.desk} agentName={props.agentName} post={post} />}</For>
          <Show when={props.thread.draft}>
            {(draft) => (
              <div aria-live="off">
                <Message
                  from="bot"
                  initials={draft().name}
                  author={draft().name}
                  kind={t('entry.ai')}
                  text={draft().text}
                  first
                  last
                  status={<Writing />}
                  tail
                  data-testid="answer.streamed"
                />
              </div>
            )}
          </Show>
          <Show when={props.thread.draft === null && typing()}>
            {(sign) => <TypingSign from={sign().from} text={sign().text} visitor={props.visitor} />}
          </Show>
        </Show>
      </div>
      <Show when={unread() > 0}>
        <div class={styles.newest}>
          <Button size="s" variant="primary" icon={ArrowDown} onClick={catchUp}>
            {t('view.new', unread())}
          </Button>
        </div>
      </Show>
    </div>
  );
}

/** What stands above the lines, and the headings of days, may go where lines come before them. */
function isOfTheLog({ classList }: HTMLElement): boolean {
  return ![styles.spring, styles.earlier, styles.day].some((name) => name !== undefined && classList.contains(name));
}

function Writing(): JSX.Element {
  return (
    <span class={styles.writing}>
      <Dots />
      {t('entry.writing')}
    </span>
  );
}
