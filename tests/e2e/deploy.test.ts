/** A deploy takes the files of the build before away: who has that build open is told, and gets on; nothing wrong is kept. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accepts, agentOn, askingVisitor } from './support/desk.ts';
import { OWNER, openWorld, PATIENCE, type World } from './support/world.ts';

let world: World;
let site: string;
beforeAll(async () => {
  world = await openWorld();
  ({ id: site } = await world.site());
});
afterAll(() => world.close());

test.each(['/assets/inbox-page-0a1b2c3d.js', '/widget/assets/panel-0a1b2c3d.css', '/flags/zz.svg', '/robots.txt'])(
  'a file that isn’t there is no document: %s',
  async (path) => {
    const answer = await fetch(world.origin + path);
    expect([answer.status, answer.headers.get('Cache-Control')]).toEqual([404, 'no-store']);
    expect(await answer.text()).not.toContain('<');
  },
);

test('every page of the dashboard is the document, with its policy', async () => {
  for (const path of ['/', '/sign-in', `/sites/${site}/inbox?folder=mine`]) {
    const answer = await fetch(world.origin + path);
    expect([answer.status, answer.headers.get('Content-Type')], path).toEqual([200, 'text/html; charset=utf-8']);
    expect(answer.headers.get('Content-Security-Policy'), path).toContain("script-src 'self'");
    expect(await answer.text()).toContain('<div id="app">');
  }
});

test('an old dashboard says that a part of it is gone, keeps what it has, and is whole after a reload', async () => {
  const old = { prepare: (page: Page) => deployed(page, '**/assets/transfer-dialog-*.js') };
  const agent = await agentOn(world, OWNER.email, site, 'inbox', old);
  await askingVisitor(world, site, 'Do you repair e-bikes?');
  await accepts(agent);
  await agent.getByTestId('conversation.transfer').click();
  await agent.getByText('This couldn’t be opened').waitFor();
  await agent.getByTestId('composer.text').fill('One moment, please.');
  await agent.unrouteAll();
  await agent.getByRole('button', { name: 'Reload' }).click();
  await agent.getByTestId('conversation.transfer').click();
  await agent.getByRole('dialog').waitFor();
  await agent.keyboard.press('Escape');
  expect(await agent.getByTestId('composer.text').inputValue()).toBe('One moment, please.');
});

test('an old widget fetches itself anew, with what was said', async () => {
  const visitor = await world.visitor(site);
  await visitor.opens();
  await visitor.writes('Do you deliver to Austria?');
  await visitor.sees('four working days');
  const { page } = visitor;
  // The frame is of the old build, its panel isn't there any more; the next frame is of the new one.
  let frames = 0;
  await page.route('**/frame/**', (route) => {
    frames++;
    return route.continue();
  });
  await deployed(page, '**/widget/assets/panel-*', () => frames < 2);
  await visitor.reloads();
  await expect.poll(() => visitor.widget.getByText('four working days').first().isVisible(), PATIENCE).toBe(true);
  expect(frames).toBe(2);
  expect(world.errors).toEqual([]);
});

/** From now on, and while `old`, these files are asked for by names that the server doesn't know. */
async function deployed(page: Page, files: string, old = () => true): Promise<void> {
  await page.route(files, (route) => {
    const url = route.request().url();
    return route.continue({ url: old() ? url.replace(/-[\w-]{8}\./, '-0a1b2c3d.') : url });
  });
}
