/** D8: the visitor ends the chat; the agent is told, and can only wrap up. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accepts, agentOn, askingVisitor } from './support/desk.ts';
import { OWNER, openWorld, picture, type World } from './support/world.ts';

let world: World;
let site: string;
beforeAll(async () => {
  world = await openWorld();
  ({ id: site } = await world.site());
});
afterAll(() => world.close());

test('D8 the customer left: no composer, and wrapping up is all that is left', async () => {
  const maja = await agentOn(world, OWNER.email, site, 'inbox');
  const zofia = await askingVisitor(world, site, 'Never mind.');
  await accepts(maja);
  await zofia.widget.getByRole('button', { name: 'End chat' }).first().click();
  const confirm = zofia.widget.getByRole('button', { name: 'End chat' });
  await confirm.last().click();

  await maja.getByText('The customer left the conversation').first().waitFor();
  await expect.poll(() => maja.getByTestId('composer.text').count()).toBe(0);
  for (const action of ['transfer', 'conference', 'leave', 'close']) {
    expect(await maja.getByTestId(`conversation.${action}`).count(), action).toBe(0);
  }
  await picture(maja, 'd8-left');
  await maja.getByTestId('conversation.wrap-up').first().click();
  await maja.getByTestId('wrap-up').getByText('What was it about?').waitFor();
  await maja.getByTestId('pick.search').fill('Spam');
  await maja.getByTestId('confirm').click();
  await maja.getByText('You wrapped up: Spam').waitFor();
  expect(await maja.getByTestId('conversation.wrap-up').count()).toBe(0);
  expect(world.errors).toEqual([]);
});
