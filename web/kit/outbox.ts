/**
 * What was asked and not yet acknowledged. A command stays here, and in storage, until its `ack`; it is sent again
 * after every reconnect under the same `cid`, so the server does it once. Order is kept: within a lane one command is
 * under way at a time. A refusal that time cures is waited out; any other marks the command failed until it is retried.
 */
import type { RefusalCode } from '#protocol/refusal';
import type { Ack, Refused } from '#protocol/wire';
import type { Schedule } from './socket.ts';

/** The frames of a union that carry a `cid`. */
export type Command<Frame> = Extract<Frame, { cid: string }>;
/** A command as its author writes it; the outbox gives it its `cid`. */
export type Draft<Frame> = Command<Frame> extends infer C ? (C extends unknown ? Omit<C, 'cid'> : never) : never;

export interface Pending<Frame> {
  frame: Command<Frame>;
  /** When it was first asked, by this device's clock; strictly increasing within one outbox. */
  at: number;
  /** Why it was refused for good; missing while it is still being sent. */
  failed?: RefusalCode;
  /** The server asked to wait until then. */
  heldUntil?: number;
}

export interface OutboxOptions<Frame> {
  /** Puts a frame on the wire; false where that isn't possible now. */
  send: (frame: Command<Frame>) => boolean;
  /** After every change, with all that is pending, oldest first. Items are replaced, never changed. */
  onChange: (pending: readonly Pending<Frame>[]) => void;
  /** May throw at every call (private mode, full disk); then memory has to do. */
  storage?: Pick<Storage, 'setItem' | 'removeItem' | 'getItem' | 'key' | 'length'> | null;
  /** Prefix of the storage keys, one key a command, so tabs don't overwrite each other. */
  key?: string;
  /** Which commands outlive the page; by default all. */
  keeps?: (frame: Command<Frame>) => boolean;
  /** Commands of different lanes don't wait for each other; by default there is one lane. */
  lane?: (frame: Command<Frame>) => string;
  schedule: Schedule;
  now?: () => number;
  /** Makes the random start of this tab's cids. */
  prefix?: () => string;
}

export interface Outbox<Frame> {
  /** Takes a command; returns its cid. */
  add(draft: Draft<Frame>): string;
  /** Sends a failed command again, behind the others. */
  retry(cid: string): void;
  /** Forgets a command. */
  discard(cid: string): void;
  /** The link is live again: everything that is not failed goes out, in order. */
  resend(): void;
  /** Hears acks and refusals; true where the update was about one of its commands. */
  hear(update: Ack | Refused): boolean;
  /** The command's effect was seen in the log, so it needs no ack. */
  settle(cid: string): void;
}

export function createOutbox<Frame>(options: OutboxOptions<Frame>): Outbox<Frame> {
  const now = options.now ?? Date.now;
  const key = options.key ?? 'edgewise.outbox.';
  const lane = options.lane ?? (() => '');
  const prefix = (options.prefix ?? randomPrefix)();
  let items: Pending<Frame>[] = load();
  let count = 0;
  /** Cids on the wire of this connection, by lane. */
  const underWay = new Map<string, string>();
  if (items.length) options.onChange(items);

  return {
    add(draft) {
      const cid = prefix + (count++).toString(36);
      // Generic omission can't be undone by the compiler: a draft plus its cid is the command again.
      const frame = { ...draft, cid } as unknown as Command<Frame>;
      put({ frame, at: nextAt() });
      return cid;
    },
    retry(cid) {
      const item = find(cid);
      if (!item) return;
      items = items.filter((other) => other !== item);
      put({ frame: item.frame, at: nextAt() });
    },
    discard: remove,
    settle: remove,
    resend() {
      underWay.clear();
      pump();
    },
    hear(update) {
      const item = update.cid === undefined ? undefined : find(update.cid);
      if (!item) return false;
      if (update.t === 'ack') remove(item.frame.cid);
      else if (RETRYABLE.has(update.code)) hold(item, update.retryAfterMs ?? RETRY_MS);
      else {
        underWay.delete(lane(item.frame));
        replace(item, { frame: item.frame, at: item.at, failed: update.code });
      }
      return true;
    },
  };

  /** Sends the first command of every lane that has nothing under way. */
  function pump() {
    const blocked = new Set(underWay.keys());
    for (const { frame, failed, heldUntil = 0 } of items) {
      const of = lane(frame);
      if (failed || blocked.has(of)) continue;
      blocked.add(of);
      if (heldUntil <= now() && options.send(frame)) underWay.set(of, frame.cid);
    }
  }

  /** The lane waits with it: what was written later must not arrive earlier. */
  function hold(item: Pending<Frame>, ms: number) {
    underWay.delete(lane(item.frame));
    replace(item, { ...item, heldUntil: now() + ms });
    options.schedule(pump, ms);
  }

  function put(item: Pending<Frame>) {
    items = [...items, item];
    store(item);
    pump();
    options.onChange(items);
  }

  function replace(item: Pending<Frame>, next: Pending<Frame>) {
    items = items.map((other) => (other === item ? next : other));
    store(next);
    pump();
    options.onChange(items);
  }

  function remove(cid: string) {
    const item = find(cid);
    if (!item) return;
    items = items.filter((other) => other !== item);
    if (underWay.get(lane(item.frame)) === cid) underWay.delete(lane(item.frame));
    attempt(() => options.storage?.removeItem(key + cid));
    pump();
    options.onChange(items);
  }

  function find(cid: string) {
    return items.find((item) => item.frame.cid === cid);
  }

  function nextAt() {
    return Math.max(now(), (items.at(-1)?.at ?? 0) + 1);
  }

  function store(item: Pending<Frame>) {
    if (options.keeps?.(item.frame) === false) return;
    const { frame, at, failed } = item;
    attempt(() => options.storage?.setItem(key + frame.cid, JSON.stringify({ frame, at, failed })));
  }

  /** Also takes over what closed tabs left behind. A live tab's command may so be sent twice: same cid, same ack. */
  function load(): Pending<Frame>[] {
    const found: Pending<Frame>[] = [];
    attempt(() => {
      for (let i = 0; i < (options.storage?.length ?? 0); i++) {
        const name = options.storage?.key(i);
        if (!name?.startsWith(key)) continue;
        // One that can't be read must not hide the others.
        attempt(() => found.push(JSON.parse(options.storage!.getItem(name)!) as Pending<Frame>));
      }
    });
    return found.sort((a, b) => a.at - b.at);
  }
}

const RETRYABLE: ReadonlySet<RefusalCode> = new Set(['rate.limited', 'overloaded']);
/** The wait after a retryable refusal that names none. */
const RETRY_MS = 2_000;

/** Eight characters, so that tabs and reloads never make the same cid. */
function randomPrefix(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return Array.from(bytes, (byte) => (byte % 36).toString(36)).join('');
}

/** Storage is a help, not a need: where it refuses, the answer is undefined. */
export function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
