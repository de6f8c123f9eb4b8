/**
 * The side pane of the Monitor: one session viewed live (M3), with the way to take it over (M4), leave it (M5) and end it. Everything
 * about control comes from the server; a command that lost a race says who won (M6).
 */
import ArrowLeft from 'lucide-solid/icons/arrow-left';
import MessageCircle from 'lucide-solid/icons/message-circle';
import X from 'lucide-solid/icons/x';
import { createMemo, type JSX, onMount, Show } from 'solid-js';
import type { VisitCard } from '#protocol/visit';
import { isNarrow } from '../../kit/media.ts';
import { Avatar } from '../../kit/ui/avatar.tsx';
import { IconButton } from '../../kit/ui/button.tsx';
import { EmptyState } from '../../kit/ui/states.tsx';
import { ticking } from '../clock.ts';
import type { Desk } from '../desk-store.ts';
import { PageLink } from '../page-link.tsx';
import { firstName, initialsSource, visitorName } from '../visitor.ts';
import { t } from '../words.ts';
import { createActions } from './actions.tsx';
import { ConversationBody } from './body.tsx';
import { ControlBar } from './control-bar.tsx';
import { Durations } from './durations.tsx';
import { Facts } from './facts.tsx';
import styles from './pane.module.css';
import { viewConversation } from './view.ts';

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
  const now = () => ticking() + props.desk.state.clockAheadMs;
  const view = viewConversation(props.desk, conversation, () => props.card);
  const actions = createActions({
    desk: props.desk,
    conversation,
    facts: view.facts,
    visitor: () => firstName(props.card),
  });

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
          <Show when={conversation()}>
            <p class={styles.durations}>
              <Durations facts={view.facts()} now={now()} />
            </p>
          </Show>
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
      <Show
        when={conversation()}
        fallback={
          <div class={styles.rest}>
            <EmptyState title={t('view.none.title')} icon={MessageCircle} data-testid="conversation.none">
              <p>{t('view.none.text', visitorName(props.card))}</p>
              <Show when={props.card.page}>
                {(page) => (
                  <p>
                    {t('view.none.page')} <PageLink page={page()} />
                  </p>
                )}
              </Show>
            </EmptyState>
          </div>
        }
      >
        {(id) => (
          <ConversationBody
            desk={props.desk}
            conversation={id()}
            view={view}
            card={props.card}
            agentName={props.agentName}
            actions={actions}
            take="take-over"
            taking={props.taking}
            justTaken={props.justTaken}
            onTake={() => props.onTakeOver()}
            strip={
              <ControlBar actions={actions} facts={view.facts()} me={props.desk.state.member?.id ?? ''} now={now()} />
            }
          />
        )}
      </Show>
      {actions.dialogs()}
    </aside>
  );
}
