/** A site's knowledge (A2). Articles live in the site's object; an id that isn't one of this site's is unknown there. */
import { articleBodySchema, articleChangeSchema, questionSchema } from '#protocol/article';
import { idSchema } from '#protocol/id';
import type { Answer } from '../../site/door.ts';
import { siteAt } from '../env.ts';
import { type Route, route } from '../route.ts';

/** The longest article in UTF-8, as JSON with a little air. */
const ARTICLE_BODY_MAX_BYTES = 512 * 1024;
/** Nobody types a longer question into a search field. */
const QUERY_MAX_CHARS = 200;

export const articleRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/api/sites/:site/articles',
    action: 'article.read',
    handle: ({ env, param, url }) => {
      const text = (url.searchParams.get('q') ?? '').slice(0, QUERY_MAX_CHARS).trim();
      const door = siteAt(env, param('site'));
      return text === '' ? door.listArticles() : door.searchArticles(text);
    },
  }),

  route({
    method: 'POST',
    path: '/api/sites/:site/questions',
    action: 'question.try',
    body: questionSchema,
    handle: ({ env, param, body }) => siteAt(env, param('site')).tryQuestion(body.text),
  }),

  route({
    method: 'POST',
    path: '/api/sites/:site/articles',
    action: 'article.write',
    body: articleBodySchema,
    bodyMaxBytes: ARTICLE_BODY_MAX_BYTES,
    status: 201,
    handle: ({ env, param, body }) => siteAt(env, param('site')).saveArticle(null, body),
  }),

  route({
    method: 'GET',
    path: '/api/sites/:site/articles/:article',
    action: 'article.read',
    handle: async ({ env, param }) =>
      isArticle(param('article')) ? siteAt(env, param('site')).readArticle(param('article')) : UNKNOWN,
  }),

  route({
    method: 'PUT',
    path: '/api/sites/:site/articles/:article',
    action: 'article.write',
    body: articleChangeSchema,
    bodyMaxBytes: ARTICLE_BODY_MAX_BYTES,
    handle: async ({ env, param, body: { seen, ...body } }) =>
      isArticle(param('article')) ? siteAt(env, param('site')).saveArticle(param('article'), body, seen) : UNKNOWN,
  }),

  route({
    method: 'DELETE',
    path: '/api/sites/:site/articles/:article',
    action: 'article.write',
    handle: async ({ env, param }) =>
      isArticle(param('article')) ? siteAt(env, param('site')).removeArticle(param('article')) : UNKNOWN,
  }),
];

const ARTICLE_ID = idSchema('art');
const UNKNOWN: Answer<never> = { ok: false, refusal: { code: 'article.unknown' } };

function isArticle(id: string): boolean {
  return ARTICLE_ID.safeParse(id).success;
}
