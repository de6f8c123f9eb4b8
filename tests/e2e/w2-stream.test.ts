/** W2: an answer that is being written survives a reload in its middle, and ends the same for everybody who watches. */
import type { Frame, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { OWNER, openWorld, PATIENCE, Visitor, type World } from './support/world.ts';

/** As long as an answer gets, in short words: it is written word by word. */
const BODY = Array.from(
  { length: 9 },
  (_, i) => `In step ${i + 1} of a winter service we do it as it is to be: no. ${i + 1}.`,
).join(' ');

/** Remembers every text that an answer being written showed in this document, in order. */
const RECORDER = `
  window.seen = [];
  new MutationObserver(() => {
    const text = document.querySelector('.message.streaming .bubble, [data-testid="answer.streamed"] [dir="auto"]')?.textContent;
    if (text && text !== window.seen.at(-1)) window.seen.push(text);
  }).observe(document, { subtree: true, childList: true, characterData: true });
`;

let world: World;
beforeAll(async () => {
  world = await openWorld({ slowAnswers: true });
});
afterAll(() => world.close());

test('W2 a reload in the middle of an answer shows what there is of it at once, and all who watch end with the same', async () => {
  const { id: site } = await world.site({}, [{ title: 'Winter service', body: BODY }]);
  const watch = (page: Page) => page.addInitScript(RECORDER);
  const jana = await world.visitor(site, { prepare: watch });
  await jana.opens();
  const tab = await world.tab(jana.context);
  await watch(tab);
  const second = new Visitor(tab, jana.context, `${world.shop}/service`, site);
  await second.goes();
  await second.opens();
  const early = await world.agent(OWNER.email, site, { prepare: watch });
  const late = await world.agent(OWNER.email, site, { prepare: watch });
  await jana.writes('What is done in a winter service?');
  await early.getByTestId('visit.open').click();
  const before = await written(jana.widget, 80);
  // Agents are shown an answer a little later: what may become a number waits for what follows it.
  const watched = await written(early.mainFrame(), 80);
  await Promise.all([jana.reloads(), late.getByTestId('visit.open').click()]);

  // The first thing each newcomer sees being written is no less than what others saw there when they came.
  const afterReload = await written(jana.widget, 1);
  expect(afterReload.length).toBeGreaterThanOrEqual(before.length);
  expect((await written(late.mainFrame(), 1)).length).toBeGreaterThanOrEqual(watched.length);

  const ends = await Promise.all(
    [jana.widget, second.widget].map((frame) => lastBubble(frame, '.message.streaming', '.message:not(.own) .bubble')),
  );
  const views = await Promise.all(
    [early, late].map((page) =>
      lastBubble(page.mainFrame(), '[data-testid="answer.streamed"]', '[role="log"] [dir="auto"]'),
    ),
  );
  expect(ends[0]).toContain('In step 9 of a winter service');
  expect(new Set([...ends, ...views]).size).toBe(1);
  // It only ever grew, wherever it was watched.
  for (const frame of [jana.widget, second.widget, early.mainFrame(), late.mainFrame()]) {
    const seen = await frame.evaluate(() => (window as unknown as { seen: string[] }).seen);
    for (const [i, text] of seen.slice(1).entries()) expect(text.startsWith(seen[i]!)).toBe(true);
    expect(ends[0]!.startsWith(seen.at(-1)!)).toBe(true);
  }
  expect(world.errors).toEqual([]);
});

/** The first text of at least this length that the answer showed in this document. */
async function written(frame: Frame, least: number): Promise<string> {
  const found = await frame.waitForFunction(
    (length) => (window as unknown as { seen?: string[] }).seen?.find((text) => text.length >= length),
    least,
    PATIENCE,
  );
  return (await found.jsonValue()) as string;
}

async function lastBubble(frame: Frame, streaming: string, bubbles: string): Promise<string> {
  await expect.poll(() => frame.locator(streaming).count(), PATIENCE).toBe(0);
  return frame.locator(bubbles).last().innerText();
}
