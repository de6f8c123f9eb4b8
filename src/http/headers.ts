/** Security headers on every answer, whatever made it. A document that may be framed brings its own policy. */
import type { MiddlewareHandler } from 'hono';

/** For answers that no browser should render: nothing may load, run or frame them. */
const NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** A year. Only over https, where it means something. */
const HSTS = 'max-age=31536000';

/** Goes around everything else, errors and unknown paths included. */
export const securityHeaders: MiddlewareHandler = async (c, next) => {
  await next();
  // The answer to an upgrade has no body and can't be changed.
  if (c.res.status === 101) return;
  const headers = c.res.headers;
  if (!headers.has('Content-Security-Policy')) {
    headers.set('Content-Security-Policy', NOTHING);
    headers.set('X-Frame-Options', 'DENY');
    headers.set('Cross-Origin-Resource-Policy', 'same-origin');
  }
  headers.set('X-Content-Type-Options', 'nosniff');
  headers.set('Referrer-Policy', 'no-referrer');
  headers.set('Cache-Control', 'no-store');
  if (new URL(c.req.url).protocol === 'https:') headers.set('Strict-Transport-Security', HSTS);
};
