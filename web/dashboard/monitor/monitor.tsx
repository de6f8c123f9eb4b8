/**
 * The Monitor of a site (M1–M9): everybody who has the chat open, live, and beside it the session that is viewed.
 * Filter and viewed session are in the URL, so a link, a reload and the back button all mean the same.
 */
import { useSearchParams } from '@solidjs/router';
import MousePointerClick from 'lucide-solid/icons/mouse-pointer-click';
import UserRoundX from 'lucide-solid/icons/user-round-x';
import {
  createEffect,
  createMemo,
  createSignal,
  type JSX,
  lazy,
  Match,
  on,
  onCleanup,
  Show,
  Suspense,
  Switch,
} from 'solid-js';
import type { VisitCard } from '#protocol/visit';
import type { VisitCounts } from '#protocol/visit-list';
import { isPhone } from '../../kit/media.ts';
import { Dot } from '../../kit/ui/badge.tsx';
import { Button } from '../../kit/ui/button.tsx';
import { PageHeader } from '../../kit/ui/page-header.tsx';
import { EmptyState, Skeletons } from '../../kit/ui/states.tsx';
import { useTakeOver } from '../conversation/take-over.ts';
import { useDesk } from '../desk-context.tsx';
import type { Desk } from '../desk-store.ts';
import { LinkEnded, LinkStrip } from '../frame/link-state.tsx';
import { KeyHelp } from '../key-help.tsx';
import { pressedAlone, usePageKeys } from '../page-keys.ts';
import { useMe } from '../session.tsx';
import { t } from '../words.ts';
import { EmptyFilter, EmptyMonitor, LoadingSessions } from './empty.tsx';
import { FilterBar } from './filter-bar.tsx';
import { MONITOR_KEYS } from './keys.ts';
import styles from './monitor.module.css';
import { type Filter, isFilter } from './order.ts';
import { type SessionList, Sessions } from './sessions.tsx';
import { SoundNotice } from './sound-notice.tsx';

/** Not needed before there is a session; loaded with the first one, so that viewing it takes no time. */
const loadPane = () => import('../conversation/pane.tsx');
const ConversationPane = lazy(() => loadPane().then((file) => ({ default: file.ConversationPane })));

export function MonitorPage(): JSX.Element {
  const desk = useDesk();
  return (
    <Show when={desk()} keyed>
      {(opened) => <Monitor desk={opened} />}
    </Show>
  );
}

function Monitor(props: { desk: Desk }): JSX.Element {
  const { desk } = props;
  const me = useMe();
  const [search, setSearch] = useSearchParams<{ visit?: string; filter?: string }>();
  const takeOver = useTakeOver(() => desk);
  const [list, setList] = createSignal<SessionList>();
  const [held, setHeld] = createSignal(false);
  const [help, setHelp] = createSignal(false);
  /** The conversation this agent has just taken: its composer gets the focus. */
  const [taken, setTaken] = createSignal<string>();

  const state = () => desk.state;
  const welcomed = () => state().counts !== null;
  const filter = (): Filter => (isFilter(search.filter) ? search.filter : 'all');
  const counts = () => state().counts ?? NOBODY;

  /** The viewed session, kept as it last was when its visitor leaves. */
  const viewed = createMemo<{ card: VisitCard; left: boolean } | undefined>((before) => {
    const id = search.visit;
    if (id === undefined || id === '') return undefined;
    const card = state().visits.get(id);
    if (card !== undefined) return { card, left: false };
    return before?.card.id === id ? { card: before.card, left: state().gone.has(id) } : undefined;
  });
  /** Nobody there and nothing to view: the list has all the room. */
  const alone = () => welcomed() && counts().all === 0 && !search.visit;
  const lost = () => {
    const { visit } = search;
    return Boolean(visit) && viewed() === undefined && (!isVisit(visit) || state().gone.has(visit));
  };
  // It may stand far from what the list shows.
  createEffect(() => desk.watch('viewed', isVisit(search.visit) ? { cards: [search.visit] } : null));
  onCleanup(() => desk.watch('viewed', null));

  createEffect(() => {
    // Where that fails, the page says so when it is needed.
    if (counts().all > 0) loadPane().catch(() => {});
  });
  createEffect(() => {
    document.title = t('monitor.page-title', state().site?.name ?? '', counts().waiting);
  });

  // Whoever closes a session is in the list again, once it is in sight.
  createEffect(
    on(
      () => search.visit,
      (visit, before) => before && !visit && list()?.move(0, before),
    ),
  );

  function view(visit: string): void {
    // From one session to the next is one step back, whatever was looked at between.
    setSearch({ visit }, { replace: Boolean(search.visit) });
  }

  function close(): void {
    setSearch({ visit: undefined }, { replace: true });
  }

  async function take(visit: string): Promise<void> {
    const conversation = state().visits.get(visit)?.conversation?.id;
    if (conversation === undefined) return;
    view(visit);
    setTaken(conversation);
    await takeOver.run(conversation);
  }

  /** What is only seen as a card is looked at first; what is looked at is taken by a key that is pressed alone. */
  function takeByKey(event: KeyboardEvent): boolean {
    const visit = search.visit || list()?.focused();
    const control = visit === undefined ? undefined : state().visits.get(visit)?.conversation?.control;
    if (visit === undefined || (control !== 'bot' && control !== 'waiting')) return false;
    return pressedAlone(event, () => (search.visit === visit ? void take(visit) : view(visit)));
  }

  usePageKeys({
    j: () => list()?.move(1),
    k: () => list()?.move(-1),
    t: takeByKey,
    Escape: () => (search.visit ? close() : false),
    '?': () => setHelp(true),
  });

  return (
    <>
      <div class={styles.top}>
        <Show when={!(isPhone() && search.visit)}>
          <PageHeader
            title={t('monitor.title')}
            ownTabTitle
            beside={
              <Show when={welcomed()}>
                <span class={styles.online} role="status" data-testid="monitor.online">
                  <Dot tone="online" />
                  {t('monitor.online', counts().online)}
                </span>
              </Show>
            }
          />
        </Show>
        <LinkStrip desk={desk} />
      </div>
      <Show when={typeof state().link !== 'object'} fallback={<LinkEnded desk={desk} />}>
        <div class={styles.monitor} data-viewing={search.visit ? '' : undefined} data-alone={alone() ? '' : undefined}>
          <section class={styles.list} aria-label={t('monitor.sessions')}>
            <FilterBar
              filter={filter()}
              counts={welcomed() ? counts() : undefined}
              held={held()}
              onFilter={(next) => setSearch({ filter: next === 'all' ? undefined : next })}
              onHelp={() => setHelp(true)}
            />
            <Switch>
              <Match when={!welcomed()}>
                <LoadingSessions />
              </Match>
              <Match when={counts().all === 0}>
                <EmptyMonitor site={desk.site} />
              </Match>
              <Match when={counts()[filter()] === 0}>
                <EmptyFilter count={counts().all} onAll={() => setSearch({ filter: undefined })} />
              </Match>
              <Match when={true}>
                <Sessions
                  ref={setList}
                  desk={desk}
                  filter={filter()}
                  me={state().member?.id ?? ''}
                  clockAheadMs={state().clockAheadMs}
                  selected={search.visit}
                  live={state().link === 'live'}
                  onView={view}
                  onTakeOver={(visit) => void take(visit)}
                  onHeld={setHeld}
                />
              </Match>
            </Switch>
            <SoundNotice />
          </section>
          <div class={styles.side}>
            <Switch>
              <Match when={viewed()}>
                {(shown) => (
                  <Suspense
                    fallback={
                      <div class={styles.loading}>
                        <Skeletons lines={8} />
                      </div>
                    }
                  >
                    <ConversationPane
                      desk={desk}
                      card={shown().card}
                      left={shown().left}
                      agentName={me().agentName}
                      taking={takeOver.busy()}
                      justTaken={taken() !== undefined && taken() === shown().card.conversation?.id}
                      onTakeOver={() => void take(shown().card.id)}
                      onClose={close}
                    />
                  </Suspense>
                )}
              </Match>
              <Match when={lost()}>
                <div class={styles.middle}>
                  <EmptyState
                    title={t('view.left.title')}
                    icon={UserRoundX}
                    data-testid="conversation.left"
                    action={<Button onClick={close}>{t('view.back')}</Button>}
                  >
                    <p>{t('view.left.text')}</p>
                  </EmptyState>
                </div>
              </Match>
              <Match when={search.visit}>
                <div class={styles.loading}>
                  <Skeletons lines={8} />
                </div>
              </Match>
              <Match when={counts().all > 0}>
                <div class={styles.middle}>
                  <EmptyState title={t('view.pick.title')} icon={MousePointerClick}>
                    <p>{t('view.pick.text')}</p>
                  </EmptyState>
                </div>
              </Match>
            </Switch>
          </div>
        </div>
      </Show>
      <KeyHelp open={help()} onOpenChange={setHelp} list={MONITOR_KEYS} />
    </>
  );
}

/** Whether the address names what can be a visit. */
function isVisit(id: string | undefined): id is string {
  return id !== undefined && /^visit_[0-9A-Za-z]{16}$/.test(id);
}

/** Before the site has told. */
const NOBODY: VisitCounts = { all: 0, waiting: 0, bot: 0, agent: 0, none: 0, people: 0, online: 0 };
