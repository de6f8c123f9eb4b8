/**
 * `/widget.js`: the one script of the host page. Paints the launcher at once; when the page is idle it makes the chat
 * frame, and from then on only carries words between the page and the frame. A frame that doesn't come is made anew, later
 * and later; whoever opens the chat meanwhile finds its head, a word, and the way out. It reads nothing from the page but
 * address and title, leaves one global (`Edgewise.open()`, `Edgewise.close()`), and takes itself away where the chat may
 * not be shown. JSON, promises and array methods are not used here: host pages replace them.
 */
import type { FrameMessage, FrameNews, HostMessage } from './bridge.ts';
import {
  add,
  expanded,
  launcher,
  paintLauncher,
  paintWith,
  panel,
  removeLauncher,
  shadow,
  sign,
} from './host/launcher.ts';
import { watchPage } from './host/page.ts';
import { phone } from './host/phone.ts';
import { LAUNCHER_WORDS } from './words-outside.ts';

interface Api {
  open(): void;
  close(): void;
}

declare global {
  interface Window {
    /** The widget's API, present once the script has run; whose chat it is, is in its prototype. */
    Edgewise?: Api;
  }
}

/** A frame, or its panel once that is wanted, may take this long on the slowest network. */
const COMES_WITHIN_MS = 30_000;
/** After its load event a frame has this long to say that it is ready, and twice as long at every further try. */
const READY_WITHIN_MS = 2_500;
/** Whoever opened the chat is told after this that it is late. */
const LATE_MS = 8_000;
/** The pause before a second frame; it doubles, up to 2⁶ times as long. */
const AGAIN_MS = 1_000;
/** The page may not be idle for long; the visitor's first click doesn't wait for it anyway. */
const IDLE_WITHIN_MS = 3_000;
/** Ink, until the site's colour is known. */
const INK = '#1c1f26';
const COLOR_KEY = 'edgewise.color';

const script = document.currentScript as HTMLScriptElement;
const { origin: chat, searchParams } = new URL(script.src);
/** A tag manager may have stripped the attribute. */
const site = script.dataset.site ?? searchParams.get('site');
const running = window.Edgewise as (Api & { site?: string }) | undefined;
if (site && !running) start(site, script.dataset.color);
else if (running?.site !== site) later((it) => it.explain(site));

function start(site: string, color = INK) {
  let frame: HTMLIFrameElement | null = null;
  let open = false;
  let loaded = false;
  let ready = false;
  let shown = false;
  let gone = false;
  /** The visitor opened it themselves: the focus goes into the panel, as soon as there is one. */
  let eager = false;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout>;
  let news: FrameNews | undefined;
  const close = () => setOpen(false);
  window.Edgewise = { __proto__: { site }, open: () => setOpen(true), close } as Api;
  paintLauncher();
  expanded(open);
  paintWith(colorMemory() ?? color);
  launcher.onclick = () => setOpen(!open);
  launcher.onpointerenter =
    launcher.onpointerdown =
    launcher.onfocus =
      () => {
        makeFrame();
        tell({ edgewise: 'intent' });
      };
  // In a block: a handler that answers `false` cancels the key, and with it Enter and Tab.
  launcher.onkeydown = ({ key }) => {
    if (key === 'Escape') close();
  };
  watchPage(tellHost);
  phone.onchange = () => {
    tellHost();
    fitPhone();
  };
  addEventListener('message', hear);
  addEventListener('online', makeFrame);
  addEventListener('securitypolicyviolation', ({ blockedURI, effectiveDirective, disposition }) => {
    if (effectiveDirective + disposition !== 'frame-srcenforce' || !blockedURI.startsWith(chat)) return;
    giveUp();
    later((it) => it.explain(site, chat));
  });
  if (document.readyState === 'complete') whenIdle();
  else addEventListener('load', whenIdle);

  function whenIdle() {
    // Older Safari has no idle callbacks, and takes the options for 0 ms; the load event is over by then.
    const idle = (window.requestIdleCallback ?? setTimeout) as typeof requestIdleCallback;
    idle(makeFrame, { timeout: IDLE_WITHIN_MS });
  }

  function makeFrame() {
    if (frame || gone) return;
    frame = add(panel, 'iframe') as HTMLIFrameElement;
    frame.title = LAUNCHER_WORDS.title;
    frame.referrerPolicy = 'origin';
    // The pages around this one have to be allowed, too: the browser sees to that, and only the server can say so.
    const around = location.ancestorOrigins;
    let query = '?';
    for (let i = 0; i < around?.length; i++) query += `&within=${around[i]}`;
    frame.onload = () => {
      loaded = true;
      tellHost();
      if (!ready) expect(READY_WITHIN_MS << failures);
    };
    frame.src = `${chat}/frame/${site}${query}`;
    expect(COMES_WITHIN_MS);
  }

  /** From now on the frame has this long to be ready, and to be painted where it is open. */
  function expect(ms: number) {
    clearTimeout(timer);
    timer = setTimeout(() => (open ? shown : ready) || again(), ms);
  }

  function again() {
    frame!.remove();
    frame = null;
    loaded = ready = shown = false;
    sign.textContent = LAUNCHER_WORDS.late;
    if (!failures) warn(`${LAUNCHER_WORDS.late} ${chat}`);
    timer = setTimeout(makeFrame, AGAIN_MS << failures);
    if (failures < 6) failures++;
  }

  function tell(message: HostMessage) {
    // Before it has loaded, the frame holds a blank document of the page's own origin.
    if (loaded) frame!.contentWindow?.postMessage(message, chat);
  }

  function tellHost() {
    const language = document.documentElement.lang;
    tell({ edgewise: 'host', url: location.href, title: document.title, language, open, phone: phone.matches });
  }

  function hear({ source, origin, data }: MessageEvent<FrameMessage | null>) {
    if (source !== frame?.contentWindow || origin !== chat) return;
    if (data?.edgewise === 'frame') {
      if (!ready) expect(COMES_WITHIN_MS);
      ready = true;
      if (data.color !== null) paintWith(colorMemory(data.color)!);
      expanded(open);
      if (data.unread || news) news = data;
      showNews();
      shown = data.shown;
      panel.className = shown ? 'shown' : '';
      focus();
    } else if (data?.edgewise === 'panel') setOpen(data.open, !data.byVisitor);
    else if (data?.edgewise === 'refused') {
      giveUp();
      warn(data.why);
    }
  }

  function setOpen(next: boolean, byFrame?: boolean) {
    // A panel that comes back with the next page must not cover a phone, nor take the focus from the page.
    if (gone || next === open || (next && byFrame && phone.matches)) return;
    open = next;
    eager = open && !byFrame;
    makeFrame();
    expanded(open);
    showNews();
    tellHost();
    fitPhone();
    // The launcher hears Escape.
    if (!open || eager) launcher.focus();
    focus();
    if (!open) return;
    sign.textContent = LAUNCHER_WORDS.title;
    setTimeout(() => (sign.textContent = LAUNCHER_WORDS.late), LATE_MS);
    if (ready) expect(COMES_WITHIN_MS);
  }

  /** Only a phone's screen needs it, and whatever it did is undone. */
  function fitPhone() {
    if (!open || phone.matches) later((it) => it.fitScreen(panel, phone, open));
  }

  function focus() {
    if (!shown || !eager) return;
    frame!.focus();
    eager = false;
  }

  function showNews() {
    if (news) later((it) => it.showNews(shadow, launcher, news!, open, panel));
  }

  function giveUp() {
    close();
    gone = true;
    clearTimeout(timer);
    removeLauncher();
  }
}

/** What most page views don't need comes with its first use. */
function later(use: (module: typeof import('./host/later.ts')) => void) {
  import(`${chat}/widget/later.js`).then(use, () => {});
}

/** The last colour heard, so the next page paints with it at once. Keeps the given one; storage may be forbidden. */
function colorMemory(color?: string): string | undefined {
  try {
    if (color !== undefined) localStorage[COLOR_KEY] = color;
    return localStorage[COLOR_KEY];
  } catch {
    return color;
  }
}

function warn(text: string) {
  console.warn(`Edgewise: ${text}`);
}
