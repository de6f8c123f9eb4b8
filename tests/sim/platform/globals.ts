/**
 * Puts the doubles in the place of everything global that the real code touches: clock, timers, randomness, sockets, the page.
 * Each looks up who runs right now, so one process holds a whole world.
 */
import { createHash } from 'node:crypto';
import { throwFault } from '../fault-points.ts';
import { reached } from '../reached.ts';
import { Tab, TabSocket } from './browser.ts';
import type { Event } from './clock.ts';
import type { Life } from './object.ts';
import { stage, theOwner, theWorld } from './stage.ts';
import { ServerEnd } from './wire.ts';

/** To be called once a process, before any of the real code is loaded. */
export function install(): void {
  const random = Math.random;
  Date.now = () => stage.owner?.now() ?? stage.world?.clock.now ?? 0;
  Math.random = () => stage.owner?.random() ?? random();
  define({
    setTimeout: (run: () => void, ms: number) => theWorld().clock.setTimer(ms, theOwner(), run),
    clearTimeout: (timer: Event | undefined) => timer && theWorld().clock.cancel(timer),
    setInterval: () => {
      throw new Error('an interval would keep the object awake');
    },
    crypto: {
      getRandomValues: (bytes: Uint8Array) => {
        theOwner().fill(bytes);
        return bytes;
      },
      subtle: {
        digest: (_: string, bytes: Uint8Array) =>
          Promise.resolve(new Uint8Array(createHash('sha256').update(bytes).digest()).buffer),
      },
    },
    // The object's side.
    mayThrow: (point: string, subject?: string) => {
      const { host } = theOwner() as Life;
      if (!host.faults.meets(point, subject, theWorld().clock.now)) return;
      reached(`thrown: ${point}`);
      throwFault(point);
    },
    WebSocketPair: class {
      0: { peer: ServerEnd };
      1: ServerEnd;
      constructor() {
        this[1] = new ServerEnd((theOwner() as Life).host);
        this[0] = { peer: this[1] };
      }
    },
    WebSocketRequestResponsePair: class {
      constructor(
        readonly request: string,
        readonly response: string,
      ) {}
    },
    Response: class {
      readonly webSocket: unknown;
      readonly status: number;
      constructor(_: null, init: { status: number; webSocket?: unknown }) {
        this.webSocket = init.webSocket;
        this.status = init.status;
      }
    },
    // The page's side.
    WebSocket: TabSocket,
    window: {
      get localStorage() {
        return storageOf('local');
      },
      get sessionStorage() {
        return storageOf('session');
      },
    },
  });
  for (const level of ['error', 'warn'] as const) {
    console[level] = (...words: unknown[]) => stage.world?.onLogged(level, words);
  }
}

function theTab(): Tab {
  const owner = theOwner();
  if (!(owner instanceof Tab)) throw new Error(`${owner.name} is no page`);
  return owner;
}

function storageOf(kind: 'local' | 'session') {
  const tab = theTab();
  if (tab.storageDenied) throw new Error('SecurityError');
  return tab[kind];
}

function define(values: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(values)) {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
}
