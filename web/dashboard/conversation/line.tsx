/** One line of the conversation as agents read it: a message, a note or what happened, under its day's heading where that begins. */
import { createMemo, createSignal, type JSX, Match, Show, Switch } from 'solid-js';
import type { AgentEntry } from '#protocol/entry';
import { ticking } from '../clock.ts';
import type { Desk } from '../desk-store.ts';
import { dayKey, formatDay, isYesterday } from '../time.ts';
import { firstName, initialsSource } from '../visitor.ts';
import { t } from '../words.ts';
import { EventLine } from './event-line.tsx';
import { Message } from './message.tsx';
import { Note } from './note.tsx';
import { isMasked, Reveal } from './reveal.tsx';
import styles from './thread.module.css';

export interface LineProps {
  desk: Desk;
  conversation: string;
  visitor: { visitor: string; name: string | null };
  /** The viewing agent's id. */
  me: string;
  /** All that is held of the conversation, in order of `seq`, without gaps. */
  entries: readonly AgentEntry[];
  entry: AgentEntry;
}

/** An entry with what it needs from its neighbours: a day's heading, and whether a run of messages begins or ends here. */
export function Line(props: LineProps): JSX.Element {
  const at = () => props.entry.seq - (props.entries[0]?.seq ?? 0);
  const before = () => props.entries[at() - 1];
  const after = () => props.entries[at() + 1];
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
        conversation={props.conversation}
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
          {(message) => (
            <Message
              from={message().from}
              initials={nameOf(message()) ?? initialsSource(props.visitor)}
              author={authorName(message(), props)}
              kind={message().from === 'bot' ? t('entry.ai') : undefined}
              text={full() ?? message().text}
              at={message().at}
              foot={reveal()}
              first={first()}
              last={last()}
              sources={botOf(message())?.sources}
              sourceHref={(article) => `/sites/${props.desk.site}/knowledge/${article}`}
              cut={botOf(message())?.cut}
            />
          )}
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
    return isYesterday(props.at, today()) ? t('entry.yesterday', date) : date;
  };
  return <p class={styles.day}>{text()}</p>;
}

type MessageEntry = Extract<AgentEntry, { kind: 'message' }>;

function botOf(entry: MessageEntry): Extract<MessageEntry, { from: 'bot' }> | undefined {
  return entry.from === 'bot' ? entry : undefined;
}

/** None where the visitor wrote it. */
function nameOf(entry: MessageEntry): string | undefined {
  return entry.from === 'visitor' ? undefined : entry.name;
}

function authorName(entry: MessageEntry, props: LineProps): string {
  if (entry.from === 'visitor') return firstName(props.visitor);
  return entry.from === 'agent' && entry.agent === props.me ? t('entry.you') : entry.name;
}

function sameAuthor(one: AgentEntry | undefined, other: AgentEntry): boolean {
  if (one?.kind !== 'message' || other.kind !== 'message' || one.from !== other.from) return false;
  // A cut answer carries a note, which ends the run.
  if (one.from === 'bot' && one.cut) return false;
  return one.from === 'agent' && other.from === 'agent' ? one.agent === other.agent && one.name === other.name : true;
}
