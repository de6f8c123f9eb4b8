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
    panel.style.cssText =
      phone.matches && viewport ? `height:${viewport.height / zoom}px;top:${viewport.offsetTop / zoom}px` : '';
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
const status = document.createElement('aside');
status.role = 'status';

/** What is unread: a number on the launcher, and, while the panel is closed, the newest message beside it. */
export function showNews(
  shadow: ShadowRoot,
  launcher: HTMLElement,
  { unread, site, teaser }: FrameNews,
  open: boolean,
  onOpen: () => void,
  onDismiss: () => void,
) {
  if (!badge.isConnected) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    // By index: assigning an array needs the page's own iteration of arrays.
    shadow.adoptedStyleSheets[1] = sheet;
    launcher.appendChild(badge);
    launcher.after(status);
  }
  badge.textContent = unread > 9 ? '9+' : `${unread || ''}`;
  if (unread && !open) launcher.ariaLabel = LATER_WORDS.unread(unread);
  status.textContent = '';
  if (open || !teaser) return;
  // New nodes every time: one whose text changes keeps the direction of the text before.
  const bubble = add(status, 'button');
  add(bubble, 'small').textContent = teaser.from === 'bot' ? LATER_WORDS.botOf(teaser.name, site ?? '') : teaser.name;
  const text = add(bubble, 'span');
  text.dir = 'auto';
  text.textContent = preview(teaser);
  bubble.onclick = onOpen;
  const cross = add(status, 'button');
  cross.className = 'cross';
  cross.ariaLabel = LATER_WORDS.dismiss;
  cross.textContent = '×';
  cross.onclick = () => {
    status.textContent = '';
    launcher.focus();
    onDismiss();
  };
}

/** Short, cut between code points; of the AI's without the marks that it uses. */
function preview({ from, text }: { from: string; text: string }): string {
  const words = from === 'bot' ? text.replace(/\[([^\]]+)\]\([^)]+\)|\*\*|`|^#+ /gm, '$1') : text;
  return words.replace(/^(.{140}).+/su, '$1…');
}

function add(parent: Node, tag: string): HTMLElement {
  return parent.appendChild(document.createElement(tag));
}
