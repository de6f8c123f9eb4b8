/**
 * What a browser really loads, in gzip (level 9): scripts, styles and documents, counted from the answers it got. The dashboard's font is
 * counted apart: the page is usable before it. Budgets of `design.md` §7.
 */
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { firstUpdate } from './support/frames.ts';
import { OWNER, openWorld, Visitor, type World } from './support/world.ts';

const KB = 1_000;

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

/** Adds up what this page loads of our origin from now on. */
function meter(page: Page) {
  const sizes = new Map<string, Promise<number>>();
  page.on('response', (response) => {
    const kind = response.request().resourceType();
    if (!response.url().startsWith(world.origin) || !['document', 'script', 'stylesheet'].includes(kind)) return;
    sizes.set(
      response.url(),
      response.body().then((body) => gzipSync(body, { level: 9 }).length),
    );
  });
  return async () => (await Promise.all(sizes.values())).reduce((total, size) => total + size, 0);
}

test('the widget is at most 8 kB until it is opened, and 22 kB with its panel', async () => {
  const { connected, opened } = await sizeOn('/bikes/bora');
  console.log(`widget: ${connected} bytes connected, ${opened} opened`);
  expect(connected).toBeLessThanOrEqual(8 * KB);
  expect(opened).toBeLessThanOrEqual(22 * KB);
});

test('on a page whose address may hold a secret it is half a kB more', async () => {
  const { connected } = await sizeOn('/bikes/bora?utm_source=mail');
  console.log(`widget: ${connected} bytes connected where the address has parameters`);
  expect(connected).toBeLessThanOrEqual(8.5 * KB);
});

async function sizeOn(path: string): Promise<{ connected: number; opened: number }> {
  let tag = '';
  const shop = await world.website(() => `<!doctype html><html lang="en"><title>Kolovrat</title>${tag}</html>`);
  const { id } = await world.site({ origins: [shop] });
  tag = `<script async src="${world.origin}/widget.js" data-site="${id}"></script>`;
  const { page, context } = await world.person();
  const total = meter(page);
  const visitor = new Visitor(page, context, shop, id);
  const welcomed = firstUpdate(page);
  await page.goto(shop + path);
  await welcomed;
  const connected = await total();
  await visitor.opens();
  return { connected, opened: await total() };
}

test('the dashboard is at most 110 kB up to a usable Monitor', async () => {
  const site = await world.site();
  const { page } = await world.person({ email: OWNER.email });
  const total = meter(page);
  await page.goto(`${world.origin}/sites/${site.id}/monitor`);
  await page.getByTestId('monitor.empty').waitFor();
  await page.waitForLoadState('networkidle');
  const size = await total();
  console.log(`dashboard: ${size} bytes to the Monitor`);
  expect(size).toBeLessThanOrEqual(110 * KB);
});
