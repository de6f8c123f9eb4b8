/** D4: the agent's composer takes 1,000 characters and counts from 800; Enter sends, Shift+Enter breaks; the server refuses more too. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CrowdAgent } from './support/crowd.ts';
import { recordFrames, updatesIn } from './support/frames.ts';
import { OWNER, openWorld, picture, type Visitor, type World } from './support/world.ts';

let world: World;
let site: { id: string };
let monitor: Page;
let nora: Visitor;
let heard: string[] = [];
beforeAll(async () => {
  world = await openWorld();
  site = await world.site();
});
afterAll(() => world.close());

test('D4 the counter appears from 800 characters, and says how many are too many', async () => {
  monitor = await world.agent(OWNER.email, site.id);
  nora = await world.visitor(site.id, {
    prepare: (page) => {
      heard = recordFrames(page);
    },
  });
  await nora.opens();
  await nora.writes('Hej! Har ni barnstolar?');
  await monitor.getByTestId('visit.open').click();
  await monitor.getByTestId('conversation.pane').getByTestId('conversation.take-over').click();
  await nora.sees('Live agent');
  const composer = monitor.getByTestId('composer.text');
  const counter = monitor.getByTestId('composer.counter');
  await composer.fill('ž'.repeat(799));
  await expect.poll(() => monitor.getByTestId('entry.post').isEnabled()).toBe(true);
  expect(await counter.count()).toBe(0);
  await composer.press('End');
  await composer.pressSequentially('ž');
  await expect.poll(() => counter.innerText()).toBe('800 / 1,000');
  // A character is what a reader calls one, not a unit of some encoding.
  await composer.fill('🚲'.repeat(1_000));
  await expect.poll(() => counter.innerText()).toBe('1,000 / 1,000');
  await expect.poll(() => monitor.getByTestId('entry.post').isEnabled()).toBe(true);
  await composer.fill('🚲'.repeat(1_002));
  await expect.poll(() => counter.innerText()).toBe('2 characters too many');
  await expect.poll(() => monitor.getByTestId('entry.post').isDisabled()).toBe(true);
  expect(await composer.getAttribute('aria-invalid')).toBe('true');
  await picture(monitor, 'd4-too-long');
  const send = (await monitor.getByTestId('entry.post').boundingBox())!;
  const pane = (await monitor.getByTestId('conversation.pane').boundingBox())!;
  expect(send.x + send.width).toBeLessThan(pane.x + pane.width);
  // Enter sends nothing, and nothing is lost.
  await composer.press('Enter');
  expect(await composer.inputValue()).toBe('🚲'.repeat(1_002));
});

test('D4 Enter sends, Shift+Enter breaks the line, and 1,000 characters arrive whole', async () => {
  const composer = monitor.getByTestId('composer.text');
  await composer.fill('Ja, tre stycken:');
  await composer.press('Shift+Enter');
  await monitor.keyboard.insertText('en fram, två bak.');
  expect(await composer.inputValue()).toBe('Ja, tre stycken:\nen fram, två bak.');
  expect(agentTexts()).toEqual([]);
  await composer.press('Enter');
  await nora.sees('Ja, tre stycken:');
  await expect.poll(agentTexts).toEqual(['Ja, tre stycken:\nen fram, två bak.']);
  await expect
    .poll(() => nora.widget.locator('.bubble').filter({ hasText: 'Ja, tre stycken' }).innerText())
    .toBe('Ja, tre stycken:\nen fram, två bak.');
  const long = `${'Långt svar. '.repeat(83)}<&>!`;
  expect([...long].length).toBe(1_000);
  await composer.fill(long);
  await composer.press('Enter');
  await expect.poll(agentTexts).toContain(long);
  // A blank one is none.
  await composer.fill('  \n ');
  await composer.press('Enter');
  await composer.fill('Klart!');
  await composer.press('Enter');
  await expect.poll(agentTexts).toHaveLength(3);
  expect(agentTexts().at(-1)).toBe('Klart!');
});

test('D4 the server refuses a longer message, whoever sends it', async () => {
  const desk = await CrowdAgent.arrives(world, site.id, OWNER.email);
  const { id: conversation } = (await desk.card((card) => card.conversation !== null)).conversation!;
  const post = (text: string) => desk.command({ t: 'entry.post', conversation, text });
  expect(await post('x'.repeat(1_001))).toMatchObject({ t: 'refused', code: 'message.too-long' });
  expect(await post('🚲'.repeat(1_001))).toMatchObject({ t: 'refused', code: 'message.too-long' });
  expect(await post(' \n')).toMatchObject({ t: 'refused', code: 'message.empty' });
  expect(await post('🚲'.repeat(1_000))).toMatchObject({ t: 'ack' });
  await expect.poll(agentTexts).toHaveLength(4);
  expect(agentTexts().at(-1)).toBe('🚲'.repeat(1_000));
  desk.leaves();
  expect(world.errors).toEqual([]);
});

/** What agents wrote, as the visitor's client received it. */
function agentTexts(): string[] {
  return updatesIn(heard).flatMap(({ t, entry }) => {
    if (t !== 'entry.added') return [];
    const { from, text } = entry as { from?: string; text: string };
    return from === 'agent' ? [text] : [];
  });
}
