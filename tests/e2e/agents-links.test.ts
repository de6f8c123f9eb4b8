/** The address is the state: a viewed session and a filter can be linked, reloaded and gone back from. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CrowdVisitor } from './support/crowd.ts';
import { OWNER, openWorld, PHONE, picture, type World } from './support/world.ts';

let world: World;
let site: { id: string };
let olga: CrowdVisitor;
let pedro: CrowdVisitor;
let giulia: string;
beforeAll(async () => {
  world = await openWorld();
  site = await world.site();
  giulia = await world.member('Giulia Rossi', { [site.id]: 'agent' });
  olga = await CrowdVisitor.arrives(world, site.id, { country: 'UA' });
  await olga.asks('Доброго дня! Чи є доставка до Одеси?');
  pedro = await CrowdVisitor.arrives(world, site.id, { country: 'ES' });
  await pedro.asks('¿Cuánto tarda el envío?');
});
afterAll(() => world.close());

test('M3 a viewed session is in the address: another agent opens the link, and a reload shows the same', async () => {
  const maja = await world.agent(OWNER.email, site.id);
  await maja.getByTestId('visit.card').filter({ hasText: olga.shortId }).getByTestId('visit.open').click();
  await maja.getByTestId('conversation.thread').getByText('Чи є доставка до Одеси?').waitFor();
  const link = maja.url();
  expect(link).toMatch(/\?visit=visit_[0-9A-Za-z]{16}$/);
  await maja.reload();
  await maja.getByTestId('conversation.thread').getByText('Чи є доставка до Одеси?').waitFor();
  expect(maja.url()).toBe(link);

  const { page } = await world.person({ email: giulia });
  await page.goto(link);
  await page.getByTestId('conversation.thread').getByText('Чи є доставка до Одеси?').waitFor();
  await page.context().close();

  // Who is not signed in comes back to it.
  const stranger = (await world.person()).page;
  await stranger.goto(link);
  await stranger.waitForURL(/\/sign-in\?next=/);
  expect(new URL(stranger.url()).searchParams.get('next')).toBe(link.slice(world.origin.length));
  await stranger.context().close();
  await maja.context().close();
});

test('M3 back leaves the view, whatever was viewed between, and forward returns to it', async () => {
  const maja = await world.agent(OWNER.email, site.id);
  const open = (visitor: CrowdVisitor) =>
    maja.getByTestId('visit.card').filter({ hasText: visitor.shortId }).getByTestId('visit.open').click();
  await open(olga);
  await maja.getByTestId('conversation.thread').getByText('Чи є доставка').waitFor();
  await open(pedro);
  await maja.getByTestId('conversation.thread').getByText('¿Cuánto tarda el envío?').waitFor();
  await maja.goBack();
  await maja.getByTestId('conversation.pane').waitFor({ state: 'detached' });
  expect(maja.url()).toBe(`${world.origin}/sites/${site.id}/monitor`);
  await maja.goForward();
  await maja.getByTestId('conversation.thread').getByText('¿Cuánto tarda el envío?').waitFor();
  await maja.goBack();
  await maja.getByTestId('filter.waiting').click();
  await maja.getByTestId('monitor.empty-filter').waitFor();
  expect(new URL(maja.url()).search).toBe('?filter=waiting');
  await maja.reload();
  await maja.getByTestId('monitor.empty-filter').waitFor();
  await maja.goBack();
  await expect.poll(() => maja.getByTestId('visit.card').count()).toBe(2);
  await maja.context().close();
});

test('M3 on a phone the view covers the list, and back leads to the list again', async () => {
  const maja = await world.agent(OWNER.email, site.id, { phone: true, viewport: PHONE });
  await maja.getByTestId('visit.card').filter({ hasText: olga.shortId }).getByTestId('visit.open').tap();
  await maja.getByTestId('conversation.thread').getByText('Чи є доставка').waitFor();
  expect(await maja.getByTestId('visit.list').isVisible()).toBe(false);
  await picture(maja, 'links-phone');
  await maja.goBack();
  await maja.getByTestId('visit.card').first().waitFor();
  expect(await maja.getByTestId('conversation.pane').count()).toBe(0);
  await maja.context().close();
});

test('M3 a link to a session that is over says so, and leads back to the list', async () => {
  const maja = await world.agent(OWNER.email, site.id);
  await maja.goto(`${world.origin}/sites/${site.id}/monitor?visit=visit_0000000000000000`);
  await maja.getByTestId('conversation.left').waitFor();
  await picture(maja, 'links-left');
  await maja.getByRole('button', { name: 'Back to the sessions' }).click();
  await maja.getByTestId('conversation.left').waitFor({ state: 'detached' });
  expect(new URL(maja.url()).search).toBe('');
  olga.leaves();
  pedro.leaves();
  expect(world.errors).toEqual([]);
});
