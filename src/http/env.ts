/** What the Worker is given: the bindings of wrangler.toml and the owner's secrets. */
/// <reference path="../../worker-configuration.d.ts" />
import { inTime, patient } from '../history/patience.ts';
import type { SiteDoor } from '../site/door.ts';

export interface Secrets {
  /** Signs the sign-in cookies. At least 32 random characters. */
  AUTH_SECRET?: string;
  /** Claims a workspace that has no owner yet. Unset: it can't be claimed. */
  SETUP_CODE?: string;
  /** The dashboard's origin, where it differs from the one the request came to. */
  DASHBOARD_ORIGIN?: string;
}

export type WorkerEnv = Cloudflare.Env & Secrets;

type SiteStub = SiteDoor & { fetch(request: Request): Promise<Response> };

/**
 * The object of one site, and each call of it with patience. Its name is the site's id, and the id comes from a checked path, never from a
 * header.
 */
export function siteAt(env: WorkerEnv, site: string): SiteStub {
  const stub = env.SITE.getByName(site) as unknown as SiteStub;
  return new Proxy(stub, {
    get: (_, name: keyof SiteStub) => {
      const call = (...given: unknown[]) => (stub[name] as (...given: unknown[]) => Promise<unknown>)(...given);
      return (...given: unknown[]) => inTime(call(...given), `a site's ${name}`);
    },
  });
}

/** The bindings, and D1 with patience. */
export function patiently(env: WorkerEnv): WorkerEnv {
  return { ...env, HISTORY: patient(env.HISTORY) };
}

/** The secret that signs cookies. Throws rather than sign with a weak one. */
export function authSecret(env: WorkerEnv): string {
  const secret = env.AUTH_SECRET;
  if (secret === undefined || secret.length < 32)
    throw new Error('AUTH_SECRET is not set, or has fewer than 32 characters');
  return secret;
}
