/** The member who is signed in, as themselves. */
import { type Me, mePatchSchema } from '#protocol/member';
import { openHistory } from '../../history/db.ts';
import { changeSelf } from '../../history/members.ts';
import type { SignedIn } from '../../history/sessions.ts';
import { sitesOfMember } from '../../history/sites.ts';
import { sitesWithSockets } from '../disconnect.ts';
import { siteAt, type WorkerEnv } from '../env.ts';
import { errorFacts } from '../errors.ts';
import { type Route, route } from '../route.ts';

export const meRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/api/me',
    action: 'me.read',
    handle: async ({ env, me }) => ({ ok: true, value: await meOf(env, me) }),
  }),

  route({
    method: 'PATCH',
    path: '/api/me',
    action: 'me.change',
    body: mePatchSchema,
    handle: async ({ env, me, body, now, later }) => {
      await changeSelf(openHistory(env.HISTORY), me.member.id, body, now);
      const { agentName } = body;
      if (agentName !== undefined && agentName !== me.member.agentName) later(renameOnSites(env, me, agentName));
      return { ok: true, value: await meOf(env, { ...me, member: { ...me.member, ...given(body) } }) };
    },
  }),
];

async function meOf(env: WorkerEnv, signedIn: SignedIn): Promise<Me> {
  const { member, owner } = signedIn;
  return { ...member, owner, sites: await sitesOfMember(openHistory(env.HISTORY), signedIn) };
}

/** M8: holders' conversations show the new name from the next entry on; a site that can't be told learns it with the next ticket. */
async function renameOnSites(env: WorkerEnv, me: SignedIn, agentName: string): Promise<void> {
  for (const site of await sitesWithSockets(env, me.member.id)) {
    await siteAt(env, site)
      .renameAgent(me.member.id, agentName)
      .catch((error: unknown) => console.error(JSON.stringify({ event: 'rename.failed', site, ...errorFacts(error) })));
  }
}

/** The fields that were given, without those that weren't. */
function given<T extends object>(patch: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) as {
    [Key in keyof T]?: Exclude<T[Key], undefined>;
  };
}
