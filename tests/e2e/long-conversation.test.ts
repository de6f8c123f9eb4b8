/**
 * A conversation of two thousand messages opens about as fast as one of fifty, at the desk and in the widget. Compared in one run, round by
 * round, from the click to the paint; the times are printed for `docs/performance.md`. Nobody may write two thousand messages in the time of
 * a story, so the site's answer is made on its way what the site sends of such a conversation: its newest entries.
 */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { OPENING_ENTRIES } from '../../src/protocol/limits.ts';
import { CrowdAgent, CrowdVisitor } from './support/crowd.ts';
import { agentOn, setQueue } from './support/desk.ts';
import { OWNER, openWorld, type Visitor, type World } from './support/world.ts';

const ROUNDS = 3;
/** More than this many times what fifty messages take, and the length is to be felt. */
const RATIO_MAX = 2;
const LENGTHS = { short: 50, long: 2_000 } as const;
type Length = keyof typeof LENGTHS;
const NEWEST = 'This is the newest message of all.';

let world: World;
let site: { id: string; shop: string };
beforeAll(async () => {
  world = await openWorld();
  site = await world.site();
});
afterAll(() => world.close());

test('an agent opens a long conversation as fast as a short one', async () => {
  await setQueue(world, site.id, { mode: 'pick' });
  const desk = await CrowdAgent.arrives(world, site.id, OWNER.email);
  const ids = {} as Record<Length | 'first', string>;
  for (const name of ['first', 'short', 'long'] as const) {
    const visitor = await CrowdVisitor.arrives(world, site.id);
    await visitor.says(`The ${name} conversation`);
    ids[name] = await visitor.conversation();
    await visitor.wantsPerson();
  }
  const lengthOf = new Map([
    [ids.short, LENGTHS.short],
    [ids.long, LENGTHS.long],
  ]);
  const times = await compare(async (order) => {
    const agent = await agentOn(world, OWNER.email, site.id, 'inbox?folder=unassigned', {
      prepare: (page) =>
        lengthens(page, /\/socket\/agent\//, 'conversation.viewed', (conversation) => lengthOf.get(conversation.id)),
    });
    // What the first conversation loads is there.
    await agent.getByTestId('inbox.item').filter({ hasText: 'The first conversation' }).click();
    await agent.getByTestId('conversation.thread').waitFor();
    const took = {} as Record<Length, number>;
    for (const length of order) {
      const row = agent.getByTestId('inbox.item').filter({ hasText: `The ${length} conversation` });
      await row.waitFor();
      took[length] = await row.evaluate((element, text) => {
        const start = performance.now();
        (element as HTMLElement).click();
        return new Promise<number>((resolve) => {
          const look = () => {
            if (!document.querySelector('[data-testid="conversation.thread"]')?.textContent?.includes(text))
              return void requestAnimationFrame(look);
            // Painted by the frame after.
            requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
          };
          look();
        });
      }, `${NEWEST} Of ${LENGTHS[length]}.`);
    }
    await agent.context().close();
    return took;
  });
  desk.leaves();
  console.log(`desk: ${told(times)}`);
  expect(ratio(times)).toBeLessThan(RATIO_MAX);
});

test('a visitor opens the chat on a long conversation as fast as on a short one', async () => {
  const times = await compare(async (order) => {
    const took = {} as Record<Length, number>;
    for (const length of order) {
      const visitor = await world.visitor(site.id, {
        prepare: (page) => lengthens(page, /\/socket\/visitor\//, 'visit.welcomed', () => LENGTHS[length]),
      });
      await visitor.page.waitForFunction(() => window.Edgewise !== undefined);
      took[length] = await openingOf(visitor, `${NEWEST} Of ${LENGTHS[length]}.`);
      await visitor.context.close();
    }
    return took;
  });
  console.log(`widget: ${told(times)}`);
  expect(ratio(times)).toBeLessThan(RATIO_MAX);
  expect(world.errors).toEqual([]);
});

async function openingOf(visitor: Visitor, text: string): Promise<number> {
  const painted = visitor.widget.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        const look = () => {
          if (!document.querySelector('[role="log"]')?.textContent?.includes(wanted))
            return void requestAnimationFrame(look);
          requestAnimationFrame(() => setTimeout(() => resolve(performance.timeOrigin + performance.now())));
        };
        look();
      }),
    text,
  );
  const asked = await visitor.page.evaluate(() => {
    window.Edgewise!.open();
    return performance.timeOrigin + performance.now();
  });
  return (await painted) - asked;
}

/** Who comes first takes turns, since the second finds a warmer browser. */
async function compare(round: (order: Length[]) => Promise<Record<Length, number>>): Promise<Record<Length, number>[]> {
  const times: Record<Length, number>[] = [];
  for (let i = 0; i < ROUNDS; i++) times.push(await round(i % 2 ? ['long', 'short'] : ['short', 'long']));
  return times;
}

const ratio = (times: Record<Length, number>[]) => median(times.map(({ long, short }) => long / short));

function told(times: Record<Length, number>[]): string {
  const of = (length: Length) => {
    const took = times.map((time) => Math.round(time[length])).sort((a, b) => a - b);
    return `${LENGTHS[length]} messages ${median(took)} ms (at best ${took[0]})`;
  };
  return `${of('long')}, ${of('short')}, ratio ${ratio(times).toFixed(2)}`;
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

interface Snapshot {
  id: string;
  entries: object[];
  from: number;
}

/** From now on this update brings a conversation of so many messages, as the site would send it. */
async function lengthens(
  page: Page,
  which: RegExp,
  update: string,
  lengthOf: (conversation: Snapshot) => number | undefined,
): Promise<void> {
  await page.routeWebSocket(which, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((message) => {
      const text = String(message);
      if (!text.includes(update)) return socket.send(message);
      const parsed = JSON.parse(text) as { t: string; conversation: Snapshot | null }[];
      for (const each of [parsed].flat()) {
        if (each.t !== update) continue;
        each.conversation ??= {
          id: 'conv_0000000000000001',
          control: 'bot',
          controlAt: Date.now(),
          agent: null,
          answer: null,
        } as never;
        const length = lengthOf(each.conversation!);
        if (length) Object.assign(each.conversation!, longLog(length));
      }
      socket.send(JSON.stringify(parsed));
    });
  });
}

/** The newest entries of a talk that went on for weeks, with short lines, long ones, and the AI's lists. */
function longLog(length: number): Pick<Snapshot, 'entries' | 'from'> {
  const from = Math.max(0, length - OPENING_ENTRIES);
  const entries = Array.from({ length: length - from }, (_, i) => {
    const seq = from + i + 1;
    const line = { seq, at: Date.now() - (length - seq) * 900_000, kind: 'message' };
    const words = seq === length ? `${NEWEST} Of ${length}.` : TEXTS[seq % TEXTS.length]!;
    if (seq % 3 === 1) return { ...line, from: 'visitor', text: `${words} (${seq})`, cid: `cid-${seq}` };
    if (seq % 3 === 2) return { ...line, from: 'agent', name: 'Maja', agent: 'mem_0', text: words, cid: `cid-${seq}` };
    return {
      ...line,
      from: 'bot',
      name: 'Vela',
      text: `${words}\n\n- **Rack**: 35 €\n- [Seat](https://shop.example/seat)\n- Adapter`,
    };
  });
  return { from, entries };
}

const TEXTS = [
  'Yes, that works.',
  'Does the rear child seat fit on the Bora 40 if I keep the panniers on it, or do I need another rack for that?',
  'You need the 10 mm adapter, which comes with the seat. Mount it on the seat tube, not on the rack, and check the bolts after the first ride. Panniers fit below if they are no wider than 14 cm each: https://shop.example/panniers',
  'Thanks!',
  'And how long does delivery to Graz take at the moment? I would need it before the weekend of the 14th.',
];
