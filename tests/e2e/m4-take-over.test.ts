/** M4: the AI stops at once, the visitor sees "Live agent" with the agent's name, the agent's messages go straight to the visitor. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { OWNER, openWorld, picture, type World } from './support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

test('M4 an agent takes over in the middle of an answer', async () => {
  const site = await world.site();
  const monitor = await world.agent(OWNER.email, site.id);
  const zofia = await world.visitor(site.id);
  await zofia.opens();
  await zofia.writes('Which bikes can take a child seat?');
  await zofia.sees(/rear child seat/);
  const card = monitor.getByTestId('visit.card').first();
  await card.hover();
  await card.getByRole('button', { name: 'Take over' }).click();
  await zofia.sees('Live agent');
  await picture(zofia.page, 'm4-visitor');
  await picture(monitor, 'm4-monitor');
  expect(world.errors).toEqual([]);
});
