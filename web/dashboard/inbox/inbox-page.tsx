/**
 * The Inbox of a site: folders and their conversations, the one that is open, and who its visitor is (P5, I4). Everything that is chosen
 * is in the URL, so a link, a reload and the back button all mean the same.
 */
import { useLocation, useSearchParams } from '@solidjs/router';
import MousePointerClick from 'lucide-solid/icons/mouse-pointer-click';
import { createEffect, createMemo, createSignal, type JSX, Match, on, onCleanup, Show, Switch } from 'solid-js';
import { hasRoom, isPhone } from '../../kit/media.ts';
import { PageHeader } from '../../kit/ui/page-header.tsx';
import { EmptyState, ErrorState } from '../../kit/ui/states.tsx';
import { asApiError } from '../api.ts';
import { AvailabilityFoot } from '../availability/availability-foot.tsx';
import { createActions } from '../conversation/actions.tsx';
import { type JustTaken, useTakeOver } from '../conversation/take-over.ts';
import { cardOfThread, viewConversation } from '../conversation/view.ts';
import { useDesk } from '../desk-context.tsx';
import type { Desk } from '../desk-store.ts';
import { LinkEnded, LinkStrip } from '../frame/link-state.tsx';
import { KeyHelp } from '../key-help.tsx';
import { usePageKeys } from '../page-keys.ts';
import { useMe } from '../session.tsx';
import { visitorName } from '../visitor.ts';
import { t } from '../words/inbox.ts';
import { refusalWords } from '../words/refusals.ts';
import { Conversation } from './conversation.tsx';
import { EmptyFolder, LoadingList, NothingFound } from './empty.tsx';
import { FolderNav, ListBar } from './folder-nav.tsx';
import { followOn } from './follow-on.ts';
import { createInbox } from './inbox.ts';
import styles from './inbox-page.module.css';
import { type Folder, isFolder } from './items.ts';
import { INBOX_KEYS } from './keys.ts';
import { List, type ListHandle } from './list.tsx';
import { createWidths, Divider } from './panes.tsx';
import { keepInboxPlace } from './place.ts';
import { VisitorPanel } from './visitor-panel.tsx';

export function InboxPage(): JSX.Element {
  const desk = useDesk();
  return (
    <Show when={desk()} keyed>
      {(opened) => <Inbox desk={opened} />}
    </Show>
  );
}

type Search = { folder?: string; conversation?: string; q?: string; show?: string; side?: string };

function Inbox(props: { desk: Desk }): JSX.Element {
  const { desk } = props;
  const me = useMe();
  const [search, setSearch] = useSearchParams<Search>();
  const location = useLocation<JustTaken>();
  const takeOver = useTakeOver(() => desk);
  const widths = createWidths();
  const [list, setList] = createSignal<ListHandle>();
  const [pointed, setPointed] = createSignal(false);
  const [help, setHelp] = createSignal(false);
  /** The conversation this agent has just taken: its composer gets the focus. */
  const [taken, setTaken] = createSignal<string>();
  let field: HTMLInputElement | undefined;
  let here = true;
  onCleanup(() => {
    here = false;
  });

  const state = () => desk.state;
  const welcomed = () => state().site !== null;
  const folder = (): Folder => (isFolder(search.folder) ? search.folder : 'mine');
  const query = () => search.q ?? '';
  const show = () => (search.show === 'active' ? 'active' : 'all');
  const conversation = createMemo(() => search.conversation || undefined);
  const inbox = createInbox(
    desk,
    () => ({ folder: folder(), query: query(), show: show(), opened: conversation() }),
    pointed,
  );
  const view = viewConversation(desk, conversation, () => inbox.card(conversation() ?? ''));
  const card = createMemo(() => {
    const thread = view.thread();
    return inbox.card(conversation() ?? '') ?? (thread && cardOfThread(thread));
  });
  const actions = createActions({
    desk,
    conversation,
    facts: view.facts,
    visitor: () => {
      const known = card();
      return known ? visitorName(known) : '';
    },
  });
  /** On a wide screen the visitor's side is folded once and for all; elsewhere it lies over the conversation. */
  const overlaid = () => search.side === 'visitor';

  createEffect(() => {
    document.title = t(
      'inbox.page-title',
      t(`inbox.folder.${folder()}`),
      state().site?.name ?? '',
      inbox.counts().unassigned + inbox.counts().nobody + inbox.news(),
    );
  });
  createEffect(() => setTaken(location.state?.taken));
  createEffect(() => keepInboxPlace(desk.site, location.search));
  followOn({ desk, opened: conversation, facts: view.facts, next: inbox.next, list, open, back });
  // Whoever closes a conversation is in the list again, once it is in sight.
  createEffect(on(conversation, (id, before) => before && !id && list()?.move(0, before)));

  function href(params: Search): string {
    const next = new URLSearchParams();
    for (const [key, value] of Object.entries({ ...search, side: undefined, ...params }))
      if (value) next.set(key, value);
    return `/sites/${desk.site}/inbox?${next}`;
  }

  function open(id: string): void {
    // From one conversation to the next is one step back, whatever was looked at between.
    setSearch({ conversation: id, side: undefined }, { replace: Boolean(search.conversation) });
  }

  function back(): void {
    setSearch({ conversation: undefined, side: undefined }, { replace: true });
  }

  async function take(): Promise<void> {
    const id = conversation();
    if (id === undefined) return;
    setTaken(id);
    const done = await takeOver.run(id);
    // Another page, or another conversation, may be looked at by then.
    if (done && here && conversation() === id) setSearch({ folder: 'mine', q: undefined }, { replace: true });
  }

  usePageKeys({
    j: () => list()?.move(1),
    k: () => list()?.move(-1),
    e: () => actions.run(actions.offered().includes('wrap-up') ? 'wrap-up' : 'end'),
    t: () => actions.run('transfer'),
    '/': () => field?.focus(),
    '?': () => setHelp(true),
    Escape: () => {
      if (overlaid()) return setSearch({ side: undefined }, { replace: true });
      return conversation() === undefined ? false : back();
    },
  });

  return (
    <>
      <div class={styles.top}>
        <Show when={!(isPhone() && conversation())}>
          <PageHeader title={t('inbox.title')} ownTabTitle />
        </Show>
        <LinkStrip desk={desk} />
      </div>
      <Show when={typeof state().link !== 'object'} fallback={<LinkEnded desk={desk} />}>
        <div
          class={styles.inbox}
          data-viewing={conversation() ? '' : undefined}
          data-folded={widths.folded() ? '' : undefined}
          data-overlaid={overlaid() ? '' : undefined}
          style={{ '--list': `${widths.of('list')}px`, '--visitor': `${widths.of('visitor')}px` }}
        >
          <section class={styles.list} aria-label={t('inbox.list')}>
            <FolderNav
              folder={folder()}
              counts={welcomed() ? inbox.counts() : {}}
              href={(to) => href({ folder: to, q: '' })}
              onFolder={(to) => setSearch({ folder: to, q: undefined })}
            />
            <ListBar
              ref={(input) => {
                field = input;
              }}
              query={query()}
              onQuery={(q) => setSearch({ q: q || undefined }, { replace: true })}
              found={query().trim() === '' ? undefined : inbox.foundCount()}
              show={folder() === 'mine' || folder() === 'all' ? show() : undefined}
              onShow={(next) => setSearch({ show: next === 'all' ? undefined : next })}
            />
            <Switch>
              <Match when={!welcomed() || (inbox.rows().length === 0 && inbox.source().loading())}>
                <LoadingList />
              </Match>
              <Match when={inbox.rows().length === 0 && inbox.source().failed()}>
                {(error) => (
                  <div class={styles.rest}>
                    <ErrorState
                      title={t('inbox.closed.failed')}
                      busy={inbox.source().loading()}
                      onRetry={() => inbox.source().retry()}
                    >
                      <p>{refusalWords[asApiError(error()).code]}</p>
                    </ErrorState>
                  </div>
                )}
              </Match>
              <Match when={inbox.rows().length === 0 && query().trim() !== ''}>
                <NothingFound query={query()} onClear={() => setSearch({ q: undefined }, { replace: true })} />
              </Match>
              <Match when={inbox.rows().length === 0}>
                <EmptyFolder desk={desk} folder={folder()} onFolder={(to) => setSearch({ folder: to })} />
              </Match>
              <Match when={true}>
                <List
                  ref={setList}
                  rows={inbox.rows()}
                  folder={`${folder()} ${query().trim()}`}
                  me={state().member?.id ?? ''}
                  manyQueues={state().queues.size > 1}
                  clockAheadMs={state().clockAheadMs}
                  selected={conversation()}
                  unread={inbox.unread}
                  writing={(id) => state().threads.get(id)?.typing?.from === 'visitor'}
                  href={(id) => href({ conversation: id })}
                  onOpen={open}
                  onPointed={setPointed}
                  onMore={() => query().trim() === '' && inbox.source().next()}
                  loading={inbox.source().loading()}
                  more={t(query().trim() === '' ? 'inbox.more' : 'inbox.more.search')}
                  problem={inbox.source().failed() ? t('inbox.more.failed') : undefined}
                  onRetry={() => (inbox.source().failed() ? inbox.source().retry() : inbox.source().next())}
                />
              </Match>
            </Switch>
            <AvailabilityFoot desk={desk} />
          </section>
          <Divider pane="list" widths={widths} label={t('inbox.resize.list')} />
          <div class={styles.conversation}>
            <Show
              when={conversation()}
              fallback={
                <div class={styles.rest}>
                  <EmptyState title={t('inbox.pick.title')} icon={MousePointerClick}>
                    <p>{t('inbox.pick.text')}</p>
                  </EmptyState>
                </div>
              }
            >
              {(id) => (
                <Conversation
                  desk={desk}
                  id={id()}
                  view={view}
                  actions={actions}
                  card={card()}
                  agentName={me().agentName}
                  taking={takeOver.busy()}
                  justTaken={taken() !== undefined && taken() === id()}
                  onTake={() => void take()}
                  onBack={back}
                  visitorShown={hasRoom() ? !widths.folded() : overlaid()}
                  onVisitor={() => {
                    if (hasRoom()) widths.fold(!widths.folded());
                    else setSearch({ side: overlaid() ? undefined : 'visitor' }, { replace: overlaid() });
                  }}
                />
              )}
            </Show>
          </div>
          <Divider pane="visitor" widths={widths} label={t('inbox.resize.visitor')} after />
          <aside class={styles.visitor} aria-label={t('inbox.visitor')}>
            <Show when={card()}>
              {(known) => (
                <VisitorPanel
                  card={known()}
                  facts={view.facts()}
                  startedAt={view.thread()?.about?.startedAt ?? known().conversation?.startedAt ?? known().since}
                />
              )}
            </Show>
          </aside>
        </div>
      </Show>
      {/* Here, so that whoever goes back still has what they were writing. */}
      {actions.dialogs()}
      <KeyHelp open={help()} onOpenChange={setHelp} list={INBOX_KEYS} />
    </>
  );
}
