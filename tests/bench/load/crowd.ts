/**
 * Visitors and agents of one site, as many as it takes, in one process. Every message has a number in its text, by which its ack and its
 * arrival at the agent who views the conversation are found; what is lost, doubled, refused or out of order is an error, not a figure.
 */
import { PROTOCOL_VERSION, SUBPROTOCOL, TICKET_SUBPROTOCOL, TOKEN_SUBPROTOCOL } from '../../../src/protocol/limits.ts';
import { SHOP } from '../../server/workspace.ts';
import { Wire } from './wire.ts';

/** How many conversations one agent's socket views: as many as its attachment has room for with some to spare. */
export const VIEWS = 250;
/** What a dashboard on a large screen watches. */
const MONITOR = { windows: [{ list: 'all', from: 0, to: 60 }], cards: [] };
/** Upgrades under way at once while a crowd gathers. */
const GATHERING = 64;
const PATIENCE_MS = 20_000;

export interface Saturated {
  messages: number;
  seconds: number;
  /** The generator's own CPU time over the time it ran. */
  generator: number;
  ack: Spread;
  agent: Spread;
}

export interface Spread {
  p50: number;
  p99: number;
  max: number;
}

export interface Opened {
  sockets: number;
  seconds: number;
}

/** Conversation and number of an entry that is told alone. */
const ADDED = /"conversation":"([^"]+)","entry":\{"seq":(\d+)/;

interface Visitor {
  /** Makes its token and its address. */
  number: number;
  wire: Wire;
  conversation: string;
  /** Messages it has had acknowledged in this conversation. */
  written: number;
  seq: number;
  welcomed: ((entries: number) => void) | null;
  begun: (() => void) | null;
}

interface Agent {
  wire: Wire;
  welcomed: (() => void) | null;
  /** Told what is shown of the visits. */
  shown?: (text: string) => void;
  /** Whom it waits for: takeovers by cid. */
  taken: Map<string, () => void>;
  /** The last entry that it was told of, by conversation. */
  heads: Map<string, number>;
}

export class Crowd {
  private readonly port: number;
  private readonly site: string;
  private readonly visitors: Visitor[] = [];
  private readonly agents: Agent[] = [];
  /** Those with a conversation that is measured. */
  private writers: Visitor[] = [];
  /** Per message number: when it was sent, acknowledged, and seen by the agent, in ms. */
  private sentAt = new Float64Array(4_096);
  private ackedAt = new Float64Array(4_096);
  private seenAt = new Float64Array(4_096);
  private sent = 0;
  private acked = 0;
  private seen = 0;
  private closing = false;
  /** The last entry that anybody was told of, by conversation. */
  private readonly heads = new Map<string, number>();
  private readonly failures: string[] = [];
  private next: ((visitor: Visitor) => void) | null = null;
  private readonly authors: Visitor[] = [];
  private named: number;
  /** Goes up with every measurement, so that no cid is ever used again. */
  private phase = 0;
  private wake: (() => void) | null = null;

  /** `first`: the number of its first visitor, where another crowd was on the site before. */
  constructor({ port, site, first = 0 }: { port: number; site: string; first?: number }) {
    this.port = port;
    this.site = site;
    this.named = first;
  }

  /** Agents' sockets, one a ticket. */
  async agentsCome(tickets: string[]): Promise<Opened> {
    const first = this.agents.length;
    return this.gather(tickets.length, async (index) => {
      const agent = { welcomed: null, taken: new Map(), heads: new Map() } as unknown as Agent;
      const welcomed = new Promise<void>((resolve) => {
        agent.welcomed = resolve;
      });
      agent.wire = await this.open('agent', TICKET_SUBPROTOCOL + tickets[index], '192.0.2.1', (text) =>
        this.onAgent(agent, text),
      );
      agent.wire.send(JSON.stringify({ t: 'agent.hello', v: PROTOCOL_VERSION, watch: MONITOR }));
      await welcomed;
      this.agents[first + index] = agent;
    });
  }

  /**
   * An agent comes, the first one, while the newest visitor writes: how long that visitor's ack takes, how long it takes until the dashboard
   * knows how many are online, in ms, and what it is sent until then.
   */
  async firstAgentComes(ticket: string, online: number): Promise<{ blockedMs: number; shownMs: number; kB: number }> {
    const agent = { welcomed: null, taken: new Map() } as unknown as Agent;
    const shown = new Promise<void>((resolve) => {
      agent.shown = (text) => text.includes(`"online":${online}`) && resolve();
    });
    agent.wire = await this.open('agent', TICKET_SUBPROTOCOL + ticket, '192.0.2.1', (text) =>
      this.onAgent(agent, text),
    );
    const from = performance.now();
    agent.wire.send(JSON.stringify({ t: 'agent.hello', v: PROTOCOL_VERSION, watch: MONITOR }));
    const blockedMs = await this.oneMessage();
    await this.inTime(shown);
    const shownMs = performance.now() - from;
    this.agents.push(agent);
    return { blockedMs, shownMs, kB: agent.wire.bytesIn / 1_000 };
  }

  /** Visitors' tabs, each with a network address of its own, welcomed and quiet. */
  async visitorsCome(count: number, { open = true } = {}): Promise<Opened> {
    const first = this.named;
    this.named += count;
    return this.gather(count, async (index) => {
      const visitor = { number: first + index, conversation: '', written: 0, seq: 0, begun: null } as Partial<Visitor>;
      await this.comesIn(visitor as Visitor, {}, open);
      this.visitors.push(visitor as Visitor);
    });
  }

  /** The last `count` visitors begin a conversation each, and the agents take them over and view them, evenly shared. */
  async conversationsBegin(count = this.visitors.length): Promise<void> {
    const beginning = this.visitors.slice(-count);
    this.writers = beginning;
    this.next = null;
    await this.each(beginning.length, GATHERING, async (index) => {
      const visitor = beginning[index]!;
      const begun = new Promise<void>((resolve) => {
        visitor.begun = resolve;
      });
      this.post(visitor);
      await begun;
      const agent = this.agents[Math.floor(index / VIEWS) % this.agents.length];
      if (!agent) return;
      const { conversation } = visitor;
      agent.wire.send(JSON.stringify({ t: 'conversation.view', conversation }));
      const cid = `take${index}-${conversation.slice(4, 12)}`;
      const taken = new Promise<void>((resolve) => agent.taken.set(cid, resolve));
      agent.wire.send(JSON.stringify({ t: 'conversation.take-over', cid, conversation }));
      await taken;
    });
    await this.until(() => this.acked === this.sent);
    // What was sent before somebody viewed came with the view.
    this.reset();
  }

  /** Every agent views every conversation. */
  async everybodyViews(): Promise<void> {
    for (const agent of this.agents) {
      for (const { conversation } of this.writers) {
        agent.wire.send(JSON.stringify({ t: 'conversation.view', conversation }));
      }
    }
    await pause(500);
  }

  /**
   * `writing` visitors at a time write as fast as they are acknowledged, for this long. A conversation ends for the measurement after
   * `length` messages, as chats do, and the next visitor takes the turn.
   */
  async saturate({
    writing,
    seconds,
    length,
  }: {
    writing: number;
    seconds: number;
    length: number;
  }): Promise<Saturated> {
    const waiting = this.writers.filter((visitor) => visitor.written < length);
    const first = waiting.splice(0, writing);
    const measured = this.measure();
    const endAt = performance.now() + seconds * 1_000;
    this.next = (visitor) => {
      if (performance.now() >= endAt) return;
      if (visitor.written < length) return this.post(visitor);
      const fresh = waiting.shift();
      if (fresh) this.post(fresh);
    };
    for (const visitor of first) this.post(visitor);
    await this.until(() => this.acked === this.sent);
    this.next = null;
    return measured();
  }

  /** Messages at a steady rate, the visitors in turn, whether or not they are acknowledged. */
  async pace({ rate, seconds }: { rate: number; seconds: number }): Promise<Saturated> {
    const { writers } = this;
    const measured = this.measure();
    const total = Math.round(rate * seconds);
    const began = performance.now();
    this.next = null;
    for (let posted = 0; posted < total; ) {
      const due = Math.min(total, Math.floor(((performance.now() - began) / 1_000) * rate) + 1);
      for (; posted < due; posted++) this.post(writers[posted % writers.length]!);
      await pause(1);
    }
    await this.until(() => this.acked === this.sent);
    return measured();
  }

  /** One message of the newest visitor; how long its ack took, in ms. */
  async oneMessage(): Promise<number> {
    this.next = null;
    const number = this.sent;
    this.post(this.writers.at(-1)!);
    await this.until(() => this.acked === this.sent);
    return this.ackedAt[number]! - this.sentAt[number]!;
  }

  /** One message, and whether the number that it got begins anew: the server has forgotten where it was. For yardsticks alone. */
  async forgot(): Promise<{ forgot: boolean; ms: number }> {
    const visitor = this.writers.at(-1)!;
    const before = visitor.seq;
    visitor.seq = 0;
    const ms = await this.oneMessage();
    return { forgot: visitor.seq <= before, ms };
  }

  /**
   * The newest visitor's tab opens again, holding everything up to `seq` of the conversation. How long it took from the hello to the
   * welcome, in ms, and how many entries came with it.
   */
  async returns({ seq }: { seq: number }): Promise<{ ms: number; entries: number }> {
    const { conversation, number } = this.writers.at(-1)!;
    const hello = { after: { conversation, seq } };
    const visitor = { number } as Visitor;
    const [entries, ms] = await this.comesIn(visitor, hello, true);
    visitor.wire.drop();
    return { ms, entries };
  }

  /** Waits until all messages have come to the agents who view, and says what is wrong. */
  async settled(): Promise<void> {
    if (this.agents.length > 0) await this.until(() => this.seen >= this.sent && this.allTold());
    this.throwFailures();
  }

  /** Frames and bytes that came in so far, by role. */
  async received(): Promise<{ visitors: Received; agents: Received }> {
    return { visitors: total(this.visitors), agents: total(this.agents) };
  }

  async close(): Promise<void> {
    this.closing = true;
    for (const { wire } of [...this.visitors, ...this.agents]) wire.drop();
  }

  /** Opens the visitor's socket and says hello. Gives the entries that the welcome brought, and how long it took from the hello. */
  private async comesIn(visitor: Visitor, hello: object, open: boolean): Promise<[entries: number, ms: number]> {
    const { number } = visitor;
    const welcomed = new Promise<number>((resolve) => {
      visitor.welcomed = resolve;
    });
    const token = `v${number}`.padEnd(43, 'x');
    const address = `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`;
    visitor.wire = await this.open('visitor', TOKEN_SUBPROTOCOL + token, address, (text) =>
      this.onVisitor(visitor, text),
    );
    const page = { url: `${SHOP}/bikes/bora-40`, title: 'Bora 40 – Kolovrat' };
    const saidAt = performance.now();
    visitor.wire.send(JSON.stringify({ t: 'visit.hello', v: PROTOCOL_VERSION, origin: SHOP, page, open, ...hello }));
    return [await welcomed, performance.now() - saidAt];
  }

  private measure(): () => Saturated {
    this.reset();
    const began = performance.now();
    const cpu = process.cpuUsage();
    return () => {
      const seconds = (performance.now() - began) / 1_000;
      const { user, system } = process.cpuUsage(cpu);
      return {
        messages: this.acked,
        seconds,
        generator: (user + system) / 1e6 / seconds,
        ack: this.spread(this.ackedAt),
        agent: this.spread(this.seenAt),
      };
    };
  }

  private reset(): void {
    this.phase++;
    this.sent = 0;
    this.acked = 0;
    this.seen = 0;
    this.authors.length = 0;
    this.ackedAt.fill(0);
    this.seenAt.fill(0);
  }

  private spread(at: Float64Array): Spread {
    const took: number[] = [];
    for (let i = 0; i < this.sent; i++) if (at[i]) took.push(at[i]! - this.sentAt[i]!);
    took.sort((a, b) => a - b);
    const of = (share: number) => took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? 0;
    return { p50: of(0.5), p99: of(0.99), max: took.at(-1) ?? 0 };
  }

  private post(visitor: Visitor): void {
    const number = this.sent++;
    if (number >= this.sentAt.length) this.grow();
    this.authors[number] = visitor;
    const conversation = visitor.conversation ? `,"conversation":"${visitor.conversation}"` : '';
    const text = `~${number}~ Is the Bora 40 in stock in Ljubljana, size 56?`;
    this.sentAt[number] = performance.now();
    visitor.wire.send(`{"t":"entry.post","cid":"m${this.phase}-${number}","text":"${text}"${conversation}}`);
  }

  private onVisitor(visitor: Visitor, text: string): void {
    if (text.startsWith('{"t":"entry.added"') || text.startsWith('{"t":"typing')) return;
    for (const update of [JSON.parse(text)].flat() as Record<string, unknown>[]) {
      switch (update.t) {
        case 'ack': {
          const cid = String(update.cid);
          const number = Number(cid.slice(cid.lastIndexOf('-') + 1));
          if (this.authors[number] !== visitor || this.ackedAt[number]) this.failures.push(`a wrong ack: ${text}`);
          if (!(Number(update.seq) > visitor.seq)) this.failures.push(`out of order: ${text} after ${visitor.seq}`);
          visitor.seq = Number(update.seq);
          visitor.written++;
          this.ackedAt[number] = performance.now();
          this.acked++;
          visitor.begun?.();
          visitor.begun = null;
          this.next?.(visitor);
          if (this.wake && this.acked === this.sent) this.wake();
          break;
        }
        case 'conversation.started':
          visitor.conversation = String(update.conversation);
          break;
        case 'visit.welcomed':
          visitor.welcomed?.((update.conversation as { entries: unknown[] } | null)?.entries.length ?? 0);
          break;
        case 'refused':
          this.failures.push(text);
          this.wake?.();
          break;
      }
    }
  }

  private onAgent(agent: Agent, text: string): void {
    if (text.startsWith('{"t":"visits.shown"')) return agent.shown?.(text);
    if (text.startsWith('{"t":"entry.added"')) {
      const [, conversation, seq] = ADDED.exec(text)!;
      this.follows(agent, conversation!, Number(seq));
      const at = text.indexOf('"text":"~');
      return at < 0 ? undefined : this.saw(Number.parseInt(text.slice(at + 9, at + 17), 10));
    }
    for (const update of [JSON.parse(text)].flat() as Record<string, unknown>[]) {
      switch (update.t) {
        case 'entry.added': {
          const { seq, text: said } = update.entry as { seq: number; text?: string };
          this.follows(agent, String(update.conversation), seq);
          if (said?.startsWith('~')) this.saw(Number.parseInt(said.slice(1), 10));
          break;
        }
        case 'ack':
          agent.taken.get(String(update.cid))?.();
          agent.taken.delete(String(update.cid));
          break;
        case 'agent.welcomed':
          agent.welcomed?.();
          break;
        case 'visits.shown':
          agent.shown?.(JSON.stringify(update));
          break;
        case 'refused':
          this.failures.push(text);
          this.wake?.();
          break;
      }
    }
  }

  /** What one agent is told of a conversation comes in order, once, and, where entries have numbers of their own, without a gap. */
  private follows(agent: Agent, conversation: string, seq: number): void {
    const last = agent.heads.get(conversation);
    agent.heads.set(conversation, seq);
    if (seq > (this.heads.get(conversation) ?? 0)) this.heads.set(conversation, seq);
    if (last === undefined) return;
    const gap = conversation.startsWith('cnv_') && seq !== last + 1;
    if (seq <= last || gap) this.failures.push(`an agent was told ${seq} after ${last} of ${conversation}`);
  }

  /** Whether every agent was told all there is of what they view. */
  private allTold(): boolean {
    return this.agents.every(({ heads }) => [...heads].every(([id, seq]) => seq === this.heads.get(id)));
  }

  private saw(number: number): void {
    if (!this.seenAt[number]) {
      this.seen++;
      this.seenAt[number] = performance.now();
    }
    if (this.wake && this.seen === this.sent) this.wake();
  }

  private open(role: string, credential: string, address: string, onText: (text: string) => void): Promise<Wire> {
    return Wire.open({
      port: this.port,
      path: `/socket/${role}/${this.site}`,
      protocols: [SUBPROTOCOL, credential],
      address,
      onText,
      onClose: (wire) => {
        if (!this.closing && !wire.dropped) this.failures.push(`a ${role}'s socket closed`);
      },
    });
  }

  private async gather(count: number, come: (index: number) => Promise<void>): Promise<Opened> {
    const began = performance.now();
    await this.each(count, GATHERING, come);
    return { sockets: count, seconds: (performance.now() - began) / 1_000 };
  }

  private async each(count: number, atOnce: number, work: (index: number) => Promise<void>): Promise<void> {
    let next = 0;
    const worker = async () => {
      while (next < count) await this.inTime(work(next++));
    };
    await Promise.all(Array.from({ length: Math.min(atOnce, count) }, worker));
    this.throwFailures();
  }

  private async inTime<T>(work: Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`nothing came in time. ${this.failures.slice(0, 3)}`)), PATIENCE_MS);
    });
    return Promise.race([work, late]).finally(() => clearTimeout(timer));
  }

  private async until(done: () => boolean): Promise<void> {
    const latest = performance.now() + PATIENCE_MS;
    let acked = this.acked;
    let patience = latest;
    while (!done()) {
      if (this.failures.length > 0) break;
      if (this.acked !== acked) {
        acked = this.acked;
        patience = performance.now() + PATIENCE_MS;
      }
      if (performance.now() > patience) {
        throw new Error(`lost: ${this.sent} sent, ${this.acked} acknowledged, ${this.seen} seen`);
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 50);
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      this.wake = null;
    }
    this.throwFailures();
  }

  private throwFailures(): void {
    if (this.failures.length > 0)
      throw new Error(`${this.failures.length} failures: ${this.failures.slice(0, 3).join('; ')}`);
  }

  private grow(): void {
    const grown = (old: Float64Array) => {
      const array = new Float64Array(old.length * 2);
      array.set(old);
      return array;
    };
    this.sentAt = grown(this.sentAt);
    this.ackedAt = grown(this.ackedAt);
    this.seenAt = grown(this.seenAt);
  }
}

interface Received {
  frames: number;
  bytes: number;
}

function total(ends: { wire: Wire }[]): Received {
  return ends.reduce((sum, { wire }) => ({ frames: sum.frames + wire.framesIn, bytes: sum.bytes + wire.bytesIn }), {
    frames: 0,
    bytes: 0,
  });
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
