/** M8: the name that visitors see is set from the header, and shown from the next take-over on. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { OWNER, openWorld, picture, type World } from './support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

test('M8 an agent changes their name in the header, and the visitor sees it at the next take-over', async () => {
  const site = await world.site();
  const monitor = await world.agent(OWNER.email, site.id);
  const jonas = await world.visitor(site.id);
  await jonas.opens();
  await jonas.writes('Grüß Gott!');
  await monitor.getByTestId('visit.open').click();
  const pane = monitor.getByTestId('conversation.pane');
  await pane.getByText('The visitor sees “Maja · Live agent”.').waitFor();
  await pane.getByTestId('conversation.take-over').click();
  await jonas.sees('Maja joined');
  await monitor.getByTestId('composer.text').fill('Grüß Gott, hier ist Maja.');
  await monitor.keyboard.press('Enter');
  await jonas.sees('Grüß Gott, hier ist Maja.');
  await pane.getByTestId('conversation.leave').click();
  await jonas.sees('Maja left. Vela answers again');

  await monitor.getByTestId('agent-name.open').click();
  const field = monitor.getByTestId('agent-name.input');
  await expect.poll(() => field.inputValue()).toBe('Maja');
  // A name that isn't one is refused in words, at once.
  await field.fill('   ');
  await monitor.getByTestId('agent-name.save').click();
  await monitor.getByText('Write at least one letter.').waitFor();
  await field.fill('Maja & Ко <Kolovrat>');
  await picture(monitor, 'm8-popover');
  await monitor.keyboard.press('Enter');
  await monitor.getByTestId('toast').getByText('Visitors now see “Maja & Ко <Kolovrat>”.').waitFor();
  await expect.poll(() => monitor.getByTestId('agent-name.open').innerText()).toContain('Maja & Ко <Kolovrat>');

  await pane.getByText('The visitor sees “Maja & Ко <Kolovrat> · Live agent”.').waitFor();
  await pane.getByTestId('conversation.take-over').click();
  await jonas.widget.getByRole('heading', { name: 'Maja & Ко <Kolovrat>', exact: true }).waitFor();
  await jonas.sees('Maja & Ко <Kolovrat> joined');
  // What was said before keeps the name it had.
  await jonas.sees('Maja joined');
  expect(await jonas.widget.locator('article header b').getByText('Maja', { exact: true }).count()).toBe(1);
  await picture(jonas.page, 'm8-visitor');

  // It is the member's, in any browser and after a reload.
  await monitor.reload();
  await expect.poll(() => monitor.getByTestId('agent-name.open').innerText()).toContain('Maja & Ко <Kolovrat>');
  expect(world.errors).toEqual([]);
});
