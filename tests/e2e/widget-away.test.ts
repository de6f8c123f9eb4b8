/**
 * W1: the chat host is slow, away, or says no. The page is never covered by something that can't be closed, whoever opened the chat is told,
 * a frame that didn't come is fetched again, and the console says why there is no chat.
 */
import type { Page, Route } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessible, consoleOf, openWorld, PATIENCE, PHONE, picture, Visitor, type World } from './support/world.ts';

let world: World;
let site: string;
let shop: string;
beforeAll(async () => {
  world = await openWorld();
  ({ id: site, shop } = await world.site());
});
afterAll(() => world.close());

test('W1 on a phone the chat can be closed while its host doesn’t answer, and comes by itself when it does', async () => {
  for (const dark of [false, true]) {
    const { page, context } = await world.person({ phone: true, dark });
    let held: Route[] | null = [];
    await page.route('**/frame/**', (route) => (held ? void held.push(route) : route.continue()));
    await page.goto(`${shop}/?site=${site}`);
    await has(page, 'Open chat');
    await page.touchscreen.tap(PHONE.width - 48, PHONE.height - 48);
    await has(page, 'Close chat');
    await says(page, 'Chat');
    await picture(page, `away-loading-${dark ? 'dark' : 'light'}`);
    // The deadline starts at the tap.
    await says(page, 'The chat can’t be reached. Trying again…');
    await picture(page, `away-late-${dark ? 'dark' : 'light'}`);
    await page.keyboard.press('Escape');
    await has(page, 'Open chat');
    await page.touchscreen.tap(PHONE.width - 48, PHONE.height - 48);
    await has(page, 'Close chat');
    // The cross stands where the frame's own will be.
    await page.touchscreen.tap(PHONE.width - 48, 36);
    await has(page, 'Open chat');

    for (const route of held.splice(0)) await route.continue();
    held = null;
    await page.touchscreen.tap(PHONE.width - 48, PHONE.height - 48);
    const visitor = new Visitor(page, context, shop, site);
    await expect.poll(() => page.frames().some((frame) => frame.url().includes('/frame/')), PATIENCE).toBe(true);
    await visitor.composer.waitFor();
    await visitor.widget.getByRole('button', { name: 'Close chat' }).click();
    await has(page, 'Open chat');
    await context.close();
  }
});

test('W1 a panel that doesn’t come leaves the way out', async () => {
  const { page, context } = await world.person({ phone: true });
  await page.route('**/widget/assets/panel-*', () => {});
  await page.goto(`${shop}/?site=${site}`);
  await has(page, 'Open chat');
  await page.touchscreen.tap(PHONE.width - 48, PHONE.height - 48);
  await says(page, 'The chat can’t be reached. Trying again…');
  await page.touchscreen.tap(PHONE.width - 48, 36);
  await has(page, 'Open chat');
  await context.close();
});

for (const [how, fails] of [
  ['is answered 503', (route: Route) => route.fulfill({ status: 503, body: 'Service unavailable' })],
  ['is refused', (route: Route) => route.abort('connectionrefused')],
  ['finds no network', (route: Route) => route.abort('internetdisconnected')],
] as const) {
  test(`W1 a frame that ${how} is fetched again, and the launcher stays`, async () => {
    const { page, context } = await world.person();
    const lines = consoleOf(page);
    let tries = 0;
    await page.route('**/frame/**', (route) => (tries++ === 0 ? fails(route) : route.continue()));
    const visitor = new Visitor(page, context, `${shop}/`, site);
    await page.goto(`${shop}/?site=${site}`);
    await expect.poll(() => tries, PATIENCE).toBe(2);
    await has(page, 'Open chat');
    await visitor.opens();
    await visitor.sees('Hi, I’m Vela');
    expect(lines.filter((line) => line.includes('Edgewise'))).toEqual([
      `warning: Edgewise: The chat can’t be reached. Trying again… ${world.origin}`,
    ]);
    await context.close();
  });
}

test('W1 what is opened while the frame is away opens when it is there', async () => {
  const { page, context } = await world.person();
  let tries = 0;
  await page.route('**/frame/**', (route) => (tries++ < 2 ? route.abort('connectionrefused') : route.continue()));
  await page.goto(`${shop}/?site=${site}`);
  await has(page, 'Open chat');
  await page.mouse.click(1440 - 48, 900 - 48);
  await has(page, 'Close chat');
  const visitor = new Visitor(page, context, shop, site);
  await expect.poll(() => page.frames().some((frame) => frame.url().includes('/frame/')), PATIENCE).toBe(true);
  await visitor.composer.waitFor();
  // Nobody has to click again: the cursor stands where one writes.
  await expect.poll(() => visitor.composer.evaluate((field) => field === document.activeElement), PATIENCE).toBe(true);
  await context.close();
});

test('W1 the console names what stands in the way', async () => {
  const tag = (more: string, address = '') =>
    `<script async src="${world.origin}/widget.js${address}" ${more}></script>`;
  const says = async (body: string, csp = '') => {
    const page = await world.website(html(body, csp));
    await world.api('PATCH', `/api/sites/${site}`, { origins: [shop, page] });
    const visitor = await world.person();
    const lines = consoleOf(visitor.page);
    await visitor.page.goto(page);
    await expect.poll(() => lines.filter((line) => line.includes('Edgewise')).length, PATIENCE).toBeGreaterThan(0);
    const count = await visitor.page.locator('edgewise-chat').count();
    await visitor.context.close();
    return [lines.find((line) => line.includes('Edgewise')), count, page] as const;
  };
  const unknown = 'site_0000000000000000';

  const [missing, none] = await says(tag(''));
  expect([missing, none]).toEqual([
    'warning: Edgewise: data-site is missing in the script tag; copy the tag from the settings of your site.',
    0,
  ]);
  const [wrong, , page] = await says(tag(`data-site="${unknown}"`));
  expect(wrong).toBe(
    `warning: Edgewise: there is no such site. Copy the script tag from its settings again: ${page} ${unknown}`,
  );
  const [blocked, gone] = await says(tag(`data-site="${site}"`), `frame-src 'self'`);
  expect([blocked, gone]).toEqual([
    `warning: Edgewise: the Content-Security-Policy of this page blocks the chat. Allow in its frame-src: ${world.origin}`,
    0,
  ]);
  const [second, one] = await says(tag(`data-site="${site}"`).replace(' async', '') + tag(`data-site="${unknown}"`));
  expect([second, one]).toEqual([
    `warning: Edgewise: one chat a page: another site’s chat is here already, so there is none of ${unknown}`,
    1,
  ]);
});

test('W1 a page that is framed by one that isn’t allowed says so in its console', async () => {
  const inner = await world.website(
    html(`<script async src="${world.origin}/widget.js" data-site="${site}"></script>`),
  );
  const outer = await world.website(html(`<iframe src="${inner}" width="800" height="600"></iframe>`));
  await world.api('PATCH', `/api/sites/${site}`, { origins: [shop, inner] });
  const { page, context } = await world.person();
  const lines = consoleOf(page);
  await page.goto(outer);
  await expect
    .poll(() => lines.filter((line) => line.includes('Edgewise')), PATIENCE)
    .toEqual([
      `warning: Edgewise: this page is shown inside another one. Allow that one, too, in the settings of this site: ${outer} ${site}`,
    ]);
  await world.api('PATCH', `/api/sites/${site}`, { origins: [shop, inner, outer] });
  await page.reload();
  await expect.poll(() => page.frames().some((frame) => frame.url().includes('/frame/')), PATIENCE).toBe(true);
  await context.close();
});

test('W1 a tag manager that strips the attribute leaves the site in the script’s address', async () => {
  const blog = await world.website(html(`<script async src="${world.origin}/widget.js?site=${site}"></script>`));
  await world.api('PATCH', `/api/sites/${site}`, { origins: [shop, blog] });
  const { page, context } = await world.person();
  const visitor = new Visitor(page, context, blog, site);
  await visitor.goes();
  await visitor.opens();
  await visitor.sees('Hi, I’m Vela');
  await context.close();
});

test('W1 no page threw meanwhile', () => {
  expect(world.errors).toEqual([]);
});

function html(body: string, csp = ''): string {
  const meta = csp && `<meta http-equiv="Content-Security-Policy" content="${csp}">`;
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Blog</title>${meta}<p>White roads</p>${body}</html>`;
}

async function has(page: Page, button: string): Promise<void> {
  const names = async () => (await accessible(page)).filter(({ role }) => role === 'button').map(({ name }) => name);
  await expect.poll(names, PATIENCE).toContain(button);
}

/** What stands in the panel while the frame's own isn't painted. */
async function says(page: Page, text: string): Promise<void> {
  await expect.poll(async () => (await accessible(page)).some(({ name }) => name === text), PATIENCE).toBe(true);
}
