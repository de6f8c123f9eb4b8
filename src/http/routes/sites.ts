/** Sites. Everything about one is kept and decided by its own object; D1 only says which there are. */
import { settingsOf, siteCreateSchema, sitePatchSchema } from '#protocol/site';
import { openHistory } from '../../history/db.ts';
import { markSiteDeleted, sitesOfMember } from '../../history/sites.ts';
import { siteAt } from '../env.ts';
import { newId } from '../id.ts';
import { type Route, route } from '../route.ts';

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
    handle: ({ env, body }) => {
      const id = newId('site');
      return siteAt(env, id).create(id, settingsOf(body));
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
    handle: ({ env, param, body }) => siteAt(env, param('site')).change(body),
  }),

  route({
    method: 'DELETE',
    path: '/api/sites/:site',
    action: 'site.delete',
    handle: async ({ env, param, now }) => {
      const answer = await siteAt(env, param('site')).remove();
      if (answer.ok) await markSiteDeleted(openHistory(env.HISTORY), param('site'), now);
      return answer;
    },
  }),

  route({
    method: 'POST',
    path: '/api/sites/:site/ticket',
    action: 'ticket.issue',
    handle: async ({ env, me, param }) => {
      const site = param('site');
      const answer = await siteAt(env, site).issueTicket({
        id: me.member.id,
        name: me.member.agentName,
        role: me.owner ? 'admin' : (me.roles[site] ?? 'agent'),
        session: me.session,
        sessionEndsAt: me.endsAt,
      });
      return answer.ok ? { ok: true, value: { ticket: answer.value } } : answer;
    },
  }),
];
