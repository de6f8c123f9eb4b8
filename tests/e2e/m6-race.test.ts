/** M6: two agents press in the same instant: one has the conversation, the other is told who, and the visitor meets one person. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { OWNER, openWorld, picture, type World } from './support/world.ts';

let world: World;
let site: { id: string };
let maja: Page;
let oleksandr: Page;
beforeAll(async () => {
  world = await openWorld();
  site = await world.site();
  const email = await world.member('Oleksandr Bondar', { [site.id]: 'agent' });
  maja = await world.agent(OWNER.email, site.id, { prepare: holdTakeOvers });
  oleksandr = await world.agent(email, site.id, { prepare: holdTakeOvers });
});
afterAll(() => world.close());

test.each([
  { faster: 'Maja', slower: 'Oleksandr', question: 'Is the Lipa in stock in size M?' },
  { faster: 'Oleksandr', slower: 'Maja', question: 'Скільки коштує доставка до Львова?' },
])(
  'M6 of two agents who take over in the same instant $faster has it, and $slower is told',
  async ({ faster, question }) => {
    const pages = faster === 'Maja' ? { winner: maja, loser: oleksandr } : { winner: oleksandr, loser: maja };
    const eva = await world.visitor(site.id);
    await eva.opens();
    await eva.writes(question);
    await eva.widget.locator('article').nth(2).waitFor();
    for (const page of [maja, oleksandr]) {
      const open = page.getByTestId('visit.card').filter({ has: page.getByTestId('control.bot') });
      await open.getByTestId('visit.open').click();
      await page.getByTestId('conversation.pane').getByText(question).waitFor();
    }
    // Both press; neither wish has reached the site.
    for (const page of [maja, oleksandr]) {
      await page.getByTestId('conversation.pane').getByTestId('conversation.take-over').click();
      await expect.poll(() => page.evaluate(() => (window as unknown as Held).held.length)).toBe(1);
    }
    expect(await eva.widget.getByText('Live agent').count()).toBe(0);
    await release(pages.winner);
    await release(pages.loser);

    await pages.winner.getByText('You have this conversation.').waitFor();
    await pages.winner.getByTestId('composer.text').waitFor();
    await pages.loser.getByTestId('toast').getByText(`${faster} was faster and has this conversation.`).waitFor();
    // Maja supervises, and looks on; to another agent it is closed (P6).
    const looksOn = pages.loser === maja;
    if (looksOn) await maja.getByTestId('conversation.held').getByText(`${faster} has it.`).waitFor();
    else await oleksandr.getByTestId('conversation.private').getByText(`${faster} has this conversation`).waitFor();
    expect(await pages.loser.getByTestId('composer.text').count()).toBe(0);
    await picture(pages.loser, `m6-loser-${faster.toLowerCase()}`);

    await eva.widget.getByRole('heading', { name: faster, exact: true }).waitFor();
    await eva.sees(`${faster} joined`);
    expect(await eva.widget.locator('.event').count()).toBe(1);
    // And the one who has it really does.
    await pages.winner.getByTestId('composer.text').fill('Good afternoon!');
    await pages.winner.keyboard.press('Enter');
    await eva.sees('Good afternoon!');
    if (looksOn) await maja.getByTestId('conversation.thread').getByText('Good afternoon!').waitFor();
    await pages.winner.getByTestId('conversation.close').click();
    await pages.winner.getByTestId('confirm').click();
    await eva.sees(`Chat ended by ${faster}`);
    await eva.context.close();
  },
);

test('M6 nothing broke on the way', () => {
  expect(world.errors).toEqual([]);
});

interface Held {
  held: (() => void)[];
}

/** Keeps take-overs on the way until they are released, as a slow network would. */
async function holdTakeOvers(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const held: (() => void)[] = [];
    const { send } = WebSocket.prototype;
    WebSocket.prototype.send = function (data) {
      const isWish = typeof data === 'string' && data.includes('"conversation.take-over"');
      if (isWish) held.push(() => send.call(this, data));
      else send.call(this, data);
    };
    Object.assign(window, { held });
  });
}

async function release(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const go of (window as unknown as Held).held.splice(0)) go();
  });
}
