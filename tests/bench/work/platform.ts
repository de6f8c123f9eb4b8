/**
 * The least of a Durable Object's platform that the real Site class runs on in Node: its database in memory, sockets that count what they
 * are sent, and a clock and timers that stand still until they are moved. Everything in here is the same each time it runs.
 */
import { createHash } from 'node:crypto';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';

/** What the object asked its platform for. */
export interface Asked {
  /** Statements of SQL, without those that begin and end a transaction, and those that do. */
  statements: number;
  savepoints: number;
  /** Frames sent, and their bytes. */
  frames: number;
  bytes: number;
  /** Attachments written, alarms set, timers begun. */
  attachments: number;
  alarms: number;
  timers: number;
}

export const asked: Asked = {
  ...{ statements: 0, savepoints: 0, frames: 0, bytes: 0 },
  ...{ attachments: 0, alarms: 0, timers: 0 },
};

export const clock = { now: 1_780_000_000_000 };

let timers: { at: number; run: () => void }[] = [];

/** Lets time pass, and everything run that falls due. */
export async function pass(ms: number): Promise<void> {
  const until = clock.now + ms;
  for (;;) {
    await turn();
    const due = timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
    if (!due) break;
    timers = timers.filter((timer) => timer !== due);
    clock.now = Math.max(clock.now, due.at);
    due.run();
  }
  clock.now = until;
}

/** What is left of a turn of the event loop. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

export class Socket {
  readyState = 1;
  peer: Socket = this;
  tags: string[] = [];
  /** Told every text that it is sent. */
  hears: ((text: string) => void) | null = null;
  private attachment: string | null = null;

  serializeAttachment(value: unknown): void {
    asked.attachments++;
    this.attachment = JSON.stringify(value);
  }

  deserializeAttachment(): unknown {
    return this.attachment === null ? null : JSON.parse(this.attachment);
  }

  send(text: string): void {
    asked.frames++;
    asked.bytes += Buffer.byteLength(text);
    this.hears?.(text);
  }

  close(code: number, reason: string): void {
    throw new Error(`closed: ${code} ${reason}`);
  }
}

export class Storage {
  private readonly database = new DatabaseSync(':memory:');
  private readonly statements = new Map<string, StatementSync>();
  readonly sql = { exec: (query: string, ...values: SQLInputValue[]) => this.exec(query, values) };

  transactionSync<T>(work: () => T): T {
    asked.savepoints++;
    this.database.exec('SAVEPOINT work');
    try {
      return work();
    } finally {
      this.database.exec('RELEASE work');
    }
  }

  sync(): Promise<void> {
    return turn();
  }

  async getAlarm(): Promise<null> {
    return null;
  }

  async setAlarm(): Promise<void> {
    asked.alarms++;
  }

  private exec(query: string, values: SQLInputValue[]) {
    asked.statements++;
    const prepared = this.statements.get(query) ?? this.database.prepare(query);
    this.statements.set(query, prepared);
    const rows = prepared.all(...values);
    return { toArray: () => rows };
  }
}

/** A new object's context. */
export function context(): object {
  const sockets: Socket[] = [];
  return {
    id: { name: 'site' },
    storage: new Storage(),
    blockConcurrencyWhile: (work: () => Promise<void>) => work(),
    waitUntil: () => {},
    acceptWebSocket: (socket: Socket, tags: string[]) => {
      socket.tags = tags;
      sockets.push(socket);
    },
    getWebSockets: (tag?: string) => sockets.filter(({ tags }) => tag === undefined || tags.includes(tag)),
    setWebSocketAutoResponse: () => {},
    // Every socket keeps pinging.
    getWebSocketAutoResponseTimestamp: () => new Date(clock.now),
  };
}

/** Puts the doubles in place; to be called before any of the real code is loaded. */
export function install(): void {
  let random = 0;
  Date.now = () => clock.now;
  define({
    setTimeout: (run: () => void, ms: number) => {
      asked.timers++;
      const timer = { at: clock.now + ms, run };
      timers.push(timer);
      return timer;
    },
    clearTimeout: (timer: unknown) => {
      timers = timers.filter((each) => each !== timer);
    },
    WebSocket: { OPEN: 1 },
    WebSocketPair: class {
      0 = new Socket();
      1 = new Socket();
      constructor() {
        this[0].peer = this[1];
      }
    },
    WebSocketRequestResponsePair: class {},
    Response: class {
      readonly webSocket: Socket;
      constructor(_: null, init: { webSocket: Socket }) {
        this.webSocket = init.webSocket;
      }
    },
    crypto: {
      getRandomValues: (bytes: Uint8Array) => {
        for (let i = 0; i < bytes.length; i++) {
          random = (random * 1_103_515_245 + 12_345) & 0x7fffffff;
          bytes[i] = random >> 16;
        }
        return bytes;
      },
      subtle: {
        digest: async (_: string, bytes: Uint8Array) =>
          new Uint8Array(createHash('sha256').update(bytes).digest()).buffer,
      },
    },
  });
}

function define(values: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(values)) {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
}
