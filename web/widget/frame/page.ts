/** The host page's address and title as the server takes them: within its limits. The server cuts titles to whole characters, and takes out what may be a secret. */
import { PAGE_TITLE_MAX_CHARS, PAGE_URL_MAX_CHARS } from '#protocol/limits';
import type { Page } from '#protocol/visit';

export function cleanPage(page: { url: string; title: string }, origin: string): Page {
  return { url: cleanUrl(page.url, origin), title: page.title.slice(0, PAGE_TITLE_MAX_CHARS) };
}

function cleanUrl(text: string, origin: string): string {
  const url = /^https?:\/\/\S+$/.test(text) ? text : `${origin}/`;
  // Never cut, since half an address leads elsewhere: without its parameters, or as the site's start.
  return [url, url.replace(/[?#].*/, '')].find((one) => one.length <= PAGE_URL_MAX_CHARS) ?? `${origin}/`;
}
