/**
 * A viewed conversation under its heading: its thread and what stands at its foot, or why it can't be looked at. The same on the Monitor
 * and in the Inbox.
 */
import CircleAlert from 'lucide-solid/icons/circle-alert';
import Headset from 'lucide-solid/icons/headset';
import { createEffect, createMemo, createSignal, type JSX, Match, on, onCleanup, Show, Switch } from 'solid-js';
import type { VisitCard } from '#protocol/visit';
import type { AgentThread } from '../../kit/fold.ts';
import { ErrorState, NoPermissionState, Skeletons } from '../../kit/ui/states.tsx';
import { useAwake } from '../awake.ts';
import type { Desk } from '../desk-store.ts';
import { offerHere } from '../palette/here.ts';
import { refusalWords } from '../words/refusals.ts';
import { t } from '../words.ts';
import { ACTION_ICONS, type Actions } from './actions.tsx';
import styles from './body.module.css';
import { partOf } from './control-badge.tsx';
import { Foot } from './foot.tsx';
import { OfferStrip } from './offer-strip.tsx';
import { Thread } from './thread.tsx';
import { cardOfThread, type View } from './view.ts';

export interface BodyProps {
  desk: Desk;
  conversation: string;
  view: View;
  /** None where the visitor isn't there. */
  card: VisitCard | undefined;
  agentName: string;
  actions: Actions;
  take: 'take-over' | 'assign';
  taking: boolean;
  justTaken: boolean;
  onTake: () => void;
  /** Between heading and thread. */
  strip?: JSX.Element;
}

export function ConversationBody(props: BodyProps): JSX.Element {
  const [caughtUp, setCaughtUp] = createSignal(0);
  const me = () => props.desk.state.member?.id ?? '';
  createEffect(
    on(
      () => props.conversation,
      () => setCaughtUp(0),
    ),
  );
  const awake = useAwake();
  createEffect(() => props.desk.look(props.view.thread() && awake() ? props.conversation : undefined));
  onCleanup(() => props.desk.look(undefined));
  offerHere(() => {
    const { actions, desk, view } = props;
    const { control } = view.facts();
    const free = control === 'bot' || control === 'waiting';
    const mayTake = free && partOf(view.facts(), me()) === 'onlooker' && !props.taking && desk.state.link === 'live';
    const label = t(props.take === 'assign' ? 'assign.to-me' : 'view.take-over');
    const take = { id: 'take', label, icon: Headset, run: () => props.onTake() };
    const acts = actions.offered().filter(actions.can);
    const others = acts.map((action) => ({
      id: action,
      label: actions.label(action),
      icon: ACTION_ICONS[action],
      run: () => actions.run(action),
    }));
    return mayTake ? [take, ...others] : others;
  });
  return (
    <Switch>
      <Match when={props.view.refusal()}>
        {(refusal) => (
          <div class={styles.rest}>
            <Show
              when={refusal().code === 'conversation.private'}
              fallback={
                <ErrorState
                  title={t('view.failed.title')}
                  icon={CircleAlert}
                  onRetry={() => props.desk.review(props.conversation)}
                >
                  <p>{refusalWords[refusal().code]}</p>
                </ErrorState>
              }
            >
              <Private holder={refusal().holder} />
            </Show>
          </div>
        )}
      </Match>
      <Match when={props.view.thread()}>
        {(found) => {
          // What still reads it while the next conversation takes its place reads the last of this one.
          const thread = createMemo<AgentThread>((last) => props.view.thread() ?? last, found());
          const card = () => props.card ?? cardOfThread(thread())!;
          return (
            <>
              {props.strip}
              <OfferStrip
                desk={props.desk}
                conversation={thread().id}
                offer={props.view.facts().desk?.offer}
                mayWithdraw={props.view.facts().holder?.id === me() || props.desk.state.member?.role !== 'agent'}
              />
              <Show when={thread().id} keyed>
                <Thread
                  desk={props.desk}
                  thread={thread()}
                  visitor={card()}
                  me={me()}
                  agentName={props.agentName}
                  onCaughtUp={setCaughtUp}
                />
              </Show>
              <Foot
                desk={props.desk}
                thread={thread()}
                facts={props.view.facts()}
                card={card()}
                agentName={props.agentName}
                me={me()}
                actions={props.actions}
                take={props.take}
                taking={props.taking}
                justTaken={props.justTaken}
                caughtUp={caughtUp()}
                onTake={() => props.onTake()}
              />
            </>
          );
        }}
      </Match>
      <Match when={true}>
        <div class={styles.loading}>
          <Skeletons lines={8} />
        </div>
      </Match>
    </Switch>
  );
}

/** P6: what another agent has is theirs until they hand it over or it is closed. */
function Private(props: { holder: string | undefined }): JSX.Element {
  const name = () => props.holder ?? t('private.somebody');
  return (
    <NoPermissionState title={t('private.title', name())} data-testid="conversation.private">
      <p>{t('private.text')}</p>
    </NoPermissionState>
  );
}
