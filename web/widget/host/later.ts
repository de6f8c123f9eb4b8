/**
 * `/widget/later.js`: what the loader fetches when it is first needed: what is unread, the panel above a phone's
 * keyboard, and words for the page's owner. Where a page forbids that, the chat works without these.
 */
import type { FrameNews } from '../bridge.ts';
import { LATER_WORDS } from '../words-outside.ts';
import css from './news.css?inline';

/** For the page's console: why there is no chat of this site. */
export function explain(site: string | null, blocked?: string) {
  const { noSite, second, blocks } = LATER_WORDS.console;
  console.warn(`Edgewise: ${blocked ? `${blocks} ${blocked}` : site ? `${second} ${site}` : noSite}`);
}

let settle: ((open: boolean) => void) | undefined;

/** On a phone the panel keeps to what the keyboard leaves visible, and the page behind it doesn't scroll. */
export function fitScreen(panel: HTMLElement, phone: MediaQueryList, open: boolean) {
  settle ??= settling(panel, phone);
  settle(open);
}

function settling(panel: HTMLElement & { currentCSSZoom?: number }, phone: MediaQueryList) {
  const lock = new CSSStyleSheet();
  lock.replaceSync('html { overflow: hidden !important }');
  const sheets = document.adoptedStyleSheets;
  sheets[sheets.length] = lock;
  const viewport = window.visualViewport;
  let isOpen = false;
  const cover = () => {
    lock.disabled = !isOpen || !phone.matches;
    // The page may be zoomed by its own styles, and so are lengths in it.
    const zoom = panel.currentCSSZoom ?? 1;
    const fits = isOpen && phone.matches && viewport;
    panel.style.height = fits ? `${viewport.height / zoom}px` : '';
    panel.style.top = fits ? `${viewport.offsetTop / zoom}px` : '';
  };
  phone.addEventListener('change', cover);
  viewport?.addEventListener('resize', cover);
  viewport?.addEventListener('scroll', cover);
  return (open: boolean) => {
    isOpen = open;
    cover();
  };
}

const badge = document.createElement('b');

/**
 * What is unread: a number on the launcher, and, while the panel is closed, the frame's teaser beside it. A loader from before
 * that hands over something else than the panel, and shows the number alone.
 */
export function showNews(
  shadow: ShadowRoot,
  launcher: HTMLElement,
  { unread, height }: FrameNews,
  open: boolean,
  panel: HTMLElement | (() => void),
) {
  if (!badge.isConnected) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    // By index: assigning an array needs the page's own iteration of arrays.
    shadow.adoptedStyleSheets[1] = sheet;
    launcher.appendChild(badge);
  }
  badge.textContent = unread > 9 ? '9+' : `${unread || ''}`;
  if (unread && !open) launcher.ariaLabel = LATER_WORDS.unread(unread);
  if (typeof panel === 'function') return;
  const teases = height > 0 && !open;
  // A frame that isn't seen any more would keep the keyboard.
  if (panel.id && !teases && !open && shadow.activeElement) launcher.focus();
  panel.id = teases ? 'teaser' : '';
  panel.style.setProperty('--teaser', `${height}px`);
}
