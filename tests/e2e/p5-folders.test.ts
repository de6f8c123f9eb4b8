/** P5: folders with live counts; “Assign to me” takes what waits, and the visitor sees the agent in place of the AI. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { setQueue } from './support/desk.ts';
import { countOf, ends, inboxOf, rowOf, waitingVisitor } from './support/inbox.ts';
import { looksRightEverywhere } from './support/looks.ts';
import { OWNER, openWorld, PATIENCE, picture, type Visitor, type World } from './support/world.ts';

let world: World;
let site: string;
let giulia: Page;
let maja: Page;
let giuliaEmail: string;
let zofia: Visitor;
beforeAll(async () => {
  world = await openWorld();
  ({ id: site } = await world.site());
  // Nothing rings: whoever wants one assigns it to themselves.
  await setQueue(world, site, { mode: 'pick' });
  giuliaEmail = await world.member('Giulia Rossi', { [site]: 'agent' });
  giulia = await inboxOf(world, giuliaEmail, site, 'unassigned');
  maja = await inboxOf(world, OWNER.email, site, 'unassigned');
});
afterAll(() => world.close());

test('P5 who asks for a person stands in Unassigned at once, for every agent, with a clock that ticks', async () => {
  await giulia.getByTestId('inbox.empty.unassigned').waitFor();
  zofia = await waitingVisitor(world, site, 'Is the Bora 40 there in M?');
  for (const agent of [giulia, maja]) {
    await rowOf(agent, 'Is the Bora 40 there in M?').waitFor(PATIENCE);
    await expect.poll(() => countOf(agent, 'unassigned'), PATIENCE).toBe('1');
  }
  const waited = () => giulia.getByTestId('item.waited').textContent();
  const before = await waited();
  await expect.poll(waited, PATIENCE).not.toBe(before);
  expect(await giulia.getByRole('navigation', { name: 'Main' }).getByRole('img', { name: '1 waiting' }).count()).toBe(
    1,
  );
});

test('P5 “Assign to me” takes it: the visitor sees who joined, and the AI’s name becomes the agent’s', async () => {
  await rowOf(giulia, 'Is the Bora 40').click();
  const pane = giulia.getByTestId('conversation.pane');
  await pane.getByTestId('conversation.thread').getByText('Is the Bora 40 there in M?').waitFor();
  expect(await pane.getByTestId('composer.text').count()).toBe(0);
  await picture(giulia, 'p5-unassigned');
  await pane.getByTestId('conversation.assign-to-me').click();
  await pane.getByTestId('composer.text').waitFor();
  await zofia.sees('Live agent');
  await zofia.sees('Giulia joined');
  await zofia.widget.getByRole('heading', { name: 'Giulia', exact: true }).waitFor();
  // Whoever takes it writes next.
  await expect.poll(() => giulia.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
  await giulia.keyboard.type('Hi Zofia, yes: two of them.');
  await giulia.keyboard.press('Enter');
  await zofia.sees('Hi Zofia, yes: two of them.');
});

test('P5 the folders follow by themselves: out of Unassigned, into hers, and for others into All where they may see it', async () => {
  await expect.poll(() => countOf(maja, 'unassigned'), PATIENCE).toBe(null);
  await maja.getByTestId('inbox.empty.unassigned').waitFor();
  await expect.poll(() => countOf(giulia, 'mine'), PATIENCE).toBe('1');
  expect(new URL(giulia.url()).searchParams.get('folder')).toBe('mine');
  await maja.getByTestId('folder.all').click();
  await rowOf(maja, 'two of them').getByText('Giulia', { exact: true }).waitFor();
  await zofia.writes('Great! And in green?');
  await rowOf(giulia, 'Great! And in green?').waitFor(PATIENCE);
});

test('P5 a link, a reload and the back button lead to the same', async () => {
  const address = giulia.url();
  expect(new URL(address).searchParams.get('conversation')).toMatch(/^cnv_/);
  await giulia.getByTestId('composer.text').fill('Half an ans');
  await giulia.reload();
  await giulia.getByTestId('conversation.thread').getByText('And in green?').waitFor();
  expect(await giulia.getByTestId('composer.text').inputValue()).toBe('Half an ans');
  await giulia.getByTestId('composer.text').fill('');
  await giulia.getByTestId('folder.closed').click();
  await expect.poll(() => new URL(giulia.url()).searchParams.get('folder')).toBe('closed');
  await giulia.goBack();
  await expect.poll(() => giulia.url()).toBe(address);
  await rowOf(giulia, 'And in green?').waitFor();
});

test('P5 it looks right in every width and theme, with a list or a conversation', async () => {
  const page = await inboxOf(world, giuliaEmail, site, 'mine');
  await rowOf(page, 'And in green?').waitFor();
  await looksRightEverywhere(page, 'p5-list');
  await rowOf(page, 'And in green?').click();
  await page.getByTestId('conversation.thread').getByText('And in green?').waitFor();
  await looksRightEverywhere(page, 'p5');
  await page.close();
  const phone = await inboxOf(world, giuliaEmail, site, 'mine', { phone: true });
  await rowOf(phone, 'And in green?').tap();
  await phone.getByTestId('conversation.thread').getByText('And in green?').waitFor();
  await picture(phone, 'p5-touch');
  await phone.close();
});

test('P5 what she ended is in Closed, live, and her own list shows it under the open ones', async () => {
  await maja.getByTestId('folder.closed').click();
  await ends(giulia);
  await giulia.getByTestId('conversation.closed').waitFor();
  await rowOf(maja, 'And in green?').waitFor(PATIENCE);
  await expect.poll(() => countOf(giulia, 'mine'), PATIENCE).toBe(null);
  await giulia.getByText('Closed today').waitFor();
  expect(world.errors).toEqual([]);
});
