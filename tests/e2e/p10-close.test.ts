/** P10: what is closed is in the Closed folder with when and by whom, can be read, and isn't opened again. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CrowdAgent } from './support/crowd.ts';
import { setQueue } from './support/desk.ts';
import { ends, inboxOf, rowOf, waitingVisitor } from './support/inbox.ts';
import { openWorld, PATIENCE, picture, type Visitor, type World } from './support/world.ts';

let world: World;
let site: string;
let giulia: Page;
let oleg: Page;
let olegEmail: string;
let zofia: Visitor;
let conversation: string;
beforeAll(async () => {
  world = await openWorld();
  ({ id: site } = await world.site());
  await setQueue(world, site, { mode: 'pick' });
  const giuliaEmail = await world.member('Giulia Rossi', { [site]: 'agent' });
  olegEmail = await world.member('Oleg Kovalenko', { [site]: 'agent' });
  giulia = await inboxOf(world, giuliaEmail, site, 'unassigned');
  oleg = await inboxOf(world, olegEmail, site, 'closed');
});
afterAll(() => world.close());

test('P10 it is closed by its agent, and stands in everybody’s Closed folder at once, with when and by whom', async () => {
  await oleg.getByTestId('inbox.empty.closed').waitFor();
  zofia = await waitingVisitor(world, site, 'Where is my parcel?');
  await rowOf(giulia, 'Where is my parcel?').click();
  await giulia.getByTestId('conversation.assign-to-me').click();
  await giulia.getByTestId('composer.text').fill('It is at the post office in Kraków.');
  await giulia.keyboard.press('Enter');
  await zofia.sees('at the post office');
  conversation = new URL(giulia.url()).searchParams.get('conversation')!;
  await ends(giulia);
  const closed = giulia.getByTestId('conversation.closed');
  await closed.waitFor();
  expect(await closed.textContent()).toMatch(/^Closed \d+ \w+, \d\d:\d\d by you$/);
  const row = rowOf(oleg, 'at the post office');
  await row.waitFor(PATIENCE);
  expect(await row.textContent()).toMatch(/\d\d:\d\d/);
  await oleg.getByText('Closed today').waitFor();
  await row.click();
  await expect.poll(() => oleg.getByTestId('conversation.closed').textContent()).toMatch(/by Giulia$/);
  await picture(oleg, 'p10-closed');
});

test('P10 it is read only: nobody writes, takes or assigns it, not even past the page', async () => {
  await oleg.getByTestId('conversation.thread').getByText('Where is my parcel?').waitFor();
  for (const id of ['composer.text', 'conversation.assign-to-me', 'assignee.open', 'conversation.close']) {
    expect(await oleg.getByTestId(id).count(), id).toBe(0);
  }
  const raw = await CrowdAgent.arrives(world, site, olegEmail);
  for (const frame of [
    { t: 'conversation.take-over', conversation },
    { t: 'conversation.assign', conversation, agent: null },
    { t: 'entry.post', conversation, text: 'One more thing' },
  ] as const) {
    expect(await raw.command(frame)).toMatchObject({ t: 'refused', code: 'conversation.closed' });
  }
  raw.leaves();
});

test('P10 it stays there when its visitor has gone, over a reload, and begins anew as another one', async () => {
  await zofia.context.close();
  await oleg.reload();
  await oleg.getByTestId('conversation.closed').waitFor();
  await rowOf(oleg, 'at the post office').waitFor();
  await oleg.getByTestId('inbox.search').fill('POST OFFICE');
  await rowOf(oleg, 'at the post office').waitFor();
  await oleg.getByTestId('inbox.search').fill('nothing like it');
  await oleg.getByTestId('inbox.empty.search').waitFor();
  expect(world.errors).toEqual([]);
});
