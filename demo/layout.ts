/** What all pages share: the bar, the navigation, the footer, and the one script tag of the chat. */
import { euro, HOURS, PRICES, STREET } from './facts.ts';
import type { ShopPage } from './pages.ts';

export interface Surroundings {
  chatOrigin: string;
  site: string | null;
  hostile: boolean;
}

const LINKS = [
  ['/bikes', 'Bikes'],
  ['/size', 'Find your size'],
  ['/service', 'Service'],
  ['/journal', 'Journal'],
] as const;

export function layout(page: ShopPage, { chatOrigin, site, hostile }: Surroundings): string {
  const chat = site ? `<script async src="${chatOrigin}/widget.js" data-site="${site}"></script>` : '';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${page.title} · Kolovrat</title>
<link rel="icon" href="/wheel.svg">
<link rel="stylesheet" href="/shop.css">
${hostile ? '<link rel="stylesheet" href="/hostile.css"><script src="/hostile.js"></script>' : ''}
${chat}
<script defer src="/shop.js"></script>
</head>
<body>
<p class="bar">Free delivery of bikes over ${euro(PRICES.bikeDeliveryFreeOver)}, of parts from ${euro(PRICES.postageFreeFrom)}</p>
<header class="top">
  <a class="logo" href="/">kolovrat</a>
  <nav aria-label="Shop">${LINKS.map(([href, name]) => link(href, name, page.path)).join('')}</nav>
  <a class="cart" href="/cart" aria-label="Cart">${CART}<b data-cart-count></b></a>
</header>
${site ? '' : notice(chatOrigin)}
<main class="${page.kind}">${page.body}</main>
<footer class="bottom">
  <p><b>Kolovrat</b><br>${STREET}, Ljubljana</p>
  <p>${HOURS.map(({ short, from, to }) => `${short} ${from}–${to}`).join('<br>')}</p>
  <p>A shop that doesn’t exist, to show a chat that does.</p>
</footer>
</body>
</html>`;
}

function link(href: string, name: string, path: string): string {
  return `<a href="${href}"${path === href || path.startsWith(`${href}/`) ? ' aria-current="page"' : ''}>${name}</a>`;
}

/** Calm, since this is what somebody sees who has just begun. */
function notice(chatOrigin: string): string {
  return `<aside class="notice"><b>No chat here yet.</b> Create a site in the <a href="${chatOrigin}/">dashboard</a>,
allow this page’s origin there, and open this page with <code>?site=…</code>, the id of your site.</aside>`;
}

const CART = `<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M16 10a4 4 0 0 1-8 0M3.1 6h17.8M3.4 5.5A2 2 0 0 0 3 6.7V20a2 2 0 0 0 2 2h14a2 2 0 0 0 2-2V6.7a2 2 0 0 0-.4-1.2l-2-2.7A2 2 0 0 0 17 2H7a2 2 0 0 0-1.6.8z"/></svg>`;
