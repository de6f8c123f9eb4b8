/**
 * Takes a secret (set-up code, invitation token) out of the address bar: read once from `location.hash`, which no
 * server ever saw, and removed at once, so it stays in no history, screenshot or shared link.
 * A reload keeps working, since the tab's own storage remembers it until it was used.
 */
import { attempt } from '../../kit/outbox.ts';

export function takeFragment(name: 'setup' | 'invitation'): string {
  const key = `edgewise.${name}`;
  const hash = window.location.hash.replace(/^#/, '');
  if (hash === '') return attempt(() => sessionStorage.getItem(key)) ?? '';
  const secret = new URLSearchParams(hash).get(name === 'setup' ? 'code' : 'token') ?? decode(hash);
  history.replaceState(history.state, '', window.location.pathname + window.location.search);
  attempt(() => sessionStorage.setItem(key, secret));
  return secret;
}

/** After it was used, or turned out to be no good. */
export function forgetFragment(name: 'setup' | 'invitation'): void {
  attempt(() => sessionStorage.removeItem(`edgewise.${name}`));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
