/**
 * W1: how the chat fits into whatever shows the page: a low window, a page that its own styles zoom, forced colours, paper. And a message that
 * waits beside the launcher reads in its own direction.
 */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { overflow } from './support/axe.ts';
import {
  DESKTOP,
  OWNER,
  openWorld,
  PATIENCE,
  type PersonOptions,
  picture,
  Visitor,
  type World,
} from './support/world.ts';

let world: World;
let site: string;
let shop: string;
beforeAll(async () => {
  world = await openWorld();
  ({ id: site, shop } = await world.site());
});
afterAll(() => world.close());

test('W1 in a low window at least half of the height is for messages', async () => {
  for (const [width, height] of [
    [683, 310],
    [844, 390],
    [320, 256],
  ] as const) {
    const ada = await world.visitor(site, { viewport: { width, height }, shop });
    const name = `${width}x${height}`;
    await ada.opens();
    await ada.sees('Hi, I’m Vela');
    await hasRoom(ada, `${name} empty`);
    await ada.writes('Do panniers fit below a child seat?');
    await ada.sees(/no wider than 14 cm/);
    await ada.widget.locator('.message.streaming').waitFor({ state: 'detached' });
    await hasRoom(ada, `${name} answered`);
    await ada.composer.fill('One\ntwo\nthree\nfour\nfive\nsix');
    await hasRoom(ada, `${name} writing`);
    await ada.context.close();
  }
});

test('W1 on paper there is the page, and nothing of the chat', async () => {
  const { visitor, page } = await visits(`${shop}/`);
  const shown = () => Promise.all([launcher(page), panel(page), frame(page)].map((part) => part.isVisible()));
  await visitor.opens();
  expect(await shown()).toEqual([true, true, true]);
  await page.emulateMedia({ media: 'print' });
  expect(await shown()).toEqual([false, false, false]);
  expect(await page.locator('h1').isVisible()).toBe(true);
  await picture(page, 'windows-print');
  await visitor.context.close();
});

test('W1 on a page that zooms itself the panel’s head lies in the window', async () => {
  const { visitor, page } = await visits(`${shop}/`);
  for (const zoom of [1.1, 1.5])
    for (const [width, height] of [
      [1440, 900],
      [1280, 600],
      [540, 700],
    ] as const) {
      await page.setViewportSize({ width, height });
      await page.evaluate((zoom) => document.documentElement.style.setProperty('zoom', `${zoom}`), zoom);
      await page.evaluate(() => window.Edgewise?.open());
      await visitor.composer.waitFor();
      await page.locator('edgewise-chat > section.shown').waitFor();
      await picture(page, `windows-zoom-${zoom}-${width}`);
      const box = await panel(page).evaluate((part) => part.getBoundingClientRect().toJSON());
      const where = `${zoom} in ${width}×${height}`;
      expect(box.top, where).toBeGreaterThanOrEqual(0);
      expect(box.left, where).toBeGreaterThanOrEqual(0);
      expect(box.bottom, where).toBeLessThanOrEqual(height);
      expect(box.right, where).toBeLessThanOrEqual(width);
      expect(await visitor.widget.locator('.head').evaluate((head) => head.getBoundingClientRect().top)).toBe(0);
      // A pointer finds what stands in it. Through a zoom only the page's own measure is sure.
      await page.mouse.click(box.right - 28 * zoom, box.top + 36 * zoom);
      await page.getByRole('button', { name: 'Open chat' }).waitFor();
    }
  await visitor.context.close();
});

test('W1 in forced colours launcher, panel, composer and buttons have edges, and the focus is seen', async () => {
  for (const dark of [false, true]) {
    const { visitor, page } = await visits(`${shop}/`, { dark });
    await page.emulateMedia({ forcedColors: 'active' });
    expect(await edge(launcher(page))).toBe('border');
    await visitor.opens();
    await visitor.writes('Do panniers fit below a child seat?');
    await visitor.sees(/no wider than 14 cm/);
    await visitor.widget.locator('.message.streaming').waitFor({ state: 'detached' });
    await visitor.composer.fill('Thank');
    expect(await edge(panel(page))).toBe('border');
    expect(await edge(visitor.widget.locator('.composer'))).toBe('outline');
    for (const part of await visitor.widget.locator('button, .bubble').all())
      if (await part.isVisible()) expect(await edge(part), await part.innerText()).toBe('border');
    await picture(page, `windows-forced-${dark ? 'dark' : 'light'}`);
    for (const button of await visitor.widget.locator('button').all()) {
      if (!(await button.isVisible())) continue;
      await button.focus();
      expect(await edge(button), await button.innerText()).toBe('outline');
    }
    await visitor.context.close();
  }
});

test('W1 a message beside the launcher reads in its own direction, whatever came before it', async () => {
  const { id: site } = await world.site();
  const monitor = await world.agent(OWNER.email, site);
  const { visitor, page } = await visits(`${world.shop}/`, { site });
  await visitor.opens();
  await visitor.writes('Do panniers fit below a child seat?');
  await visitor.sees(/no wider than 14 cm/);
  const card = monitor.getByTestId('visit.card');
  await card.hover();
  await card.getByTestId('conversation.take-over').click();
  await visitor.sees('Live agent');
  await visitor.widget.getByRole('button', { name: 'Close chat' }).click();
  const composer = monitor.getByTestId('composer.text');
  for (const [text, direction] of [
    ['Good morning!', 'ltr'],
    ['صباح الخير، هل تحتاجون محوّلاً؟', 'rtl'],
    ['The adapter comes with the seat.', 'ltr'],
  ] as const) {
    await composer.fill(text);
    await composer.press('Enter');
    const words = visitor.widget.getByRole('status').getByText(text, { exact: true });
    await words.waitFor();
    expect(await words.evaluate((words) => getComputedStyle(words).direction)).toBe(direction);
    // It starts at the bubble's own edge, its padding away; the frame is the bubble.
    await expect.poll(() => frameHeight(visitor), PATIENCE).toBe(await teaserHeight(visitor));
    const start = await words.evaluate((words) => {
      const range = document.createRange();
      range.selectNodeContents(words);
      const text = range.getBoundingClientRect();
      return { ltr: text.left, rtl: window.innerWidth - text.right };
    });
    expect(Math.round(start[direction])).toBe(16);
    await picture(page, `windows-teaser-${direction}`);
  }
  // Two lines in a bubble less wide.
  await page.setViewportSize({ width: 200, height: 640 });
  await expect.poll(() => visitor.widget.evaluate(() => window.innerWidth), PATIENCE).toBe(158);
  await expect.poll(() => frameHeight(visitor), PATIENCE).toBe(await teaserHeight(visitor));
  expect(await visitor.widget.getByRole('status').evaluate((teaser) => teaser.scrollWidth)).toBe(158);
  await page.setViewportSize(DESKTOP);
  await page.emulateMedia({ forcedColors: 'active' });
  for (const part of [launcher(page), panel(page), visitor.widget.getByRole('button', { name: 'Dismiss' })])
    expect(await edge(part)).toBe('border');
  await picture(page, 'windows-teaser-forced');
  await page.emulateMedia({ media: 'print' });
  expect(await panel(page).isVisible()).toBe(false);
  await visitor.context.close();
  await monitor.context().close();
});

test('W1 no page threw meanwhile', () => {
  expect(world.errors).toEqual([]);
});

/** A visitor whose page lets the stories look at launcher and panel, which stand in a closed shadow root. */
async function visits(url: string, options: PersonOptions & { site?: string } = {}) {
  const { page, context } = await world.person({
    ...options,
    prepare: (page) =>
      page.addInitScript(() => {
        const { attachShadow } = Element.prototype;
        Element.prototype.attachShadow = function (init) {
          return attachShadow.call(this, { ...init, mode: 'open' });
        };
      }),
  });
  const visitor = new Visitor(page, context, url, options.site ?? site);
  await visitor.goes();
  return { visitor, page };
}

function launcher(page: Page) {
  return page.locator('edgewise-chat > button');
}

function panel(page: Page) {
  return page.locator('edgewise-chat > section');
}

function frame(page: Page) {
  return page.locator('edgewise-chat iframe');
}

function frameHeight(visitor: Visitor): Promise<number> {
  return visitor.widget.evaluate(() => window.innerHeight);
}

function teaserHeight(visitor: Visitor): Promise<number> {
  return visitor.widget.getByRole('status').evaluate((teaser) => teaser.clientHeight);
}

/** Messages have half of the height, nothing sticks out, and the composer is whole. */
async function hasRoom(visitor: Visitor, name: string): Promise<void> {
  const whole = visitor.page.viewportSize()!.height;
  const share = () => visitor.widget.locator('.scroller').evaluate((log) => log.clientHeight / window.innerHeight);
  await picture(visitor.page, `windows-${name.replace(' ', '-')}`);
  await expect.poll(() => visitor.widget.evaluate(() => window.innerHeight), PATIENCE).toBe(whole);
  expect(await share(), name).toBeGreaterThanOrEqual(0.5);
  expect(await overflow(visitor.widget), name).toEqual([]);
  const { y, height } = (await visitor.widget.locator('.composer').boundingBox())!;
  expect(y + height, name).toBeLessThanOrEqual(whole);
}

/** What draws the edge of a part, the focus before all: a line of some width in a colour that isn't the ground's. */
function edge(part: ReturnType<Page['locator']>): Promise<'outline' | 'border' | null> {
  return part.evaluate((part) => {
    const style = getComputedStyle(part);
    const drawn = (line: 'outline' | 'border') =>
      Number.parseFloat(style.getPropertyValue(line === 'border' ? 'border-top-width' : 'outline-width')) > 0 &&
      style.getPropertyValue(line === 'border' ? 'border-top-style' : 'outline-style') !== 'none' &&
      style.getPropertyValue(line === 'border' ? 'border-top-color' : 'outline-color') !== style.backgroundColor;
    return drawn('outline') ? 'outline' : drawn('border') ? 'border' : null;
  });
}
