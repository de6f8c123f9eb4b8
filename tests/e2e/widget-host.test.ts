/**
 * W1: one script tag on somebody else's page. Nothing of that page can break the chat, not even on purpose, and the chat takes nothing from
 * the page: no global but one, no layout, no request that isn't wanted yet. What is said in it stays between the visitor and the site.
 */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { firstUpdate } from './support/frames.ts';
import { accessible, consoleOf, OWNER, openWorld, PATIENCE, picture, Visitor, type World } from './support/world.ts';

let world: World;
let site: string;
let shop: string;
beforeAll(async () => {
  world = await openWorld();
  ({ id: site, shop } = await world.site());
});
afterAll(() => world.close());

test('W1 a page that is never idle has asked for one file, and the panel’s code comes when it is opened', async () => {
  const { page, context } = await world.person();
  await page.addInitScript(() => {
    window.requestIdleCallback = () => 0;
  });
  const asked = requestsOf(page);
  await page.goto(`${shop}/?site=${site}`);
  await page.waitForLoadState('networkidle');
  expect(await buttons(page)).toContain('Open chat');
  expect(asked).toEqual(['/widget.js']);
  const visitor = new Visitor(page, context, shop, site);
  // The visitor's click doesn't wait for idleness.
  await page.mouse.click(1440 - 48, 900 - 48);
  await expect.poll(() => page.frames().some((frame) => frame.url().includes('/frame/')), PATIENCE).toBe(true);
  await visitor.composer.waitFor();
  await context.close();

  const calm = await world.person();
  const later = requestsOf(calm.page);
  const zofia = new Visitor(calm.page, calm.context, shop, site);
  const connected = firstUpdate(calm.page);
  await zofia.goes();
  await connected;
  expect(later.filter((path) => path.includes('panel'))).toEqual([]);
  await zofia.opens();
  expect(later.filter((path) => path.includes('panel'))).toHaveLength(2);
  await calm.context.close();
});

test('W1 the page keeps its globals, its layout and its storage, and can’t see into the chat', async () => {
  const plain = (await world.person()).page;
  await plain.goto(`${shop}/bikes`);
  const globals = (page: Page) => page.evaluate(() => Object.getOwnPropertyNames(window));
  const before = new Set(await globals(plain));
  await plain.context().close();

  const { page, context } = await world.person();
  await page.addInitScript(() => {
    const shifts: number[] = [];
    Object.assign(document, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.push((entry as PerformanceEntry & { value: number }).value);
    }).observe({ type: 'layout-shift', buffered: true });
  });
  const ema = new Visitor(page, context, `${shop}/bikes`, site);
  await ema.goes();
  expect((await globals(page)).filter((name) => !before.has(name))).toEqual(['Edgewise']);
  expect(await page.evaluate(() => Object.keys(window.Edgewise ?? {}))).toEqual(['open', 'close']);
  const height = await page.evaluate(() => document.documentElement.scrollHeight);

  // By the page's own button, so that no input of the visitor excuses a shift.
  await page.evaluate(() => window.Edgewise?.open());
  await ema.composer.waitFor();
  await ema.writes('My order is 4711, and my name is Ema Hribar.');
  await ema.sees(/couldn’t find an answer.* somebody from our team/);
  await ema.widget.locator('.message.streaming').waitFor({ state: 'detached' });
  expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBe(height);
  expect(await page.evaluate(() => (document as unknown as { shifts: number[] }).shifts)).toEqual([]);

  const seen = await page.evaluate(() => {
    const host = document.querySelector('edgewise-chat');
    return {
      shadow: host?.shadowRoot ?? null,
      frames: window.length,
      markup: document.documentElement.outerHTML.includes('4711') || document.body.innerText.includes('4711'),
      kept: Object.keys(localStorage).concat(Object.keys(sessionStorage), document.cookie.split('; ')),
    };
  });
  expect(seen).toEqual({ shadow: null, frames: 0, markup: false, kept: ['edgewise.color', `site=${site}`] });

  await page.evaluate(() => window.Edgewise?.close());
  await expect.poll(() => buttons(page), PATIENCE).toContain('Open chat');
  expect(await page.evaluate(() => (document as unknown as { shifts: number[] }).shifts)).toEqual([]);
  await context.close();
});

test('W1 under a strict Content-Security-Policy nothing is violated', async () => {
  const { page, context } = await world.person();
  const lines = consoleOf(page);
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => console.error(`CSP ${event.violatedDirective}`));
  });
  const olga = new Visitor(page, context, `${shop}/?csp=strict`, site);
  await olga.goes();
  await olga.opens();
  await olga.writes('Do panniers fit below a child seat?');
  await olga.sees(/no wider than 14 cm/);
  await picture(page, 'widget-strict-csp');
  expect(lines).toEqual([]);
  await context.close();
});

test('W1 a page that breaks all it can, and throws strangers out, still has a chat that works', async () => {
  // Outside of the world's own people: this page is meant to throw.
  const context = await world.browser.newContext({ viewport: { width: 1440, height: 900 } });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const errors: Error[] = [];
  page.on('pageerror', (error) => errors.push(error));
  await page.goto(`${shop}/?hostile=1&site=${site}`);
  const session = await context.newCDPSession(page);
  const thrownOut = async () => (await session.send('Runtime.evaluate', { expression: 'window.thrown' })).result.value;
  await expect.poll(thrownOut, PATIENCE).toBe(3);
  const visitor = new Visitor(page, context, shop, site);
  await expect.poll(() => buttons(page), PATIENCE).toContain('Open chat');
  await visitor.opens();
  await visitor.writes('Do panniers fit below a child seat?');
  await visitor.sees(/no wider than 14 cm/);
  await picture(page, 'widget-hostile');
  await visitor.widget.getByRole('button', { name: 'Close chat' }).click();
  await expect.poll(() => buttons(page), PATIENCE).toContain('Open chat');
  // What broke is the page's own.
  expect(errors.filter(({ stack }) => stack?.includes(world.origin))).toEqual([]);
  await context.close();
});

test('W1 the tag included twice makes one chat', async () => {
  const tag = `<script async src="${world.origin}/widget.js" data-site="${site}"></script>`;
  const blog = await world.website(
    `<!doctype html><html lang="en"><title>Blog</title>${tag}<p>White roads</p>${tag}</html>`,
  );
  await world.api('PATCH', `/api/sites/${site}`, { origins: [shop, blog] });
  const { page, context } = await world.person();
  const visitor = new Visitor(page, context, blog, site);
  await visitor.goes();
  await page.waitForLoadState('networkidle');
  expect(await page.locator('edgewise-chat').count()).toBe(1);
  expect(page.frames()).toHaveLength(2);
  await visitor.opens();
  await context.close();
});

test('W1 agents see the page that a single-page application shows now', async () => {
  const { id: site } = await world.site();
  const monitor = await world.agent(OWNER.email, site);
  const vid = await world.visitor(site, { path: '/size' });
  await vid.opens();
  const card = monitor.getByTestId('visit.card');
  await card.getByText('Looking at “Find your size · Kolovrat”').waitFor();
  await vid.page.getByLabel('How tall are you?').fill('181');
  await vid.page.getByRole('button', { name: 'Next' }).click();
  await card.getByText('Looking at “Your inside leg · Kolovrat”').waitFor();
  await vid.page.goBack();
  await card.getByText('Looking at “Find your size · Kolovrat”').waitFor();
  await vid.context.close();
  await monitor.context().close();
});

test('W1 messages that anybody else on the page forges change nothing', async () => {
  const nik = await world.visitor(site, { shop });
  const { page } = nik;
  const forged = [
    { edgewise: 'panel', open: true },
    { edgewise: 'refused', code: 'origin.refused' },
    {
      edgewise: 'frame',
      color: '#ff0000',
      unread: 7,
      height: 90,
      shown: true,
      teaser: { name: 'Vela', text: 'Click here' },
    },
  ];
  const lines = consoleOf(page);
  await page.evaluate(
    async ({ forged, chat }) => {
      const heard = (sign: string) =>
        new Promise<void>((resolve) => {
          addEventListener('message', ({ data }) => data === sign && resolve());
        });
      const itself = heard('itself');
      for (const message of forged) postMessage(message, '*');
      postMessage('itself', '*');
      await itself;

      // A sibling frame, and the chat's own refusal document for a site that doesn't exist: right origin, wrong window.
      const sibling = document.createElement('iframe');
      const spoken = heard('sibling');
      sibling.srcdoc = `<script>for (const message of ${JSON.stringify([...forged, 'sibling'])}) parent.postMessage(message, '*')</script>`;
      document.body.append(sibling);
      await spoken;
      const real = new Promise<void>((resolve) => {
        addEventListener('message', ({ data, origin }) => origin === chat && data?.edgewise === 'refused' && resolve());
      });
      const stranger = document.createElement('iframe');
      stranger.src = `${chat}/frame/site_0000000000000000`;
      document.body.append(stranger);
      await real;
      sibling.remove();
      stranger.remove();
    },
    { forged, chat: world.origin },
  );
  expect(await buttons(page)).toContain('Open chat');
  expect((await accessible(page)).filter(({ name }) => name === 'You won!' || name === 'Click here')).toEqual([]);
  expect(await nik.widget.getByRole('textbox').count()).toBe(0);
  expect(lines).toEqual([]);
  await nik.opens();
  await nik.writes('Do panniers fit below a child seat?');
  await nik.sees(/no wider than 14 cm/);
  await nik.context.close();
});

test('W1 no page threw meanwhile', () => {
  expect(world.errors).toEqual([]);
});

/** Paths that are asked of the chat's origin, from now on. */
function requestsOf(page: Page): string[] {
  const paths: string[] = [];
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.origin === world.origin) paths.push(url.pathname);
  });
  return paths;
}

async function buttons(page: Page): Promise<string[]> {
  return (await accessible(page)).filter(({ role }) => role === 'button').map(({ name }) => name);
}
