/** S1: signing in and out, guesses that are refused in words, and sessions that can be ended from elsewhere. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { OWNER, openWorld, picture, signsIn, signsOut, type World } from './support/world.ts';

let world: World;
let site: string;
beforeAll(async () => {
  world = await openWorld();
  ({ id: site } = await world.site());
});
afterAll(() => world.close());

test('S1 a member signs in, lands where they were going, and signs out', async () => {
  const { page } = await world.person();
  await page.goto(`${world.origin}/sites/${site}/knowledge?q=seat`);
  await page.waitForURL(/\/sign-in\?next=/);
  await signsIn(page, OWNER.email, 'not my password');
  await page.getByText('E-mail or password is wrong.').waitFor();
  await picture(page, 'sign-in-wrong');
  await signsIn(page, OWNER.email);
  await page.waitForURL(`${world.origin}/sites/${site}/knowledge?q=seat`);
  await page.getByText('Child seats and racks').waitFor();

  // Who is signed in goes straight on, and only ever to a page of this dashboard.
  for (const next of [
    '//evil.example/in',
    'https://evil.example/',
    '/\\evil.example',
    '/.//evil.example',
    'javascript:alert(1)',
  ]) {
    await page.goto(`${world.origin}/sign-in?next=${encodeURIComponent(next)}`);
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
    expect(new URL(page.url()).origin, next).toBe(world.origin);
  }
  await page.goto(`${world.origin}/sign-in?next=%2Faccount`);
  await page.waitForURL(`${world.origin}/account`);

  await signsOut(page);
  await page.goBack();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await page.goto(`${world.origin}/members`);
  await page.waitForURL(/\/sign-in\?next=%2Fmembers$/);
});

test('S1 a stranger is told the same for a wrong password and an unknown account, and has to wait after five guesses', async () => {
  await world.member('Rok Zupan', { [site]: 'agent' });
  const told: string[] = [];
  const { page } = await world.person();
  for (const email of ['rok.zupan@kolovrat.example', 'nobody@kolovrat.example']) {
    await page.goto(`${world.origin}/sign-in`);
    await signsIn(page, email, 'kolovrat2024');
    told.push((await page.getByTestId('form-error').textContent()) ?? '');
  }
  expect(told).toEqual(['E-mail or password is wrong.', 'E-mail or password is wrong.']);

  const submit = page.getByRole('button', { name: 'Sign in', exact: true });
  const refused = () => page.waitForResponse((response) => response.url().endsWith('/api/auth/sign-in/email'));
  for (let guess = 2; guess <= 5; guess++) {
    await page.getByLabel('Password', { exact: true }).fill(`kolovrat202${guess}`);
    const [answer] = await Promise.all([refused(), submit.click()]);
    expect(answer.status()).toBe(401);
  }
  await page.getByLabel('Password', { exact: true }).fill('kolovrat2026');
  await submit.click();
  await page.getByText(/^Too many tries\. You can try again in 1[45]:\d\d\.$/).waitFor();
  await picture(page, 'sign-in-too-many');
  // The account that exists, from the same address, is not shut for it.
  await signsIn(page, 'rok.zupan@kolovrat.example');
  await page.waitForURL(/\/monitor$/);
});

test('S1 a session that is ended from another browser ends at once, and says so', async () => {
  const email = await world.member('Ana Kralj', { [site]: 'agent' });
  const desk = (await world.person()).page;
  await desk.goto(`${world.origin}/sign-in`);
  await signsIn(desk, email);
  await desk.waitForURL(/\/monitor$/);
  const lost = (await world.person({ phone: true })).page;
  await lost.goto(`${world.origin}/sign-in?next=${encodeURIComponent(`/sites/${site}/monitor`)}`);
  await signsIn(lost, email);
  await lost.waitForURL(/\/monitor$/);
  await lost.getByText('Nobody has the chat open').waitFor();

  await desk.goto(`${world.origin}/account`);
  const sessions = desk.getByTestId('sessions').getByRole('listitem');
  await sessions.filter({ hasText: 'This device' }).waitFor();
  await picture(desk, 'sign-in-sessions');
  await desk.getByRole('button', { name: 'Sign out Safari on iPhone' }).click();
  await lost.getByText('You are signed out: your sign-in ended or was revoked.').waitFor();
  await picture(lost, 'sign-in-revoked');
  await desk.getByText('Signed out there.').waitFor();
  expect(await sessions.filter({ hasText: 'iPhone' }).count()).toBe(0);
  await signsIn(lost, email);
  await lost.waitForURL(/\/monitor$/);

  await desk.reload();
  await sessions.filter({ hasText: 'iPhone' }).waitFor();
  await desk.getByTestId('sessions.others').click();
  await desk.getByRole('alertdialog').getByRole('button', { name: 'Sign out everywhere else' }).click();
  await desk.getByText('You are signed in nowhere else.').waitFor();
  await lost.getByText('You are signed out: your sign-in ended or was revoked.').waitFor();
});

test('S1 no page threw meanwhile', () => {
  expect(world.errors).toEqual([]);
});
