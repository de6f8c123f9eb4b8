/**
 * M1: who is gone, is gone from the Monitor, however they left. In a browser that keeps left pages in its back/forward cache, as people's
 * browsers do: such a page keeps its socket open for ten minutes, unless it lets go of it.
 */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { OWNER, openWorld, PATIENCE, type Visitor, type World } from './support/world.ts';

/** From the moment they left. */
const GONE = { timeout: 30_000 };

let world: World;
let monitor: Page;
let site: { id: string };
let elsewhere: string;
let anna: Visitor;
beforeAll(async () => {
  world = await openWorld({ realBrowser: true });
  site = await world.site();
  elsewhere = await world.website('<!doctype html><title>Another shop</title><h1>Another shop</h1>');
  monitor = await world.agent(OWNER.email, site.id);
});
afterAll(() => world.close());

test('M1 a visitor whose page went into the back/forward cache is gone, and there at once when they come back', async () => {
  anna = await world.visitor(site.id, { path: '/bikes/soca' });
  await anna.opens();
  await anna.writes('Is it in stock?');
  await anna.sees('Is it in stock?');
  await monitor.getByText('1 online').waitFor();
  const visit = await monitor.getByTestId('visit.card').getAttribute('data-visit');
  await anna.page.evaluate(() => {
    addEventListener('pageshow', (event) => Object.assign(window, { cached: event.persisted }));
  });

  await anna.page.goto(elsewhere);
  await monitor.getByText('0 online').waitFor(GONE);
  await monitor.getByTestId('monitor.empty').waitFor();

  // A page that comes back as it was doesn't load.
  await anna.page.goBack({ waitUntil: 'commit' });
  // Else nothing was shown here.
  expect(await anna.page.evaluate(() => (window as unknown as { cached?: boolean }).cached)).toBe(true);
  await monitor.getByText('1 online').waitFor(PATIENCE);
  expect(await monitor.getByTestId('visit.card').getAttribute('data-visit')).toBe(visit);
  expect(world.errors).toEqual([]);
});
