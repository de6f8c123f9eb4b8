/** P7: a conversation is given to any agent, or to nobody, by the drop-down at its top right. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { setQueue } from './support/desk.ts';
import { assigns, countOf, inboxOf, rowOf, waitingVisitor } from './support/inbox.ts';
import { OWNER, openWorld, PATIENCE, picture, type Visitor, type World } from './support/world.ts';

let world: World;
let site: string;
let giulia: Page;
let oleg: Page;
let zofia: Visitor;
beforeAll(async () => {
  world = await openWorld();
  ({ id: site } = await world.site());
  await setQueue(world, site, { mode: 'pick' });
  const emails = {
    giulia: await world.member('Giulia Rossi', { [site]: 'agent' }),
    oleg: await world.member('Oleg Kovalenko', { [site]: 'agent' }),
  };
  giulia = await inboxOf(world, emails.giulia, site, 'unassigned');
  oleg = await inboxOf(world, emails.oleg, site, 'unassigned');
});
afterAll(() => world.close());

test('P7 the drop-down shows who is there, oneself first, with how much they have', async () => {
  zofia = await waitingVisitor(world, site, 'It is about my invoice.');
  await rowOf(giulia, 'about my invoice').click();
  await giulia.getByTestId('conversation.assign-to-me').click();
  await giulia.getByTestId('composer.text').waitFor();
  await giulia.getByTestId('assignee.open').click();
  const choices = await giulia.getByRole('menuitemradio').allTextContents();
  expect(choices).toEqual(['Giulia (you)1 of 3', 'Oleg0 of 3', 'Unassigned']);
  await picture(giulia, 'p7-choices');
  await giulia.keyboard.press('Escape');
});

test('P7 a colleague is asked first, and has it when they accept; the visitor sees who came', async () => {
  await assigns(giulia, /^Oleg/);
  const pane = giulia.getByTestId('conversation.pane');
  await pane.getByTestId('control.transfer-requested').waitFor();
  await pane.getByTestId('conversation.offer').getByText('Oleg was asked to take over').waitFor();
  await picture(giulia, 'p7-asked');
  // Until then she writes.
  await giulia.getByTestId('composer.text').fill('One moment, a colleague knows invoices.');
  await giulia.keyboard.press('Enter');
  await zofia.sees('a colleague knows invoices');
  await oleg.getByTestId('offer.accept').click();
  await oleg.getByTestId('composer.text').waitFor();
  await zofia.sees('Oleg takes over');
  await oleg.getByTestId('conversation.thread').getByText('You took over from Giulia').waitFor();
  await giulia.getByText('Choose a conversation').waitFor(PATIENCE);
  await expect.poll(() => countOf(giulia, 'mine'), PATIENCE).toBe(null);
});

test('P7 to nobody: back into the queue, where anybody may take it', async () => {
  await assigns(oleg, /^Unassigned/);
  await oleg.getByTestId('conversation.assign-to-me').waitFor();
  await oleg.getByTestId('conversation.thread').getByText('You put this back into General').waitFor();
  await expect.poll(() => countOf(giulia, 'unassigned'), PATIENCE).toBe('1');
  await expect.poll(() => zofia.widget.getByText('Live agent').count(), PATIENCE).toBe(0);
});

test('P7 a supervisor gives what waits to an agent at once', async () => {
  const maja = await inboxOf(world, OWNER.email, site, 'unassigned');
  await rowOf(maja, 'about my invoice').click();
  await maja.getByTestId('conversation.thread').waitFor();
  await assigns(maja, /^Giulia/);
  await maja.getByTestId('conversation.thread').getByText('You assigned this to Giulia').waitFor();
  await expect.poll(() => countOf(giulia, 'mine'), PATIENCE).toBe('1');
  await rowOf(giulia, 'invoice').click();
  await giulia.getByTestId('conversation.thread').getByText('Maja assigned this to you').waitFor(PATIENCE);
  await zofia.sees('Giulia joined');
  await picture(maja, 'p7-supervisor');
  // And takes it herself, once she says so.
  await assigns(maja, /^Maja/);
  await maja.getByTestId('conversation.take-from').getByTestId('confirm').click();
  await maja.getByTestId('composer.text').waitFor();
  await zofia.sees('Maja takes over');
  expect(world.errors).toEqual([]);
});
