/** S1: an agent joins by a link that is shown once and works once, sees their site and no other, and is out the moment they are removed. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { violations } from './support/axe.ts';
import { OWNER, openWorld, PASSWORD, picture, signsIn, type World } from './support/world.ts';

const AGENT = { name: 'Luka Vidmar', email: 'luka.vidmar@kolovrat.example' };

let world: World;
let shop: string;
let blog: string;
let link = '';
beforeAll(async () => {
  world = await openWorld();
  ({ id: blog } = await world.site({ name: 'White Roads' }, []));
  ({ id: shop } = await world.site());
});
afterAll(() => world.close());

test('S1 the owner invites an agent, and the link is shown this once', async () => {
  const { page, context } = await world.person({ email: OWNER.email });
  await page.goto(`${world.origin}/members`);
  await page.getByTestId('members.invite').click();
  const dialog = page.getByTestId('invite');
  await dialog.getByTestId('invite.send').click();
  await dialog.getByText('Enter an e-mail address, such as name@example.com.').waitFor();
  await dialog.getByText('Give at least one role, or they will see nothing.').waitFor();
  await dialog.getByLabel('E-mail').fill(OWNER.email);
  await dialog.getByLabel('Kolovrat').selectOption({ label: 'Agent' });
  await dialog.getByTestId('invite.send').click();
  await dialog.getByText('A member with this e-mail exists already.').waitFor();
  await dialog.getByLabel('E-mail').fill(AGENT.email);
  await dialog.getByTestId('invite.send').click();
  await page.getByRole('heading', { name: 'Send them this link' }).waitFor();
  link = (await page.getByTestId('invite.link').textContent()) ?? '';
  expect(link).toMatch(new RegExp(`^${world.origin}/invitation#[\\w-]{20,}$`));
  await picture(page, 'invitation-link');
  await page.getByRole('button', { name: 'Done' }).click();
  const open = page.getByTestId('invitations').getByRole('listitem').filter({ hasText: AGENT.email });
  await open.waitFor();
  await page.reload();
  await open.waitFor();
  // Nobody gets it out of the dashboard again, not even by asking the API.
  const token = link.split('#')[1]!;
  expect(await page.content()).not.toContain(token);
  expect(JSON.stringify(await world.api('GET', '/api/invitations'))).not.toContain(token);
  await context.close();
});

test('S1 in another browser it makes an agent, who sees that one site', async () => {
  const { page, context } = await world.person();
  await page.goto(link);
  await page.getByText(`You were invited as ${AGENT.email}.`).waitFor();
  await page.getByText('You will answer chats on Kolovrat.').waitFor();
  expect(page.url()).toBe(`${world.origin}/invitation`);
  await picture(page, 'invitation');
  await page.getByLabel('Your name').fill(AGENT.name);
  await page.getByLabel('Choose a password', { exact: true }).fill('short');
  await page.getByRole('button', { name: 'Join' }).click();
  await page.getByText(/^At least 8 characters/).waitFor();
  await page.getByLabel('Choose a password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Join' }).click();
  await page.waitForURL(`${world.origin}/sites/${shop}/monitor`);
  await page.getByText('Nobody has the chat open').waitFor();
  await page.goto(`${world.origin}/sites`);
  const sites = page.getByTestId('sites');
  await sites.getByText('Kolovrat').first().waitFor();
  expect(await sites.getByText('White Roads').count()).toBe(0);
  await page.goto(`${world.origin}/sites/${blog}/monitor`);
  await page.getByTestId('no-permission').waitFor();

  // A second person with the link is told what became of it.
  const late = (await world.person()).page;
  await late.goto(link);
  await late.getByRole('heading', { name: 'This invitation no longer works' }).waitFor();
  await late.getByText('It was used already, withdrawn, or is too old.').waitFor();
  await picture(late, 'invitation-used');
  await late.goto(`${world.origin}/sign-in`);
  await late.evaluate(() => sessionStorage.clear());
  await late.goto(`${world.origin}/invitation`);
  await late.getByRole('heading', { name: 'The link is not complete' }).waitFor();
  await late.context().close();
  await context.close();
});

test('S1 who is removed from the workspace is out of the open Monitor at once', async () => {
  const monitor = await world.agent(AGENT.email, shop);
  await monitor.getByText('Nobody has the chat open').waitFor();
  const { page, context } = await world.person({ email: OWNER.email });
  await page.goto(`${world.origin}/members`);
  await page.getByRole('button', { name: `What to do with ${AGENT.name}` }).click();
  await page.getByTestId('member.remove').click();
  const ask = page.getByRole('alertdialog', { name: `Remove ${AGENT.name}?` });
  await picture(page, 'invitation-remove');
  await ask.getByTestId('confirm').click();
  await page.getByText(`${AGENT.name} was removed.`).waitFor();
  await monitor.getByText('You are signed out: your sign-in ended or was revoked.').waitFor();
  expect(await page.getByTestId('members').getByText(AGENT.name).count()).toBe(0);
  expect(await monitor.evaluate(() => fetch('/api/me').then(({ status }) => status))).toBe(401);
  await monitor.context().close();
  await context.close();
});

test('S1 an invitation that was withdrawn no longer works', async () => {
  const { link } = (await world.api('POST', '/api/invitations', {
    email: 'tine@kolovrat.example',
    roles: { [shop]: 'agent' },
  })) as { link: string };
  const { page, context } = await world.person({ email: OWNER.email });
  await page.goto(`${world.origin}/members`);
  await page.getByRole('button', { name: 'Withdraw' }).click();
  await page.getByRole('alertdialog').getByTestId('confirm').click();
  await page.getByText('The invitation of tine@kolovrat.example was withdrawn.').waitFor();
  const guest = (await world.person()).page;
  await guest.goto(link);
  await guest.getByRole('heading', { name: 'This invitation no longer works' }).waitFor();
  await guest.context().close();
  await context.close();
});

test('S1 whoever is signed in already is asked before an invitation takes their place', async () => {
  const { link } = (await world.api('POST', '/api/invitations', {
    email: 'nika@kolovrat.example',
    roles: { [shop]: 'agent' },
  })) as { link: string };
  const { page, context } = await world.person();
  await page.goto(`${world.origin}/sign-in`);
  await signsIn(page, OWNER.email);
  await page.getByTestId('member.open').waitFor();
  await page.goto(link);
  await page.getByRole('heading', { name: `You are signed in as ${OWNER.name}` }).waitFor();
  await page.getByText('This invitation is for nika@kolovrat.example.').waitFor();
  expect(await violations(page)).toEqual([]);
  await picture(page, 'invitation-signed-in');
  await page.getByRole('link', { name: `Stay signed in as ${OWNER.name}` }).click();
  await page.getByTestId('member.open').waitFor();
  await page.goto(link);
  await page.getByRole('button', { name: 'Sign out and continue' }).click();
  await page.getByText('You were invited as nika@kolovrat.example.').waitFor();
  await page.getByLabel('Your name').fill('Nika Zupan');
  await page.getByLabel('Choose a password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Join' }).click();
  await page.waitForURL(`${world.origin}/sites/${shop}/monitor`);
  await context.close();
});

test('S1 no page threw meanwhile', () => {
  expect(world.errors).toEqual([]);
});
