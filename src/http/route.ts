/**
 * How a route is made: with the policy's action it needs, the schema of its body, and a handler that is called only
 * when both are satisfied. There is no other way to add one, so none can forget to ask.
 */
import type { Context, Hono } from 'hono';
import type * as z from 'zod';
import { type Action, allows } from '#core/policy';
import { idSchema } from '#protocol/id';
import type { SignedIn } from '../history/sessions.ts';
import type { Answer } from '../site/door.ts';
import { BODY_MAX_BYTES, readBody } from './body.ts';
import type { WorkerEnv } from './env.ts';
import { refuse } from './errors.ts';
import { fromDashboard, isSafe } from './origin.ts';
import { principalOf } from './principal.ts';

export interface HttpTypes {
  Bindings: WorkerEnv;
  Variables: { signedIn: SignedIn | null };
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** What a handler is given. */
export interface Call<Body> {
  env: WorkerEnv;
  request: Request;
  url: URL;
  /** Who asks, or null for somebody not signed in. Where the action needs a member, `me` gives them without the null. */
  signedIn: SignedIn | null;
  me: SignedIn;
  body: Body;
  /** A value of the path, as it was sent. */
  param(name: string): string;
  now: number;
  /** Lets work go on after the answer. */
  later(work: Promise<unknown>): void;
}

interface RouteSpec<Body> {
  method: Method;
  path: `/${string}`;
  action: Action;
  /** The body's schema; a route without one reads none. */
  body?: z.ZodType<Body>;
  bodyMaxBytes?: number;
  /** The status of a success that is told as a value. Null is told as 204. */
  status?: number;
  handle(call: Call<Body>): Promise<Answer<unknown> | Response>;
}

export interface Route {
  readonly method: Method;
  readonly path: `/${string}`;
  readonly action: Action;
  readonly handle: (context: Context<HttpTypes>) => Promise<Response>;
}

/** Makes a route of its description: origin, then policy, then body, then the handler. */
export function route<Body = undefined>(spec: RouteSpec<Body>): Route {
  return {
    method: spec.method,
    path: spec.path,
    action: spec.action,
    handle: async (context) => {
      const request = context.req.raw;
      if (!isSafe(request.method) && !fromDashboard(request, context.env)) return refuse('origin.refused');
      const signedIn = context.get('signedIn') ?? null;
      const site = context.req.param('site');
      const principal = principalOf(signedIn, spec.action, site);
      if (!allows(principal, spec.action)) {
        if (signedIn === null) return refuse('sign-in.needed');
        // A site on which one has no role looks the same as one that isn't there.
        const hidden = site !== undefined && principal.kind === 'member' && principal.role === null;
        return refuse(hidden ? 'site.unknown' : 'role.refused');
      }
      if (site !== undefined && spec.path.startsWith('/api/') && !SITE_ID.safeParse(site).success) {
        return refuse('site.unknown');
      }
      const body = spec.body && (await readBody(request, spec.body, spec.bodyMaxBytes ?? BODY_MAX_BYTES));
      if (body?.ok === false) return refuse(body.refusal);
      const answer = await spec.handle({
        env: context.env,
        request,
        url: new URL(request.url),
        signedIn,
        get me() {
          if (signedIn === null) throw new Error(`${spec.path} needs no member, but asks for one`);
          return signedIn;
        },
        body: body?.value as Body,
        param: (name) => context.req.param(name) ?? '',
        now: Date.now(),
        later: (work) => context.executionCtx.waitUntil(work),
      });
      if (answer instanceof Response) return answer;
      if (!answer.ok) return refuse(answer.refusal);
      return answer.value === null
        ? new Response(null, { status: 204 })
        : Response.json(answer.value, { status: spec.status ?? 200 });
    },
  };
}

/** Puts routes into the app. */
export function register(app: Hono<HttpTypes>, routes: readonly Route[]): void {
  for (const { method, path, handle } of routes) app.on(method, path, handle);
}

const SITE_ID = idSchema('site');
