/** D2: Accept opens the conversation, Decline passes it on, and who doesn't answer is offered no more until Available again. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accepts, agentOn, askingVisitor, setQueue } from './support/desk.ts';
import { OWNER, openWorld, PATIENCE, picture, type Visitor, type World } from './support/world.ts';

let world: World;
let site: string;
let maja: Page;
let oleksandr: Page;
beforeAll(async () => {
  world = await openWorld();
  ({ id: site } = await world.site());
  const email = await world.member('Oleksandr Bondar', { [site]: 'agent' });
  maja = await agentOn(world, OWNER.email, site, 'monitor');
  oleksandr = await agentOn(world, email, site, 'templates');
});
afterAll(() => world.close());

/** Who it rings at, and the other one. */
async function ringing(): Promise<[Page, Page]> {
  const first = await Promise.race(
    [maja, oleksandr].map(async (page) => {
      await page.getByTestId('offer').waitFor();
      return page;
    }),
  );
  return first === maja ? [maja, oleksandr] : [oleksandr, maja];
}

test('D2 declined by one it rings at the other, who accepts by A and writes', async () => {
  const zofia = await askingVisitor(world, site, 'Do you ship to Kraków?');
  const [first, second] = await ringing();
  expect(await second.getByTestId('offer').count()).toBe(0);
  await first.getByTestId('offer.decline').click();
  await second.getByTestId('offer').waitFor();
  await first.getByTestId('offer').waitFor({ state: 'detached' });
  await second.keyboard.press('a');
  await second.waitForURL(/\/inbox\?folder=mine&conversation=cnv_/);
  const composer = second.getByTestId('composer.text');
  await composer.waitFor();
  await second.getByTestId('conversation.thread').getByText('Do you ship to Kraków?').waitFor();
  // Nothing to click first: letters are words, and no keys of the page.
  await expect.poll(() => composer.evaluate((field) => field === document.activeElement), PATIENCE).toBe(true);
  await second.keyboard.type('Yes, in three days.');
  await second.keyboard.press('Enter');
  await zofia.sees('Yes, in three days.');
  await picture(second, 'd2-accepted');
  await ends(second, zofia);
});

test('D2 missed, it goes on to the next; the agent gets no more until Available', async () => {
  await setQueue(world, site, { ringMs: 10_000 });
  const zofia = await askingVisitor(world, site, 'Which lock fits the Lipa?');
  const [first, second] = await ringing();
  await second.getByTestId('offer').waitFor(PATIENCE);
  const missed = first.getByTestId('offer.missed');
  await missed.getByText('You missed a chat. You won’t be offered chats until you set yourself available.').waitFor();
  expect(await first.getByTestId('status').getAttribute('data-status')).toBe('rona');
  await picture(first, 'd2-missed');
  await accepts(second);
  // The next one rings at the other again, who has more to do.
  const ivan = await askingVisitor(world, site, 'Which pump fits the Lipa?');
  await accepts(second);
  expect(await first.getByTestId('offer').count()).toBe(0);
  await first.getByTestId('offer.missed.set').click();
  await missed.waitFor({ state: 'detached' });
  const eva = await askingVisitor(world, site, 'Which bell fits the Lipa?');
  await accepts(first);
  for (const visitor of [zofia, ivan, eva]) await visitor.context.close();
});

test('D2 nothing broke on the way', () => {
  expect(world.errors).toEqual([]);
});

async function ends(agent: Page, visitor: Visitor): Promise<void> {
  await agent.getByTestId('conversation.close').click();
  await agent.getByTestId('confirm').click();
  await visitor.sees(/Chat ended by/);
  await visitor.context.close();
}
