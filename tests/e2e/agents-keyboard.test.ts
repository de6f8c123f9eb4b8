/** The Monitor by keyboard alone: move, view, take over, write, get out again; dialogs keep the focus and give it back. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CrowdVisitor } from './support/crowd.ts';
import { OWNER, openWorld, picture, type World } from './support/world.ts';

let world: World;
let site: { id: string };
let monitor: Page;
const visitors: CrowdVisitor[] = [];
beforeAll(async () => {
  world = await openWorld();
  site = await world.site();
  monitor = await world.agent(OWNER.email, site.id);
  for (const [country, text] of [
    ['FI', 'Hei, paljonko toimitus maksaa?'],
    ['GR', 'Γεια σας! Έχετε παιδικά καθίσματα;'],
    ['KR', '안녕하세요, 배송비가 얼마예요?'],
  ] as const) {
    const visitor = await CrowdVisitor.arrives(world, site.id, { country });
    await visitor.asks(text);
    visitors.push(visitor);
  }
});
afterAll(() => world.close());

test('M3 j and k move from card to card with the focus to be seen, and Enter views', async () => {
  await monitor.getByText('3 online').waitFor();
  await expect.poll(() => monitor.getByTestId('control.bot').getByText('AI', { exact: true }).count()).toBe(3);
  const order = await monitor.getByTestId('visit.card').evaluateAll((cards) =>
    cards
      .map((card) => ({ id: card.getAttribute('data-visit'), box: card.getBoundingClientRect() }))
      .sort((a, b) => a.box.y - b.box.y || a.box.x - b.box.x)
      .map(({ id }) => id),
  );
  await monitor.keyboard.press('j');
  expect(await focusedCard()).toBe(order[0]);
  await monitor.keyboard.press('j');
  expect(await focusedCard()).toBe(order[1]);
  await monitor.keyboard.press('j');
  await monitor.keyboard.press('j');
  expect(await focusedCard()).toBe(order[2]);
  await monitor.keyboard.press('k');
  expect(await focusedCard()).toBe(order[1]);
  expect(await focusRing()).toBe(true);
  await picture(monitor, 'keyboard-focus');
  await monitor.keyboard.press('Enter');
  await monitor.getByTestId('conversation.thread').waitFor();
  expect(await monitor.getByTestId('conversation.pane').getAttribute('data-visit')).toBe(order[1]);
});

test('M4 T takes over and puts the focus into the composer; Escape leaves it, and once more closes the view', async () => {
  await monitor.keyboard.press('t');
  const composer = monitor.getByTestId('composer.text');
  await composer.waitFor();
  await expect.poll(() => composer.evaluate((field) => field === document.activeElement)).toBe(true);
  // Letters are letters here.
  await monitor.keyboard.type('jk t? Καλημέρα!');
  expect(await composer.inputValue()).toBe('jk t? Καλημέρα!');
  await monitor.keyboard.press('Enter');
  const thread = monitor.getByTestId('conversation.thread');
  await thread.locator('[data-from="agent"]').getByText('jk t? Καλημέρα!').waitFor();
  await monitor.keyboard.press('Escape');
  await monitor.getByTestId('conversation.pane').waitFor();
  expect(await composer.evaluate((field) => field === document.activeElement)).toBe(false);
  await monitor.keyboard.press('Escape');
  await monitor.getByTestId('conversation.pane').waitFor({ state: 'detached' });
  // Back on the card one came from.
  expect(await focusedCard()).not.toBeNull();
  expect(new URL(monitor.url()).search).toBe('');
});

test('M3 ? lists the keys in a dialog that keeps the focus and gives it back', async () => {
  const before = await focusedCard();
  await monitor.keyboard.press('?');
  const dialog = monitor.getByRole('dialog', { name: 'Keyboard' });
  await dialog.waitFor();
  await picture(monitor, 'keyboard-help');
  for (let i = 0; i < 6; i++) {
    await monitor.keyboard.press(i % 2 ? 'Shift+Tab' : 'Tab');
    expect(await focusIsBehind()).toBe(false);
  }
  // Keys of the page are not heard behind it.
  await monitor.keyboard.press('j');
  expect(await focusIsBehind()).toBe(false);
  await monitor.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  expect(await focusedCard()).toBe(before);
});

test('M4 the question before the end traps the focus, is not answered by the key that asked it, and gives the focus back', async () => {
  await monitor.keyboard.press('Enter');
  const end = monitor.getByTestId('conversation.close');
  await end.waitFor();
  await end.focus();
  const question = monitor.getByRole('dialog', { name: 'End this conversation?' });
  // Held down.
  await monitor.keyboard.down('Enter');
  await question.waitFor();
  await monitor.keyboard.down('Enter');
  await monitor.keyboard.up('Enter');
  expect(await question.isVisible()).toBe(true);
  const answer = () => monitor.evaluate(() => document.activeElement?.textContent);
  await expect.poll(() => focusIsWithin('[data-testid="pick.search"]')).toBe(true);
  const reached = new Set<string | null | undefined>();
  for (let i = 0; i < 6; i++) {
    await monitor.keyboard.press('Tab');
    expect(await focusIsBehind()).toBe(false);
    reached.add(await answer());
  }
  expect([...reached]).toContain('End conversation');
  await monitor.keyboard.press('Escape');
  await question.waitFor({ state: 'detached' });
  expect(await end.evaluate((button) => button === document.activeElement)).toBe(true);
  await monitor.keyboard.press('Enter');
  await question.waitFor();
  // Enter chooses a reason and goes on to the note; it ends nothing.
  await monitor.keyboard.press('ArrowDown');
  await monitor.keyboard.press('Enter');
  await expect.poll(() => focusIsWithin('[data-testid="wrap-up.note"]')).toBe(true);
  expect(await question.isVisible()).toBe(true);
  await monitor.keyboard.press('Control+Enter');
  await monitor.getByText('This conversation is closed.').waitFor();
  await question.waitFor({ state: 'detached' });
});

test('M7 the popover of the sounds begins on the choice and gives the focus back', async () => {
  const button = monitor.getByTestId('sound.open');
  await button.focus();
  expect(await focusRing()).toBe(true);
  await monitor.keyboard.press('Enter');
  await expect.poll(() => focusIsWithin('[data-testid="sound.menu"] input:checked')).toBe(true);
  await monitor.keyboard.press('Escape');
  await expect.poll(() => button.evaluate((one) => one === document.activeElement)).toBe(true);
  for (const visitor of visitors) visitor.leaves();
  expect(world.errors).toEqual([]);
});

function focusedCard(): Promise<string | null> {
  return monitor.evaluate(
    () => document.activeElement?.closest('[data-testid="visit.card"]')?.getAttribute('data-visit') ?? null,
  );
}

function focusIsWithin(selector: string): Promise<boolean> {
  return monitor.evaluate((wanted) => Boolean(document.activeElement?.closest(wanted)), selector);
}

/** Whether the focus is on something of the page behind a dialog. Past its end the focus is the browser's own for one step. */
function focusIsBehind(): Promise<boolean> {
  return monitor.evaluate(
    () => document.activeElement !== document.body && !document.activeElement?.closest('dialog[open]'),
  );
}

/** Whether the eye finds what has the focus: an outline on it, or on the card that it covers. */
function focusRing(): Promise<boolean> {
  return monitor.evaluate(() => {
    const focused = document.activeElement!;
    const card = focused.closest('[data-testid="visit.card"]');
    const drawn = (style: CSSStyleDeclaration) =>
      (style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== 'none';
    return [
      getComputedStyle(focused),
      getComputedStyle(focused, '::after'),
      getComputedStyle(focused, '::before'),
      ...(card ? [getComputedStyle(card)] : []),
    ].some(drawn);
  });
}
