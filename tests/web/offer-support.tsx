/** An agent's desk as every page has it, over a scripted socket: banner, status and whatever the test puts beside them. */
import { createMemoryHistory, MemoryRouter, Route } from '@solidjs/router';
import { cleanup, render, screen } from '@solidjs/testing-library';
import { QueryClientProvider } from '@tanstack/solid-query';
import userEvent from '@testing-library/user-event';
import { type JSX, Show } from 'solid-js';
import type { DeskView } from '../../src/protocol/agent-wire.ts';
import type { OfferCard } from '../../src/protocol/desk.ts';
import type { Me, SoundChoice } from '../../src/protocol/member.ts';
import { DeskProvider, useDesk } from '../../web/dashboard/desk-context.tsx';
import type { Desk } from '../../web/dashboard/desk-store.ts';
import { createQueries } from '../../web/dashboard/queries.ts';
import { SessionProvider } from '../../web/dashboard/session.tsx';
import { ToastHost } from '../../web/kit/ui/toast.tsx';
import { deskView, FakeSocket, FakeWebSocket, fakeHttp, ME, NOW, SITE, settled, WELCOME } from './dashboard-support.ts';

export const CNV = 'cnv_zofia';

export function offer(rest: Partial<OfferCard> = {}): OfferCard {
  return {
    ...{ id: 'ofr_1', kind: 'queue', conversation: CNV, queue: { id: 'que_1', name: 'Sales' }, from: null },
    ...{ visitor: { id: 'vis_zofia', name: 'Zofia Wiśniewska', country: 'PL', device: 'mobile' } },
    ...{ proactive: false, messages: 7, waitingSince: NOW - 20_000, at: NOW - 12_000, until: NOW + 18_000 },
    last: { from: 'visitor', name: null, text: 'I’d rather talk to someone.', at: NOW - 13_000 },
    ...rest,
  };
}

export async function openDesk(
  children: (desk: Desk) => JSX.Element,
  { desk = {}, sound = 'none' }: { desk?: Partial<DeskView>; sound?: SoundChoice } = {},
) {
  FakeSocket.all = [];
  fakeHttp({ [`POST /api/sites/${SITE}/ticket`]: { ticket: 'once' } });
  const me: Me = {
    ...{ id: ME, name: 'Maja Kovač', email: 'maja@shop.example', agentName: 'Maja', sound },
    ...{ owner: false, twoFactor: false, sites: [{ id: SITE, name: 'Kolovrat', role: 'agent' }] },
  };
  const history = createMemoryHistory();
  history.set({ value: `/sites/${SITE}/templates` });
  const Inside = () => {
    const desk = useDesk();
    return <Show when={desk()}>{(opened) => <>{children(opened())}</>}</Show>;
  };
  render(() => (
    <QueryClientProvider client={createQueries()}>
      <SessionProvider me={me}>
        <MemoryRouter
          history={history}
          root={() => (
            <DeskProvider site={SITE} onEnded={() => {}} environment={{ WebSocket: FakeWebSocket, now: () => NOW }}>
              <Inside />
              <ToastHost />
            </DeskProvider>
          )}
        >
          <Route path="*" component={() => null} />
        </MemoryRouter>
      </SessionProvider>
    </QueryClientProvider>
  ));
  await settled();
  await FakeSocket.last.welcomesTo({ ...WELCOME, desk: deskView(desk) });
  return { history, user: userEvent.setup() };
}

/** Takes the page away, and the notices, which outlive it. */
export function closeDesk(): void {
  for (const notice of screen.queryAllByTestId('toast'))
    notice.querySelector<HTMLElement>('[aria-label="Close"]')!.click();
  cleanup();
}

/** Answers the last command of this kind. */
export async function answers(t: Parameters<FakeSocket['frame']>[0], refusal?: object): Promise<void> {
  const { cid } = FakeSocket.last.frame(t) as unknown as { cid: string };
  await FakeSocket.last.says(
    (refusal ? { t: 'refused', cid, ...refusal } : { t: 'ack', cid, seq: 9 }) as Parameters<FakeSocket['says']>[0],
  );
}
