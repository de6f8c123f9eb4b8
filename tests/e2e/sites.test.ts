/** S2, W5: a site is added, its origins are kept in order, its look reaches chats that are open, and its end is quiet for visitors. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { violations } from './support/axe.ts';
import { accessible, consoleOf, OWNER, openWorld, PATIENCE, picture, type World } from './support/world.ts';

let world: World;
let site: string;
let blue: { id: string; shop: string };
beforeAll(async () => {
  world = await openWorld();
  blue = await world.site({ name: 'Blue Roads' }, []);
  ({ id: site } = await world.site());
});
afterAll(() => world.close());

test('S2 an origin is taken as people paste it, and refused in words that help', async () => {
  const { page, context } = await world.person({ email: OWNER.email });
  await page.goto(`${world.origin}/sites`);
  await page.getByRole('link', { name: 'Add a site' }).click();
  await page.getByLabel('Name', { exact: true }).fill('White Roads');
  const origin = page.getByLabel('Origin', { exact: true });
  const add = page.getByTestId('origin.add');
  for (const [typed, told] of [
    ['', 'Type an origin, such as https://www.example.com.'],
    ['http://whiteroads.example', 'Pages need https. Plain http is allowed only for localhost.'],
    ['ftp://whiteroads.example', 'An origin begins with https://.'],
    ['https://shop.*.example', 'The star stands only in front: https://*.example.com.'],
    ['white roads', 'This is no origin. It looks like https://www.example.com, without a path.'],
  ] as const) {
    await origin.fill(typed);
    await add.click();
    await page.getByText(told).waitFor();
  }
  // What is certainly meant is taken.
  await origin.fill('WhiteRoads.example/journal?page=2');
  await origin.press('Enter');
  const list = page.getByTestId('origins').getByRole('listitem');
  await list.filter({ hasText: 'https://whiteroads.example' }).waitFor();
  await origin.fill('https://whiteroads.example:443');
  await add.click();
  await page.getByText('This origin is in the list already.').waitFor();
  await picture(page, 'sites-new');
  await origin.fill('https://*.whiteroads.example');
  // What is typed and not added yet is meant, too.
  await page.getByTestId('site.create').click();
  await page.getByText('White Roads was added. Now paste its script tag into your pages.').waitFor();
  await page.waitForURL(/\/settings#install$/);
  const id = /site_[0-9A-Za-z]{16}/.exec(page.url())![0];
  const stored = async () => ((await world.api('GET', `/api/sites/${id}`)) as { origins: string[] }).origins;
  expect(await stored()).toEqual(['https://whiteroads.example', 'https://*.whiteroads.example']);

  // In the settings each change holds at once, and a removal can be taken back.
  await page.getByRole('button', { name: 'Remove https://whiteroads.example' }).click();
  await page.getByText('The chat no longer shows on https://whiteroads.example.').waitFor();
  expect(await stored()).toEqual(['https://*.whiteroads.example']);
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect.poll(() => list.count(), PATIENCE).toBe(2);
  await expect.poll(stored, PATIENCE).toEqual(['https://whiteroads.example', 'https://*.whiteroads.example']);
  await context.close();
});

test('W1 once the script tag is on a page, the settings say by themselves where the chat was seen', async () => {
  const { id, shop } = blue;
  const { page, context } = await world.person({ email: OWNER.email });
  await page.goto(`${world.origin}/sites/${id}/settings#install`);
  const seen = page.getByTestId('install.seen');
  await seen.getByText('Waiting for the first page.').waitFor();
  expect(await seen.getByRole('link', { name: 'Open the page' }).getAttribute('href')).toBe(shop);
  await picture(page, 'sites-install-waiting');
  const visitor = await world.visitor(id, { shop });
  await seen.getByText(`Seen on ${shop}/`).waitFor();
  expect(await violations(page)).toEqual([]);
  await picture(page, 'sites-install-seen');
  await seen.getByRole('link', { name: 'Go to the Monitor' }).click();
  await page.getByText('Nobody has the chat open').waitFor();
  await visitor.context.close();
  await context.close();
});

test('W5 greeting, name and colour change in chats that are open', async () => {
  const nives = await world.visitor(site);
  await nives.opens();
  await nives.sees('Hi, I’m Vela, Kolovrat’s AI. What would you like to know?');
  const { page, context } = await world.person({ email: OWNER.email });
  await page.goto(`${world.origin}/sites/${site}/settings`);
  await page.getByLabel('Greeting').fill('Dober dan! Vela here, the AI of Kolovrat. Ask away.');
  await page.getByLabel('Name of the AI').fill('Vela K.');
  await page.getByLabel('Colour', { exact: true }).fill('#7a2e8');
  await page.getByTestId('site.save').click();
  await page.getByText('Six digits after #, such as #14532d.').waitFor();
  await page.getByLabel('Colour', { exact: true }).fill('#7a2e8f');
  await page.getByTestId('widget-preview').getByText('Dober dan!').waitFor();
  await picture(page, 'sites-look');
  await page.getByTestId('site.save').click();
  await page.getByText('Saved', { exact: true }).waitFor();
  await nives.sees('Dober dan! Vela here, the AI of Kolovrat. Ask away.');
  await nives.sees('Vela K. is an AI and can be wrong.');
  await nives.widget.getByRole('heading', { name: 'Vela K.' }).waitFor();
  const brand = () =>
    nives.widget.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--brand-light'));
  expect((await brand()).trim()).toBe('#7a2e8f');
  await picture(nives.page, 'sites-look-widget');
  await context.close();
  await nives.context.close();
});

test('S2 a site is deleted only by typing its name; open chats say so, and pages lose the chat without noise', async () => {
  const boris = await world.visitor(site);
  await boris.opens();
  await boris.writes('Is anybody there?');
  await boris.widget.getByText(/^Sent/).first().waitFor();
  const monitor = await world.agent(OWNER.email, site);
  await monitor.getByTestId('visit.card').first().waitFor();
  const { page, context } = await world.person({ email: OWNER.email });
  await page.goto(`${world.origin}/sites/${site}/settings`);
  await page.getByTestId('site.delete').click();
  const ask = page.getByRole('alertdialog', { name: 'Delete Kolovrat?' });
  const confirm = ask.getByTestId('confirm');
  expect(await confirm.isDisabled()).toBe(true);
  await ask.getByRole('textbox').fill('kolovrat');
  expect(await confirm.isDisabled()).toBe(true);
  await ask.getByRole('textbox').fill('Kolovrat');
  await picture(page, 'sites-delete');
  await confirm.click();
  await page.getByText('Kolovrat was deleted.').waitFor();
  await page.waitForURL(`${world.origin}/sites`);
  expect(await page.getByTestId('sites').getByText('Kolovrat').count()).toBe(0);
  await expect(world.api('GET', `/api/sites/${site}`)).rejects.toThrow('404');

  await boris.sees('The chat is not available here right now.');
  // The conversation is over, and nothing offers to begin another one.
  await boris.sees('Chat ended by Kolovrat');
  expect(await boris.widget.getByRole('textbox').count()).toBe(0);
  expect(await boris.widget.getByRole('button').allInnerTexts()).toEqual(['']);
  await picture(boris.page, 'sites-deleted-widget');
  await monitor
    .getByText(/This site was deleted|You have no role on this site/)
    .first()
    .waitFor();

  const lines = consoleOf(boris.page);
  await boris.page.reload();
  await expect.poll(() => lines.length, PATIENCE).toBe(1);
  expect(lines[0]).toContain('warning: Edgewise:');
  await expect.poll(() => boris.page.locator('edgewise-chat').count(), PATIENCE).toBe(0);
  expect((await accessible(boris.page)).filter(({ role, name }) => role === 'button' && /chat/i.test(name))).toEqual(
    [],
  );
  await boris.context.close();
  await monitor.context().close();
  await context.close();
});

test('S2 no page threw meanwhile', () => {
  expect(world.errors).toEqual([]);
});
