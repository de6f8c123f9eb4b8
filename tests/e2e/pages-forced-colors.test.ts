/**
 * The dashboard in forced colours, where fills and shadows are gone: what can be pressed or written in has an edge, what is chosen, switched
 * on or has the focus is seen. A picture of each place is kept to be looked at.
 */
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { setQueue } from './support/desk.ts';
import { inboxOf, rowOf, waitingVisitor } from './support/inbox.ts';
import { OWNER, openWorld, PATIENCE, picture, type World } from './support/world.ts';

const FORCED = {
  prepare: (page: Page) => page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' }),
};

let world: World;
let site: string;
beforeAll(async () => {
  world = await openWorld();
  ({ id: site } = await world.site());
  await setQueue(world, site, { mode: 'pick' });
});
afterAll(() => world.close());

test('Monitor and Inbox in forced colours', async () => {
  const desk = await inboxOf(world, OWNER.email, site, 'unassigned', FORCED);
  const zofia = await waitingVisitor(world, site, 'Which bikes can take a child seat?');
  const layla = await waitingVisitor(world, site, 'هل يمكنكم توصيل الدراجة إلى بيروت قبل نهاية الشهر؟');
  for (const dark of [false, true]) {
    const monitor = await world.agent(OWNER.email, site, { ...FORCED, dark });
    const cards = monitor.getByTestId('visit.card');
    await expect.poll(() => cards.count(), PATIENCE).toBe(2);
    expect(await edges(cards)).toEqual(['line', 'line']);
    await monitor.getByTestId('visit.open').first().click();
    await monitor.getByText('Hello!', { exact: true }).waitFor();
    await picture(monitor, `forced-monitor-${dark ? 'dark' : 'light'}`);
    const current = cards.and(monitor.locator('[aria-current]'));
    await expect.poll(() => edges(current), PATIENCE).toEqual(['chosen']);
    expect(await edges(monitor.locator('nav [aria-current]'))).toEqual(['chosen']);
    expect(await edges(monitor.locator('[aria-pressed="true"]'))).toEqual(['chosen']);
    expect(new Set(await edges(monitor.locator('[aria-pressed="false"]')))).toEqual(new Set(['line']));
    await hasEdges(monitor);
    await monitor.context().close();
  }

  await rowOf(desk, 'child seat').click();
  await desk.getByTestId('conversation.assign-to-me').click();
  const text = desk.getByTestId('composer.text');
  await text.fill('Good morning! I’m looking it up.');
  await text.press('Enter');
  await zofia.sees('looking it up');
  await desk.getByTestId('composer.note').click();
  await text.fill('Third time that she asks. Be kind.');
  await picture(desk, 'forced-inbox');
  await expect
    .poll(() => edges(desk.getByTestId('inbox.item').and(desk.locator('[aria-current]'))))
    .toEqual(['chosen']);
  expect(await edges(desk.getByTestId('composer.note'))).toEqual(['chosen']);
  expect(await edges(desk.getByTestId('composer.reply'))).toEqual(['line']);
  await hasEdges(desk);
  // Who writes sees where.
  expect(await edges(boxOf(text))).toEqual(['chosen']);
  await desk.getByTestId('member.open').focus();
  expect(await edges(boxOf(text))).toEqual(['line']);

  await desk.getByTestId('member.open').click();
  const menu = desk.getByRole('menu');
  await menu.waitFor();
  await picture(desk, 'forced-menu');
  expect(await edges(menu)).toEqual(['line']);
  expect(await edges(menu.locator(':focus'))).toEqual(['chosen']);
  await desk.keyboard.press('Escape');

  await desk.getByTestId('conversation.close').first().click();
  const dialog = desk
    .getByRole('dialog')
    .or(desk.getByRole('alertdialog'))
    .filter({ has: desk.getByTestId('confirm') });
  await dialog.waitFor();
  await picture(desk, 'forced-dialog');
  expect(await edges(dialog)).toEqual(['line']);
  expect(await edges(dialog.locator('[aria-selected="true"]'))).toEqual(['chosen']);
  await hasEdges(desk);
  await desk.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });

  const toggle = desk.getByRole('switch');
  const fill = () => toggle.evaluate((one) => getComputedStyle(one).backgroundColor);
  const on = await fill();
  await toggle.click();
  await expect.poll(() => toggle.getAttribute('aria-checked'), PATIENCE).toBe('false');
  await expect.poll(fill, PATIENCE).not.toBe(on);
  await picture(desk, 'forced-off');
  expect(await edges(toggle)).toEqual(['line']);
  await toggle.press('Space');
  await expect.poll(() => toggle.getAttribute('aria-checked'), PATIENCE).toBe('true');
  await expect.poll(fill, PATIENCE).toBe(on);
  for (const visitor of [zofia, layla]) await visitor.context.close();
  await desk.context().close();
});

test('what rings in forced colours', async () => {
  await setQueue(world, site, { mode: 'ring', ringMs: 30_000 });
  const desk = await inboxOf(world, OWNER.email, site, 'unassigned', FORCED);
  const zofia = await waitingVisitor(world, site, 'Is the Karst Tour there in green?');
  for (const colorScheme of ['light', 'dark'] as const) {
    await desk.emulateMedia({ colorScheme });
    const banner = desk.getByTestId('offer');
    await banner.waitFor();
    await picture(desk, `forced-offer-${colorScheme}`);
    expect(await edges(banner)).toEqual(['line']);
    expect(await edges(banner.getByRole('button'))).not.toContain(null);
    await desk.getByTestId('offer.accept').focus();
    expect(await edges(desk.getByTestId('offer.accept'))).toEqual(['chosen']);
  }
  await desk.getByTestId('offer.accept').click();
  await desk.getByTestId('composer.text').waitFor();
  await zofia.context.close();
  await desk.context().close();
  await setQueue(world, site, { mode: 'pick' });
});

test('settings in forced colours', async () => {
  const { page, context } = await world.person({ email: OWNER.email, ...FORCED });
  for (const [name, path, there] of [
    ['settings', `sites/${site}/settings`, page.getByTestId('install.snippet')],
    ['desk', `sites/${site}/desk`, page.getByRole('checkbox').first()],
    ['queues', `sites/${site}/queues`, page.getByText('Agents pick from it')],
    ['agents', `sites/${site}/agents`, page.getByRole('cell', { name: 'General' })],
    ['knowledge', `sites/${site}/knowledge`, page.getByText('Child seats and racks')],
    ['members', 'members', page.getByTestId('members').getByText(OWNER.name)],
    ['account', 'account', page.getByTestId('sessions').getByRole('listitem').first()],
  ] as const) {
    await page.goto(`${world.origin}/${path}`);
    await there.waitFor();
    await picture(page, `forced-${name}`);
    await hasEdges(page);
    const chosen = page.locator('[aria-current]');
    expect(new Set(await edges(chosen)), name).toEqual(new Set((await chosen.count()) ? ['chosen'] : []));
  }
  await page.getByLabel('Name', { exact: true }).focus();
  expect(await edges(boxOf(page.getByLabel('Name', { exact: true })))).toEqual(['chosen']);
  await context.close();
});

test('no page threw meanwhile', () => {
  expect(world.errors).toEqual([]);
});

/** Everything that is pressed or written in, and every section, has an edge: its own, or the one of the box, card or list that it fills. */
async function hasEdges(page: Page): Promise<void> {
  const parts = page.locator(':is(button, input, textarea, select, [class*="section"]):visible');
  const bare = await parts.evaluateAll((parts) => {
    const edged = (part: Element | null | undefined): boolean => {
      const style = part && getComputedStyle(part);
      return !!style && style.borderTopStyle !== 'none' && Number.parseFloat(style.borderTopWidth) > 0;
    };
    const around = (part: Element, what: string) => edged(part.parentElement?.closest(what));
    return parts
      .filter((part) => {
        if (edged(part) || !/^(button|input|textarea|select|section)$/.test(part.localName)) return false;
        if (part.matches('input, textarea')) {
          // The browser draws checkboxes.
          if (part.matches('[type="checkbox"], [type="radio"]')) return getComputedStyle(part).appearance !== 'auto';
          return !around(part, '[class*="box"], [class*="search"]');
        }
        return !(part.matches('[class*="open"]') && around(part, '[class*="card"], [class*="list"]'));
      })
      .map((part) => part.outerHTML.slice(0, 160));
  });
  expect(bare).toEqual([]);
}

/** The box that draws the edge of a field: itself, or the nearest around it. */
function boxOf(field: Locator): Locator {
  return field.locator('xpath=ancestor-or-self::*[contains(@class, "box")][1]');
}

/** How each part is drawn around: chosen (or having the focus) in the colour for that, by a line, or not at all. */
function edges(parts: Locator): Promise<('chosen' | 'line' | null)[]> {
  return parts.evaluateAll((parts) => {
    const probe = document.body.appendChild(document.createElement('i'));
    const system = (color: string) => {
      probe.style.color = color;
      return getComputedStyle(probe).color;
    };
    const highlight = system('Highlight');
    // The browser itself highlights what the pointer is on.
    const lines = ['Highlight', 'CanvasText', 'ButtonText', 'ButtonBorder', 'LinkText', 'FieldText', 'GrayText'].map(
      system,
    );
    const drawn = parts.map((part) => {
      const { outlineStyle, outlineWidth, outlineColor, borderTopStyle, borderTopWidth, borderTopColor } =
        getComputedStyle(part);
      if (outlineStyle !== 'none' && outlineWidth === '2px' && outlineColor === highlight) return 'chosen';
      const line = borderTopStyle !== 'none' && Number.parseFloat(borderTopWidth) > 0;
      return line && lines.includes(borderTopColor) ? 'line' : null;
    });
    probe.remove();
    return drawn;
  });
}
