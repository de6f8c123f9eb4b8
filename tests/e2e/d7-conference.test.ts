/** D7: a colleague is asked to join; both write; either leaves; ending it goes through wrap-up. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
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
  maja = await agentOn(world, OWNER.email, site, 'inbox');
  oleksandr = await agentOn(world, email, site, 'templates');
});
afterAll(() => world.close());

test('D7 asked, a colleague joins, an entry says who, and both write', async () => {
  await oleksandr.getByTestId('status.toggle').click();
  await expect.poll(() => oleksandr.getByTestId('status').getAttribute('data-status')).toBe('unavailable');
  zofia = await askingVisitor(world, site, 'My Bora creaks.');
  await accepts(maja);
  await oleksandr.getByTestId('status.toggle').click();
  await invites();
  await maja.getByTestId('conversation.offer').getByText('Oleksandr was asked to join').waitFor();
  await oleksandr.getByTestId('offer').getByText('Maja asks you to join').waitFor();
  await accepts(oleksandr);
  await maja.getByText('Oleksandr joined the conference').waitFor();
  await zofia.sees('Oleksandr joined');
  for (const [page, text] of [
    [maja, 'I brought a mechanic.'],
    [oleksandr, 'Does it creak uphill?'],
  ] as const) {
    await page.getByTestId('composer.text').fill(text);
    await page.getByTestId('composer.text').press('Enter');
    await zofia.sees(text);
  }
  await maja.getByTestId('conversation.thread').getByText('Does it creak uphill?').waitFor();
  await picture(maja, 'd7-conference');
});

test('D7 either leaves: whom the holder leaves it to has it from then on', async () => {
  await maja.getByTestId('conversation.leave').first().click();
  await oleksandr.getByText('Maja left the conference').waitFor();
  await expect.poll(() => maja.getByTestId('composer.text').count()).toBe(0);
  await oleksandr.getByTestId('composer.text').fill('I go on alone.');
  await oleksandr.getByTestId('composer.text').press('Enter');
  await zofia.sees('I go on alone.');
});

test('D7 End conference goes through wrap-up and ends it for everybody', async () => {
  await oleksandr.getByTestId('conversation.conference').first().click();
  await oleksandr.getByTestId('pick.search').fill('maja');
  await oleksandr.getByTestId('confirm').click();
  await accepts(maja);
  await oleksandr.getByTestId('conversation.close').first().click();
  await oleksandr.getByText('End the conference?').waitFor();
  await oleksandr.getByTestId('pick.search').fill('Question');
  await picture(oleksandr, 'd7-end');
  await oleksandr.getByTestId('confirm').click();
  await zofia.sees('Chat ended by Oleksandr');
  await expect.poll(() => maja.getByTestId('composer.text').count()).toBe(0);
  await maja.getByText('Oleksandr wrapped up: Question answered').waitFor();
});

test('D7 nothing broke on the way', () => {
  expect(world.errors).toEqual([]);
});

async function invites(): Promise<void> {
  await maja.getByTestId('conversation.conference').first().click();
  await maja.getByTestId('pick.search').fill('oleks');
  await picture(maja, 'd7-dialog');
  await maja.getByTestId('confirm').click();
  await maja.getByTestId('conference').waitFor({ state: 'detached' });
}
