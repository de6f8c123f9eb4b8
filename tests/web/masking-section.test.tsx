/** D11 in the settings: the site's own bank accounts are typed one a line, and only right ones are saved. */
import { MemoryRouter, Route } from '@solidjs/router';
import { cleanup, render, screen } from '@solidjs/testing-library';
import { QueryClientProvider } from '@tanstack/solid-query';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { DEFAULT_MASKING, type SiteMasking } from '../../src/protocol/masking.ts';
import { api, type SiteView } from '../../web/dashboard/api.ts';
import { createQueries } from '../../web/dashboard/queries.ts';
import { MaskingSection } from '../../web/dashboard/settings/desk/masking-section.tsx';
import { SITE } from './dashboard-support.ts';

const IBAN = 'SI56191000000123438';
const OTHER = 'GB82WEST12345698765432';
const change = vi.spyOn(api.sites, 'change');

beforeEach(() => {
  change.mockReset().mockImplementation(async (_, patch) => ({ id: SITE, ...patch }) as SiteView);
});
afterEach(cleanup);

function open(masking: SiteMasking) {
  const site = { id: SITE, masking } as SiteView;
  // One for all: the provider reads its prop each time that somebody asks for it.
  const queries = createQueries();
  render(() => (
    <QueryClientProvider client={queries}>
      <MemoryRouter>
        <Route path="/" component={() => <MaskingSection site={site} />} />
      </MemoryRouter>
    </QueryClientProvider>
  ));
  return { user: userEvent.setup(), field: () => screen.getByTestId<HTMLTextAreaElement>('masking.own-ibans') };
}

const save = () => screen.getByTestId('masking.save');
const sent = () => change.mock.calls.at(-1)?.[1].masking?.ownIbans;

it('own accounts are shown one a line, and saved as they are kept', async () => {
  const { user, field } = open({ ...DEFAULT_MASKING, ownIbans: [IBAN] });
  expect(field().value).toBe(IBAN);
  await user.type(field(), '\n\ngb82 west 1234 5698 7654 32 \n');
  await user.click(save());
  expect(sent()).toEqual([IBAN, OTHER]);
});

it('a site that never told any has none, and saves the rest', async () => {
  const { user, field } = open(DEFAULT_MASKING);
  expect(field().value).toBe('');
  await user.click(screen.getByTestId('masking.email'));
  await user.click(save());
  expect(change.mock.calls[0]![1]).toEqual({ masking: { ...DEFAULT_MASKING, email: false, ownIbans: [] } });
});

it('a wrong one and an eleventh are refused where they stand, also when the field would be gone', async () => {
  const { user, field } = open(DEFAULT_MASKING);
  await user.type(field(), IBAN.replace('8', '9'));
  await user.click(screen.getByTestId('masking.iban'));
  expect(screen.queryByTestId('masking.own-ibans')).not.toBe(null);
  await user.click(save());
  expect(field().getAttribute('aria-invalid')).toBe('true');
  screen.getByText('One of these is no IBAN. Check the digits.');
  await user.clear(field());
  await user.click(screen.getByTestId('masking.iban'));
  await user.type(field(), Array(11).fill(IBAN).join('\n'));
  await user.click(save());
  screen.getByText('At most ten.');
  expect(change).not.toHaveBeenCalled();
});
