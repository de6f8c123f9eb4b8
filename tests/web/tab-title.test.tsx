/** What the browser’s tab says: the page and its site, on the Monitor and in the Inbox with how many wait. */
import { createMemoryHistory, MemoryRouter, Route } from '@solidjs/router';
import { cleanup, render } from '@solidjs/testing-library';
import { QueryClientProvider } from '@tanstack/solid-query';
import { afterEach, expect, it, vi } from 'vitest';
import type { Me } from '../../src/protocol/member.ts';
import { DeskProvider } from '../../web/dashboard/desk-context.tsx';
import { Frame } from '../../web/dashboard/frame/frame.tsx';
import { InboxPage } from '../../web/dashboard/inbox/inbox-page.tsx';
import { MonitorPage } from '../../web/dashboard/monitor/monitor.tsx';
import { createQueries } from '../../web/dashboard/queries.ts';
import { SessionProvider } from '../../web/dashboard/session.tsx';
import { PageHeader } from '../../web/kit/ui/page-header.tsx';
import {
  card,
  conversation,
  FakeSocket,
  FakeWebSocket,
  fakeHttp,
  ME,
  NOW,
  SITE,
  settled,
} from './dashboard-support.ts';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it('is the page’s own on every page', async () => {
  FakeSocket.all = [];
  fakeHttp({ [`POST /api/sites/${SITE}/ticket`]: { ticket: 'once' } });
  const me: Me = {
    ...{ id: ME, name: 'Maja Kovač', email: 'maja@shop.example', agentName: 'Maja', sound: 'none' },
    ...{ owner: false, twoFactor: false, sites: [{ id: SITE, name: 'Kolovrat', role: 'agent' }] },
  };
  const history = createMemoryHistory();
  history.set({ value: `/sites/${SITE}/monitor` });
  render(() => (
    <QueryClientProvider client={createQueries()}>
      <SessionProvider me={me}>
        <MemoryRouter
          history={history}
          root={(props) => (
            <DeskProvider site={SITE} onEnded={() => {}} environment={{ WebSocket: FakeWebSocket, now: () => NOW }}>
              <Frame site={SITE}>{props.children}</Frame>
            </DeskProvider>
          )}
        >
          <Route path="/sites/:site/monitor" component={MonitorPage} />
          <Route path="/sites/:site/inbox" component={InboxPage} />
          <Route path="/sites/:site/templates" component={() => <PageHeader title="Templates" />} />
        </MemoryRouter>
      </SessionProvider>
    </QueryClientProvider>
  ));
  await settled();
  await FakeSocket.last.welcomes(card('Ben', conversation('Ben', { control: 'waiting' })));
  const titles = [document.title];
  for (const page of ['templates', 'inbox', 'templates']) {
    history.set({ value: `/sites/${SITE}/${page}` });
    await settled();
    titles.push(document.title);
  }
  expect(titles).toEqual([
    '(1) Monitor · Kolovrat · Edgewise',
    'Templates · Kolovrat · Edgewise',
    '(1) My conversations · Inbox · Kolovrat · Edgewise',
    'Templates · Kolovrat · Edgewise',
  ]);
});
