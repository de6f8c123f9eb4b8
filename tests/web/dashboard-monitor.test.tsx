/** The Monitor as an agent uses it (M1–M6), over a scripted socket: the page is real, the site is played by hand. */
import { createMemoryHistory, MemoryRouter, Route } from '@solidjs/router';
import { cleanup, render, screen, waitFor, within } from '@solidjs/testing-library';
import { QueryClientProvider } from '@tanstack/solid-query';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AgentEntry } from '../../src/protocol/entry.ts';
import type { Me } from '../../src/protocol/member.ts';
import type { VisitCard } from '../../src/protocol/visit.ts';
import { DeskProvider } from '../../web/dashboard/desk-context.tsx';
import { MonitorPage } from '../../web/dashboard/monitor/monitor.tsx';
import { createQueries } from '../../web/dashboard/queries.ts';
import { SessionProvider } from '../../web/dashboard/session.tsx';
import { ToastHost } from '../../web/kit/ui/toast.tsx';
import {
  card,
  conversation,
  FakeSocket,
  FakeWebSocket,
  fakeHttp,
  ME,
  NOW,
  SITE,
  says,
  settled,
  viewed,
} from './dashboard-support.ts';

const me: Me = {
  ...{ id: ME, name: 'Maja Kovač', email: 'maja@shop.example', agentName: 'Maja', sound: 'none' },
  ...{ owner: false, twoFactor: false, sites: [{ id: SITE, name: 'Kolovrat', role: 'agent' }] },
};
const ana = card('Ana', conversation('Ana'), { country: 'PL' });
const ben = card('Ben', conversation('Ben', { control: 'waiting', controlAt: NOW - 72_000 }));
const eva = card('Eva', null, { name: null, visitor: 'vis_0000000000007F3a', country: null });

beforeEach(() => {
  FakeSocket.all = [];
  sessionStorage.clear();
  fakeHttp({ [`POST /api/sites/${SITE}/ticket`]: { ticket: 'once' } });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

async function openMonitor(search: string, ...visits: VisitCard[]) {
  const history = createMemoryHistory();
  history.set({ value: `/sites/${SITE}/monitor${search}` });
  render(() => (
    <QueryClientProvider client={createQueries()}>
      <SessionProvider me={me}>
        <MemoryRouter
          history={history}
          root={(props) => (
            <DeskProvider site={SITE} onEnded={() => {}} environment={{ WebSocket: FakeWebSocket, now: () => NOW }}>
              {props.children}
              <ToastHost />
            </DeskProvider>
          )}
        >
          <Route path="/sites/:site/monitor" component={MonitorPage} />
        </MemoryRouter>
      </SessionProvider>
    </QueryClientProvider>
  ));
  await settled();
  await FakeSocket.last.welcomes(...visits);
  // It comes with the first session.
  if (search.includes('visit=')) await screen.findByTestId('conversation.pane');
  return { history, user: userEvent.setup() };
}

const cards = () => screen.queryAllByTestId('visit.card');
const names = () => screen.queryAllByTestId('visit.open').map((button) => button.textContent);

async function viewsAna(...entries: Parameters<typeof viewed>[1]) {
  const opened = await openMonitor('?visit=visit_Ana', ana, ben);
  await FakeSocket.last.says(viewed(ana, entries));
  return opened;
}

describe('the list', () => {
  it('shows a card for everybody who has the chat open, whoever needs a person first (M1, M2)', async () => {
    await openMonitor('', ana, ben, eva);
    expect(screen.getByTestId('monitor.online').textContent).toBe('3 online');
    expect(names()).toEqual(['Ben', 'Ana', 'Visitor7f3a']);
    const [waiting, bot, opened] = cards();
    expect(waiting!.textContent).toMatch(/Waiting 1:1\d/);
    expect(bot!.textContent).toContain('Poland');
    expect(bot!.textContent).toContain('Mobile');
    expect(bot!.textContent).toContain('Hello from Ana');
    expect(opened!.textContent).toContain('Looking at “Shop”');
  });

  it('follows every change by itself: who comes, who writes, who leaves', async () => {
    await openMonitor('', ana);
    await FakeSocket.last.shows({ added: [eva] });
    expect(cards()).toHaveLength(2);
    const { conversation: before } = ana;
    const last = { from: 'bot', name: 'Vela', text: '**Six** days.', at: NOW } as const;
    await FakeSocket.last.shows({ changed: [{ id: ana.id, conversation: { ...before!, last } }] });
    expect(cards()[0]!.textContent).toContain('AI: Six days.');
    await FakeSocket.last.shows({ left: [ana.id] });
    expect(cards()).toHaveLength(1);
  });

  it('is filtered by the URL, and every chip tells its count', async () => {
    const { history, user } = await openMonitor('?filter=waiting', ana, ben, eva);
    expect(names()).toEqual(['Ben']);
    expect(screen.getByTestId('filter.bot').textContent).toBe('AI1');
    await user.click(screen.getByTestId('filter.none'));
    expect(names()).toEqual(['Visitor7f3a']);
    expect(history.get()).toContain('filter=none');
  });

  it('says what to do while nobody is there', async () => {
    await openMonitor('');
    expect(screen.getByTestId('monitor.empty').textContent).toContain('Nobody has the chat open');
  });
});

describe('a viewed conversation', () => {
  it('is named by the URL, asked for silently, and streams (M3)', async () => {
    await viewsAna(says.visitor(1, 'Do you ship to <b>Beirut</b>?'));
    const thread = screen.getByTestId('conversation.thread');
    expect(thread.textContent).toContain('Do you ship to <b>Beirut</b>?');
    // What is looked at is told as well: to the site, never to the visitor.
    const asked = FakeSocket.last.sent.map(({ t }) => t).filter((t) => t !== 'visits.watch');
    expect(asked).toEqual(['agent.hello', 'conversation.view', 'conversation.look']);
    await FakeSocket.last.says({
      ...{ t: 'answer.streamed', conversation: 'cnv_Ana', answer: 'ans_1', name: 'Vela' },
      ...{ offset: 0, text: 'Yes, in six' },
    });
    expect(screen.getByTestId('answer.streamed').textContent).toContain('Yes, in six');
    expect(screen.queryByTestId('composer.text')).toBe(null);
  });

  it('is taken over by T, written in, and left again (M4, M5)', async () => {
    const { user } = await viewsAna(says.visitor(1, 'Hi'));
    await user.keyboard('t');
    // A moment later: what follows at once would make it a word.
    await waitFor(() => expect(FakeSocket.last.frame('conversation.take-over')).toBeDefined());
    const { cid } = FakeSocket.last.frame('conversation.take-over')!;
    await FakeSocket.last.says(
      { t: 'entry.added', conversation: 'cnv_Ana', entry: says.joined(2) },
      { t: 'ack', cid, seq: 2 },
    );
    expect(screen.getByTestId('conversation.strip').textContent).toContain('You have this conversation');
    const composer = screen.getByTestId('composer.text');
    expect(document.activeElement).toBe(composer);
    await user.type(composer, 'One{Shift>}{Enter}{/Shift}two{Enter}');
    expect(FakeSocket.last.frame('entry.post')).toMatchObject({ text: 'One\ntwo' });
    expect(screen.getByTestId('entry.sending').textContent).toContain('Sending');
    await user.click(screen.getByTestId('conversation.leave'));
    expect(FakeSocket.last.frame('conversation.leave')).toBeUndefined();
    // The message goes first: a leave must not overtake it.
    const post = FakeSocket.last.frame('entry.post')!;
    await FakeSocket.last.says({ t: 'ack', cid: post.cid, seq: 3 });
    expect(FakeSocket.last.frame('conversation.leave')).toMatchObject({ conversation: 'cnv_Ana' });
  });

  it('tells who has it when another was faster, and offers no second try (M6)', async () => {
    const { user } = await viewsAna(says.visitor(1, 'Hi'));
    await user.click(within(screen.getByTestId('conversation.pane')).getByTestId('conversation.take-over'));
    const { cid } = FakeSocket.last.frame('conversation.take-over')!;
    await FakeSocket.last.says(
      { t: 'refused', cid, code: 'conversation.taken', holder: 'Giulia' },
      { t: 'entry.added', conversation: 'cnv_Ana', entry: says.joined(2, 'agt_giulia', 'Giulia') },
    );
    await waitFor(() => expect(screen.getByTestId('toast').textContent).toContain('Giulia was faster'));
    const pane = within(screen.getByTestId('conversation.pane'));
    expect(pane.queryByTestId('conversation.take-over')).toBe(null);
    expect(pane.getByTestId('conversation.held').textContent).toContain('Giulia has it');
  });

  it('lets no more than 1,000 characters out, counts from 800, and leaves Enter to the input method (D4)', async () => {
    const mine = card('Ana', conversation('Ana', { control: 'agent', holder: { id: ME, name: 'Maja' } }));
    const { user } = await openMonitor('?visit=visit_Ana', mine);
    await FakeSocket.last.says(viewed(mine, [says.visitor(1, 'Hi'), says.joined(2)]));
    const composer = screen.getByTestId<HTMLTextAreaElement>('composer.text');
    await user.click(composer);
    await user.paste('é'.repeat(799));
    expect(screen.queryByTestId('composer.counter')).toBe(null);
    await user.paste('🚲');
    expect(screen.getByTestId('composer.counter').textContent).toBe('800 / 1,000');
    await user.paste('x'.repeat(201));
    expect(screen.getByTestId('composer.counter').textContent).toContain('1 character too many');
    expect(screen.getByTestId<HTMLButtonElement>('entry.post').disabled).toBe(true);
    await user.keyboard('{Enter}');
    expect(FakeSocket.last.frame('entry.post')).toBeUndefined();
    await user.clear(composer);
    await user.paste('かん');
    composer.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }));
    composer.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
    expect(FakeSocket.last.frame('entry.post')).toBeUndefined();
  });

  it('says quietly when others wrote since the answer was begun, until that is read, put away or sent', async () => {
    const mine = card('Ana', conversation('Ana', { control: 'agent', holder: { id: ME, name: 'Maja' } }));
    const { user } = await openMonitor('?visit=visit_Ana', mine);
    const adds = (entry: AgentEntry) => FakeSocket.last.says({ t: 'entry.added', conversation: 'cnv_Ana', entry });
    const notice = () => screen.queryByTestId('composer.meanwhile')?.textContent ?? null;
    await FakeSocket.last.says(viewed(mine, [says.visitor(1, 'Hi'), says.joined(2)]));
    const composer = screen.getByTestId<HTMLTextAreaElement>('composer.text');
    await user.type(composer, 'Sent before{Enter}We ship');
    const { cid } = FakeSocket.last.frame('entry.post')!;
    // One's own message is no news.
    await adds(says.agent(3, 'Sent before', cid));
    expect(notice()).toBe(null);
    await adds(says.visitor(4, 'Never mind'));
    expect(notice()).toBe('Ana wrote while you were typing. Read it before you send.');
    expect(screen.getByTestId('composer.meanwhile').parentElement?.getAttribute('aria-live')).toBe('polite');
    await adds(says.agent(5, 'From my phone', 'another-device'));
    expect(notice()).toBe(
      'Ana and You, on another device, wrote 2 new messages while you were typing. Read them before you send.',
    );
    await user.click(screen.getByTestId('composer.meanwhile.dismiss'));
    expect([notice(), composer.value, document.activeElement]).toEqual([null, 'We ship', composer]);
    await adds(says.visitor(6, 'Still there?'));
    expect(notice()).toContain('Ana wrote');
    await user.clear(composer);
    expect(notice()).toBe(null);
    await user.type(composer, 'Yes');
    await adds(says.visitor(7, 'Good'));
    expect(notice()).toContain('Ana wrote');
    await user.keyboard('{Enter}');
    expect([notice(), FakeSocket.last.frame('entry.post')?.text]).toEqual([null, 'Yes']);
  });

  it('remembers since when a draft has been waiting while another session is viewed', async () => {
    const mine = card('Ana', conversation('Ana', { control: 'agent', holder: { id: ME, name: 'Maja' } }));
    const { user } = await openMonitor('?visit=visit_Ana', mine, ben);
    await FakeSocket.last.says(viewed(mine, [says.visitor(1, 'Hi'), says.joined(2)]));
    await user.type(screen.getByTestId('composer.text'), 'Half a thou');
    await user.click(screen.getByRole('button', { name: /^View ben/i }));
    await user.click(screen.getByRole('button', { name: /^View Ana/i }));
    await FakeSocket.last.says(viewed(mine, [says.visitor(1, 'Hi'), says.joined(2), says.visitor(3, 'Hello?')]));
    expect(screen.getByTestId<HTMLTextAreaElement>('composer.text').value).toBe('Half a thou');
    expect(screen.getByTestId('composer.meanwhile').textContent).toContain('Ana wrote');
  });

  it('stays in sight when its visitor leaves, and is gone with Escape', async () => {
    const { history, user } = await viewsAna(says.visitor(1, 'Hi'));
    await FakeSocket.last.shows({ left: [ana.id] });
    expect(screen.getByTestId('conversation.thread').textContent).toContain('Hi');
    await user.keyboard('{Escape}');
    expect(screen.queryByTestId('conversation.pane')).toBe(null);
    expect(history.get()).not.toContain('visit=');
  });
});

describe('the connection', () => {
  it('keeps everything in sight while reconnecting, and says so', async () => {
    await viewsAna(says.visitor(1, 'Hi'));
    await FakeSocket.last.dies();
    expect(screen.getByTestId('link.reconnecting')).toBeTruthy();
    expect(cards()).toHaveLength(2);
    expect(screen.getByTestId('conversation.thread').textContent).toContain('Hi');
  });

  it('explains in plain words why it ended', async () => {
    await openMonitor('', ana);
    await FakeSocket.last.dies(4403);
    expect(screen.getByTestId('link.ended.forbidden').textContent).toContain('no role on this site any more');
    expect(cards()).toHaveLength(0);
  });
});
