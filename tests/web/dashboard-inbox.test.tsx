/** The Inbox as an agent uses it (P5, P6, P7, P10, I4, D13), over a scripted socket: the page is real, the site is played by hand. */
import { createMemoryHistory, MemoryRouter, Route } from '@solidjs/router';
import { cleanup, render, screen, waitFor, within } from '@solidjs/testing-library';
import { QueryClientProvider } from '@tanstack/solid-query';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ConversationSummary } from '../../src/protocol/desk.ts';
import type { AgentEntry } from '../../src/protocol/entry.ts';
import type { Me, Role } from '../../src/protocol/member.ts';
import type { CardConversation, VisitCard } from '../../src/protocol/visit.ts';
import { DeskProvider } from '../../web/dashboard/desk-context.tsx';
import { InboxPage } from '../../web/dashboard/inbox/inbox-page.tsx';
import { createQueries } from '../../web/dashboard/queries.ts';
import { SessionProvider } from '../../web/dashboard/session.tsx';
import { ToastHost } from '../../web/kit/ui/toast.tsx';
import {
  agent,
  card,
  conversation,
  deskView,
  FakeSocket,
  FakeWebSocket,
  fakeHttp,
  ME,
  NOW,
  SITE,
  says,
  settled,
  viewed,
  WELCOME,
} from './dashboard-support.ts';

const GIULIA = agent('agt_giulia', 'Giulia', { load: 2 });
const OLEG = agent('agt_oleg', 'Oleg', { status: 'unavailable' });
const NILS = agent('agt_nils', 'Nils', { status: 'offline' });
const TEAM = deskView({ agents: [agent(ME, 'Maja', { load: 1 }), GIULIA, OLEG, NILS] });

const mine = { control: 'agent', holder: { id: ME, name: 'Maja' } } as const;
const hers = { control: 'agent', holder: { id: GIULIA.id, name: 'Giulia' } } as const;
const waits = (ms: number): Partial<CardConversation> => ({ control: 'waiting', controlAt: NOW - ms });

const ben = card('Ben', conversation('Ben', waits(72_000)));
const zoe = card('Zoe', conversation('Zoe', { ...waits(5_000), desk: { waitedMs: 90_000 } }));
const ana = card('Ana', conversation('Ana', mine));
const leo = card('Leo', conversation('Leo', { ...hers, last: null, messages: 4 }));
const bot = card('Bot', conversation('Bot'));

const said = (from: 'visitor' | 'bot' | 'agent', text: string) => ({
  from,
  name: from === 'visitor' ? null : 'Maja',
  text,
  at: NOW,
});

function past(id: string, rest: Partial<ConversationSummary> = {}): ConversationSummary {
  return {
    ...{ id: `cnv_${id}`, visitor: { id: `vis_${id}`, name: id, country: null, device: 'desktop' } },
    ...{ agent: { id: ME, name: 'Maja' }, startedAt: NOW - 900_000, closedAt: NOW - 600_000, messages: 3 },
    ...{ last: { from: 'visitor', name: null, text: `Bye from ${id}`, at: NOW - 600_000 } },
    ...{ waitedMs: 42_000, handledMs: 378_000, wrapUp: null },
    ...rest,
  };
}

let fetched: ReturnType<typeof fakeHttp>;
const LIST = `GET /api/sites/${SITE}/conversations`;
function answers(more: Record<string, unknown> = {}) {
  const nothing = { conversations: [], next: null };
  fetched = fakeHttp({
    [`POST /api/sites/${SITE}/ticket`]: { ticket: 'once' },
    [LIST]: nothing,
    [`${LIST}?mine=1`]: nothing,
    ...more,
  });
}

beforeEach(() => {
  FakeSocket.all = [];
  sessionStorage.clear();
  localStorage.clear();
  answers();
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

async function openInbox(search: string, visits: VisitCard[], { role = 'agent' as Role, desk = TEAM } = {}) {
  const me: Me = {
    ...{ id: ME, name: 'Maja Kovač', email: 'maja@shop.example', agentName: 'Maja', sound: 'none' },
    ...{ owner: false, twoFactor: false, sites: [{ id: SITE, name: 'Kolovrat', role }] },
  };
  const history = createMemoryHistory();
  history.set({ value: `/sites/${SITE}/inbox${search}` });
  // One for all: the provider reads its prop each time that somebody asks for it.
  const queries = createQueries();
  render(() => (
    <QueryClientProvider client={queries}>
      <SessionProvider me={me}>
        <MemoryRouter
          history={history}
          root={(props) => (
            <DeskProvider site={SITE} onEnded={() => {}} environment={{ WebSocket: FakeWebSocket }}>
              {props.children}
              <ToastHost />
            </DeskProvider>
          )}
        >
          <Route path="/sites/:site/inbox" component={InboxPage} />
          <Route path="/elsewhere" component={() => null} />
        </MemoryRouter>
      </SessionProvider>
    </QueryClientProvider>
  ));
  await settled();
  await FakeSocket.last.welcomesTo({ ...WELCOME, desk, member: { id: ME, name: 'Maja', role } }, ...visits);
  await settled();
  return { history, user: userEvent.setup() };
}

const names = () =>
  screen
    .queryAllByTestId('inbox.item')
    .map((row) => ({ name: row.querySelector('bdi')?.textContent, at: place(row) }))
    .sort((a, b) => a.at - b.at)
    .map(({ name }) => name);
const row = (name: string) => screen.getAllByTestId('inbox.item').find((one) => one.textContent?.includes(name))!;
const count = (folder: string) => screen.getByTestId(`folder.${folder}`).querySelector('span')?.textContent ?? null;
const pane = () => within(screen.getByTestId('conversation.pane'));

/** Where a row stands: rows are placed, not in the order of the page. */
function place(row: HTMLElement): number {
  return Number.parseFloat(row.closest('li')!.style.getPropertyValue('inset-block-start'));
}

async function opensMine(entries: AgentEntry[] = [says.visitor(1, 'Hi'), says.joined(2)], visits = [ana, ben]) {
  const opened = await openInbox('?conversation=cnv_Ana', visits);
  await FakeSocket.last.says(viewed(ana, entries));
  return opened;
}

describe('folders', () => {
  it('hold what waits (the longest first), what is mine, and all that I may see, with live counts (P5)', async () => {
    const { user } = await openInbox('?folder=unassigned', [ben, zoe, ana, leo, bot]);
    // Zoe came back into the line: her first wait counts.
    expect(names()).toEqual(['Zoe', 'Ben']);
    expect(row('Ben').textContent).toMatch(/1:1\d/);
    expect([count('unassigned'), count('mine'), count('all'), count('closed')]).toEqual(['2', '1', '3', null]);
    await user.click(screen.getByTestId('folder.mine'));
    expect(names()).toEqual(['Ana']);
    await user.click(screen.getByTestId('folder.all'));
    expect(names()).toEqual(['Zoe', 'Ben', 'Ana']);
    await FakeSocket.last.shows({
      changed: [{ id: ben.id, conversation: { ...ben.conversation!, ...mine } }],
    });
    expect([count('unassigned'), count('mine')]).toEqual(['1', '2']);
  });

  it('show a supervisor what others have, by name and how long', async () => {
    await openInbox('?folder=all', [ana, leo], { role: 'supervisor' });
    expect(names()).toContain('Leo');
    expect(row('Leo').textContent).toContain('Giulia');
  });

  it('are the URL, and come back with it', async () => {
    const { history, user } = await openInbox('', [ben, ana]);
    expect(screen.getByTestId('folder.mine').getAttribute('aria-current')).toBe('page');
    await user.click(screen.getByTestId('folder.unassigned'));
    expect(history.get()).toContain('folder=unassigned');
    await user.click(row('Ben'));
    expect(history.get()).toContain('conversation=cnv_Ben');
  });

  it('say what they are for while nothing is in them', async () => {
    const { user } = await openInbox('?folder=unassigned', []);
    expect(screen.getByTestId('inbox.empty.unassigned').textContent).toContain('Nobody waits');
    await user.click(screen.getByTestId('folder.mine'));
    expect(screen.getByTestId('inbox.empty.mine').textContent).toContain('You have no conversations');
  });

  it('keep to whom nobody came until somebody looks, and the one that is read in its place (X3)', async () => {
    const gone = past('Gone', { closedAt: null, agent: null, nobodyAt: NOW - 60_000, wrapUp: null });
    const list = { conversations: [gone], next: null };
    answers({ [`${LIST}?nobody=1`]: list });
    const desk = deskView({ nobody: 1 });
    const { user } = await openInbox('?folder=nobody', [ana], { desk });
    await screen.findByText('Gone');
    expect(screen.getByTestId('folder.nobody').textContent).toContain('1');
    const eva = card('Eva', conversation('Eva', { desk: { nobodyAt: NOW } }));
    await FakeSocket.last.says(
      { t: 'nobody.changed', conversation: 'cnv_Eva', at: NOW, count: 2 },
      FakeSocket.last.visits.shows({ added: [eva] }),
    );
    expect(names()).toEqual(['Eva', 'Gone']);
    expect(row('Eva').textContent).toContain('Nobody came');
    await user.click(row('Eva'));
    await FakeSocket.last.says(viewed(eva, [says.visitor(1, 'Hi')]));
    const seen = { ...eva.conversation!, desk: {} };
    await FakeSocket.last.shows({ changed: [{ id: eva.id, conversation: seen }] });
    expect(names()).toEqual(['Eva', 'Gone']);
    list.conversations.length = 0;
    await FakeSocket.last.says({ t: 'nobody.changed', conversation: 'cnv_Gone', at: null, count: 0 });
    await waitFor(() => expect(names()).toEqual(['Eva']));
  });

  it('put what is to be wrapped up behind what is live of mine, with its time (X11)', async () => {
    const due = {
      conversation: 'cnv_Old',
      visitor: { id: 'vis_Old', name: 'Old' },
      closedAt: NOW,
      dueAt: NOW + 60_000,
    };
    await openInbox('', [ana], { desk: deskView({ wrapUps: [due] }) });
    expect(names()).toEqual(['Ana', 'Old']);
    expect(row('Old').textContent).toContain('To wrap up');
    await FakeSocket.last.says({ t: 'wrap-up.done', conversation: 'cnv_Old' });
    expect(names()).toEqual(['Ana']);
  });
});

describe('a row', () => {
  it('tells what is unread to me as the server counts it, first in the list, and says what is looked at (X4)', async () => {
    const eva = card('Eva', conversation('Eva', { ...mine, messages: 7, last: said('agent', 'Hi') }));
    const { user } = await openInbox('', [eva, card('Ana', conversation('Ana', { ...mine, unread: { [ME]: 2 } }))]);
    expect(names()).toEqual(['Ana', 'Eva']);
    expect(within(row('Ana')).getByRole('img', { name: '2 unread' }).textContent).toBe('2');
    expect(document.title).toMatch(/^\(2\) /);
    await user.click(row('Ana'));
    await FakeSocket.last.says(viewed(ana, [says.visitor(1, 'Hi')]));
    expect(FakeSocket.last.frame('conversation.look')).toMatchObject({ conversation: ana.conversation!.id });
    await FakeSocket.last.shows({ changed: [{ id: ana.id, conversation: ana.conversation }] });
    expect(within(row('Ana')).queryByRole('img')).toBe(null);
    const more = {
      ...eva.conversation!,
      messages: 8,
      unread: { [ME]: 1, [GIULIA.id]: 7 },
      last: said('visitor', 'Hello?'),
    };
    await FakeSocket.last.shows({ changed: [{ id: eva.id, conversation: more }] });
    await user.unhover(screen.getByTestId('inbox.list'));
    expect(names()).toEqual(['Eva', 'Ana']);
    expect(within(row('Eva')).getByRole('img').getAttribute('aria-label')).toBe('1 unread');
  });

  it('says whose the last words are, whoever wrote before (X5)', async () => {
    const { user } = await openInbox('', [card('Ana', conversation('Ana', { ...mine, last: said('bot', 'Hi') }))]);
    expect(row('Ana').textContent).toContain('AI: Hi');
    const says = (name: string) => ({ ...ana.conversation!, messages: 4, last: { ...said('agent', 'Yes'), name } });
    await FakeSocket.last.shows({ changed: [{ id: ana.id, conversation: says('Maja') }] });
    expect(row('Ana').textContent).toContain('You: Yes');
    await user.click(row('Ana'));
    await FakeSocket.last.says(viewed(ana, []));
    expect(screen.getByTestId('visitor.facts').textContent).toContain('Messages4');
    const joint = { ...says('Maja'), messages: 5, holder: hers.holder, desk: { guests: [mine.holder] } };
    await FakeSocket.last.shows({ changed: [{ id: ana.id, conversation: joint }] });
    expect(row('Ana').textContent).toContain('You: Yes');
    expect(screen.getByTestId('visitor.facts').textContent).toContain('Messages5');
  });

  it('shows the host of the page that a visitor is on beside whatever its title says, and links websites only', async () => {
    const at = (url: string, title = '') => ({ changed: [{ id: ana.id, page: { url, title } }] });
    await opensMine();
    const facts = () => within(screen.getByTestId('visitor.facts'));
    await FakeSocket.last.shows(at('https://shop.example/prices?size=m', 'Pricing · bank.example'));
    const link = facts().getByRole('link');
    expect(link.textContent).toBe('Pricing · bank.example shop.example');
    expect(link.lastElementChild?.textContent).toBe('shop.example');
    expect(link.getAttribute('href')).toBe('https://shop.example/prices?size=m');
    expect(link.getAttribute('target')).toBe('_blank');
    expect(link.getAttribute('rel')).toBe('nofollow noreferrer noopener');
    await FakeSocket.last.shows(at('https://shop.example@пример.example:444/a'));
    expect(facts().getByRole('link').textContent).toBe('/a xn--e1afmkfd.example:444');
    for (const url of [
      'javascript:alert(1)//https://shop.example',
      'data:text/html,hi',
      'file:///etc/passwd',
      'no address',
    ]) {
      await FakeSocket.last.shows(at(url));
      expect(facts().queryByRole('link')).toBeNull();
      expect(facts().getByText(url)).toBeTruthy();
    }
  });

  it('keeps its words to itself where another agent has it (P6)', async () => {
    await openInbox('?folder=all', [leo], { role: 'supervisor' });
    expect(row('Leo').textContent).toContain('Giulia has it');
  });
});

describe('the list', () => {
  it('is searched by name and last words at once, and by all that was ever said once the server answers', async () => {
    const { user } = await openInbox('?folder=all', [ben, zoe, ana]);
    const search = (words: string) => `GET /api/sites/${SITE}/search?q=${words}`;
    answers({
      [search('from+zoe')]: { conversations: [], open: [], next: null },
      [search('saddle')]: { conversations: [past('Uma')], open: ['cnv_Ben'], next: '1.cnv_Uma' },
      [`${search('saddle')}&before=1.cnv_Uma`]: { conversations: [past('Ivo')], open: [], next: null },
      [search('nobody')]: { conversations: [], open: [], next: null },
    });
    await user.keyboard('/');
    expect(document.activeElement).toBe(screen.getByTestId('inbox.search'));
    await user.keyboard('from zoe');
    expect(names()).toEqual(['Zoe']);
    await user.clear(screen.getByTestId('inbox.search'));
    await user.keyboard('saddle');
    await waitFor(() => expect(names()).toEqual(['Ben', 'Uma']));
    // Further back only on demand.
    await user.click(screen.getByRole('button', { name: 'Search further back' }));
    await waitFor(() => expect(names()).toEqual(['Ben', 'Uma', 'Ivo']));
    await user.clear(screen.getByTestId('inbox.search'));
    await user.keyboard('nobody');
    // Nothing is said before it is known.
    expect(screen.queryByTestId('inbox.empty.search')).toBeNull();
    await waitFor(() => expect(screen.getByTestId('inbox.empty.search').textContent).toContain('“nobody”'));
  });

  it('is searched whatever accents and letters the keyboard has', async () => {
    const last = { from: 'visitor', name: null, text: 'Де мій м’яч?', at: NOW } as const;
    const cebela = card('Łukasz Čebela', conversation('Łukasz', { ...waits(1_000), last }));
    const { user } = await openInbox('?folder=all', [ben, cebela]);
    for (const typed of ['cebela lukasz', 'Čebela'.normalize('NFD'), "м'яч", 'ŁUKASZ']) {
      await user.clear(screen.getByTestId('inbox.search'));
      await user.type(screen.getByTestId('inbox.search'), typed);
      expect(names(), typed).toEqual(['Łukasz Čebela']);
    }
  });

  it('moves by j and k, and opens by Enter', async () => {
    const { history, user } = await openInbox('?folder=unassigned', [ben, zoe]);
    await user.keyboard('jj');
    expect(document.activeElement?.textContent).toContain('Ben');
    await user.keyboard('k');
    expect(document.activeElement?.textContent).toContain('Zoe');
    await user.keyboard('{Enter}');
    expect(history.get()).toContain('conversation=cnv_Zoe');
  });

  it('shows closed ones under their day, page by page, and anew when one more is over (P10)', async () => {
    const page = { conversations: [past('Uma'), past('Ivo', { closedAt: NOW - 86_400_000 })], next: '1.cnv_Ivo' };
    answers({
      [LIST]: page,
      [`${LIST}?before=1.cnv_Ivo`]: { conversations: [past('Kim', { closedAt: NOW - 3 * 86_400_000 })], next: null },
    });
    await openInbox('?folder=closed', [ana]);
    await waitFor(() => expect(names()).toEqual(['Uma', 'Ivo', 'Kim']));
    expect(screen.getByText('Closed today')).toBeTruthy();
    expect(screen.getByText('Closed yesterday')).toBeTruthy();
    expect(row('Uma').textContent).toMatch(/Closed \d\d:\d\d/);
    const asked = fetched.mock.calls.length;
    const over = { ...ana.conversation!, control: 'closed', holder: null, closedAt: NOW } as const;
    await FakeSocket.last.shows({ changed: [{ id: ana.id, conversation: over }] });
    expect(names()[0]).toBe('Ana');
    expect(fetched.mock.calls.length).toBeGreaterThan(asked);
  });

  it('is narrowed to what is active, and says so (I4)', async () => {
    answers({ [`${LIST}?mine=1`]: { conversations: [past('Uma')], next: null } });
    const { history, user } = await openInbox('', [ana]);
    await waitFor(() => expect(names()).toEqual(['Ana', 'Uma']));
    await user.click(screen.getByTestId('inbox.show'));
    await user.click(screen.getByRole('menuitemradio', { name: 'Active only' }));
    expect(names()).toEqual(['Ana']);
    expect(history.get()).toContain('show=active');
  });

  it('says what happened when closed ones can’t be had, and tries again', async () => {
    answers({ [LIST]: new Response(JSON.stringify({ code: 'role.refused' }), { status: 403 }) });
    const { user } = await openInbox('?folder=closed', []);
    await waitFor(() => expect(screen.getByText('Closed conversations couldn’t be loaded')).toBeTruthy());
    answers({ [LIST]: { conversations: [past('Uma')], next: null } });
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(names()).toEqual(['Uma']));
  });
});

describe('a conversation', () => {
  it('tells who has it, in which queue, and how long it waited and was handled (D13)', async () => {
    const known = {
      ...mine,
      controlAt: NOW - 60_000,
      desk: { queue: { id: 'que_1', name: 'Sales' }, waitedMs: 42_000, handledMs: 318_000 },
    };
    const held = card('Ana', conversation('Ana', known));
    const [general] = TEAM.queues;
    const desk = { ...TEAM, queues: [general!, { ...general!, id: 'que_2', name: 'Sales' }] };
    await openInbox('?conversation=cnv_Ana', [held], { desk });
    await FakeSocket.last.says(viewed(held, [says.visitor(1, 'Hi')]));
    expect(pane().getByTestId('conversation.waited').textContent).toBe('0:42');
    expect(pane().getByTestId('conversation.handled').textContent).toMatch(/^6:1\d$/);
    expect(pane().getByText('Queue Sales')).toBeTruthy();
    expect(screen.getByTestId('inbox.item').textContent).toContain('Sales');
    expect(pane().getByTestId('control.agent').textContent).toContain('You');
  });

  it('says neither what nobody did nor, of one queue alone, which one', async () => {
    const known = { ...mine, controlAt: NOW - 65_000, desk: { queue: { id: 'que_1', name: 'General' } } };
    const held = card('Ana', conversation('Ana', known));
    await openInbox('?conversation=cnv_Ana', [held]);
    await FakeSocket.last.says(viewed(held, [says.visitor(1, 'Hi')]));
    expect(pane().getByTestId('conversation.handled').textContent).toMatch(/^1:0\d$/);
    expect(pane().queryByTestId('conversation.waited')).toBe(null);
    expect(pane().queryByText('Queue General')).toBe(null);
    expect(screen.getByTestId('inbox.item').textContent).not.toContain('General');
  });

  it('that waits is assigned to me in place of a composer (P5)', async () => {
    const { history, user } = await openInbox('?folder=unassigned&conversation=cnv_Ben', [ben]);
    await FakeSocket.last.says(viewed(ben, [says.visitor(1, 'Hi')]));
    expect(screen.queryByTestId('composer.text')).toBe(null);
    await user.click(screen.getByTestId('conversation.assign-to-me'));
    const { cid, conversation: id } = FakeSocket.last.frame('conversation.take-over')!;
    expect(id).toBe('cnv_Ben');
    await FakeSocket.last.says(
      { t: 'entry.added', conversation: 'cnv_Ben', entry: says.joined(2) },
      { t: 'ack', cid, seq: 2 },
    );
    expect(document.activeElement).toBe(screen.getByTestId('composer.text'));
    expect(history.get()).toContain('folder=mine');
  });

  it('that was taken changes no other page, and nothing where another one is open by then', async () => {
    const { history, user } = await openInbox('?folder=unassigned&conversation=cnv_Ben', [ben, zoe]);
    const take = async () => {
      await FakeSocket.last.says(viewed(ben, [says.visitor(1, 'Hi')]));
      await user.click(screen.getByTestId('conversation.assign-to-me'));
      return FakeSocket.last.frame('conversation.take-over')!.cid;
    };
    const cid = await take();
    await user.click(row('Zoe'));
    await FakeSocket.last.says({ t: 'ack', cid, seq: 2 });
    expect(history.get()).toContain('folder=unassigned&conversation=cnv_Zoe');

    await user.click(row('Ben'));
    const again = await take();
    history.set({ value: '/elsewhere' });
    await settled();
    await FakeSocket.last.says({ t: 'ack', cid: again, seq: 2 });
    expect(history.get()).toBe('/elsewhere');
  });

  it('of another agent isn’t shown, says whose it is, and is asked for again when that changes (P6)', async () => {
    await openInbox('?conversation=cnv_Leo', [leo]);
    await FakeSocket.last.says({
      t: 'refused',
      code: 'conversation.private',
      conversation: 'cnv_Leo',
      holder: 'Giulia',
    });
    expect(screen.getByTestId('conversation.private').textContent).toContain('Giulia has this conversation');
    expect(screen.queryByTestId('conversation.thread')).toBe(null);
    const asked = FakeSocket.last.sent.filter(({ t }) => t === 'conversation.view').length;
    await FakeSocket.last.shows({
      changed: [{ id: leo.id, conversation: { ...leo.conversation!, control: 'waiting', holder: null } }],
    });
    expect(FakeSocket.last.sent.filter(({ t }) => t === 'conversation.view')).toHaveLength(asked + 1);
  });

  it('that another agent took while it was read is asked for again when they give it back (P6)', async () => {
    await openInbox('?folder=unassigned&conversation=cnv_Ben', [ben]);
    const taken = { ...ben.conversation!, ...hers };
    await FakeSocket.last.says(viewed(ben, [says.visitor(1, 'Hi')]));
    await FakeSocket.last.says(
      { t: 'entry.added', conversation: 'cnv_Ben', entry: says.joined(2, GIULIA.id, 'Giulia') },
      FakeSocket.last.visits.shows({ changed: [{ id: ben.id, conversation: taken }] }),
    );
    await FakeSocket.last.says({
      t: 'refused',
      code: 'conversation.private',
      conversation: 'cnv_Ben',
      holder: 'Giulia',
    });
    const asked = FakeSocket.last.sent.filter(({ t }) => t === 'conversation.view').length;
    await FakeSocket.last.shows({ changed: [{ id: ben.id, conversation: { ...taken, messages: 4 } }] });
    expect(FakeSocket.last.sent.filter(({ t }) => t === 'conversation.view')).toHaveLength(asked);
    await FakeSocket.last.shows({ changed: [{ id: ben.id, conversation: ben.conversation! }] });
    expect(FakeSocket.last.sent.filter(({ t }) => t === 'conversation.view')).toHaveLength(asked + 1);
  });

  it('of another agent isn’t asked for again because somebody writes in it', async () => {
    await openInbox('?conversation=cnv_Leo', [leo]);
    const refusal = { t: 'refused', code: 'conversation.private', conversation: 'cnv_Leo', holder: 'Giulia' } as const;
    await FakeSocket.last.says(refusal);
    const asked = FakeSocket.last.sent.filter(({ t }) => t === 'conversation.view').length;
    await FakeSocket.last.shows({
      changed: [{ id: leo.id, conversation: { ...leo.conversation!, messages: 5 } }],
    });
    expect(screen.getByTestId('conversation.private')).toBeTruthy();
    expect(FakeSocket.last.sent.filter(({ t }) => t === 'conversation.view')).toHaveLength(asked);
  });

  it('is given to a colleague or to nobody by the drop-down (P7)', async () => {
    const { user } = await opensMine();
    await user.click(screen.getByTestId('assignee.open'));
    const choices = screen.getAllByRole('menuitemradio');
    expect(choices.map((one) => one.textContent)).toEqual([
      'Maja (you)1 of 3',
      'Giulia2 of 3',
      'OlegUnavailable · 0 of 3',
      'Unassigned',
    ]);
    // Who isn't available can't be asked.
    expect((choices[2] as HTMLButtonElement).disabled).toBe(true);
    await user.click(choices[1]!);
    expect(FakeSocket.last.frame('conversation.assign')).toMatchObject({ conversation: 'cnv_Ana', agent: GIULIA.id });
    await FakeSocket.last.says({ t: 'ack', cid: FakeSocket.last.frame('conversation.assign')!.cid, seq: 3 });
    await user.click(screen.getByTestId('assignee.open'));
    await user.click(screen.getByRole('menuitemradio', { name: 'Unassigned' }));
    expect(FakeSocket.last.frame('conversation.assign')).toMatchObject({ agent: null });
  });

  it('keeps the focus in the drop-down while the visitor writes (P7)', async () => {
    const { user } = await opensMine();
    await user.click(screen.getByTestId('assignee.open'));
    await user.keyboard('{ArrowDown}');
    const focused = document.activeElement;
    expect(focused?.textContent).toContain('Giulia');
    await FakeSocket.last.says(
      { t: 'typing.changed', conversation: 'cnv_Ana', from: 'visitor', on: true },
      { t: 'desk.changed', agents: [{ ...GIULIA, load: 1 }] },
    );
    expect(document.activeElement).toBe(focused);
    expect(focused?.textContent).toContain('1 of 3');
    await FakeSocket.last.says({ t: 'desk.changed', gone: [OLEG.id] });
    expect(screen.getAllByRole('menuitemradio').map((one) => one.textContent)).toEqual([
      'Maja (you)1 of 3',
      'Giulia1 of 3',
      'Unassigned',
    ]);
    expect(document.activeElement).toBe(focused);
  });

  it('is taken from a colleague by a supervisor, once they say they mean it', async () => {
    const held = card('Leo', conversation('Leo', hers));
    const { user } = await openInbox('?conversation=cnv_Leo', [held], { role: 'supervisor' });
    await FakeSocket.last.says(viewed(held, [says.visitor(1, 'Hi'), says.joined(2, GIULIA.id, 'Giulia')]));
    await user.click(screen.getByTestId('conversation.take-from.open'));
    expect(FakeSocket.last.frame('conversation.take-over')).toBeUndefined();
    await user.click(within(screen.getByTestId('conversation.take-from')).getByTestId('confirm'));
    expect(FakeSocket.last.frame('conversation.take-over')).toMatchObject({ conversation: 'cnv_Leo', from: GIULIA.id });
  });

  it('asks for its end by e, and is not ended by a letter in the composer', async () => {
    const { user } = await opensMine();
    await user.type(screen.getByTestId('composer.text'), 'eee');
    expect(screen.queryByRole('dialog')).toBe(null);
    await user.clear(screen.getByTestId('composer.text'));
    await user.keyboard('{Escape}e');
    expect(await screen.findByRole('dialog')).toBeTruthy();
    expect(FakeSocket.last.frame('conversation.close')).toBeUndefined();
  });

  it('that one goes back from leaves the dialog that was open for it, and nothing for the next one', async () => {
    const { user, history } = await openInbox('', [ana, ben]);
    await user.click(row('Ana'));
    await FakeSocket.last.says(viewed(ana, [says.visitor(1, 'Hi'), says.joined(2)]));
    await user.click(screen.getByTestId('conversation.close'));
    await user.type(await screen.findByTestId('wrap-up.note'), 'Broken rim');
    history.back();
    await settled();
    expect(screen.queryByTestId('conversation.thread')).toBeNull();
    expect(screen.getByTestId<HTMLTextAreaElement>('wrap-up.note').value).toBe('Broken rim');
    await user.click(within(screen.getByTestId('wrap-up')).getByText('Cancel'));
    await user.click(row('Ben'));
    await settled();
    expect(screen.queryByTestId('wrap-up')).toBeNull();
  });

  it('that is closed with Escape gives the focus to its row', async () => {
    const { user } = await opensMine();
    await user.keyboard('{Escape}');
    await settled();
    expect(document.activeElement).toBe(row('Ana'));
  });

  it('that was switched off can only be ended (D9)', async () => {
    const off = card('Ana', conversation('Ana', { ...mine, desk: { interrupted: true } }));
    await openInbox('?conversation=cnv_Ana', [off]);
    await FakeSocket.last.says(viewed(off, [says.visitor(1, 'Hi')]));
    expect(screen.getByRole('alert').textContent).toContain('The chat was switched off');
    expect(screen.queryByTestId('composer.text')).toBe(null);
    expect(screen.queryByTestId('conversation.transfer')).toBe(null);
    expect(screen.getAllByTestId('conversation.close')).toHaveLength(1);
  });

  it('that the customer left can only be wrapped up (D8)', async () => {
    const over = {
      control: 'closed',
      closedAt: NOW,
      desk: { wrapUp: { agent: { id: ME, name: 'Maja' }, dueAt: NOW + 60_000 } },
    } as const;
    const left = card('Ana', conversation('Ana', over));
    await openInbox('?conversation=cnv_Ana', [left]);
    const closed: AgentEntry = { seq: 2, at: NOW, kind: 'event', event: 'conversation.closed', by: 'visitor' };
    await FakeSocket.last.says(viewed(left, [says.visitor(1, 'Hi'), closed]));
    expect(screen.getByTestId('conversation.to-wrap-up').textContent).toContain('The customer left the conversation');
    expect(screen.getByTestId('conversation.wrap-up').textContent).toBe('Wrap up');
    expect(screen.queryByTestId('composer.text')).toBe(null);
  });

  it('that is closed is read only, and says when and by whom (P10)', async () => {
    const over = card('Ana', conversation('Ana', { control: 'closed', closedAt: NOW }));
    await openInbox('?folder=closed&conversation=cnv_Ana', [over]);
    const closed: AgentEntry = {
      ...{ seq: 2, at: NOW, kind: 'event', event: 'conversation.closed' },
      by: 'agent',
      agent: GIULIA.id,
      name: 'Giulia',
    };
    await FakeSocket.last.says(viewed(over, [says.visitor(1, 'Hi'), closed]));
    expect(screen.getByTestId('conversation.closed').textContent).toMatch(/^Closed .*, \d\d:\d\d.* by Giulia$/);
    expect(screen.queryByTestId('composer.text')).toBe(null);
    expect(screen.queryByTestId('assignee.open')).toBe(null);
  });

  it('shows a supervisor who can take it, and why not the others', async () => {
    answers({
      [`${LIST}/cnv_Ben/routing`]: {
        ...{ queue: { id: 'que_1', name: 'General', mode: 'ring' }, next: { id: ME, name: 'Maja' } },
        verdicts: [
          { id: ME, name: 'Maja', status: 'available', load: 1, capacity: 3, reasons: [] },
          { id: OLEG.id, name: 'Oleg', status: 'rona', load: 0, capacity: 3, reasons: ['rona', 'tried'] },
        ],
      },
    });
    const { user } = await openInbox('?conversation=cnv_Ben', [ben], { role: 'supervisor' });
    await FakeSocket.last.says(viewed(ben, [says.visitor(1, 'Hi')]));
    await user.click(screen.getByTestId('routing.open'));
    await waitFor(() => expect(screen.getByTestId('routing').textContent).toContain('Maja is next.'));
    expect(screen.getByTestId('routing').textContent).toContain('Missed a chat, not available yet');
  });
});

describe('what is written in it', () => {
  it('shows notes as notes, and never as messages', async () => {
    const note: AgentEntry = {
      seq: 3,
      at: NOW,
      kind: 'note',
      agent: GIULIA.id,
      name: 'Giulia',
      text: 'VIP',
      cid: 'n1',
    };
    await opensMine([says.visitor(1, 'Hi'), says.joined(2), note]);
    const shown = screen.getByTestId('entry.note');
    expect(shown.textContent).toContain('Note');
    expect(shown.textContent).toContain('Giulia');
    expect(screen.getAllByTestId('entry.message')).toHaveLength(1);
  });

  it('is a reply or a note, as it was left in each conversation, with a draft of its own each', async () => {
    const zora = card('Zora', conversation('Zora', mine));
    const { user } = await opensMine([says.visitor(1, 'Hi'), says.joined(2)], [ana, zora]);
    const text = () => screen.getByTestId<HTMLTextAreaElement>('composer.text');
    await user.type(text(), 'A reply');
    await user.click(screen.getByTestId('composer.note'));
    expect(text().value).toBe('');
    expect(document.activeElement).toBe(text());
    expect(screen.getByTestId('composer.team').textContent).toBe('Only your team sees this');
    await user.type(text(), 'She is angry');
    // Nobody is told that the agent writes.
    expect(FakeSocket.last.sent.filter((frame) => frame.t === 'typing.set').at(-1)).toMatchObject({ on: false });
    await user.click(row('Zora'));
    await FakeSocket.last.says(viewed(zora, [says.visitor(1, 'Hi'), says.joined(2)]));
    expect(screen.getByTestId('composer.reply').getAttribute('aria-pressed')).toBe('true');
    await user.click(row('Ana'));
    await FakeSocket.last.says(viewed(ana, [says.visitor(1, 'Hi'), says.joined(2)]));
    expect(text().value).toBe('She is angry');
    await user.type(text(), '{Enter}');
    expect(FakeSocket.last.frame('note.post')).toMatchObject({ conversation: 'cnv_Ana', text: 'She is angry' });
    expect(screen.getByTestId('note.sending').textContent).toContain('She is angry');
    expect(FakeSocket.last.frame('entry.post')).toBeUndefined();
    await user.click(screen.getByTestId('composer.reply'));
    expect(text().value).toBe('A reply');
  });

  it('tells in words what happened', async () => {
    const at = { at: NOW, kind: 'event' } as const;
    const giulia = { agent: GIULIA.id, name: 'Giulia' };
    const maja = { agent: ME, name: 'Maja' };
    await opensMine([
      { ...at, seq: 1, event: 'person.requested', queue: { id: 'que_1', name: 'General' } },
      { ...at, seq: 2, event: 'offer.missed', ...giulia },
      { ...at, seq: 3, event: 'queue.changed', queue: { id: 'que_2', name: 'Sales' } },
      { ...at, seq: 4, event: 'agent.joined', ...giulia, by: maja },
      { ...at, seq: 5, event: 'transfer.requested', ...giulia, to: maja },
      { ...at, seq: 6, event: 'agent.joined', ...maja, from: giulia },
      { ...at, seq: 7, event: 'wrap-up.recorded', ...giulia, reason: 'Sold', note: 'Two bikes' },
      { ...at, seq: 8, event: 'secret.removed', pieces: [] },
    ]);
    const told = screen.getByTestId('conversation.thread').textContent!;
    for (const words of [
      'The visitor asked for a person · General',
      'Giulia didn’t answer the offer in time',
      'Went on to Sales',
      'You assigned this to Giulia',
      'Giulia asked you to take this',
      'You took over from Giulia',
      'Giulia wrapped up: Sold',
      'Two bikes',
      'A number was removed for safety',
    ]) {
      expect(told).toContain(words);
    }
  });

  it('shows what the visitor is typing, where the site does', async () => {
    await opensMine();
    await FakeSocket.last.says({
      t: 'typing.changed',
      conversation: 'cnv_Ana',
      from: 'visitor',
      on: true,
      text: 'And for the chil',
    });
    expect(screen.getByTestId('typing.text').textContent).toBe('And for the chil');
    expect(row('Ana').textContent).toContain('writing…');
  });

  it('is revealed to a supervisor only, one text at a time, and said to be logged (D11)', async () => {
    answers({ [`POST /api/sites/${SITE}/reveal`]: { text: 'Call +386 40 123 456' } });
    const held = card('Leo', conversation('Leo', hers));
    const { user } = await openInbox('?conversation=cnv_Leo', [held], { role: 'supervisor' });
    await FakeSocket.last.says(viewed(held, [says.visitor(1, 'Call *********3456'), says.visitor(2, 'Thanks')]));
    await user.click(screen.getByTestId('text.reveal'));
    await waitFor(() => expect(screen.getByTestId('conversation.thread').textContent).toContain('+386 40 123 456'));
    expect(screen.getByTestId('text.revealed').textContent).toContain('logged');
    const [, init] = fetched.mock.calls.find(([url]) => url.endsWith('/reveal'))!;
    expect(JSON.parse(String(init?.body))).toEqual({ conversation: 'cnv_Leo', seq: 1 });
    cleanup();
    await opensMine([says.visitor(1, 'Call *********3456')]);
    expect(screen.queryByTestId('text.reveal')).toBe(null);
  });
});

describe('the connection', () => {
  it('keeps everything in sight while reconnecting', async () => {
    await opensMine();
    await FakeSocket.last.dies();
    expect(screen.getByTestId('link.reconnecting')).toBeTruthy();
    expect(names()).toEqual(['Ana']);
    expect(screen.getByTestId('conversation.thread').textContent).toContain('Hi');
  });
});
