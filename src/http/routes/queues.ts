/** A site's queues. They live in the site's object; an id that isn't one of this site's is unknown there. */
import { queueBodySchema, queuePatchSchema } from '#protocol/queue';
import { siteAt } from '../env.ts';
import { type Route, route } from '../route.ts';

export const queueRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/api/sites/:site/queues',
    action: 'queue.list',
    handle: ({ env, param }) => siteAt(env, param('site')).desk({ t: 'queue.list' }),
  }),

  route({
    method: 'POST',
    path: '/api/sites/:site/queues',
    action: 'queue.write',
    body: queueBodySchema,
    status: 201,
    handle: ({ env, param, body }) => siteAt(env, param('site')).desk({ t: 'queue.create', body }),
  }),

  route({
    method: 'PATCH',
    path: '/api/sites/:site/queues/:queue',
    action: 'queue.write',
    body: queuePatchSchema,
    handle: ({ env, param, body }) =>
      siteAt(env, param('site')).desk({ t: 'queue.change', id: param('queue'), patch: body }),
  }),

  route({
    method: 'DELETE',
    path: '/api/sites/:site/queues/:queue',
    action: 'queue.write',
    handle: ({ env, param }) => siteAt(env, param('site')).desk({ t: 'queue.remove', id: param('queue') }),
  }),
];
