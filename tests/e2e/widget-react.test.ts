/**
 * W1: a host page that React owns from `<html>` on: rendered on its server, and hydrated whole. The chat is in nobody's way while that happens,
 * and it is still there when React finds a difference and throws the whole document out.
 */
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessible, consoleOf, OWNER, openWorld, PATIENCE, picture, Visitor, type World } from './support/world.ts';

interface React {
  createElement(type: unknown, props: object | null, ...children: unknown[]): object;
  useState(first: number): [number, (next: number) => void];
}

declare global {
  interface Window {
    React: React;
    ReactDOM: { hydrateRoot(root: Document, element: object, options: object): void };
    /** What React had to mend while it hydrated. */
    mended: string[];
    /** Hydrates with this heading. */
    hydrate(heading: string): void;
  }
}

const require = createRequire(import.meta.url);
const HEADING = 'Bikes for the white roads';
const OTHER = 'Bikes for every road';

let world: World;
let site: string;
let blog: string;
beforeAll(async () => {
  world = await openWorld();
  ({ id: site } = await world.site());
  const tag = { async: true, src: `${world.origin}/widget.js`, 'data-site': site };
  const react = require('react') as React;
  const markup: string = require('react-dom/server').renderToString(blogPage(react, tag, HEADING));
  // As React's own server does it: its scripts follow what it rendered.
  const scripts = `<script src="/react.js"></script><script src="/react-dom.js"></script><script>
    const tag = ${JSON.stringify(tag)};
    window.mended = [];
    ${blogPage};
    window.hydrate = (heading) => ReactDOM.hydrateRoot(document, blogPage(React, tag, heading), {
      onRecoverableError: ({ message }) => mended.push(message),
    });
    if (location.pathname === '/early') hydrate('${HEADING}');
  </script>`;
  blog = await world.website(`<!doctype html>${markup.replace('</body>', `${scripts}</body>`)}`);
  await world.api('PATCH', `/api/sites/${site}`, { origins: [blog] });
});
afterAll(() => world.close());

test('W1 React hydrates the whole document, with the launcher in it or before it, and finds nothing strange', async () => {
  for (const path of ['/early', '/late']) {
    const { visitor, page, lines } = await visits(path);
    await hasLauncher(page);
    const html = await page.evaluateHandle(() => document.documentElement);
    if (path === '/late') await page.evaluate((heading) => window.hydrate(heading), HEADING);
    await isAlive(page);
    expect(await page.evaluate(() => window.mended)).toEqual([]);
    expect(lines).toEqual([]);
    // It is the document that the server sent.
    expect(await html.evaluate((html) => html === document.documentElement)).toBe(true);
    await hasLauncher(page);
    await asks(visitor);
    await isAlive(page);
    expect(lines).toEqual([]);
    await visitor.context.close();
  }
});

test('W1 React throws the whole document out, and the chat comes back, also one that is open', async () => {
  for (const open of [false, true]) {
    const { visitor, page } = await visits('/late');
    if (open) {
      await visitor.opens();
      await asks(visitor);
    }
    const html = await page.evaluateHandle(() => document.documentElement);
    await page.evaluate((heading) => window.hydrate(heading), OTHER);
    await page.getByRole('heading', { name: OTHER }).waitFor();
    // The deliberate difference did it.
    expect(await html.evaluate((html) => html.isConnected)).toBe(false);
    expect(await page.evaluate(() => window.mended.length)).toBeGreaterThan(0);
    await isAlive(page);
    if (open) await visitor.sees(/no wider than 14 cm/);
    else {
      await hasLauncher(page);
      await visitor.opens();
      await asks(visitor);
    }
    await picture(page, `widget-react-${open ? 'open' : 'closed'}`);
    await visitor.widget.getByRole('button', { name: 'Close chat' }).click();
    await hasLauncher(page);
    await isAlive(page);
    await visitor.context.close();
  }
});

test('W1 agents see the title that the new document gets, however late it follows its address', async () => {
  const monitor = await world.agent(OWNER.email, site);
  const { visitor, page } = await visits('/late');
  await visitor.opens();
  // Those who were here before have talked.
  const quiet = monitor.getByTestId('visit.card').getByText(/^No messages yet/);
  await quiet.getByText('“Blog”').waitFor();
  await page.evaluate((heading) => window.hydrate(heading), OTHER);
  await page.getByRole('heading', { name: OTHER }).waitFor();
  await visitor.composer.waitFor();
  await page.evaluate(() => {
    history.pushState(null, '', '/roads');
    document.title = '';
  });
  await quiet.getByText('No messages yet.', { exact: true }).waitFor();
  await page.evaluate(() => {
    document.title = 'White roads';
  });
  await quiet.getByText('“White roads”').waitFor();
  await visitor.context.close();
  await monitor.context().close();
});

test('W1 no page threw meanwhile', () => {
  expect(world.errors).toEqual([]);
});

/** The page, on the server and in the browser: it stands alone, since its source is sent there. */
function blogPage({ createElement, useState }: React, tag: object, heading: string): object {
  function Likes() {
    const [likes, setLikes] = useState(0);
    return createElement('button', { onClick: () => setLikes(likes + 1) }, `Likes: ${likes}`);
  }
  return createElement(
    'html',
    { lang: 'en' },
    createElement('head', null, createElement('title', null, 'Blog'), createElement('script', tag)),
    createElement(
      'body',
      null,
      createElement('main', null, createElement('h1', null, heading), createElement(Likes, null)),
    ),
  );
}

async function visits(path: string): Promise<{ visitor: Visitor; page: Page; lines: string[] }> {
  const { page, context } = await world.person({
    async prepare(page) {
      for (const file of ['react', 'react-dom']) {
        const path = new URL(`../../node_modules/${file}/umd/${file}.development.js`, import.meta.url).pathname;
        await page.route(`**/${file}.js`, (route) => route.fulfill({ path }));
      }
    },
  });
  const lines = consoleOf(page);
  const visitor = new Visitor(page, context, `${blog}${path}`, site);
  await visitor.goes();
  return { visitor, page, lines };
}

/** React answers a click; until it has hydrated, nobody does. */
async function isAlive(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: /^Likes/ });
  const before = await button.textContent();
  await expect
    .poll(async () => {
      await button.click();
      return button.textContent();
    }, PATIENCE)
    .not.toBe(before);
}

async function asks(visitor: Visitor): Promise<void> {
  if (!(await visitor.widget.getByRole('textbox').count())) await visitor.opens();
  await visitor.writes('Do panniers fit below a child seat?');
  await visitor.sees(/no wider than 14 cm/);
}

async function hasLauncher(page: Page): Promise<void> {
  await expect
    .poll(
      async () => (await accessible(page)).filter(({ role }) => role === 'button').map(({ name }) => name),
      PATIENCE,
    )
    .toContain('Open chat');
}
