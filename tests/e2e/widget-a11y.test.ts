/**
 * W3: the chat for everybody: by keyboard alone, heard rather than seen, light and dark, on the smallest phone with its keyboard open, from
 * right to left, and at rest where motion isn't wanted.
 */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { overflow, violations } from './support/axe.ts';
import { accessible, OWNER, openWorld, PATIENCE, picture, type Visitor, type World } from './support/world.ts';

let world: World;
let site: string;
beforeAll(async () => {
  world = await openWorld();
  ({ id: site } = await world.site());
});
afterAll(() => world.close());

test('W3 by keyboard alone from the page to a sent message, and back to where one was', async () => {
  const ada = await world.visitor(site, { path: '/service' });
  const { keyboard } = ada.page;
  await tabsTo(ada.page, 'Open chat');
  await keyboard.press('Enter');
  await ada.composer.waitFor();
  // The cursor stands where one writes.
  await expect.poll(() => ada.composer.evaluate((field) => field === document.activeElement), PATIENCE).toBe(true);
  await keyboard.type('Do panniers fit below a child seat?');
  await keyboard.press('Enter');
  await ada.sees(/no wider than 14 cm/);
  await picture(ada.page, 'a11y-keyboard');

  // Backwards through the panel: messages, close, menu, the way to a person.
  const reached: string[] = [];
  for (let step = 0; step < 4; step++) {
    await keyboard.press('Shift+Tab');
    reached.push(
      await ada.widget.evaluate(
        () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '',
      ),
    );
  }
  expect(reached).toEqual(['Messages', 'Close chat', 'End chat', 'Talk to a person']);
  await keyboard.press('Tab');
  await keyboard.press('Enter');
  await ada.widget.getByRole('alertdialog').waitFor();
  // Escape closes one thing at a time.
  await keyboard.press('Escape');
  await ada.widget.getByRole('alertdialog').waitFor({ state: 'hidden' });
  expect(await launcher(ada.page)).toEqual(['Close chat']);
  await keyboard.press('Escape');
  await expect.poll(() => launcher(ada.page), PATIENCE).toEqual(['Open chat']);
  expect((await accessible(ada.page)).filter(({ focused, role }) => focused && role === 'button')).toMatchObject([
    { name: 'Open chat' },
  ]);
  await keyboard.press('Enter');
  await expect.poll(() => launcher(ada.page), PATIENCE).toEqual(['Close chat']);
  await ada.context.close();
});

test('W3 what is said is a log that is read out, with words for who speaks and how far a message came', async () => {
  const ben = await world.visitor(site);
  await ben.opens();
  await ben.widget.getByRole('dialog', { name: 'Chat with Kolovrat' }).waitFor();
  const log = ben.widget.getByRole('log', { name: 'Messages' });
  await ben.writes('Which bikes can take a child seat?');
  await log.getByText(/rear child seat fits/).waitFor();
  // Read out whole: the log is busy while an answer is being written.
  await expect.poll(() => log.getAttribute('aria-busy'), PATIENCE).toBe('false');
  expect(await log.getAttribute('aria-live')).not.toBe('off');
  await log.getByText('Vela', { exact: true }).first().waitFor();
  await log.getByText(/^Sent \d\d:\d\d$/).waitFor();
  await ben.context.close();
});

test('W3 axe finds nothing in any state, light or dark', async () => {
  const monitor = await world.agent(OWNER.email, site);
  await monitor.getByTestId('monitor.online').waitFor();
  const cleo = await world.visitor(site);
  await looks(cleo, 'page');
  await cleo.opens();
  await cleo.sees('Hi, I’m Vela');
  await looks(cleo, 'open');
  await cleo.writes('Do you rent kayaks for the lake?');
  await cleo.widget.getByRole('log').getByRole('button', { name: 'Talk to a person' }).click();
  await cleo.widget.locator('.waiting-card').waitFor();
  await looks(cleo, 'waiting');
  const card = monitor.getByTestId('visit.card').filter({ has: monitor.getByTestId('control.waiting') });
  await card.hover();
  await card.getByTestId('conversation.take-over').click();
  await cleo.sees('Live agent');
  await monitor
    .getByTestId('composer.text')
    .fill('Good morning! Kayaks no, but bikes with a trailer: https://kolovrat.example/trailers.');
  await monitor.getByTestId('composer.text').press('Enter');
  await cleo.sees(/Kayaks no/);
  await looks(cleo, 'agent');
  await cleo.widget.getByRole('button', { name: 'End chat' }).click();
  await looks(cleo, 'end');
  await cleo.widget.getByRole('alertdialog').getByRole('button', { name: 'End chat' }).click();
  await cleo.sees('You ended the chat');
  await looks(cleo, 'closed');
  await cleo.context.close();
  await monitor.context().close();
});

test('W3 on a phone it is the whole screen, stays above the keyboard, and fits 320 px', async () => {
  const dan = await world.visitor(site, { phone: true });
  await dan.page.emulateMedia({ reducedMotion: 'reduce' });
  await dan.page.touchscreen.tap(390 - 48, 844 - 48);
  await dan.composer.waitFor();
  await expect.poll(() => size(dan), PATIENCE).toEqual([390, 844]);
  // No keyboard yet: the visitor reads first. And the page behind keeps still.
  expect(await dan.composer.evaluate((field) => field === document.activeElement)).toBe(false);
  expect(await dan.page.evaluate(() => getComputedStyle(document.documentElement).overflow)).toBe('hidden');
  await dan.writes('Do panniers fit below a child seat?');
  await dan.sees(/no wider than 14 cm/);
  expect(await violations(dan.widget)).toEqual([]);
  await picture(dan.page, 'a11y-phone');

  // The keyboard takes 340 px of what is seen, as on a phone.
  await dan.page.evaluate(() => {
    const seen = window.visualViewport!;
    Object.defineProperty(seen, 'height', { value: 504, configurable: true });
    seen.dispatchEvent(new Event('resize'));
  });
  await expect.poll(() => size(dan), PATIENCE).toEqual([390, 504]);
  const field = (await dan.composer.boundingBox())!;
  expect(field.y + field.height).toBeLessThanOrEqual(504);
  await picture(dan.page, 'a11y-phone-keyboard');
  await dan.page.evaluate(() => {
    const seen = window.visualViewport!;
    delete (seen as { height?: number }).height;
    seen.dispatchEvent(new Event('resize'));
  });

  await dan.page.setViewportSize({ width: 320, height: 568 });
  await expect.poll(() => size(dan), PATIENCE).toEqual([320, 568]);
  expect(await overflow(dan.widget)).toEqual([]);
  for (const button of await dan.widget.getByRole('button').all()) {
    if (!(await button.isVisible())) continue;
    const { x, width, height } = (await button.boundingBox())!;
    expect(Math.round(Math.min(width, height)), (await button.innerText()) || 'icon').toBeGreaterThanOrEqual(40);
    expect(x).toBeGreaterThanOrEqual(0);
    expect(x + width).toBeLessThanOrEqual(320);
  }
  await picture(dan.page, 'a11y-320');

  // On its side it is the whole screen still. With room for more the page scrolls again, also while the chat is open.
  const asPhone = async () => [
    await dan.page.evaluate(() => getComputedStyle(document.documentElement).overflow === 'hidden'),
    (await dan.widget.locator(':root').getAttribute('class')) === 'phone',
  ];
  expect(await asPhone()).toEqual([true, true]);
  await dan.page.setViewportSize({ width: 568, height: 320 });
  await expect.poll(() => size(dan), PATIENCE).toEqual([568, 320]);
  expect(await asPhone()).toEqual([true, true]);
  await dan.page.setViewportSize({ width: 800, height: 600 });
  await expect.poll(asPhone, PATIENCE).toEqual([false, false]);
  await dan.page.setViewportSize({ width: 320, height: 568 });
  await expect.poll(asPhone, PATIENCE).toEqual([true, true]);
  await dan.widget.getByRole('button', { name: 'Close chat' }).click();
  await expect.poll(() => launcher(dan.page), PATIENCE).toEqual(['Open chat']);
  expect(await dan.page.evaluate(() => getComputedStyle(document.documentElement).overflow)).not.toBe('hidden');
  await dan.context.close();
});

test('W3 nothing moves for who doesn’t want motion, and something does for the others', async () => {
  const monitor = await world.agent(OWNER.email, site);
  await monitor.getByTestId('monitor.online').waitFor();
  const fay = await world.visitor(site);
  await fay.opens();
  await fay.widget.getByRole('button', { name: 'Talk to a person' }).click();
  await fay.widget.locator('.waiting-card').waitFor();
  const card = monitor.getByTestId('visit.card').filter({ has: monitor.getByTestId('control.waiting') });
  await card.hover();
  await card.getByTestId('conversation.take-over').click();
  await fay.sees('Live agent');
  const composer = monitor.getByTestId('composer.text');
  const moving = () =>
    fay.widget.evaluate(() => document.getAnimations().filter(({ playState }) => playState === 'running').length);
  await composer.pressSequentially('One moment', { delay: 10 });
  await fay.widget.locator('.dots').waitFor();
  expect(await moving()).toBeGreaterThan(0);
  await fay.page.emulateMedia({ reducedMotion: 'reduce' });
  await expect.poll(moving, PATIENCE).toBe(0);
  await fay.context.close();
  await monitor.context().close();
});

test('W3 a text goes in its own direction', async () => {
  const noor = await world.visitor(site);
  await noor.opens();
  await noor.composer.fill('هل تبيعون مقاعد أطفال؟');
  const direction = (element: HTMLElement | SVGElement) => getComputedStyle(element).direction;
  expect(await noor.composer.evaluate(direction)).toBe('rtl');
  await noor.composer.press('Enter');
  const bubble = noor.widget.locator('.message.own .bubble');
  await bubble.getByText('هل تبيعون').waitFor();
  expect(await bubble.evaluate(direction)).toBe('rtl');
  await noor.composer.fill('Child seats?');
  expect(await noor.composer.evaluate(direction)).toBe('ltr');
  await picture(noor.page, 'a11y-rtl');
  await noor.context.close();
});

test('W3 no page threw meanwhile', () => {
  expect(world.errors).toEqual([]);
});

async function tabsTo(page: Page, name: string): Promise<void> {
  for (let step = 0; step < 40; step++) {
    await page.keyboard.press('Tab');
    if ((await accessible(page)).some((node) => node.focused && node.name === name)) return;
  }
  throw new Error(`no way by Tab to “${name}”`);
}

async function launcher(page: Page): Promise<string[]> {
  return (await accessible(page))
    .filter(({ role, name }) => role === 'button' && /chat/i.test(name))
    .map(({ name }) => name);
}

async function looks(visitor: Visitor, state: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await visitor.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    if (state !== 'page') expect(await violations(visitor.widget), `${state}, ${colorScheme}`).toEqual([]);
    await picture(visitor.page, `a11y-${state}-${colorScheme}`);
  }
  await visitor.page.emulateMedia({ colorScheme: 'light', reducedMotion: null });
}

function size(visitor: Visitor): Promise<[number, number]> {
  return visitor.widget.evaluate(() => [window.innerWidth, window.innerHeight] as [number, number]);
}
