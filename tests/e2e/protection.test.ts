/** S2: what the limits turned away stands in the site's settings, in one line. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, test } from 'vitest';
import { agentOn } from './support/desk.ts';
import { looksRightEverywhere } from './support/looks.ts';
import { OWNER, openWorld, type World } from './support/world.ts';

let world: World;
let maja: Page;
let site: string;
beforeAll(async () => {
  world = await openWorld();
  ({ id: site } = await world.site());
  maja = await agentOn(world, OWNER.email, site, 'settings');
});
afterAll(() => world.close());

const line = () => maja.getByTestId('protection');

test('S2 a quiet week says so, and a visitor who writes too fast is counted', async () => {
  await line().getByText('Nothing was turned away in the last seven days.').waitFor();
  const jana = await world.visitor(site);
  await jana.opens();
  for (let i = 1; i <= 12; i++) await jana.writes(`message ${i}`);
  await maja.waitForFunction(async () => {
    const [, id] = /sites\/([^/]+)/.exec(location.pathname)!;
    const counts = await (await fetch(`/api/sites/${id}/turned-away`)).json();
    return counts.messages > 0;
  });
  await maja.reload();
  await line()
    .getByText(/^Turned away in the last seven days: \d+ messages?\.$/)
    .waitFor();
  await line().scrollIntoViewIfNeeded();
  await looksRightEverywhere(maja, 'protection');
});
