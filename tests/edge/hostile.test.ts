/**
 * Who does their worst meets a bound, and is told which; somebody honest beside them notices nothing. What it costs in time is tried in
 * tests/attack.
 */
import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { VisitorUpdate } from '../../src/protocol/visitor-wire.ts';
import { ADDRESS_SOCKETS_MAX, CLOSING_COUNTS_MS, FRAMES, PERSON_REQUESTS, TYPING } from '../../src/site/flood.ts';
import { Sending } from '../../src/site/sending.ts';
import { Sockets } from '../../src/site/sockets.ts';
import { cardWith, type Line, openSite, SHOP, tokenOf } from './site-world.ts';

afterEach(() => {
  vi.useRealTimers();
});

function later(ms: number): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms });
}

/** A conversation of so many messages, written with patience. */
async function writes(zofia: Line<VisitorUpdate>, count: number): Promise<string> {
  for (let i = 1; i <= count; i++) {
    later(5_000);
    expect(await zofia.ask({ t: 'entry.post', text: `line ${i}` })).toMatchObject({ t: 'ack' });
  }
  return (await zofia.until('conversation.started')).conversation;
}

describe('what a socket was sent', () => {
  test('it is not sent again, however often it asks; what is new it is', async () => {
    const site = await openSite({ chatOn: true });
    const first = await site.visitor('Zofia');
    const conversation = await writes(first, 3);
    const again = await site.visitor('Zofia');
    const { conversation: held } = await again.until('visit.welcomed');
    expect(held!.entries.length).toBeGreaterThan(2);
    // Nor under the name of a conversation that isn't theirs.
    for (const named of [conversation, conversation, 'cnv_0000000000000000', 'cnv_0000000000000000'])
      again.send({ t: 'conversation.resume', conversation: named, seq: 0 });
    const refused = await again.until('refused');
    expect(refused).toEqual({ t: 'refused', code: 'rate.limited', conversation, retryAfterMs: expect.any(Number) });
    await first.ask({ t: 'entry.post', text: 'one more' });
    again.send({ t: 'conversation.resume', conversation, seq: held!.entries.at(-1)!.seq });
    const resumed = await again.until('conversation.resumed');
    expect(resumed.conversation.entries.map((entry) => 'text' in entry && entry.text)).toContain('one more');
    expect(again.received.filter(({ t }) => t === 'conversation.resumed')).toHaveLength(1);
  });

  test('nor are the entries before it, which are read back once', async () => {
    const site = await openSite();
    const zofia = await site.visitor('Zofia');
    const conversation = await writes(zofia, 4);
    const again = await site.visitor('Zofia', { after: { conversation, seq: 3 } });
    again.send({ t: 'entry.list', conversation, before: 4 });
    const { from, entries } = await again.until('entry.listed');
    expect([from, entries.length]).toEqual([0, 3]);
    again.send({ t: 'entry.list', conversation, before: 4 });
    expect(await again.until('refused')).toMatchObject({ code: 'rate.limited' });
    // Another tab reads it as the first did.
    const other = await site.visitor('Zofia', { after: { conversation, seq: 3 } });
    other.send({ t: 'entry.list', conversation, before: 4 });
    expect((await other.until('entry.listed')).entries).toHaveLength(3);
  });

  test('a tab that says hello again is refused, and stays', async () => {
    const site = await openSite();
    const zofia = await site.visitor('Zofia');
    zofia.send({ t: 'visit.hello', v: 3, origin: SHOP, page: { url: `${SHOP}/`, title: '' }, open: true });
    expect(await zofia.until('refused')).toMatchObject({ code: 'frame.malformed' });
    expect(await zofia.ask({ t: 'entry.post', text: 'Hello' })).toMatchObject({ t: 'ack' });
    expect(zofia.received.filter(({ t }) => t === 'visit.welcomed')).toHaveLength(1);
  });
});

test('a socket that gives no sign of life is closed once it was sent very much, and one that does is not', () => {
  const closed: string[] = [];
  const socketOf = (name: string) => ({ name, send: () => {}, close: () => closed.push(name) }) as unknown as WebSocket;
  const [deaf, awake] = [socketOf('deaf'), socketOf('awake')];
  const sending: Sending = new Sending(
    () => {},
    (socket) => {
      if (socket === awake) return true;
      sending.close(socket, 4429, '1');
      return false;
    },
  );
  const much = 'x'.repeat(1_000_000);
  for (const socket of [deaf, awake]) {
    for (let i = 0; i < 20; i++) {
      sending.now(socket, much);
      sending.close({ send: () => {}, close: () => {} } as unknown as WebSocket, 1000, '');
      if (i < 10) expect(closed).toEqual([]);
    }
  }
  return Promise.resolve().then(() => expect(closed).toEqual(['deaf']));
});

describe('what a visitor types', () => {
  test('is told once a second, and the last of it always', async () => {
    const site = await openSite({ typingPreview: true });
    const zofia = await site.visitor('Zofia');
    const maja = await site.agent('Maja');
    await zofia.ask({ t: 'entry.post', text: 'Hello' });
    const { id: conversation } = await cardWith(maja);
    maja.send({ t: 'conversation.view', conversation });
    await maja.until('conversation.viewed');
    for (let i = 1; i <= 30; i++) zofia.send({ t: 'typing.set', on: true, text: `I would like ${'o'.repeat(i)}` });
    const last = `I would like ${'o'.repeat(30)}`;
    await maja.until('typing.changed', (it) => it.from === 'visitor' && it.text === last);
    const told = maja.received.filter((it) => it.t === 'typing.changed' && it.from === 'visitor');
    expect(told.length).toBeLessThanOrEqual(TYPING.burst + 2);
  });

  test('doesn’t come after the message that it became', async () => {
    const site = await openSite({ typingPreview: true });
    const maja = await site.agent('Maja');
    const [zofia, ana] = [await site.visitor('Zofia'), await site.visitor('Ana')];
    for (const visitor of [zofia, ana]) {
      await visitor.ask({ t: 'entry.post', text: 'Hello' });
      const { conversation } = await visitor.until('conversation.started');
      maja.send({ t: 'conversation.view', conversation });
      await maja.until('conversation.viewed', (it) => it.conversation.id === conversation);
    }
    for (let i = 1; i <= 10; i++) zofia.send({ t: 'typing.set', on: true, text: `still ${'o'.repeat(i)}` });
    await zofia.ask({ t: 'entry.post', text: `still ${'o'.repeat(10)}` });
    for (let i = 1; i <= 10; i++) ana.send({ t: 'typing.set', on: true, text: `later ${'o'.repeat(i)}` });
    // What was held is told together.
    await maja.until('typing.changed', (it) => it.from === 'visitor' && it.text === `later ${'o'.repeat(10)}`);
    const texts = maja.received.flatMap((it) => (it.t === 'typing.changed' && it.text ? it.text : []));
    expect(texts).toContain('still ooo');
    expect(texts).not.toContain(`still ${'o'.repeat(10)}`);
  });
});

test('sockets that we closed count for their address until they are gone, and no longer than a minute', () => {
  let now = 1_000_000;
  const listed: object[] = [];
  const ctx = { getWebSockets: () => listed, getWebSocketAutoResponseTimestamp: () => null };
  const sockets = new Sockets(ctx as unknown as DurableObjectState, () => now);
  for (let i = 0; i < ADDRESS_SOCKETS_MAX; i++) {
    let attachment: unknown = { role: 'visitor', id: `vis_${i}`, address: 'here', tab: null };
    const socket = {
      readyState: WebSocket.OPEN,
      serializeAttachment: (it: unknown) => {
        attachment = it;
      },
      deserializeAttachment: () => attachment,
      // The peer doesn't answer: the platform goes on listing it.
      close() {
        this.readyState = WebSocket.CLOSING;
      },
    };
    listed.push(socket);
    sockets.close(socket as unknown as WebSocket, 4429, '1');
  }
  expect(sockets.countFrom('here', now)).toBe(ADDRESS_SOCKETS_MAX);
  now += CLOSING_COUNTS_MS - 1;
  expect(sockets.countFrom('here', now)).toBe(ADDRESS_SOCKETS_MAX);
  now += 1;
  expect(sockets.countFrom('here', now)).toBe(0);
});

describe('a visit', () => {
  test('without a conversation writes nothing, though agents watch or don’t', async () => {
    const site = await openSite();
    const alarm = () =>
      runInDurableObject(site.stub as unknown as DurableObjectStub, (_: unknown, state) => state.storage.getAlarm());
    while (await site.ring());
    for (let i = 0; i < 5; i++) await site.leave(await site.visitor(`v${i}`));
    expect(await alarm()).toBe(null);
    const maja = await site.agent('Maja');
    const zofia = await site.visitor('Zofia');
    await site.leave(zofia);
    later(60_000);
    await site.ring();
    expect(await site.rows('SELECT 1 FROM outbox')).toEqual([]);
    const { results } = await env.HISTORY.prepare('SELECT 1 FROM visits WHERE site = ?').bind(site.id).all();
    expect(results).toEqual([]);
    maja.close();
  });

  test('of somebody who ever wrote is kept', async () => {
    const site = await openSite();
    const zofia = await site.visitor('Zofia');
    await zofia.ask({ t: 'entry.post', text: 'Hello' });
    await site.leave(zofia);
    later(60_000);
    await site.ring();
    const visits = () => env.HISTORY.prepare('SELECT 1 FROM visits WHERE site = ?').bind(site.id).all();
    await expect.poll(async () => (await visits()).results).toHaveLength(1);
  });
});

test('a visitor who asks for a person and takes it back again and again rings nobody any more, and may go on writing', async () => {
  const site = await openSite();
  const zofia = await site.visitor('Zofia');
  const maja = await site.agent('Maja');
  await zofia.ask({ t: 'entry.post', text: 'Hello' });
  const codes: string[] = [];
  for (let i = 0; i < PERSON_REQUESTS.burst + 2; i++) {
    const asked = await zofia.ask({ t: 'person.request' });
    codes.push(asked.t === 'refused' ? asked.code : asked.t);
    await zofia.ask({ t: 'person.withdraw' });
    later(2_000);
  }
  expect(codes).toEqual([...Array(PERSON_REQUESTS.burst).fill('ack'), 'person.too-often', 'person.too-often']);
  expect(await zofia.ask({ t: 'entry.post', text: 'Then I write' })).toMatchObject({ t: 'ack' });
  const rung = maja.received.filter(({ t }) => t === 'offer.made').length;
  expect(rung).toBeLessThanOrEqual(PERSON_REQUESTS.burst);
  // Somebody else is not kept from it.
  expect(await (await site.visitor('Ana')).ask({ t: 'person.request' })).toMatchObject({ t: 'ack' });
});

test('beyond the frames of a visitor, an opened panel is told a moment later, and a new tab is sent away until it may come', async () => {
  const site = await openSite();
  const zofia = await site.visitor('Zofia', { open: false });
  const maja = await site.agent('Maja');
  later(60_000);
  for (let i = 0; i < FRAMES.burst; i++) zofia.send({ t: 'typing.set', on: false });
  zofia.send({ t: 'widget.open' });
  await zofia.until('refused');
  const other = await site.connect<VisitorUpdate>('visitor', `token.${tokenOf('Zofia')}`);
  other.send({ t: 'visit.hello', v: 3, origin: SHOP, page: { url: `${SHOP}/`, title: '' }, open: false });
  expect(await other.untilClosed()).toEqual({ code: 4429, reason: expect.stringMatching(/^\d+$/) });
  later(120_000);
  await maja.until('visits.shown', (it) => (it.added ?? []).length > 0);
});

test('a dashboard that gives no sign of life for minutes is closed when the alarm rings', async () => {
  const site = await openSite();
  const [maja, oskar] = [await site.agent('Maja'), await site.agent('Oskar')];
  const zofia = await site.visitor('Zofia');
  await zofia.ask({ t: 'entry.post', text: 'Hello' });
  later(4 * 60_000);
  oskar.send({ t: 'presence.check' });
  await vi.waitUntil(async () => {
    await site.ring();
    return maja.closed !== null;
  });
  expect(maja.closed!.code).toBe(4408);
  expect(oskar.closed).toBe(null);
});

test('more sockets than an office opens are refused before the object hears of them', async () => {
  const site = await openSite();
  const header = { 'CF-Connecting-IP': '203.0.113.77' };
  let refused = 0;
  for (let i = 0; i < 450 && refused === 0; i++) {
    const line = await site
      .connect<VisitorUpdate>('visitor', `token.${tokenOf('one')}`, header)
      .catch((error) => String(error));
    if (typeof line !== 'string') line.close();
    else if (line.includes('429')) refused++;
  }
  expect(refused).toBe(1);
  await site.visitor('Zofia');
});

test('an admin is told how often something was turned away, also after the object slept, and it costs a row a minute', async () => {
  const site = await openSite();
  const counts = async () => {
    const answer = await site.stub.desk({ t: 'turned-away.read' });
    return answer.ok ? answer.value : null;
  };
  expect(await counts()).toEqual({});
  const zofia = await site.visitor('Zofia');
  const answers = await Promise.all(Array.from({ length: 12 }, (_, i) => zofia.ask({ t: 'entry.post', text: `${i}` })));
  const messages = answers.filter(({ t }) => t === 'refused').length;
  expect(messages).toBeGreaterThan(0);
  expect(await site.rows('SELECT count FROM turned_away')).toEqual([{ count: 1 }]);
  expect(await counts()).toEqual({ messages });
  await site.evict();
  expect(await counts()).toEqual({ messages });
  later(8 * 24 * 3_600_000);
  expect(await counts()).toEqual({});
});
