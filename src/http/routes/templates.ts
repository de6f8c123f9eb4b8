/** A site's message templates (D5): everybody reads the site's and their own; who may write which is for the site's object. */
import { idSchema } from '#protocol/id';
import { templateBodySchema, templateImportSchema } from '#protocol/template';
import type { SignedIn } from '../../history/sessions.ts';
import type { Answer, TemplateWriter } from '../../site/door.ts';
import { siteAt } from '../env.ts';
import { roleOn } from '../principal.ts';
import { type Route, route } from '../route.ts';

/** As many templates as there may be, each of its full length in UTF-8, as JSON with a little air. */
const IMPORT_MAX_BYTES = 3 * 1024 * 1024;

export const templateRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/api/sites/:site/templates',
    action: 'template.read',
    handle: ({ env, param, me }) => siteAt(env, param('site')).listTemplates(me.member.id),
  }),

  route({
    method: 'POST',
    path: '/api/sites/:site/templates',
    action: 'template.write',
    body: templateBodySchema,
    status: 201,
    handle: ({ env, param, me, body }) =>
      siteAt(env, param('site')).saveTemplate(writer(me, param('site')), null, body),
  }),

  route({
    method: 'POST',
    path: '/api/sites/:site/templates/import',
    action: 'template.write',
    body: templateImportSchema,
    bodyMaxBytes: IMPORT_MAX_BYTES,
    handle: ({ env, param, me, body }) =>
      siteAt(env, param('site')).importTemplates(writer(me, param('site')), body.templates),
  }),

  route({
    method: 'PUT',
    path: '/api/sites/:site/templates/:template',
    action: 'template.write',
    body: templateBodySchema,
    handle: async ({ env, param, me, body }) =>
      isTemplate(param('template'))
        ? siteAt(env, param('site')).saveTemplate(writer(me, param('site')), param('template'), body)
        : UNKNOWN,
  }),

  route({
    method: 'DELETE',
    path: '/api/sites/:site/templates/:template',
    action: 'template.write',
    handle: async ({ env, param, me }) =>
      isTemplate(param('template'))
        ? siteAt(env, param('site')).removeTemplate(writer(me, param('site')), param('template'))
        : UNKNOWN,
  }),
];

const TEMPLATE_ID = idSchema('tpl');
const UNKNOWN: Answer<never> = { ok: false, refusal: { code: 'template.unknown' } };

function isTemplate(id: string): boolean {
  return TEMPLATE_ID.safeParse(id).success;
}

function writer(me: SignedIn, site: string): TemplateWriter {
  return { member: me.member.id, role: roleOn(me, site) ?? 'agent' };
}
