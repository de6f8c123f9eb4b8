/**
 * M2: a session card says all of it at a glance: country with flag and name in the viewer's language, device, how long it
 * has been active, how many messages, the last of them, whether the visitor is there, who has it, and a short id.
 */
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ANDROID, CrowdAgent, CrowdVisitor, fillSite, IPAD, IPHONE } from './support/crowd.ts';
import { inboxOf } from './support/inbox.ts';
import { DESKTOP, OWNER, openWorld, PATIENCE, PHONE, picture, TABLET, type World } from './support/world.ts';

let world: World;
let site: { id: string };
let giulia: string;
beforeAll(async () => {
  world = await openWorld();
  site = await world.site();
  giulia = await world.member('Giulia Rossi', { [site.id]: 'agent' });
});
afterAll(() => world.close());

test('M2 the country stands with its flag and its name in the viewer’s language', async () => {
  const maja = await world.agent(OWNER.email, site.id);
  const tine = await world.agent(giulia, site.id, { locale: 'sl-SI' });
  const countries = [
    { country: 'FR', english: 'France', slovene: 'Francija' },
    { country: 'JP', english: 'Japan', slovene: 'Japonska' },
    { country: 'UA', english: 'Ukraine', slovene: 'Ukrajina' },
  ];
  for (const { country, english, slovene } of countries) {
    const visitor = await CrowdVisitor.arrives(world, site.id, { country });
    await cardOf(maja, visitor).getByText(english, { exact: true }).waitFor();
    await cardOf(tine, visitor).getByText(slovene, { exact: true }).waitFor();
    const flag = cardOf(maja, visitor).locator('img');
    expect(await flag.getAttribute('src')).toBe(`/flags/${country.toLowerCase()}.svg`);
    await expect.poll(() => flag.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBeGreaterThan(0);
    visitor.leaves();
  }
  const hidden = await CrowdVisitor.arrives(world, site.id, { country: 'T1' });
  await cardOf(maja, hidden).getByText('Unknown', { exact: true }).waitFor();
  expect(await cardOf(maja, hidden).locator('img').count()).toBe(0);
  hidden.leaves();
  await maja.context().close();
  await tine.context().close();
});

test('M2 the last message reads in its own direction, whoever wrote it and whatever came before, here and in the Inbox', async () => {
  const monitor = await world.agent(OWNER.email, site.id);
  const inbox = await inboxOf(world, OWNER.email, site.id, 'all');
  const layla = await world.visitor(site.id);
  await layla.opens();
  await layla.writes('هل تبيعون مقاعد أطفال؟');
  const lists = [monitor.getByTestId('visit.card')];
  const reads = async (text: string, direction: string) => {
    for (const list of lists) {
      const preview = list.locator('[dir="auto"]').filter({ hasText: text });
      await preview.waitFor();
      expect(await preview.evaluate((part) => getComputedStyle(part).direction), text).toBe(direction);
    }
  };
  await reads('I’m sorry, I couldn’t find an answer', 'ltr');
  const card = monitor.getByTestId('visit.card').filter({ hasText: 'I’m sorry' });
  await card.hover();
  await card.getByTestId('conversation.take-over').click();
  const composer = monitor.getByTestId('composer.text');
  // The Inbox has it from here on.
  lists.push(inbox.getByTestId('inbox.item'));
  // Whose words they are is told in front of them, in whatever script.
  await composer.fill('نعم، لدينا مقاعد كثيرة');
  await composer.press('Enter');
  await reads('نعم، لدينا مقاعد كثيرة', 'rtl');
  await layla.writes('Thank you! For two children?');
  await reads('Thank you! For two children?', 'ltr');
  await layla.writes('شكراً لكم، إلى اللقاء');
  await reads('شكراً لكم، إلى اللقاء', 'rtl');
  await picture(inbox, 'inbox-direction');
  await layla.context.close();
  await inbox.context().close();
  await monitor.context().close();
});

test('M2 the device is known by its browser', async () => {
  const maja = await world.agent(OWNER.email, site.id);
  for (const [userAgent, device] of [
    [IPHONE, 'Mobile'],
    [ANDROID, 'Mobile'],
    [IPAD, 'Tablet'],
    [undefined, 'Desktop'],
  ] as const) {
    const visitor = await CrowdVisitor.arrives(world, site.id, { country: 'SI', ...(userAgent && { userAgent }) });
    await cardOf(maja, visitor).getByText(device, { exact: true }).waitFor();
    visitor.leaves();
  }
  // And by a browser that really is one.
  const zala = await world.visitor(site.id, { phone: true });
  await zala.opens();
  await maja.getByTestId('visit.card').filter({ hasText: 'Mobile' }).first().waitFor();
  await zala.context.close();
  await maja.context().close();
});

test('M2 time ticks, messages are counted, the last is previewed, and the holder and the short id are told', async () => {
  const maja = await world.agent(OWNER.email, site.id);
  const desk = await CrowdAgent.arrives(world, site.id, giulia);
  const taras = await CrowdVisitor.arrives(world, site.id, { country: 'UA', title: 'Lipa · Kolovrat' });
  const card = cardOf(maja, taras);
  await card.getByText('No messages yet. Looking at “Lipa · Kolovrat”.').waitFor();
  await card.getByText('Just opened').waitFor();
  await card.getByTitle('Online', { exact: true }).waitFor();
  expect(await card.getByTestId('visit.open').innerText()).toMatch(new RegExp(`^Visitor\\s*${taras.shortId}$`));

  const active = card.locator('li time');
  const seconds = async () => Number(/^PT(\d+)S$/.exec((await active.getAttribute('datetime')) ?? '')?.[1]);
  const before = await seconds();
  await expect.poll(seconds, PATIENCE).toBeGreaterThan(before + 1);
  expect(await active.innerText()).toMatch(/^0:\d\d$/);

  // The greeting he has read is one of them.
  await taras.asks('Вітаю! Скільки коштує доставка?');
  await card.getByText('3 messages').waitFor({ state: 'attached' });
  await expect.poll(() => card.locator('p').innerText()).toMatch(/^AI: /);
  await card.getByTestId('control.bot').getByText('AI', { exact: true }).waitFor();
  await taras.asks('Дякую! А чи є рама <M> у зеленому & чорному?');
  await card.getByText('5 messages').waitFor({ state: 'attached' });

  const conversation = await taras.conversation();
  expect(await desk.command({ t: 'conversation.take-over', conversation })).toMatchObject({ t: 'ack' });
  await expect.poll(() => card.getByTestId('control.agent').innerText()).toMatch(/^Giulia\s0:\d\d$/);
  await desk.command({ t: 'entry.post', conversation, text: 'Так, є обидва кольори.' });
  await expect.poll(() => card.locator('p').innerText()).toBe('Giulia: Так, є обидва кольори.');
  await taras.says('Чудово <3');
  await expect.poll(() => card.locator('p').innerText()).toBe('Чудово <3');
  await card.getByText('7 messages').waitFor({ state: 'attached' });

  // Gone, but somebody has it: the card stays and says that nobody is there.
  taras.leaves();
  await card.getByTitle('Offline', { exact: true }).waitFor(PATIENCE);
  desk.leaves();
  await maja.context().close();
});

test('M2 a busy Monitor in every size and theme', async () => {
  const busy = await world.site({ name: 'Kolovrat Ljubljana' });
  const luka = await world.member('Luka Novak', { [busy.id]: 'agent' });
  const crowd = await fillSite(world, busy.id, { maja: OWNER.email, giulia: luka });
  const desk = await world.agent(OWNER.email, busy.id);
  const phone = await world.agent(OWNER.email, busy.id, { phone: true });
  for (const [name, page, viewport] of [
    ['desktop', desk, DESKTOP],
    ['tablet', desk, TABLET],
    ['phone', phone, PHONE],
  ] as const) {
    await page.setViewportSize(viewport);
    await page.getByText('12 online').waitFor();
    // Nothing sticks out at the side.
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width);
    await inBothThemes(page, `m2-monitor-${name}`);
    await page.getByTestId('visit.card').filter({ hasText: 'Germany' }).getByTestId('visit.open').click();
    const pane = page.getByTestId('conversation.pane');
    await pane.getByText('rear child seat').first().waitFor();
    await inBothThemes(page, `m2-monitor-${name}-viewing`);
    await (name === 'desktop'
      ? pane.getByTestId('conversation.unview')
      : pane.getByTestId('conversation.back')
    ).click();
    await pane.waitFor({ state: 'detached' });
  }
  crowd.leaves();
  expect(world.errors).toEqual([]);
});

function cardOf(page: Page, visitor: CrowdVisitor): Locator {
  return page.getByTestId('visit.card').filter({ hasText: visitor.shortId });
}

async function inBothThemes(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await picture(page, colorScheme === 'dark' ? `${name}-dark` : name);
  }
}
