/** D12: Available, Unavailable with the site's reasons, missed; and how many chats at once. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accepts, agentOn, askingVisitor } from './support/desk.ts';
import { looksRightEverywhere } from './support/looks.ts';
import { DESKTOP, OWNER, openWorld, PATIENCE, PHONE, picture, type World } from './support/world.ts';

let world: World;
let site: string;
let maja: Page;
let oleksandr: Page;
beforeAll(async () => {
  world = await openWorld();
  ({ id: site } = await world.site());
  const email = await world.member('Oleksandr Bondar', { [site]: 'agent' });
  maja = await agentOn(world, OWNER.email, site, 'agents');
  oleksandr = await agentOn(world, email, site, 'inbox');
});
afterAll(() => world.close());

const statusOf = (page: Page) => page.getByTestId('status').getAttribute('data-status');
const row = (name: string) => maja.getByTestId('agents').getByRole('row').filter({ hasText: name });

test('D12 a reason is chosen, and colleagues see it', async () => {
  await oleksandr.getByTestId('status.open').click();
  await picture(oleksandr, 'd12-menu');
  await oleksandr.getByRole('menuitemradio', { name: 'Lunch' }).click();
  await expect.poll(() => statusOf(oleksandr)).toBe('unavailable');
  await oleksandr.getByTestId('member.status').getByText('Lunch').waitFor();
  await row('Oleksandr').getByTestId('agent.status').getByText('Lunch').waitFor();
});

test('D12 who is unavailable is offered nothing, and keeps it over a reload', async () => {
  await maja.getByTestId('status.toggle').click();
  await expect.poll(() => statusOf(maja)).toBe('unavailable');
  await oleksandr.reload();
  await oleksandr.getByTestId('member.status').getByText('Lunch').waitFor();
  await oleksandr.getByTestId('member.open').click();
  await oleksandr.getByRole('menuitemradio', { name: 'Available', exact: true }).click();
  const zofia = await askingVisitor(world, site, 'Hello?');
  await accepts(oleksandr);
  expect(await maja.getByTestId('offer').count()).toBe(0);
  await zofia.context.close();
});

test('D12 an admin sets how many chats at once; who has as many is offered no more', async () => {
  await row('Oleksandr').getByTestId('capacity.less').click();
  await row('Oleksandr').getByTestId('capacity.less').click();
  await expect.poll(() => row('Oleksandr').getByTestId('capacity').textContent()).toBe('1');
  await oleksandr.getByTestId('availability.foot').getByText('1 of 1 chat').waitFor();
  const ben = await askingVisitor(world, site, 'Which pump fits the Lipa?');
  await row('Oleksandr').getByTestId('capacity.more').click();
  await oleksandr.getByTestId('offer').waitFor(PATIENCE);
  await oleksandr.getByTestId('offer.decline').click();
  await ben.context.close();
});

test('D12 the agents’ page is whole at every size, light and dark', async () => {
  await looksRightEverywhere(maja, 'd12-agents');
  await maja.setViewportSize(PHONE);
  await maja.getByTestId('member.open').click();
  await picture(maja, 'd12-menu-390');
  await maja.getByRole('menuitemradio', { name: 'Available', exact: true }).click();
  await maja.setViewportSize(DESKTOP);
  await expect.poll(() => statusOf(maja)).toBe('available');
});

test('D12 nothing broke on the way', () => {
  expect(world.errors).toEqual([]);
});
