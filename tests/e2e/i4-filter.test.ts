/** I4: the list shows active ones or all; agents see past ones of everybody and active ones of their own, supervisors see all. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { setQueue } from './support/desk.ts';
import { ends, inboxOf, rowOf, waitingVisitor } from './support/inbox.ts';
import { OWNER, openWorld, PATIENCE, picture, type World } from './support/world.ts';

let world: World;
let site: string;
let giulia: Page;
let oleg: Page;
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

test('I4 an agent sees their own active ones, and past ones of everybody', async () => {
  // Each has one that is over, and one that goes on.
  await takes(giulia, 'Giulia had this one', true);
  await takes(giulia, 'Giulia has this one', false);
  await takes(oleg, 'Oleg had this one', true);
  await takes(oleg, 'Oleg has this one', false);
  await giulia.getByTestId('folder.all').click();
  for (const text of ['Giulia has this one', 'Giulia had this one', 'Oleg had this one']) {
    await rowOf(giulia, text).waitFor(PATIENCE);
  }
  expect(await rowOf(giulia, 'Oleg has this one').count()).toBe(0);
  await rowOf(giulia, 'Oleg had this one').click();
  await giulia.getByTestId('conversation.thread').getByText('Oleg had this one').waitFor();
  await picture(giulia, 'i4-all');
});

test('I4 filtered to what is active, past ones go, and the address says so', async () => {
  await giulia.getByTestId('inbox.show').click();
  await giulia.getByRole('menuitemradio', { name: 'Active only' }).click();
  await expect.poll(() => rowOf(giulia, 'had this one').count()).toBe(0);
  await rowOf(giulia, 'Giulia has this one').waitFor();
  expect(new URL(giulia.url()).searchParams.get('show')).toBe('active');
  await picture(giulia, 'i4-active');
  await giulia.reload();
  await rowOf(giulia, 'Giulia has this one').waitFor();
  expect(await rowOf(giulia, 'had this one').count()).toBe(0);
});

test('I4 My conversations hold nobody else’s, past ones neither', async () => {
  await oleg.getByTestId('folder.mine').click();
  await rowOf(oleg, 'Oleg has this one').waitFor();
  await rowOf(oleg, 'Oleg had this one').waitFor();
  expect(await oleg.getByTestId('inbox.item').count()).toBe(2);
});

test('I4 a supervisor sees all of them', async () => {
  const maja = await inboxOf(world, OWNER.email, site, 'all');
  for (const text of ['Giulia has this one', 'Oleg has this one', 'Giulia had this one', 'Oleg had this one']) {
    await rowOf(maja, text).waitFor(PATIENCE);
  }
  await picture(maja, 'i4-supervisor');
  expect(world.errors).toEqual([]);
});

/** The agent, who looks at Unassigned, takes a new visitor’s conversation, and maybe ends it. */
async function takes(agent: Page, text: string, over: boolean): Promise<void> {
  const visitor = await waitingVisitor(world, site, text);
  await agent.getByTestId('folder.unassigned').click();
  await agent.getByTestId('inbox.item').first().click();
  await agent.getByTestId('conversation.assign-to-me').click();
  await agent.getByTestId('composer.text').waitFor();
  if (!over) return;
  await ends(agent);
  await agent.getByTestId('conversation.closed').waitFor();
  await visitor.context.close();
}
