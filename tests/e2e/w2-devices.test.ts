/** W2: an agent on two devices, and whoever writes while somebody else does: everybody sees the same, and a crossing is said in time. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { overflow, violations } from './support/axe.ts';
import {
  DESKTOP,
  OWNER,
  openWorld,
  PATIENCE,
  PHONE,
  picture,
  TABLET,
  type Visitor,
  type World,
} from './support/world.ts';

let world: World;
let site: string;
let nora: Visitor;
let laptop: Page;
let phone: Page;
beforeAll(async () => {
  world = await openWorld();
  ({ id: site } = await world.site());
});
afterAll(() => world.close());

test('W2 what an agent does on one device shows on the other at once; a draft stays where it is written', async () => {
  nora = await world.visitor(site);
  await nora.opens();
  await nora.writes('Hej! Har ni barnstolar?');
  laptop = await world.agent(OWNER.email, site);
  await laptop.getByTestId('visit.open').click();
  // The same address on the other device shows the same session.
  phone = (await world.person({ email: OWNER.email, phone: true })).page;
  await phone.goto(laptop.url());
  await phone.getByTestId('conversation.thread').getByText('barnstolar').waitFor();
  expect(await phone.getByTestId('composer.text').count()).toBe(0);
  await laptop.getByTestId('conversation.pane').getByTestId('conversation.take-over').click();
  for (const device of [laptop, phone]) await device.getByTestId('composer.text').waitFor();
  await laptop.getByTestId('composer.text').fill('Ja, det har vi');
  await says(phone, 'Från telefonen');
  await laptop.getByTestId('conversation.thread').getByText('Från telefonen').waitFor();
  expect(await phone.getByTestId('composer.text').inputValue()).toBe('');
  expect(await laptop.getByTestId('composer.text').inputValue()).toBe('Ja, det har vi');
  await nora.sees('Från telefonen');
});

test('W2 who writes while others do is told so quietly, until it is read, put away or sent', async () => {
  const notice = laptop.getByTestId('composer.meanwhile');
  await expect
    .poll(() => notice.innerText(), PATIENCE)
    .toBe('You, on another device, wrote while you were typing. Read it before you send.');
  await notice.getByTestId('composer.meanwhile.dismiss').click();
  await expect.poll(() => notice.count()).toBe(0);
  // Putting it away goes on with writing.
  await expect
    .poll(() => laptop.evaluate(() => document.activeElement?.getAttribute('data-testid')))
    .toBe('composer.text');
  await laptop.keyboard.type(', i två storlekar');
  const box = laptop.getByTestId('composer.text');
  const before = await box.boundingBox();
  await nora.writes('En till min treåring');
  await nora.writes('Och en till min femåring');
  await expect.poll(() => notice.innerText(), PATIENCE).toMatch(/wrote 2 new messages while you were typing/);
  // What is being written stays where it is.
  expect(await box.boundingBox()).toEqual(before);
  // A reload of the tab keeps the draft, and what came since it was begun.
  await laptop.reload();
  await expect.poll(() => notice.innerText(), PATIENCE).toMatch(/wrote 2 new messages/);
  expect(await box.inputValue()).toBe('Ja, det har vi, i två storlekar');
  expect(await violations(laptop)).toEqual([]);
});

test('W2 the notice in light and dark, on desk, tablet and phone', async () => {
  for (const dark of [false, true]) {
    await laptop.emulateMedia({ colorScheme: dark ? 'dark' : 'light' });
    for (const [name, viewport] of Object.entries({ desktop: DESKTOP, tablet: TABLET, phone: PHONE })) {
      await laptop.setViewportSize(viewport);
      await laptop.getByTestId('composer.meanwhile').waitFor();
      expect(await overflow(laptop)).toEqual([]);
      await picture(laptop, `w2-meanwhile-${name}${dark ? '-dark' : ''}`);
    }
    expect(await violations(laptop)).toEqual([]);
  }
  await laptop.emulateMedia({ colorScheme: 'light' });
  await laptop.setViewportSize(DESKTOP);
});

test('W2 it goes with the way down to what was missed, and with the message that is sent', async () => {
  const notice = laptop.getByTestId('composer.meanwhile');
  const thread = laptop.getByTestId('conversation.thread');
  const box = laptop.getByTestId('composer.text');
  await box.press('Enter');
  await expect.poll(() => notice.count(), PATIENCE).toBe(0);
  await nora.sees('Ja, det har vi, i två storlekar');
  for (let i = 1; i <= 12; i++) await says(laptop, `Modell ${i}: passar de flesta cyklar`);
  await thread.evaluate((element) => element.scrollTo({ top: 0 }));
  await box.fill('Vilken');
  await nora.writes('Den blå');
  await notice.waitFor();
  await laptop.getByRole('button', { name: '1 new message' }).click();
  await expect.poll(() => notice.count(), PATIENCE).toBe(0);
  await thread.getByText('Den blå').waitFor();
  await box.fill('');
});

test('W2 leaving on one device leaves on the other', async () => {
  await laptop.getByTestId('conversation.leave').click();
  await phone.getByTestId('conversation.pane').getByTestId('conversation.take-over').waitFor();
  await laptop.getByTestId('conversation.pane').getByTestId('conversation.take-over').waitFor();
  await phone.getByTestId('composer.text').waitFor({ state: 'detached' });
  expect(world.errors).toEqual([]);
});

async function says(page: Page, text: string): Promise<void> {
  await page.getByTestId('composer.text').fill(text);
  await page.getByTestId('entry.post').click();
  await page.getByTestId('conversation.thread').getByText(text, { exact: true }).waitFor();
}
