/**
 * A client's end of a real socket to a running server: what it received, in order, and a way to wait for what is to come. It speaks the
 * version of the protocol that it is built with, and takes updates one by one or joined.
 */
import { WebSocket } from 'ws';
import type { AgentUpdate } from '../../src/protocol/agent-wire.ts';
import { PROTOCOL_VERSION, SUBPROTOCOL, TICKET_SUBPROTOCOL, TOKEN_SUBPROTOCOL } from '../../src/protocol/limits.ts';
import type { VisitorUpdate } from '../../src/protocol/visitor-wire.ts';
import { addressOf } from './address.ts';
import { SHOP } from './workspace.ts';

export interface VisitorHello {
  url?: string;
  title?: string;
  since?: number;
  after?: { conversation: string; seq: number };
}

/** A visitor's tab that has been welcomed. The same name is the same visitor; each name has a network address of its own. */
export async function visitorLine(
  origin: string,
  site: string,
  name: string,
  { url = `${SHOP}/bikes`, title = 'Bikes', ...hello }: VisitorHello = {},
): Promise<Line<VisitorUpdate>> {
  const line = await openLine<VisitorUpdate>(origin, 'visitor', site, TOKEN_SUBPROTOCOL + tokenOf(name), name);
  line.send({ t: 'visit.hello', v: PROTOCOL_VERSION, origin: SHOP, page: { url, title }, open: true, ...hello });
  await line.until('visit.welcomed');
  return line;
}

/** An agent's socket that has been welcomed. */
export async function agentLine(origin: string, site: string, ticket: string): Promise<Line<AgentUpdate>> {
  const line = await openLine<AgentUpdate>(origin, 'agent', site, TICKET_SUBPROTOCOL + ticket, ticket);
  line.send({ t: 'agent.hello', v: PROTOCOL_VERSION });
  await line.until('agent.welcomed');
  return line;
}

/** A visitor's token: the same name has always the same one. */
export function tokenOf(name: string): string {
  return name
    .replace(/[^0-9A-Za-z]/g, '')
    .padEnd(43, 'x')
    .slice(0, 43);
}

function openLine<Update extends { t: string }>(
  origin: string,
  role: 'visitor' | 'agent',
  site: string,
  credential: string,
  name: string,
): Promise<Line<Update>> {
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/socket/${role}/${site}`, [SUBPROTOCOL, credential], {
    headers: { Origin: origin, 'CF-Connecting-IP': addressOf(name) },
    perMessageDeflate: false,
  });
  const line = new Line<Update>(socket);
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve(line));
    socket.once('error', reject);
  });
}

export class Line<Update extends { t: string }> {
  readonly received: Update[] = [];
  closed: { code: number; reason: string } | null = null;
  private readonly socket: WebSocket;
  private cids = 0;
  private waiting: (() => void)[] = [];

  constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data) => {
      const text = String(data);
      if (text !== 'pong') this.received.push(...([JSON.parse(text)].flat() as Update[]));
      this.wake();
    });
    socket.on('close', (code, reason) => {
      this.closed = { code, reason: String(reason) };
      this.wake();
    });
    // A close follows, with what there is to know.
    socket.on('error', () => {});
  }

  send(frame: Record<string, unknown> | string): void {
    this.socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  }

  /** Sends a command and waits for its ack or refusal. */
  async ask(frame: Record<string, unknown>): Promise<Extract<Update, { t: 'ack' | 'refused' }>> {
    const cid = (frame.cid as string | undefined) ?? `cid-${++this.cids}-${Math.random().toString(36).slice(2, 8)}`;
    this.send({ ...frame, cid });
    return (await this.find(
      (update) => (update.t === 'ack' || update.t === 'refused') && (update as unknown as { cid: string }).cid === cid,
    )) as never;
  }

  /** The first update of this kind, from now or before, that `fits`. */
  until<T extends Update['t']>(
    t: T,
    fits: (update: Extract<Update, { t: T }>) => boolean = () => true,
  ): Promise<Extract<Update, { t: T }>> {
    return this.find((update) => update.t === t && fits(update as never)) as never;
  }

  async find(fits: (update: Update) => boolean): Promise<Update> {
    for (let seen = 0; ; ) {
      for (; seen < this.received.length; seen++) if (fits(this.received[seen]!)) return this.received[seen]!;
      if (this.closed) throw new Error(`the socket closed: ${this.closed.code} ${this.closed.reason}`);
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  async untilClosed(): Promise<{ code: number; reason: string }> {
    while (!this.closed) await new Promise<void>((resolve) => this.waiting.push(resolve));
    return this.closed;
  }

  close(): void {
    this.socket.close(1000);
  }

  private wake(): void {
    const waiting = this.waiting;
    this.waiting = [];
    for (const resolve of waiting) resolve();
  }
}
