/**
 * Visitors with the product's own link and outbox (web/kit), as their browsers run them, on a site whose server goes away and comes back.
 * Counts how they return, and looks at what became of the messages that were under way.
 */
import { WebSocket as NodeSocket } from 'ws';
import { PROTOCOL_VERSION, SUBPROTOCOL, TOKEN_SUBPROTOCOL } from '../../../src/protocol/limits.ts';
import type { VisitorFrame, VisitorUpdate } from '../../../src/protocol/visitor-wire.ts';
import { createOutbox, type Outbox } from '../../../web/kit/outbox.ts';
import { connect, type Link } from '../../../web/kit/socket.ts';
import { SHOP } from '../../server/workspace.ts';

export interface Landed {
  visitors: number;
  /** From the first return to the last, and from the kill to the last, in ms. */
  returningMs: number;
  awayMs: number;
  /** The most visitors that were welcomed within one second. */
  peak: number;
  /** Attempts to connect, those in vain too. */
  attempts: number;
}

interface Client {
  link: Link<VisitorFrame>;
  outbox: Outbox<VisitorFrame>;
  live: boolean;
  liveAt: number;
  /** Cids written, and where the log has each. */
  wrote: string[];
  logged: Map<string, number>;
  doubled: string[];
}

/** As the widget's: with the panel open, or something to send, a visitor is back sooner. */
const SPREAD_OPEN_MS = 2_000;
const SPREAD_MS = 15_000;

export class Storm {
  private readonly origin: string;
  private readonly site: string;
  private readonly clients: Client[] = [];
  private attempts = 0;

  constructor({ port, site }: { port: number; site: string }) {
    this.origin = `http://127.0.0.1:${port}`;
    this.site = site;
  }

  /** This many visitors, of whom every `opens`th has the panel open. */
  async gather({ count, opens }: { count: number; opens: number }): Promise<void> {
    for (let number = 0; number < count; number++) {
      this.client(number, number % opens === 0);
      if (number % 50 === 49) await this.until(() => this.clients.every(({ live }) => live), 30_000);
    }
    await this.until(() => this.clients.every(({ live }) => live), 30_000);
  }

  /** Every nth visitor writes a message, and nobody waits for an ack. */
  async write({ every }: { every: number }): Promise<void> {
    for (const client of this.clients.filter((_, index) => index % every === 0)) {
      client.wrote.push(client.outbox.add({ t: 'entry.post', text: `Message ${client.wrote.length + 1}` }));
    }
  }

  /** From now on, which is when the server is killed, until everybody is back. */
  async passes({ withinMs }: { withinMs: number }): Promise<Landed> {
    const began = performance.now();
    const attempts = this.attempts;
    // The closes of a kill come at once, but not within this turn.
    await this.until(() => this.clients.every(({ live }) => !live), 10_000);
    await this.until(() => this.clients.every(({ live }) => live), withinMs);
    const backAt = this.clients.map(({ liveAt }) => liveAt).sort((a, b) => a - b);
    let peak = 0;
    for (let from = 0, to = 0; to < backAt.length; to++) {
      while (backAt[to]! - backAt[from]! > 1_000) from++;
      peak = Math.max(peak, to - from + 1);
    }
    const last = backAt.at(-1)!;
    return {
      visitors: this.clients.length,
      returningMs: last - backAt[0]!,
      awayMs: last - began,
      peak,
      attempts: this.attempts - attempts,
    };
  }

  /** Waits until every message is in its log; throws where one is missing, doubled or out of order. */
  async nothingLost(): Promise<number> {
    const complete = (client: Client) => client.wrote.every((cid) => client.logged.has(cid));
    await this.until(() => this.clients.every(complete), 30_000);
    for (const { wrote, logged, doubled } of this.clients) {
      const order = wrote.map((cid) => logged.get(cid)!);
      if (order.some((seq, index) => index > 0 && seq <= order[index - 1]!)) throw new Error(`out of order: ${order}`);
      if (doubled.length > 0 || logged.size !== wrote.length) throw new Error(`doubled: ${doubled}, written: ${wrote}`);
    }
    return this.clients.reduce((sum, { wrote }) => sum + wrote.length, 0);
  }

  async close(): Promise<void> {
    for (const { link } of this.clients) link.close();
  }

  private client(number: number, open: boolean): void {
    const storm = this;
    const { origin } = this;
    const address = `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`;
    const headers = { Origin: origin, 'CF-Connecting-IP': address };
    class Socket extends NodeSocket {
      constructor(url: string, protocols: string[]) {
        super(url, protocols, { headers, perMessageDeflate: false });
        storm.attempts++;
        // A close follows, with what there is to know.
        this.on('error', () => {});
      }
    }
    const client: Partial<Client> = { live: false, liveAt: 0, wrote: [], logged: new Map(), doubled: [] };
    const schedule = (run: () => void, ms: number) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    };
    const world = { schedule, now: Date.now, random: Math.random };
    let since: number | undefined;
    let pending = 0;
    client.outbox = createOutbox<VisitorFrame>({
      ...world,
      send: (frame) => client.link!.send(frame),
      onChange: (items) => {
        pending = items.length;
      },
      storage: null,
      key: '',
      onAnswer: () => {},
      onSilence: () => client.link!.nudge(),
      keeps: () => false,
      lane: () => '',
    });
    client.link = connect<VisitorFrame, VisitorUpdate>({
      ...world,
      url: `${origin.replace('http', 'ws')}/socket/visitor/${this.site}`,
      protocols: () => [SUBPROTOCOL, TOKEN_SUBPROTOCOL + `s${number}`.padEnd(43, 'x')],
      hello: () => ({
        t: 'visit.hello',
        v: PROTOCOL_VERSION,
        origin: SHOP,
        page: { url: `${SHOP}/bikes`, title: 'Bikes' },
        open,
        ...(since !== undefined && { since }),
      }),
      onUpdates: (updates) => {
        for (const update of updates) {
          if (update.t === 'visit.welcomed') {
            since = update.since;
            for (const entry of update.conversation?.entries ?? []) logged(client as Client, entry);
          } else if (update.t === 'entry.added') logged(client as Client, update.entry);
          else if (update.t === 'ack') isAt(client as Client, update.cid, update.seq);
          if (update.t === 'ack' || update.t === 'refused') client.outbox!.hear(update);
        }
      },
      onState: (state) => {
        client.live = state === 'live';
        if (!client.live) return;
        client.liveAt = performance.now();
        client.outbox!.resend();
      },
      spreadMs: () => (open || pending > 0 ? SPREAD_OPEN_MS : SPREAD_MS),
      WebSocket: Socket as unknown as typeof WebSocket,
      onWake: () => () => {},
    });
    this.clients.push(client as Client);
  }

  private async until(done: () => boolean, withinMs: number): Promise<void> {
    const latest = performance.now() + withinMs;
    while (!done()) {
      if (performance.now() > latest) {
        const live = this.clients.filter((client) => client.live).length;
        throw new Error(`not in time: ${live} of ${this.clients.length} are there`);
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

function logged(client: Client, entry: { kind: string; seq: number; cid?: string }): void {
  if (entry.kind === 'message' && entry.cid !== undefined) isAt(client, entry.cid, entry.seq);
}

function isAt({ logged, doubled }: Client, cid: string, seq: number): void {
  if ((logged.get(cid) ?? seq) !== seq) doubled.push(cid);
  logged.set(cid, seq);
}
