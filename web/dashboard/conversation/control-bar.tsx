/**
 * Around the thread: above it the strip that says who has the conversation, below it what the viewing agent may do.
 * An agent who has it writes, leaves or ends; one who doesn't takes over, or is told why not.
 */
import CircleX from 'lucide-solid/icons/circle-x';
import Eye from 'lucide-solid/icons/eye';
import Headset from 'lucide-solid/icons/headset';
import LogOut from 'lucide-solid/icons/log-out';
import { createSignal, type JSX, Match, Show, Switch } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import type { VisitCard } from '#protocol/visit';
import type { AgentThread } from '../../kit/fold.ts';
import { Button } from '../../kit/ui/button.tsx';
import { ConfirmDialog } from '../../kit/ui/dialog.tsx';
import { ICON_STROKE } from '../../kit/ui/icon.ts';
import { Kbd } from '../../kit/ui/kbd.tsx';
import type { Desk } from '../desk-store.ts';
import { firstName } from '../visitor.ts';
import { refusalWords } from '../words/refusals.ts';
import { t } from '../words.ts';
import { Composer } from './composer.tsx';
import { ControlBadge, type ControlFacts, Since } from './control-badge.tsx';
import styles from './control-bar.module.css';
import { tellOutcome } from './take-over.ts';

export interface ControlBarProps {
  desk: Desk;
  thread: AgentThread;
  facts: ControlFacts;
  card: VisitCard;
  agentName: string;
  me: string;
  now: number;
  taking: boolean;
  /** The composer takes the focus when one has just taken over, not when a page is loaded. */
  justTaken: boolean;
  /** The seq up to which the agent has scrolled by themselves. */
  caughtUp: number;
  onTakeOver: () => void;
  children: JSX.Element;
}

export function ControlBar(props: ControlBarProps): JSX.Element {
  const [leaving, setLeaving] = createSignal(false);
  const [ending, setEnding] = createSignal(false);
  const [endError, setEndError] = createSignal<string>();

  const control = () => props.facts.control;
  const mine = () => control() === 'agent' && props.facts.holder?.id === props.me;
  const live = () => props.desk.state.link === 'live';
  const holder = () => props.facts.holder?.name ?? '';

  async function leave(): Promise<void> {
    setLeaving(true);
    tellOutcome(await props.desk.leave(props.thread.id));
    setLeaving(false);
  }

  async function end(): Promise<boolean> {
    const outcome = await props.desk.close(props.thread.id);
    setEndError(outcome.ok ? undefined : refusalWords[outcome.code]);
    return outcome.ok;
  }

  return (
    <>
      <div class={styles.strip} data-tone={mine() ? 'agent' : undefined} data-testid="conversation.strip">
        <Dynamic
          component={mine() ? Headset : Eye}
          size={14}
          strokeWidth={ICON_STROKE}
          aria-hidden="true"
          class={styles.icon ?? ''}
        />
        <p class={styles.said} role="status">
          <Switch fallback={t('view.silent')}>
            <Match when={mine()}>{t('view.yours')}</Match>
            <Match when={control() === 'agent'}>{t('view.held', holder())}</Match>
            <Match when={control() === 'closed'}>{t('view.ended')}</Match>
          </Switch>
        </p>
        <Show when={mine()} fallback={<ControlBadge facts={props.facts} me={props.me} now={props.now} bare />}>
          <span class={styles.since}>
            <Since from={props.facts.controlAt} now={props.now} />
          </span>
        </Show>
        <Show when={mine()}>
          <div class={styles.actions}>
            <Button
              size="s"
              icon={LogOut}
              busy={leaving()}
              disabled={!live()}
              title={t('view.leave.title')}
              onClick={() => void leave()}
              data-testid="conversation.leave"
            >
              {t('view.leave')}
            </Button>
            <Button
              size="s"
              variant="danger"
              icon={CircleX}
              disabled={!live()}
              onClick={() => {
                setEndError(undefined);
                setEnding(true);
              }}
              data-testid="conversation.close"
            >
              {t('view.end')}
            </Button>
          </div>
        </Show>
      </div>
      {props.children}
      <Switch>
        <Match when={mine()}>
          <Show when={props.thread.id} keyed>
            <Composer
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
          <div class={styles.take} data-on-solid>
            <Button
              variant="primary"
              size="l"
              wide
              icon={Headset}
              busy={props.taking}
              disabled={!live()}
              aria-keyshortcuts="T"
              onClick={() => props.onTakeOver()}
              data-testid="conversation.take-over"
            >
              {t('view.take-over')}
              <Kbd>T</Kbd>
            </Button>
            <p class={styles.hint}>
              {control() === 'waiting'
                ? t('view.take-over.waiting', props.agentName)
                : t('view.take-over.hint', props.agentName)}
            </p>
          </div>
        </Match>
        <Match when={control() === 'agent'}>
          <p class={styles.note} data-testid="conversation.held">
            {t('view.take-over.held', holder())}
          </p>
        </Match>
      </Switch>
      <ConfirmDialog
        open={ending()}
        onOpenChange={setEnding}
        title={t('view.end.title')}
        description={t('view.end.text', firstName(props.card))}
        confirmLabel={t('view.end.confirm')}
        danger
        error={endError()}
        onConfirm={end}
        data-testid="conversation.close.confirm"
      />
    </>
  );
}
