/**
 * A site with visitors and agents on real sockets, for tests inside workerd. Everything goes in by the public door: upgrades
 * through the Worker, settings and tickets through the object's RPC. Nothing here sleeps: a line waits for the update it is told of.
 */

import { applyD1Migrations, evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';
import { expect } from 'vitest';
import type { AgentUpdate } from '../../src/protocol/agent-wire.ts';
import { PROTOCOL_VERSION, SUBPROTOCOL } from '../../src/protocol/limits.ts';
import { DESK_DEFAULTS, type SiteSettings } from '../../src/protocol/site.ts';
import type { CardConversation } from '../../src/protocol/visit.ts';
import type { Watch } from '../../src/protocol/visit-list.ts';
import type { VisitorUpdate } from '../../src/protocol/visitor-wire.ts';
import type { Site } from '../../src/site/site.ts';
import { cardOn, EVERYBODY } from './shown.ts';

export const HOST = 'https://chat.example';
export const SHOP = 'https://shop.example';

const SETTINGS: SiteSettings = {
  name: 'Kolovrat',
  origins: [SHOP],
  botName: 'Vela',
  greeting: 'Hi, I’m Vela, the AI of Kolovrat.',
  color: '#14503f',
  ...DESK_DEFAULTS,
};

const ARTICLES = [
  {
    title: 'Delivery',
    body: 'Delivery within Slovenia takes two working days and costs 5 euros. Orders over 80 euros are delivered free of charge.',
  },
  {
    title: 'Returns and refunds',
    body: [
      'You can return a bike within thirty days of delivery, as long as it is clean and was ridden no further than ten kilometres.',
      'Returns start with a message to the workshop, which sends a courier with a box to your door free of charge.',
      'After the return has arrived, the workshop checks the frame, the brakes and the wheels within three working days.',
      'A refund for the return goes to the card you paid with, and takes up to five working days to arrive at your bank.',
    ].join(' '),
  },
];

let made = 0;

/** A new site with two articles, on a database that has all migrations. */
export async function openSite(settings: Partial<SiteSettings> = {}) {
  await applyD1Migrations(env.HISTORY, (env as unknown as { MIGRATIONS: never }).MIGRATIONS);
  const id = `site_${String(++made).padStart(8, '0')}${Math.random().toString(36).slice(2, 10).padEnd(8, '0')}`;
  const stub = env.SITE.getByName(id) as unknown as DurableObjectStub<Site>;
  await stub.create(id, { ...SETTINGS, ...settings });
  for (const article of ARTICLES) await stub.saveArticle(null, article);
  return new World(id, stub);
}

export class World {
  constructor(
    readonly id: string,
    readonly stub: DurableObjectStub<Site>,
  ) {}

  /** A visitor's tab that has been welcomed. The same name is the same visitor. */
  async visitor(name: string, hello: Record<string, unknown> = {}): Promise<Line<VisitorUpdate>> {
    const line = await this.connect<VisitorUpdate>('visitor', `token.${tokenOf(name)}`);
    const page = { url: `${SHOP}/bikes`, title: 'Bikes' };
    line.send({ t: 'visit.hello', v: PROTOCOL_VERSION, origin: SHOP, page, open: true, ...hello });
    await line.until('visit.welcomed');
    return line;
  }

  /** An agent's socket that has been welcomed, and watches everybody or what it is told to. */
  async agent(
    name: string,
    role: 'agent' | 'supervisor' | 'admin' = 'agent',
    watch: Watch = EVERYBODY,
  ): Promise<Line<AgentUpdate>> {
    const ticket = await this.ticket(name, role);
    const line = await this.connect<AgentUpdate>('agent', `ticket.${ticket}`);
    line.send({ t: 'agent.hello', v: PROTOCOL_VERSION, watch });
    await line.until('agent.welcomed');
    return line;
  }

  async ticket(name: string, role: 'agent' | 'supervisor' | 'admin' = 'agent'): Promise<string> {
    const session = { session: `session-${name}`, sessionEndsAt: Number.MAX_SAFE_INTEGER };
    await signUp(this.id, memberOf(name), name, role, session.session);
    const answer = await this.stub.issueTicket({ id: memberOf(name), name, role, ...session });
    if (!answer.ok) throw new Error(answer.refusal.code);
    return answer.value;
  }

  /** A raw socket, as the Worker lets it in. */
  async connect<Update extends { t: string }>(
    role: 'visitor' | 'agent',
    credential: string,
    headers: Record<string, string> = {},
    site = this.id,
  ): Promise<Line<Update>> {
    const response = await (exports as unknown as { default: Fetcher }).default.fetch(
      `${HOST}/socket/${role}/${site}`,
      {
        headers: {
          Upgrade: 'websocket',
          Origin: HOST,
          'Sec-WebSocket-Protocol': `${SUBPROTOCOL}, ${credential}`,
          'User-Agent': 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/150.0 Safari/537.36',
          ...headers,
        },
      },
    );
    if (!response.webSocket) throw new Error(`no upgrade: ${response.status}`);
    return new Line<Update>(response.webSocket, response.headers.get('Sec-WebSocket-Protocol'));
  }

  /** Lets the object's alarm ring now, whether or not it is due. */
  ring(): Promise<boolean> {
    return runDurableObjectAlarm(this.stub as unknown as DurableObjectStub);
  }

  /** Closes a visitor's only tab and waits until the object has noticed. */
  async leave(line: Line<VisitorUpdate>): Promise<void> {
    line.close();
    await expect.poll(() => this.openSockets('visitor')).toBe(0);
  }

  /** Evicts the object: memory is gone, storage stays; sockets sleep on, or are closed. */
  async evict(webSockets: 'hibernate' | 'close' = 'hibernate'): Promise<void> {
    await this.stub.read(); // one that isn't running can't be evicted
    await evictDurableObject(this.stub as unknown as DurableObjectStub, { webSockets });
  }

  private openSockets(tag: string): Promise<number> {
    return runInDurableObject(
      this.stub as unknown as DurableObjectStub,
      (_: unknown, state: DurableObjectState) =>
        state.getWebSockets(tag).filter((socket) => socket.readyState === WebSocket.OPEN).length,
    );
  }

  /** Rows of the object's own database. */
  rows<T>(query: string, ...values: string[]): Promise<T[]> {
    return runInDurableObject(
      this.stub as unknown as DurableObjectStub,
      (_: unknown, state: DurableObjectState) => state.storage.sql.exec(query, ...values).toArray() as T[],
    );
  }
}

/** One end of a socket: what it received, in order, and a way to wait for what is to come. */
export class Line<Update extends { t: string }> {
  readonly received: Update[] = [];
  /** The texts as they came, byte for byte. */
  readonly raw: string[] = [];
  closed: { code: number; reason: string } | null = null;
  private cids = 0;
  private waiting: (() => void)[] = [];

  constructor(
    private readonly socket: WebSocket,
    /** The subprotocol that the server chose. */
    readonly protocol: string | null = null,
  ) {
    socket.addEventListener('message', (event) => {
      const text = String(event.data);
      this.raw.push(text);
      if (text !== 'pong') this.received.push(...([JSON.parse(text)].flat() as Update[]));
      this.wake();
    });
    socket.addEventListener('close', (event) => {
      this.closed = { code: event.code, reason: event.reason };
      this.wake();
    });
    socket.accept();
  }

  send(frame: Record<string, unknown> | string): void {
    this.socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  }

  sendBytes(bytes: ArrayBuffer): void {
    this.socket.send(bytes);
  }

  /** Sends a command and waits for its ack or refusal. */
  async ask(frame: Record<string, unknown>): Promise<Extract<Update, { t: 'ack' | 'refused' }>> {
    const cid = `cid-${++this.cids}-${Math.random().toString(36).slice(2, 8)}`;
    this.send({ cid, ...frame });
    const wanted = frame.cid ?? cid;
    return (await this.find(
      (update) =>
        (update.t === 'ack' || update.t === 'refused') && (update as unknown as { cid: string }).cid === wanted,
    )) as never;
  }

  /** The first update of this kind from now or before that `fits`, waiting for it if need be. */
  until<T extends Update['t']>(
    t: T,
    fits: (update: Extract<Update, { t: T }>) => boolean = () => true,
  ): Promise<Extract<Update, { t: T }>> {
    return this.find((update) => update.t === t && fits(update as never)) as never;
  }

  async untilClosed(): Promise<{ code: number; reason: string }> {
    await this.wait(() => this.closed !== null);
    return this.closed!;
  }

  async find(fits: (update: Update) => boolean): Promise<Update> {
    await this.wait(() => this.received.some(fits));
    return this.received.find(fits)!;
  }

  async wait(done: () => boolean): Promise<void> {
    while (!done()) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  /** Without a code where that is null. */
  close(code: number | null = 1000, reason = ''): void {
    if (code === null) this.socket.close();
    else this.socket.close(code, reason);
  }

  private wake(): void {
    const waiting = this.waiting;
    this.waiting = [];
    for (const resolve of waiting) resolve();
  }
}

/** What D1 holds of a member who is signed in and has this role on the site: the object asks it who may be at the desk. */
export async function signUp(site: string, id: string, name: string, role: string, session: string): Promise<void> {
  const run = (query: string, ...values: string[]) =>
    env.HISTORY.prepare(query)
      .bind(...values)
      .run();
  await run(
    `INSERT OR IGNORE INTO members (id, name, email, agent_name, created_at, updated_at)
      VALUES (?1, ?2, ?1 || '@mail.example', ?2, 1, 1)`,
    id,
    name,
  );
  await run('INSERT OR REPLACE INTO roles (member, site, role) VALUES (?, ?, ?)', id, site, role);
  await run(
    `INSERT OR IGNORE INTO sessions (id, token, member, created_at, updated_at, expires_at) VALUES (?1, ?1, ?2, 1, 1, 1)`,
    session,
    id,
  );
}

/** The first card, or change of one, whose conversation fits; cards are joined, so it may come either way. */
export async function cardWith(
  agent: Line<AgentUpdate>,
  fits: (conversation: CardConversation) => boolean = () => true,
): Promise<CardConversation> {
  return (await cardOn(agent, ({ conversation }) => conversation !== null && fits(conversation))).conversation!;
}

/** The same name always has the same token. */
export function tokenOf(name: string): string {
  return name
    .replace(/[^0-9A-Za-z]/g, '')
    .padEnd(43, 'x')
    .slice(0, 43);
}

export function memberOf(name: string): string {
  return `agt_${name
    .replace(/[^0-9A-Za-z]/g, '')
    .padEnd(16, '0')
    .slice(0, 16)}`;
}
