/** The set-up form (S1): what was typed is not lost to whatever is asked and answered meanwhile. */
import { createMemoryHistory, MemoryRouter, Route } from '@solidjs/router';
import { cleanup, render, screen } from '@solidjs/testing-library';
import { QueryClientProvider } from '@tanstack/solid-query';
import userEvent from '@testing-library/user-event';
import { Suspense } from 'solid-js';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { keys } from '../../web/dashboard/api.ts';
import { createQueries } from '../../web/dashboard/queries.ts';
import { SetupPage } from '../../web/dashboard/setup/setup-page.tsx';
import { settled } from './dashboard-support.ts';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe('the set-up form', () => {
  it.each([
    ['says again that it is open', () => new Response('{"open":true}')],
    ['fails', () => new Response('{"code":"internal"}', { status: 400 })],
  ])('keeps what was typed when the question behind it, answered once before, %s', async (_, answer) => {
    const answers: (() => void)[] = [];
    vi.stubGlobal('fetch', () => new Promise((resolve) => answers.push(() => resolve(answer()))));
    const queries = createQueries();
    queries.setQueryData(keys.setup, { open: true });
    const history = createMemoryHistory();
    history.set({ value: '/setup' });
    render(() => (
      <QueryClientProvider client={queries}>
        <MemoryRouter history={history} root={(props) => <Suspense fallback="Loading">{props.children}</Suspense>}>
          <Route path="/setup" component={SetupPage} />
        </MemoryRouter>
      </QueryClientProvider>
    ));
    await settled();
    const user = userEvent.setup();
    const name = screen.getByLabelText<HTMLInputElement>('Your name');
    await user.type(name, 'Maja');
    for (const give of answers.splice(0)) give();
    await settled();
    await user.keyboard(' Kovač');
    expect(screen.getByLabelText('Your name')).toBe(name);
    expect([name.value, document.activeElement]).toEqual(['Maja Kovač', name]);
  });
});
