/** D6: a conversation is handed to a colleague, who is asked first, or into a queue; wrapped up on the way. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { violations } from './support/axe.ts';
import { accepts, agentOn, askingVisitor } from './support/desk.ts';
import { OWNER, openWorld, picture, type Visitor, type World } from './support/world.ts';

let world: World;
let site: string;
let maja: Page;
let oleksandr: Page;
let zofia: Visitor;
beforeAll(async () => {
  world = await openWorld();
  ({ id: site } = await world.site());
  const email = await world.member('Oleksandr Bondar', { [site]: 'agent' });
  await world.member('Giulia Rossi', { [site]: 'agent' });
  await world.api('POST', `/api/sites/${site}/queues`, {
    ...{ name: 'Workshop', mode: 'pick', ringMs: 30_000, everyone: true, members: [] },
    ...{ capacity: null, waitMs: 300_000, overflow: null },
  });
  maja = await agentOn(world, OWNER.email, site, 'inbox');
  oleksandr = await agentOn(world, email, site, 'templates');
});
afterAll(() => world.close());

test('D6 the dialog lists queues and agents, live', async () => {
  await oleksandr.getByTestId('status.toggle').click();
  await expect.poll(() => oleksandr.getByTestId('status').getAttribute('data-status')).toBe('unavailable');
  zofia = await askingVisitor(world, site, 'Can you repair a Bora?');
  await accepts(maja);
  await maja.getByTestId('conversation.transfer').first().click();
  const dialog = maja.getByTestId('transfer');
  await dialog.getByText('Nobody waits · 1 agent available').first().waitFor();
  const him = dialog.getByRole('option', { name: /Oleksandr/ });
  expect(await him.getAttribute('aria-disabled')).toBe('true');
  await oleksandr.getByTestId('status.toggle').click();
  await expect.poll(() => him.getAttribute('aria-disabled')).toBe(null);
  await dialog.getByTestId('transfer.reload').click();
  await dialog.getByText('Up to date').waitFor();
  await picture(maja, 'd6-dialog');
  expect(await violations(maja)).toEqual([]);
  await maja.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
});

test('D6 declined, it stays with whoever asked; taken back, it rings no more', async () => {
  await asks('Oleksandr');
  await maja.getByTestId('conversation.offer').getByText('Oleksandr was asked to take over').waitFor();
  await oleksandr.getByTestId('offer').getByText('Maja hands it over').waitFor();
  await picture(maja, 'd6-requested');
  await picture(oleksandr, 'd6-asked');
  await oleksandr.getByTestId('offer.decline').click();
  await maja.getByTestId('conversation.offer').waitFor({ state: 'detached' });
  await maja.getByText('Oleksandr declined the transfer').waitFor();
  await maja.getByTestId('composer.text').waitFor();

  await asks('Oleksandr');
  await oleksandr.getByTestId('offer').waitFor();
  await maja.getByTestId('conversation.offer.withdraw').click();
  await oleksandr.getByTestId('offer').waitFor({ state: 'detached' });
  await oleksandr.getByTestId('toast').getByText('Maja took the request back.').waitFor();
});

test('D6 accepted, it is the colleague’s, with what the other wrapped it up with', async () => {
  await asks('Oleksandr', 'Follow-up');
  await accepts(oleksandr);
  await oleksandr.getByText('Maja wrapped up: Follow-up needed').waitFor();
  await zofia.sees('Oleksandr takes over');
  await expect.poll(() => maja.getByTestId('composer.text').count()).toBe(0);
});

test('D6 into a queue it waits there, and its visitor with it', async () => {
  await oleksandr.getByTestId('conversation.transfer').first().click();
  await oleksandr.getByTestId('pick.search').fill('work');
  await oleksandr.keyboard.press('Enter');
  await oleksandr.getByTestId('wrap-up.note').waitFor();
  await oleksandr.getByTestId('confirm').click();
  await oleksandr
    .getByTestId('toast')
    .getByText(/waits in Workshop now/)
    .waitFor();
  await oleksandr.goto(`${world.origin}/sites/${site}/inbox?folder=unassigned`);
  await oleksandr.getByTestId('inbox.item').filter({ hasText: 'Workshop' }).waitFor();
  // Nobody is rung at in a queue that is picked from.
  expect(await oleksandr.getByTestId('offer').count()).toBe(0);
});

test('D6 nothing broke on the way', () => {
  expect(world.errors).toEqual([]);
});

/** Maja asks a colleague to take it. */
async function asks(name: string, reason?: string): Promise<void> {
  await maja.getByTestId('conversation.transfer').first().click();
  await maja.getByTestId('pick.search').fill(name);
  await maja.keyboard.press('Enter');
  await maja.getByTestId('wrap-up.note').waitFor();
  if (reason) await maja.getByTestId('pick.search').fill(reason);
  await picture(maja, 'd6-wrap-up');
  await maja.getByTestId('confirm').click();
  await maja.getByTestId('transfer').waitFor({ state: 'detached' });
}
