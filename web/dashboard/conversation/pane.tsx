/**
 * The side pane: one session viewed live (M3), with the way to take it over (M4), leave it (M5) and end it. Everything
 * about control comes from the server; a command that lost a race says who won (M6).
 */
import ArrowLeft from 'lucide-solid/icons/arrow-left';
import CircleAlert from 'lucide-solid/icons/circle-alert';
import MessageCircle from 'lucide-solid/icons/message-circle';
import X from 'lucide-solid/icons/x';
import {
  createEffect,
  createMemo,
  createSignal,
  type JSX,
  Match,
  on,
  onCleanup,
  onMount,
  Show,
  Switch,
} from 'solid-js';
import type { VisitCard } from '#protocol/visit';
import { isNarrow } from '../../kit/media.ts';
import { Avatar } from '../../kit/ui/avatar.tsx';
import { IconButton } from '../../kit/ui/button.tsx';
import { EmptyState, ErrorState, Skeletons } from '../../kit/ui/states.tsx';
import { ticking } from '../clock.ts';
import type { Desk } from '../desk-store.ts';
import { initialsSource, visitorName } from '../visitor.ts';
import { refusalWords } from '../words/refusals.ts';
import { t } from '../words.ts';
import { type ControlFacts, factsOf } from './control-badge.tsx';
import { ControlBar } from './control-bar.tsx';
import { Facts } from './facts.tsx';
import styles from './pane.module.css';
import { Thread } from './thread.tsx';

export interface PaneProps {
  desk: Desk;
  /** The session; what it last was if its visitor has left meanwhile. */
  card: VisitCard;
  left: boolean;
  agentName: string;
  /** A take-over is under way. */
  taking: boolean;
  justTaken: boolean;
  onTakeOver: () => void;
  onClose: () => void;
}

export function ConversationPane(props: PaneProps): JSX.Element {
  let pane!: HTMLElement;
  const conversation = createMemo(() => props.card.conversation?.id);
  const [caughtUp, setCaughtUp] = createSignal(0);
  const now = () => ticking() + props.desk.state.clockAheadMs;
  const me = () => props.desk.state.member?.id ?? '';
  const thread = createMemo(() => {
    const id = conversation();
    const found = id === undefined ? undefined : props.desk.state.threads.get(id);
    return found?.about === null ? undefined : found;
  });
  const refusal = () => props.desk.state.unviewable.get(conversation() ?? '');
  /** The thread knows first what the card will say in a moment. */
  const facts = createMemo<ControlFacts>(() => {
    const live = thread();
    const card = props.card.conversation;
    if (live === undefined || card === null) return factsOf(props.card);
    const { control, controlAt, holder, closedAt, draft } = live;
    const answering = control === 'bot' && (draft !== null || card.answering);
    return { control, controlAt: controlAt ?? card.controlAt, holder, closedAt, answering, failed: card.failed };
  });

  createEffect(
    on(conversation, (id) => {
      setCaughtUp(0);
      if (id !== undefined) onCleanup(props.desk.view(id));
    }),
  );
  onMount(() => {
    // It covers what had the focus.
    if (isNarrow() && document.activeElement !== document.body) pane.focus({ preventScroll: true });
  });

  return (
    <aside
      ref={pane}
      tabindex="-1"
      class={styles.pane}
      aria-label={t('view.label', visitorName(props.card))}
      data-testid="conversation.pane"
      data-visit={props.card.id}
    >
      <header class={styles.head}>
        <IconButton
          class={styles.back}
          label={t('view.back')}
          icon={ArrowLeft}
          onClick={() => props.onClose()}
          data-testid="conversation.back"
        />
        <Avatar name={initialsSource(props.card)} size="l" online={props.card.online && !props.left} />
        <div class={styles.who}>
          <h2 class={styles.name} title={visitorName(props.card)}>
            <bdi>{visitorName(props.card)}</bdi>
          </h2>
          <Facts country={props.card.country} device={props.card.device} since={props.card.since} now={now()} />
        </div>
        <IconButton
          class={styles.close}
          label={t('view.close')}
          icon={X}
          onClick={() => props.onClose()}
          aria-keyshortcuts="Escape"
          data-testid="conversation.unview"
        />
      </header>
      <Switch>
        <Match when={refusal()}>
          {(code) => (
            <div class={styles.rest}>
              <ErrorState
                title={t('view.failed.title')}
                icon={CircleAlert}
                onRetry={() => props.desk.review(conversation()!)}
              >
                <p>{refusalWords[code().code]}</p>
              </ErrorState>
            </div>
          )}
        </Match>
        <Match when={conversation() === undefined}>
          <div class={styles.rest}>
            <EmptyState title={t('view.none.title')} icon={MessageCircle} data-testid="conversation.none">
              <p>{t('view.none.text', visitorName(props.card))}</p>
              <Show when={props.card.page}>
                {(page) => (
                  <p>
                    {t('view.none.page')}{' '}
                    <a class={styles.link} href={page().url} target="_blank" rel="noopener noreferrer">
                      <bdi>{page().title || page().url}</bdi>
                    </a>
                  </p>
                )}
              </Show>
            </EmptyState>
          </div>
        </Match>
        <Match when={thread()}>
          {(shown) => (
            <ControlBar
              desk={props.desk}
              thread={shown()}
              facts={facts()}
              card={props.card}
              agentName={props.agentName}
              me={me()}
              now={now()}
              taking={props.taking}
              justTaken={props.justTaken}
              caughtUp={caughtUp()}
              onTakeOver={() => props.onTakeOver()}
            >
              <Show when={shown().id} keyed>
                <Thread
                  desk={props.desk}
                  thread={shown()}
                  visitor={props.card}
                  me={me()}
                  agentName={props.agentName}
                  onCaughtUp={setCaughtUp}
                />
              </Show>
            </ControlBar>
          )}
        </Match>
        <Match when={true}>
          <div class={styles.loading}>
            <Skeletons lines={8} />
          </div>
        </Match>
      </Switch>
    </aside>
  );
}
