/** W2: the visitor always sees what became of each message: sending, waiting, sent, or not sent and what can be done; also after a reload. */
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { overflow, violations } from './support/axe.ts';
import { holdLines, type Lines } from './support/lines.ts';
import { DESKTOP, OWNER, openWorld, PATIENCE, PHONE, picture, TABLET, Visitor, type World } from './support/world.ts';

let world: World;
let site: string;
let vida: Visitor;
let page: Page;
let context: BrowserContext;
let lines: Lines;
beforeAll(async () => {
  world = await openWorld();
  ({ id: site } = await world.site());
  ({ page, context } = await world.person());
  lines = await holdLines(context);
  vida = new Visitor(page, context, `${world.shop}/`, site);
});
afterAll(() => world.close());

test('W2 what can’t be sent for a while says so plainly, and goes out by itself', async () => {
  await vida.goes();
  await vida.opens();
  await vida.writes('Do you repair old bikes?');
  await vida.widget.getByText(/^Sent/).last().waitFor();
  lines.cut();
  await vida.writes('It is a Rog from 1978');
  await vida.widget.getByText('Sending', { exact: true }).waitFor();
  await vida.widget.getByText('Waiting to be sent').waitFor();
  await pictures('w2-waiting');
  lines.heal();
  await vida.widget.evaluate(() => dispatchEvent(new Event('online')));
  await expect.poll(() => vida.widget.getByText('Waiting to be sent').count(), PATIENCE).toBe(0);
  await vida.widget.getByText(/^Sent/).last().waitFor();
});

test('W2 what was refused says so, also after a reload and in another tab, until it is tried again or thrown away', async () => {
  lines.refuse('internal');
  await vida.writes('What does it cost?');
  await vida.widget.getByText('Not sent.').waitFor();
  await vida.writes('Roughly?');
  await expect.poll(() => vida.widget.getByText('Not sent.').count(), PATIENCE).toBe(2);
  await pictures('w2-failed');
  await vida.reloads();
  await expect.poll(() => vida.widget.getByText('Not sent.').count(), PATIENCE).toBe(2);
  const tab = new Visitor(await world.tab(context), context, `${world.shop}/service`, site);
  await tab.goes();
  await tab.opens();
  await expect.poll(() => tab.widget.getByText('Not sent.').count(), PATIENCE).toBe(2);

  lines.refuse(null);
  await vida.widget.getByRole('button', { name: 'Discard' }).last().click();
  for (const one of [vida, tab]) await expect.poll(() => one.widget.getByText('Not sent.').count(), PATIENCE).toBe(1);
  await vida.widget.getByRole('button', { name: 'Try again' }).click();
  await expect.poll(() => vida.widget.getByText('Not sent.').count(), PATIENCE).toBe(0);
  await expect.poll(() => tab.widget.getByText('Not sent.').count(), PATIENCE).toBe(0);
  const all = ['Do you repair old bikes?', 'It is a Rog from 1978', 'What does it cost?'];
  for (const one of [vida, tab]) await expect.poll(() => own(one), PATIENCE).toEqual(all);
  await vida.reloads();
  await expect.poll(() => own(vida), PATIENCE).toEqual(all);
});

test('W2 an agent’s message says the same of itself', async () => {
  let desk!: Lines;
  const monitor = await world.agent(OWNER.email, site, {
    prepare: async (page) => {
      desk = await holdLines(page);
    },
  });
  await monitor.getByTestId('visit.open').first().click();
  await monitor.getByTestId('conversation.pane').getByTestId('conversation.take-over').click();
  const composer = monitor.getByTestId('composer.text');
  await composer.fill('It depends on the frame.');
  desk.refuse('internal');
  await composer.press('Enter');
  await monitor.getByTestId('entry.failed').waitFor();
  desk.refuse(null);
  desk.freeze();
  await composer.fill('Bring it along!');
  await composer.press('Enter');
  await monitor.getByText('Waiting for the server').waitFor();
  await pictures('w2-agent', monitor);
  expect(await violations(monitor)).toEqual([]);
  // The line is silent, so a new one takes its place, and what waited goes out.
  await vida.sees('Bring it along!');
  await monitor.getByTestId('entry.retry').click();
  await vida.sees('It depends on the frame.');
  await expect.poll(() => monitor.getByTestId('entry.failed').count(), PATIENCE).toBe(0);
  expect(world.errors).toEqual([]);
});

/** On desk, tablet and phone, light and dark. */
async function pictures(name: string, of = page): Promise<void> {
  for (const dark of [false, true]) {
    await of.emulateMedia({ colorScheme: dark ? 'dark' : 'light' });
    for (const [size, viewport] of Object.entries({ desktop: DESKTOP, tablet: TABLET, phone: PHONE })) {
      await of.setViewportSize(viewport);
      await picture(of, `${name}-${size}${dark ? '-dark' : ''}`);
    }
    if (of !== page) continue;
    expect(await violations(vida.widget)).toEqual([]);
    expect(await overflow(vida.widget)).toEqual([]);
  }
  await of.emulateMedia({ colorScheme: 'light' });
  await of.setViewportSize(DESKTOP);
}

function own(visitor: Visitor): Promise<string[]> {
  return visitor.widget.locator('.message.own .bubble').allInnerTexts();
}
