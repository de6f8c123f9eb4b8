/** S2: the chat shows on pages of the site's allowed origins and on no others; its sockets and the dashboard keep to theirs. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessible, consoleOf, OWNER, openWorld, PATIENCE, picture, Visitor, type World } from './support/world.ts';

let world: World;
let site: string;
beforeAll(async () => {
  world = await openWorld();
  ({ id: site } = await world.site());
});
afterAll(() => world.close());

test('S2 a page that isn’t allowed has no chat, and its owner is told in the console', async () => {
  const copycat = await world.website(page('Kolovrat outlet'));
  const { page: visitor, context } = await world.person();
  const lines = consoleOf(visitor);
  await visitor.goto(copycat);
  await expect.poll(() => lines.length, PATIENCE).toBeGreaterThan(0);
  await expect.poll(() => visitor.locator('edgewise-chat').count(), PATIENCE).toBe(0);
  expect(lines).toEqual([
    `warning: Edgewise: to show the chat, allow this origin in the settings of this site: ${copycat} ${site}`,
  ]);
  expect((await accessible(visitor)).filter(({ role, name }) => role === 'button' && /chat/i.test(name))).toEqual([]);
  // Asking for it doesn't bring it back.
  await visitor.evaluate(() => window.Edgewise?.open());
  expect(await visitor.locator('edgewise-chat').count()).toBe(0);
  await picture(visitor, 'origin-refused');

  // Once it is allowed, the next page view has it.
  await world.api('PATCH', `/api/sites/${site}`, { origins: [world.shop, copycat] });
  const allowed = new Visitor(visitor, context, copycat, site);
  await allowed.goes();
  await allowed.opens();
  await allowed.sees('Hi, I’m Vela');
  await world.api('PATCH', `/api/sites/${site}`, { origins: [world.shop] });
  await context.close();
});

test('S2 a socket from a foreign page is closed, whatever it says about itself', async () => {
  const elsewhere = await world.website('<!doctype html><html lang="en"><title>Elsewhere</title></html>');
  const { page: foreign, context } = await world.person();
  await foreign.goto(elsewhere);
  expect(await closeCodeOf(foreign, world.shop)).toBe(4403);
  // From the chat's own origin, as the frame is, but speaking for a page that isn't allowed.
  await foreign.goto(`${world.origin}/frame/${site}`);
  expect(await closeCodeOf(foreign, elsewhere)).toBe(4403);
  expect(await closeCodeOf(foreign, world.shop)).toBe('welcomed');
  await context.close();
});

test('S2 a wildcard allows the subdomains, and not the domain itself', async () => {
  await world.api('PATCH', `/api/sites/${site}`, { origins: ['https://*.kolovrat.example'] });
  const context = await world.browser.newContext({ viewport: { width: 1440, height: 900 } });
  context.setDefaultTimeout(15_000);
  await context.grantPermissions(['local-network-access']).catch(() => {});
  await context.route(/^https:\/\/([a-z.]+\.)?kolovrat\.example\//, (route) =>
    route.fulfill({ contentType: 'text/html', body: page('Kolovrat') }),
  );
  for (const [host, allowed] of [
    ['shop.kolovrat.example', true],
    ['sl.shop.kolovrat.example', true],
    ['kolovrat.example', false],
  ] as const) {
    const tab = await world.tab(context);
    const lines = consoleOf(tab);
    await tab.goto(`https://${host}/`);
    if (allowed) {
      const visitor = new Visitor(tab, context, `https://${host}/`, site);
      await visitor.goes();
      await visitor.opens();
      await visitor.sees('Hi, I’m Vela');
    } else {
      await expect.poll(() => lines.length, PATIENCE).toBeGreaterThan(0);
      expect(lines[0]).toContain(`https://${host} ${site}`);
      await expect.poll(() => tab.locator('edgewise-chat').count(), PATIENCE).toBe(0);
    }
    await tab.close();
  }
  await context.close();
});

test('S2 the dashboard can’t be framed by anybody', async () => {
  const { page: trap, context } = await world.person({ email: OWNER.email });
  const bait = await world.website(
    `<!doctype html><html lang="en"><title>Win a bike</title><iframe src="${world.origin}/sites/${site}/settings"></iframe></html>`,
  );
  const lines = consoleOf(trap);
  await trap.goto(bait);
  await expect.poll(() => lines.length, PATIENCE).toBeGreaterThan(0);
  expect(lines.join('\n')).toMatch(/frame-ancestors|X-Frame-Options|refused to connect|Refused to (frame|display)/i);
  expect(await trap.frames()[1]?.locator('main').count()).toBe(0);
  await context.close();
});

test('S2 no page threw meanwhile', () => {
  expect(world.errors).toEqual([]);
});

function page(title: string): string {
  return `<!doctype html><html lang="en"><title>${title}</title><h1>${title}</h1><script async src="${world.origin}/widget.js" data-site="${site}"></script></html>`;
}

/** What becomes of a visitor's socket that this page opens, for a page of `origin`: its close code, or that it was welcomed. */
function closeCodeOf(page: Page, origin: string): Promise<number | string> {
  return page.evaluate(
    ({ url, origin }) =>
      new Promise<number | string>((resolve) => {
        const token = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))));
        const text = token.replaceAll('+', '-').replaceAll('/', '_').slice(0, 43);
        const socket = new WebSocket(url, ['edgewise.3', `token.${text}`]);
        socket.onopen = () =>
          socket.send(
            JSON.stringify({ t: 'visit.hello', v: 3, origin, page: { url: `${origin}/`, title: '' }, open: false }),
          );
        socket.onmessage = () => {
          resolve('welcomed');
          socket.close();
        };
        socket.onclose = ({ code }) => resolve(code);
      }),
    { url: `${world.origin.replace('http', 'ws')}/socket/visitor/${site}`, origin },
  );
}
