/** What the object keeps of its sockets: whoever is gone is gone. */
import { runInDurableObject } from 'cloudflare:test';
import { afterEach, expect, test, vi } from 'vitest';
import type { AgentUpdate } from '../../src/protocol/agent-wire.ts';
import { PROTOCOL_VERSION } from '../../src/protocol/limits.ts';
import { Site } from '../../src/site/site.ts';
import { cardWith, memberOf, openSite, type World } from './site-world.ts';

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

test('nothing is sent to a socket that is gone, though the platform lists it while it closes', async () => {
  const site = await openSite();
  await listWhatCloses(site);
  const maja = await site.agent('Maja');
  const zofia = await site.visitor('Zofia');
  await zofia.ask({ t: 'entry.post', text: 'Hello' });
  const { id: conversation } = await cardWith(maja);
  await maja.ask({ t: 'conversation.take-over', conversation });
  await site.leave(zofia);
  const states: number[] = [];
  const send = WebSocket.prototype.send;
  vi.spyOn(WebSocket.prototype, 'send').mockImplementation(function (this: WebSocket, ...what) {
    states.push(this.readyState);
    return send.apply(this, what);
  });
  await maja.ask({ t: 'entry.post', conversation, text: 'Are you still there?' });
  expect(states.length).toBeGreaterThan(0);
  expect(new Set(states)).toEqual(new Set([WebSocket.OPEN]));
});

test('P6 a hello sent once more gives nobody back what they may not view any more', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 10, 24, 9, 59, 50) });
  const site = await openSite();
  const [maja, oskar, ivana] = [
    await site.agent('Maja'),
    await site.agent('Oskar'),
    await site.agent('Ivana', 'supervisor'),
  ];
  // Until ten, every day.
  const blocks = [0, 1, 2, 3, 4, 5, 6].map((day) => ({ day, from: 0, to: 600 }));
  const agent = { id: memberOf('Maja'), name: 'Maja', role: 'agent' } as const;
  await site.stub.desk({ t: 'agent.change', agent, patch: { schedule: { timeZone: 'UTC', blocks } } });
  const zofia = await site.visitor('Zofia');
  await zofia.ask({ t: 'entry.post', text: 'Hello' });
  const { id: conversation } = await cardWith(oskar);
  await oskar.ask({ t: 'conversation.take-over', conversation });
  expect(await oskar.ask({ t: 'conference.invite', conversation, agent: agent.id })).toMatchObject({ t: 'ack' });
  for (const line of [maja, ivana]) {
    line.send({ t: 'conversation.view', conversation });
    await line.until('conversation.viewed');
  }
  // She isn't to be asked any more, and no alarm has told yet.
  vi.setSystemTime(Date.now() + 11_000);
  maja.send({ t: 'agent.hello', v: PROTOCOL_VERSION });
  await maja.until('refused', ({ code }) => code === 'conversation.private');
  await maja.wait(() => maja.received.filter(({ t }) => t === 'agent.welcomed').length === 2);
  await oskar.ask({ t: 'entry.post', conversation, text: 'Only for us' });
  await ivana.until('entry.added', ({ entry }) => entry.kind === 'message' && entry.text === 'Only for us');
  expect(await maja.ask({ t: 'status.reset' })).toMatchObject({ t: 'ack' });
  expect(maja.raw.join()).not.toContain('Only for us');
});

test('B5 a close frame is answered with its own code, also after the object slept', async () => {
  const site = await openSite();
  for (const [code, reason] of [
    [1000, ''],
    [1001, 'left'],
    [4000, 'because'],
  ] as const) {
    const zofia = await site.visitor('Zofia');
    await site.evict();
    zofia.close(code, reason);
    expect(await zofia.untilClosed()).toEqual({ code, reason });
  }
  const maja = await site.agent('Maja');
  maja.close(null);
  expect(await maja.untilClosed()).toMatchObject({ code: expect.not.toSatisfy((code) => code === 1006) });
});

test('a member has at most twenty sockets: for one more the oldest goes, also after the object slept', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  const site = await openSite();
  const oskar = await site.agent('Oskar');
  const lines = [];
  for (let i = 0; i < 22; i++) {
    vi.setSystemTime(Date.now() + 1_000);
    if (i === 21) await site.evict();
    lines.push(await site.agent('Maja'));
  }
  for (const line of lines.slice(0, 2)) expect(await line.untilClosed()).toEqual({ code: 4429, reason: '30000' });
  for (const line of [...lines.slice(2), oskar]) {
    expect(await line.ask({ t: 'status.reset' })).toMatchObject({ t: 'ack' });
    expect(line.closed).toBeNull();
  }
});

test('a member has at most twenty tickets: for one more the oldest goes, and nobody else’s', async () => {
  const site = await openSite();
  const oskars = await site.ticket('Oskar');
  const tickets = [];
  for (let i = 0; i < 21; i++) tickets.push(await site.ticket('Maja'));
  expect(await closedWith(site, tickets[0]!)).toMatchObject({ code: 4401 });
  expect([await closedWith(site, tickets[1]!), await closedWith(site, oskars)]).toEqual([null, null]);
});

/** As the platform may: until `webSocketClose` has returned, the socket is among those of its tags. Here it mostly isn't. */
function listWhatCloses(site: World): Promise<void> {
  return runInDurableObject(site.stub as unknown as DurableObjectStub, (_, state) => {
    const tags = new Map<WebSocket, string[]>();
    const accept = state.acceptWebSocket.bind(state);
    vi.spyOn(state, 'acceptWebSocket').mockImplementation((socket, of = []) => {
      tags.set(socket, of);
      accept(socket, of);
    });
    const closing = new Set<WebSocket>();
    const list = state.getWebSockets.bind(state);
    vi.spyOn(state, 'getWebSockets').mockImplementation((tag) => {
      const still = [...closing].filter((socket) => tag === undefined || tags.get(socket)?.includes(tag));
      return [...new Set([...list(tag), ...still])];
    });
    const close = Site.prototype.webSocketClose;
    vi.spyOn(Site.prototype, 'webSocketClose').mockImplementation(function (this: Site, socket, code, reason) {
      closing.add(socket);
      close.call(this, socket, code, reason);
      closing.delete(socket);
    });
  });
}

/** How an agent's socket with this ticket was closed; null where it was welcomed. */
async function closedWith(site: World, ticket: string): Promise<{ code: number; reason: string } | null> {
  const line = await site.connect<AgentUpdate>('agent', `ticket.${ticket}`);
  line.send({ t: 'agent.hello', v: PROTOCOL_VERSION });
  await line.wait(() => line.closed !== null || line.received.length > 0);
  return line.closed;
}
