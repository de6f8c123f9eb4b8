/** The middle of the Inbox: one conversation with its heading: who it is, who has it, for how long (D13), and what can be done with it. */
import ArrowLeft from 'lucide-solid/icons/arrow-left';
import EllipsisVertical from 'lucide-solid/icons/ellipsis-vertical';
import PanelRight from 'lucide-solid/icons/panel-right';
import { type JSX, onMount, Show } from 'solid-js';
import type { VisitCard } from '#protocol/visit';
import { isPhone } from '../../kit/media.ts';
import { Avatar } from '../../kit/ui/avatar.tsx';
import { IconButton } from '../../kit/ui/button.tsx';
import { Menu, MenuSeparator } from '../../kit/ui/menu.tsx';
import { Skeleton } from '../../kit/ui/states.tsx';
import { ticking } from '../clock.ts';
import { type Action, ActionButtons, ActionItems, type Actions } from '../conversation/actions.tsx';
import { Assignee, AssigneeItems, createAssign, mayAssign } from '../conversation/assignee.tsx';
import { ConversationBody } from '../conversation/body.tsx';
import { ControlBadge, isInterrupted, toneOf } from '../conversation/control-badge.tsx';
import { Durations } from '../conversation/durations.tsx';
import type { View } from '../conversation/view.ts';
import type { Desk } from '../desk-store.ts';
import { initialsSource, visitorName } from '../visitor.ts';
import { t } from '../words/inbox.ts';
import styles from './conversation.module.css';

/** What stands at the foot instead: wrapping up. */
const IN_HEAD: readonly Action[] = ['transfer', 'conference', 'leave', 'end'];

export interface ConversationProps {
  desk: Desk;
  id: string;
  view: View;
  actions: Actions;
  /** The visitor's card as it is, or as the conversation tells it; none before anything is known. */
  card: VisitCard | undefined;
  agentName: string;
  taking: boolean;
  justTaken: boolean;
  onTake: () => void;
  onBack: () => void;
  /** Whether the visitor's side is there, and how it is shown or folded away. */
  visitorShown: boolean;
  onVisitor: () => void;
}

export function Conversation(props: ConversationProps): JSX.Element {
  let pane!: HTMLElement;
  const now = () => ticking() + props.desk.state.clockAheadMs;
  const me = () => props.desk.state.member?.id ?? '';
  const facts = () => props.view.facts();
  const known = () => facts().control !== null;
  const acts = () => !isInterrupted(facts()) && props.actions.offered().some((action) => IN_HEAD.includes(action));
  const assign = createAssign({ desk: props.desk, conversation: () => props.id, facts });
  const assigns = () => known() && mayAssign(props.desk, facts());

  onMount(() => {
    // It covers what had the focus.
    if (isPhone() && document.activeElement !== document.body) pane.focus({ preventScroll: true });
  });

  return (
    <section
      ref={pane}
      tabindex="-1"
      class={styles.pane}
      data-tone={known() ? toneOf(facts()) : undefined}
      aria-label={props.card ? t('view.label', visitorName(props.card)) : t('view.thread')}
      data-testid="conversation.pane"
      data-conversation={props.id}
    >
      <header class={styles.head}>
        <IconButton
          class={styles.back}
          label={t('inbox.back')}
          icon={ArrowLeft}
          onClick={() => props.onBack()}
          data-testid="conversation.back"
        />
        <Show
          when={props.card}
          fallback={
            <div class={styles.who}>
              <Skeleton width="third" />
            </div>
          }
        >
          {(card) => (
            <>
              <Avatar name={initialsSource(card())} size="l" online={card().online} />
              <div class={styles.who}>
                <h2 class={styles.name} title={visitorName(card())}>
                  <bdi>{visitorName(card())}</bdi>
                </h2>
                <Show when={known()}>
                  <p class={styles.times}>
                    <ControlBadge facts={facts()} me={me()} now={now()} still />
                    <Show when={props.desk.state.queues.size > 1 && facts().desk?.queue}>
                      {(queue) => <span class={styles.queue}>{t('conversation.queue', queue().name)}</span>}
                    </Show>
                    <Durations facts={facts()} now={now()} />
                  </p>
                </Show>
              </div>
            </>
          )}
        </Show>
        <div class={styles.assignee}>
          <Show when={assigns()}>
            <Assignee desk={props.desk} facts={facts()} assign={assign} />
          </Show>
        </div>
        <IconButton
          class={styles.side}
          icon={PanelRight}
          label={t(props.visitorShown ? 'inbox.visitor.hide' : 'inbox.visitor.show')}
          aria-pressed={props.visitorShown}
          onClick={() => props.onVisitor()}
          data-testid="visitor.toggle"
        />
        <Show when={acts() || assigns()}>
          <div class={styles.menu}>
            <Menu
              data-testid="conversation.menu"
              trigger={(trigger) => (
                <IconButton
                  {...trigger}
                  icon={EllipsisVertical}
                  label={t('action.more')}
                  data-testid="conversation.more"
                />
              )}
            >
              <Show when={acts()}>
                <ActionItems actions={props.actions} only={IN_HEAD} />
              </Show>
              <Show when={acts() && assigns()}>
                <MenuSeparator />
              </Show>
              <Show when={assigns()}>
                <AssigneeItems desk={props.desk} facts={facts()} assign={assign} />
              </Show>
            </Menu>
          </div>
        </Show>
        <Show when={acts()}>
          <div class={styles.actions}>
            <ActionButtons actions={props.actions} only={IN_HEAD} />
          </div>
        </Show>
      </header>
      <ConversationBody
        desk={props.desk}
        conversation={props.id}
        view={props.view}
        card={props.card}
        agentName={props.agentName}
        actions={props.actions}
        take="assign"
        taking={props.taking}
        justTaken={props.justTaken}
        onTake={() => props.onTake()}
      />
      {assign.dialog()}
    </section>
  );
}
