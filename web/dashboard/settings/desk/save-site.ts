/** Saves a part of the site's settings, and shows the answer wherever they are shown. */
import { useQueryClient } from '@tanstack/solid-query';
import type { SitePatch } from '#protocol/site';
import { api, keys, type SiteView } from '../../api.ts';

export function useSaveSite(): (site: string, patch: SitePatch) => Promise<SiteView> {
  const client = useQueryClient();
  return async (site, patch) => {
    const saved = await api.sites.change(site, patch);
    client.setQueryData<SiteView>(keys.site(site), saved);
    return saved;
  };
}
