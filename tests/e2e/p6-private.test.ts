/** P6: what another agent has can't be opened until it is reassigned or closed; supervisors may look. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { setQueue } from './support/desk.ts';
import { recordFrames } from './support/frames.ts';
import { assigns, ends, inboxOf, rowOf, waitingVisitor } from './support/inbox.ts';
import { OWNER, openWorld, PATIENCE, picture, type Visitor, type World } from './support/world.ts';

const SECRET = 'The colour of the frame is a surprise.';

let world: World;
let site: string;
let giulia: Page;
let oleg: Page;
let zofia: Visitor;
let heard: string[] = [];
let link: string;
beforeAll(async () => {
  world = await openWorld();
  ({ id: site } = await world.site());
  await setQueue(world, site, { mode: 'pick' });
  const emails = {
    giulia: await world.member('Giulia Rossi', { [site]: 'agent' }),
    oleg: await world.member('Oleg Kovalenko', { [site]: 'agent' }),
  };
  giulia = await inboxOf(world, emails.giulia, site, 'unassigned');
  oleg = await inboxOf(world, emails.oleg, site, 'all', {
    prepare: (page) => {
      heard = recordFrames(page);
    },
  });
});
afterAll(() => world.close());

test('P6 another agent neither finds it in a list nor opens it by its link, and reads none of it', async () => {
  zofia = await waitingVisitor(world, site, 'Hello, is somebody there?');
  await rowOf(giulia, 'is somebody there').click();
  await giulia.getByTestId('conversation.assign-to-me').click();
  await giulia.getByTestId('composer.text').waitFor();
  await zofia.sees('Live agent');
  await zofia.writes(SECRET);
  await giulia.getByTestId('conversation.thread').getByText(SECRET).waitFor();
  link = giulia.url().replace('folder=mine', 'folder=all');
  await expect.poll(() => oleg.getByTestId('inbox.item').count(), PATIENCE).toBe(0);
  await oleg.goto(link);
  const refused = oleg.getByTestId('conversation.private');
  await refused.getByRole('heading', { name: 'Giulia has this conversation' }).waitFor();
  expect(await oleg.getByTestId('conversation.thread').count()).toBe(0);
  await zofia.writes('Are you still there?');
  await giulia.getByTestId('conversation.thread').getByText('Are you still there?').waitFor();
  await picture(oleg, 'p6-private');
  expect(heard.join('\n')).toContain('conversation.private');
  expect(heard.join('\n')).not.toContain(SECRET);
  expect(heard.join('\n')).not.toContain('Are you still there?');
});

test('P6 on the Monitor its card keeps the words to itself, and the view says whose it is', async () => {
  await oleg.goto(`${world.origin}/sites/${site}/monitor`);
  const card = oleg.getByTestId('visit.card');
  await card.getByText('Only Giulia and supervisors read along.').waitFor();
  await card.getByTestId('visit.open').click();
  await oleg.getByTestId('conversation.private').waitFor();
  await picture(oleg, 'p6-monitor');
  expect(heard.join('\n')).not.toContain(SECRET);
});

test('P6 a supervisor reads along', async () => {
  const maja = await inboxOf(world, OWNER.email, site, 'all');
  await rowOf(maja, 'Are you still there?').click();
  await maja.getByTestId('conversation.thread').getByText(SECRET).waitFor();
  expect(await maja.getByTestId('composer.text').count()).toBe(0);
  await maja.getByTestId('conversation.held').getByRole('button', { name: 'Take over from Giulia' }).waitFor();
  await picture(maja, 'p6-supervisor');
  await maja.close();
});

test('P6 it opens by itself as soon as it is nobody’s again', async () => {
  await oleg.goto(link);
  await oleg.getByTestId('conversation.private').waitFor();
  await assigns(giulia, /^Unassigned/);
  await oleg.getByTestId('conversation.thread').getByText(SECRET).waitFor(PATIENCE);
  await oleg.getByTestId('conversation.assign-to-me').waitFor();
  // And is closed to the other one once somebody has it.
  await oleg.getByTestId('conversation.assign-to-me').click();
  await oleg.getByTestId('composer.text').waitFor();
  await giulia.getByTestId('conversation.private').getByRole('heading', { name: 'Oleg has this' }).waitFor(PATIENCE);
});

test('P6 and is everybody’s to read when it is closed', async () => {
  await ends(oleg);
  await giulia.getByTestId('conversation.thread').getByText(SECRET).waitFor(PATIENCE);
  await giulia.getByTestId('conversation.closed').waitFor();
  expect(world.errors).toEqual([]);
});
