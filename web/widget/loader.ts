/**
 * `/widget.js`: the one script of the host page. Paints the launcher at once; when the page is idle it makes the chat
 * frame, and from then on only carries words between the page and the frame. It reads nothing from the page but address
 * and title, leaves one global (`Edgewise.open()`, `Edgewise.close()`), and takes itself away when the chat can't be
 * shown. JSON, promises and array methods are not used here: host pages replace them.
 */
import type { FrameMessage, HostMessage } from './bridge.ts';
import { paintLauncher } from './host/launcher.ts';
import { watchPage } from './host/page.ts';
import { keepVisible, lockScroll, phone } from './host/phone.ts';
import { LAUNCHER_WORDS } from './words-outside.ts';

declare global {
  interface Window {
    /** The widget's API, present once the script has run. */
    Edgewise?: { open(): void; close(): void };
  }
}

/** After the frame's load event it has this long to say that it is ready. */
const READY_WITHIN_MS = 10_000;
/** The page may not be idle for long; the visitor's first click doesn't wait for it anyway. */
const IDLE_WITHIN_MS = 3_000;
/** Ink, until the site's colour is known. */
const INK = '#1c1f26';
const COLOR_KEY = 'edgewise.color';

const script = document.currentScript as HTMLScriptElement | null;
const site = script?.dataset.site;
if (!window.Edgewise && site) start(script, site);

function start({ src, dataset }: HTMLScriptElement, site: string) {
  const chat = new URL(src).origin;
  let frame: HTMLIFrameElement | null = null;
  let open = false;
  let loaded = false;
  let ready = false;
  let gone = false;
  const api = { open: () => setOpen(true), close: () => setOpen(false) };
  window.Edgewise = api;
  const launcher = paintLauncher({
    onToggle: () => setOpen(!open),
    onClose: api.close,
    onIntent() {
      makeFrame();
      tell({ edgewise: 'intent' });
    },
    onDismiss: () => tell({ edgewise: 'dismissed' }),
  });
  keepVisible(launcher.panel);
  launcher.color(dataset.color ?? colorMemory() ?? INK);
  watchPage(tellHost);
  phone.onchange = tellHost;
  addEventListener('message', hear);
  if (document.readyState === 'complete') whenIdle();
  else addEventListener('load', whenIdle);

  function whenIdle() {
    // Older Safari has no idle callbacks; the load event is over by then.
    const idle: typeof requestIdleCallback | undefined = window.requestIdleCallback;
    if (idle) idle(makeFrame, { timeout: IDLE_WITHIN_MS });
    else makeFrame();
  }

  function makeFrame() {
    if (frame || gone) return;
    frame = document.createElement('iframe');
    frame.title = LAUNCHER_WORDS.title;
    frame.referrerPolicy = 'origin';
    frame.src = `${chat}/frame/${site}`;
    frame.onload = () => {
      loaded = true;
      tellHost();
      setTimeout(() => ready || giveUp(), READY_WITHIN_MS);
    };
    launcher.panel.appendChild(frame);
  }

  function tell(message: HostMessage) {
    // Before it has loaded, the frame holds a blank document of the page's own origin.
    if (loaded) frame!.contentWindow?.postMessage(message, chat);
  }

  function tellHost() {
    lockScroll(open && phone.matches);
    const language = document.documentElement.lang;
    tell({ edgewise: 'host', url: location.href, title: document.title, language, open, phone: phone.matches });
  }

  function hear({ source, origin, data }: MessageEvent<FrameMessage | null>) {
    if (source !== frame?.contentWindow || origin !== chat) return;
    if (data?.edgewise === 'frame') {
      ready = true;
      if (data.color && !dataset.color) launcher.color(colorMemory(data.color) ?? INK);
      launcher.unread(data.unread, data.label);
      launcher.teaser(data.teaser);
    } else if (data?.edgewise === 'panel') setOpen(data.open, true);
    else if (data?.edgewise === 'refused') giveUp();
  }

  function setOpen(next: boolean, byFrame?: boolean) {
    // A panel that comes back with the next page must not cover a phone, nor take the focus from the page.
    if (gone || next === open || (next && byFrame && phone.matches)) return;
    open = next;
    makeFrame();
    launcher.open(open);
    tellHost();
    if (!open) launcher.focus();
    else if (!byFrame) frame?.focus();
  }

  function giveUp() {
    setOpen(false);
    gone = true;
    launcher.remove();
    console.warn(LAUNCHER_WORDS.refused, location.origin, site);
  }
}

/** The last colour heard, so the next page paints with it at once. Keeps the given one; storage may be forbidden. */
function colorMemory(color?: string): string | null {
  try {
    if (color) localStorage.setItem(COLOR_KEY, color);
    return localStorage.getItem(COLOR_KEY);
  } catch {
    return color ?? null;
  }
}
