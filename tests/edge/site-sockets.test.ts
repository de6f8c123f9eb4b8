/** What the object keeps of its sockets: whoever is gone is gone. */
import { runInDurableObject } from 'cloudflare:test';
import { afterEach, expect, test, vi } from 'vitest';
import { Site } from '../../src/site/site.ts';
import { cardWith, openSite, type World } from './site-world.ts';

afterEach(() => {
  vi.restoreAllMocks();
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
    vi.spyOn(Site.prototype, 'webSocketClose').mockImplementation(function (this: Site, socket) {
      closing.add(socket);
      close.call(this, socket);
      closing.delete(socket);
    });
  });
}
