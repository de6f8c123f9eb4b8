/** D3: customers in grey bubbles with their initials on the left, agents in solid blue on the right, each with its time, grouped by day. */
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CrowdAgent, CrowdVisitor } from './support/crowd.ts';
import { OWNER, openWorld, picture, TABLET, type World } from './support/world.ts';

const DAY_MS = 86_400_000;

let world: World;
let site: { id: string };
let layla: CrowdVisitor;
beforeAll(async () => {
  world = await openWorld();
  site = await world.site();
  const desk = await CrowdAgent.arrives(world, site.id, OWNER.email);
  layla = await CrowdVisitor.arrives(world, site.id, { country: 'LB' });
  await layla.asks('مرحبا، هل لديكم مقعد للأطفال؟');
  const conversation = await layla.conversation();
  await desk.command({ t: 'conversation.take-over', conversation });
  await desk.command({
    t: 'entry.post',
    conversation,
    text: 'Hello, this is Maja. Yes, *three*, C# too: SAVE_10_NOW\n24. 12. closed\n31. 12. closed\n„https://x.example/a“',
  });
  await desk.command({ t: 'entry.post', conversation, text: 'Which bike is it for?' });
  await layla.says('شكراً! For the Bora 40.');
  await layla.says('It has carbon forks, if that matters.');
});
afterAll(() => world.close());

test('D3 customers are grey on the left with initials, agents solid blue on the right, each with its time', async () => {
  const page = await world.agent(OWNER.email, site.id);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    if (colorScheme === 'light') await page.getByTestId('visit.open').click();
    const thread = page.getByTestId('conversation.thread');
    await thread.getByText('Which bike is it for?').waitFor();
    const middle = await centre(thread);

    const theirs = thread.locator('[data-from="visitor"]');
    expect(await theirs.count()).toBe(3);
    const grey = await colorOf(bubbleOf(theirs.first()));
    expect(grey.alpha).toBe(1);
    expect(Math.max(...grey.rgb) - Math.min(...grey.rgb)).toBeLessThan(16);
    expect((await bubbleOf(theirs.first()).boundingBox())!.x).toBeLessThan(middle);
    // Two in a row are signed once above and have one picture below.
    expect(await theirs.nth(1).locator('time').count()).toBe(1);
    expect(await theirs.nth(2).locator('time').count()).toBe(0);
    expect(await theirs.nth(2).getByText(layla.shortId.slice(0, 2).toUpperCase(), { exact: true }).count()).toBe(1);
    expect(await theirs.nth(1).getByText(layla.shortId.slice(0, 2).toUpperCase(), { exact: true }).count()).toBe(0);
    expect(await theirs.nth(1).innerText()).toMatch(new RegExp(`^Visitor ${layla.shortId}\\s+\\d\\d:\\d\\d\\s`, 'i'));

    const ours = thread.locator('[data-from="agent"]');
    expect(await ours.count()).toBe(2);
    const blue = await colorOf(bubbleOf(ours.first()));
    expect(blue.alpha).toBe(1);
    expect(blue.rgb[2]).toBeGreaterThan(blue.rgb[0] + 80);
    expect(blue.rgb[2]).toBeGreaterThan(blue.rgb[1] + 40);
    const box = (await bubbleOf(ours.first()).boundingBox())!;
    expect(box.x + box.width).toBeGreaterThan(middle);
    expect(await ours.first().innerText()).toMatch(/^You\s+\d\d:\d\d\s/);
    // What somebody typed is there as typed, and its addresses are links.
    expect(await bubbleOf(ours.first()).innerText()).toBe(
      'Hello, this is Maja. Yes, *three*, C# too: SAVE_10_NOW\n24. 12. closed\n31. 12. closed\n„https://x.example/a“',
    );
    expect(await ours.first().getByRole('link').getAttribute('href')).toBe('https://x.example/a');
    // The AI is neither: soft, and says what it is.
    const bot = thread.locator('[data-from="bot"]').first();
    expect(await bot.innerText()).toMatch(/^Vela\s+AI\s/);
    expect(await colorOf(bubbleOf(bot))).not.toEqual(blue);
    await picture(page, `d3-thread-${colorScheme}`);
  }
  await page.context().close();
});

test('D3 messages are grouped by day', async () => {
  // What a conversation over midnight brings: the site's answer, its first two entries a day older.
  const page = await world.agent(OWNER.email, site.id, {
    viewport: TABLET,
    prepare: (made) =>
      made.routeWebSocket(/\/socket\/agent\//, (socket) => {
        const server = socket.connectToServer();
        server.onMessage((message) => socket.send(yesterday(String(message))));
      }),
  });
  await page.getByTestId('visit.open').click();
  const thread = page.getByTestId('conversation.thread');
  await thread.getByText('Which bike is it for?').waitFor();
  const lines = (await thread.innerText()).split('\n').filter((line) => line.trim() !== '');
  const yesterdayAt = lines.findIndex((line) => line.startsWith('Yesterday, '));
  const todayAt = lines.findIndex((line) => line.startsWith('Today, '));
  expect(yesterdayAt).toBe(0);
  expect(lines.slice(yesterdayAt, todayAt).join('\n')).toContain('What would you like to know?');
  expect(lines.slice(todayAt).join('\n')).toContain('مرحبا');
  expect(lines.filter((line) => /^(Yesterday|Today), /.test(line))).toHaveLength(2);
  await picture(page, 'd3-days');
  expect(world.errors).toEqual([]);
});

interface At {
  at: number;
}

function yesterday(message: string): string {
  if (!message.includes('conversation.viewed')) return message;
  const parsed = JSON.parse(message) as unknown;
  for (const update of Array.isArray(parsed) ? (parsed as unknown[]) : [parsed]) {
    const { t, conversation } = update as { t: string; conversation: { entries: At[] } };
    if (t === 'conversation.viewed') for (const entry of conversation.entries.slice(0, 2)) entry.at -= DAY_MS;
  }
  return JSON.stringify(parsed);
}

function bubbleOf(message: Locator): Locator {
  return message.locator('[dir="auto"]').first().locator('..');
}

async function centre(element: Locator): Promise<number> {
  const box = (await element.boundingBox())!;
  return box.x + box.width / 2;
}

/** A background as the screen shows it, whatever notation the style has. */
async function colorOf(element: Locator): Promise<{ rgb: [number, number, number]; alpha: number }> {
  const [red = 0, green = 0, blue = 0, alpha = 0] = await element.evaluate((one) => {
    const canvas = new OffscreenCanvas(1, 1).getContext('2d')!;
    canvas.fillStyle = getComputedStyle(one).backgroundColor;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  });
  return { rgb: [red, green, blue], alpha: alpha / 255 };
}
