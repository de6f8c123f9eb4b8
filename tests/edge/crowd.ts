/**
 * Many visitors of a site at once, as an object that has slept finds them: sockets with an attachment each, and nothing in memory. Thousands
 * of upgrades through the Worker would take a test minutes.
 */
import { runInDurableObject } from 'cloudflare:test';
import { visitId } from '../../src/core/visit.ts';
import { base62 } from '../../src/protocol/base62.ts';
import { SHOP, type World } from './site-world.ts';

/** The clients' ends, which would be gone if nobody held them. */
const held: WebSocket[] = [];

/** Opens `count` visits, the first one the oldest, and takes the object's memory away. `first` tells apart two crowds of one site. */
export async function crowd(site: World, count: number, { open = true, first = 0 } = {}): Promise<void> {
  const now = Date.now();
  await runInDurableObject(site.stub as unknown as DurableObjectStub, (_: unknown, state: DurableObjectState) => {
    for (let i = first; i < first + count; i++) {
      const [client, server] = Object.values(new WebSocketPair()) as [WebSocket, WebSocket];
      held.push(client);
      const id = crowdVisitor(i);
      const since = now - 3_600_000 + i;
      state.acceptWebSocket(server, ['visitor', id, 'address:crowd']);
      server.serializeAttachment({
        ...{
          role: 'visitor',
          id,
          address: 'crowd',
          country: 'SI',
          device: 'desktop',
          browser: 'Firefox',
          os: 'Windows',
        },
        v: 3,
        tab: {
          ...{ visit: visitId(id, since), since, pageAt: since, open, origin: SHOP },
          page: { url: `${SHOP}/bikes/bora-40?size=${i}`, title: 'Bora 40 – Kolovrat' },
        },
      });
    }
  });
  await site.evict();
}

/** The id of one of a crowd. */
export function crowdVisitor(number: number): string {
  return `vis_${base62(BigInt(number)).padStart(16, '0')}`;
}
