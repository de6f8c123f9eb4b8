/** D1: a conversation that is routed to an agent rings: who, which queue, for whom, the thread so far, the date, and for how long. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { agentOn, askingVisitor, asks } from './support/desk.ts';
import { OWNER, openWorld, PATIENCE, picture, type Visitor, type World } from './support/world.ts';

let world: World;
let site: string;
let maja: Page;
let zofia: Visitor;
beforeAll(async () => {
  world = await openWorld();
  ({ id: site } = await world.site());
  maja = await agentOn(world, OWNER.email, site, 'knowledge');
});
afterAll(() => world.close());

test('D1 the offer says who, which queue, for whom, the date, and counts', async () => {
  zofia = await askingVisitor(world, site, 'Which bikes can take a child seat?');
  const offer = maja.getByTestId('offer');
  await offer.waitFor();
  await offer.getByText('Queue General').waitFor();
  await offer.getByText('For Maja').waitFor();
  const today = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long' }).format(Date.now());
  await offer.getByText(today, { exact: true }).waitFor();
  const seconds = async () => Number((await maja.getByTestId('offer.timer').textContent())!.match(/0:(\d\d)/)![1]);
  const first = await seconds();
  await expect.poll(seconds, PATIENCE).toBeGreaterThan(first);
  expect(await maja.title()).toMatch(/^● Visitor \w{4} · /);
});

test('D1 its pop-over holds the thread so far, and follows it', async () => {
  await maja.getByTestId('offer.quote').click();
  const thread = maja.getByTestId('offer.thread').getByTestId('conversation.thread');
  await thread.getByText('Which bikes can take a child seat?').waitFor();
  await thread.getByText(/rear child seat fits/).waitFor();
  await zofia.writes('For two children, please.');
  await thread.getByText('For two children, please.').waitFor();
  await picture(maja, 'd1-thread');
  await maja.keyboard.press('Escape');
  await thread.waitFor({ state: 'detached' });
});

test('D1 it rings in every tab of the agent at once, and is over in all of them', async () => {
  const other = await world.tab(maja.context());
  await other.goto(`${world.origin}/account`);
  await other.getByTestId('offer').waitFor();
  await maja.getByTestId('offer.decline').click();
  await other.getByTestId('offer').waitFor({ state: 'detached' });
  await maja.getByTestId('offer').waitFor({ state: 'detached' });
  expect(await maja.title()).not.toContain('●');
  await other.close();
});

test('D1 it is taken back when the visitor waits no longer', async () => {
  const ben = await world.visitor(site);
  await ben.opens();
  await ben.writes('Hello?');
  await asks(ben);
  await maja.getByTestId('offer').waitFor();
  await ben.widget
    .getByRole('button', { name: /back to the ai|Vela|AI/i })
    .last()
    .click();
  await maja.getByTestId('offer').waitFor({ state: 'detached' });
  await maja
    .getByTestId('toast')
    .getByText(/no longer waits/)
    .waitFor();
});

test('D1 nothing broke on the way', () => {
  expect(world.errors).toEqual([]);
});
