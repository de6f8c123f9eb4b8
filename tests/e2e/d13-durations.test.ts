/** D13: every conversation shows how long it has waited and how long it has been handled, while it goes on and afterwards. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { setQueue } from './support/desk.ts';
import { assigns, ends, inboxOf, rowOf, waitingVisitor } from './support/inbox.ts';
import { OWNER, openWorld, PATIENCE, picture, type Visitor, type World } from './support/world.ts';

let world: World;
let site: string;
let giulia: Page;
let maja: Page;
let zofia: Visitor;
beforeAll(async () => {
  world = await openWorld();
  ({ id: site } = await world.site());
  await setQueue(world, site, { mode: 'pick' });
  giulia = await inboxOf(world, await world.member('Giulia Rossi', { [site]: 'agent' }), site, 'unassigned');
  maja = await inboxOf(world, OWNER.email, site, 'all');
});
afterAll(() => world.close());

test('D13 while it waits the clock ticks, in the list and on the conversation', async () => {
  zofia = await waitingVisitor(world, site, 'Do you rent gravel bikes?');
  await rowOf(giulia, 'rent gravel bikes').click();
  await expect.poll(() => seconds(giulia, 'item.waited'), PATIENCE).toBeGreaterThanOrEqual(3);
  await expect
    .poll(async () => /Waiting 0:0\d/.test((await pane(giulia).getByTestId('control.waiting').textContent()) ?? ''))
    .toBe(true);
});

test('D13 once somebody has it the wait stands still, and the handling counts', async () => {
  await giulia.getByTestId('conversation.assign-to-me').click();
  await giulia.getByTestId('composer.text').waitFor();
  const waited = await inPane(giulia, 'waited');
  expect(waited).toBeGreaterThanOrEqual(3);
  await expect.poll(() => inPane(giulia, 'handled'), PATIENCE).toBeGreaterThanOrEqual(3);
  expect(await inPane(giulia, 'waited')).toBe(waited);
  // A supervisor who looks on sees the same.
  await rowOf(maja, 'rent gravel bikes').click();
  await pane(maja).getByTestId('conversation.waited').waitFor();
  expect(await inPane(maja, 'waited')).toBe(waited);
  await picture(maja, 'd13-supervisor');
});

test('D13 a second wait adds to the first, and a second agent’s time to the first one’s', async () => {
  const waited = await inPane(giulia, 'waited');
  await assigns(giulia, /^Unassigned/);
  await giulia.getByTestId('conversation.assign-to-me').waitFor();
  const handled = await inPane(giulia, 'handled');
  expect(handled).toBeGreaterThanOrEqual(3);
  await expect.poll(() => inPane(giulia, 'waited'), PATIENCE).toBeGreaterThanOrEqual(waited + 2);
  expect(await inPane(giulia, 'handled')).toBe(handled);
  await maja.getByTestId('conversation.assign-to-me').click();
  await maja.getByTestId('composer.text').waitFor();
  await expect.poll(() => inPane(maja, 'handled'), PATIENCE).toBeGreaterThanOrEqual(handled + 2);
  expect(await inPane(maja, 'waited')).toBeGreaterThanOrEqual(waited + 2);
});

test('D13 when it is over both stand, also after a reload and on the Monitor', async () => {
  await ends(maja);
  await maja.getByTestId('conversation.closed').waitFor();
  const both = [await inPane(maja, 'waited'), await inPane(maja, 'handled')];
  await maja.reload();
  await maja.getByTestId('conversation.closed').waitFor();
  expect([await inPane(maja, 'waited'), await inPane(maja, 'handled')]).toEqual(both);
  await picture(maja, 'd13-closed');
  await maja.goto(`${world.origin}/sites/${site}/monitor`);
  await maja.getByTestId('visit.open').click();
  await pane(maja).getByTestId('conversation.waited').waitFor();
  expect([await inPane(maja, 'waited'), await inPane(maja, 'handled')]).toEqual(both);
  await zofia.context.close();
  expect(world.errors).toEqual([]);
});

function pane(agent: Page) {
  return agent.getByTestId('conversation.pane');
}

function inPane(agent: Page, which: 'waited' | 'handled'): Promise<number> {
  return seconds(agent, `conversation.${which}`);
}

/** `m:ss` as seconds. */
async function seconds(agent: Page, id: string): Promise<number> {
  const [minutes, rest] = ((await agent.getByTestId(id).first().textContent()) ?? '').split(':');
  return Number(minutes) * 60 + Number(rest);
}
