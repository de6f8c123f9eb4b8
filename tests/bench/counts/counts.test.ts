/**
 * What things cost, counted exactly on the real object and held here: rows are the price of everything, frames and bytes the visitor's data
 * plan. A count that goes down is a gain, and is written down; one that goes up needs a reason. What is printed then is what to copy.
 * tests/core/outbox.test.ts holds the rows that the rules ask for; here are those that the platform bills: index entries and alarms too.
 */
import { runInDurableObject } from 'cloudflare:test';
import { afterEach, expect, test, vi } from 'vitest';
import { Parts } from '../../../src/site/parts.ts';
import { Site } from '../../../src/site/site.ts';
import { cardWith, openSite, type World } from '../../edge/site-world.ts';
import { type Cost, type Measured, Meter, type Sent, sum } from './meter.ts';

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** Forty characters, each a byte. */
const TEXT = 'Is the Bora 40 in stock in size 56, then';

/** By act: rows written (of these for the alarm), rows read in so many statements, statements to D1 and the rows it wrote. */
const COSTS = {
  // Presence is in the attachment and in memory; read is the visitor's newest conversation, once, and once for the card.
  'a visit': '0 (0), 0 in 2, 0 and 0',
  'a page view': '0 (0), 0 in 1, 0 and 0',
  'the panel opened': '0 (0), 0 in 1, 0 and 0',
  typing: '0 (0), 0 in 1, 0 and 0',
  // Conversation 2 with its index, visitor, start, greeting, words, timer, outbox, alarm; the answer. Read: what the AI looks up.
  'first words and the answer': '10 (1), 175 in 156, 0 and 0',
  // The words and the answer: an answer's timer is the conversation's own.
  'a question and the answer': '2 (0), 255 in 212, 0 and 0',
  // The wish; the conversation, which is now in the index of those with people.
  'a person wished for': '3 (0), 11 in 7, 0 and 0',
  'a view': '0 (0), 8 in 2, 0 and 0',
  // The entry; the conversation, and its place in that index.
  'a take-over': '3 (0), 11 in 5, 0 and 0',
  'typing, seen': '0 (0), 0 in 0, 0 and 0',
  // The entry and nothing else.
  'a visitor’s message': '1 (0), 1 in 2, 0 and 0',
  'an agent’s message': '1 (0), 1 in 2, 0 and 0',
  // The entry, the conversation and its index entry gone, timer and outbox row gone; D1: summary, visitor, transcript with its words.
  'the end, told to D1': '5 (0), 81 in 13, 3 and 6',
  // The outbox row, which comes and goes; the alarm for the grace, and the one that stays for what could not be told.
  'the visit’s end, told to D1': '4 (2), 11 in 8, 1 and 1',
  'a whole chat of 20 messages': '43 (3), 568 in 440, 4 and 7',
};

/** By act, for visitor and agent: frames, bytes, and the bytes of each kind of update. */
const SENT = {
  'a visit: agent': 'nothing',
  'a visit: visitor': '1, 234: visit.welcomed 234',
  // A card is there from the first look into the panel on.
  'a page view: agent': 'nothing',
  'a page view: visitor': 'nothing',
  'the panel opened: agent': '1, 252: visit.added 252',
  'the panel opened: visitor': 'nothing',
  'typing: agent': 'nothing',
  'typing: visitor': 'nothing',
  'a person wished for: agent': '1, 442: visit.changed 442',
  'a person wished for: visitor': '1, 156: entry.added 98, ack 55',
  'a view: agent': '1, 1482: conversation.viewed 1482',
  'a view: visitor': 'nothing',
  // The ack and the entry at once, the card a moment later.
  'a take-over: agent': '2, 714: entry.added 177, ack 55, visit.changed 479',
  'a take-over: visitor': '1, 108: entry.added 108',
  'typing, seen: agent': '1, 87: typing.changed 87',
  'typing, seen: visitor': 'nothing',
  // Forty bytes of these are the text, in the entry and in the card.
  'a visitor’s message: agent': '2, 578: entry.added 179, visit.changed 399',
  'a visitor’s message: visitor': '1, 217: entry.added 158, ack 56',
  'an agent’s message: agent': '2, 697: entry.added 239, ack 56, visit.changed 399',
  'an agent’s message: visitor': '1, 153: entry.added 153',
  'the end, told to D1: agent': '2, 627: entry.added 198, ack 56, visit.changed 370',
  'the end, told to D1: visitor': '1, 115: entry.added 115',
  'the visit’s end, told to D1: agent': '1, 48: visit.left 48',
  'the visit’s end, told to D1: visitor': 'nothing',
};

test('an act costs what it must, and a whole chat of 20 messages', async () => {
  const site = await openSite();
  const meter = await Meter.on(site);
  const maja = meter.hear('agent', await site.agent('Maja'));
  const acts: Record<string, Measured> = {};
  const act = async (name: string, does: () => unknown) => {
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
  await act('a view', () => maja.send({ t: 'conversation.view', conversation }));
  await act('a take-over', () => maja.ask({ t: 'conversation.take-over', cid: 'cid-0002', conversation }));
  await act('typing, seen', () => zofia.send({ t: 'typing.set', on: true }));
  const messages: Measured[] = [];
  for (let written = 4; written < 20; written++) {
    const cid = `cid-1${String(written).padStart(3, '0')}`;
    if (written % 2) {
      await act('an agent’s message', () => maja.ask({ t: 'entry.post', cid, text: TEXT, conversation }));
      messages.push(acts['an agent’s message']!);
    } else {
      await act('a visitor’s message', () => zofia.ask({ t: 'entry.post', cid, text: TEXT, conversation }));
      messages.push(acts['a visitor’s message']!);
    }
  }
  await act('the end, told to D1', () => maja.ask({ t: 'conversation.close', cid: 'cid-0003', conversation }));
  await act('the visit’s end, told to D1', async () => {
    zofia.close();
    await expect.poll(() => openVisitors(site)).toBe(0);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 9_000 });
    await site.ring();
  });

  // Whether a message is the fifth or the fifteenth makes no difference.
  const [visitors, agents] = [0, 1].map((from) => messages.filter((_, index) => index % 2 === from));
  for (const same of [visitors!, agents!]) expect(new Set(same.map(({ cost }) => costOf(cost))).size).toBe(1);

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

test('asleep, heartbeats cost nothing: the object is not even made', async () => {
  const site = await openSite();
  const lines = [await site.agent('Maja'), await site.visitor('Zofia'), await site.visitor('Ana')];
  // The outbox's safety net from when the site was made; it finds nothing to do, and nothing sets it again.
  await site.ring();
  const woken = vi.spyOn(Parts.prototype, 'wake');
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
