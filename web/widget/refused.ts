/**
 * What the Worker serves in place of the frame where the embedding origin isn't allowed, or the site doesn't exist. It
 * tells the loader, which takes the launcher away and says so in the console. Framed by anybody, so it holds nothing.
 */
import type { FrameMessage } from './bridge.ts';

const code = document.querySelector('meta[name=edgewise-refusal]')?.getAttribute('content');
const message: FrameMessage = { edgewise: 'refused', code: code === 'site.unknown' ? code : 'origin.refused' };
if (window.parent !== window) window.parent.postMessage(message, hostOrigin());

/** The loader's frame sends its origin as the referrer; a page that forbids even that gets what is no secret. */
function hostOrigin(): string {
  try {
    return new URL(document.referrer).origin;
  } catch {
    return '*';
  }
}
