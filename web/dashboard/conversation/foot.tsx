/**
 * Below the thread: where those who have the conversation write, and for everybody else the one thing there is to do, or why there is
 * nothing. What is over or switched off is read only.
 */
import CircleCheck from 'lucide-solid/icons/circle-check';
import Headset from 'lucide-solid/icons/headset';
import PowerOff from 'lucide-solid/icons/power-off';
import UserRoundX from 'lucide-solid/icons/user-round-x';
import { createSignal, type JSX, Match, Show, Switch } from 'solid-js';
import type { AgentEntry } from '#protocol/entry';
import type { VisitCard } from '#protocol/visit';
import type { AgentThread } from '../../kit/fold.ts';
import { Button } from '../../kit/ui/button.tsx';
import { ICON_STROKE } from '../../kit/ui/icon.ts';
import { Kbd } from '../../kit/ui/kbd.tsx';
import type { Desk } from '../desk-store.ts';
import { lateDialog } from '../late-dialog.tsx';
import { formatClock, formatDay, formatExact } from '../time.ts';
import { firstName } from '../visitor.ts';
import { whenSettled } from '../when-settled.ts';
import { t } from '../words.ts';
import { ActionButtons, type Actions } from './actions.tsx';
import { type ControlFacts, isInterrupted, partOf } from './control-badge.tsx';
import styles from './foot.module.css';
import { RoutingPopover } from './routing.tsx';
import { Writing } from './writing.tsx';

const TakeFromDialog = lateDialog(async () => (await import('./take-from-dialog.tsx')).TakeFromDialog);

export interface FootProps {
  desk: Desk;
  thread: AgentThread;
  facts: ControlFacts;
  card: VisitCard;
  agentName: string;
  me: string;
  actions: Actions;
  /** What a conversation that nobody has is taken by: the Monitor takes over, the Inbox assigns. */
  take: 'take-over' | 'assign';
  taking: boolean;
  /** The composer takes the focus when one has just taken over, not when a page is loaded. */
  justTaken: boolean;
  /** The seq up to which the agent has scrolled by themselves. */
  caughtUp: number;
  onTake: () => void;
}

export function Foot(props: FootProps): JSX.Element {
  const part = () => partOf(props.facts, props.me);
  const control = () => props.facts.control;
  const toWrapUp = () => props.facts.desk?.wrapUp?.agent.id === props.me;
  return (
    <Switch>
      <Match when={toWrapUp()}>
        <Banner
          icon={UserRoundX}
          tone="waiting"
          title={leftByCustomer(props.thread) ? t('foot.left') : t('foot.over')}
          text={t('foot.left.wrap-up')}
          data-testid="conversation.to-wrap-up"
        >
          <ActionButtons actions={props.actions} only={['wrap-up']} />
        </Banner>
      </Match>
      <Match when={control() === 'closed'}>
        <Closed thread={props.thread} me={props.me} />
      </Match>
      <Match when={isInterrupted(props.facts)}>
        <Banner
          icon={PowerOff}
          tone="trouble"
          title={t('foot.interrupted.title')}
          text={
            part() === 'holder' ? t('foot.interrupted') : t('foot.interrupted.other', props.facts.holder?.name ?? '')
          }
          data-testid="conversation.interrupted"
        >
          <ActionButtons actions={props.actions} only={['end']} />
        </Banner>
      </Match>
      <Match when={part() !== 'onlooker'}>
        <Show when={props.thread.id} keyed>
          <Writing
            desk={props.desk}
            thread={props.thread}
            me={props.me}
            visitor={firstName(props.card)}
            card={props.card}
            agentName={props.agentName}
            caughtUp={props.caughtUp}
            autofocus={props.justTaken}
          />
        </Show>
      </Match>
      <Match when={control() === 'bot' || control() === 'waiting'}>
        <Take {...props} />
      </Match>
      <Match when={control() === 'agent' && props.facts.holder}>
        {(holder) => <Held desk={props.desk} conversation={props.thread.id} holder={holder()} />}
      </Match>
    </Switch>
  );
}

function Take(props: FootProps): JSX.Element {
  const assigns = () => props.take === 'assign';
  const waiting = () => props.facts.control === 'waiting';
  const hint = () => {
    if (assigns()) return t('assign.to-me.hint', props.agentName);
    return waiting() ? t('view.take-over.waiting', props.agentName) : t('view.take-over.hint', props.agentName);
  };
  return (
    <div class={styles.take} data-on-solid>
      <Button
        variant="primary"
        size="l"
        wide
        icon={Headset}
        busy={props.taking}
        disabled={props.desk.state.link !== 'live'}
        aria-keyshortcuts={assigns() ? undefined : 'T'}
        onClick={() => props.onTake()}
        data-testid={assigns() ? 'conversation.assign-to-me' : 'conversation.take-over'}
      >
        {assigns() ? t('assign.to-me') : t('view.take-over')}
        <Show when={!assigns()}>
          <Kbd>T</Kbd>
        </Show>
      </Button>
      <p class={styles.hint}>{hint()}</p>
      <Show when={waiting() && props.desk.state.member?.role !== 'agent'}>
        <RoutingPopover desk={props.desk} conversation={props.thread.id} />
      </Show>
    </div>
  );
}

/** Another agent has it: a supervisor reads along, and may take it. */
function Held(props: { desk: Desk; conversation: string; holder: { id: string; name: string } }): JSX.Element {
  const [taking, setTaking] = createSignal(false);
  const supervises = () => props.desk.state.member?.role !== 'agent';
  whenSettled(() => supervises() && TakeFromDialog.preload());
  return (
    <div class={styles.held} data-testid="conversation.held">
      <p>{supervises() ? t('foot.held', props.holder.name) : t('view.take-over.held', props.holder.name)}</p>
      <Show when={supervises()}>
        <Button
          icon={Headset}
          disabled={props.desk.state.link !== 'live'}
          onClick={() => setTaking(true)}
          data-testid="conversation.take-from.open"
        >
          {t('assign.from', props.holder.name)}
        </Button>
        <Show when={taking()}>
          <TakeFromDialog
            open
            onOpenChange={setTaking}
            desk={props.desk}
            conversation={props.conversation}
            holder={props.holder}
          />
        </Show>
      </Show>
    </div>
  );
}

function Banner(props: {
  icon: typeof PowerOff;
  tone: 'waiting' | 'trouble';
  title: string;
  text: string;
  children: JSX.Element;
  'data-testid': string;
}): JSX.Element {
  return (
    <div class={styles.banner} data-tone={props.tone} role="alert" data-testid={props['data-testid']}>
      {props.icon({ size: 20, strokeWidth: ICON_STROKE, 'aria-hidden': 'true' })}
      <div class={styles.said}>
        <b>{props.title}</b>
        <p>{props.text}</p>
      </div>
      {props.children}
    </div>
  );
}

/** P10: when it ended, and by whom. It isn't opened again. */
function Closed(props: { thread: AgentThread; me: string }): JSX.Element {
  const end = () => props.thread.entries.findLast(isEnd);
  const at = () => props.thread.closedAt ?? end()?.at;
  const by = () => {
    const entry = end();
    if (entry === undefined) return '';
    if (entry.by !== 'agent') return t(`foot.closed.${entry.by}`);
    if (entry.agent === props.me) return t('foot.closed.you');
    return entry.name === undefined ? t('foot.closed.somebody') : t('foot.closed.agent', entry.name);
  };
  return (
    <p class={styles.closed} data-testid="conversation.closed">
      <CircleCheck size={16} strokeWidth={ICON_STROKE} aria-hidden="true" />
      <span>
        {t('foot.closed')}{' '}
        <Show when={at()}>
          {(moment) => (
            <time datetime={new Date(moment()).toISOString()} title={formatExact(moment())}>
              {formatDay(moment(), Date.now())}, {formatClock(moment())}
            </time>
          )}
        </Show>{' '}
        {by()}
      </span>
    </p>
  );
}

type End = Extract<AgentEntry, { event: 'conversation.closed' }>;

function isEnd(entry: AgentEntry): entry is End {
  return entry.kind === 'event' && entry.event === 'conversation.closed';
}

function leftByCustomer(thread: AgentThread): boolean {
  return thread.entries.findLast(isEnd)?.by === 'visitor';
}
