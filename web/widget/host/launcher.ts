/**
 * The launcher, its badge and teaser, and the panel that holds the frame, in the closed shadow root of one element that
 * hangs on the root, so that neither the page's styles nor a framework that swaps the body can touch them. Styled through
 * CSSOM only: a page's strict CSP has nothing to object to.
 */
import { LAUNCHER_WORDS } from '../words-outside.ts';
import css from './launcher.css?inline';

export interface LauncherOptions {
  onToggle: () => void;
  onClose: () => void;
  onIntent: () => void;
  onDismiss: () => void;
}

/** A page that keeps throwing the launcher out gets its way in the end. */
const RETURNS = 20;

export function paintLauncher(options: LauncherOptions) {
  const root = document.documentElement;
  const host = document.createElement('edgewise-chat');
  host.style.cssText =
    'all:initial!important;display:block!important;position:fixed!important;z-index:2147483000!important';
  const shadow = host.attachShadow({ mode: 'closed' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  // By index: assigning an array needs the page's own iteration of arrays.
  shadow.adoptedStyleSheets[0] = sheet;

  const button = add(shadow, 'button', 'launcher');
  const badge = add(button, 'b');
  const status = add(shadow, 'aside');
  status.role = 'status';
  const panel = add(shadow, 'section');
  let label: string = LAUNCHER_WORDS.open;
  let isOpen = false;
  button.onclick = options.onToggle;
  button.onpointerenter = button.onpointerdown = button.onfocus = options.onIntent;
  // In a block: a handler that answers `false` cancels the key, and with it Enter and Tab.
  button.onkeydown = ({ key }) => {
    if (key === 'Escape') options.onClose();
  };
  open(isOpen);
  root.appendChild(host);
  let returns = 0;
  new MutationObserver(() => {
    if (!host.isConnected && returns++ < RETURNS) root.appendChild(host);
  }).observe(root, { childList: true });

  return {
    panel,
    open,
    teaser,
    focus: () => button.focus(),
    color: (color: string) => button.style.setProperty('--brand', color),
    unread(count: number, text: string) {
      badge.textContent = count > 9 ? '9+' : `${count || ''}`;
      label = text;
      open(isOpen);
    },
    remove() {
      returns = RETURNS;
      host.remove();
    },
  };

  function open(on: boolean) {
    isOpen = on;
    button.ariaExpanded = `${on}`;
    button.ariaLabel = on ? LAUNCHER_WORDS.close : label;
    if (on) teaser(null);
  }

  function teaser(message: { name: string; text: string } | null) {
    status.textContent = '';
    if (!message || isOpen) return;
    const bubble = add(status, 'button', 'teaser');
    add(bubble, 'small').textContent = message.name;
    const text = add(bubble, 'span');
    text.dir = 'auto';
    text.textContent = message.text;
    bubble.onclick = options.onToggle;
    const cross = add(status, 'button', 'cross');
    cross.ariaLabel = LAUNCHER_WORDS.dismiss;
    cross.textContent = '×';
    cross.onclick = () => {
      teaser(null);
      button.focus();
      options.onDismiss();
    };
  }
}

function add(parent: Node, tag: string, className = ''): HTMLElement {
  const element = document.createElement(tag);
  element.className = className;
  return parent.appendChild(element);
}
