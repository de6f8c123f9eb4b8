/** W2: messages are never lost, doubled or reordered: over reloads and pages, in two tabs, without a network, and when the server says “later”. */
import type { WebSocketRoute } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorld, PATIENCE, picture, Visitor, type World } from './support/world.ts';

let world: World;
let site: string;
beforeAll(async () => {
  world = await openWorld();
  ({ id: site } = await world.site());
});
afterAll(() => world.close());

test('W2 a conversation goes along to the next page, through a reload, and into another tab', async () => {
  const jana = await world.visitor(site);
  await jana.opens();
  await jana.writes('How long does delivery to Croatia take?');
  // The answer's last words.
  await jana.sees(/costs 9 euros\./);
  const before = await messages(jana);
  // A half-written message goes along too.
  await jana.composer.fill('And could I pick it up in Ljubl');

  await jana.goes('/bikes/lipa');
  await jana.sees(/four working days/);
  expect(await messages(jana)).toEqual(before);
  expect(await jana.composer.inputValue()).toBe('And could I pick it up in Ljubl');
  // The panel came back by itself: what the visitor does on the page isn't disturbed by it.
  expect(await jana.page.evaluate(() => document.activeElement?.localName)).toBe('body');

  await jana.reloads();
  await jana.sees(/four working days/);
  expect(await messages(jana)).toEqual(before);
  expect(await jana.composer.inputValue()).toBe('And could I pick it up in Ljubl');

  const second = await opensTab(jana, '/service');
  await expect.poll(() => messages(second), PATIENCE).toEqual(before);
  // The draft is of its tab.
  expect(await second.composer.inputValue()).toBe('');
  await jana.composer.fill('And could I pick it up in Ljubljana?');
  await jana.composer.press('Enter');
  await second.writes('Do panniers fit below a child seat?');
  await second.sees(/no wider than 14 cm/);
  await jana.sees(/no wider than 14 cm/);
  await expect.poll(async () => (await messages(jana)).length, PATIENCE).toBeGreaterThan(before.length + 2);
  await expect.poll(async () => same(await messages(jana), await messages(second)), PATIENCE).toBe(true);
  await jana.context.close();
});

test('W2 what is written without a network waits visibly, and arrives once when the network is back', async () => {
  const marko = await world.visitor(site);
  await marko.opens();
  await marko.writes('Hi, a question about child seats.');
  await marko.widget.getByText(/^Sent/).last().waitFor();
  await marko.context.setOffline(true);
  // The frame of another site is a page of its own to the browser, and hears of it in its own time.
  await expect.poll(() => marko.widget.locator('body').evaluate(() => navigator.onLine)).toBe(false);
  await marko.writes('Does the Karst Tour take one?');
  await marko.widget.getByText('Sending', { exact: true }).waitFor();
  await picture(marko.page, 'widget-sending');
  await marko.writes('From which age on can a child ride in the seat?');
  // Of the first one it may still be said, where the AI had answered it before the network was gone.
  const sent = (text: string) => marko.widget.locator('.own', { hasText: text }).getByText(/^Sent/);
  expect(await sent('Does the Karst Tour').count()).toBe(0);
  expect(await sent('From which age on').count()).toBe(0);
  await marko.context.setOffline(false);
  await sent('From which age on').waitFor();
  await marko.sees(/nine months/);
  const own = [
    'Hi, a question about child seats.',
    'Does the Karst Tour take one?',
    'From which age on can a child ride in the seat?',
  ];
  expect(await ownMessages(marko)).toEqual(own);
  await marko.reloads();
  await marko.sees('From which age on can a child ride in the seat?');
  expect(await ownMessages(marko)).toEqual(own);
  await marko.context.close();
});

test('W2 a message whose ack is lost with the line, even with the page, is there once', async () => {
  const { page, context } = await world.person();
  const lines: WebSocketRoute[] = [];
  let cut = false;
  await context.routeWebSocket(/\/socket\/visitor\//, (line) => {
    const server = line.connectToServer();
    lines.push(line);
    server.onMessage((data) => {
      // The server has it, the visitor doesn't know: the line breaks before any answer.
      if (cut && /"t":"(ack|entry\.added|visit\.welcomed)"/.test(String(data))) void line.close({ code: 1011 });
      else line.send(data);
    });
  });
  const eva = new Visitor(page, context, `${world.shop}/`, site);
  await eva.goes();
  await eva.opens();
  await eva.writes('Do you deliver to Italy?');
  await eva.sees(/Italy a parcel takes four/);
  cut = true;
  await eva.writes('And what does that cost?');
  await expect.poll(() => lines.length, PATIENCE).toBeGreaterThan(1);
  await eva.widget.getByText('Sending', { exact: true }).waitFor();
  // The tab is reloaded before the line is better.
  await eva.reloads();
  cut = false;
  await eva.sees('And what does that cost?');
  await eva.widget.getByText(/^Sent/).last().waitFor();
  expect(await ownMessages(eva)).toEqual(['Do you deliver to Italy?', 'And what does that cost?']);
  await context.close();
});

test('W2 what the server finds too much at once is said, and goes out later, all of it in order', async () => {
  const filip = await world.visitor(site);
  await filip.opens();
  await filip.writes('My list of questions');
  await filip.widget.getByText(/^Sent/).last().waitFor();
  await filip.context.setOffline(true);
  const questions = Array.from({ length: 11 }, (_, i) => `Question ${i + 1} about the Soča`);
  for (const question of questions) await filip.writes(question);
  await filip.context.setOffline(false);
  await filip.widget.getByText(/^Sending again in 0:0\d$/).waitFor();
  await picture(filip.page, 'widget-held');
  await expect.poll(() => filip.widget.getByText(/^Sending/).count(), PATIENCE).toBe(0);
  expect(await ownMessages(filip)).toEqual(['My list of questions', ...questions]);
  await filip.reloads();
  await filip.sees('Question 11 about the Soča');
  expect(await ownMessages(filip)).toEqual(['My list of questions', ...questions]);
  await filip.context.close();
});

test('D4 1,000 characters fit, the counter says so in time, and 1,001 don’t go out', async () => {
  const vesna = await world.visitor(site);
  await vesna.opens();
  const send = vesna.widget.getByRole('button', { name: 'Send' });
  expect(await send.isDisabled()).toBe(true);
  await vesna.composer.fill('🚲'.repeat(800));
  await vesna.sees('800 / 1000');
  const text = `${'Kolo '.repeat(199)}🚲 end`;
  expect([...text].length).toBe(1_000);
  await vesna.composer.fill(`${text}!`);
  await vesna.sees('1 too many');
  expect(await send.isDisabled()).toBe(true);
  await vesna.composer.press('Enter');
  expect(await vesna.composer.inputValue()).toBe(`${text}!`);
  await vesna.composer.press('Backspace');
  await vesna.sees('1000 / 1000');
  await vesna.composer.press('Enter');
  await vesna.widget.getByText(/^Sent/).last().waitFor();
  expect(await ownMessages(vesna)).toEqual([text]);
  await vesna.context.close();
});

test('W2 no page threw meanwhile', () => {
  expect(world.errors).toEqual([]);
});

async function opensTab(visitor: Visitor, path: string): Promise<Visitor> {
  const tab = new Visitor(await world.tab(visitor.context), visitor.context, `${world.shop}${path}`, site);
  await tab.goes();
  await tab.opens();
  return tab;
}

/** The texts of all messages, in order. */
function messages(visitor: Visitor): Promise<string[]> {
  return visitor.widget.locator('.message .bubble').allInnerTexts();
}

function ownMessages(visitor: Visitor): Promise<string[]> {
  return visitor.widget.locator('.message.own .bubble').allInnerTexts();
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, i) => text === b[i]);
}
