/**
 * Finds a Chromium for the browser tests, or gets one: named by `CHROMIUM_PATH`, installed on the system, or Playwright's; else Playwright's
 * download, or the distribution's package on Debian as root. Says plainly what to do where none of that works.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { ROOT } from './wrangler.ts';

/** Without the browser's own interface it opens pages three times as fast; and it has no back/forward cache. */
const SHELLS = ['chromium-headless-shell', 'chrome-headless-shell'];
const WHOLE = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge'];
const MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/** The path of an executable Chromium, the headless shell if there is one. Throws, with what to do, if there is none to be had. */
export function findChromium(): string {
  return found([...SHELLS, ...WHOLE], ['chromium-headless-shell', 'chromium']);
}

/** The path of one that does all that people's browsers do. */
export function findWholeChromium(): string {
  return found(WHOLE, ['chromium']);
}

/** `names`: what it may be called. `packages`: those of Debian; older releases have the whole browser only. */
function found(names: readonly string[], packages: readonly string[]): string {
  const path =
    installed(names) ?? (download() ? playwrights() : null) ?? (debianPackage(packages) ? installed(names) : null);
  if (path) return path;
  throw new Error(
    'The browser tests need Chromium or Chrome. Install one, or say where it is: CHROMIUM_PATH=/path/to/chrome npm test',
  );
}

function installed(names: readonly string[]): string | null {
  const named = process.env.CHROMIUM_PATH;
  if (named && (names.includes(SHELLS[0]!) || !SHELLS.some((shell) => named.endsWith(shell)))) {
    if (existsSync(named)) return named;
    throw new Error(`CHROMIUM_PATH names ${named}, which isn't there.`);
  }
  for (const folder of (process.env.PATH ?? '').split(':')) {
    for (const name of names) if (existsSync(`${folder}/${name}`)) return `${folder}/${name}`;
  }
  return existsSync(MAC) ? MAC : playwrights();
}

function playwrights(): string | null {
  const path = chromium.executablePath();
  return existsSync(path) ? path : null;
}

function download(): boolean {
  console.log('No Chromium here: asking Playwright for one …');
  const cli = `${ROOT}node_modules/playwright-core/cli.js`;
  const ran = spawnSync(process.execPath, [cli, 'install', 'chromium'], { stdio: 'ignore', timeout: 300_000 });
  return ran.status === 0;
}

function debianPackage(packages: readonly string[]): boolean {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return false;
  console.log(`Installing Debian's chromium (Debian ${readFileSync('/etc/debian_version', 'utf8').trim()}) …`);
  const apt = (...args: string[]) => spawnSync('apt-get', args, { stdio: 'ignore', timeout: 600_000 }).status === 0;
  const install = (browser: string) =>
    apt('install', '-y', '--no-install-recommends', browser, 'fonts-noto-core', 'fonts-noto-color-emoji');
  return apt('update') && packages.some(install);
}
