/**
 * A fresh workspace through the public door: real Worker, real D1, real objects. Callers are browsers in small:
 * they keep cookies, send their origin, and have an address of their own so that no test eats another's rate limit.
 */

import { applyD1Migrations, type D1Migration, reset } from 'cloudflare:test';
import { env as bindings, exports } from 'cloudflare:workers';
import { createOTP } from '@better-auth/utils/otp';
import type { Role } from '#protocol/member';
import { hashPassword } from '../../src/http/auth/password.ts';
import type { WorkerEnv } from '../../src/http/env.ts';
import { newId } from '../../src/http/id.ts';
import { forgetEverything } from '../../src/http/remembered.ts';

export const env = bindings as unknown as WorkerEnv & { MIGRATIONS: D1Migration[] };

/** Where the tests' workspace lives. */
export const ORIGIN = 'https://desk.example';
export const SETUP_CODE = 'set-up code of the tests';
export const PASSWORD = 'correct horse battery';

/** Two documents in place of the built widget, so that no test waits for a build. */
const documents = {
  fetch: async (request: Request) => {
    const page = new URL(request.url).pathname.slice('/widget/'.length);
    if (page !== 'frame' && page !== 'refused') return new Response('no such asset', { status: 404 });
    return new Response(`<!doctype html><meta name="edgewise-refusal" content=""><title>${page}</title>`);
  },
};

const sockets: WebSocket[] = [];

/** Forgets everything and makes the tables anew. */
export async function freshWorkspace(): Promise<void> {
  for (const socket of sockets.splice(0)) socket.close(1000);
  await reset();
  // On a busy machine a reset that meets work still going on can leave the database as it was.
  for (let again = 0; again < 10 && (await tablesThere()); again++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    await reset();
  }
  forgetEverything();
  Object.assign(env, { ASSETS: documents });
  await applyD1Migrations(env.HISTORY, env.MIGRATIONS);
}

async function tablesThere(): Promise<boolean> {
  return (await env.HISTORY.prepare("SELECT 1 FROM sqlite_master WHERE name = 'members'").first()) !== null;
}

/** Does it within one of the platform's minutes, by which it counts: anew, by another address, where one ended meanwhile. */
export async function withinAMinute<T>(work: (by: Browser) => Promise<T>): Promise<T> {
  const minute = () => Math.floor(Date.now() / 60_000);
  for (;;) {
    const began = minute();
    const done = await work(new Browser());
    if (minute() === began) return done;
  }
}

let addresses = 0;

export interface Answer {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  body: any;
}

/** One browser. */
export class Browser {
  readonly cookies = new Map<string, string>();
  origin: string | null = ORIGIN;
  address = `198.18.${Math.floor(++addresses / 250)}.${addresses % 250}`;

  async send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const all = new Headers({ 'CF-Connecting-IP': this.address });
    if (this.cookies.size > 0)
      all.set('Cookie', [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    if (this.origin !== null && method !== 'GET') all.set('Origin', this.origin);
    const init: RequestInit = { method, headers: all };
    if (body !== undefined) {
      all.set('Content-Type', 'application/json');
      init.body = typeof body === 'string' ? body : JSON.stringify(body);
    }
    for (const [name, value] of Object.entries(headers)) all.set(name, value);
    const answer = await (exports as unknown as { default: Fetcher }).default.fetch(`${ORIGIN}${path}`, init);
    for (const cookie of answer.headers.getSetCookie()) this.keep(cookie);
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: text === '' ? null : parse(text) };
  }

  get = (path: string, headers?: Record<string, string>) => this.send('GET', path, undefined, headers);
  post = (path: string, body?: unknown, headers?: Record<string, string>) => this.send('POST', path, body, headers);
  patch = (path: string, body?: unknown) => this.send('PATCH', path, body);
  delete = (path: string) => this.send('DELETE', path);

  signIn = (email: string, password = PASSWORD) => this.post('/api/auth/sign-in/email', { email, password });

  private keep(cookie: string): void {
    const [pair = '', ...attributes] = cookie.split(';').map((part) => part.trim());
    const at = pair.indexOf('=');
    const gone = attributes.some((attribute) => /^max-age=0$/i.test(attribute));
    if (gone) this.cookies.delete(pair.slice(0, at));
    else this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
  }
}

/** Claims the workspace and signs its owner in. */
export async function ownerOf(name = 'Olga Owner', email = 'olga@example.com'): Promise<Browser> {
  const browser = new Browser();
  const claimed = await browser.post('/api/setup', { code: SETUP_CODE, name, email, password: PASSWORD });
  if (claimed.status !== 201) throw new Error(`set-up failed: ${JSON.stringify(claimed.body)}`);
  await signedIn(browser, email);
  return browser;
}

/** Makes a site and answers with its id. */
export async function makeSite(owner: Browser, name: string, origins: string[] = []): Promise<string> {
  const made = await owner.post('/api/sites', { name, origins });
  if (made.status !== 201) throw new Error(`no site: ${made.status} ${JSON.stringify(made.body)}`);
  return made.body.id as string;
}

/** A member with these roles, put straight into D1 to spare the tests a hundred invitations, and signed in. */
export async function memberWith(roles: Record<string, Role>, email = `${newId('agt')}@example.com`): Promise<Browser> {
  const id = newId('agt');
  const now = Date.now();
  await env.HISTORY.batch([
    env.HISTORY.prepare(
      "INSERT INTO members (id, name, email, agent_name, created_at, updated_at) VALUES (?, 'Mo Member', ?, 'Mo', ?, ?)",
    ).bind(id, email.toLowerCase(), now, now),
    env.HISTORY.prepare(
      "INSERT INTO accounts (id, account_id, provider_id, member, password, created_at, updated_at) VALUES (?, ?, 'credential', ?, ?, ?, ?)",
    ).bind(newId('acc'), id, id, await passwordHash(), now, now),
    ...Object.entries(roles).map(([site, role]) =>
      env.HISTORY.prepare('INSERT INTO roles (member, site, role) VALUES (?, ?, ?)').bind(id, site, role),
    ),
  ]);
  const browser = new Browser();
  await signedIn(browser, email);
  return browser;
}

/** Begins to switch the second step on, which its first code completes, and answers with what makes codes. */
export async function withTotp(member: Browser): Promise<{ code(): Promise<string>; backupCodes: string[] }> {
  const start = await member.post('/api/auth/two-factor/enable', { password: PASSWORD });
  if (start.status !== 200) throw new Error(`no second step: ${JSON.stringify(start.body)}`);
  const uri = new URL(start.body.totpURI);
  if (uri.protocol !== 'otpauth:') throw new Error(`no app opens ${uri.protocol}`);
  const secret = decodeBase32(uri.searchParams.get('secret')!);
  // Each code is good once. The app's next one is good already, and the one before still is.
  const steps = [0, 1, -1];
  const code = async () => {
    const step = Math.floor(Date.now() / 30_000) + steps.shift()!;
    return createOTP(secret, { digits: 6, period: 30 }).hotp(step);
  };
  return { code, backupCodes: start.body.backupCodes as string[] };
}

async function signedIn(browser: Browser, email: string): Promise<void> {
  const answer = await browser.signIn(email);
  if (answer.status !== 200) throw new Error(`sign-in failed: ${answer.status} ${JSON.stringify(answer.body)}`);
}

let hash: Promise<string> | null = null;

/** Hashed once: it is slow on purpose. */
function passwordHash(): Promise<string> {
  hash ??= hashPassword(PASSWORD);
  return hash;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

export interface Socket {
  /** The code it was closed with. */
  closed: Promise<number>;
  isOpen(): boolean;
  send(frame: Record<string, unknown>): void;
  frames: string[];
}

/** Opens an agent's socket with a fresh ticket and says hello. */
export async function agentSocket(browser: Browser, site: string): Promise<Socket> {
  const { ticket } = (await browser.post(`/api/sites/${site}/ticket`)).body as { ticket: string };
  return agentSocketWith(ticket, site);
}

export async function agentSocketWith(ticket: string, site: string): Promise<Socket> {
  const socket = await upgrade(`/socket/agent/${site}`, { protocols: ['edgewise.3', `ticket.${ticket}`] });
  socket.send({ t: 'agent.hello', v: 3 });
  return socket;
}

/** Opens a socket as a browser would. */
export async function upgrade(
  path: string,
  { protocols = ['edgewise.3'], origin = ORIGIN as string | null, headers = {} as Record<string, string> } = {},
): Promise<Socket & { status: number; protocol: string | null; webSocket: WebSocket | null }> {
  const all = new Headers({ Upgrade: 'websocket', 'Sec-WebSocket-Protocol': protocols.join(', '), ...headers });
  if (origin !== null) all.set('Origin', origin);
  const answer = await (exports as unknown as { default: Fetcher }).default.fetch(`${ORIGIN}${path}`, { headers: all });
  const webSocket = answer.webSocket;
  const frames: string[] = [];
  let open = webSocket !== null;
  const closed = new Promise<number>((resolve) => {
    webSocket?.addEventListener('close', ({ code }) => {
      open = false;
      resolve(code);
    });
    webSocket?.addEventListener('message', ({ data }) => frames.push(String(data)));
    webSocket?.accept();
    if (webSocket) sockets.push(webSocket);
  });
  return {
    status: answer.status,
    protocol: answer.headers.get('Sec-WebSocket-Protocol'),
    webSocket,
    closed,
    frames,
    isOpen: () => open,
    send: (frame) => webSocket?.send(JSON.stringify(frame)),
  };
}

function decodeBase32(text: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  let bits = '';
  for (const letter of text.replace(/=+$/, '')) bits += alphabet.indexOf(letter).toString(2).padStart(5, '0');
  const bytes = bits.match(/.{8}/g) ?? [];
  return String.fromCharCode(...bytes.map((byte) => Number.parseInt(byte, 2)));
}
