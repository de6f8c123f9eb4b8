/** How many chats an agent takes, changed by keyboard: one press after the other, without the focus going away. */
import { cleanup, render, screen } from '@solidjs/testing-library';
import { QueryClientProvider } from '@tanstack/solid-query';
import userEvent from '@testing-library/user-event';
import { createMemo } from 'solid-js';
import { afterEach, expect, it, vi } from 'vitest';
import type { AgentView } from '../../src/protocol/desk.ts';
import { keys } from '../../web/dashboard/api.ts';
import { createQueries } from '../../web/dashboard/queries.ts';
import { CapacityStepper } from '../../web/dashboard/settings/agents/capacity-stepper.tsx';
import { useQuery } from '../../web/dashboard/use-query.ts';
import { SITE } from './dashboard-support.ts';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it('keeps the focus while a press is saved, and takes the next one after it', async () => {
  let answer = (_: Response) => {};
  const fetched = vi.fn((..._: unknown[]) => new Promise<Response>((resolve) => (answer = resolve)));
  vi.stubGlobal('fetch', fetched);
  const giulia = { id: 'agt_giulia', name: 'Giulia', capacity: 3 } as AgentView;
  const queries = createQueries();
  queries.setQueryData(keys.agents(SITE), [giulia]);
  const Inside = () => {
    const agents = useQuery(() => ({ queryKey: keys.agents(SITE), queryFn: async () => [giulia], staleTime: 60_000 }));
    const agent = createMemo(() => agents.data?.[0] ?? giulia);
    return <CapacityStepper site={SITE} agent={agent()} />;
  };
  render(() => (
    <QueryClientProvider client={queries}>
      <Inside />
    </QueryClientProvider>
  ));
  const user = userEvent.setup();
  const more = screen.getByTestId('capacity.more');
  more.focus();
  await user.keyboard('{Enter}{Enter}');
  expect([document.activeElement, more.getAttribute('aria-disabled')]).toEqual([more, 'true']);
  expect([fetched.mock.calls.length, screen.getByTestId('capacity').textContent]).toEqual([1, '4']);
  answer(new Response(JSON.stringify({ ...giulia, capacity: 4 })));
  await vi.waitFor(() => expect(more.getAttribute('aria-disabled')).toBe(null));
  await user.keyboard('{Enter}');
  expect(screen.getByTestId('capacity').textContent).toBe('5');
});
