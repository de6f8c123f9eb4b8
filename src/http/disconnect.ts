/**
 * Closes agents' sockets when a sign-in session or a role ends. The answer waits for it, so who revokes knows that it
 * is done; an object that doesn't answer is asked again and then logged, since the revoking itself has happened.
 */
import { openHistory } from '../history/db.ts';
import { siteIdsOfMember } from '../history/sites.ts';
import type { SocketsOf } from '../site/door.ts';
import { siteAt, type WorkerEnv } from './env.ts';
import { errorFacts } from './errors.ts';

const ATTEMPTS = 3;

/** Closes the sockets of all of `who` on all of `sites`. Never throws. */
export async function disconnect(env: WorkerEnv, sites: readonly string[], who: readonly SocketsOf[]): Promise<void> {
  await Promise.all(sites.flatMap((site) => who.map((one) => disconnectOne(env, site, one))));
}

/** The sites on which a member may have sockets. Asked anew: a role may be younger than the request that ends a session. */
export function sitesWithSockets(env: WorkerEnv, member: string): Promise<string[]> {
  return siteIdsOfMember(openHistory(env.HISTORY), member);
}

async function disconnectOne(env: WorkerEnv, site: string, who: SocketsOf): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      // A fresh stub each time: one that has failed stays broken.
      await siteAt(env, site).disconnect(who);
      return;
    } catch (error) {
      if (attempt === ATTEMPTS) {
        console.error(JSON.stringify({ event: 'disconnect.failed', site, ...errorFacts(error) }));
        return;
      }
    }
  }
}
