/**
 * S1, M9: what an agent, a supervisor and an admin of another site see, and what they are told where they may not go. The page only shows it:
 * the API refuses the same, whatever a page would ask.
 */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { OWNER, openWorld, picture, type World } from './support/world.ts';

let world: World;
let shop: string;
let blog: string;
beforeAll(async () => {
  world = await openWorld();
  ({ id: blog } = await world.site({ name: 'White Roads' }, []));
  ({ id: shop } = await world.site());
});
afterAll(() => world.close());

const ARTICLE = { title: 'Winter tyres', body: 'Studded tyres fit the Soča from 40 mm on.' };

test('S1 an agent is offered nothing that the role doesn’t allow, and told why where an address leads there', async () => {
  const email = await world.member('Iva Horvat', { [shop]: 'agent' });
  const { page, context } = await world.person({ email });
  await page.goto(`${world.origin}/sites/${shop}/knowledge`);
  await page.getByText('Child seats and racks').waitFor();
  expect(await rail(page)).toEqual(['Monitor', 'Inbox', 'Knowledge', 'Settings', 'Sites']);
  expect(await page.getByTestId('knowledge.import').count()).toBe(0);
  expect(await page.getByRole('link', { name: 'New article' }).count()).toBe(0);
  // An article is there to be read.
  await page.getByRole('link', { name: /Child seats and racks/ }).click();
  await page.getByText('Mount the seat on the seat tube').waitFor();
  expect(await page.getByRole('textbox').count()).toBe(0);
  expect(await page.getByTestId('article.delete').count()).toBe(0);

  await page.goto(`${world.origin}/sites`);
  await page.getByTestId('sites').getByText('Kolovrat').waitFor();
  expect(await page.getByRole('link', { name: 'Add a site' }).count()).toBe(0);
  expect(await page.getByRole('link', { name: 'Open the settings of Kolovrat' }).count()).toBe(0);

  for (const [path, told] of [
    [`/sites/${shop}/settings`, 'Only admins change this site'],
    [`/sites/${shop}/knowledge/new`, 'Supervisors and admins write articles'],
    ['/members', 'Only admins see the members'],
    ['/sites/new', 'Only the owner adds sites'],
    [`/sites/${blog}/monitor`, 'You have no role on this site'],
    [`/sites/${blog}/settings`, 'You have no role on this site'],
    ['/sites/site_0000000000000000/monitor', 'You have no role on this site'],
  ] as const) {
    await page.goto(world.origin + path);
    await page.getByTestId('no-permission').getByText(told).waitFor();
    expect(await page.getByTestId('no-permission').getByRole('textbox').count()).toBe(0);
  }
  await picture(page, 'roles-no-permission');

  const cookie = await world.signIn(email);
  const role = '403 {"code":"role.refused"}';
  const unknown = '404 {"code":"site.unknown"}';
  for (const [method, path, body, refusal] of [
    ['PATCH', `/api/sites/${shop}`, { greeting: 'Hello' }, role],
    ['DELETE', `/api/sites/${shop}`, undefined, role],
    ['POST', `/api/sites/${shop}/articles`, ARTICLE, role],
    ['POST', '/api/sites', { name: 'Mine' }, role],
    ['GET', '/api/members', undefined, role],
    ['POST', '/api/invitations', { email: 'friend@elsewhere.example', roles: { [shop]: 'admin' } }, role],
    ['GET', `/api/sites/${blog}`, undefined, unknown],
    ['GET', `/api/sites/${blog}/articles`, undefined, unknown],
    ['POST', `/api/sites/${blog}/ticket`, undefined, unknown],
  ] as const) {
    await expect(world.api(method, path, body, cookie), `${method} ${path}`).rejects.toThrow(refusal);
  }
  await context.close();
});

test('S1 a supervisor writes knowledge, and leaves the site’s settings alone', async () => {
  const email = await world.member('Rok Zupan', { [shop]: 'supervisor' });
  const { page, context } = await world.person({ email });
  await page.goto(`${world.origin}/sites/${shop}/knowledge`);
  await page.getByRole('link', { name: 'New article' }).click();
  await page.getByLabel('Title').fill(ARTICLE.title);
  await page.getByLabel('Text', { exact: true }).fill(ARTICLE.body);
  await page.getByTestId('article.save').click();
  await page.getByText('Saved. The AI answers from it from now on.').waitFor();
  await page.goto(`${world.origin}/sites/${shop}/settings`);
  await page.getByText('Only admins change this site').waitFor();
  const cookie = await world.signIn(email);
  await expect(world.api('PATCH', `/api/sites/${shop}`, { greeting: 'Hello' }, cookie)).rejects.toThrow('role.refused');
  await context.close();
});

test('M9 an admin of another site sees nothing of this one', async () => {
  const email = await world.member('Nina Bauer', { [blog]: 'admin' });
  const visitor = await world.visitor(shop);
  await visitor.opens();
  await visitor.writes('Which bikes can take a child seat?');
  await visitor.sees(/rear child seat/);

  const { page, context } = await world.person({ email });
  await page.goto(world.origin);
  await page.waitForURL(`${world.origin}/sites/${blog}/monitor`);
  await page.getByText('Nobody has the chat open').waitFor();
  expect(await rail(page)).toEqual(['Monitor', 'Inbox', 'Knowledge', 'Settings', 'Sites', 'Members']);
  await page.goto(`${world.origin}/sites`);
  await page.getByTestId('sites').getByText('White Roads').waitFor();
  expect(await page.getByTestId('sites').getByText('Kolovrat').count()).toBe(0);
  for (const part of ['monitor', 'knowledge', 'settings']) {
    await page.goto(`${world.origin}/sites/${shop}/${part}`);
    await page.getByTestId('no-permission').getByText('You have no role on this site').waitFor();
  }
  await page.goto(`${world.origin}/members`);
  await page.getByTestId('members').getByText('Nina Bauer').waitFor();
  expect(await page.getByTestId('members').getByText('Iva Horvat').count()).toBe(0);

  const cookie = await world.signIn(email);
  for (const [method, path] of [
    ['GET', `/api/sites/${shop}`],
    ['PATCH', `/api/sites/${shop}`],
    ['GET', `/api/sites/${shop}/articles?q=seat`],
    ['POST', `/api/sites/${shop}/ticket`],
  ] as const) {
    const body = method === 'PATCH' ? { greeting: 'Ours now' } : undefined;
    await expect(world.api(method, path, body, cookie), path).rejects.toThrow('404 {"code":"site.unknown"}');
  }
  await expect(
    world.api('POST', '/api/invitations', { email: 'spy@elsewhere.example', roles: { [shop]: 'agent' } }, cookie),
  ).rejects.toThrow('site.unknown');
  await visitor.context.close();
  await context.close();
});

test('S1 a role that is taken away ends the open Monitor; one that grows lets it go on', async () => {
  const email = await world.member('Jan Novak', { [shop]: 'agent' });
  const members = (await world.api('GET', '/api/members')) as { id: string; email: string }[];
  const id = members.find((one) => one.email === email)!.id;
  const monitor = await world.agent(email, shop);
  await monitor.getByTestId('monitor.online').waitFor();
  const again = monitor.waitForEvent('websocket');
  const owner = (await world.person({ email: OWNER.email })).page;
  await owner.goto(`${world.origin}/members`);
  await changesRole(owner, 'Jan Novak', 'Kolovrat', 'Supervisor');
  await again;
  await monitor.getByTestId('monitor.online').waitFor();
  await world.api('PATCH', `/api/members/${id}`, { roles: {} });
  await monitor.getByText('You have no role on this site').first().waitFor();
  await picture(monitor, 'roles-ended');
  await owner.context().close();
  await monitor.context().close();
});

test('S1 no page threw meanwhile', () => {
  expect(world.errors).toEqual([]);
});

function rail(page: Page): Promise<string[]> {
  return page.getByRole('navigation', { name: 'Main' }).getByRole('list').getByRole('link').allInnerTexts();
}

async function changesRole(page: Page, member: string, site: string, role: string): Promise<void> {
  await page.getByRole('button', { name: `What to do with ${member}` }).click();
  await page.getByTestId('member.roles').click();
  const dialog = page.getByRole('dialog', { name: `Roles of ${member}` });
  await dialog.getByLabel(site).selectOption({ label: role });
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByText(`Roles of ${member} saved.`).waitFor();
}
