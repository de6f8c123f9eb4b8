/** S1: “Don’t ask on this device”, seen and taken back in the account. A story of its own: sign-ins are limited by address. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { looksRight, looksRightEverywhere } from './support/looks.ts';
import { totp } from './support/totp.ts';
import { openWorld, PASSWORD, signsIn, signsOut, type World } from './support/world.ts';

let world: World;
let email: string;
let codes: string[];
beforeAll(async () => {
  world = await openWorld();
  const { id: site } = await world.site();
  email = await world.member('Tina Oblak', { [site]: 'agent' });
  const cookie = await world.signIn(email);
  const { totpURI, backupCodes } = (await world.api(
    'POST',
    '/api/auth/two-factor/enable',
    { password: PASSWORD },
    cookie,
  )) as { totpURI: string; backupCodes: string[] };
  const code = totp(new URL(totpURI).searchParams.get('secret')!);
  await world.api('POST', '/api/auth/two-factor/verify-totp', { code }, cookie);
  codes = backupCodes;
});
afterAll(() => world.close());

test('S1 a device that isn’t asked for a code is listed in the account, and asked again once it is removed', async () => {
  const { page } = await world.person();
  await page.goto(`${world.origin}/sign-in`);
  await signsInByCode(page, false);
  await page.goto(`${world.origin}/account`);
  await page.getByText('Every sign-in asks for a code.').waitFor();
  await looksRight(page, 'devices-none');
  await signsOut(page);
  await signsInByCode(page, true);

  const { page: phone } = await world.person({ phone: true });
  await phone.goto(`${world.origin}/sign-in`);
  await signsInByCode(phone, true);

  await page.goto(`${world.origin}/account`);
  const rows = page.getByTestId('devices').getByRole('listitem');
  await rows.nth(1).waitFor();
  const here = rows.filter({ hasText: 'This device' });
  const there = rows.filter({ hasText: 'Safari on iPhone' });
  expect([await rows.count(), await here.count(), await there.count()]).toEqual([2, 1, 1]);
  expect(await here.textContent()).toContain('on Linux');
  for (const words of ['Since', 'Last sign-in', 'Asked again']) expect(await there.textContent()).toContain(words);
  await looksRightEverywhere(page, 'devices');
  await there.getByRole('button', { name: 'Remove Safari on iPhone' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('Its next sign-in asks for a code.').waitFor();
  await expect.poll(() => rows.count()).toBe(1);
  // Nobody is signed out by it.
  expect(await phone.evaluate(() => fetch('/api/me').then((answer) => answer.status))).toBe(200);
  await phone.goto(`${world.origin}/account`);
  await signsOut(phone);
  await signsInByCode(phone, true);

  await signsOut(page);
  await signsIn(page, email);
  await page.waitForURL(/\/monitor$/);
  await page.goto(`${world.origin}/account`);
  await page.getByTestId('devices.all').click();
  await page.getByRole('alertdialog').waitFor();
  await looksRight(page, 'devices-remove-all');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove all' }).click();
  await page.getByText('Every sign-in asks for a code now.').waitFor();
  await page.getByText('Every sign-in asks for a code. Tick').waitFor();
  await signsOut(page);
  await signsInByCode(page, false);
});

test('S1 the list says that it loads, and that it failed, and is asked for again', async () => {
  const { page } = await world.person();
  await page.goto(`${world.origin}/sign-in`);
  await signsInByCode(page, true);
  let answers: 'never' | 'badly' | 'well' = 'never';
  await page.route('**/api/me/devices', (route) => {
    if (answers === 'well') return route.continue();
    if (answers === 'badly') return route.fulfill({ status: 400, json: { code: 'internal' } });
  });
  await page.goto(`${world.origin}/account`);
  const section = page.locator('section').filter({ hasText: 'Where no code is asked for' });
  await section.waitFor();
  await looksRight(page, 'devices-loading');
  answers = 'badly';
  await page.reload();
  const again = section.getByRole('button', { name: 'Try again' });
  await again.waitFor();
  await looksRight(page, 'devices-failed');
  answers = 'well';
  await again.click();
  await section.getByText('This device').waitFor();
  // The one that is there stays where removing it fails.
  answers = 'badly';
  await page.route('**/api/me/devices/*', (route) => route.fulfill({ status: 400, json: { code: 'internal' } }));
  const here = section.getByRole('listitem').filter({ hasText: 'This device' });
  await here.getByRole('button', { name: /^Remove/ }).click();
  await page.getByTestId('toast').waitFor();
  expect(await here.count()).toBe(1);
});

test('S1 no page threw meanwhile', () => {
  expect(world.errors).toEqual([]);
});

/** With the password and a backup code, from the sign-in page. */
async function signsInByCode(page: Page, trust: boolean): Promise<void> {
  await signsIn(page, email);
  await page.getByRole('button', { name: 'Use a backup code' }).click();
  await page.getByRole('textbox', { name: 'Backup code' }).fill(codes.shift()!);
  if (trust) await page.getByLabel('Don’t ask on this device for 30 days').check();
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.waitForURL(/\/monitor$/);
}
