/**
 * The running product and the people in it: the real Worker, object and D1 behind a real port, the demo shop on another origin, and real
 * browser contexts for owner, agents and visitors. A story makes a world, and closes it.
 */
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, type BrowserContext, chromium, type Frame, type Page } from 'playwright-core';
import { expect, inject } from 'vitest';
import { startShop } from '../../../demo/shop.ts';
import { findWholeChromium } from '../../../scripts/chromium.ts';
import type { ArticleBody } from '../../../src/protocol/article.ts';
import type { Role } from '../../../src/protocol/member.ts';
import type { SiteCreate } from '../../../src/protocol/site.ts';
import { Product, SETUP_CODE } from './product.ts';

const ROOT = new URL('../../../', import.meta.url).pathname;
const SCREENSHOTS = `${ROOT}tests/e2e/screenshots`;
export const PASSWORD = 'correct horse battery';
export const OWNER = { name: 'Maja Kovač', email: 'maja@kolovrat.example' };

/** Chromium without anything that would ask the network for something. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** What playwright leaves out too, but for the last: of several lists the last one counts. A renderer kept in reserve is a tenth of all work. */
const UNWANTED = [
  'AcceptCHFrame',
  'DestroyProfileOnBrowserClose',
  'MediaRouter',
  'OptimizationHints',
  'PaintHolding',
  'RenderDocument',
  'ThirdPartyStoragePartitioning',
  'Translate',
  'SpareRendererForSitePerProcess',
];

/** Which of playwright's own flags hide how a browser behaves. */
const UNREAL = [
  '--disable-back-forward-cache',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
];

/** For what a busy machine may take a while to do; never for what must not happen. */
export const PATIENCE = { timeout: 60_000 };

export const DESKTOP = { width: 1440, height: 900 };
export const TABLET = { width: 768, height: 1024 };
export const PHONE = { width: 390, height: 844 };

export const ARTICLES: ArticleBody[] = [
  {
    title: 'Delivery and delivery times',
    body: 'We deliver within Slovenia in two working days. Delivery costs 5 euros, and nothing for orders over 80 euros.\n\nTo Austria, Croatia and Italy a parcel takes four working days and costs 9 euros.',
  },
  {
    title: 'Child seats and racks: what fits',
    body: 'A rear child seat fits every bike with rack mounts and a frame rated for 140 kg: the Karst Tour and the Bora 40. The seat carries children from nine months up to 22 kg. On the Bora 40 you need the 10 mm adapter, which comes with the seat. Mount the seat on the seat tube, not on the rack, and check the bolts after the first ride. Panniers fit below the seat if they are no wider than 14 cm each.',
  },
];

declare global {
  interface Window {
    /** The widget's API on the host page. */
    Edgewise?: { open(): void; close(): void };
  }
}

export interface WorldOptions {
  /** False: nobody has claimed the workspace yet, and there is no site. */
  claimed?: boolean;
  /** True: the AI writes so slowly that any machine has time to do something before the answer is whole. */
  slowAnswers?: boolean;
  /** True: Chromium as people have it, with its back/forward cache, and with timers that a hidden tab must wait for. */
  realBrowser?: boolean;
}

/** How somebody's browser is. */
export interface PersonOptions {
  viewport?: { width: number; height: number };
  dark?: boolean;
  phone?: boolean;
  locale?: string;
  /** Done with the page before it goes anywhere: listeners, scripts, routes. */
  prepare?: (page: Page) => unknown;
}

/** One Chromium for all worlds of a process: people share nothing in it, since each has a context of their own. */
let shared: Promise<Browser> | null = null;

export async function openWorld(options: WorldOptions = {}): Promise<World> {
  const { claimed = true, slowAnswers = false, realBrowser = false } = options;
  const product = await Product.take(inject(slowAnswers ? 'slowWorker' : 'worker'), claimed);
  if (!realBrowser) shared ??= launchChromium();
  const own = realBrowser ? await launchChromium(true) : null;
  const world = new World(product, own ?? (await shared!));
  if (own) world.atTheEnd(() => own.close());
  if (claimed) await world.claim();
  return world;
}

/** A Chromium of the story's own. `real`: see `WorldOptions.realBrowser`. */
export function launchChromium(real = false): Promise<Browser> {
  if (!real) {
    const args = [...FLAGS, `--disable-features=${UNWANTED.join()}`];
    return chromium.launch({ executablePath: inject('chromium'), args });
  }
  return chromium.launch({
    executablePath: findWholeChromium(),
    // Of several lists of features the last one counts, so this one takes the place of playwright's.
    args: [...FLAGS, '--disable-features=Translate'],
    ignoreDefaultArgs: UNREAL,
  });
}

export class World {
  /** The demo shop's origin, once a site was made. */
  shop = '';
  readonly setupLink: string;
  private readonly closers: (() => Promise<unknown> | unknown)[] = [];
  private readonly cookies = new Map<string, string>();
  private ownerCookie = '';

  /** The dashboard's and the chat's origin. */
  readonly origin: string;

  constructor(
    private readonly product: Product,
    readonly browser: Browser,
  ) {
    this.origin = product.origin;
    this.setupLink = `${this.origin}/setup#${SETUP_CODE}`;
  }

  /** What is to be closed with the world. */
  atTheEnd(close: () => Promise<unknown> | unknown): void {
    this.closers.push(close);
  }

  /** Makes the owner, as the set-up page does. */
  async claim(): Promise<void> {
    await this.api('POST', '/api/setup', { code: SETUP_CODE, ...OWNER, password: PASSWORD }, '');
    this.ownerCookie = await this.signIn(OWNER.email);
  }

  /** A site that allows the demo shop, with two articles, and the shop embedding it. */
  async site(
    settings: Partial<SiteCreate> = {},
    articles: ArticleBody[] = ARTICLES,
  ): Promise<{ id: string; shop: string }> {
    const shop = await startShop({ port: 0, chatOrigin: this.origin });
    this.closers.push(() => shop.close());
    const site = (await this.api('POST', '/api/sites', {
      name: 'Kolovrat',
      origins: [shop.origin],
      botName: 'Vela',
      greeting: 'Hi, I’m Vela, Kolovrat’s AI. What would you like to know?',
      color: '#14503f',
      ...settings,
    })) as { id: string };
    for (const article of articles) await this.api('POST', `/api/sites/${site.id}/articles`, article);
    this.shop = shop.origin;
    return { id: site.id, shop: shop.origin };
  }

  /** Invites a member with these roles, accepts for them, and gives their e-mail. */
  async member(name: string, roles: Record<string, Role>): Promise<string> {
    const email = `${name.toLowerCase().replace(/[^a-z]+/g, '.')}@kolovrat.example`;
    const { link } = (await this.api('POST', '/api/invitations', { email, roles })) as { link: string };
    const token = link.split('#')[1];
    await this.api('POST', '/api/invitations/accept', { token, name, password: PASSWORD }, '');
    return email;
  }

  /** A browser of their own for somebody, signed in or not. */
  async person(options: PersonOptions & { email?: string } = {}) {
    const context = await this.browser.newContext({
      viewport: options.viewport ?? (options.phone ? PHONE : DESKTOP),
      colorScheme: options.dark ? 'dark' : 'light',
      ...(options.phone && { isMobile: true, hasTouch: true, userAgent: PHONE_AGENT }),
      locale: options.locale ?? 'en-GB',
    });
    context.setDefaultTimeout(PATIENCE.timeout);
    if (options.email) await addCookie(context, this.origin, await this.signIn(options.email));
    this.closers.push(() => context.close());
    const page = await context.newPage();
    page.on('pageerror', (error) => this.errors.push(String(error)));
    await options.prepare?.(page);
    return { context, page };
  }

  /** Errors that pages threw; a story ends by expecting none. */
  readonly errors: string[] = [];

  /** An agent on the site's Monitor. */
  async agent(email: string, site: string, options: PersonOptions = {}): Promise<Page> {
    const { page } = await this.person({ email, ...options });
    await page.goto(`${this.origin}/sites/${site}/monitor`);
    return page;
  }

  /** A visitor on a page of the shop, with the widget's frame ready but closed. */
  async visitor(site: string, options: PersonOptions & { path?: string; shop?: string } = {}): Promise<Visitor> {
    const { page, context } = await this.person(options);
    const visitor = new Visitor(page, context, `${options.shop ?? this.shop}${options.path ?? '/'}`, site);
    await visitor.goes();
    return visitor;
  }

  /** Another tab of a browser that is there already. */
  async tab(context: BrowserContext): Promise<Page> {
    const page = await context.newPage();
    page.on('pageerror', (error) => this.errors.push(String(error)));
    return page;
  }

  /** Somebody's own website on an origin of its own: every path answers with this document. Gives the origin. */
  async website(html: string | (() => string)): Promise<string> {
    const server = createServer((_, response) => {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(typeof html === 'string' ? html : html());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.closers.push(() => {
      server.closeAllConnections();
      server.close();
    });
    return `http://localhost:${(server.address() as AddressInfo).port}`;
  }

  /** Evicts the site's object, its sockets asleep or closed. */
  evict(site: string, webSockets: 'hibernate' | 'close' = 'hibernate'): Promise<void> {
    return this.product.evict(site, webSockets);
  }

  /** Asks the HTTP API as the owner, or with another cookie. Throws on a refusal. */
  async api(method: string, path: string, body?: unknown, cookie = this.ownerCookie): Promise<unknown> {
    const response = await fetch(`${this.origin}${path}`, {
      method,
      headers: {
        Origin: this.origin,
        Cookie: cookie,
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text ? JSON.parse(text) : null;
  }

  /** The session cookie of a member; signed in once a world, as sign-ins are limited. */
  async signIn(email: string): Promise<string> {
    const known = this.cookies.get(email);
    if (known) return known;
    const response = await fetch(`${this.origin}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { Origin: this.origin, 'Content-Type': 'application/json' },
      body: JSON.stringify({ email, password: PASSWORD }),
    });
    if (!response.ok) throw new Error(`sign-in of ${email}: ${response.status} ${await response.text()}`);
    const cookie = response.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
    this.cookies.set(email, cookie);
    return cookie;
  }

  async close(): Promise<void> {
    for (const close of this.closers.reverse()) await close();
    await this.product.release();
  }
}

/** A visitor of the shop. */
export class Visitor {
  constructor(
    readonly page: Page,
    readonly context: BrowserContext,
    private readonly url: string,
    private readonly site: string,
  ) {}

  /** Loads a page of the shop, and waits until the widget's frame is there. */
  async goes(path?: string): Promise<void> {
    const url = new URL(path ?? this.url, this.url);
    url.searchParams.set('site', this.site);
    await this.page.goto(url.href);
    await this.isFramed();
  }

  /** Reloads the page, and waits until the widget's frame is there again. */
  async reloads(): Promise<void> {
    await this.page.reload();
    await this.isFramed();
  }

  private async isFramed(): Promise<void> {
    await expect.poll(() => this.page.frames().some(isWidget), PATIENCE).toBe(true);
  }

  /** The widget's frame. */
  get widget(): Frame {
    const frame = this.page.frames().find(isWidget);
    if (!frame) throw new Error('the widget has no frame');
    return frame;
  }

  /** Opens the panel by the launcher, which stands in a closed shadow root: by its place, as a person does. */
  async opens(): Promise<void> {
    const { width, height } = this.page.viewportSize()!;
    await this.page.mouse.click(width - 48, height - 48);
    await this.isFramed();
    await this.composer.waitFor({ state: 'visible' });
  }

  get composer() {
    return this.widget.getByRole('textbox');
  }

  async writes(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press('Enter');
  }

  /** Waits until the conversation shows a text. */
  async sees(text: string | RegExp): Promise<void> {
    await this.widget.getByText(text).first().waitFor({ state: 'visible' });
  }
}

/** Signs out by the member's menu. */
export async function signsOut(page: Page): Promise<void> {
  await page.getByTestId('member.open').click();
  await page.getByTestId('member.sign-out').click();
  await page.waitForURL(/\/sign-in$/);
}

/** Signs in by the form of the sign-in page, which the page must show. */
export async function signsIn(page: Page, email: string, password = PASSWORD): Promise<void> {
  await page.getByLabel('E-mail', { exact: true }).fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** What assistive technology finds on a page itself: also the launcher and the teaser, which stand in a closed shadow root. */
export async function accessible(page: Page): Promise<{ role: string; name: string; focused: boolean }[]> {
  const session = await page.context().newCDPSession(page);
  try {
    const { nodes } = await session.send('Accessibility.getFullAXTree');
    return nodes
      .filter((node) => !node.ignored)
      .map((node) => ({
        role: String(node.role?.value ?? ''),
        name: String(node.name?.value ?? ''),
        focused: node.properties?.some(({ name, value }) => name === 'focused' && value.value === true) ?? false,
      }));
  } finally {
    await session.detach();
  }
}

/** Warnings and errors in the console of a page, from now on. */
export function consoleOf(page: Page): string[] {
  const lines: string[] = [];
  page.on('console', (line) => {
    if (line.type() === 'warning' || line.type() === 'error') lines.push(`${line.type()}: ${line.text()}`);
  });
  return lines;
}

function isWidget(frame: Frame): boolean {
  return frame.url().includes('/frame/');
}

/** Takes a picture to be looked at, where `PICTURES` is set: nothing is asserted on it, and it takes longer than most of what is. */
export async function picture(page: Page, name: string): Promise<void> {
  if (!process.env.PICTURES) return;
  mkdirSync(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: `${SCREENSHOTS}/${name}.png`, animations: 'disabled' });
}

const PHONE_AGENT =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1';

async function addCookie(context: BrowserContext, origin: string, cookies: string): Promise<void> {
  await context.addCookies(
    cookies.split('; ').map((pair) => {
      const at = pair.indexOf('=');
      const { hostname } = new URL(origin);
      return {
        name: pair.slice(0, at),
        value: pair.slice(at + 1),
        domain: hostname,
        path: '/',
        secure: true,
        httpOnly: true,
        sameSite: 'Lax' as const,
      };
    }),
  );
}
