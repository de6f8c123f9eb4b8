/** M3: an agent reads along, the AI's answer as it is written, and nothing that the visitor's client receives changes by a byte. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordFrames, updatesIn, withoutIdsAndTimes } from './support/frames.ts';
import { OWNER, openWorld, PATIENCE, picture, type Visitor, type World } from './support/world.ts';

/** Short enough to be shown whole, long enough to be seen growing. */
const WARRANTY =
  'The warranty on frames lasts ten years and is for the first owner. Paint, wear and crashes are not part of it. Bring the bike and the receipt to the workshop on Trubarjeva, and we look at it while you wait and write down what we found.';
const ARTICLES = [{ title: 'Warranty', body: WARRANTY }];
const QUESTION = 'How long is the warranty on frames?';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

test('M3 an answer grows in the pane while it streams, and the visitor notices nothing of the viewer', async () => {
  const site = await world.site({}, ARTICLES);
  const monitor = await world.agent(OWNER.email, site.id);
  const hana = await world.visitor(site.id);
  await hana.opens();
  await hana.writes('Hello there!');
  await hana.sees('Hello! What would you like to know?');
  await view(monitor);
  await monitor.evaluate(() => {
    const shown: string[] = [];
    new MutationObserver(() => {
      const text = document.querySelector('[data-testid="answer.streamed"] [dir="auto"]')?.textContent;
      if (text && text !== shown.at(-1)) shown.push(text);
    }).observe(document.body, { childList: true, subtree: true, characterData: true });
    Object.assign(window, { shown });
  });
  await hana.writes(QUESTION);
  const pane = monitor.getByTestId('conversation.pane');
  await pane.getByTestId('entry.message').filter({ hasText: 'write down what we found.' }).waitFor();
  const shown = await monitor.evaluate(() => (window as unknown as { shown: string[] }).shown);
  expect(shown.length).toBeGreaterThan(4);
  for (const [i, text] of shown.entries()) {
    expect(WARRANTY.startsWith(text.trim())).toBe(true);
    if (i > 0) expect(text.length).toBeGreaterThan(shown[i - 1]!.length);
  }
  expect(shown[0]!.length).toBeLessThan(WARRANTY.length / 2);
  // The draft became its entry: it is there once.
  expect(await pane.getByTestId('answer.streamed').count()).toBe(0);
  expect(await pane.getByText('The warranty on frames lasts').count()).toBe(1);

  await hana.sees('write down what we found.');
  expect(await hana.widget.locator('.event').count()).toBe(0);
  expect(await hana.widget.locator('.dots').count()).toBe(0);
  await hana.widget.getByRole('heading', { name: 'Vela' }).waitFor();
  await picture(monitor, 'm3-monitor');
  await picture(hana.page, 'm3-visitor');
});

test('M3 the visitor’s socket receives the same frames with a viewer and without', async () => {
  const site = await world.site({}, ARTICLES);
  const unseen = await story(site.id, null);
  const monitor = await world.agent(OWNER.email, site.id);
  const seen = await story(site.id, monitor);
  expect(unseen.filter((frame) => frame.includes('answer.streamed')).length).toBeGreaterThan(10);
  expect(withoutIdsAndTimes(seen)).toEqual(withoutIdsAndTimes(unseen));
  expect(world.errors).toEqual([]);
});

/** One visitor's whole story; a viewer, if there is one, looks in after the first answer and out before the last. */
async function story(site: string, viewer: Page | null): Promise<string[]> {
  let frames: string[] = [];
  const visitor = await world.visitor(site, {
    prepare: (page) => {
      frames = recordFrames(page);
    },
  });
  await visitor.opens();
  await visitor.writes('Hello!');
  await answered(frames, 1);
  if (viewer) await view(viewer);
  await visitor.writes(QUESTION);
  await answered(frames, 2);
  // Typing is told to the viewer, and what the viewer does is told to nobody.
  await visitor.composer.pressSequentially('Hvala');
  if (viewer) {
    await viewer.getByTestId('typing.sign').waitFor();
    await viewer.keyboard.press('j');
    await viewer.keyboard.press('Escape');
    await viewer.getByTestId('conversation.pane').waitFor({ state: 'detached' });
  }
  await visitor.writes('Hvala & <b>lepo</b>! Дякую, ありがとう 🚲');
  await answered(frames, 3);
  await leaves(visitor);
  return frames;
}

async function answered(frames: readonly string[], count: number): Promise<void> {
  const answers = () => updatesIn(frames).filter(({ t, entry }) => t === 'entry.added' && isAnswer(entry)).length;
  await expect.poll(answers, PATIENCE).toBe(count);
}

function isAnswer(entry: unknown): boolean {
  return typeof entry === 'object' && entry !== null && 'answer' in entry;
}

async function view(monitor: Page): Promise<void> {
  await monitor.getByTestId('visit.open').first().click();
  await monitor.getByTestId('conversation.thread').waitFor();
  await monitor.getByText('Viewing silently. The visitor doesn’t notice.').waitFor();
}

async function leaves(visitor: Visitor): Promise<void> {
  await visitor.context.close();
}
