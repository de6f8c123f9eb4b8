/**
 * B13, the doors of a site's object: a role that was taken away ends though nobody tells the object; who asks for too much waits, and others
 * from elsewhere don't notice; limits can't be pushed out; a page is never lost. Beside each who goes too far there is somebody honest.
 */
import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { CONVERSATIONS, ENTRIES, Flood, MESSAGES, PAGES, READ_COST_MIN } from '../../src/site/flood.ts';
import { Inbox } from '../../src/site/inbox.ts';
import { cardOn } from './shown.ts';
import { openSite, SHOP, tokenOf, type World } from './site-world.ts';

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const MINUTE = 60_000;

function later(ms: number): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms });
}

describe('who may not be at the desk any more', () => {
  const takeAway = (site: World, query: string) => env.HISTORY.prepare(query).bind(site.id).run();

  for (const [title, query, code] of [
    ['a role that is gone', "DELETE FROM roles WHERE site = ? AND member LIKE 'agt_Maja%'", 4403],
    ['another role', "UPDATE roles SET role = 'supervisor' WHERE site = ? AND member LIKE 'agt_Maja%'", 4401],
    ['a session that is gone', "DELETE FROM sessions WHERE id = 'session-Maja' AND ?1 = ?1", 4401],
    ['a member who is gone', "DELETE FROM members WHERE id LIKE 'agt_Maja%' AND ?1 = ?1", 4403],
  ] as const) {
    test(`${title} ends within a minute, though nobody tells the object`, async () => {
      const site = await openSite();
      const [maja, oskar] = [await site.agent('Maja'), await site.agent('Oskar')];
      const zofia = await site.visitor('Zofia');
      await takeAway(site, query);
      later(MINUTE);
      zofia.send({ t: 'typing.set', on: true });
      expect((await maja.untilClosed()).code).toBe(code);
      expect(oskar.closed).toBe(null);
    });
  }

  test('ends at once where the object wakes up', async () => {
    const site = await openSite();
    const maja = await site.agent('Maja');
    await takeAway(site, "DELETE FROM roles WHERE site = ? AND member LIKE 'agt_Maja%'");
    await site.evict();
    await site.stub.read();
    expect((await maja.untilClosed()).code).toBe(4403);
    // What she had goes on without her, and she is nobody's colleague any more.
    expect(await site.rows('SELECT 1 FROM agents')).toHaveLength(0);
  });

  test('nobody is sent away while D1 has no answer', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    const site = await openSite();
    const maja = await site.agent('Maja');
    const zofia = await site.visitor('Zofia');
    const asked = vi.spyOn(env.HISTORY, 'prepare').mockImplementation(() => {
      throw new Error('D1_ERROR: Network connection lost');
    });
    later(MINUTE);
    expect((await zofia.ask({ t: 'entry.post', text: 'Hello' })).t).toBe('ack');
    expect(asked).toHaveBeenCalled();
    await cardOn(maja, ({ conversation }) => conversation !== null);
    expect(maja.closed).toBe(null);
  });
});

describe('who asks for everything again and again', () => {
  const from = (address: string) => ({ 'CF-Connecting-IP': address });
  const hello = { t: 'visit.hello', v: 3, origin: SHOP, page: { url: `${SHOP}/`, title: '' }, open: false };

  /** A visitor with a conversation of so many entries. */
  async function withHistory(site: World, entries: number) {
    const zofia = await site.visitor('Zofia');
    await zofia.ask({ t: 'entry.post', text: 'Hello' });
    const { conversation } = await zofia.until('conversation.started');
    await zofia.until('entry.added', ({ entry }) => entry.kind === 'message' && 'answer' in entry);
    await site.rows(
      `WITH RECURSIVE more (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM more WHERE n < ${entries})
       INSERT INTO entries (conversation, seq, visitor_seq, messages, turn, at, author, cid, body)
       SELECT conversation, seq + n, visitor_seq + n, messages + n, turn, at, 'visitor', NULL,
         json_object('kind', 'message', 'from', 'visitor', 'text', 'line ' || n)
       FROM entries, more WHERE seq = (SELECT max(seq) FROM entries)`,
    );
    await site.evict();
    return conversation;
  }

  test('by resumes waits, and a visitor from elsewhere is answered', async () => {
    const site = await openSite();
    const conversation = await withHistory(site, 500);
    const hostile = await site.connect('visitor', `token.${tokenOf('Zofia')}`, from('203.0.113.1'));
    hostile.send(hello);
    await hostile.find((update) => (update as { t: string }).t === 'visit.welcomed');
    for (let i = 0; i < 40; i++) hostile.send({ t: 'conversation.resume', conversation, seq: 1 });
    await hostile.find((update) => (update as { code?: string }).code === 'rate.limited');
    const brought = hostile.received.filter(({ t }) => t === 'conversation.resumed').length;
    expect(brought).toBeLessThanOrEqual(ENTRIES.burst / 500);
    expect(hostile.received.find((update) => (update as { code?: string }).code === 'rate.limited')).toMatchObject({
      conversation,
      retryAfterMs: expect.any(Number),
    });
    const honest = await site.visitor('Ana');
    expect((await honest.ask({ t: 'entry.post', text: 'Hello' })).t).toBe('ack');
  });

  test('by hellos on ever new sockets is sent away with a time, and a visitor from elsewhere is welcomed', async () => {
    const site = await openSite();
    const conversation = await withHistory(site, 500);
    let turnedAway = null;
    // No time goes by in which there would be more to give.
    later(0);
    for (let i = 0; i <= ENTRIES.burst / 500 && !turnedAway; i++) {
      const line = await site.connect('visitor', `token.${tokenOf('Zofia')}`, from('203.0.113.2'));
      line.send({ ...hello, after: { conversation, seq: 1 } });
      await line.wait(() => line.received.length > 0 || line.closed !== null);
      turnedAway = line.closed;
      line.close();
    }
    expect(turnedAway).toMatchObject({ code: 4429 });
    expect(Number(turnedAway!.reason)).toBeGreaterThan(0);
    await site.visitor('Ana');
  });

  test('an office of a hundred comes back at once', () => {
    expect(ENTRIES.burst).toBeGreaterThanOrEqual(100 * 100);
    const flood = new Flood(() => 0);
    for (let i = 0; i < 100; i++) expect(flood.take('office', ENTRIES, READ_COST_MIN)).toBe(0);
  });
});

test('the limit of an address is met, however many ids come after it', () => {
  const flood = new Flood(() => 0);
  for (let i = 0; i < CONVERSATIONS.burst; i++) flood.take('conversations:1', CONVERSATIONS);
  for (let i = 0; i < 20_000; i++) flood.take(`messages:${i}`, MESSAGES);
  expect(flood.take('conversations:1', CONVERSATIONS)).toBeGreaterThan(0);
  // Nor do other addresses push out one that is at its limit.
  for (let i = 0; i < 20_000; i++) flood.take(`conversations:${i}`, CONVERSATIONS);
  expect(flood.take('conversations:1', CONVERSATIONS)).toBeGreaterThan(0);
});

describe('a page', () => {
  const pageOf = (site: World, visitor: string) =>
    runInDurableObject(site.stub as unknown as DurableObjectStub, (_, state) =>
      state
        .getWebSockets(visitor)
        .map((socket) => (socket.deserializeAttachment() as { tab: { page: { url: string } } }).tab.page.url),
    );
  const turnTo = (n: number) => ({ t: 'page.view', page: { url: `${SHOP}/${n}`, title: `Page ${n}` } });

  test('that came in an overload is told a moment later, and of more the last one', async () => {
    const site = await openSite();
    const zofia = await site.visitor('Zofia');
    const { visitor } = await zofia.until('visit.welcomed');
    const full = vi.spyOn(Inbox.prototype, 'take').mockImplementation(function (this: Inbox, socket, text) {
      (this as unknown as { overloaded(socket: WebSocket, text: string): void }).overloaded(socket, text);
    });
    for (let n = 1; n <= 5; n++) zofia.send(turnTo(n));
    await expect.poll(() => full.mock.calls.length).toBe(5);
    full.mockRestore();
    await expect.poll(() => pageOf(site, visitor), { timeout: 10_000 }).toEqual([`${SHOP}/5`]);
  });

  test('beyond the limit of an address is told a moment later; who writes from elsewhere is answered meanwhile', async () => {
    const site = await openSite();
    const zofia = await site.visitor('Zofia');
    const { visitor } = await zofia.until('visit.welcomed');
    const last = PAGES.burst + 20;
    // Slowly enough for the socket's own limit, all within the address's.
    for (let n = 1; n <= last; n++) {
      zofia.send(turnTo(n));
      if (n % 15 === 0) later(750);
    }
    const honest = await site.visitor('Ana');
    expect((await honest.ask({ t: 'entry.post', text: 'Hello' })).t).toBe('ack');
    await expect
      .poll(
        () => {
          later(1_000);
          return pageOf(site, visitor);
        },
        { timeout: 10_000 },
      )
      .toEqual([`${SHOP}/${last}`]);
    expect(zofia.closed).toBe(null);
  });
});
