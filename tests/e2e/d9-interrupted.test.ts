/** D9: the site's chat is switched off while a conversation runs: it is interrupted, and the only way on is End. */
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

test('D9 switched off by an admin, with what that ends said before; the agent can only end', async () => {
  const email = await world.member('Oleksandr Bondar', { [site]: 'agent' });
  const oleksandr = await agentOn(world, email, site, 'inbox');
  const zofia = await askingVisitor(world, site, 'Are you open tomorrow?');
  await accepts(oleksandr);

  const maja = await agentOn(world, OWNER.email, site, 'desk');
  await maja.getByTestId('chat-on.off').click();
  const dialog = maja.getByTestId('chat-on.confirm');
  await dialog.getByText('1 conversation with an agent will be interrupted').waitFor();
  await picture(maja, 'd9-confirm');
  await dialog.getByRole('textbox').fill('Kolovrat');
  await dialog.getByTestId('confirm').click();
  await maja.getByTestId('chat-on.state').getByText('Off').waitFor();

  await oleksandr.getByTestId('conversation.interrupted').waitFor();
  await expect.poll(() => oleksandr.getByTestId('composer.text').count()).toBe(0);
  for (const action of ['transfer', 'conference', 'leave']) {
    expect(await oleksandr.getByTestId(`conversation.${action}`).count(), action).toBe(0);
  }
  await picture(oleksandr, 'd9-interrupted');
  await oleksandr.getByTestId('conversation.close').first().click();
  await oleksandr.getByTestId('confirm').click();
  await expect.poll(() => oleksandr.getByTestId('conversation.interrupted').count()).toBe(0);

  await maja.getByTestId('chat-on.on').click();
  await maja.getByTestId('chat-on.state').getByText('On').waitFor();
  await zofia.context.close();
  expect(world.errors).toEqual([]);
});
