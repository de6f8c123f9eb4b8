/**
 * What things cost, counted exactly on the real object and held here: rows are the price of everything, frames and bytes the visitor's data
 * plan. A count that goes down is a gain, and is written down in expected.ts; one that goes up needs a reason.
 * tests/core/outbox.test.ts holds the rows that the rules ask for; here are those that the platform bills: index entries and alarms too.
 */
import { runInDurableObject } from 'cloudflare:test';
import { afterEach, expect, test, vi } from 'vitest';
import { Clock } from '../../../src/site/clock.ts';
import { Site } from '../../../src/site/site.ts';
import { cardWith, openSite, type World } from '../../edge/site-world.ts';
import { COSTS, SENT } from './expected.ts';
import { type Cost, type Measured, Meter, type Sent, sum } from './meter.ts';

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** Forty characters, each a byte. */
const TEXT = 'Is the Bora Pro in stock in large, then?';
/** As many with a digit: it might be a piece of a number that the site doesn't keep, so what was written before is looked at. */
const NUMBER = 'Is the Bora Pro in stock in size 56, eh?';

test('an act costs what it must, and a whole chat of 20 messages', async () => {
  // A second an act: how long somebody waited, and was talked to, is told in as many digits each time.
  vi.useFakeTimers({ toFake: ['Date'] });
  const site = await openSite();
  const meter = await Meter.on(site);
  const maja = meter.hear('agent', await site.agent('Maja'));
  const acts: Record<string, Measured> = {};
  const act = async (name: string, does: () => unknown) => {
    vi.setSystemTime(Date.now() + 1_000);
    acts[name] = await meter.measure(does);
  };
  let zofia = null as unknown as Awaited<ReturnType<World['visitor']>>;
  await act('a visit', async () => {
    zofia = meter.hear('visitor', await site.visitor('Zofia', { open: false }));
  });
  const cart = { url: 'https://shop.example/cart', title: 'Cart' };
  await act('a page view', () => zofia.send({ t: 'page.view', page: cart }));
  await act('the panel opened', () => zofia.send({ t: 'widget.open' }));
  await act('typing', () => zofia.send({ t: 'typing.set', on: true }));
  await act('first words and the answer', () => zofia.ask({ t: 'entry.post', text: 'How long does delivery take?' }));
  await act('a question and the answer', () => zofia.ask({ t: 'entry.post', text: 'And how do I return a bike?' }));
  const { id: conversation } = await cardWith(maja);
  await act('a person wished for', () => zofia.ask({ t: 'person.request', cid: 'cid-0001' }));
  // Shown, and looked at.
  await act('a view', () => {
    maja.send({ t: 'conversation.view', conversation });
    maja.send({ t: 'conversation.look', conversation });
  });
  await act('a take-over', () => maja.ask({ t: 'conversation.take-over', cid: 'cid-0002', conversation }));
  await act('typing, seen', () => zofia.send({ t: 'typing.set', on: true }));
  const messages: Measured[] = [];
  for (let written = 4; written < 20; written++) {
    const cid = `cid-1${String(written).padStart(3, '0')}`;
    if (written % 2) {
      await act('an agent’s message', () => maja.ask({ t: 'entry.post', cid, text: TEXT, conversation }));
      messages.push(acts['an agent’s message']!);
    } else if (written === 18) {
      const name = 'a visitor’s words with a number';
      await act(name, () => zofia.ask({ t: 'entry.post', cid, text: NUMBER, conversation }));
    } else {
      await act('a visitor’s message', () => zofia.ask({ t: 'entry.post', cid, text: TEXT, conversation }));
      messages.push(acts['a visitor’s message']!);
    }
  }
  await act('the end, told to D1', () => maja.ask({ t: 'conversation.close', cid: 'cid-0003', conversation }));
  await act('the visit’s end, told to D1', async () => {
    zofia.close();
    await expect.poll(() => openVisitors(site)).toBe(0);
    vi.setSystemTime(Date.now() + 9_000);
    await site.ring();
  });

  // Whether a message is the fifth or the fifteenth makes no difference.
  expect(new Set(messages.map(({ cost }) => costOf(cost)))).toEqual(new Set(['1 (0), 0 in 1, 0 and 0']));

  const once = Object.entries(acts).filter(([name]) => !name.endsWith('message'));
  const chat = sum([...once.map(([, { cost }]) => cost), ...messages.map(({ cost }) => cost)]);
  const costs = Object.fromEntries(Object.entries(acts).map(([name, { cost }]) => [name, costOf(cost)]));
  costs['a whole chat of 20 messages'] = costOf(chat);
  // An answer is streamed, and how its parts are joined is a matter of time.
  const sent = Object.fromEntries(
    Object.entries(acts).flatMap(([name, { sent: to }]) =>
      name.endsWith('answer') ? [] : Object.entries(to).map(([who, what]) => [`${name}: ${who}`, sentTo(what)]),
    ),
  );
  const moved = asSource({ ...costs, ...sent }) !== asSource({ ...COSTS, ...SENT });
  if (moved) console.log(`${asSource(costs)}\n\n${asSource(sent)}`);
  expect(costs).toEqual(COSTS);
  expect(sent).toEqual(SENT);
});

test('of a long conversation a hello, a resume and a view read what they send, and not the whole log', async () => {
  const site = await openSite();
  const maja = await site.agent('Maja', 'supervisor');
  const zofia = await site.visitor('Zofia');
  await zofia.ask({ t: 'entry.post', text: 'Hello' });
  const { id: conversation } = await cardWith(maja);
  await maja.ask({ t: 'conversation.take-over', conversation });
  const [{ n } = { n: 0 }] = await site.rows<{ n: number }>('SELECT max(seq) AS n FROM entries');
  // Two thousand more, every fourth a note, which the visitor doesn't see.
  await site.rows(
    `WITH RECURSIVE more (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM more WHERE n < 2000)
     INSERT INTO entries (conversation, seq, visitor_seq, messages, turn, at, author, cid, body)
       SELECT conversation, seq + n, visitor_seq + n - n / 4, messages + n - n / 4, turn, at, author, NULL,
       CASE n % 4 WHEN 0 THEN json_object('kind', 'note', 'agent', author, 'name', 'Maja', 'text', 'A note')
         ELSE json_object('kind', 'message', 'from', 'agent', 'agent', author, 'name', 'Maja', 'text', 'line ' || n) END
     FROM entries, more WHERE seq = ?`,
    String(n),
  );
  await site.evict();
  await site.stub.read();
  const meter = await Meter.on(site);
  const read = async (does: () => unknown) => (await meter.measure(does)).cost.read;
  const reads: number[] = [];
  reads.push(await read(() => maja.send({ t: 'conversation.view', conversation })));
  const { conversation: viewed } = await maja.until('conversation.viewed');
  const again = { line: zofia };
  reads.push(
    await read(async () => {
      again.line = await site.visitor('Zofia');
    }),
  );
  const { conversation: welcomed } = await again.line.until('visit.welcomed');
  // The older tab's socket, of which nobody remembers what it was sent.
  reads.push(await read(() => zofia.send({ t: 'conversation.resume', conversation, seq: 1 })));
  const { conversation: resumed } = await zofia.until('conversation.resumed');

  const last = n + 2_000;
  const lastSeen = welcomed!.entries.at(-1)!.seq;
  expect([viewed.from, viewed.entries.length, viewed.entries.at(-1)!.seq]).toEqual([last - 100, 100, last]);
  expect([welcomed!.from, welcomed!.entries.length]).toEqual([lastSeen - 100, 100]);
  expect(welcomed!.entries.at(-1)).toMatchObject({ text: 'line 1999' });
  expect([resumed.from, resumed.entries.length]).toEqual([lastSeen - 500, 500]);
  expect(resumed.entries.slice(-100)).toEqual(welcomed!.entries);
  // The visitor's five hundred have a third as many notes among them, and are looked for before they are read.
  expect(Math.max(...reads)).toBeLessThan(1_400);
  expect(reads[0]).toBeLessThan(120);
});

test('asleep, heartbeats cost nothing: the object is not even made', async () => {
  const site = await openSite();
  const lines = [await site.agent('Maja'), await site.visitor('Zofia'), await site.visitor('Ana')];
  // The outbox's safety net from when the site was made; it finds nothing to do, and nothing sets it again.
  await site.ring();
  const woken = vi.spyOn(Clock.prototype, 'wake');
  const frames = vi.spyOn(Site.prototype, 'webSocketMessage');
  const alarms = vi.spyOn(Site.prototype, 'alarm');
  await site.evict();
  for (let beat = 1; beat <= 20; beat++) {
    for (const line of lines) line.send('ping');
    for (const line of lines) await line.wait(() => line.raw.filter((text) => text === 'pong').length === beat);
  }
  expect([woken, frames, alarms].map((spy) => spy.mock.calls.length)).toEqual([0, 0, 0]);
  await runInDurableObject(site.stub as unknown as DurableObjectStub, async (_, { storage }) => {
    expect(await storage.getAlarm()).toBe(null);
  });
  // The spies do see what happens: asked for something, the object is made.
  expect(woken.mock.calls.length).toBe(1);
});

function openVisitors(site: World): Promise<number> {
  return runInDurableObject(
    site.stub as unknown as DurableObjectStub,
    (_, state) => state.getWebSockets('visitor').filter(({ readyState }) => readyState === WebSocket.OPEN).length,
  );
}

function costOf({ rows, alarms, read, statements, d1, d1Rows }: Cost): string {
  return `${rows} (${alarms}), ${read} in ${statements}, ${d1} and ${d1Rows}`;
}

function sentTo({ frames, bytes, updates }: Sent): string {
  if (frames === 0) return 'nothing';
  const kinds = Object.entries(updates).map(([kind, size]) => `${kind} ${size}`);
  return `${frames}, ${bytes}: ${kinds.join(', ')}`;
}

function asSource(table: Record<string, string>): string {
  return Object.entries(table)
    .map(([name, counts]) => `  '${name}': '${counts}',`)
    .join('\n');
}
