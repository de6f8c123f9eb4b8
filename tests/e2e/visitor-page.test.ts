/**
 * The page that a visitor is on, as agents see it: a link whose host stands beside the title, whole, however long the title is and
 * whatever it says. A visitor's browser that lies about it only ever leads to the site itself.
 */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { looksRight } from './support/looks.ts';
import { OWNER, openWorld, type World } from './support/world.ts';

const TITLE = 'Sign in to your bank · bank.example · ';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

test('M2 a visitor’s page is a link that shows its host under any title, and tells the page nothing of the dashboard', async () => {
  const { id: site, shop } = await world.site();
  const { host } = new URL(shop);
  const monitor = await world.agent(OWNER.email, site);
  const luka = await world.visitor(site, { path: '/bikes/bora-40' });
  await luka.opens();
  await luka.page.evaluate((title) => void Object.assign(document, { title }), TITLE + 'very '.repeat(40));
  await monitor.getByTestId('visit.card').getByTestId('visit.open').click();
  const pane = monitor.getByTestId('conversation.pane');
  await showsHost(monitor, pane.getByTestId('page.link').filter({ hasText: TITLE }), host);
  await looksRight(monitor, 'visitor-page-monitor');

  await luka.writes('Somebody there?');
  await pane.getByTestId('conversation.take-over').click();
  await monitor.getByTestId('composer.text').waitFor();
  await monitor.goto(`${world.origin}/sites/${site}/inbox?folder=mine`);
  await monitor.getByTestId('inbox.item').click();
  const facts = monitor.getByTestId('visitor.facts');
  await showsHost(monitor, facts.getByTestId('page.link').filter({ hasText: TITLE }), host);
  await looksRight(monitor, 'visitor-page-inbox');

  const link = facts.getByTestId('page.link');
  expect(await link.getAttribute('rel')).toBe('nofollow noreferrer noopener');
  const [tab] = await Promise.all([monitor.context().waitForEvent('page'), link.click()]);
  await tab.waitForLoadState();
  expect(await tab.evaluate(() => [document.referrer, window.opener])).toEqual(['', null]);
  expect(new URL(tab.url()).origin).toBe(shop);
  expect(tab.url()).toContain('/bikes/bora-40');
  await luka.context.close();
  await monitor.context().close();
});

test('M2 a browser that tells a page of somebody else’s is shown at the start of the site', async () => {
  const { id: site, shop } = await world.site();
  const monitor = await world.agent(OWNER.email, site);
  const eva = await world.visitor(site, {
    // The visitor's own doing: what their widget tells is changed on its way.
    prepare: (page) =>
      page.routeWebSocket('**/socket/visitor/**', (socket) => {
        const server = socket.connectToServer();
        socket.onMessage((text) => {
          const lie = { page: { url: 'https://evil.example/sign-in', title: TITLE } };
          const frame: unknown = text === 'ping' ? null : JSON.parse(String(text));
          const tells = frame && typeof frame === 'object' && 'page' in frame;
          server.send(tells ? JSON.stringify({ ...frame, ...lie }) : text);
        });
      }),
  });
  await eva.opens();
  await monitor.getByTestId('visit.card').getByTestId('visit.open').click();
  const link = monitor.getByTestId('conversation.pane').getByTestId('page.link');
  await link.waitFor();
  expect(await link.getAttribute('href')).toBe(`${shop}/`);
  expect(await link.innerText()).toContain(new URL(shop).host);
  expect(await monitor.locator('body').innerText()).not.toMatch(/evil|bank/);
  await eva.context.close();
  await monitor.context().close();
});

test('M2 no page threw meanwhile', () => {
  expect(world.errors).toEqual([]);
});

/** The host is there whole: nothing cuts it, and the title doesn't push it out. */
async function showsHost(page: Page, link: ReturnType<Page['getByTestId']>, host: string): Promise<void> {
  await link.waitFor();
  const part = link.getByText(host, { exact: true });
  expect(await part.evaluate((part) => part.clientWidth - part.scrollWidth)).toBe(0);
  const box = (await part.boundingBox())!;
  const around = (await link.boundingBox())!;
  expect(box.x + box.width).toBeLessThanOrEqual(around.x + around.width + 1);
  expect(box.x + box.width).toBeLessThanOrEqual(page.viewportSize()!.width);
}
