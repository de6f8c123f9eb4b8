/**
 * `npm start -- --demo` as a person runs it: it prints its addresses and who may sign in, and works. Then its processes are
 * killed in the middle of a conversation and started again on the same state: both sides come back by themselves.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium, PATIENCE, picture, Visitor } from './support/world.ts';

const ROOT = new URL('../../', import.meta.url).pathname;
/** A machine that is busy with other things starts slowly, and a test here may start it, and tell a story besides. */
const STARTS_WITHIN_MS = 90_000;
const STORY_MS = 180_000;

const state = mkdtempSync(join(tmpdir(), 'edgewise-restart-'));
const errors: string[] = [];
let ports: [number, number];
let running: ChildProcess | undefined;
let browser: Browser;
let said = '';
let monitor: Page;
let visitor: Visitor;
beforeAll(async () => {
  ports = [await freePort(), await freePort()];
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
  await kill();
  rmSync(state, { recursive: true, force: true });
});

test(
  'npm start -- --demo says where dashboard and shop are, and who may sign in',
  async () => {
    said = await start();
    expect(said).toContain(`Dashboard   http://localhost:${ports[0]}\n`);
    expect(said).toContain(`Demo shop   http://localhost:${ports[1]}\n`);
    expect(said).toContain('Giulia Rossi (agent)');
    const [, email, password] = /Maja Kovač \(owner\)\s+e-mail\s+(\S+)\s+password\s+(\S+)/.exec(said) ?? [];
    const desk = await browser.newContext({ locale: 'en-GB' });
    monitor = await watched(await desk.newPage());
    await monitor.goto(`http://localhost:${ports[0]}`);
    await monitor.getByLabel('E-mail').fill(email!);
    await monitor.getByLabel('Password', { exact: true }).fill(password!);
    await monitor.keyboard.press('Enter');
    await monitor.getByTestId('monitor.empty').waitFor();
    const site = /site_[0-9A-Za-z]{16}/.exec(monitor.url())![0];

    const street = await browser.newContext({ locale: 'sl-SI' });
    visitor = new Visitor(await watched(await street.newPage()), street, `http://localhost:${ports[1]}/`, site);
    await visitor.goes();
    await visitor.opens();
    await visitor.writes('How much does the delivery of a bike cost?');
    await visitor.sees(/€29/);
    await monitor.getByTestId('visit.open').click();
    await monitor.getByTestId('conversation.pane').getByTestId('conversation.take-over').click();
    await visitor.sees('Live agent');
    await says('Pozdravljeni, tukaj Maja. Kam pa bi poslali?');
    await visitor.sees('Kam pa bi poslali?');
    await visitor.writes('V Žužemberk & nazaj <3');
    await monitor.getByTestId('conversation.thread').getByText('V Žužemberk & nazaj <3').waitFor();
  },
  STORY_MS,
);

test(
  'M4 the processes are killed and started again: visitor and agent come back, with every message and the same control',
  async () => {
    for (const page of [monitor, visitor.widget])
      await page.evaluate(() => Object.assign(window, { sameDocument: true }));
    await kill();
    await monitor.getByTestId('link.reconnecting').waitFor();
    await visitor.widget.getByText('Reconnecting. Your messages are kept.').waitFor();
    // Written while there is nobody to send it to.
    await visitor.writes('Ste še tam?');
    await says('Seveda, takoj bom.');
    await visitor.widget.getByText('Sending', { exact: true }).waitFor();
    await picture(monitor, 'restart-down-monitor');
    await picture(visitor.page, 'restart-down-visitor');
    const again = await start();
    // The same workspace, with the same passwords.
    expect(passwordsIn(again)).toEqual(passwordsIn(said));

    await visitor.widget.getByText('Seveda, takoj bom.').waitFor(PATIENCE);
    const thread = monitor.getByTestId('conversation.thread');
    await thread.locator('[data-from="visitor"]').getByText('Ste še tam?').waitFor(PATIENCE);
    await monitor.getByTestId('link.reconnecting').waitFor({ state: 'detached' });
    await visitor.widget.locator('.strip').waitFor({ state: 'detached' });
    // Away for less than the agent's grace: the conversation is still Maja's.
    await monitor.getByText('You have this conversation.').waitFor();
    await visitor.widget.getByRole('heading', { name: 'Maja', exact: true }).waitFor();
    const texts = [
      'How much does the delivery of a bike cost?',
      'Pozdravljeni, tukaj Maja. Kam pa bi poslali?',
      'V Žužemberk & nazaj <3',
      'Ste še tam?',
      'Seveda, takoj bom.',
    ];
    for (const text of texts) {
      await expect.poll(() => thread.getByText(text, { exact: true }).count()).toBe(1);
      await expect.poll(() => visitor.widget.locator('.bubble').getByText(text, { exact: true }).count()).toBe(1);
    }
    expect(await thread.getByText('You joined').count()).toBe(1);
    for (const page of [monitor, visitor.widget])
      expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true);

    // And it goes on: given back, the AI answers what nobody has.
    await visitor.writes('How much is the postage for accessories?');
    await thread.getByText('How much is the postage for accessories?').waitFor();
    await monitor.getByTestId('conversation.leave').click();
    await visitor.sees(/€3\.90/);
    await picture(monitor, 'restart-monitor');
    await picture(visitor.page, 'restart-visitor');
    expect(errors).toEqual([]);
  },
  STORY_MS,
);

async function says(text: string): Promise<void> {
  await monitor.getByTestId('composer.text').fill(text);
  await monitor.getByTestId('composer.text').press('Enter');
}

/** Starts it, and answers with all it said once it stands. */
function start(): Promise<string> {
  const [port, shopPort] = ports.map(String) as [string, string];
  const args = ['scripts/start.ts', '--demo', '--no-build', '--port', port, '--shop-port', shopPort];
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, EDGEWISE_STATE: state },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that it can be killed with all its children, as a power cut would.
    detached: true,
  });
  running = child;
  let out = '';
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`${why}\n${out}`));
    const timer = setTimeout(() => fail('It did not start in time.'), STARTS_WITHIN_MS);
    child.on('exit', (code) => fail(`It ended with ${code}.`));
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        out += String(chunk);
        if (!out.includes('Ctrl+C stops everything.')) return;
        clearTimeout(timer);
        resolve(out);
      });
    }
  });
}

/** SIGKILL to the whole group: nobody gets to say goodbye. */
async function kill(): Promise<void> {
  const child = running;
  running = undefined;
  if (child?.pid === undefined || child.exitCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  process.kill(-child.pid, 'SIGKILL');
  await gone;
  // Its port is free again when nobody answers there.
  while (await answers(ports[0]));
}

async function answers(port: number): Promise<boolean> {
  return fetch(`http://localhost:${port}/api/setup`).then(
    () => true,
    () => false,
  );
}

function passwordsIn(text: string): string[] {
  return [...text.matchAll(/password\s+(\S+)/g)].map((found) => found[1]!);
}

async function watched(page: Page): Promise<Page> {
  page.setDefaultTimeout(20_000);
  page.on('pageerror', (error) => errors.push(String(error)));
  return page;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
