/** I2: a routed chat shows a blue banner at the top of the screen, on every page; it covers the header and moves nothing. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { violations } from './support/axe.ts';
import { agentOn, askingVisitor } from './support/desk.ts';
import { looksRightEverywhere, SMALLEST } from './support/looks.ts';
import { DESKTOP, OWNER, openWorld, PATIENCE, PHONE, picture, TABLET, type World } from './support/world.ts';

let world: World;
let site: string;
beforeAll(async () => {
  world = await openWorld();
  ({ id: site } = await world.site());
});
afterAll(() => world.close());

test('I2 while a dialog is open the banner is in reach, by mouse and keyboard, and what is written there stays', async () => {
  const maja = await agentOn(world, OWNER.email, site, 'inbox');
  const zofia = await askingVisitor(world, site, 'Is the Karst Tour there in green?');
  await maja.getByTestId('offer.accept').click();
  await maja.getByTestId('conversation.close').click();
  const dialog = maja.getByTestId('wrap-up');
  await dialog.getByTestId('wrap-up.note').fill('Wants the green one; call when it is there.');
  const ivan = await askingVisitor(world, site, 'Do you repair e-bikes of other makes?');
  await maja.getByTestId('offer').getByText('Do you repair e-bikes').waitFor();
  await expect.poll(() => maja.getByTestId('offer').boundingBox(), PATIENCE).toMatchObject({ x: 72, y: 0 });
  await picture(maja, 'i2-dialog');
  expect(await violations(maja)).toEqual([]);
  await maja.getByTestId('offer.quote').click();
  await maja.getByTestId('offer.thread').getByText('Do you repair e-bikes').waitFor();
  await maja.keyboard.press('Escape');
  expect(await dialog.isVisible()).toBe(true);
  await maja.getByTestId('offer.accept').focus();
  await maja.keyboard.press('Enter');
  await maja.getByText('is with you now, in My conversations.').waitFor();
  await maja.getByTestId('offer').waitFor({ state: 'detached' });
  expect(await dialog.getByTestId('wrap-up.note').inputValue()).toContain('Wants the green one');
  await dialog.getByTestId('confirm').click();
  await zofia.sees(/Chat ended by/);
  await maja.getByTestId('inbox.item').first().click();
  await maja.getByTestId('composer.text').waitFor();
  await maja.getByTestId('conversation.close').click();
  await dialog.getByTestId('confirm').click();
  await ivan.sees(/Chat ended by/);
  for (const visitor of [zofia, ivan]) await visitor.context.close();
  await maja.context().close();
});

test('I2 the banner lies over every page and moves nothing', async () => {
  const maja = await agentOn(world, OWNER.email, site, 'monitor');
  const before = await topOf(maja);
  const zofia = await askingVisitor(world, site, 'The size guide says M, but I’m 164 cm. Which frame do I take?');
  await maja.getByTestId('offer').waitFor();
  expect(await topOf(maja)).toEqual(before);
  await picture(maja, 'i2-monitor');
  for (const [page, heading] of [
    [`sites/${site}/inbox`, 'Inbox'],
    [`sites/${site}/settings`, 'General'],
    [`sites/${site}/templates`, 'Templates'],
    ['members', 'Members'],
    ['account', 'Account'],
  ] as const) {
    await maja.goto(`${world.origin}/${page}`);
    await maja.getByRole('heading', { name: heading, level: 1 }).waitFor({ state: 'attached' });
    // Down from above, in a moment.
    await expect
      .poll(() => maja.getByTestId('offer').boundingBox(), PATIENCE)
      .toMatchObject({ x: 72, y: 0, width: 1440 - 72 });
  }
  await zofia.context.close();
});

test('I2 it is whole at every size, light and dark, and axe finds nothing', async () => {
  const { page } = await world.person({ email: OWNER.email });
  await page.goto(`${world.origin}/sites/${site}/inbox`);
  const ana = await askingVisitor(
    world,
    site,
    'Može li se platiti pouzećem? Pitam jer ne koristim kartice na internetu.',
  );
  await page.getByTestId('offer').waitFor();
  for (const size of [DESKTOP, TABLET, PHONE, SMALLEST]) {
    await page.setViewportSize(size);
    for (const button of ['offer.accept', 'offer.decline']) {
      const box = (await page.getByTestId(button).boundingBox())!;
      expect(box.x + box.width, `${button} at ${size.width}`).toBeLessThanOrEqual(size.width);
    }
  }
  await looksRightEverywhere(page, 'i2-banner');
  await ana.context.close();
});

test('I2 nothing broke on the way', () => {
  expect(world.errors).toEqual([]);
});

/** Where the page's title and its first section stand. */
function topOf(page: Page): Promise<number[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('h1, main > *')].flatMap((one) => {
      const { x, y } = one.getBoundingClientRect();
      return [x, y];
    }),
  );
}
