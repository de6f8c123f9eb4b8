/** S1: a fresh deployment becomes somebody's workspace: only by the set-up link, once, and then up to the first visitor. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { OWNER, openWorld, PASSWORD, PATIENCE, picture, Visitor, type World } from './support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld({ claimed: false });
});
afterAll(() => world.close());

test('S1 a stranger without the set-up code is refused in words', async () => {
  const { page } = await world.person();
  await page.goto(world.origin);
  await page.getByText('This workspace has no owner yet.').waitFor();
  await page.getByRole('link', { name: 'Set it up' }).click();
  await page.getByRole('heading', { name: 'Set up Edgewise' }).waitFor();
  await page.getByLabel('Set-up code').fill('let me in please');
  await claim(page, { name: 'Mallory', email: 'mallory@elsewhere.example' });
  await page.getByText('This set-up code is wrong. Open the link that the deployment printed.').waitFor();
  await picture(page, 'setup-wrong-code');
  expect(await isOpen()).toBe(true);
});

test('S1 the set-up link makes one owner, and leads to the first site and its script tag', async () => {
  const { page } = await world.person();
  const late = (await world.person()).page;
  await late.goto(world.setupLink);
  await page.goto(world.setupLink);
  await page.getByRole('heading', { name: 'Set up Edgewise' }).waitFor();
  await expect.poll(() => page.url(), PATIENCE).toBe(`${world.origin}/setup`);
  // The code came with the link: nobody has to copy it.
  expect(await page.getByLabel('Set-up code').count()).toBe(0);
  await picture(page, 'setup');
  // A reload keeps the code, though it is no longer in the address.
  await page.reload();
  await page.getByLabel('Your name').waitFor();
  expect(await page.getByLabel('Set-up code').count()).toBe(0);
  await claim(page, OWNER);
  await page.waitForURL(`${world.origin}/sites/new`);
  expect(await isOpen()).toBe(false);

  // Who had the link open as well is told, and gets nothing.
  await claim(late, { name: 'Rok', email: 'rok@kolovrat.example' });
  await late.getByRole('heading', { name: 'Already set up' }).waitFor();
  await late.goto(world.setupLink);
  await late.reload();
  await late.getByRole('heading', { name: 'Already set up' }).waitFor();
  await late.getByText('This workspace has an owner.').waitFor();
  await late.getByRole('link', { name: 'Go to sign-in' }).click();
  await late.waitForURL(`${world.origin}/sign-in`);

  await page.goto(world.origin);
  await page.getByRole('heading', { name: 'Add your first site' }).waitFor();
  await picture(page, 'setup-no-sites');
  await page.getByRole('link', { name: 'Add a site' }).click();
  let tag = '';
  const shop = await world.website(
    () => `<!doctype html><html lang="en"><title>Kolovrat</title><h1>Bicycles from Ljubljana</h1>${tag}</html>`,
  );
  await page.getByLabel('Name', { exact: true }).fill('Kolovrat');
  await page.getByLabel('Origin', { exact: true }).fill(`${shop}/bikes?from=mail`);
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByTestId('origins').getByText(shop, { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Add site' }).click();
  await page.waitForURL(/\/sites\/site_[0-9A-Za-z]{16}\/settings#install$/);
  const site = /site_[0-9A-Za-z]{16}/.exec(page.url())![0];
  tag = (await page.getByTestId('install.snippet').textContent()) ?? '';
  expect(tag).toBe(`<script async src="${world.origin}/widget.js" data-site="${site}" data-color="#1f6bff"></script>`);
  await picture(page, 'setup-install');

  // The page with the tag in it has a chat, and its visitor stands in the Monitor.
  const person = await world.person();
  const visitor = new Visitor(person.page, person.context, shop, site);
  await visitor.goes();
  await visitor.opens();
  await visitor.widget.getByRole('heading').first().waitFor();
  await page.goto(world.origin);
  await page.waitForURL(`${world.origin}/sites/${site}/monitor`);
  await page.getByTestId('visit.card').waitFor();
});

test('S1 no page threw meanwhile', () => {
  expect(world.errors).toEqual([]);
});

type Page = Awaited<ReturnType<World['person']>>['page'];

async function claim(page: Page, who: { name: string; email: string }): Promise<void> {
  await page.getByLabel('Your name').fill(who.name);
  await page.getByLabel('E-mail', { exact: true }).fill(who.email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Create the workspace' }).click();
}

async function isOpen(): Promise<boolean> {
  return ((await world.api('GET', '/api/setup', undefined, '')) as { open: boolean }).open;
}
