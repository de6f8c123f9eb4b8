/**
 * Finds a Chromium for the browser tests, or gets one: named by `CHROMIUM_PATH`, installed on the system, or Playwright's; else Playwright's
 * download, or the distribution's package on Debian as root. Says plainly what to do where none of that works.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { ROOT } from './wrangler.ts';

/** The headless shell first: without the browser's own interface it opens pages three times as fast. */
const NAMES = [
  'chromium-headless-shell',
  'chrome-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge',
];
const MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/** The path of an executable Chromium. Throws, with what to do, if there is none to be had. */
export function findChromium(): string {
  const found = installed() ?? (download() ? playwrights() : null) ?? (debianPackage() ? installed() : null);
  if (found) return found;
  throw new Error(
    'The browser tests need Chromium or Chrome. Install one, or say where it is: CHROMIUM_PATH=/path/to/chrome npm test',
  );
}

function installed(): string | null {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`CHROMIUM_PATH names ${named}, which isn't there.`);
  }
  for (const folder of (process.env.PATH ?? '').split(':')) {
    for (const name of NAMES) if (existsSync(`${folder}/${name}`)) return `${folder}/${name}`;
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

function debianPackage(): boolean {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return false;
  console.log(`Installing Debian's chromium (Debian ${readFileSync('/etc/debian_version', 'utf8').trim()}) …`);
  const apt = (...args: string[]) => spawnSync('apt-get', args, { stdio: 'ignore', timeout: 600_000 }).status === 0;
  const install = (browser: string) =>
    apt('install', '-y', '--no-install-recommends', browser, 'fonts-noto-core', 'fonts-noto-color-emoji');
  // Older releases have the whole browser only.
  return apt('update') && (install('chromium-headless-shell') || install('chromium'));
}
