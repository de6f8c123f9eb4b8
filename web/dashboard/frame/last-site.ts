/** The site used last in this browser, so that `/` and the pages without a site go on with it. */
import type { Me } from '#protocol/member';

const KEY = 'edgewise.site';

/** The last one, or else the first one the member has a role on; nothing where there is none. */
export function lastSite(me: Me): string | undefined {
  const kept = read();
  return (me.sites.find((site) => site.id === kept) ?? me.sites[0])?.id;
}

export function rememberSite(site: string): void {
  try {
    localStorage.setItem(KEY, site);
  } catch {
    // Storage is blocked: the first site will do.
  }
}

function read(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}
