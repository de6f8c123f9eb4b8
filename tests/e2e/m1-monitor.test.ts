/** M1: the Monitor lists every visit whose widget is open, the moment it opens, and drops it when the visitor leaves. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CrowdVisitor } from './support/crowd.ts';
import { recordFrames } from './support/frames.ts';
import { OWNER, openWorld, PATIENCE, picture, type Visitor, type World } from './support/world.ts';

let world: World;
let monitor: Page;
let site: { id: string };
let anna: Visitor;
let tomaz: Visitor;
beforeAll(async () => {
  world = await openWorld();
  site = await world.site();
  monitor = await world.agent(OWNER.email, site.id);
});
afterAll(() => world.close());

test('M1 a visit appears the moment its widget opens, not before, and the header counts who is online', async () => {
  await monitor.getByTestId('monitor.empty').waitFor();
  await monitor.getByText('0 online').waitFor();
  await picture(monitor, 'm1-empty');
  await monitor.evaluate(() => Object.assign(window, { sameDocument: true }));

  let heard: string[] = [];
  anna = await world.visitor(site.id, {
    path: '/bikes/soca',
    prepare: (page) => {
      heard = recordFrames(page);
    },
  });
  await expect.poll(() => heard.some((frame) => frame.includes('visit.welcomed'))).toBe(true);
  tomaz = await world.visitor(site.id, { path: '/service', phone: true });
  await tomaz.opens();
  await monitor.getByText('1 online').waitFor();
  // Anna’s widget was connected before Tomaž’s: were she listed, she would be by now.
  expect(await cards(monitor).count()).toBe(1);
  expect(await cards(monitor).innerText()).toContain('Looking at “Service · Kolovrat”');

  await anna.opens();
  await monitor.getByText('2 online').waitFor();
  await cards(monitor).filter({ hasText: 'Looking at “Soča · Kolovrat”' }).waitFor();
  expect(await cards(monitor).count()).toBe(2);
  expect(await monitor.evaluate(() => 'sameDocument' in window)).toBe(true);
});

test('M1 a visitor who goes from page to page stays the same visit, and the card never flickers', async () => {
  const card = cards(monitor).filter({ hasText: 'Soča · Kolovrat' });
  const visit = await card.getAttribute('data-visit');
  const active = monitor.locator(`[data-visit="${visit}"] li time`);
  const since = await active.getAttribute('title');
  await monitor.evaluate((id) => {
    const seen: boolean[] = [];
    const look = () => seen.push(document.querySelector(`[data-testid="visit.card"][data-visit="${id}"]`) !== null);
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });
    look();
    Object.assign(window, { seen });
  }, visit);

  for (const [link, title] of [
    ['Journal', 'Journal · Kolovrat'],
    ['White roads of the Karst', 'White roads of the Karst · Kolovrat'],
    ['Bikes', 'Bikes · Kolovrat'],
  ] as const) {
    await anna.page.getByRole('link', { name: link, exact: true }).first().click();
    await monitor.locator(`[data-visit="${visit}"]`).getByText(`Looking at “${title}”`).waitFor();
  }
  const seen = await monitor.evaluate(() => (window as unknown as { seen: boolean[] }).seen);
  expect(seen.length).toBeGreaterThan(1);
  expect(seen).not.toContain(false);
  expect(await cards(monitor).count()).toBe(2);
  expect(await active.getAttribute('title')).toBe(since);
});

test('M1 a visit disappears by itself after its visitor has left, a short grace later', async () => {
  const leftAt = Date.now();
  await anna.page.close();
  await monitor.getByText('1 online').waitFor(PATIENCE);
  expect(Date.now() - leftAt).toBeGreaterThan(7_900);
  expect(await cards(monitor).innerText()).toContain('Service · Kolovrat');
});

test('B11 at 200 and 400 % the filters, a whole card and the ways to other pages stay within reach', async () => {
  for (const [name, viewport] of [
    ['200', { width: 720, height: 450 }],
    ['400', { width: 360, height: 225 }],
  ] as const) {
    const crowd = await arrive();
    const page = await world.agent(OWNER.email, site.id, { viewport });
    await cards(page).nth(2).waitFor({ state: 'attached' });
    const list = page.getByTestId('visit.list');
    expect((await list.boundingBox())!.height).toBeGreaterThanOrEqual(240);
    await picture(page, `monitor-zoom-${name}`);
    await list.scrollIntoViewIfNeeded();
    await picture(page, `monitor-zoom-${name}-list`);
    // By keys what has the focus comes into sight.
    for (let i = 0; i < 4; i++) await page.keyboard.press('j');
    const focused = page.locator('[data-card]:focus');
    await focused.waitFor();
    expect(await focused.evaluate(isInSight)).toBe(true);
    await page.getByRole('button', { name: /^AI/ }).scrollIntoViewIfNeeded();
    await page.getByRole('button', { name: /^AI/ }).click();
    await expect.poll(() => new URL(page.url()).searchParams.get('filter')).toBe('bot');
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Inbox' }).click();
    await page.waitForURL('**/inbox*');
    await page.context().close();
    for (const visitor of crowd) visitor.leaves();
  }
});

test('M1 of many visitors who leave one after the other nobody stays behind', async () => {
  await monitor.getByText('1 online', { exact: true }).waitFor(PATIENCE);
  const crowd = await arrive();
  await monitor.getByText('13 online').waitFor();
  await tomaz.page.close();
  for (const visitor of crowd) {
    visitor.leaves();
    // A few milliseconds: while one departure is written down, the next is due.
    await world.api('GET', '/api/me');
  }
  await monitor.getByText('0 online').waitFor(PATIENCE);
  await monitor.getByTestId('monitor.empty').waitFor();
  expect(world.errors).toEqual([]);
});

/** A dozen visitors. They answer nobody who asks whether they are there, so a story about them doesn't last long. */
async function arrive(): Promise<CrowdVisitor[]> {
  const crowd: CrowdVisitor[] = [];
  for (const country of ['SI', 'HR', 'AT', 'IT', 'HU', 'CZ', 'SK', 'PL', 'DE', 'CH', 'FR', 'ES']) {
    crowd.push(await CrowdVisitor.arrives(world, site.id, { country }));
  }
  return crowd;
}

/** Whether something of it is to be seen where it stands, and nothing else lies over its middle. */
function isInSight(element: Element): boolean {
  const { left, top, right, bottom } = element.getBoundingClientRect();
  const middle = Math.max(0, top) + (Math.min(innerHeight, bottom) - Math.max(0, top)) / 2;
  const found = document.elementFromPoint((left + right) / 2, middle);
  return (
    found !== null &&
    (element.contains(found) ||
      found.closest('[data-testid="visit.card"]') === element.closest('[data-testid="visit.card"]'))
  );
}

function cards(page: Page) {
  return page.getByTestId('visit.card');
}
