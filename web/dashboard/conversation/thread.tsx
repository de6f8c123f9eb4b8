/**
 * The conversation so far: grouped by day and author, what is being written at its end. Stays at the newest line while
 * the reader is there, and says how much is new when they are not. A screen reader hears finished messages, politely.
 */
import ArrowDown from 'lucide-solid/icons/arrow-down';
import {
  createEffect,
  createMemo,
  createSignal,
  For,
  type JSX,
  Match,
  on,
  onCleanup,
  onMount,
  Show,
  Switch,
} from 'solid-js';
import type { AgentEntry } from '#protocol/entry';
import { TYPING_FADES_MS } from '#protocol/limits';
import type { AgentThread } from '../../kit/fold.ts';
import { Button } from '../../kit/ui/button.tsx';
import { ticking } from '../clock.ts';
import type { Desk } from '../desk-store.ts';
import { dayKey, formatDay } from '../time.ts';
import { firstName, initialsSource } from '../visitor.ts';
import { t } from '../words.ts';
import { EventLine } from './event-line.tsx';
import { Message } from './message.tsx';
import { Note } from './note.tsx';
import { PostLine } from './post-line.tsx';
import { isMasked, Reveal } from './reveal.tsx';
import styles from './thread.module.css';
import { Dots, TypingSign } from './typing-sign.tsx';

/** Pixels from the end that still count as being there. */
const NEAR_END = 48;

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
  const [atEnd, setAtEnd] = createSignal(true);
  const [readTo, setReadTo] = createSignal(0);
  // A typing sign or a piece of an answer makes a new thread, and leaves every line as it is.
  const entries = createMemo(() => props.thread.entries);
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

  function toEnd(): void {
    box.scrollTo({ top: box.scrollHeight });
    setAtEnd(true);
  }

  function catchUp(): void {
    toEnd();
    props.onCaughtUp(newestSeq());
  }

  onMount(() => {
    toEnd();
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
  // One's own message is always looked at.
  createEffect(
    on(
      () => posts().length,
      (count, before) => {
        if (count > (before ?? 0)) toEnd();
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
        tabindex="0"
        data-testid="conversation.thread"
        onScroll={() => {
          const near = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_END;
          if (near) {
            setReadTo(newestSeq());
            if (!atEnd()) props.onCaughtUp(newestSeq());
          }
          setAtEnd(near);
        }}
      >
        <div class={styles.spring} />
        <Show when={props.thread.from > 0}>
          <p class={styles.earlier}>{t('view.earlier')}</p>
        </Show>
        <For each={entries()}>{(entry, at) => <Line {...props} entries={entries()} entry={entry} at={at()} />}</For>
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

/** An entry with what it needs from its neighbours: a day's heading, and whether a run of messages begins or ends here. */
function Line(props: ThreadProps & { entries: readonly AgentEntry[]; entry: AgentEntry; at: number }): JSX.Element {
  const before = () => props.entries[props.at - 1];
  const after = () => props.entries[props.at + 1];
  const newDay = createMemo(() => {
    const previous = before();
    return previous === undefined || dayKey(previous.at) !== dayKey(props.entry.at);
  });
  const first = createMemo(() => newDay() || !sameAuthor(before(), props.entry));
  const last = createMemo(() => {
    const next = after();
    return next === undefined || !sameAuthor(props.entry, next) || dayKey(next.at) !== dayKey(props.entry.at);
  });
  /** What a supervisor asked for in full. */
  const [full, setFull] = createSignal<string>();
  const mayReveal = () => {
    const { entry } = props;
    const { member } = props.desk.state;
    return entry.kind !== 'event' && member !== null && member.role !== 'agent' && isMasked(entry.text);
  };
  const reveal = () => (
    <Show when={mayReveal()}>
      <Reveal
        site={props.desk.site}
        conversation={props.thread.id}
        seq={props.entry.seq}
        shown={full() !== undefined}
        onText={setFull}
      />
    </Show>
  );
  return (
    <>
      <Show when={newDay()}>
        <Day at={props.entry.at} />
      </Show>
      <Switch>
        <Match when={props.entry.kind === 'event' && props.entry}>
          {(event) => <EventLine entry={event()} me={props.me} />}
        </Match>
        <Match when={props.entry.kind === 'note' && props.entry}>
          {(note) => (
            <Note
              author={note().agent === props.me ? t('entry.you') : note().name}
              text={full() ?? note().text}
              at={note().at}
              foot={reveal()}
            />
          )}
        </Match>
        <Match when={props.entry.kind === 'message' && props.entry}>
          {(message) => {
            const entry = message();
            return (
              <Message
                from={entry.from}
                initials={entry.from === 'visitor' ? initialsSource(props.visitor) : entry.name}
                author={authorName(entry, props)}
                kind={entry.from === 'bot' ? t('entry.ai') : undefined}
                text={full() ?? entry.text}
                at={entry.at}
                foot={reveal()}
                first={first()}
                last={last()}
                sources={entry.from === 'bot' ? entry.sources : undefined}
                sourceHref={(article) => `/sites/${props.desk.site}/knowledge/${article}`}
                cut={entry.from === 'bot' && entry.cut}
              />
            );
          }}
        </Match>
      </Switch>
    </>
  );
}

function Day(props: { at: number }): JSX.Element {
  // Whoever reads past midnight reads of another day.
  const today = createMemo(ticking, undefined, { equals: (one, other) => dayKey(one) === dayKey(other) });
  const text = () => {
    const date = formatDay(props.at, today());
    if (dayKey(props.at) === dayKey(today())) return t('entry.today', date);
    return dayKey(props.at) === dayKey(today() - 86_400_000) ? t('entry.yesterday', date) : date;
  };
  return <p class={styles.day}>{text()}</p>;
}

function Writing(): JSX.Element {
  return (
    <span class={styles.writing}>
      <Dots />
      {t('entry.writing')}
    </span>
  );
}

function authorName(entry: Extract<AgentEntry, { kind: 'message' }>, props: ThreadProps): string {
  if (entry.from === 'visitor') return firstName(props.visitor);
  return entry.from === 'agent' && entry.agent === props.me ? t('entry.you') : entry.name;
}

function sameAuthor(one: AgentEntry | undefined, other: AgentEntry): boolean {
  if (one?.kind !== 'message' || other.kind !== 'message' || one.from !== other.from) return false;
  // A cut answer carries a note, which ends the run.
  if (one.from === 'bot' && one.cut) return false;
  return one.from === 'agent' && other.from === 'agent' ? one.agent === other.agent && one.name === other.name : true;
}
