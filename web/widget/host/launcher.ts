/**
 * The launcher, and the panel that holds the frame, in the closed shadow root of one element. It hangs at the
 * end of the body once that is parsed: there a framework that takes over the whole document finds nothing in its way.
 * Thrown out, it comes back beside the body, so that whoever swaps the body does so without it. Styled through CSSOM only:
 * a page's strict CSP has nothing to object to.
 */
import { LAUNCHER_WORDS } from '../words-outside.ts';
import css from './launcher.css?inline';

const host = document.createElement('edgewise-chat');
export const shadow = host.attachShadow({ mode: 'closed' });
export const launcher = add(shadow, 'button');
export const panel = add(shadow, 'section');
/** What the panel says while the frame's own isn't painted. */
export const sign = add(panel, 'p');
/** A page that keeps throwing the launcher out gets its way in the end. */
let returns = 20;
let home: () => Node = () => document.body;

export function paintLauncher() {
  // In the page's own colour scheme; the panel goes by the system's.
  host.style.cssText =
    'all:initial!important;color-scheme:inherit!important;position:fixed!important;z-index:2000000000!important';
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  // By index: assigning an array needs the page's own iteration of arrays.
  shadow.adoptedStyleSheets[0] = sheet;
  sign.role = 'status';
  const observer = new MutationObserver(stay);
  if (document.readyState === 'loading') addEventListener('DOMContentLoaded', stay);
  else stay();

  /** Watches what it hangs on, which may be another one by now. */
  function stay() {
    if (!host.isConnected && returns-- > 0) home().appendChild(host);
    home = () => document.documentElement;
    for (let node = host.parentNode; node; node = node.parentNode) observer.observe(node, { childList: true });
  }
}

export function removeLauncher() {
  returns = 0;
  host.remove();
}

export function expanded(open: boolean) {
  launcher.ariaExpanded = `${open}`;
  launcher.ariaLabel = open ? LAUNCHER_WORDS.close : LAUNCHER_WORDS.open;
}

/** Empty: there is no launcher. */
export function paintWith(color: string) {
  launcher.style.cssText = color ? `--brand:${color}` : 'display:none';
}

export function add(parent: Node, tag: string): HTMLElement {
  return parent.appendChild(document.createElement(tag));
}
