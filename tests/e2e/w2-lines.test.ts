/** W2: whatever happens to the lines, they come back by themselves, and nothing that was written is lost, doubled or out of order. */
import type { Frame, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CrowdAgent } from './support/crowd.ts';
import { holdLines, type Lines } from './support/lines.ts';
import { OWNER, openWorld, PATIENCE, Visitor, type World } from './support/world.ts';

let world: World;
let site: string;
beforeAll(async () => {
  world = await openWorld();
  ({ id: site } = await world.site());
});
afterAll(() => world.close());

test('W2 all lines break at once: a dashboard and three widgets are back within seconds, each in its own moment', async () => {
  const lines: Lines[] = [];
  const hold = async (page: Page) => void lines.push(await holdLines(page));
  const monitor = await world.agent(OWNER.email, site, { prepare: hold });
  const visitors: Visitor[] = [];
  for (const name of ['Ana', 'Bor', 'Cene']) {
    const visitor = await world.visitor(site, { prepare: hold });
    await visitor.opens();
    await visitor.writes(`I am ${name}`);
    await visitor.widget.getByText(/^Sent/).last().waitFor();
    visitors.push(visitor);
  }
  await expect.poll(() => monitor.getByTestId('visit.card').count(), PATIENCE).toBe(3);
  const before = lines.map(({ asked }) => asked.length);
  await world.evict(site, 'close');
  await expect.poll(() => lines.every(({ asked }, i) => asked.length > before[i]!), PATIENCE).toBe(true);
  const back = lines.map(({ asked }, i) => asked[before[i]!]!);
  expect(Math.max(...back) - Math.min(...back)).toBeGreaterThan(20);
  for (const [i, visitor] of visitors.entries()) {
    await visitor.writes(`Still here, number ${i}`);
    await visitor.sees(`Still here, number ${i}`);
    await expect.poll(() => visitor.widget.getByText(/^Sending|^Waiting to be sent/).count(), PATIENCE).toBe(0);
  }
  await expect.poll(() => monitor.getByTestId('visit.card').count(), PATIENCE).toBe(3);
  await expect.poll(() => monitor.getByTestId('link.reconnecting').count(), PATIENCE).toBe(0);
  for (const [i, visitor] of visitors.entries()) {
    expect(await own(visitor)).toEqual([`I am ${['Ana', 'Bor', 'Cene'][i]}`, `Still here, number ${i}`]);
    await visitor.context.close();
  }
  await monitor.context().close();
});

test('W2 a widget that wakes up on a dead line has what it missed within seconds, without a reload', async () => {
  let lines!: Lines;
  const jana = await world.visitor(site, {
    prepare: async (page) => {
      lines = await holdLines(page);
    },
  });
  await jana.opens();
  await jana.writes('Is anybody there?');
  await jana.widget.getByText(/^Sent/).last().waitFor();
  await mark(jana.widget);
  const agent = await CrowdAgent.arrives(world, site, OWNER.email);
  await agent.line.hears('visits.shown');
  const [conversation] = agent
    .cards()
    .flatMap((card) => card.conversation ?? [])
    .sort((one, other) => other.startedAt - one.startedAt)
    .map(({ id }) => id);
  lines.freeze();
  await agent.command({ t: 'conversation.take-over', conversation: conversation! });
  await agent.command({ t: 'entry.post', conversation: conversation!, text: 'Yes, I am here' });
  await jana.writes('Hello?');
  await wake(jana.widget, 'online');
  await jana.sees('Yes, I am here');
  await expect.poll(() => jana.widget.getByText(/^Sending|^Waiting to be sent/).count(), PATIENCE).toBe(0);
  expect(await own(jana)).toEqual(['Is anybody there?', 'Hello?']);
  expect(await marked(jana.widget)).toBe(true);

  // The same with a page that is only looked at again, and on the agent's side.
  lines.freeze();
  await agent.command({ t: 'entry.post', conversation: conversation!, text: 'Are you still there?' });
  await wake(jana.widget, 'visibilitychange');
  await jana.sees('Are you still there?');
  agent.leaves();
  await jana.context.close();
});

test('W2 a dashboard that wakes up on a dead line has what it missed within seconds, without a reload', async () => {
  let lines!: Lines;
  const nika = await world.visitor(site);
  await nika.opens();
  await nika.writes('First');
  const monitor = await world.agent(OWNER.email, site, {
    prepare: async (page) => {
      lines = await holdLines(page);
    },
  });
  await monitor.getByTestId('visit.card').filter({ hasText: 'First' }).getByTestId('visit.open').click();
  const thread = monitor.getByTestId('conversation.thread');
  await thread.getByText('First', { exact: true }).waitFor();
  await mark(monitor.mainFrame());
  lines.freeze();
  await nika.writes('Second, while the laptop sleeps');
  await nika.widget.getByText(/^Sent/).last().waitFor();
  await wake(monitor.mainFrame(), 'pageshow');
  await thread.getByText('Second, while the laptop sleeps').waitFor();
  expect(await marked(monitor.mainFrame())).toBe(true);
  await nika.context.close();
  await monitor.context().close();
});

test('W2 back from another page, by the browser’s own way, the chat goes on', async () => {
  const luka = await world.visitor(site);
  await luka.opens();
  await luka.writes('I’ll be back');
  await luka.widget.getByText(/^Sent/).last().waitFor();
  const elsewhere = await world.website('<!doctype html><title>Elsewhere</title><h1>Elsewhere</h1>');
  await luka.page.goto(elsewhere);
  await luka.page.goBack();
  await expect.poll(() => luka.page.frames().some((frame) => frame.url().includes('/frame/')), PATIENCE).toBe(true);
  await luka.sees('I’ll be back');
  await luka.writes('Here I am');
  await luka.widget.getByText(/^Sent/).last().waitFor();
  await expect.poll(() => own(luka), PATIENCE).toEqual(['I’ll be back', 'Here I am']);
  await luka.context.close();
});

test('W2 a message that one tab can’t send goes out by another, and both show it once', async () => {
  const { page, context } = await world.person();
  const lines = await holdLines(page);
  const one = new Visitor(page, context, `${world.shop}/`, site);
  await one.goes();
  await one.opens();
  await one.writes('From the first tab');
  await one.widget.getByText(/^Sent/).last().waitFor();
  lines.cut();
  await one.widget.getByText('Reconnecting. Your messages are kept.').waitFor();
  await one.writes('Written without a line');
  await one.widget.getByText('Sending', { exact: true }).waitFor();

  const two = new Visitor(await world.tab(context), context, `${world.shop}/service`, site);
  await two.goes();
  await two.opens();
  await two.sees('Written without a line');
  await two.widget.getByText(/^Sent/).last().waitFor();
  expect(await own(two)).toEqual(['From the first tab', 'Written without a line']);
  // The first one knows at once that there is nothing left to send, and shows it as soon as it has a line.
  await expect.poll(() => one.widget.getByText('Sending', { exact: true }).count(), PATIENCE).toBe(0);
  lines.heal();
  await one.writes('And on');
  await two.sees('And on');
  for (const tab of [one, two]) {
    await expect.poll(() => own(tab), PATIENCE).toEqual(['From the first tab', 'Written without a line', 'And on']);
  }
  await context.close();
});

test.for([
  ['refuses every call', () => refuseStorage('calls')],
  ['can’t even be touched', () => refuseStorage('touch')],
  ['is full', () => refuseStorage('full')],
] as const)('W2 where the storage %s, both sides chat all the same, also over a broken line', async ([, script]) => {
  const quiet = await world.site();
  const { page, context } = await world.person({ prepare: (page) => page.addInitScript(script()) });
  const lines = await holdLines(page);
  const iva = new Visitor(page, context, `${quiet.shop}/`, quiet.id);
  await iva.goes();
  await iva.opens();
  await iva.writes('Privately asked');
  await iva.widget.getByText(/^Sent/).last().waitFor();
  lines.cut();
  await iva.widget.getByText('Reconnecting. Your messages are kept.').waitFor();
  await iva.writes('And again');
  lines.heal();
  await iva.widget.getByText(/^Sent/).last().waitFor();
  await expect.poll(() => iva.widget.getByText(/^Sending|^Waiting to be sent/).count(), PATIENCE).toBe(0);
  expect(await own(iva)).toEqual(['Privately asked', 'And again']);

  let deskLines!: Lines;
  const monitor = await world.agent(OWNER.email, quiet.id, {
    prepare: async (page) => {
      await page.addInitScript(script());
      deskLines = await holdLines(page);
    },
  });
  await monitor.getByTestId('visit.open').click();
  await monitor.getByTestId('conversation.pane').getByTestId('conversation.take-over').click();
  await monitor.getByTestId('composer.text').waitFor();
  deskLines.cut();
  await monitor.getByTestId('link.reconnecting').waitFor();
  await monitor.getByTestId('composer.text').fill('Answered without a line');
  await monitor.getByTestId('composer.text').press('Enter');
  await monitor.getByText('Waiting for connection').waitFor();
  deskLines.heal();
  await iva.sees('Answered without a line');
  await expect.poll(() => monitor.getByTestId('entry.sending').count(), PATIENCE).toBe(0);
  await monitor.context().close();
  await context.close();
});

test('W2 no page threw meanwhile', () => {
  expect(world.errors).toEqual([]);
});

/** Played before any script of ours; `kind` is how the browser says no. */
function refuseStorage(kind: 'calls' | 'touch' | 'full'): string {
  return `if (location.origin === ${JSON.stringify(world.origin)}) { ${refusal(kind)} }`;
}

function refusal(kind: 'calls' | 'touch' | 'full'): string {
  const denied = "throw new DOMException('denied', 'SecurityError')";
  if (kind === 'touch') {
    return `for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name, { get() { ${denied}; } });`;
  }
  const names = kind === 'full' ? ['setItem'] : ['getItem', 'setItem', 'removeItem', 'key', 'clear'];
  return `for (const name of ${JSON.stringify(names)}) Storage.prototype[name] = () => { ${denied}; };
    ${kind === 'calls' ? `Object.defineProperty(Storage.prototype, 'length', { get() { ${denied}; } });` : ''}`;
}

async function wake(frame: Frame, event: 'online' | 'pageshow' | 'visibilitychange'): Promise<void> {
  await frame.evaluate((name) => {
    (name === 'visibilitychange' ? document : window).dispatchEvent(new Event(name));
  }, event);
}

async function mark(frame: Frame): Promise<void> {
  await frame.evaluate(() => Object.assign(window, { sameDocument: true }));
}

function marked(frame: Frame): Promise<boolean> {
  return frame.evaluate(() => 'sameDocument' in window);
}

function own(visitor: Visitor): Promise<string[]> {
  return visitor.widget.locator('.message.own .bubble').allInnerTexts();
}
