/** What the Worker is given: the bindings of wrangler.toml and the owner's secrets. */
/// <reference path="../../worker-configuration.d.ts" />
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

/** The object of one site. Its name is the site's id, and the id comes from a checked path, never from a header. */
export function siteAt(env: WorkerEnv, site: string): SiteDoor & { fetch(request: Request): Promise<Response> } {
  return env.SITE.getByName(site) as unknown as SiteDoor & { fetch(request: Request): Promise<Response> };
}

/** The secret that signs cookies. Throws rather than sign with a weak one. */
export function authSecret(env: WorkerEnv): string {
  const secret = env.AUTH_SECRET;
  if (secret === undefined || secret.length < 32)
    throw new Error('AUTH_SECRET is not set, or has fewer than 32 characters');
  return secret;
}
