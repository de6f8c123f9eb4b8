/** The agents of a site: everybody with a role on it. Who they are is D1's matter, how they work at the desk the site's. */
import { type AgentView, agentPatchSchema, DEFAULT_CAPACITY } from '#protocol/desk';
import { openHistory } from '../../history/db.ts';
import { membersOfSite } from '../../history/members.ts';
import { siteAt } from '../env.ts';
import { type Route, route } from '../route.ts';

export const agentRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/api/sites/:site/agents',
    action: 'agent.list',
    handle: async ({ env, param }) => {
      const known = await siteAt(env, param('site')).desk({ t: 'agent.list' });
      if (!known.ok) return known;
      const desks = new Map(known.value.map((desk) => [desk.id, desk]));
      const members = await membersOfSite(openHistory(env.HISTORY), param('site'));
      const value: AgentView[] = members.map((member) => {
        const { status = 'offline', capacity = DEFAULT_CAPACITY, schedule = null } = desks.get(member.id) ?? {};
        return { ...member, status, capacity, schedule };
      });
      return { ok: true, value };
    },
  }),

  route({
    method: 'PATCH',
    path: '/api/sites/:site/agents/:member',
    action: 'agent.change',
    body: agentPatchSchema,
    handle: async ({ env, me, param, body }) => {
      const site = param('site');
      const isAdmin = me.owner || me.roles[site] === 'admin';
      const own = param('member') === me.member.id && body.capacity === undefined;
      if (!isAdmin && !own) return { ok: false, refusal: { code: 'role.refused' } };
      const members = await membersOfSite(openHistory(env.HISTORY), site);
      const agent = members.find(({ id }) => id === param('member'));
      if (!agent) return { ok: false, refusal: { code: 'agent.unknown' } };
      const changed = await siteAt(env, site).desk({ t: 'agent.change', agent, patch: body });
      return changed.ok ? { ok: true, value: { ...agent, ...changed.value } } : changed;
    },
  }),
];
