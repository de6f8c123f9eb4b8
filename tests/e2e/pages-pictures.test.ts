/**
 * Every page of the dashboard in every state, light and dark, from 1440 px to 320 px: axe finds nothing serious, nothing sticks out at the
 * side; with `PICTURES=1` a picture of each is kept to be looked at.
 */
import type { Page, Route } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TemplateBody } from '../../src/protocol/template.ts';
import { setQueue } from './support/desk.ts';
import { ends, rowOf, waitingVisitor } from './support/inbox.ts';
import { looksRight, looksRightEverywhere } from './support/looks.ts';
import { OWNER, openWorld, PATIENCE, signsIn, type World } from './support/world.ts';

const LONG = 'Dirkalno-pohodniško kolo z zelo dolgim imenom, ki ga nihče ne zna izgovoriti v eni sapi';

const TEMPLATES: TemplateBody[] = [
  {
    scope: 'site',
    shortcut: 'address',
    title: 'Ask for the address',
    body: 'Dear {{visitor.name}},\n\nwhere shall we send it? {{page.title}} ships from Ljubljana on the same day.\n\n{{agent.name}}, {{site.name}}',
  },
  {
    scope: 'site',
    shortcut: 'hours',
    title: 'Opening hours',
    body: 'We’re open from nine to six on weekdays, and from nine to one on Saturdays.',
  },
  {
    scope: 'mine',
    shortcut: 'thanks',
    title: 'Thank you',
    body: 'Thank you, {{visitor.firstName|and enjoy the ride}}!',
  },
  { scope: 'site', shortcut: 'zelo-dolga-beseda-za-bliznjico', title: LONG.slice(0, 80), body: `${LONG} `.repeat(11) },
  {
    scope: 'mine',
    shortcut: 'مرحبا',
    title: 'تحية',
    body: 'مرحباً {{visitor.firstName|بك}}، كيف يمكنني مساعدتك اليوم؟',
  },
  ...['Returns', 'Sizes', 'Warranty', 'Workshop'].map((title) => ({
    scope: 'site' as const,
    shortcut: title.toLowerCase(),
    title,
    body: `${title}: I’ll look that up for you, one moment please.`,
  })),
];

let world: World;
let site: string;
let luka: string;
beforeAll(async () => {
  world = await openWorld();
  ({ id: site } = await world.site());
  luka = await world.member('Luka Vidmar', { [site]: 'agent' });
});
afterAll(() => world.close());

test('the pages before the sign-in', async () => {
  const { page, context } = await world.person();
  await page.goto(`${world.origin}/sign-in`);
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await looksRightEverywhere(page, 'page-sign-in');
  await signsIn(page, OWNER.email, 'wrong password');
  await page.getByText('E-mail or password is wrong.').waitFor();
  await looksRight(page, 'page-sign-in-refused');
  await page.goto(`${world.origin}/setup`);
  await page.getByRole('heading', { name: 'Already set up' }).waitFor();
  await looksRight(page, 'page-setup-closed');
  const invited = (await world.api('POST', '/api/invitations', {
    email: 'ana@kolovrat.example',
    roles: { [site]: 'supervisor' },
  })) as { link: string };
  await page.goto(invited.link);
  await page.getByText('You will answer chats on Kolovrat.').waitFor();
  await looksRight(page, 'page-invitation');
  await page.goto('about:blank');
  await page.goto(`${world.origin}/invitation#not-a-token-of-any-invitation`);
  await page.getByText('This invitation no longer works').waitFor();
  await looksRight(page, 'page-invitation-gone');
  await context.close();
});

test('the Monitor, from empty to a conversation that is held', async () => {
  const monitor = await world.agent(OWNER.email, site);
  await monitor.getByTestId('monitor.empty').waitFor();
  await looksRight(monitor, 'page-monitor-empty');
  const zofia = await world.visitor(site, { path: '/bikes/bora-40' });
  await zofia.opens();
  await zofia.writes('Which bikes can take a child seat? We have twins, and the yard is steep.');
  await zofia.sees(/rear child seat fits/);
  const ivan = await world.visitor(site, { phone: true, path: '/service' });
  await ivan.page.touchscreen.tap(390 - 48, 844 - 48);
  await ivan.composer.waitFor();
  await ivan.writes(`${LONG} ${'a'.repeat(120)}`);
  await ivan.widget.getByRole('button', { name: 'Talk to a person' }).first().click();
  const quiet = await world.visitor(site, { path: '/journal/white-roads' });
  await quiet.opens();
  await expect.poll(() => monitor.getByTestId('visit.card').count(), PATIENCE).toBe(3);
  await looksRightEverywhere(monitor, 'page-monitor-filled');
  const card = monitor.getByTestId('visit.card').filter({ hasText: 'rear child seat' });
  await card.hover();
  await card.getByTestId('conversation.take-over').click();
  await monitor
    .getByTestId('composer.text')
    .fill('Good morning! A trailer is kinder on a steep yard.\n\nShall I reserve one?');
  await monitor.getByTestId('composer.text').press('Enter');
  await zofia.sees(/A trailer is kinder/);
  await looksRightEverywhere(monitor, 'page-monitor-held');
  for (const template of TEMPLATES) await world.api('POST', `/api/sites/${site}/templates`, template);
  await monitor.getByTestId('composer.text').press('/');
  await monitor.getByTestId('template.option').first().waitFor();
  await looksRightEverywhere(monitor, 'page-monitor-templates');
  await monitor.keyboard.press('Enter');
  await monitor.getByTestId('composer.unfilled').waitFor();
  await looksRight(monitor, 'page-monitor-unfilled');
  await monitor.getByTestId('conversation.close').click();
  await monitor.getByText('End this conversation?').waitFor();
  await looksRight(monitor, 'page-monitor-end');
  // Nobody is left in the queue, or with an agent: the Inbox begins empty.
  await monitor.getByTestId('wrap-up').getByTestId('confirm').click();
  await zofia.sees(/Chat ended by/);
  const back = ivan.widget.getByRole('button', { name: 'Back to AI' });
  await back.click();
  await back.waitFor({ state: 'detached' });
  for (const visitor of [zofia, ivan, quiet]) await visitor.context.close();
  await monitor.context().close();
});

test('the Inbox: its folders, and a conversation in every state', async () => {
  const { page, context } = await world.person({ email: OWNER.email });
  const other = await world.agent(luka, site);
  const address = `${world.origin}/sites/${site}/inbox`;
  const closed = `**/api/sites/${site}/conversations*`;
  await answering(page, closed, () => {});
  await page.goto(`${address}?folder=closed`);
  await page.getByRole('status', { name: 'Loading' }).waitFor();
  await looksRight(page, 'page-inbox-loading');
  await answering(page, closed, (route) => route.fulfill({ status: 400, json: { code: 'internal' } }));
  await page.reload();
  await page.getByText('Closed conversations couldn’t be loaded').waitFor();
  await looksRight(page, 'page-inbox-failed');
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await page.goto(`${address}?folder=unassigned`);
  await page.getByTestId('inbox.empty.unassigned').waitFor();
  await looksRight(page, 'page-inbox-empty');
  await setQueue(world, site, { mode: 'pick' });
  const zofia = await waitingVisitor(world, site, `${LONG} ${'a'.repeat(120)}`);
  const layla = await waitingVisitor(world, site, 'هل يمكنكم توصيل الدراجة إلى بيروت قبل نهاية الشهر؟');
  await page.getByTestId('inbox.item').nth(1).waitFor(PATIENCE);
  await rowOf(page, 'Dirkalno').click();
  await page.getByTestId('conversation.assign-to-me').waitFor();
  await looksRightEverywhere(page, 'page-inbox-waiting');
  await page.getByTestId('routing.open').click();
  await page.getByTestId('routing').getByText('In queue General').waitFor();
  await looksRight(page, 'page-inbox-routing');
  await page.keyboard.press('Escape');
  await page.getByTestId('conversation.assign-to-me').click();
  await page.getByTestId('composer.text').fill('Good morning! I’m looking it up.');
  await page.getByTestId('composer.text').press('Enter');
  await zofia.sees('looking it up');
  await zofia.writes('You can reach me at zofia.wisniewska@example.com or +48 601 234 567.');
  await page.getByTestId('text.reveal').waitFor();
  await page.getByTestId('text.reveal').click();
  await page.getByTestId('text.revealed').waitFor();
  await page.getByTestId('composer.note').click();
  await page.getByTestId('composer.text').fill('Third time that she asks. Be kind.');
  await page.getByTestId('composer.text').press('Enter');
  await page.getByTestId('entry.note').waitFor();
  await page.getByTestId('composer.text').fill('And call her back');
  await looksRightEverywhere(page, 'page-inbox-mine');
  await page.getByTestId('composer.text').fill('');
  await page.getByTestId('composer.reply').click();
  await page.getByTestId('assignee.open').click();
  await looksRight(page, 'page-inbox-assign');
  await page.keyboard.press('Escape');
  await page.evaluate(() => {
    document.documentElement.dir = 'rtl';
  });
  await looksRight(page, 'page-inbox-rtl');
  await page.evaluate(() => {
    document.documentElement.dir = 'ltr';
  });
  await other.goto(page.url());
  await other.getByTestId('conversation.private').waitFor();
  await looksRight(other, 'page-inbox-private');
  await world.api('PATCH', `/api/sites/${site}`, { chatOn: false });
  await page.getByTestId('conversation.interrupted').waitFor(PATIENCE);
  await looksRight(page, 'page-inbox-interrupted');
  await ends(page);
  await page.getByTestId('conversation.closed').waitFor();
  await world.api('PATCH', `/api/sites/${site}`, { chatOn: true });
  await page.getByTestId('folder.all').click();
  await looksRightEverywhere(page, 'page-inbox-closed');
  for (const visitor of [zofia, layla]) await visitor.context.close();
  await setQueue(world, site, { mode: 'ring' });
  await other.context().close();
  await context.close();
});

test('the Monitor that is still connecting, and the one whose line is gone', async () => {
  const { page, context } = await world.person({ email: OWNER.email });
  await page.route('**/ticket', () => {});
  await page.goto(`${world.origin}/sites/${site}/monitor`);
  await page.getByRole('heading', { name: 'Monitor' }).waitFor();
  await looksRight(page, 'page-monitor-connecting');
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await page.reload();
  await page.getByTestId('monitor.online').waitFor();
  await page.route('**/ticket', (route) => route.abort());
  await world.evict(site, 'close');
  await page.getByTestId('link.reconnecting').waitFor();
  await looksRight(page, 'page-monitor-reconnecting');
  await context.close();
});

test('knowledge: filled, empty, loading, failed, an article and the import', async () => {
  const { page, context } = await world.person({ email: OWNER.email });
  const address = `${world.origin}/sites/${site}/knowledge`;
  const articles = `**/api/sites/${site}/articles*`;
  await page.goto(address);
  await page.getByText('Child seats and racks').waitFor();
  await looksRightEverywhere(page, 'page-knowledge');
  await page.getByTestId('knowledge.import').click();
  await page.getByTestId('import').waitFor();
  await looksRight(page, 'page-knowledge-import');
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: /Child seats and racks/ }).click();
  await page.getByRole('region', { name: 'Preview' }).waitFor();
  await looksRightEverywhere(page, 'page-article');
  await page.goto(`${address}/art_0000000000000000`);
  await page.getByText('This article is gone').waitFor();
  await looksRight(page, 'page-article-gone');
  await page.goto(`${address}?q=kayak`);
  await page.getByText('Nothing found for “kayak”').waitFor();
  await looksRight(page, 'page-knowledge-nothing');
  await answering(page, articles, (route) => route.fulfill({ json: [] }));
  await page.goto(address);
  await page.getByText('The AI knows nothing yet').waitFor();
  await looksRight(page, 'page-knowledge-empty');
  await loadingAndFailed(page, address, articles, 'knowledge');
  await context.close();
});

test('templates: filled, empty, loading, failed, the dialogs', async () => {
  const { page, context } = await world.person({ email: OWNER.email });
  const address = `${world.origin}/sites/${site}/templates`;
  const templates = `**/api/sites/${site}/templates`;
  await page.goto(address);
  await page.getByTestId('template.open').first().waitFor();
  await looksRightEverywhere(page, 'page-templates');
  await page.getByTestId('template.open').last().click();
  await page.getByTestId('template').waitFor();
  await looksRightEverywhere(page, 'page-template');
  await page.getByTestId('placeholder.menu').click();
  await page.getByRole('menu').waitFor();
  await looksRight(page, 'page-template-placeholders');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.getByTestId('templates.import').click();
  await page.getByTestId('template-import.file').setInputFiles({
    name: 'templates.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`title,shortcut,body,scope\n"${LONG.slice(0, 80)}",long,Hello,site\n,none,Hello,mine\n`),
  });
  await page.getByText('1 new, 0 replaced, 1 left out').waitFor();
  await looksRight(page, 'page-templates-import');
  await page.goto(`${address}?q=kayak`);
  await page.getByText('No template with “kayak”').waitFor();
  await looksRight(page, 'page-templates-nothing');
  await answering(page, templates, (route) => route.fulfill({ json: [] }));
  await page.goto(address);
  await page.getByText('No templates yet').waitFor();
  await looksRight(page, 'page-templates-empty');
  await loadingAndFailed(page, address, templates, 'templates');
  await context.close();
});

test('sites, their settings, and deleting one', async () => {
  const { page, context } = await world.person({ email: OWNER.email });
  await page.goto(`${world.origin}/sites`);
  await page.getByTestId('sites').getByText('Kolovrat').waitFor();
  await looksRightEverywhere(page, 'page-sites');
  await page.goto(`${world.origin}/sites/new`);
  await page.getByLabel('Name', { exact: true }).waitFor();
  await looksRight(page, 'page-site-new');
  await page.goto(`${world.origin}/sites/${site}/settings`);
  await page.getByTestId('install.snippet').waitFor();
  await looksRightEverywhere(page, 'page-site-settings');
  await page.getByTestId('site.delete').click();
  await page.getByRole('alertdialog').waitFor();
  await looksRight(page, 'page-site-delete');
  await loadingAndFailed(page, `${world.origin}/sites/${site}/settings`, `**/api/sites/${site}`, 'site-settings');
  await context.close();
});

test('members and the account', async () => {
  const { page, context } = await world.person({ email: OWNER.email });
  await page.goto(`${world.origin}/members`);
  await page.getByTestId('members').getByText('Luka Vidmar').waitFor();
  await page.getByTestId('invitations').waitFor();
  await looksRightEverywhere(page, 'page-members');
  await page.getByTestId('members.invite').click();
  await page.getByTestId('invite').waitFor();
  await looksRight(page, 'page-members-invite');
  await loadingAndFailed(page, `${world.origin}/members`, '**/api/members', 'members');
  await page.goto(`${world.origin}/account`);
  await page.getByTestId('sessions').getByRole('listitem').first().waitFor();
  await looksRightEverywhere(page, 'page-account');
  await context.close();
});

test('no permission, no such page, and no answer at all', async () => {
  const { page, context } = await world.person({ email: luka });
  await page.goto(`${world.origin}/members`);
  await page.getByTestId('no-permission').waitFor();
  await looksRight(page, 'page-no-permission');
  await page.goto(`${world.origin}/sites/site_0000000000000000/monitor`);
  await page.getByTestId('no-permission').waitFor();
  await looksRight(page, 'page-no-role-here');
  await page.goto(`${world.origin}/bicycles`);
  await page.getByTestId('page.unknown').waitFor();
  await looksRight(page, 'page-unknown');
  await answering(page, '**/api/me', (route) => route.fulfill({ status: 503, json: { code: 'overloaded' } }));
  await page.goto(`${world.origin}/sites`);
  await page.getByText('Edgewise can’t be reached').waitFor();
  await looksRight(page, 'page-unreachable');
  await context.close();
});

test('no page threw meanwhile', () => {
  expect(world.errors).toEqual([]);
});

async function loadingAndFailed(page: Page, address: string, api: string, name: string): Promise<void> {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await answering(page, api, async (route) => {
    await held;
    await route.fulfill({ status: 400, json: { code: 'internal' } });
  });
  await page.goto(address);
  await page.getByRole('status', { name: 'Loading' }).first().waitFor();
  await looksRight(page, `page-${name}-loading`);
  release();
  await page.getByText('This couldn’t be loaded').first().waitFor();
  await looksRight(page, `page-${name}-failed`);
  await page.unrouteAll({ behavior: 'ignoreErrors' });
}

/** From now on these requests are answered so, and by nobody else. */
async function answering(page: Page, url: string, answer: (route: Route) => Promise<void> | void): Promise<void> {
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await page.route(url, answer);
}
