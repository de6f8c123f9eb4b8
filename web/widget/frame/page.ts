/** The host page's address and title as the server takes them: within its limits, and without what looks like a secret. The server cuts titles to whole characters. */
import { PAGE_TITLE_MAX_CHARS, PAGE_URL_MAX_CHARS } from '#protocol/limits';
import type { Page } from '#protocol/visit';

/** Query parameters that hold credentials by custom: reset links, single sign-on, signed addresses. */
const SECRET = /(^|[_-])(token|secret|passw(or)?d|pwd|auth|session|sid|code|key|sig(nature)?|otp)$/i;

export function cleanPage(page: { url: string; title: string }, origin: string): Page {
  return { url: cleanUrl(page.url, origin), title: page.title.slice(0, PAGE_TITLE_MAX_CHARS) };
}

function cleanUrl(text: string, origin: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol)) return `${origin}/`;
  url.username = url.password = '';
  for (const name of [...url.searchParams.keys()]) if (SECRET.test(name)) url.searchParams.delete(name);
  // A fragment is a route or an anchor, unless it carries parameters, as sign-in redirects do.
  if (url.hash.includes('=')) url.hash = '';
  // Never cut, since half an address leads elsewhere: without its parameters, or as the site's start.
  return [url.href, url.origin + url.pathname].find((one) => one.length <= PAGE_URL_MAX_CHARS) ?? `${url.origin}/`;
}
