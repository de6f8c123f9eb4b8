/** Bad input: each gets a refusal with its code, nothing else is disturbed, and nothing is written. */
import { describe, expect, test } from 'vitest';
import { cardWith, openSite, SHOP, tokenOf, type World } from './site-world.ts';

async function entryCount(site: World): Promise<number> {
  const [row] = await site.rows<{ n: number }>('SELECT count(*) AS n FROM entries');
  return row!.n;
}

describe('a bad frame', () => {
  const cases: [string, string | Record<string, unknown>, string][] = [
    ['no JSON', '{"t":', 'frame.malformed'],
    ['an array', '[]', 'frame.malformed'],
    ['no type', {}, 'frame.malformed'],
    ['an unknown type', { t: 'entry.erase', cid: 'cid-1' }, 'frame.malformed'],
    ['an extra field', { t: 'entry.post', cid: 'cid-1', text: 'x', role: 'admin' }, 'frame.malformed'],
    ['a number for text', { t: 'entry.post', cid: 'cid-1', text: 7 }, 'frame.malformed'],
    ['an object for text', { t: 'entry.post', cid: 'cid-1', text: { $gt: '' } }, 'frame.malformed'],
    [
      'an agent’s frame',
      { t: 'conversation.take-over', cid: 'cid-1', conversation: 'cnv_0000000000000000' },
      'frame.malformed',
    ],
    ['a bad cid', { t: 'entry.post', cid: '<script>', text: 'x' }, 'frame.malformed'],
    ['blank text', { t: 'entry.post', cid: 'cid-1', text: ' \n\t' }, 'message.empty'],
    ['1,001 characters', { t: 'entry.post', cid: 'cid-1', text: 'x'.repeat(1_001) }, 'message.too-long'],
    ['1,001 emoji', { t: 'entry.post', cid: 'cid-1', text: '😀'.repeat(1_001) }, 'message.too-long'],
  ];
  test.each(cases)('%s is refused', async (_, frame, code) => {
    const site = await openSite();
    const zofia = await site.visitor('Zofia');
    zofia.send(frame);
    expect((await zofia.until('refused')).code).toBe(code);
    expect(await entryCount(site)).toBe(0);
    expect(await zofia.ask({ t: 'entry.post', text: 'x'.repeat(1_000) })).toMatchObject({ t: 'ack' });
  });

  test('1,000 emoji and markup arrive as typed', async () => {
    const site = await openSite();
    const zofia = await site.visitor('Zofia');
    const text = `<script>alert(1)</script>${'😀'.repeat(970)}`;
    await zofia.ask({ t: 'entry.post', text });
    const { entry } = await zofia.until('entry.added', (u) => u.entry.kind === 'message' && u.entry.from === 'visitor');
    expect(entry).toMatchObject({ text });
  });

  test('a frame over 16 KiB closes the socket with 1009, a binary one with 1003', async () => {
    const site = await openSite();
    const big = await site.visitor('Big');
    big.send(JSON.stringify({ t: 'page.view', page: { url: `${SHOP}/`, title: 'x'.repeat(17_000) } }));
    expect((await big.untilClosed()).code).toBe(1009);
    const binary = await site.visitor('Binary');
    binary.sendBytes(new Uint8Array([1, 2, 3]).buffer);
    expect((await binary.untilClosed()).code).toBe(1003);
  });

  test('a frame before hello is refused', async () => {
    const site = await openSite();
    const line = await site.connect('visitor', `token.${tokenOf('Zofia')}`);
    line.send({ t: 'entry.post', cid: 'cid-1', text: 'x' });
    expect(await line.until('refused')).toMatchObject({ code: 'frame.malformed' });
  });
});

describe('a socket', () => {
  test('of an unknown site is closed with 4404, and leaves no storage behind', async () => {
    const site = await openSite();
    const line = await site.connect('visitor', `token.${tokenOf('Zofia')}`, {}, 'site_0000000000000000');
    expect((await line.untilClosed()).code).toBe(4404);
  });

  test('with a malformed token is closed with 4401', async () => {
    const site = await openSite();
    for (const credential of ['token.short', 'token.', 'nothing', `token.${'x'.repeat(44)}`]) {
      const line = await site.connect('visitor', credential);
      expect((await line.untilClosed()).code).toBe(4401);
    }
  });

  test('with a ticket used before, a made-up one, or another site’s is closed with 4401', async () => {
    const site = await openSite();
    const other = await openSite();
    const ticket = await site.ticket('Maja');
    const first = await site.connect('agent', `ticket.${ticket}`);
    first.send({ t: 'agent.hello', v: 3 });
    await first.until('agent.welcomed');
    for (const spent of [ticket, 'f'.repeat(64), await other.ticket('Maja')]) {
      const line = await site.connect('agent', `ticket.${spent}`);
      expect((await line.untilClosed()).code).toBe(4401);
    }
  });

  test('from another origin is closed with 4403', async () => {
    const site = await openSite();
    for (const role of ['visitor', 'agent'] as const) {
      const line = await site.connect(role, `token.${tokenOf('Zofia')}`, { Origin: SHOP });
      expect((await line.untilClosed()).code).toBe(4403);
    }
  });

  test('of a page that is not on the site’s list is closed with 4403', async () => {
    const site = await openSite({ origins: [SHOP, 'https://*.shops.example'] });
    for (const origin of [
      'https://evil.example',
      'https://evil.example/.shops.example',
      'https://evil.example?.shops.example',
      'https://shops.example@evil.example#.shops.example',
      'https://.shops.example/',
      'https://shops.example',
      'https://shop.example.evil',
      'https://shop.example:444',
      'http://shop.example',
      'null',
      '',
    ]) {
      const line = await site.connect('visitor', `token.${tokenOf('Zofia')}`);
      line.send({ t: 'visit.hello', v: 2, origin, page: { url: `${SHOP}/`, title: '' }, open: true });
      expect((await line.untilClosed()).code).toBe(4403);
    }
  });

  test('is closed with 4403 when its member is disconnected, with 4401 when its session is', async () => {
    const site = await openSite();
    const maja = await site.agent('Maja');
    const giulia = await site.agent('Giulia');
    await site.stub.disconnect({ session: 'session-Maja' });
    expect((await maja.untilClosed()).code).toBe(4401);
    await site.stub.disconnect({ member: 'agt_Giulia0000000000' });
    expect((await giulia.untilClosed()).code).toBe(4403);
  });
});

describe('another site', () => {
  test('M9 sees nothing of this one, and its ids mean nothing there', async () => {
    const here = await openSite();
    const there = await openSite();
    const zofia = await here.visitor('Zofia');
    const maja = await here.agent('Maja');
    await zofia.ask({ t: 'entry.post', text: 'canary 4711' });
    const { id: conversation } = await cardWith(maja);
    const spy = await there.agent('Spy');
    const stranger = await there.visitor('Zofia');
    expect((await stranger.until('visit.welcomed')).visitor).not.toBe((await zofia.until('visit.welcomed')).visitor);
    spy.send({ t: 'conversation.view', conversation });
    expect((await spy.until('refused')).code).toBe('conversation.unknown');
    for (const t of ['conversation.take-over', 'conversation.leave', 'conversation.close']) {
      expect(await spy.ask({ t, conversation })).toMatchObject({ t: 'refused', code: 'conversation.unknown' });
    }
    stranger.send({ t: 'conversation.resume', conversation, seq: 0 });
    expect((await stranger.until('refused')).code).toBe('conversation.unknown');
    expect([...spy.raw, ...stranger.raw].join('')).not.toContain('canary');
  });
});

describe('another visitor', () => {
  test('never gets a word of this one’s conversation, and can’t write into it', async () => {
    const site = await openSite();
    const maja = await site.agent('Maja');
    const zofia = await site.visitor('Zofia');
    await zofia.ask({ t: 'entry.post', text: 'canary 4711' });
    const { id: conversation } = await cardWith(maja);
    const eve = await site.visitor('Eve', { after: { conversation, seq: 0 } });
    eve.send({ t: 'conversation.resume', conversation, seq: 0 });
    await eve.until('refused');
    await eve.ask({ t: 'entry.post', text: 'mine', conversation });
    expect(eve.raw.join('')).not.toContain('canary');
    const rows = await site.rows<{ n: number }>('SELECT count(*) AS n FROM conversations');
    expect(rows[0]!.n).toBe(2);
  });
});

describe('a flood', () => {
  test('S2 the ninth message at once is refused with a time, and earlier ones are kept', async () => {
    const site = await openSite();
    const zofia = await site.visitor('Zofia');
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, n) => zofia.ask({ t: 'entry.post', text: `message ${n}` })),
    );
    expect(answers.slice(0, 8).every((answer) => answer.t === 'ack')).toBe(true);
    expect(answers.at(-1)).toMatchObject({ t: 'refused', code: 'rate.limited' });
    expect((answers.at(-1) as { retryAfterMs: number }).retryAfterMs).toBeGreaterThan(0);
    const other = await site.visitor('Other');
    expect(await other.ask({ t: 'entry.post', text: 'undisturbed' })).toMatchObject({ t: 'ack' });
  });

  test.each(['person.withdraw', 'conversation.close'])(
    'S2 the ninth %s at once is refused with a time, as a message is',
    async (t) => {
      const site = await openSite();
      const zofia = await site.visitor('Zofia');
      await zofia.ask({ t: 'entry.post', text: 'Hello' });
      const answers = await Promise.all(Array.from({ length: 8 }, () => zofia.ask({ t })));
      expect(answers.map((answer) => answer.t)).toEqual([...Array(7).fill('ack'), 'refused']);
      expect(answers.at(-1)).toMatchObject({ code: 'rate.limited', retryAfterMs: expect.any(Number) });
    },
  );

  test('S2 a socket that goes on and on is closed with 4429 and a time', async () => {
    const site = await openSite();
    const zofia = await site.visitor('Zofia');
    for (let n = 0; n < 300 && !zofia.closed; n++) zofia.send('{}');
    const { code, reason } = await zofia.untilClosed();
    expect(code).toBe(4429);
    expect(Number(reason)).toBeGreaterThan(0);
  });
});

describe('a repeat', () => {
  test('of a cid is acknowledged again and makes no second entry; with another text it is refused', async () => {
    const site = await openSite();
    const zofia = await site.visitor('Zofia');
    const once = await zofia.ask({ t: 'entry.post', cid: 'same-1', text: 'Once' });
    zofia.send({ t: 'entry.post', cid: 'same-1', text: 'Once' });
    zofia.send({ t: 'entry.post', cid: 'same-1', text: 'Twice' });
    expect(await zofia.until('refused')).toMatchObject({ cid: 'same-1', code: 'cid.reused' });
    const acks = zofia.received.filter((u) => u.t === 'ack');
    expect(acks).toEqual([once, once]);
    const mine = await site.rows(`SELECT 1 FROM entries WHERE author = 'visitor'`);
    expect(mine).toHaveLength(1);
  });
});
