/**
 * What the Worker serves in place of the frame where the embedding page may not have it, or the site doesn't exist. It
 * tells the loader, which takes the launcher away and says why in the console. Framed by anybody, so it holds nothing.
 */
import type { FrameMessage } from './bridge.ts';

/** For the host page's console, followed by the page's origin and the site. */
const WORDS = {
  'origin.refused': 'to show the chat, allow this origin in the settings of this site:',
  'ancestor.refused': 'this page is shown inside another one. Allow that one, too, in the settings of this site:',
  'site.unknown': 'there is no such site. Copy the script tag from its settings again:',
} as const;

const code = document.querySelector('meta[name=edgewise-refusal]')?.getAttribute('content');
const reason = WORDS[code as keyof typeof WORDS] ?? WORDS['origin.refused'];
const url = new URL(location.href);
// The page around the host page, where that is what stands in the way.
const about = (code === 'ancestor.refused' && url.searchParams.get('within')) || hostOrigin();
const why = `${reason} ${about} ${url.pathname.split('/')[2] ?? ''}`;
const message: FrameMessage = { edgewise: 'refused', why };
if (window.parent !== window) window.parent.postMessage(message, hostOrigin() || '*');

/** The loader's frame sends its origin as the referrer; a page that forbids even that gets what is no secret. */
function hostOrigin(): string {
  return URL.canParse(document.referrer) ? new URL(document.referrer).origin : '';
}
