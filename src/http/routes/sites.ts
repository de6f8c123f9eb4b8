/** Sites. Everything about one is kept and decided by its own object; D1 only says which there are. */
import type { RefusalCode } from '#protocol/refusal';
import { settingsOf, siteCreateSchema, sitePatchSchema } from '#protocol/site';
import { archiveNow } from '../../history/archive.ts';
import { openHistory } from '../../history/db.ts';
import { inTime } from '../../history/patience.ts';
import { signedInBySession } from '../../history/sessions.ts';
import { markSiteDeleted, sitesOfMember } from '../../history/sites.ts';
import type { Answer, SiteView, SocketsOf } from '../../site/door.ts';
import { disconnect } from '../disconnect.ts';
import { siteAt, type WorkerEnv } from '../env.ts';
import { errorFacts } from '../errors.ts';
import { newId } from '../id.ts';
import { roleOn } from '../principal.ts';
import { type Call, type Route, route } from '../route.ts';
import { ORIGINS } from '../site-origins.ts';

/** Who saves doesn't wait longer than this for the lists to know of it. */
const TELLING_MS = 2_000;

export const siteRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/api/sites',
    action: 'site.list',
    handle: async ({ env, me }) => ({ ok: true, value: await sitesOfMember(openHistory(env.HISTORY), me) }),
  }),

  route({
    method: 'POST',
    path: '/api/sites',
    action: 'site.create',
    body: siteCreateSchema,
    status: 201,
    handle: async ({ env, body }) => {
      const id = newId('site');
      return toldToD1(env, await siteAt(env, id).create(id, settingsOf(body)));
    },
  }),

  route({
    method: 'GET',
    path: '/api/sites/:site',
    action: 'site.read',
    handle: ({ env, param }) => siteAt(env, param('site')).read(),
  }),

  route({
    method: 'PATCH',
    path: '/api/sites/:site',
    action: 'site.change',
    body: sitePatchSchema,
    handle: async ({ env, param, body }) => toldToD1(env, await siteAt(env, param('site')).change(body)),
  }),

  route({
    method: 'DELETE',
    path: '/api/sites/:site',
    action: 'site.delete',
    handle: async ({ env, param, now }) => {
      const answer = await siteAt(env, param('site')).remove();
      if (answer.ok) await markSiteDeleted(openHistory(env.HISTORY), param('site'), now);
      ORIGINS.forget(param('site'));
      return answer;
    },
  }),

  route({
    method: 'GET',
    path: '/api/sites/:site/seen-page',
    action: 'site.read',
    handle: ({ env, param }) => siteAt(env, param('site')).desk({ t: 'page.seen' }),
  }),

  route({
    method: 'GET',
    path: '/api/sites/:site/turned-away',
    action: 'site.protection',
    handle: ({ env, param }) => siteAt(env, param('site')).desk({ t: 'turned-away.read' }),
  }),

  route({
    method: 'POST',
    path: '/api/sites/:site/ticket',
    action: 'ticket.issue',
    handle: issueTicket,
  }),
];

/**
 * Lists are read from D1, which the site's object tells in its own time. So that the next look finds what was just saved, it is told here as
 * well; where that fails, saved it is all the same.
 */
async function toldToD1(env: WorkerEnv, answer: Answer<SiteView>): Promise<Answer<SiteView>> {
  if (!answer.ok) return answer;
  const { id, name, origins, createdAt, rev } = answer.value;
  const row = { kind: 'site', id, name, origins, createdAt, deletedAt: null, updatedSeq: rev } as const;
  try {
    await inTime(archiveNow(env.HISTORY, row), 'telling D1 of a site', TELLING_MS);
  } catch (error) {
    console.error(JSON.stringify({ event: 'site.not-told', site: id, ...errorFacts(error) }));
  }
  ORIGINS.forget(id);
  return answer;
}

async function issueTicket({ env, me, param }: Call<undefined>): Promise<Answer<unknown>> {
  const site = param('site');
  const role = roleOn(me, site);
  const answer = await siteAt(env, site).issueTicket({
    id: me.member.id,
    name: me.member.agentName,
    role: role ?? 'agent',
    session: me.session,
    sessionEndsAt: me.endsAt,
  });
  if (!answer.ok) return answer;
  // Whatever was taken away meanwhile has been seen to before this ticket was there, and would leave it be.
  const since = await signedInBySession(openHistory(env.HISTORY), me.session, Date.now());
  if (since === null) return takenBack(env, site, { session: me.session }, 'sign-in.needed');
  const roleSince = roleOn(since, site);
  if (roleSince === null) return takenBack(env, site, { member: me.member.id }, 'site.unknown');
  if (roleSince !== role) return takenBack(env, site, { member: me.member.id, comesBack: true }, 'overloaded');
  return { ok: true, value: { ticket: answer.value } };
}

async function takenBack(env: WorkerEnv, site: string, who: SocketsOf, code: RefusalCode): Promise<Answer<never>> {
  await disconnect(env, [site], [who]);
  return { ok: false, refusal: { code } };
}
