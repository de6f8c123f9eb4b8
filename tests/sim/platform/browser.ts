/** A browser as the clients' code sees it: storage that tabs share, pages that can be hidden, sockets, and nothing that waits for real. */
import type { Chance } from '../chance.ts';
import { reached } from '../reached.ts';
import { type Owner, runAs } from './clock.ts';
import { theWorld } from './stage.ts';
import type { ClientEnd, Wire } from './wire.ts';

/** How a browser treats what it is asked to keep. */
export type StorageMood = 'keeps' | 'refuses' | 'full' | 'moody';

/** localStorage or sessionStorage. */
export class StorageDouble {
  readonly items = new Map<string, string>();
  onSet = (_key: string, _value: string | null) => {};

  constructor(
    private readonly mood: () => StorageMood,
    private readonly chance: Chance,
  ) {}

  get length(): number {
    this.maybeRefuse(false);
    return this.items.size;
  }

  key(index: number): string | null {
    this.maybeRefuse(false);
    return [...this.items.keys()][index] ?? null;
  }

  getItem(key: string): string | null {
    this.maybeRefuse(false);
    return this.items.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    this.maybeRefuse(true);
    const before = this.items.get(key);
    this.items.set(key, value);
    if (before !== value) this.onSet(key, value);
  }

  removeItem(key: string): void {
    this.maybeRefuse(false);
    if (this.items.delete(key)) this.onSet(key, null);
  }

  private maybeRefuse(writes: boolean): void {
    const mood = this.mood();
    if (mood === 'keeps' || (mood === 'full' && !writes)) return;
    if (mood === 'moody' && !this.chance.yes(0.3)) return;
    reached('storage refused');
    throw new Error('SecurityError');
  }
}

/** Where a tab is connected to: its own part of the network. */
export interface Place {
  /** Sockets of this tab go to this address, if it has any network. */
  connect(client: TabSocket): void;
}

type Listener = (event: PageEvent) => void;

/** What happens to a page: for `storage`, what another tab has written. */
export interface PageEvent {
  key?: string;
  newValue?: string | null;
}

/** A socket as the clients' code wants it. */
type BrowserSocket = typeof globalThis.WebSocket;

/** One tab, or one device: it runs code, and what it holds in memory dies with it. */
export class Tab implements Owner {
  dead = false;
  timers = 0;
  hidden = false;
  /** How far this device's clock is off. */
  skewMs = 0;
  readonly wires = new Set<Wire>();
  private readonly listeners = new Map<string, Set<Listener>>();

  constructor(
    readonly name: string,
    private readonly chance: Chance,
    readonly local: StorageDouble,
    readonly session: StorageDouble,
    readonly place: Place,
    /** Null where the browser denies even the sight of a storage. */
    readonly storageDenied = false,
  ) {}

  now = () => theWorld().clock.now + this.skewMs;
  random = () => this.chance.next();
  fill = (bytes: Uint8Array) => this.chance.fill(bytes);

  turn = (run: () => void) => {
    runAs(this, run);
    theWorld().onClientTurn(this);
  };

  listen(type: string, listener: Listener): void {
    const set = this.listeners.get(type) ?? new Set();
    this.listeners.set(type, set.add(listener));
  }

  unlisten(type: string, listener: Listener): void {
    this.listeners.get(type)?.delete(listener);
  }

  /** Something happens to the page: `online`, `pageshow`, `visibilitychange`, `storage`. */
  happens(type: string, event: PageEvent = {}): void {
    if (this.dead) return;
    this.turn(() => {
      for (const listener of [...(this.listeners.get(type) ?? [])]) listener(event);
    });
  }

  /** What the clients' code needs of the world. */
  readonly environment = {
    WebSocket: socketOf(this),
    now: () => this.now(),
    random: () => this.random(),
    schedule: (run: () => void, ms: number) => {
      const timer = theWorld().clock.setTimer(ms, this, run);
      return () => theWorld().clock.cancel(timer);
    },
    onWake: (wake: () => void, leave: () => void) => {
      const whenVisible = () => this.hidden || wake();
      this.listen('pagehide', leave);
      this.listen('online', wake);
      this.listen('pageshow', wake);
      this.listen('visibilitychange', whenVisible);
      return () => {
        this.unlisten('pagehide', leave);
        this.unlisten('online', wake);
        this.unlisten('pageshow', wake);
        this.unlisten('visibilitychange', whenVisible);
      };
    },
  };

  /** The page is gone. The network may still carry its goodbye. */
  die(goodbye: boolean): void {
    this.dead = true;
    for (const wire of this.wires) {
      if (goodbye) wire.closeUp(1001);
      else wire.cut(false, 60_000);
    }
  }
}

/** The browser's WebSocket, from the client's side. */
export class TabSocket implements ClientEnd {
  static readonly OPEN = 1;
  readyState = 0;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;
  wire: Wire | null = null;
  private wantsClose = false;

  constructor(
    readonly owner: Tab,
    readonly url: string,
    readonly protocols: string[],
  ) {
    owner.place.connect(this);
  }

  /** The upgrade was answered. */
  connected(wire: Wire): void {
    this.wire = wire;
    this.owner.wires.add(wire);
    if (this.owner.dead || this.wantsClose) wire.closeUp(1001);
  }

  opened(): void {
    if (this.readyState !== 0) return;
    this.readyState = 1;
    this.onopen?.();
  }

  heard(text: string): void {
    if (this.readyState !== 1) return;
    theWorld().onHeard(this.owner, text);
    this.onmessage?.({ data: text });
  }

  closed(code: number, reason: string): void {
    if (this.wire) this.owner.wires.delete(this.wire);
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.onclose?.({ code, reason });
  }

  send(text: string): void {
    if (this.readyState === 0) throw new Error('InvalidStateError');
    if (this.readyState !== 1) return;
    this.wire!.up(text);
  }

  close(): void {
    if (this.readyState >= 2) return;
    this.readyState = 2;
    this.wantsClose = true;
    if (!this.wire) return;
    this.owner.wires.delete(this.wire);
    this.wire.closeUp(1005);
  }
}

/** The socket's class as seen from one tab. */
function socketOf(tab: Tab): BrowserSocket {
  const made = class extends TabSocket {
    constructor(url: string, protocols: string[]) {
      super(tab, url, protocols);
    }
  };
  return made as unknown as BrowserSocket;
}
