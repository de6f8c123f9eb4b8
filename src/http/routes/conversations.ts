/** Past conversations of a site, what a search finds, who a waiting one is offered to, and masked texts in full for a supervisor. */
import { revealSchema } from '#protocol/desk';
import { SEARCH_MAX_CHARS } from '#protocol/limits';
import { siteAt } from '../env.ts';
import { roleOn } from '../principal.ts';
import { type Route, route } from '../route.ts';

export const conversationRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/api/sites/:site/conversations',
    action: 'conversation.list',
    handle: ({ env, me, param, url }) => {
      const before = url.searchParams.get('before');
      const mine = url.searchParams.get('mine') === '1' ? me.member.id : null;
      if (before !== null && !PLACE.test(before)) {
        return Promise.resolve({ ok: false, refusal: { code: 'body.malformed' } });
      }
      const site = siteAt(env, param('site'));
      if (url.searchParams.get('nobody') === '1') return site.desk({ t: 'conversation.list-nobody', before });
      return site.desk({ t: 'conversation.list', before, mine });
    },
  }),

  route({
    method: 'GET',
    path: '/api/sites/:site/search',
    action: 'conversation.list',
    handle: ({ env, me, param, url }) => {
      const words = url.searchParams.get('q')?.trim() ?? '';
      const before = url.searchParams.get('before');
      if (words === '' || words.length > SEARCH_MAX_CHARS || (before !== null && !PLACE.test(before))) {
        return Promise.resolve({ ok: false, refusal: { code: 'body.malformed' } });
      }
      const mine = url.searchParams.get('mine') === '1';
      const by = { id: me.member.id, role: roleOn(me, param('site')) ?? 'agent' };
      return siteAt(env, param('site')).desk({ t: 'conversation.search', by, words, before, mine });
    },
  }),

  route({
    method: 'GET',
    path: '/api/sites/:site/conversations/:conversation/routing',
    action: 'conversation.routing',
    handle: ({ env, param }) =>
      siteAt(env, param('site')).desk({ t: 'conversation.routing', conversation: param('conversation') }),
  }),

  route({
    method: 'POST',
    path: '/api/sites/:site/reveal',
    action: 'text.reveal',
    body: revealSchema,
    handle: ({ env, me, param, body }) => {
      const by = { id: me.member.id, name: me.member.agentName, role: roleOn(me, param('site')) ?? 'agent' };
      return siteAt(env, param('site')).desk({ t: 'reveal', by, ...body });
    },
  }),
];

/** The moment that the last one of the page before stands at, and its id. */
const PLACE = /^\d{1,16}\.cnv_[0-9A-Za-z]{16}$/;
