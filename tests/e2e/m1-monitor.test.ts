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

test('M1 of many visitors who leave one after the other nobody stays behind', async () => {
  const crowd: CrowdVisitor[] = [];
  for (const country of ['SI', 'HR', 'AT', 'IT', 'HU', 'CZ', 'SK', 'PL', 'DE', 'CH', 'FR', 'ES']) {
    crowd.push(await CrowdVisitor.arrives(world, site.id, { country }));
  }
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

function cards(page: Page) {
  return page.getByTestId('visit.card');
}
