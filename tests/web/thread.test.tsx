/** The conversation as agents read it: what makes its lines be drawn anew, and what doesn’t. */
import { screen } from '@solidjs/testing-library';
import { createSignal } from 'solid-js';
import { afterEach, expect, it, vi } from 'vitest';
import type { AgentEntry } from '../../src/protocol/entry.ts';
import { Thread } from '../../web/dashboard/conversation/thread.tsx';
import { emptyAgentThread } from '../../web/kit/fold.ts';
import { ME, says } from './dashboard-support.ts';
import { CNV, closeDesk, openDesk } from './offer-support.tsx';

afterEach(() => {
  closeDesk();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function openThread(entries: AgentEntry[]) {
  const [thread, setThread] = createSignal({ ...emptyAgentThread(CNV), entries });
  await openDesk((desk) => (
    <Thread
      desk={desk}
      thread={thread()}
      visitor={{ visitor: 'vis_zofia', name: 'Zofia' }}
      me={ME}
      agentName="Maja"
      onCaughtUp={() => {}}
    />
  ));
  return setThread;
}

it('leaves the lines alone while somebody types or an answer grows', async () => {
  let read = 0;
  const entries = Array.from({ length: 5 }, (_, i) => {
    const entry = says.visitor(i + 1, `Line ${i + 1}`);
    return Object.defineProperty(entry, 'at', {
      get() {
        read++;
        return 1_700_000_000_000 + i;
      },
    });
  });
  const setThread = await openThread(entries);
  read = 0;
  setThread((thread) => ({ ...thread, typing: { from: 'visitor', at: Date.now() } }));
  setThread((thread) => ({ ...thread, draft: { id: 'a1', name: 'Vela', text: 'Well' }, typing: null }));
  expect(screen.getByTestId('answer.streamed').textContent).toContain('Well');
  expect(read).toBe(0);
});

it('says Today until midnight, and Yesterday from then on', async () => {
  const noon = new Date(2026, 5, 15, 12).getTime();
  vi.useFakeTimers({ toFake: ['Date'] });
  const clockAt = (at: number) => {
    vi.setSystemTime(at);
    // The clock ticks on when somebody looks again.
    document.dispatchEvent(new Event('visibilitychange'));
  };
  clockAt(noon);
  await openThread([{ ...says.visitor(1, 'Hi'), at: noon }]);
  expect(screen.getByText(/^Today, /)).toBeTruthy();
  clockAt(new Date(2026, 5, 16, 0, 1).getTime());
  expect(screen.getByText(/^Yesterday, /)).toBeTruthy();
});

it('has a stretch of a long conversation in the page, and reads back to what was not sent', async () => {
  const entries = Array.from({ length: 500 }, (_, i) => says.visitor(i + 1501, `Line ${i + 1501}`));
  const setThread = await openThread(entries);
  expect(screen.getAllByText(/^Line \d+$/)).toHaveLength(60);
  expect(screen.getByText('Line 2000')).toBeTruthy();
  // A day's heading stands where the day begins, not where the stretch does.
  expect(screen.queryByText(/^Today/)).toBe(null);
  screen.getByTestId('entry.list').click();
  expect(screen.getAllByText(/^Line \d+$/)).toHaveLength(120);
  setThread((thread) => ({ ...thread, from: 1500, wanted: true }));
  expect(screen.getByTestId('entry.list').getAttribute('aria-busy')).toBe('true');
});
