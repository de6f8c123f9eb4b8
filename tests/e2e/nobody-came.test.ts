/** X3: who asked for a person and got nobody stays in the Inbox until somebody has looked. X4: what is unread is so in every tab. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askingVisitor } from './support/desk.ts';
import { countOf, inboxOf, rowOf, waitingVisitor } from './support/inbox.ts';
import { looksRightEverywhere } from './support/looks.ts';
import { OWNER, openWorld, PATIENCE, PHONE, picture, type World } from './support/world.ts';

let world: World;
let site: string;
let maja: Page;
beforeAll(async () => {
  world = await openWorld();
  ({ id: site } = await world.site());
});
afterAll(() => world.close());

test('X3 nobody is at the desk: the visitor is told so, leaves, and is in a folder of its own in the morning', async () => {
  const zofia = await askingVisitor(world, site, 'Do you repair e-bikes?');
  await zofia.sees('Nobody is at the desk');
  await zofia.page.close();
  maja = await inboxOf(world, OWNER.email, site, 'nobody');
  await rowOf(maja, 'Do you repair e-bikes?').getByText('Nobody came').waitFor(PATIENCE);
  expect(await countOf(maja, 'nobody')).toBe('1');
  const rail = maja.getByRole('navigation', { name: 'Main' });
  await rail.getByRole('img', { name: 'nobody came to 1' }).waitFor();
  await picture(maja, 'nobody-came');
});

test('X3 it looks right in every width and theme', () => looksRightEverywhere(maja, 'nobody-came'));

test('X3 who looks ends it, for all who are there', async () => {
  const giuliaEmail = await world.member('Giulia Rossi', { [site]: 'agent' });
  const giulia = await inboxOf(world, giuliaEmail, site, 'nobody');
  await rowOf(giulia, 'Do you repair e-bikes?').waitFor(PATIENCE);
  await rowOf(maja, 'Do you repair e-bikes?').click();
  await maja.getByTestId('conversation.thread').getByText('Do you repair e-bikes?').waitFor();
  await giulia.getByTestId('inbox.empty.nobody').waitFor(PATIENCE);
  await expect.poll(() => countOf(maja, 'nobody'), PATIENCE).toBe(null);
  // What is being read stays where it is.
  await rowOf(maja, 'Do you repair e-bikes?').waitFor();
  await giulia.close();
});

test('X4 what one tab has read is read in the other, and on a device that comes later', async () => {
  const zofia = await waitingVisitor(world, site, 'Is the Bora 40 there in M?');
  await maja.getByTestId('offer.accept').click();
  await maja.getByTestId('composer.text').waitFor();
  await maja.getByTestId('conversation.thread').getByText('Is the Bora 40 there in M?').waitFor();
  const other = await inboxOf(world, OWNER.email, site, 'mine');
  await rowOf(other, 'Is the Bora 40').waitFor(PATIENCE);
  expect(
    await rowOf(other, 'Is the Bora 40')
      .getByRole('img', { name: /unread/ })
      .count(),
  ).toBe(0);
  // Nobody looks: both tabs count, and the title says it.
  await maja.getByTestId('folder.unassigned').click();
  await maja.keyboard.press('Escape');
  await zofia.writes('Or in green?');
  for (const page of [maja, other]) {
    await page.getByTestId('folder.mine').click();
    await rowOf(page, 'Or in green?').getByRole('img', { name: '1 unread' }).waitFor(PATIENCE);
    await expect.poll(() => page.title(), PATIENCE).toMatch(/^\(1\) /);
  }
  await rowOf(other, 'Or in green?').click();
  await other.getByTestId('conversation.thread').getByText('Or in green?').waitFor();
  await rowOf(maja, 'Or in green?')
    .getByRole('img', { name: /unread/ })
    .waitFor({ ...PATIENCE, state: 'detached' });
  const phone = await inboxOf(world, OWNER.email, site, 'mine', { phone: true, viewport: PHONE });
  await rowOf(phone, 'Or in green?').waitFor(PATIENCE);
  expect(
    await rowOf(phone, 'Or in green?')
      .getByRole('img', { name: /unread/ })
      .count(),
  ).toBe(0);
  expect(world.errors).toEqual([]);
});

test('B11 at 200 and 400 % the folders and three rows of the list stay within reach', async () => {
  for (const [name, viewport] of [
    ['200', { width: 720, height: 450 }],
    ['400', { width: 360, height: 225 }],
  ] as const) {
    const page = await inboxOf(world, OWNER.email, site, 'mine', { viewport });
    const list = page.getByTestId('inbox.list');
    await rowOf(page, 'Or in green?').waitFor(PATIENCE);
    expect((await list.boundingBox())!.height).toBeGreaterThanOrEqual(240);
    await list.scrollIntoViewIfNeeded();
    await picture(page, `inbox-zoom-${name}`);
    await page.getByTestId('folder.closed').scrollIntoViewIfNeeded();
    await page.getByTestId('folder.closed').click();
    await expect.poll(() => new URL(page.url()).searchParams.get('folder')).toBe('closed');
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await page.close();
  }
});
