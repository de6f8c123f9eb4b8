/**
 * Kolovrat, a bike shop that doesn't exist: a website of somebody else, on another origin, to see the widget on. Node's
 * own http, no build. `?csp=strict` and `?hostile=1` serve the same pages under a strict policy, or sabotaged.
 */
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { layout } from './layout.ts';
import { pageAt } from './pages.ts';

export interface ShopOptions {
  port: number;
  /** Where the chat is served from. */
  chatOrigin: string;
  /** The site whose chat the pages show; without it, `?site=…` chooses one and a cookie remembers it. */
  site?: string;
}

export interface Shop {
  origin: string;
  close(): Promise<void>;
}

export async function startShop(options: ShopOptions): Promise<Shop> {
  const server = createServer((request, response) => answer(options, request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : options.port;
  return {
    origin: `http://localhost:${port}`,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

const ASSETS: Record<string, string> = {
  '/shop.css': 'text/css',
  '/shop.js': 'text/javascript',
  '/wheel.svg': 'image/svg+xml',
  '/hostile.css': 'text/css',
  '/hostile.js': 'text/javascript',
};
const SITE_ID = /^site_[0-9A-Za-z]{16}$/;

function answer(options: ShopOptions, request: IncomingMessage, response: ServerResponse) {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const type = ASSETS[url.pathname];
  if (type) {
    response.writeHead(200, { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-cache' });
    response.end(readFileSync(new URL(`./assets${url.pathname}`, import.meta.url)));
    return;
  }
  const page = pageAt(url.pathname);
  const asked = url.searchParams.get('site') ?? '';
  if (SITE_ID.test(asked)) response.setHeader('set-cookie', `site=${asked}; Path=/; SameSite=Lax; Max-Age=31536000`);
  if (url.searchParams.get('csp') === 'strict')
    response.setHeader('content-security-policy', policy(options.chatOrigin));
  response.writeHead(page.status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
  response.end(
    layout(page, {
      chatOrigin: options.chatOrigin,
      site: siteOf(options, asked, request.headers.cookie ?? ''),
      hostile: url.searchParams.get('hostile') === '1',
    }),
  );
}

function siteOf(options: ShopOptions, asked: string, cookies: string): string | null {
  const kept = /(?:^|; )site=([^;]*)/.exec(cookies)?.[1] ?? '';
  return [asked, options.site ?? '', kept].find((id) => SITE_ID.test(id)) ?? null;
}

/** What a careful owner would send: no inline script, no inline style, and the chat named once as script and frame. */
function policy(chatOrigin: string): string {
  return `default-src 'self'; script-src 'self' ${chatOrigin}; frame-src ${chatOrigin}; object-src 'none'; base-uri 'none'`;
}
