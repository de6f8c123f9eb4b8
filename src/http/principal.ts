/**
 * Who asks, found once a request from the sign-in cookie: the signature is checked without a look at D1, the session
 * with one. No sign-in code is loaded for it, which keeps every route but the sign-in itself quick to start.
 */
import type { MiddlewareHandler } from 'hono';
import { getCookie, getSignedCookie } from 'hono/cookie';
import { type Action, POLICY, type Principal } from '#core/policy';
import type { Role } from '#protocol/member';
import { openHistory } from '../history/db.ts';
import type { Scope } from '../history/members.ts';
import { dropSessionByToken, markSessionSeen, type SignedIn, signedInByToken } from '../history/sessions.ts';
import { disconnect, sitesWithSockets } from './disconnect.ts';
import { authSecret } from './env.ts';
import type { HttpTypes } from './route.ts';

/** Prefix of all sign-in cookies: the browser accepts them only as Secure, for this host and every path. */
export const COOKIE_PREFIX = '__Host-edgewise';
export const SESSION_COOKIE = `${COOKIE_PREFIX}.session_token`;

/** Puts `signedIn` into the context. */
export const findPrincipal: MiddlewareHandler<HttpTypes> = async (c, next) => {
  c.set('signedIn', null);
  if (getCookie(c, SESSION_COOKIE) !== undefined) {
    const token = await getSignedCookie(c, authSecret(c.env), SESSION_COOKIE);
    if (typeof token === 'string') {
      const db = openHistory(c.env.HISTORY);
      const now = Date.now();
      const signedIn = await signedInByToken(db, token, now);
      if (signedIn === null) {
        // Idle for too long, perhaps: nothing else may take it for a good one either, and its sockets go with it.
        const ended = await dropSessionByToken(db, token);
        if (ended !== null) {
          const sites = await sitesWithSockets(c.env, ended.member);
          await disconnect(c.env, sites, [{ session: ended.session }]);
        }
      } else if (signedIn.seen) {
        c.executionCtx.waitUntil(markSessionSeen(db, signedIn.session, now));
      }
      c.set('signedIn', signedIn);
    }
  }
  await next();
};

/** The principal for one action: the role is the one on the site in question, if one is. */
export function principalOf(signedIn: SignedIn | null, action: Action, site: string | undefined): Principal {
  if (signedIn === null) return { kind: 'public' };
  let role: Role | null = null;
  if (site !== undefined) role = roleOn(signedIn, site);
  else if (POLICY[action] === 'some-admin') role = Object.values(signedIn.roles).includes('admin') ? 'admin' : null;
  return { kind: 'member', id: signedIn.member.id, owner: signedIn.owner, role };
}

/** What they are on a site; the owner is an admin of all. */
export function roleOn({ owner, roles }: SignedIn, site: string): Role | null {
  if (owner) return 'admin';
  // The site may be any word of an address, `constructor` too.
  return Object.hasOwn(roles, site) ? (roles[site] ?? null) : null;
}

/** The sites a `some-admin` route may speak of. */
export function adminScope(signedIn: SignedIn): Scope {
  if (signedIn.owner) return null;
  return new Set(Object.keys(signedIn.roles).filter((site) => signedIn.roles[site] === 'admin'));
}
