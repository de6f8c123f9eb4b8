/** D10: End asks for a reason from the site's list, and a note; whether one is required the admin says. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { violations } from './support/axe.ts';
import { accepts, agentOn, askingVisitor } from './support/desk.ts';
import { OWNER, openWorld, PHONE, picture, type World } from './support/world.ts';

let world: World;
let site: string;
let maja: Page;
beforeAll(async () => {
  world = await openWorld();
  ({ id: site } = await world.site());
  maja = await agentOn(world, OWNER.email, site, 'desk');
});
afterAll(() => world.close());

test('D10 the admin sets the reasons, and that one is required', async () => {
  const section = maja.getByTestId('wrap-up-reasons');
  await section.getByLabel('New reason').fill('Test ride booked');
  await maja.keyboard.press('Enter');
  await section.getByLabel('Reason 2').fill('Bike sold');
  await section.getByRole('button', { name: 'Move Bike sold up' }).click();
  await section.getByRole('button', { name: 'Remove Spam' }).click();
  await maja.getByTestId('wrap-up-reasons.required').check();
  await maja.getByTestId('wrap-up-reasons.save').click();
  await maja.getByText('Saved', { exact: true }).waitFor();
  await picture(maja, 'd10-settings');
  expect(await violations(maja)).toEqual([]);
  expect(await world.api('GET', `/api/sites/${site}`)).toMatchObject({
    wrapUpReasons: ['Bike sold', 'Question answered', 'Follow-up needed', 'Complaint', 'Test ride booked'],
    wrapUpRequired: true,
  });
});

test('D10 End wants a reason, is found by letters, and records the note', async () => {
  const zofia = await askingVisitor(world, site, 'I take the Lipa!');
  await accepts(maja);
  await maja.getByTestId('conversation.close').first().click();
  const dialog = maja.getByTestId('wrap-up');
  await dialog.getByRole('option', { name: 'Bike sold' }).waitFor();
  expect(await dialog.getByRole('option', { name: 'Spam' }).count()).toBe(0);
  await maja.keyboard.press('Enter');
  await dialog.getByText('Choose a reason.').waitFor();
  await maja.keyboard.type('ride');
  expect(await dialog.getByRole('option', { selected: true }).allTextContents()).toEqual(['Test ride booked']);
  await dialog.getByTestId('wrap-up.note').fill('Saturday, ten o’clock.');
  await picture(maja, 'd10-dialog');
  await maja.emulateMedia({ colorScheme: 'dark' });
  await maja.setViewportSize(PHONE);
  await picture(maja, 'd10-dialog-390-dark');
  expect(await violations(maja)).toEqual([]);
  await maja.setViewportSize({ width: 1440, height: 900 });
  await maja.getByTestId('confirm').click();
  await zofia.sees(/Chat ended by/);
  await maja.getByText('You wrapped up: Test ride booked').waitFor();
  await maja.getByText('Saturday, ten o’clock.').waitFor();
  // The visitor learns nothing of it.
  expect(await zofia.widget.getByText(/Test ride|ten o’clock/).count()).toBe(0);
  await zofia.context.close();
});

test('D10 nothing broke on the way', () => {
  expect(world.errors).toEqual([]);
});
