/** Many frames at once: committed and answered together, in order, nothing lost; and what a site does when it is too much. */
import { runInDurableObject } from 'cloudflare:test';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { AgentUpdate } from '../../src/protocol/agent-wire.ts';
import type { VisitorUpdate } from '../../src/protocol/visitor-wire.ts';
import type { Attachment } from '../../src/site/attachment.ts';
import { CONVERSATIONS, Flood, MESSAGES } from '../../src/site/flood.ts';
import { Inbox } from '../../src/site/inbox.ts';
import { cardWith, openSite, SHOP, tokenOf } from './site-world.ts';

afterEach(() => {
  vi.useRealTimers();
});

describe('W2 frames that come at once', () => {
  test('are answered in order, and what one turn says to a socket is one frame', async () => {
    const site = await openSite();
    const zofia = await site.visitor('Zofia');
    for (let i = 1; i <= 8; i++) zofia.send({ t: 'entry.post', cid: `cid-${i}`, text: `line ${i}` });
    await zofia.until('ack', ({ cid }) => cid === 'cid-8');
    const texts = (
      await site.rows<{ body: string }>("SELECT body FROM entries WHERE author = 'visitor' ORDER BY seq")
    ).map(({ body }) => (JSON.parse(body) as { text: string }).text);
    expect(texts).toEqual(Array.from({ length: 8 }, (_, i) => `line ${i + 1}`));
    const acks = zofia.received.flatMap((update) => (update.t === 'ack' ? update.cid : []));
    expect(acks).toEqual(Array.from({ length: 8 }, (_, i) => `cid-${i + 1}`));
    // Each entry comes before its ack, in the same frame.
    const frame = zofia.raw.find((text) => text.includes('"ack"') && text.includes('cid-1"'))!;
    expect(frame).toMatch(/^\[.*"entry\.added".*"line 1".*"ack".*\]$/);
  });

  test('from a tab that closes right after are all handled before it is gone', async () => {
    const site = await openSite();
    const zofia = await site.visitor('Zofia');
    for (let i = 1; i <= 5; i++) zofia.send({ t: 'entry.post', cid: `cid-${i}`, text: `line ${i}` });
    zofia.close();
    await expect.poll(() => site.rows("SELECT 1 FROM entries WHERE author = 'visitor'")).toHaveLength(5);
  });

  test('reach the holder at once, and others who view joined, in order and without a gap', async () => {
    const site = await openSite();
    const zofia = await site.visitor('Zofia');
    const maja = await site.agent('Maja');
    // What Maja has, a supervisor may look at.
    const oskar = await site.agent('Oskar', 'supervisor');
    await zofia.ask({ t: 'entry.post', text: 'Hello' });
    const { id: conversation } = await cardWith(maja);
    for (const agent of [maja, oskar]) {
      agent.send({ t: 'conversation.view', conversation });
      await agent.until('conversation.viewed');
    }
    await maja.ask({ t: 'conversation.take-over', conversation });
    for (let i = 1; i <= 6; i++) {
      await zofia.ask({ t: 'entry.post', text: `line ${i}` });
      await maja.until('entry.added', ({ entry }) => entry.kind === 'message' && entry.text === `line ${i}`);
    }
    await oskar.until('entry.added', ({ entry }) => entry.kind === 'message' && entry.text === 'line 6');
    const seqs = oskar.received.flatMap((update) => (update.t === 'entry.added' ? update.entry.seq : []));
    expect(seqs).toEqual(seqs.map((_, i) => seqs[0]! + i));
    const framesOf = (raw: string[]) => raw.filter((text) => text.includes('"line ')).length;
    expect(framesOf(oskar.raw)).toBeLessThan(framesOf(maja.raw));
  });
});

describe('an inbox', () => {
  const socket = {} as WebSocket;

  /** An inbox over a disk that commits when it is told to. */
  function inbox(handle: (text: string, busy: boolean) => void, overloaded: (text: string) => void = never) {
    let done = () => {};
    const committed = () =>
      new Promise<void>((resolve) => {
        done = resolve;
      });
    const it = new Inbox(
      (_, text, busy) => handle(text, busy),
      (_, text) => overloaded(text),
      committed,
    );
    return {
      take: (text: string) => it.take(socket, text),
      commits: async () => {
        done();
        await Promise.resolve();
        await Promise.resolve();
      },
    };
  }

  test('handles a frame at once, and together those that come while it is committed', async () => {
    const handled: string[] = [];
    const { take, commits } = inbox((text) => {
      handled.push(text);
      // While those that waited are handled, another comes: it waits for their commit.
      if (text === 'c') take('d');
    });
    for (const text of ['a', 'b', 'c']) take(text);
    expect(handled.join('')).toBe('a');
    await commits();
    expect(handled.join('')).toBe('abc');
    await commits();
    expect(handled.join('')).toBe('abcd');
    // Nothing came meanwhile: the next is handled at once again.
    await commits();
    take('e');
    expect(handled.join('')).toBe('abcde');
  });

  test('asks to leave out what can be missed when too many wait, and refuses what is beyond it', async () => {
    const busy: boolean[] = [];
    const refused: string[] = [];
    const { take, commits } = inbox(
      (_, isBusy) => busy.push(isBusy),
      (text) => refused.push(text),
    );
    for (let i = 1; i <= 2_011; i++) take(`frame ${i}`);
    expect(refused).toEqual(Array.from({ length: 10 }, (_, i) => `frame ${i + 2_002}`));
    await commits();
    expect(busy).toHaveLength(2_001);
    expect([busy[0], busy[1], busy.at(-1)]).toEqual([false, true, true]);
    take('later');
    await commits();
    expect(busy.at(-1)).toBe(false);
    expect(refused).toHaveLength(10);
  });
});

describe('an overload', () => {
  test('refuses what asks for an answer, sends away who only just came, and says nothing to the rest', async () => {
    const site = await openSite();
    const [zofia, maja] = [await site.visitor('Zofia'), await site.agent('Maja')];
    await site.agent('Flo');
    const nameOf = (socket: WebSocket) => {
      const it = socket.deserializeAttachment() as Attachment;
      return it.role === 'agent' ? it.name : it.tab ? 'Zofia' : 'Ana';
    };
    const ana = await site.connect<VisitorUpdate>('visitor', `token.${tokenOf('Ana')}`);
    const oskar = await site.connect<AgentUpdate>('agent', `ticket.${await site.ticket('Oskar')}`);
    const conversation = 'cnv_0000000000000001';
    const late: [string, object][] = [
      ['Zofia', { t: 'typing.set', on: true }],
      ['Zofia', { t: 'conversation.resume', conversation, seq: 3 }],
      ['Zofia', { t: 'entry.post', cid: 'cid-1', text: 'Hello' }],
      ['Maja', { t: 'conversation.unview', conversation }],
      ['Maja', { t: 'conversation.view', conversation }],
      ['Ana', { t: 'visit.hello', v: 2, origin: SHOP, page: { url: `${SHOP}/`, title: '' }, open: true }],
      ['Oskar', { t: 'agent.hello', v: 2 }],
    ];
    await runInDurableObject(site.stub as unknown as DurableObjectStub, async (object, state) => {
      const sockets = new Map(state.getWebSockets().map((socket) => [nameOf(socket), socket]));
      // A turn of the event loop in which more comes than can wait.
      for (let i = 0; i < 2_005; i++) object.webSocketMessage!(sockets.get('Flo')!, '{"t":"nothing"}');
      for (const [who, frame] of late) object.webSocketMessage!(sockets.get(who)!, JSON.stringify(frame));
    });
    expect([await ana.untilClosed(), await oskar.untilClosed()]).toEqual(
      Array(2).fill({ code: 1013, reason: 'overloaded' }),
    );
    const refused = { t: 'refused', code: 'overloaded', retryAfterMs: expect.any(Number) } as const;
    await zofia.until('refused', ({ cid }) => cid === 'cid-1');
    const toZofia = zofia.received.filter(({ t }) => t === 'refused');
    expect(toZofia).toEqual([
      { ...refused, conversation },
      { ...refused, cid: 'cid-1' },
    ]);
    expect(await maja.until('refused', ({ code }) => code === 'overloaded')).toEqual({ ...refused, conversation });
  });
});

describe('limits', () => {
  let now = 1_000;
  const using = (flood: Flood, key: string) => {
    while (flood.take(key, CONVERSATIONS) === 0);
  };

  test('hold for who has used them up, however many others come and go', () => {
    const flood = new Flood(() => now);
    using(flood, 'conversations:here');
    for (let i = 0; i < 12_000; i++) {
      flood.take(`messages:${i}`, MESSAGES);
      now += 10;
    }
    expect(flood.take('conversations:here', CONVERSATIONS)).toBe(0);
    expect(flood.take('conversations:here', CONVERSATIONS)).toBeGreaterThan(0);
  });

  test('that are used up by too many are forgotten where they were used longest ago', () => {
    const flood = new Flood(() => now);
    for (let i = 0; i < 5_000; i++) using(flood, `conversations:${i}`);
    flood.take('conversations:0', CONVERSATIONS);
    flood.take('conversations:new', CONVERSATIONS);
    const held = (i: number) => flood.take(`conversations:${i}`, CONVERSATIONS) > 0;
    expect([held(0), held(1_500), held(4_999), held(1)]).toEqual([true, true, true, false]);
  });
});

describe('an agent whose network died without a word', () => {
  test('doesn’t count as being at the desk until they give a sign of life', async () => {
    const site = await openSite();
    const zofia = await site.visitor('Zofia');
    const maja = await site.agent('Maja');
    await zofia.ask({ t: 'entry.post', text: 'Hello' });
    const { id: conversation } = await cardWith(maja);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 2 * 60_000 });
    await zofia.ask({ t: 'person.request' });
    await zofia.until('entry.added', ({ entry }) => entry.kind === 'event' && entry.event === 'wait.ended');
    maja.send({ t: 'conversation.view', conversation });
    await maja.until('conversation.viewed');
    await zofia.ask({ t: 'person.request' });
    const [row] = await site.rows<{ control: string }>('SELECT control FROM conversations');
    expect(row?.control).toBe('waiting');
  });
});

function never(): never {
  throw new Error('must not happen');
}
