/** D11: an agent reads personal data masked wherever it stands, and their browser never has more; a supervisor reveals one text in place. */
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accepts, agentOn, askingVisitor, setQueue } from './support/desk.ts';
import { recordFrames } from './support/frames.ts';
import { inboxOf, rowOf } from './support/inbox.ts';
import { OWNER, openWorld, PATIENCE, picture, type Visitor, type World } from './support/world.ts';

/** The three examples of the requirement, and what they must read as. */
const TEXT = 'Call + 1 (123) 456 7890 or +447966197542, or write to melissa@gmail.com';
const MASKED = 'Call **********7890 or *********7542, or write to m******@gmail.com';
/** What of them may be nowhere. */
const RAW = /456[\s-]?7890|966197542|elissa/i;

let world: World;
let site: string;
let giulia: Page;
let melissa: Visitor;
/** All that Giulia's browser was sent: frames, answers, and every title it gave its tab. */
const sent: string[] = [];
beforeAll(async () => {
  world = await openWorld();
  ({ id: site } = await world.site());
  await world.api('PATCH', `/api/sites/${site}`, { typingPreview: true });
  await setQueue(world, site, { mode: 'pick' });
  const email = await world.member('Giulia Rossi', { [site]: 'agent' });
  giulia = await agentOn(world, email, site, 'monitor', { prepare: keepAll });
});
afterAll(() => world.close());

async function keepAll(page: Page): Promise<void> {
  const frames = recordFrames(page);
  page.on('websocket', (socket) => socket.on('framereceived', () => void sent.push(...frames.splice(0))));
  page.on('response', (response) => {
    if (response.url().includes('/api/'))
      void response.text().then(
        (text) => sent.push(text),
        () => {},
      );
  });
  await page.exposeFunction('keepTitle', (title: string) => void sent.push(title));
  await page.addInitScript(() => {
    const keep = () => (window as unknown as { keepTitle(title: string): void }).keepTitle(document.title);
    new MutationObserver(keep).observe(document, { childList: true, characterData: true, subtree: true });
  });
}

/** Nothing on the page, in its storage, in its title, or in anything it was sent, says more than it should. */
async function knowsNothing(page: Page): Promise<void> {
  expect(await page.title()).not.toMatch(RAW);
  expect(await page.content()).not.toMatch(RAW);
  expect(await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))).not.toMatch(RAW);
  expect(sent.filter((text) => RAW.test(text))).toEqual([]);
}

async function reads(place: Locator, text: string): Promise<void> {
  await expect.poll(() => place.first().textContent(), PATIENCE).toContain(text);
}

test('D11 the session card shows the last message masked, and the page they are on', async () => {
  melissa = await askingVisitor(world, site, 'Hello!', { path: '/?email=melissa@gmail.com&tel=%2B447966197542' });
  await melissa.writes(TEXT);
  await reads(giulia.getByTestId('visit.card'), MASKED);
  await picture(giulia, 'd11-card');
  await knowsNothing(giulia);
});

test('D11 the offer, its thread and the tab’s title say no more', async () => {
  await setQueue(world, site, { mode: 'ring' });
  await reads(giulia.getByTestId('offer.quote'), MASKED);
  expect(await giulia.title()).toMatch(/^● /);
  await giulia.getByTestId('offer.quote').click();
  await reads(giulia.getByTestId('offer.thread').getByTestId('conversation.thread'), MASKED);
  await picture(giulia, 'd11-offer');
  await knowsNothing(giulia);
  await giulia.keyboard.press('Escape');
});

test('D11 the conversation, its list, its header and what is known of the visitor are masked', async () => {
  await accepts(giulia);
  await reads(giulia.getByTestId('conversation.thread'), MASKED);
  await rowOf(giulia, MASKED).waitFor();
  await giulia.getByTestId('visitor.facts').waitFor();
  expect(await giulia.getByTestId('text.reveal').count()).toBe(0);
  for (const text of ['"t":"offer.made"', '"t":"conversation.viewed"', '"agentName":', '● Visitor', MASKED])
    expect(
      sent.some((one) => one.includes(text)),
      text,
    ).toBe(true);
  await picture(giulia, 'd11-inbox');
  await knowsNothing(giulia);
});

test('D11 what the visitor types is masked before it is sent, from the first digits on', async () => {
  await melissa.composer.pressSequentially('Or +4479661', { delay: 30 });
  await giulia.getByTestId('typing.text').waitFor();
  await melissa.composer.pressSequentially('97542 ok?', { delay: 30 });
  // While it is typed, twelve digits may become a card.
  await reads(giulia.getByTestId('typing.text'), 'Or +************ ok?');
  await melissa.composer.fill(TEXT);
  await reads(giulia.getByTestId('typing.text'), '@gmail.com');
  await picture(giulia, 'd11-typing');
  await knowsNothing(giulia);
  await melissa.composer.fill('');
});

test('D11 a supervisor reveals one text in place, and no other; the agent’s browser hears nothing of it', async () => {
  await melissa.writes('Home: melissa@gmail.com');
  const maja = await inboxOf(world, OWNER.email, site, 'all');
  await rowOf(maja, 'Home: m******@gmail.com').click();
  const thread = maja.getByTestId('conversation.thread');
  await reads(thread, MASKED);
  const said = thread.getByTestId('entry.message').filter({ hasText: '*********7542' });
  await said.getByTestId('text.reveal').click();
  await thread.getByText(TEXT).waitFor();
  expect(await thread.textContent()).toContain('Home: m******@gmail.com');
  expect(await thread.textContent()).not.toContain(MASKED);
  await picture(maja, 'd11-revealed');
  await maja.reload();
  await reads(thread, MASKED);
  expect(await thread.textContent()).not.toMatch(RAW);
  await maja.close();
  await giulia.reload();
  await reads(giulia.getByTestId('conversation.thread'), MASKED);
  await knowsNothing(giulia);
});

test('D11 what an agent wrote, they read as they wrote it; others read it masked, star for star', async () => {
  const reply = 'I call + 1 (123) 456 7890, then +447966197542, then melissa@gmail.com.';
  const maskedReply = 'I call **********7890, then *********7542, then m******@gmail.com.';
  const maja = await inboxOf(world, OWNER.email, site, 'all');
  await rowOf(maja, 'Home:').click();
  await reads(maja.getByTestId('conversation.thread'), MASKED);
  await giulia.getByTestId('composer.text').fill(reply);
  await giulia.keyboard.press('Enter');
  await reads(giulia.getByTestId('conversation.thread'), reply);
  await reads(maja.getByTestId('conversation.thread'), maskedReply);
  await rowOf(maja, maskedReply).waitFor();
  await picture(maja, 'd11-reply');
  expect(world.errors).toEqual([]);
});
