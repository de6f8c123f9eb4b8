/** The host page's address and title as the server takes them: within its limits, and without what may be a secret; that is a rule of its own, fetched by the few pages that need it. The server cuts titles to whole characters. */
import { PAGE_TITLE_MAX_CHARS, PAGE_URL_MAX_CHARS } from '#protocol/limits';
import type { Page } from '#protocol/visit';

/** Where there is nothing of this in an address, the rule changes nothing. */
export const SUSPECT = /[?#;&@A-Z]|[\da-f]{8}-|[a-z]\d|\d[a-z]/;

export async function cleanPage(page: { url: string; title: string }, origin: string): Promise<Page> {
  return { url: await cleanUrl(page.url, origin), title: page.title.slice(0, PAGE_TITLE_MAX_CHARS) };
}

async function cleanUrl(text: string, origin: string): Promise<string> {
  const rule = SUSPECT.test(text) && import('#protocol/page-address');
  // What can't be cleaned isn't told.
  const url = rule ? await rule.then((it) => it.withoutSecrets(text)).catch(() => '') : text;
  // Never cut, since half an address leads elsewhere: without its parameters, or as the site's start.
  return (
    [url, url.replace(/[?#].*/, '')].find((one) => /^https?:..\S+$/.test(one) && one.length <= PAGE_URL_MAX_CHARS) ??
    `${origin}/`
  );
}
