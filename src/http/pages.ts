/**
 * What is no route of ours and no file: the dashboard's pages, which are one document, and files that aren't there, or not any more. A file is
 * never answered with the document: under a file's name it would be kept for a year, and who came in the middle of a deploy would be stuck with it.
 */
import type { Context } from 'hono';
import { asset } from './asset.ts';
import { refuse } from './errors.ts';
import type { HttpTypes } from './route.ts';

/** What routes begin with, whether or not there is such a route. */
const OF_ROUTES = /^\/(?:api|frame|socket)(?:\/|$)/;
/** Folders of files, and anything that is named as a file is. */
const FILES = /^\/(?:assets|flags|widget)\/|\.[a-z0-9]+$/i;

/** The document for a page; `route.unknown` for a route; 404 that nobody keeps for a file. */
export async function pageOrNothing(c: Context<HttpTypes>): Promise<Response> {
  const { pathname } = new URL(c.req.url);
  if (OF_ROUTES.test(pathname) || !['GET', 'HEAD'].includes(c.req.method)) return refuse('route.unknown');
  if (FILES.test(pathname)) return new Response('There is no such file.\n', { status: 404 });
  const page = await asset(c.env, c.req.raw, '/');
  return new Response(page.body, page);
}
