/**
 * The network between a tab and a site's object: one WebSocket is one ordered stream each way. A stream never loses or swaps what is in it;
 * it is late, or from some moment on nothing comes through any more, in one direction or both, with or without the ends being told.
 */
import { CloseCode } from '../../../src/protocol/close-code.ts';
import { Chance } from '../chance.ts';
import { reached } from '../reached.ts';
import type { Owner } from './clock.ts';
import type { SiteHost } from './object.ts';
import { theWorld } from './stage.ts';

/** How long a server goes on believing in a socket whose network is gone, at the most. */
const BELIEVES_MS = 120_000;
const ABNORMAL = 1006;
/** What a client can find out that it misses. */
const LOSABLE = /^\{"t":"(entry\.added|answer\.streamed)"/;

type Down = { text: string } | { close: number; reason: string };

/** The object's end, as the platform gives it to the object. */
export class ServerEnd {
  readyState = 1;
  tags: readonly string[] = [];
  wire: Wire | null = null;
  /** Those who check know that it closes. */
  isGone = false;
  /** When it was closed because something could not be told, in true time. */
  sentBackAt: number | null = null;
  /** The object has said welcome on it. */
  welcomed = false;
  /** When the object closed it, in true time. */
  closedAt: number | null = null;
  /** The last ping that the platform answered, by the server's clock. */
  pingedAt: number | null = null;
  /** The last sign of life, in true time. */
  heardAt = theWorld().clock.now;
  readonly openedAt = theWorld().clock.now;
  private attachment = 'null';
  private readonly early: Down[] = [];

  constructor(readonly host: SiteHost) {}

  accept(): void {}

  send(text: string): void {
    if (this.readyState !== 1) throw new TypeError('WebSocket is not open');
    this.host.leave(() => this.transmit({ text }), { end: this, text });
  }

  close(code = 1005, reason = ''): void {
    if (this.readyState !== 1) return;
    this.readyState = 2;
    this.closedAt = theWorld().clock.now;
    if (code === CloseCode.flooded && this.tags.length === 0) reached('a socket of a full address was turned away');
    if (reason === 'internal') this.sentBackAt = theWorld().clock.now;
    theWorld().onServerClosed(this.host, this);
    this.host.leave(() => this.transmit({ close: code, reason }));
  }

  serializeAttachment(value: unknown): void {
    const text = JSON.stringify(value);
    if (text.length * 3 > 16_384 && Buffer.byteLength(text) > 16_384) throw new Error('attachment is too large');
    const before = this.attachment;
    this.attachment = text;
    theWorld().onAttached(this.host, this, before, text);
  }

  deserializeAttachment(): unknown {
    return JSON.parse(this.attachment);
  }

  /** The upgrade was answered: what was said meanwhile goes out. */
  connect(wire: Wire): void {
    this.wire = wire;
    for (const down of this.early.splice(0)) wire.down(down);
  }

  private transmit(down: Down): void {
    if (this.wire) this.wire.down(down);
    else this.early.push(down);
  }
}

/** The client's end, as the wire needs it. */
export interface ClientEnd {
  owner: Owner;
  opened(): void;
  heard(text: string): void;
  closed(code: number, reason: string): void;
}

export class Wire {
  /** Nothing goes through any more in this direction. */
  upCut = false;
  downCut = false;
  /** Nothing arrives before this moment; it waits. */
  cloggedUntil = 0;
  gone = false;
  /** One update of the object gets lost on this wire, as never should be: clients must notice. */
  loses = 0;
  /** The client doesn't answer when it is closed: the object's end goes on closing. */
  mute = false;
  lossy = false;
  private upFreeAt = 0;
  private downFreeAt = 0;
  private readonly chance: Chance;

  constructor(
    readonly name: string,
    readonly client: ClientEnd,
    readonly server: ServerEnd,
  ) {
    this.chance = Chance.of(theWorld().seed, name);
    this.arrive('down', () => client.opened());
    server.connect(this);
  }

  up(text: string): void {
    theWorld().onSent(this.name, text, this.server.host);
    if (this.upCut) return;
    const { host } = this.server;
    this.arrive('up', () => {
      if (this.server.readyState !== 1) return;
      if (text === host.autoResponse?.request) {
        this.server.pingedAt = host.now();
        this.server.heardAt = theWorld().clock.now;
        this.down({ text: host.autoResponse.response });
      } else host.message(this.server, text);
    });
  }

  /** The client says goodbye. */
  closeUp(code: number): void {
    if (this.upCut) return this.loseServer();
    this.arrive('up', () => this.server.host.closed(this.server, code));
  }

  down(down: Down): void {
    if (this.downCut) {
      if ('close' in down) this.loseServer(30_000);
      return;
    }
    if (this.loses > 0 && 'text' in down && LOSABLE.test(down.text)) {
      this.loses--;
      this.lossy = true;
      reached('an update was lost inside a stream');
      return;
    }
    this.arrive('down', () => {
      if ('text' in down) return this.client.heard(down.text);
      this.client.closed(down.close, down.reason);
      if (!this.mute) this.closeUp(down.close);
    });
  }

  /** The network is gone. The ends find out, or don't. */
  cut(clientSees: boolean, serverSeesMs: number): void {
    this.upCut = true;
    this.downCut = true;
    if (clientSees) theWorld().clock.after(1, this.client.owner, () => this.client.closed(ABNORMAL, ''));
    this.loseServer(serverSeesMs);
  }

  /** The object's process is gone. */
  drop(clientSees: boolean): void {
    this.gone = true;
    this.upCut = true;
    this.downCut = true;
    if (clientSees) this.arrive('down', () => this.client.closed(ABNORMAL, ''));
  }

  private loseServer(ms = this.chance.int(50, BELIEVES_MS)): void {
    if (this.gone) return;
    this.gone = true;
    if (ms > 10_000) reached('the server believed in a dead socket');
    theWorld().clock.after(ms, null, () => this.server.host.closed(this.server, ABNORMAL));
  }

  private arrive(way: 'up' | 'down', run: () => void): void {
    const { clock, network } = theWorld();
    const free = way === 'up' ? this.upFreeAt : this.downFreeAt;
    const at = Math.max(free, clock.now + network.latency(this.chance), this.cloggedUntil);
    if (way === 'up') this.upFreeAt = at;
    else this.downFreeAt = at;
    network.inFlight++;
    clock.at(at, null, () => {
      network.inFlight--;
      if (way === 'up') run();
      else if (!this.client.owner.dead) this.client.owner.turn(run);
    });
  }
}
