/** S1: the second step of signing in. A story of its own: sign-ins are limited by address, and these are many. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { totp } from './support/totp.ts';
import { openWorld, PASSWORD, picture, signsIn, signsOut, type World } from './support/world.ts';

let world: World;
let site: string;
beforeAll(async () => {
  world = await openWorld();
  ({ id: site } = await world.site());
});
afterAll(() => world.close());

test('S1 the second step asks for a code of the app, or for a backup code, each of which works once', async () => {
  const email = await world.member('Tina Oblak', { [site]: 'agent' });
  const { page } = await world.person();
  await page.goto(`${world.origin}/sign-in?next=%2Faccount`);
  await signsIn(page, email);
  await page.getByTestId('two-factor.start').click();
  const password = page.getByRole('dialog', { name: 'First your password' });
  await password.getByLabel('Password', { exact: true }).fill('wrong one');
  await password.getByRole('button', { name: 'Go on' }).click();
  await password.getByText('That is not your current password.').waitFor();
  await password.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await password.getByRole('button', { name: 'Go on' }).click();
  const scan = page.getByTestId('two-factor.scan');
  const secret = ((await scan.getByTestId('two-factor.secret').textContent()) ?? '').replaceAll(' ', '');
  await picture(page, 'sign-in-scan');
  await scan.getByLabel('Six digits').fill(wrongCode(secret));
  await scan.getByTestId('two-factor.verify').click();
  await scan.getByText('This code is wrong or no longer valid. Try the newest one.').waitFor();
  await scan.getByLabel('Six digits').fill(totp(secret));
  await scan.getByTestId('two-factor.verify').click();
  const kept = page.getByTestId('backup-codes');
  const codes = ((await kept.locator('code').textContent()) ?? '').split('\n');
  expect(new Set(codes).size).toBe(10);
  await kept.getByRole('button', { name: 'I have kept them' }).click();
  await page.getByText('On', { exact: true }).waitFor();
  await signsOut(page);

  await signsIn(page, email);
  await page.getByRole('heading', { name: 'Enter your code' }).waitFor();
  await picture(page, 'sign-in-code');
  // Half signed in is not signed in.
  expect(await page.evaluate(() => fetch('/api/me').then((answer) => answer.status))).toBe(401);
  await page.getByLabel('Code', { exact: true }).fill(wrongCode(secret));
  await page.getByText('This code is wrong or no longer valid. Try the newest one.').waitFor();
  // The code that switched it on is used up; the app's next one is good already.
  await page.getByLabel('Code', { exact: true }).fill(totp(secret, Date.now() + 30_000));
  await page.waitForURL(/\/monitor$/);
  await signsOut(page);

  await signsInByBackupCode(page, email, codes[0]!);
  await page.waitForURL(/\/monitor$/);
  await signsOut(page);
  await signsInByBackupCode(page, email, codes[0]!);
  await page.getByText('This code is wrong or no longer valid. Try the newest one.').waitFor();
  await page.getByRole('textbox', { name: 'Backup code' }).fill(codes[1]!);
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.waitForURL(/\/monitor$/);
});

test('S1 no page threw meanwhile', () => {
  expect(world.errors).toEqual([]);
});

async function signsInByBackupCode(page: Page, email: string, code: string): Promise<void> {
  await signsIn(page, email);
  await page.getByRole('button', { name: 'Use a backup code' }).click();
  await page.getByRole('textbox', { name: 'Backup code' }).fill(code);
  await page.getByRole('button', { name: 'Go on' }).click();
}

/** A code that is good neither now nor a step before or after. */
function wrongCode(secret: string): string {
  const good = [-60_000, -30_000, 0, 30_000, 60_000].map((shift) => totp(secret, Date.now() + shift));
  return ['123456', '234567', '345678', '456789', '567890', '678901'].find((code) => !good.includes(code))!;
}
