/** M9: every site has its own Monitor, reached from the site's menu, and nothing of one is visible in another. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordFrames } from './support/frames.ts';
import { OWNER, openWorld, picture, type World } from './support/world.ts';

let world: World;
let kolovrat: { id: string; shop: string };
let veslo: { id: string; shop: string };
let giulia: string;
let monitor: Page;
beforeAll(async () => {
  world = await openWorld();
  kolovrat = await world.site();
  veslo = await world.site({ name: 'Veslo & Čoln', botName: 'Rika' });
  giulia = await world.member('Giulia Rossi', { [veslo.id]: 'agent' });
});
afterAll(() => world.close());

test('M9 a visitor of one shop is on that site’s Monitor only', async () => {
  const byId: Record<string, string[]> = {};
  const open = (site: string) =>
    world.agent(OWNER.email, site, {
      prepare: (page) => {
        byId[site] = recordFrames(page);
      },
    });
  const first = await open(kolovrat.id);
  monitor = await open(veslo.id);
  await monitor.getByTestId('monitor.empty').waitFor();
  const bruna = await world.visitor(kolovrat.id, { shop: kolovrat.shop, path: '/bikes/lipa' });
  await bruna.opens();
  await bruna.writes('Skrivnost št. 4711: je Lipa na zalogi?');
  await first.getByTestId('visit.card').getByText('4711').or(first.getByTestId('control.bot')).first().waitFor();
  const otto = await world.visitor(veslo.id, { shop: veslo.shop, path: '/service' });
  await otto.opens();
  await otto.writes('Do you repair paddles?');
  await otto.widget.getByRole('heading', { name: 'Rika' }).waitFor();
  await monitor.getByText('1 online').waitFor();
  await first.getByText('1 online').waitFor();
  expect(await monitor.getByTestId('visit.card').count()).toBe(1);
  expect(await first.getByTestId('visit.card').count()).toBe(1);
  const visit = await first.getByTestId('visit.card').getAttribute('data-visit');
  for (const secret of ['4711', 'Lipa', visit!, kolovrat.id]) {
    expect(byId[kolovrat.id]!.join('\n')).toContain(secret);
    expect(byId[veslo.id]!.join('\n')).not.toContain(secret);
  }
  await first.context().close();
});

test('M9 the site’s menu leads from one Monitor to the other', async () => {
  await monitor.getByTestId('site.switch').click();
  await picture(monitor, 'm9-switcher');
  await monitor.getByTestId('site.menu').getByText('Kolovrat', { exact: true }).click();
  await monitor.waitForURL(`${world.origin}/sites/${kolovrat.id}/monitor`);
  await expect.poll(() => monitor.title()).toBe('Monitor · Kolovrat · Edgewise');
  await monitor.getByTestId('visit.open').click();
  await monitor.getByTestId('conversation.thread').getByText('Skrivnost št. 4711').waitFor();
  await monitor.getByTestId('site.switch').click();
  await monitor.getByTestId('site.menu').getByText('Veslo & Čoln', { exact: true }).click();
  await expect.poll(() => monitor.title()).toBe('Monitor · Veslo & Čoln · Edgewise');
  await monitor.getByTestId('visit.card').waitFor();
  expect(await monitor.getByText('4711').count()).toBe(0);
  expect(await monitor.getByTestId('visit.card').count()).toBe(1);
  // The address of a session means nothing on another site.
  await monitor.goBack();
  await monitor.getByTestId('conversation.thread').getByText('Skrivnost št. 4711').waitFor();
  const { search } = new URL(monitor.url());
  await monitor.goto(`${world.origin}/sites/${veslo.id}/monitor${search}`);
  await monitor.getByTestId('conversation.left').waitFor();
  expect(await monitor.getByText('4711').count()).toBe(0);
});

test('M9 who has a role on one site is told so on the other, and gets nothing of it', async () => {
  let frames: string[] = [];
  const { page } = await world.person({
    email: giulia,
    prepare: (made) => {
      frames = recordFrames(made);
    },
  });
  await page.goto(`${world.origin}/sites/${kolovrat.id}/monitor`);
  await page.getByRole('heading', { name: 'You have no role on this site' }).first().waitFor();
  expect(await page.getByTestId('visit.card').count()).toBe(0);
  await picture(page, 'm9-no-role');
  const cookie = await world.signIn(giulia);
  for (const [method, path] of [
    ['POST', `/api/sites/${kolovrat.id}/ticket`],
    ['GET', `/api/sites/${kolovrat.id}`],
    ['GET', `/api/sites/${kolovrat.id}/articles`],
  ] as const) {
    await expect(world.api(method, path, undefined, cookie)).rejects.toThrow(/: 40[34] /);
  }
  await page.getByTestId('site.switch').click();
  await page.getByTestId('site.menu').getByText('Veslo & Čoln', { exact: true }).waitFor();
  expect(await page.getByTestId('site.menu').getByText('Kolovrat').count()).toBe(0);
  expect(frames.join('\n')).not.toContain(kolovrat.id);
  expect(world.errors).toEqual([]);
});
