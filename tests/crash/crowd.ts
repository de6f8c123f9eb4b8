/**
 * Visitors and an agent at work: the widget's and the dashboard's own clients, on sockets of Node. They write as fast as they are answered,
 * end their conversations and begin new ones, step in and out, and come back by themselves whenever the server is gone. What goes over their
 * sockets is written down in the ledger.
 */
import { WebSocket as NodeSocket } from 'ws';
import { WINDOW_MAX } from '../../src/protocol/limits.ts';
import { type Desk, startDesk } from '../../web/dashboard/desk.ts';
import type { Environment } from '../../web/kit/client.ts';
import { type Chat, startChat } from '../../web/widget/frame/chat.ts';
import type { Workspace } from '../server/workspace.ts';
import { SHOP } from '../server/workspace.ts';
import type { Ledger } from './ledger.ts';

/** Messages written before the first of them is answered. */
const AHEAD = 3;
/** Messages of a visitor before they end the conversation. */
const PER_CONVERSATION = 25;
/** Messages of the agent before they give a conversation back. */
const PER_STAY = 10;
const HELD = 3;

export interface CrowdOptions {
  workspace: Workspace;
  site: string;
  visitors: number;
  /** How many times faster than a real one a client waits: a server that dies every other second makes it patient. */
  hurry: number;
  ledger: Ledger;
}

export class Crowd {
  private readonly chats: Writer[] = [];
  private readonly clerk: Clerk;

  constructor(options: CrowdOptions) {
    for (let n = 0; n < options.visitors; n++) this.chats.push(new Writer(options, n));
    this.clerk = new Clerk(options);
  }

  /** Whether everybody is connected. */
  get live(): boolean {
    return this.chats.every(({ live }) => live) && this.clerk.live;
  }

  /** Whether nobody waits for an answer. */
  get idle(): boolean {
    return this.chats.every(({ idle }) => idle) && this.clerk.idle;
  }

  /** Nobody writes anything new; visitors end what they have open. */
  rest(): void {
    this.clerk.working = false;
    for (const chat of this.chats) chat.rest();
  }

  leave(): void {
    for (const chat of this.chats) chat.leave();
    this.clerk.leave();
  }
}

/** A visitor's widget. */
class Writer {
  private readonly chat: Chat;
  private readonly ears: Ears;
  private working = true;
  private written = 0;

  constructor({ workspace, site, hurry, ledger }: CrowdOptions, nth: number) {
    const name = `visitor ${nth}`;
    this.ears = new Ears(ledger, name, workspace.origin, `10.1.${nth >> 8}.${nth & 255}`, hurry);
    const held = new Map<string, string>();
    this.chat = startChat({
      site,
      server: workspace.origin.replace('http', 'ws'),
      language: 'en',
      origin: SHOP,
      page: { url: `${SHOP}/bikes`, title: 'Bikes' },
      open: true,
      opened: true,
      hidden: () => false,
      memory: {
        get: (key) => held.get(key) ?? null,
        set: (key, value) => void (value === null ? held.delete(key) : held.set(key, value)),
        area: null,
      },
      onChange: () => queueMicrotask(() => this.goOn()),
      environment: this.ears.environment,
    });
  }

  get live(): boolean {
    return this.chat.state().link === 'live';
  }

  get idle(): boolean {
    const { pending, thread } = this.chat.state();
    return pending.length === 0 && (this.working || thread === null || thread.control === 'closed');
  }

  rest(): void {
    this.working = false;
    this.goOn();
  }

  leave(): void {
    this.ears.close();
  }

  private goOn(): void {
    const { pending, thread, link } = this.chat.state();
    if (link !== 'live') return;
    if (!this.working) {
      if (pending.length === 0 && thread && thread.control !== 'closed') this.chat.wish('conversation.close');
      return;
    }
    while (this.chat.state().pending.length < AHEAD) {
      this.chat.post(`${this.ears.name} writes ${++this.written}`);
      if (this.written % PER_CONVERSATION === 0) this.chat.wish('conversation.close');
    }
  }
}

/** An agent's desk. */
class Clerk {
  working = true;
  private readonly desk: Desk;
  private readonly ears: Ears;
  /** Messages written, by conversation held. */
  private readonly stays = new Map<string, number>();
  private readonly asked = new Set<string>();
  private written = 0;

  constructor({ workspace, site, hurry, ledger }: CrowdOptions) {
    this.ears = new Ears(ledger, 'agent', workspace.origin, '10.2.0.1', hurry);
    this.desk = startDesk({
      site,
      server: workspace.origin.replace('http', 'ws'),
      ticket: () => workspace.ticket(site),
      member: 'agent',
      storage: null,
      onChange: () => queueMicrotask(() => this.goOn()),
      environment: this.ears.environment,
    });
    this.desk.watch('monitor', { window: { list: 'all', from: 0, to: WINDOW_MAX } });
  }

  get live(): boolean {
    return this.desk.state().link === 'live';
  }

  get idle(): boolean {
    return this.desk.state().posts.every(({ state }) => state !== 'sending');
  }

  leave(): void {
    this.desk.stop();
    this.ears.close();
  }

  private goOn(): void {
    const { link, member, visits, posts } = this.desk.state();
    if (!this.working || link !== 'live' || !member) return;
    const open = [...visits.values()].flatMap(({ conversation }) => conversation ?? []);
    const mine = open.filter(({ control, holder }) => control === 'agent' && holder?.id === member.id);
    for (const { id } of mine) {
      const sending = posts.filter((post) => post.conversation === id && post.state === 'sending').length;
      const stay = this.stays.get(id) ?? 0;
      if (stay >= PER_STAY)
        this.once(id, () => (stay % 2 ? this.desk.close(id, { reason: null, note: '' }) : this.desk.leave(id)));
      else if (sending === 0) {
        this.stays.set(id, stay + 1);
        this.desk.post(id, `agent writes ${++this.written}`);
      }
    }
    const free = open.find(({ id, control }) => control === 'bot' && !this.stays.has(id) && !this.asked.has(id));
    if (free && mine.length + this.asked.size < HELD) this.once(free.id, () => this.desk.takeOver(free.id));
  }

  /** One command at a time for a conversation. */
  private once(id: string, act: () => Promise<unknown>): void {
    if (this.asked.has(id)) return;
    this.asked.add(id);
    void act().then(() => {
      this.asked.delete(id);
      this.goOn();
    });
  }
}

/** Listens at all sockets of one client, and is its network. */
class Ears {
  readonly environment: Partial<Environment>;
  private readonly open = new Set<NodeSocket>();
  private gone = false;

  readonly name: string;

  constructor(ledger: Ledger, name: string, origin: string, address: string, hurry: number) {
    this.name = name;
    const ears = this;
    class HeardSocket extends NodeSocket {
      constructor(url: string, protocols: string[]) {
        super(url, protocols, {
          headers: { Origin: origin, 'CF-Connecting-IP': address },
          perMessageDeflate: false,
        });
        if (ears.gone) this.terminate();
        ears.open.add(this);
        this.on('close', () => ears.open.delete(this));
        // A close follows.
        this.on('error', () => {});
        this.on('message', (data) => {
          const text = String(data);
          if (text === 'pong') return;
          for (const update of [JSON.parse(text)].flat() as {
            t: string;
            cid?: string;
            seq?: number;
            code?: string;
          }[]) {
            if (update.t === 'ack') ledger.hearsAck(update.cid ?? '', update.seq ?? 0);
            // What is to be sent again is not refused for good.
            else if (update.t === 'refused' && update.code !== 'rate.limited' && update.code !== 'overloaded') {
              ledger.hearsRefusal(update.cid ?? '');
            }
          }
        });
      }

      override send(text: string): void {
        const frame = text.startsWith('{') ? (JSON.parse(text) as { t: string; cid: string; text: string }) : null;
        if (frame?.t === 'entry.post') ledger.sends(name, frame.cid, frame.text);
        // One that has just died says so by its close.
        if (this.readyState === NodeSocket.OPEN) super.send(text);
      }
    }
    this.environment = {
      WebSocket: HeardSocket as unknown as typeof WebSocket,
      now: () => Date.now() * hurry,
      schedule(run, ms) {
        const timer = setTimeout(run, ms / hurry);
        return () => clearTimeout(timer);
      },
      onWake: () => () => {},
    };
  }

  close(): void {
    this.gone = true;
    for (const socket of this.open) socket.terminate();
  }
}
