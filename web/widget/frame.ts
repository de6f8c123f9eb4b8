/**
 * The frame's first stage, run on every page view: hears the host, keeps the visitor's presence and messages going, tells
 * the launcher what is new, and fetches the panel when the visitor reaches for it. Plain code: no framework until then.
 */
import type { Page } from '#protocol/visit';
import type { HostMessage } from './bridge.ts';
import { type Chat, type ChatState, startChat, unreadMessages } from './frame/chat.ts';
import { type Host, listenToHost } from './frame/host.ts';
import { openMemory } from './frame/memory.ts';
import { cleanPage } from './frame/page.ts';
import panelCss from './panel/panel.css?url';

const site = location.pathname.split('/')[2] ?? '';
const shared = openMemory('localStorage', site);
const tab = openMemory('sessionStorage', site);
let chat: Chat | null = null;
let mounting = false;
let shown = false;
let phone = false;
/** The panel came back with the page; it must not take the focus. */
let restoring = false;
let onChange = (_: ChatState) => {};
/** Paints the teaser, and answers how high it is. */
let tease: ((state: ChatState) => number) | undefined;

/** One message of the host after the other: an address may take a moment. */
let heard = Promise.resolve();

listenToHost((message, host) => {
  heard = heard.then(() => hear(message, host));
});

addEventListener('storage', ({ key, newValue }) => chat?.look(key, newValue));
document.addEventListener('visibilitychange', () => chat?.look());

async function hear(message: HostMessage, host: Host) {
  if (message.edgewise === 'host') {
    phone = message.phone;
    document.documentElement.classList.toggle('phone', phone);
    const page = await cleanPage(message, host.origin);
    chat ? chat.view(page) : begin(host, page, message);
    // Before the frame's wish to open again is heard, the host still says closed.
    if (message.open || chat?.state().open) tab.set('panel', message.open ? 'open' : 'closed');
    chat?.open(message.open);
  }
  if (message.edgewise === 'intent' || chat?.state().open) void mount(host);
}

function begin(host: Host, page: Page, { open, language }: Extract<HostMessage, { edgewise: 'host' }>) {
  const before = tab.get('panel');
  chat = startChat({
    site,
    server: location.origin.replace('http', 'ws'),
    hidden: () => document.hidden,
    origin: host.origin,
    page,
    // A page that says none, or a loader from before it was asked.
    language: language || navigator.language,
    open,
    opened: before !== null,
    memory: shared,
    onChange(state) {
      // The teaser first: what lies below it can't take the focus.
      report(host, state);
      onChange(state);
    },
  });
  report(host, chat.state());
  restoring = before === 'open' && !open;
  if (restoring) host.tell({ edgewise: 'panel', open: true });
}

let told = '';

/** The launcher's part of the state, told when it changed. */
function report(host: Host, state: ChatState) {
  const unread = unreadMessages(state).length;
  const { look, thread, open } = state;
  if (unread && !open && !tease) void fetchTeaser(host);
  const height = tease?.(state) ?? 0;
  // Switched off, the chat is there only for who has something to read in it.
  const color = look?.off && !thread && !open ? '' : (look?.color ?? null);
  const now = `${color} ${unread} ${height} ${shown}`;
  if (now === told) return;
  told = now;
  // Below a teaser there is no panel to be seen.
  host.tell({ edgewise: 'frame', color, unread, height, shown: shown && !height });
}

/** Most visits have nothing to tease with. What doesn't come is asked for again with the next change. */
async function fetchTeaser(host: Host) {
  const it = await import('./frame/teaser.ts').catch(() => null);
  if (!it) return;
  const again = () => report(host, chat!.state());
  tease ??= it.makeTeaser(chat!, tab, host, again);
  again();
}

/** Fetches the panel once, styles before content. */
async function mount(host: Host) {
  if (mounting || !chat) return;
  mounting = true;
  try {
    const styled = new Promise((resolve, reject) => {
      const link = document.createElement('link');
      link.rel = 'stylesheet';
      link.href = panelCss;
      link.onload = resolve;
      link.onerror = reject;
      document.head.append(link);
    });
    const [{ mountPanel }] = await Promise.all([import('./panel/panel.tsx'), styled]);
    onChange = mountPanel({
      chat,
      draft: { get: () => tab.get('draft') ?? '', set: (text) => tab.set('draft', text || null) },
      takesFocus: () => !restoring,
      phone: () => phone,
      close() {
        restoring = false;
        host.tell({ edgewise: 'panel', open: false });
      },
    });
    shown = true;
    report(host, chat.state());
  } catch {
    // Offline, or a deploy took the old files away: the next reach for the launcher tries again.
    mounting = false;
  }
}
