/** The command palette: Ctrl K on every page, and by keys alone to pages, conversations, sites, a status, and what the open conversation offers. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CrowdAgent, CrowdVisitor } from './support/crowd.ts';
import { agentOn, setQueue } from './support/desk.ts';
import { looksRightEverywhere } from './support/looks.ts';
import { OWNER, openWorld, type World } from './support/world.ts';

let world: World;
let site: { id: string };
let other: { id: string };
let conversation: string;
let page: Page;
beforeAll(async () => {
  world = await openWorld();
  other = await world.site({ name: 'Žičnica' });
  site = await world.site();
  await setQueue(world, site.id, { mode: 'pick' });
  const desk = await CrowdAgent.arrives(world, site.id, OWNER.email);
  const zofia = await CrowdVisitor.arrives(world, site.id);
  await zofia.says('Do you deliver to Łódź?');
  await zofia.wantsPerson();
  conversation = await zofia.conversation();
  desk.leaves();
  page = await agentOn(world, OWNER.email, site.id, 'monitor');
});
afterAll(() => world.close());

test('leads to a page, whatever accents are typed, and from there on the keys are the page’s', async () => {
  await opens();
  // Nothing is chosen yet: Enter alone does nothing.
  await page.keyboard.press('Enter');
  expect(await page.getByTestId('palette').isVisible()).toBe(true);
  await picks('qúeu');
  await page.waitForURL(`**/sites/${site.id}/queues`);
  await page.getByTestId('palette').waitFor({ state: 'detached' });
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
});

test('leads to a conversation by what was said in it, and does what that offers', async () => {
  await opens();
  await page.keyboard.type('lodz');
  await page.locator(`[data-id="talk:${conversation}"]`).waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/inbox?folder=unassigned&conversation=${conversation}`);
  await page.getByTestId('conversation.assign-to-me').waitFor();
  await opens();
  await picks('assign');
  const composer = page.getByTestId('composer.text');
  await composer.waitFor();
  await composer.focus();
  // From inside the field, too; what it asks first gives the focus back when it is left.
  await opens();
  await picks('end');
  await page.getByTestId('wrap-up.note').waitFor();
  await page.keyboard.press('Control+k');
  expect(await page.getByTestId('palette').count()).toBe(0);
  await page.keyboard.press('Escape');
  await expect.poll(() => composer.evaluate((field) => field === document.activeElement)).toBe(true);
});

test('sets the status, and offers the others', async () => {
  const status = page.getByTestId('status');
  expect(await status.getAttribute('data-status')).toBe('available');
  await opens();
  await picks('unavailable');
  await expect.poll(() => status.getAttribute('data-status')).toBe('unavailable');
  await opens();
  await page.keyboard.type('avail');
  expect(await page.locator('[data-id="status:true:"]').count()).toBe(1);
  expect(await page.locator('[data-id="status:false:"]').count()).toBe(0);
  await page.keyboard.press('Enter');
  await expect.poll(() => status.getAttribute('data-status')).toBe('available');
});

test('closes by Escape or the same keys, gives the focus back, and stands in the list of keys', async () => {
  const composer = page.getByTestId('composer.text');
  await composer.focus();
  for (const key of ['Escape', 'Control+k']) {
    await opens();
    await page.keyboard.press(key);
    await page.getByTestId('palette').waitFor({ state: 'detached' });
    expect(await composer.evaluate((field) => field === document.activeElement)).toBe(true);
  }
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await page.getByTestId('keys').getByText('Ctrl', { exact: true }).waitFor();
  await page.keyboard.press('Escape');
});

test('looks right everywhere, empty, with what was found and with nothing', async () => {
  await opens();
  await looksRightEverywhere(page, 'palette');
  await page.keyboard.type('a');
  await page.keyboard.press('ArrowDown');
  await looksRightEverywhere(page, 'palette-found');
  await page.emulateMedia({ forcedColors: 'active' });
  // What is chosen is told by more than a background.
  const edge = () => page.locator('[data-testid="palette.option"][aria-selected="true"]').evaluate(outline);
  expect(await edge()).not.toBe('none');
  await page.emulateMedia({ forcedColors: null });
  await page.keyboard.type('qqqq');
  await page.getByTestId('palette').getByRole('status').getByText('Nothing found').waitFor();
  await page.keyboard.press('Escape');
});

test('switches the site', async () => {
  await opens();
  await picks('zicnica');
  await page.waitForURL(`**/sites/${other.id}/monitor`);
  expect(world.errors).toEqual([]);
});

async function opens(): Promise<void> {
  await page.keyboard.press('Control+k');
  const field = page.getByTestId('palette.search');
  await field.waitFor();
  await expect.poll(() => field.evaluate((one) => one === document.activeElement)).toBe(true);
}

/** Types it and takes the first that fits. */
async function picks(text: string): Promise<void> {
  await page.keyboard.type(text);
  await page.locator('[data-testid="palette.option"][aria-selected="true"]').waitFor();
  await page.keyboard.press('Enter');
}

function outline(element: Element): string {
  return getComputedStyle(element).outlineStyle;
}
