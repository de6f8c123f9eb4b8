/** M1: who vanishes without a word is gone within 30 s, as long as somebody looks; and who is only quiet is not. */
import { runInDurableObject } from 'cloudflare:test';
import { afterEach, expect, test, vi } from 'vitest';
import type { AgentUpdate } from '../../src/protocol/agent-wire.ts';
import { PRESENCE_CHECKS_MS } from '../../src/protocol/limits.ts';
import type { VisitorUpdate } from '../../src/protocol/visitor-wire.ts';
import { cardOn, shownOn } from './shown.ts';
import { type Line, openSite, SHOP, tokenOf, type World } from './site-world.ts';

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** Time goes on, and a dashboard checks as often as it does while somebody looks. Gives how long it took until nobody was there. */
async function passes(site: World, maja: Line<AgentUpdate>, forMs: number, sleeps = false): Promise<number | null> {
  let passedMs = 0;
  for (let turn = 0; passedMs < forMs; turn++) {
    const stepMs = PRESENCE_CHECKS_MS[turn % PRESENCE_CHECKS_MS.length]!;
    passedMs += stepMs;
    vi.setSystemTime(Date.now() + stepMs);
    if (sleeps && turn % 2 === 0) await site.evict();
    maja.send({ t: 'presence.check' });
    // What was asked for before is done once this is.
    await maja.ask({ t: 'status.reset' });
    await site.ring();
    if ((await openVisitors(site)) === 0) return passedMs;
  }
  return null;
}

test.each([
  ['awake', false],
  ['that sleeps in between', true],
])('M1 a visitor whose network vanished is gone within 30 s, from a site %s', async (_, sleeps) => {
  vi.useFakeTimers({ toFake: ['Date'] });
  const site = await openSite();
  const maja = await site.agent('Maja');
  const zofia = await site.visitor('Zofia');
  await cardOn(maja);
  const goneMs = await passes(site, maja, 60_000, sleeps);
  expect(goneMs).toBeGreaterThan(12_000);
  expect(goneMs).toBeLessThan(30_000);
  expect(await zofia.untilClosed()).toEqual({ code: 4408, reason: 'silent' });
  await maja.wait(() => shownOn(maja).counts?.online === 0);
  // The socket's own end, whenever it is seen, brings nobody back.
  await site.ring();
  expect(shownOn(maja).counts).toMatchObject({ all: 0, online: 0 });
});

test('M1 a visitor who is asked and answers stays, whether or not their tab says anything by itself', async () => {
  const site = await openSite();
  const maja = await site.agent('Maja');
  const zofia = await site.visitor('Zofia');
  await cardOn(maja);
  await silentSince(site, 20_000);
  const check = async () => {
    maja.send({ t: 'presence.check' });
    await maja.ask({ t: 'status.reset' });
  };
  await check();
  await zofia.until('presence.asked');
  zofia.send('ping');
  await zofia.wait(() => zofia.raw.includes('pong'));
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 4_600 });
  await check();
  await site.ring();
  expect(zofia.closed).toBeNull();
  expect(shownOn(maja).counts?.online).toBe(1);
});

test('M1 who left just before the object lost its memory is gone, though a dashboard asked who is there before the alarm rang', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  const site = await openSite();
  const maja = await site.agent('Maja');
  const zofia = await site.visitor('Zofia');
  await maja.wait(() => shownOn(maja).counts?.online === 1);
  zofia.close();
  await expect.poll(() => openVisitors(site)).toBe(0);
  await site.evict();
  maja.send({ t: 'presence.check' });
  await maja.ask({ t: 'status.reset' });
  vi.setSystemTime(Date.now() + 10_000);
  await site.ring();
  await maja.wait(() => shownOn(maja).counts?.online === 0);
  expect(shownOn(maja).visits.size).toBe(0);
});

test('M1 a client of version 2 isn’t asked, and has longer than the minute in which a hidden tab says something', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  const site = await openSite();
  const maja = await site.agent('Maja');
  const zofia = await site.connect<VisitorUpdate>('visitor', `token.${tokenOf('Zofia')}`);
  const page = { url: `${SHOP}/bikes`, title: 'Bikes' };
  zofia.send({ t: 'visit.hello', v: 2, origin: SHOP, page, open: true });
  await cardOn(maja);
  expect(await passes(site, maja, 75_000)).toBeNull();
  expect(zofia.received.some(({ t }) => t === 'presence.asked')).toBe(false);
  expect(await passes(site, maja, 60_000)).not.toBeNull();
});

function openVisitors(site: World): Promise<number> {
  return runInDurableObject(
    site.stub as unknown as DurableObjectStub,
    (_: unknown, state: DurableObjectState) =>
      state.getWebSockets('visitor').filter(({ readyState }) => readyState === WebSocket.OPEN).length,
  );
}

/** As if every visitor had said their last word so long ago. */
function silentSince(site: World, ms: number): Promise<void> {
  return runInDurableObject(site.stub as unknown as DurableObjectStub, (_: unknown, state: DurableObjectState) => {
    for (const socket of state.getWebSockets('visitor')) {
      const it = socket.deserializeAttachment() as { tab: { pageAt: number } };
      socket.serializeAttachment({ ...it, tab: { ...it.tab, pageAt: it.tab.pageAt - ms } });
    }
  }).then(() => site.evict());
}
