/**
 * A1, A2, A4, W4: a conversation as the visitor lives it: the AI's answers with their source, the way to a person and back, the end and a
 * new beginning, who is typing, and what was not read yet.
 */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessible, OWNER, openWorld, PATIENCE, picture, Visitor, type World } from './support/world.ts';

let world: World;
let site: string;
beforeAll(async () => {
  world = await openWorld();
  ({ id: site } = await world.site());
});
afterAll(() => world.close());

test('A1 the AI greets, says that it is one, and streams an answer with the article it comes from', async () => {
  const zofia = await world.visitor(site, { path: '/bikes/bora-40' });
  await zofia.opens();
  await zofia.sees('Hi, I’m Vela, Kolovrat’s AI. What would you like to know?');
  await zofia.sees('AI assistant');
  await zofia.sees('Vela is an AI and can be wrong.');
  const lengths = await grows(zofia);
  await zofia.writes('Which bikes can take a child seat?');
  const answer = zofia.widget.getByRole('article').last();
  await answer.getByText('Child seats and racks: what fits').waitFor();
  expect(await answer.innerText()).toContain('A rear child seat fits every bike with rack mounts');
  // Longer and longer, in more than a few steps, and never shorter.
  const seen = await lengths();
  expect(seen.length).toBeGreaterThan(3);
  expect(seen).toEqual([...seen].sort((a, b) => a - b));
  await zofia.widget.getByText(/^Sent \d\d:\d\d$/).waitFor();
  await picture(zofia.page, 'widget-answer');
  await zofia.context.close();
});

test('A3 what the AI doesn’t know it says, and offers a person in words and with a button; with nobody there, that is said', async () => {
  const luka = await world.visitor(site);
  await luka.opens();
  await luka.writes('Do you rent kayaks for the lake?');
  const offer = luka.widget.getByRole('log').getByRole('button', { name: 'Talk to a person' });
  await offer.waitFor();
  const unknown = await luka.widget.getByRole('article').last().innerText();
  expect(unknown).toMatch(/person|team/);
  expect(unknown).not.toContain('child seat');
  await picture(luka.page, 'widget-unknown');
  await offer.click();
  await luka.sees('You asked for a person');
  await luka.sees('Nobody is at the desk right now. Your messages are kept, and our team will read them.');
  // The offer leads nowhere now, and the AI goes on.
  expect(await offer.count()).toBe(0);
  await luka.writes('How much does delivery cost?');
  await luka.sees(/Delivery costs 5 euros/);
  await luka.context.close();
});

test('A3 with an agent there the visitor waits, sees for how long, and may go back to the AI', async () => {
  const { id: site } = await world.site();
  const monitor = await world.agent(OWNER.email, site);
  await monitor.getByTestId('monitor.online').waitFor();
  const ivan = await world.visitor(site);
  await ivan.opens();
  await ivan.widget.getByRole('button', { name: 'Talk to a person' }).click();
  const card = ivan.widget.locator('.waiting-card');
  await card.getByRole('heading', { name: /^(Finding a person|You are next)$/ }).waitFor();
  const clock = ivan.widget.getByRole('banner').getByText(/^Waiting \d:\d\d$/);
  const early = await clock.innerText();
  await expect.poll(() => clock.innerText(), PATIENCE).not.toBe(early);
  expect(await clock.innerText()).toMatch(/^Waiting 0:[0-5]\d$/);
  await monitor.getByTestId('control.waiting').waitFor();
  await picture(ivan.page, 'widget-waiting');
  await card.getByRole('button', { name: 'Back to AI' }).click();
  await ivan.sees('You went back to Vela');
  await card.waitFor({ state: 'detached' });
  await ivan.sees('AI assistant');
  await ivan.context.close();
  await monitor.context().close();
});

test('A4 while an agent has the conversation the AI is silent, both see the other typing, and the end is the end', async () => {
  const { id: site } = await world.site();
  const monitor = await world.agent(OWNER.email, site);
  const nadia = await world.visitor(site);
  await nadia.opens();
  await nadia.writes('Hello, is the Bora 40 in stock in size M?');
  await takesOver(monitor);
  await nadia.sees('Live agent');
  await nadia.sees('Maja joined');
  const composer = monitor.getByTestId('composer.text');

  await nadia.composer.pressSequentially('And how much', { delay: 20 });
  await monitor.getByTestId('typing.sign').waitFor();
  await nadia.writes('And how much does delivery to Graz cost?');
  await monitor.getByTestId('conversation.thread').getByText('And how much does delivery to Graz cost?').waitFor();
  await composer.pressSequentially('To Graz', { delay: 20 });
  await nadia.sees('Maja is writing…');
  await composer.fill('To Graz it is 9 euros, four working days. And yes, one Bora 40 in M is left.');
  await composer.press('Enter');
  await nadia.sees('To Graz it is 9 euros, four working days. And yes, one Bora 40 in M is left.');
  await nadia.widget.getByText('Maja is writing…').waitFor({ state: 'detached' });
  await picture(nadia.page, 'widget-agent');
  const since = await spokenSince(nadia, 'Maja joined');
  expect(since.filter((line) => line.includes('AI'))).toEqual([]);

  await nadia.widget.getByRole('button', { name: 'End chat' }).click();
  const question = nadia.widget.getByRole('alertdialog', { name: 'End this chat?' });
  await question.getByRole('button', { name: 'Keep chatting' }).click();
  await nadia.composer.waitFor();
  await nadia.widget.getByRole('button', { name: 'End chat' }).click();
  await question.getByRole('button', { name: 'End chat' }).click();
  await nadia.sees('You ended the chat');
  await monitor.getByTestId('event.conversation.closed').getByText('The customer left the conversation').waitFor();
  expect(await nadia.widget.getByRole('textbox').count()).toBe(0);
  await picture(nadia.page, 'widget-closed');

  await nadia.widget.getByRole('button', { name: 'Start a new chat' }).click();
  await nadia.sees('Hi, I’m Vela, Kolovrat’s AI. What would you like to know?');
  expect(await nadia.widget.getByText('one Bora 40 in M is left').count()).toBe(0);
  await nadia.writes('How long does delivery within Slovenia take?');
  await nadia.sees(/two working days/);
  await nadia.context.close();
  await monitor.context().close();
});

test('W4 what comes while the panel is closed is counted and teased, and read in one tab is read in all', async () => {
  const { id: site } = await world.site();
  const monitor = await world.agent(OWNER.email, site);
  const petra = await world.visitor(site);
  await petra.opens();
  await petra.writes('Could somebody from the workshop call me back?');
  await takesOver(monitor);
  await petra.sees('Live agent');
  const other = new Visitor(await world.tab(petra.context), petra.context, `${world.shop}/service`, site);
  await other.goes();
  await petra.widget.getByRole('button', { name: 'Close chat' }).click();
  await expect.poll(() => launcher(petra.page), PATIENCE).toEqual(['Open chat']);

  const composer = monitor.getByTestId('composer.text');
  for (const text of ['Miha from the workshop calls you at noon.', 'Which number is best?']) {
    await composer.fill(text);
    await composer.press('Enter');
    await monitor.getByTestId('conversation.thread').getByText(text).waitFor();
  }
  for (const tab of [petra, other]) {
    await expect.poll(() => launcher(tab.page), PATIENCE).toContain('Open chat, new messages: 2');
    await teaser(tab).getByText('Which number is best?').waitFor();
  }
  await picture(petra.page, 'widget-teaser');
  // Closed in one tab, it is closed there; chosen in the other, the panel opens and has the keyboard.
  await petra.widget.getByRole('button', { name: 'Dismiss' }).click();
  await teaser(petra).waitFor({ state: 'hidden' });
  expect((await accessible(petra.page)).find(({ focused, role }) => focused && role === 'button')?.name).toBe(
    'Open chat, new messages: 2',
  );
  await teaser(other).click();
  await other.sees('Which number is best?');
  await expect.poll(() => other.widget.evaluate(() => document.activeElement?.localName), PATIENCE).toBe('textarea');
  expect(await other.widget.evaluate(() => document.hasFocus())).toBe(true);
  await expect.poll(() => launcher(petra.page), PATIENCE).toEqual(['Open chat']);
  await other.widget.getByRole('button', { name: 'Close chat' }).click();
  await petra.opens();
  await petra.sees('Which number is best?');
  await expect.poll(() => launcher(other.page), PATIENCE).toEqual(['Open chat']);
  await petra.widget.getByRole('button', { name: 'Close chat' }).click();
  await expect.poll(() => launcher(petra.page), PATIENCE).toEqual(['Open chat']);
  await petra.context.close();
  await monitor.context().close();
});

test('W4 no page threw meanwhile', () => {
  expect(world.errors).toEqual([]);
});

/** The message beside the launcher. */
function teaser(visitor: Visitor) {
  return visitor.widget.getByRole('status').getByRole('button').first();
}

async function takesOver(monitor: Page): Promise<void> {
  const card = monitor.getByTestId('visit.card');
  await card.hover();
  await card.getByTestId('conversation.take-over').click();
  await monitor.getByTestId('composer.text').waitFor();
}

/** Buttons of the launcher by their names. */
async function launcher(page: Page): Promise<string[]> {
  return (await accessible(page))
    .filter(({ role, name }) => role === 'button' && /chat/i.test(name))
    .map(({ name }) => name);
}

/** Watches the last bubble; answers with every length that it had. */
async function grows(visitor: Visitor): Promise<() => Promise<number[]>> {
  const lengths = await visitor.widget.evaluateHandle(() => {
    const seen: number[] = [];
    new MutationObserver(() => {
      const length = document.querySelector('.message.streaming .bubble')?.textContent?.length ?? 0;
      if (length && length !== seen.at(-1)) seen.push(length);
    }).observe(document.body, { childList: true, subtree: true, characterData: true });
    return seen;
  });
  return () => lengths.evaluate((seen) => seen);
}

/** The messages after an event, as they stand in the log. */
async function spokenSince(visitor: Visitor, event: string): Promise<string[]> {
  const lines = await visitor.widget.getByRole('log').locator('article, .event').allInnerTexts();
  const at = lines.indexOf(event);
  expect(at).toBeGreaterThan(-1);
  return lines.slice(at + 1);
}
