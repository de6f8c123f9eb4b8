/**
 * Closes agents' sockets when a sign-in session or a role ends. The answer waits for it, so who revokes knows that it
 * is done; an object that doesn't answer is asked again, and then logged. D1 has it by then, and the object asks D1 by itself.
 */
import { openHistory } from '../history/db.ts';
import { siteIdsOfMember } from '../history/sites.ts';
import type { SocketsOf } from '../site/door.ts';
import { siteAt, type WorkerEnv } from './env.ts';
import { errorFacts } from './errors.ts';

/** How long to wait before each time an object is asked once more: it may be overloaded. */
const PAUSES_MS = [100, 500];

/** Closes the sockets of all of `who` on all of `sites`. Never throws. */
export async function disconnect(env: WorkerEnv, sites: readonly string[], who: readonly SocketsOf[]): Promise<void> {
  await Promise.all(sites.flatMap((site) => who.map((one) => disconnectOne(env, site, one))));
}

/** The sites on which a member may have sockets. Asked anew: a role may be younger than the request that ends a session. */
export function sitesWithSockets(env: WorkerEnv, member: string): Promise<string[]> {
  return siteIdsOfMember(openHistory(env.HISTORY), member);
}

async function disconnectOne(env: WorkerEnv, site: string, who: SocketsOf): Promise<void> {
  for (const pauseMs of [...PAUSES_MS, null]) {
    try {
      // A fresh stub each time: one that has failed stays broken.
      await siteAt(env, site).disconnect(who);
      return;
    } catch (error) {
      if (pauseMs === null) console.error(JSON.stringify({ event: 'disconnect.failed', site, ...errorFacts(error) }));
      else await scheduler.wait(pauseMs);
    }
  }
}
