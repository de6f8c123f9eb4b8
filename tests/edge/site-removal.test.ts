/** Deleting a site is final: chats end, sockets close for good, and its data goes from the object and from D1. */
import { env } from 'cloudflare:workers';
import { expect, test, vi } from 'vitest';
import { DESK_DEFAULTS } from '../../src/protocol/site.ts';
import { cardWith, openSite, tokenOf } from './site-world.ts';

test('a removed site tells everybody, forgets everything and can’t come back', async () => {
  const site = await openSite();
  const maja = await site.agent('Maja');
  const zofia = await site.visitor('Zofia');
  await zofia.ask({ t: 'entry.post', text: 'Hello' });
  const { id: conversation } = await cardWith(maja);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 6 * 60_000 });
  maja.send({ t: 'presence.check' });
  await zofia.ask({ t: 'person.withdraw' });
  await site.ring();
  vi.useRealTimers();
  const kept = env.HISTORY.prepare('SELECT 1 AS one FROM conversations WHERE id = ?').bind(conversation);
  expect(await kept.first()).toEqual({ one: 1 });

  expect(await site.stub.remove()).toEqual({ ok: true, value: null });
  await zofia.until('entry.added', (u) => u.entry.kind === 'event' && u.entry.event === 'conversation.closed');
  expect((await zofia.untilClosed()).code).toBe(4404);
  expect((await maja.untilClosed()).code).toBe(4404);
  for (const table of ['entries', 'conversations', 'visitors', 'timers', 'article', 'passage']) {
    expect(await site.rows(`SELECT 1 FROM ${table}`), table).toHaveLength(0);
  }
  await site.ring();
  for (const table of ['conversations', 'transcripts', 'visitors', 'visits']) {
    expect(
      await env.HISTORY.prepare(`SELECT count(*) AS n FROM ${table} WHERE site = ?`).bind(site.id).first(),
      table,
    ).toEqual({ n: 0 });
  }
  const back = await site.connect('visitor', `token.${tokenOf('Zofia')}`);
  expect((await back.untilClosed()).code).toBe(4404);
  expect(await site.stub.read()).toMatchObject({ ok: false, refusal: { code: 'site.unknown' } });
  const again = await site.stub.create(site.id, {
    name: 'Again',
    origins: [],
    botName: 'Vela',
    greeting: 'Hi',
    color: '#000000',
    ...DESK_DEFAULTS,
  });
  expect(again).toMatchObject({ ok: false, refusal: { code: 'site.unknown' } });
});

test('asking for a site that never was writes nothing', async () => {
  const site = await openSite();
  const nowhere = env.SITE.getByName('site_9999999999999999');
  const line = await site.connect('visitor', `token.${tokenOf('Zofia')}`, {}, 'site_9999999999999999');
  expect((await line.untilClosed()).code).toBe(4404);
  const { runInDurableObject } = await import('cloudflare:test');
  const tables = await runInDurableObject(nowhere, (_: unknown, state: DurableObjectState) =>
    state.storage.sql.exec("SELECT name FROM sqlite_master WHERE name NOT LIKE '\\_cf%' ESCAPE '\\'").toArray(),
  );
  expect(tables).toEqual([]);
});
