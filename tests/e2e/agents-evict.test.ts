/** A conversation goes on while the site's object forgets its memory between any two steps, with its sockets asleep or torn: nobody reloads. */
import type { Frame, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { OWNER, openWorld, PATIENCE, picture, type Visitor, type World } from './support/world.ts';

let world: World;
let site: { id: string };
let monitor: Page;
let ines: Visitor;
beforeAll(async () => {
  world = await openWorld();
  site = await world.site();
});
afterAll(() => world.close());

test('M4 a conversation goes on when the object sleeps and wakes between all of its steps', async () => {
  monitor = await world.agent(OWNER.email, site.id);
  ines = await world.visitor(site.id);
  await ines.opens();
  for (const page of [monitor, ines.widget]) await page.evaluate(() => Object.assign(window, { sameDocument: true }));
  await monitor.getByTestId('visit.open').waitFor();
  await world.evict(site.id);
  await ines.writes('¡Hola! ¿Tenéis sillas infantiles?');
  await expect.poll(() => ines.widget.locator('article').count()).toBeGreaterThan(2);
  await world.evict(site.id);
  await monitor.getByTestId('visit.open').click();
  const pane = monitor.getByTestId('conversation.pane');
  await pane.getByText('¿Tenéis sillas infantiles?').waitFor();
  await world.evict(site.id);
  await pane.getByTestId('conversation.take-over').click();
  await ines.sees('Live agent');
  await world.evict(site.id);
  await says('Sí, tres. ¿Para qué bicicleta?');
  await ines.sees('Sí, tres. ¿Para qué bicicleta?');
  await world.evict(site.id);
  await ines.writes('Para la Bora 40.');
  await pane.getByText('Para la Bora 40.').waitFor();
  await world.evict(site.id);
  await pane.getByTestId('conversation.leave').click();
  await ines.sees('Maja left. Vela answers again');
  expect(await monitor.getByTestId('link.reconnecting').count()).toBe(0);
});

test('M4 when the sockets are torn both sides say that they reconnect, come back by themselves, and miss nothing', async () => {
  const pane = monitor.getByTestId('conversation.pane');
  await pane.getByTestId('conversation.take-over').click();
  await ines.sees('Live agent');
  await watchFor(monitor, '[data-testid="link.reconnecting"]');
  await watchFor(ines.widget, '.strip');
  for (const round of [1, 2]) {
    await world.evict(site.id, 'close');
    // Written while nobody is connected, or just about.
    await Promise.all([
      ines.writes(`Pregunta ${round}: ¿y cuánto cuesta?`),
      says(`Respuesta ${round}: 89 euros & ya está.`),
    ]);
    await pane.locator('[data-from="visitor"]').getByText(`Pregunta ${round}: ¿y cuánto cuesta?`).waitFor(PATIENCE);
    await ines.widget.getByText(`Respuesta ${round}: 89 euros & ya está.`).waitFor(PATIENCE);
    await monitor.getByTestId('link.reconnecting').waitFor({ state: 'detached' });
    await ines.widget.locator('.strip').waitFor({ state: 'detached' });
  }
  expect(await seen(monitor)).toBe(true);
  expect(await seen(ines.widget)).toBe(true);
  await picture(monitor, 'evict-monitor');

  // Once each, on both sides, and control is where it was.
  for (const text of ['Pregunta 1', 'Pregunta 2', 'Respuesta 1', 'Respuesta 2', 'Para la Bora 40.']) {
    await expect.poll(() => pane.getByText(text).count()).toBe(1);
    await expect.poll(() => ines.widget.locator('.bubble').getByText(text).count()).toBe(1);
  }
  await expect.poll(() => pane.getByTestId('entry.sending').count()).toBe(0);
  await pane.getByText('You have this conversation.').waitFor();
  await ines.widget.getByText('Live agent').waitFor();
  expect(await monitor.getByTestId('visit.card').count()).toBe(1);
  for (const page of [monitor, ines.widget]) expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true);
  expect(world.errors).toEqual([]);
});

async function says(text: string): Promise<void> {
  await monitor.getByTestId('composer.text').fill(text);
  await monitor.getByTestId('composer.text').press('Enter');
}

/** Notices if this is ever in the page, however briefly. */
async function watchFor(page: Page | Frame, selector: string): Promise<void> {
  await page.evaluate((wanted) => {
    new MutationObserver((_, watch) => {
      if (!document.querySelector(wanted)) return;
      Object.assign(window, { seen: true });
      watch.disconnect();
    }).observe(document.body, { childList: true, subtree: true });
  }, selector);
}

function seen(page: Page | Frame): Promise<boolean> {
  return page.evaluate(() => 'seen' in window);
}
