/** I1: a weekly schedule, and the toggle that overrides it until it is reset; chats that run are never touched. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accepts, agentOn, askingVisitor } from './support/desk.ts';
import { inboxOf } from './support/inbox.ts';
import { OWNER, openWorld, picture, type World } from './support/world.ts';

let world: World;
let site: string;
let oleksandr: Page;
let member: string;
let email: string;
beforeAll(async () => {
  world = await openWorld();
  ({ id: site } = await world.site());
  email = await world.member('Oleksandr Bondar', { [site]: 'agent' });
  oleksandr = await agentOn(world, email, site, 'inbox');
  const agents = (await world.api('GET', `/api/sites/${site}/agents`)) as { id: string; name: string }[];
  member = agents.find(({ name }) => name === 'Oleksandr')!.id;
});
afterAll(() => world.close());

const status = () => oleksandr.getByTestId('status').getAttribute('data-status');

test('I1 an agent sets their own schedule, by way of their status', async () => {
  await oleksandr.getByTestId('status.open').click();
  await oleksandr.getByTestId('status.schedule').click();
  const dialog = oleksandr.getByTestId('schedule');
  await dialog.getByText('When you are available').waitFor();
  await dialog.getByLabel('By a weekly schedule').check();
  await picture(oleksandr, 'i1-schedule');
  await oleksandr.getByTestId('schedule.save').click();
  await oleksandr.getByTestId('toast').getByText('The schedule is saved.').waitFor();
  await oleksandr
    .getByTestId('agents')
    .getByText(/Mon–Fri 09:00–17:00/)
    .waitFor();
  // Only their own, and no capacity.
  expect(await oleksandr.getByTestId('agent.schedule').count()).toBe(1);
  expect(await oleksandr.getByTestId('capacity.more').count()).toBe(0);
});

test('I1 a schedule that is over makes them unavailable, and touches no chat that runs', async () => {
  await world.api('PATCH', `/api/sites/${site}/agents/${member}`, { schedule: null });
  await expect.poll(status).toBe('available');
  const zofia = await askingVisitor(world, site, 'Is the workshop open?');
  await accepts(oleksandr);
  await world.api('PATCH', `/api/sites/${site}/agents/${member}`, { schedule: notNow() });
  await expect.poll(status).toBe('unavailable');
  await oleksandr
    .getByTestId('availability.foot')
    .getByText(/^Unavailable until /)
    .waitFor();
  await oleksandr.getByTestId('composer.text').fill('Until noon.');
  await oleksandr.getByTestId('composer.text').press('Enter');
  await zofia.sees('Until noon.');
  await picture(oleksandr, 'i1-unavailable');
});

test('I1 the toggle overrides it, until it is reset', async () => {
  await oleksandr.getByTestId('status.toggle').click();
  await expect.poll(status).toBe('available');
  const ben = await askingVisitor(world, site, 'And now?');
  await oleksandr.getByTestId('offer').waitFor();
  await oleksandr.getByTestId('offer.decline').click();
  await oleksandr.getByTestId('status.open').click();
  await oleksandr.getByTestId('status.follow').click();
  await expect.poll(status).toBe('unavailable');
  await oleksandr.getByTestId('status.open').click();
  expect(await oleksandr.getByTestId('status.follow').count()).toBe(0);
  await oleksandr.keyboard.press('Escape');
  await ben.context.close();
});

test('I1 on a phone the toggle is at the foot of the list', async () => {
  const phone = await inboxOf(world, email, site, 'mine', { phone: true });
  const toggle = phone.getByTestId('availability.foot').getByRole('switch', { name: 'Available for new chats' });
  await toggle.tap();
  await expect.poll(status).toBe('available');
  await expect.poll(() => toggle.getAttribute('aria-checked')).toBe('true');
  await picture(phone, 'i1-phone');
  await oleksandr.getByTestId('status.open').click();
  await oleksandr.getByTestId('status.follow').click();
  await expect.poll(() => toggle.getAttribute('aria-checked')).toBe('false');
  await phone.context().close();
});

test('I1 an admin opens anybody’s', async () => {
  const maja = await agentOn(world, OWNER.email, site, 'agents');
  await maja.getByRole('button', { name: 'Schedule of Oleksandr' }).click();
  const dialog = maja.getByTestId('schedule');
  await dialog.getByLabel('Whenever the dashboard is open').check();
  await maja.getByTestId('schedule.save').click();
  await expect.poll(status).toBe('available');
});

test('I1 nothing broke on the way', () => {
  expect(world.errors).toEqual([]);
});

/** One hour, three days from now. */
function notNow() {
  const day = (new Date().getUTCDay() + 6 + 3) % 7;
  return { timeZone: 'UTC', blocks: [{ day, from: 600, to: 660 }] };
}
