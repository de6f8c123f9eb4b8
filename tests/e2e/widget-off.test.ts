/** D9: the chat is switched off and on again: it goes from the pages, whoever was talking keeps what was said, and it comes back by itself. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessible, openWorld, PATIENCE, picture, type Visitor, type World } from './support/world.ts';

let world: World;
let site: string;
beforeAll(async () => {
  world = await openWorld();
  ({ id: site } = await world.site());
});
afterAll(() => world.close());

test('D9 switched off there is no launcher for who is new, and open pages have it again once it is on', async () => {
  const before = await world.visitor(site);
  await sees(before, true);
  const zofia = await world.visitor(site);
  await zofia.opens();
  await zofia.writes('Do panniers fit below a child seat?');
  await zofia.sees(/no wider than 14 cm/);

  await world.api('PATCH', `/api/sites/${site}`, { chatOn: false });
  await sees(before, false);
  const fresh = await world.visitor(site);
  await sees(fresh, false);
  await picture(fresh.page, 'off-fresh');
  // Known at the first paint of the next page.
  await fresh.goes('/service');
  await sees(fresh, false);

  await zofia.sees('The chat is closed at the moment.');
  await zofia.reloads();
  await zofia.sees(/no wider than 14 cm/);
  await zofia.sees('The chat is closed at the moment.');
  expect(await zofia.composer.count()).toBe(0);
  await picture(zofia.page, 'off-interrupted');

  await world.api('PATCH', `/api/sites/${site}`, { chatOn: true });
  await sees(before, true);
  await sees(fresh, true);
  await fresh.opens();
  await fresh.sees('Hi, I’m Vela');
  await zofia.widget.getByRole('button', { name: 'Start a new chat' }).click();
  await zofia.writes('And on the Bora?');
  await zofia.widget.getByText(/^Sent/).last().waitFor();
  for (const { context } of [before, fresh, zofia]) await context.close();
  expect(world.errors).toEqual([]);
});

/** Whether the page has a launcher. */
async function sees(visitor: Visitor, launcher: boolean): Promise<void> {
  const there = async () => (await accessible(visitor.page)).some(({ name }) => name === 'Open chat');
  await expect.poll(there, PATIENCE).toBe(launcher);
}
