/** Settings of a site's desk: queues are made, changed and deleted; masking and reasons are set; every page is whole at every size. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { agentOn } from './support/desk.ts';
import { looksRightEverywhere } from './support/looks.ts';
import { OWNER, openWorld, picture, type World } from './support/world.ts';

let world: World;
let site: string;
let maja: Page;
beforeAll(async () => {
  world = await openWorld();
  ({ id: site } = await world.site());
  maja = await agentOn(world, OWNER.email, site, 'queues');
});
afterAll(() => world.close());

const toast = (text: string | RegExp) => maja.getByTestId('toast').getByText(text).waitFor();
const openQueue = (name: string) => maja.getByTestId('queue.open').filter({ hasText: name }).click();

test('a queue is made, with chosen agents, ring time and where it overflows', async () => {
  await maja.getByTestId('queues.new').click();
  const dialog = maja.getByTestId('queue');
  await maja.getByTestId('queue.save').click();
  await dialog.getByText('Required.').waitFor();
  await dialog.getByLabel('Name').fill('Sales');
  await dialog.getByLabel('Ring time').selectOption('45 seconds');
  await dialog.getByLabel('Only these').check();
  await dialog.getByText('Nobody belongs to it yet').waitFor();
  await dialog.getByTestId('queue.member').first().check();
  await dialog.getByLabel('Longest wait').selectOption('10 minutes');
  await dialog.getByLabel('After that').selectOption('On to General');
  await looksRightEverywhere(maja, 'queue-dialog');
  await maja.getByTestId('queue.save').click();
  await toast('Sales is saved.');
  const row = maja.getByTestId('queue.open').filter({ hasText: 'Sales' });
  await row.getByText('Rings 45 s at one agent at a time · 1 agent · waits up to 10 minutes, then General').waitFor();
  await row.getByText('0 waiting, 1 available').waitFor();
  await looksRightEverywhere(maja, 'queues');
});

test('a queue can’t overflow into itself by way of others', async () => {
  await openQueue('Every agent');
  const dialog = maja.getByTestId('queue');
  await dialog.getByLabel('After that').selectOption('On to Sales');
  await maja.getByTestId('queue.save').click();
  await dialog.getByText('A queue can’t overflow into itself, also not by way of others.').waitFor();
  await dialog.getByLabel('After that').selectOption('Back to the AI, which offers to take a message');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await dialog.waitFor({ state: 'detached' });
});

test('a queue that is deleted says where those go who wait in it; the last one stays', async () => {
  await openQueue('Sales');
  await maja.getByTestId('queue.delete').click();
  const confirm = maja.getByTestId('queue.delete.confirm');
  await confirm.getByText('Who waits in it moves to General and keeps their place in line.').waitFor();
  await picture(maja, 'queue-delete');
  await confirm.getByTestId('confirm').click();
  await toast('Sales was deleted.');
  await expect.poll(() => maja.getByTestId('queue.open').count()).toBe(1);
  await openQueue('General');
  expect(await maja.getByTestId('queue.delete').isDisabled()).toBe(true);
  await maja.keyboard.press('Escape');
});

test('masking and the typing preview are set', async () => {
  await maja.getByTestId('site.nav').getByRole('link', { name: 'Chat & privacy' }).click();
  await maja.getByTestId('masking.email').uncheck();
  await maja.getByTestId('masking.country').selectOption('SI');
  await maja.getByTestId('masking.save').click();
  await maja.getByTestId('typing.preview').check();
  await maja.getByTestId('typing.save').click();
  await expect
    .poll(() => world.api('GET', `/api/sites/${site}`))
    .toMatchObject({
      masking: { card: true, iban: true, ssn: true, email: false, phone: true, country: 'SI' },
      typingPreview: true,
    });
  await looksRightEverywhere(maja, 'desk-settings');
  await maja.getByTestId('masking.on').uncheck();
  await maja.getByText('Everything visitors write is kept and shown as it is, card numbers too.').waitFor();
});

test('agents find their own schedule, and learn that the rest is for admins', async () => {
  const email = await world.member('Oleksandr Bondar', { [site]: 'agent' });
  const oleksandr = await agentOn(world, email, site, 'queues');
  await oleksandr.getByText('Only admins change queues').waitFor();
  expect(await oleksandr.getByTestId('site.nav').getByRole('link').allTextContents()).toEqual(['Agents', 'Templates']);
  await picture(oleksandr, 'queues-no-permission');
  await oleksandr.goto(`${world.origin}/sites/${site}/desk`);
  await oleksandr.getByText('Only admins change how the desk works').waitFor();
});

test('nothing broke on the way', () => {
  expect(world.errors).toEqual([]);
});
