/** M7: which messages ring is the member's choice, kept wherever they sign in; the browser's own rule is explained until the first click. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CrowdAgent, CrowdVisitor } from './support/crowd.ts';
import { OWNER, openWorld, picture, type World } from './support/world.ts';

/** The notes of the two tones, in whole Hz. */
const MESSAGE = [659];
const CONVERSATION = [523, 784];

let world: World;
let site: { id: string };
let monitor: Page;
beforeAll(async () => {
  world = await openWorld();
  site = await world.site();
  monitor = await world.agent(OWNER.email, site.id, { prepare: recordNotes });
});
afterAll(() => world.close());

test('M7 a notice explains the browser’s rule until the first click, and nothing plays before', async () => {
  const notice = monitor.getByTestId('sound.blocked');
  await notice.getByText('Your browser keeps pages silent until you click once.').waitFor();
  const early = await CrowdVisitor.arrives(world, site.id);
  await early.asks('Hallo, haben Sie die Soča auch in Blau?');
  await cardOf(monitor, early).getByText('3 messages').waitFor({ state: 'attached' });
  expect(await notes(monitor)).toEqual([]);
  await picture(monitor, 'm7-notice');
  await monitor.getByRole('heading', { name: 'Monitor' }).click();
  await notice.waitFor({ state: 'detached' });
  early.leaves();
});

test('M7 every new message rings if the member wants it: visitors’ messages, not the AI’s, not the agents’, not openings', async () => {
  await choose(monitor, 'None');
  expect(await notes(monitor)).toEqual([]);
  // A choice is heard at once.
  await choose(monitor, 'Every new message');
  await expect.poll(() => notes(monitor)).toEqual(MESSAGE);
  await forget(monitor);

  const mai = await CrowdVisitor.arrives(world, site.id, { country: 'VN' });
  await cardOf(monitor, mai).getByText('Just opened').waitFor();
  expect(await notes(monitor)).toEqual([]);
  await mai.asks('Xin chào!');
  await cardOf(monitor, mai).getByText('3 messages').waitFor({ state: 'attached' });
  // The first message of a visitor is a new conversation; the answer is silent.
  await expect.poll(() => notes(monitor)).toEqual(CONVERSATION);
  await forget(monitor);
  const desk = await CrowdAgent.arrives(world, site.id, OWNER.email);
  const conversation = await mai.conversation();
  await desk.command({ t: 'conversation.take-over', conversation });
  await desk.command({ t: 'entry.post', conversation, text: 'Xin chào Mai!' });
  await cardOf(monitor, mai).getByText('4 messages').waitFor({ state: 'attached' });
  expect(await notes(monitor)).toEqual([]);
  await mai.says('Cảm ơn <3');
  await expect.poll(() => notes(monitor)).toEqual(MESSAGE);
  await desk.command({ t: 'conversation.close', conversation });
  mai.leaves();
  desk.leaves();
});

test('M7 with new conversations only, a second message is silent', async () => {
  await choose(monitor, 'New conversations only');
  await expect.poll(async () => (await notes(monitor)).slice(-2)).toEqual(CONVERSATION);
  await forget(monitor);
  const joao = await CrowdVisitor.arrives(world, site.id, { country: 'BR' });
  await joao.asks('Oi, tudo bem?');
  await expect.poll(() => notes(monitor)).toEqual(CONVERSATION);
  await forget(monitor);
  await joao.asks('Quanto custa a entrega?');
  await cardOf(monitor, joao).getByText('5 messages').waitFor({ state: 'attached' });
  expect(await notes(monitor)).toEqual([]);
  joao.leaves();
});

test('M7 none is none, after a reload and in another browser of the same member too', async () => {
  await choose(monitor, 'None');
  const saved = () => world.api('GET', '/api/me') as Promise<{ sound: string }>;
  await expect.poll(async () => (await saved()).sound).toBe('none');
  await monitor.reload();
  const elsewhere = await world.agent(OWNER.email, site.id, { prepare: recordNotes });
  for (const page of [monitor, elsewhere]) {
    await page.getByTestId('monitor.online').waitFor();
    // Nobody counts on a sound: no notice.
    expect(await page.getByTestId('sound.blocked').count()).toBe(0);
    await page.getByTestId('sound.open').click();
    await expect.poll(() => page.getByRole('radio', { name: 'None' }).isChecked()).toBe(true);
  }
  await picture(elsewhere, 'm7-choices');
  const pia = await CrowdVisitor.arrives(world, site.id);
  await pia.asks('Je trgovina odprta v soboto?');
  for (const page of [monitor, elsewhere]) {
    await cardOf(page, pia).getByText('3 messages').waitFor({ state: 'attached' });
    expect(await notes(page)).toEqual([]);
  }
  pia.leaves();
  // Another member’s choice is their own.
  const giulia = await world.member('Giulia Rossi', { [site.id]: 'agent' });
  const other = await world.agent(giulia, site.id);
  await other.getByTestId('sound.open').click();
  expect(await other.getByRole('radio', { name: 'None' }).isChecked()).toBe(false);
  expect(world.errors).toEqual([]);
});

async function choose(page: Page, choice: string): Promise<void> {
  await quiet(page);
  await page.getByTestId('sound.open').click();
  await page.getByRole('radio', { name: choice }).check({ force: true });
  await page.keyboard.press('Escape');
  await page.getByTestId('sound.menu').waitFor({ state: 'detached' });
}

interface Notes {
  notes: number[];
  lastNoteAt?: number;
}

/**
 * Writes down each note that the page plays. The browser's rule is played too: whatever a test evaluates in a page counts
 * as a gesture to the real one.
 */
async function recordNotes(page: Page): Promise<void> {
  await page.addInitScript(() => {
    let hasBeenActive = false;
    for (const name of ['pointerdown', 'keydown']) {
      addEventListener(name, (event) => (hasBeenActive ||= event.isTrusted), true);
    }
    Object.defineProperty(Navigator.prototype, 'userActivation', { get: () => ({ hasBeenActive }) });
    const notes: number[] = [];
    const { start } = OscillatorNode.prototype;
    OscillatorNode.prototype.start = function (when) {
      notes.push(Math.round(this.frequency.value));
      Object.assign(window, { lastNoteAt: Date.now() });
      start.call(this, when);
    };
    Object.assign(window, { notes });
  });
}

function notes(page: Page): Promise<number[]> {
  return page.evaluate(() => (window as unknown as Notes).notes);
}

/** Waits until the next tone would be played: one that follows too closely is noise, and isn't. */
async function quiet(page: Page): Promise<void> {
  const quietMs = () => page.evaluate(() => Date.now() - ((window as unknown as Notes).lastNoteAt ?? 0));
  await expect.poll(quietMs).toBeGreaterThan(450);
}

async function forget(page: Page): Promise<void> {
  await quiet(page);
  await page.evaluate(() => (window as unknown as Notes).notes.splice(0));
}

function cardOf(page: Page, visitor: CrowdVisitor) {
  return page.getByTestId('visit.card').filter({ hasText: visitor.shortId });
}
