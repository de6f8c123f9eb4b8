/**
 * The widget's document. Only pages on the site's allowed origins may frame it: the browser holds them to
 * `frame-ancestors`, and where it tells the page's origin a page that isn't allowed gets a document that says so.
 */
import { idSchema } from '#protocol/id';
import { originAllowed } from '#protocol/origin';
import { asset } from '../asset.ts';
import type { WorkerEnv } from '../env.ts';
import { ownOrigin } from '../origin.ts';
import { type Route, route } from '../route.ts';
import { ORIGINS } from '../site-origins.ts';

const SITE_ID = idSchema('site');

export const frameRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/frame/:site',
    action: 'frame.read',
    handle: async (call) => {
      const { env, request } = call;
      const site = call.param('site');
      if (!SITE_ID.safeParse(site).success) return refusedDocument(env, request, 'site.unknown');
      const page = refererOrigin(request);
      const found = await ORIGINS.get(call, site, (origins) => maxAgeMs(page, origins));
      if (!found.ok) return found;
      const origins = found.value;
      if (origins === null) return refusedDocument(env, request, 'site.unknown');
      if (page !== null && !originAllowed(page, origins)) return refusedDocument(env, request, 'origin.refused');
      // Whoever frames that page has to be allowed, too. The browser sees to it and says nothing, so the loader names them.
      const around = new URL(request.url).searchParams.getAll('within');
      if (!around.every((origin) => originAllowed(origin, origins)))
        return refusedDocument(env, request, 'ancestor.refused');
      return document(env, request, '/widget/frame', ancestors(origins));
    },
  }),
];

/**
 * Where the page may hold the widget, that may be a minute old: what the socket says counts. Where it may not, as far as is known, the owner may just
 * have allowed it, and is not to wait for it.
 */
function maxAgeMs(page: string | null, origins: readonly string[] | null): number {
  if (origins === null) return 1_000;
  if (page === null) return 5_000;
  return originAllowed(page, origins) ? 60_000 : 1_000;
}

/** The embedding page's origin, where its referrer policy lets it be known. */
function refererOrigin(request: Request): string | null {
  const referer = request.headers.get('Referer');
  const origin = referer === null ? null : (URL.parse(referer)?.origin ?? null);
  // A reload inside the frame sends our own. An opaque origin says nothing; the browser checks the ancestors all the same.
  return origin === ownOrigin(request) || origin === 'null' ? null : origin;
}

/** CSP can't name an IPv6 address, so those can be on the list but can't frame. */
function ancestors(origins: readonly string[]): string {
  const named = origins.filter((origin) => !origin.includes('['));
  return named.length === 0 ? "'none'" : named.join(' ');
}

type Refusal = 'site.unknown' | 'origin.refused' | 'ancestor.refused';

async function refusedDocument(env: WorkerEnv, request: Request, code: Refusal): Promise<Response> {
  const answer = await document(env, request, '/widget/refused', '*');
  return new HTMLRewriter()
    .on('meta[name="edgewise-refusal"]', { element: (meta) => void meta.setAttribute('content', code) })
    .transform(answer);
}

async function document(env: WorkerEnv, request: Request, path: string, frameAncestors: string): Promise<Response> {
  const url = new URL(request.url);
  const built = await asset(env, request, path);
  if (!built.ok) throw new Error(`The widget is not built: ${path} answered ${built.status}`);
  const socket = `${url.protocol === 'https:' ? 'wss' : 'ws'}://${url.host}`;
  return new Response(built.body, {
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'X-Robots-Tag': 'noindex',
      'Content-Security-Policy': [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        `connect-src 'self' ${socket}`,
        "img-src 'self' data:",
        "base-uri 'none'",
        "form-action 'none'",
        `frame-ancestors ${frameAncestors}`,
      ].join('; '),
      // Pages that isolate themselves (COEP) may embed it as well: all it loads is its own.
      'Cross-Origin-Resource-Policy': 'cross-origin',
      'Cross-Origin-Embedder-Policy': 'require-corp',
    },
  });
}
