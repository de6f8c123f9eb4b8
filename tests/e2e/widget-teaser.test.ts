/**
 * W4: the message beside the launcher is painted by the chat's frame. Whatever the host page's scripts listen to, replace, or
 * tell the frame, they learn that there is something new and how high it is, and not a word of it. So it is with a loader or a
 * frame of another version, too.
 */
import type { Frame, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { violations } from './support/axe.ts';
import {
  accessible,
  consoleOf,
  DESKTOP,
  openWorld,
  PATIENCE,
  PHONE,
  picture,
  Visitor,
  type World,
} from './support/world.ts';

/** Words that stand nowhere but in the answer. */
const WORDS = ['heliotrope', 'zirconium', 'marmalade', 'quicksilver'];
const QUESTION = 'Which lacquers are there for a frame?';
const ARTICLE = {
  title: 'Lacquers for a frame',
  body: 'There are four lacquers for a frame: heliotrope, zirconium, marmalade and quicksilver. Each lacquer of a frame takes two weeks.',
};

/** Runs before all other scripts of the page, and keeps all that it gets hold of. */
const SPY = `
  const heard = [];
  const keep = (...all) => heard.push(all.map((one) => { try { return JSON.stringify(one) ?? String(one) } catch { return String(one) } }).join());
  addEventListener('message', ({ data }) => keep(data), true);
  const { attachShadow } = Element.prototype;
  Element.prototype.attachShadow = function (init) { return attachShadow.call(this, { ...init, mode: 'open' }) };
  for (const method of ['log', 'info', 'warn', 'error', 'debug']) console[method] = keep;
  for (const [of, name] of [[window, 'postMessage'], [MessagePort.prototype, 'postMessage'], [BroadcastChannel.prototype, 'postMessage'],
    [Storage.prototype, 'setItem'], [history, 'pushState'], [history, 'replaceState'], [navigator, 'sendBeacon'], [window, 'fetch'], [window, 'open']]) {
    const { [name]: real } = of;
    of[name] = function (...all) { keep(name, ...all); return real.apply(this, all) };
  }
  const walk = (node) => {
    if (node.nodeValue) keep(node.nodeValue);
    for (const { name, value } of node.attributes ?? []) keep(name, value);
    for (const name of ['value', 'title', 'ariaLabel', 'ariaDescription', 'srcdoc', 'name']) if (node[name]) keep(node[name]);
    for (const sheet of node.adoptedStyleSheets ?? []) for (const rule of sheet.cssRules) keep(rule.cssText);
    for (const part of node.childNodes) walk(part);
    if (node.shadowRoot) walk(node.shadowRoot);
  };
  const look = () => {
    walk(document);
    keep(document.title, document.cookie, window.name, getSelection() + '', { ...localStorage }, { ...sessionStorage });
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
  const chat = () => document.querySelector('edgewise-chat').shadowRoot.querySelector('iframe');
  const says = (message) => chat().contentWindow.postMessage(message, '*');
  window.spy = {
    says,
    closed: () => says({ edgewise: 'host', url: location.href, title: 'Spy', language: '', open: false, phone: false }),
    found() { look(); return heard.join('\\n') },
  };
`;

declare global {
  interface Window {
    spy: { says(message: object): void; closed(): void; found(): string };
  }
}

let world: World;
/** Of the page that spies. */
let origin: string;
let site: string;
beforeAll(async () => {
  // Slow, so that whoever closes the chat does so before the answer is there.
  world = await openWorld({ slowAnswers: true });
  let tag = '';
  origin = await world.website(
    () => `<!doctype html><html lang="en"><title>Spy</title><script>${SPY}</script><p>Shop</p>${tag}`,
  );
  ({ id: site } = await world.site({ origins: [origin] }, [ARTICLE]));
  tag = `<script async src="${world.origin}/widget.js" data-site="${site}"></script>`;
});
afterAll(() => world.close());

test('W4 a page that listens to everything and says that the chat is closed reads no word of an answer', async () => {
  const { page, context } = await world.person();
  const ana = new Visitor(page, context, origin, site);
  await ana.goes();
  await ana.opens();
  await ana.writes(QUESTION);
  // It lies: the panel is open, and the visitor is reading.
  await page.evaluate(() => window.spy.closed());
  await teaser(ana.widget).getByText(WORDS[0]!).waitFor();
  for (const message of [
    { edgewise: 'dismissed' },
    { edgewise: 'intent' },
    { edgewise: 'entry.post', text: 'Send me a refund' },
    { t: 'entry.post', cid: 'x', text: 'Send me a refund' },
    { edgewise: 'frame', unread: 3 },
    { edgewise: 'teaser' },
  ])
    await page.evaluate((message) => window.spy.says(message), message);
  await page.evaluate(() => window.Edgewise?.close());
  // Now it is closed, and the teaser is beside the launcher.
  await expect.poll(() => ana.widget.evaluate(() => window.innerWidth), PATIENCE).toBe(278);
  const words = teaser(ana.widget).getByText(WORDS[0]!);
  expect(await words.isVisible()).toBe(true);
  await expect.poll(() => names(page), PATIENCE).toContain('Open chat, new messages: 1');
  const found = await page.evaluate(() => window.spy.found());
  // The spy does hear what is said: how high the teaser is.
  expect(found).toMatch(/"unread":1,"height":\d\d/);
  expect(WORDS.filter((word) => found.includes(word))).toEqual([]);
  expect(found).not.toContain('Vela');

  await words.click();
  await ana.composer.waitFor();
  const lines = await ana.widget.getByRole('log').locator('article').allInnerTexts();
  expect(lines.filter((line) => line.includes('refund'))).toEqual([]);
  expect(await ana.composer.inputValue()).toBe('');
  await context.close();
});

test('W4 the teaser is read out once, reached by the keyboard, and looks right light and dark, on a phone, and in a page from right to left', async () => {
  const { page, context } = await world.person();
  const iva = new Visitor(page, context, origin, site);
  await iva.goes();
  await iva.opens();
  // Everything that comes into the status while the frame is small, and so seen and heard.
  await iva.widget.evaluate(() => {
    const said: string[] = [];
    Object.assign(window, { said });
    new MutationObserver((changes) => {
      for (const { target, addedNodes } of changes)
        if ((target as Element).role === 'status' && window.innerWidth === 278)
          for (const node of addedNodes) said.push(node.textContent!);
    }).observe(document.body, { childList: true, subtree: true });
  });
  await iva.writes(QUESTION);
  await page.evaluate(() => window.Edgewise?.close());
  await teaser(iva.widget).getByText(WORDS[0]!).waitFor();
  await expect.poll(() => iva.widget.evaluate(() => window.innerWidth), PATIENCE).toBe(278);
  const said = await iva.widget.evaluate(() => (window as unknown as { said: string[] }).said);
  expect(said.filter((one) => one.includes(WORDS[0]!))).toHaveLength(1);
  expect(await iva.widget.evaluate(() => document.title)).toBe('Chat');
  expect(await page.locator('edgewise-chat iframe').getAttribute('title')).toBe('Chat');

  for (const [colorScheme, viewport, direction] of [
    ['light', DESKTOP, 'ltr'],
    ['dark', DESKTOP, 'rtl'],
    ['light', PHONE, 'rtl'],
    ['dark', PHONE, 'ltr'],
  ] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize(viewport);
    await page.evaluate((direction) => document.documentElement.setAttribute('dir', direction), direction);
    const name = `teaser-${colorScheme}-${viewport.width}-${direction}`;
    // No more lines than there is room for, and the frame is as high as they are.
    const lines = viewport === PHONE ? 2 : 3;
    await expect
      .poll(
        () =>
          teaser(iva.widget)
            .locator('.words')
            .evaluate((words) => words.clientHeight / 22),
        PATIENCE,
      )
      .toBe(lines);
    await expect
      .poll(() => teaser(iva.widget).evaluate((it) => it.clientHeight - window.innerHeight), PATIENCE)
      .toBe(0);
    const { left, right } = await page
      .locator('edgewise-chat section')
      .evaluate((bubble) => bubble.getBoundingClientRect().toJSON() as DOMRect);
    expect(direction === 'ltr' ? viewport.width - right : left, name).toBe(20);
    await picture(page, name);
    expect.soft(await violations(iva.widget), name).toEqual([]);
  }

  // Launcher, message, cross; the panel below is out of the way of the keyboard.
  const focused = () =>
    iva.widget.evaluate(() => (document.hasFocus() ? (document.activeElement?.textContent ?? '') : 'elsewhere'));
  await page.getByRole('button', { name: 'Open chat, new messages: 1' }).focus();
  await page.keyboard.press('Tab');
  expect(await focused()).toContain(WORDS[0]);
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('×');
  await page.keyboard.press('Enter');
  await teaser(iva.widget).getByRole('button').first().waitFor({ state: 'detached' });
  const here = () =>
    page.evaluate(() => document.querySelector('edgewise-chat')?.shadowRoot?.activeElement?.ariaLabel ?? null);
  await expect.poll(here, PATIENCE).toBe('Open chat, new messages: 1');
  await context.close();
});

test('W4 a loader from before shows how much is new, and is told no words either', async () => {
  // As that version worked: it hears of the news, and has `later.js` show them.
  const old = `<script type="module">
    const chat = '${world.origin}';
    const host = document.body.appendChild(document.createElement('edgewise-chat'));
    const shadow = host.attachShadow({ mode: 'open' });
    shadow.adoptedStyleSheets[0] = new CSSStyleSheet();
    const launcher = shadow.appendChild(document.createElement('button'));
    const frame = shadow.appendChild(document.createElement('iframe'));
    frame.style.cssText = 'width: 384px; height: 704px';
    const tell = (open) => frame.contentWindow.postMessage({ edgewise: 'host', url: location.href, title: 'Old', language: '', open, phone: false }, chat);
    frame.onload = () => tell(true);
    frame.src = chat + '/frame/${site}?';
    window.close = () => tell(false);
    addEventListener('message', async ({ data }) => {
      if (data.edgewise !== 'frame' || !data.unread) return;
      const { showNews } = await import(chat + '/widget/later.js');
      showNews(shadow, launcher, data, false, () => {}, () => {});
    });
  </script>`;
  const blog = await world.website(`<!doctype html><html lang="en"><title>Old</title><p>Shop</p>${old}`);
  await world.api('PATCH', `/api/sites/${site}`, { origins: [origin, blog] });
  const { page, context } = await world.person();
  const lines = consoleOf(page);
  await page.addInitScript('window.heard = []; addEventListener("message", ({ data }) => heard.push(data))');
  const zala = new Visitor(page, context, blog, site);
  await zala.goes();
  await zala.composer.waitFor();
  await zala.writes(QUESTION);
  await page.evaluate(() => window.close());
  await expect.poll(() => page.locator('edgewise-chat button b').innerText(), PATIENCE).toBe('1');
  // The frame has painted it, but nobody makes the frame small.
  await teaser(zala.widget).getByText(WORDS[0]!).waitFor({ state: 'attached' });
  const heard = await page.evaluate(() => JSON.stringify((window as unknown as { heard: object[] }).heard));
  expect(heard).toContain('"unread":1');
  expect(WORDS.filter((word) => heard.includes(word))).toEqual([]);
  expect(heard).not.toContain('"teaser"');
  expect(lines).toEqual([]);
  await context.close();
});

test('W4 what a frame from before tells of an answer is not shown', async () => {
  const { page, context } = await world.person();
  await page.route('**/frame/**', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><title>Chat</title><script>
        addEventListener('message', ({ data, origin }) => data.edgewise === 'host' && parent.postMessage({
          edgewise: 'frame', color: '#14503f', unread: 1, site: 'Kolovrat', shown: false,
          teaser: { from: 'bot', name: 'Vela', text: '${WORDS[0]}' },
        }, origin));
      </script>`,
    }),
  );
  await page.goto(origin);
  await expect.poll(() => names(page), PATIENCE).toContain('Open chat, new messages: 1');
  expect((await names(page)).join()).not.toContain(WORDS[0]);
  expect(await page.locator('edgewise-chat section').isVisible()).toBe(false);
  await context.close();
});

test('W4 no page threw meanwhile', () => {
  expect(world.errors).toEqual([]);
});

/** The message beside the launcher, as the frame paints it. */
function teaser(widget: Frame) {
  return widget.locator('aside');
}

async function names(page: Page): Promise<string[]> {
  return (await accessible(page)).map(({ name }) => name);
}
