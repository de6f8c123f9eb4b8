/**
 * What was asked and not yet acknowledged. A command stays here, and in storage, until its `ack`; it is sent again
 * after every reconnect under the same `cid`, so the server does it once. Order is kept: within a lane one command is
 * under way at a time. A refusal that time cures is waited out; any other marks a kept command failed
 * until it is retried, and drops one that isn't kept.
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
  /** The server asked to wait: until then, for the reader; a timer ends it, whatever the clock does meanwhile. */
  heldUntil?: number | undefined;
}

export interface OutboxOptions<Frame> {
  /** Puts a frame on the wire; false where that isn't possible now. */
  send: (frame: Command<Frame>) => boolean;
  /** After every change, with all that is pending, oldest first. Items are replaced, never changed. */
  onChange: (pending: readonly Pending<Frame>[]) => void;
  /** May throw at every call (private mode, full disk); then memory has to do. */
  storage: Pick<Storage, 'setItem' | 'removeItem' | 'getItem' | 'key' | 'length'> | null;
  /** Prefix of the storage keys, one key a command, so tabs don't overwrite each other. */
  key: string;
  /** Before a command is settled by its ack or by a refusal that time doesn't cure. */
  onAnswer: (frame: Command<Frame>, answer: Ack | Refused) => void;
  /** A command that went out has heard nothing for so long that the connection must be at fault. */
  onSilence: () => void;
  /** Which commands outlive the page, and a refusal. */
  keeps: (frame: Command<Frame>) => boolean;
  /** Commands of different lanes don't wait for each other. */
  lane: (frame: Command<Frame>) => string;
  schedule: Schedule;
  now: () => number;
  random: () => number;
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
  hear(update: Ack | Refused): void;
  /** Forgets the commands whose effect was seen in the log: they need no ack. */
  settle(seen: (cid: string) => boolean): void;
}

export function createOutbox<Frame>(options: OutboxOptions<Frame>): Outbox<Frame> {
  const { key, lane, now } = options;
  // Eight characters, so that tabs and reloads never make the same cid.
  const prefix = options.prefix?.() ?? randomText(8);
  let items: Pending<Frame>[] = load();
  let count = 0;
  /** What is on the wire of this connection, by lane. */
  const underWay = new Map<string, { cid: string }>();
  options.onChange(items);

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
    settle(seen) {
      for (const { frame } of items) if (seen(frame.cid)) remove(frame.cid);
    },
    resend() {
      underWay.clear();
      pump();
    },
    hear(update) {
      const item = find(update.cid);
      if (!item) return;
      if (update.t === 'refused' && RETRYABLE.includes(update.code)) return hold(item, update.retryAfterMs);
      const { frame, at } = item;
      options.onAnswer(frame, update);
      if (update.t === 'ack' || !options.keeps(frame)) return remove(frame.cid);
      underWay.delete(lane(frame));
      replace(item, { frame, at, failed: update.code });
    },
  };

  /** Sends the first command of every lane that has nothing under way. */
  function pump() {
    const blocked = new Set(underWay.keys());
    for (const { frame, failed, heldUntil } of items) {
      const of = lane(frame);
      if (failed || blocked.has(of)) continue;
      blocked.add(of);
      if (heldUntil || !options.send(frame)) continue;
      const sent = { cid: frame.cid };
      underWay.set(of, sent);
      options.schedule(() => underWay.get(of) === sent && options.onSilence(), SILENCE_MS);
    }
  }

  /** The lane waits with it: what was written later must not arrive earlier. */
  function hold(item: Pending<Frame>, askedMs = 0) {
    underWay.delete(lane(item.frame));
    // Apart from the others who were refused in the same moment.
    const ms = Math.max(askedMs, HOLD_MS) * (1 + options.random() / 4);
    replace(item, { ...item, heldUntil: now() + ms });
    options.schedule(() => {
      const held = find(item.frame.cid);
      if (held?.heldUntil) replace(held, { ...held, heldUntil: undefined });
    }, ms);
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
    if (underWay.get(lane(item.frame))?.cid === cid) underWay.delete(lane(item.frame));
    attempt(() => options.storage!.removeItem(key + cid));
    pump();
    options.onChange(items);
  }

  function find(cid: string | undefined) {
    return items.find((item) => item.frame.cid === cid);
  }

  function nextAt() {
    return Math.max(now(), (items.at(-1)?.at ?? 0) + 1);
  }

  function store(item: Pending<Frame>) {
    if (!options.keeps(item.frame)) return;
    const { frame, at, failed } = item;
    attempt(() => options.storage!.setItem(key + frame.cid, JSON.stringify({ frame, at, failed })));
  }

  /** Also takes over what closed tabs left behind. A live tab's command may so be sent twice: same cid, same ack. */
  function load(): Pending<Frame>[] {
    const found: Pending<Frame>[] = [];
    attempt(() => {
      for (let i = 0; i < options.storage!.length; i++) {
        const name = options.storage!.key(i)!;
        // One that can't be read, or isn't ours, must not hide the others.
        attempt(() => {
          const item = JSON.parse(options.storage!.getItem(name)!) as Pending<Frame>;
          if (key + item.frame.cid === name) found.push(item);
        });
      }
    });
    return found.sort((a, b) => a.at - b.at);
  }
}

const RETRYABLE: readonly RefusalCode[] = ['rate.limited', 'overloaded'];
/** The least wait after a retryable refusal, so that no number in one can make us spin. */
const HOLD_MS = 1_000;
/** Above what a busy server may take, below what a person would. */
const SILENCE_MS = 20_000;

/** Random digits and small letters, of five bits each and a little more. */
export function randomText(chars: number): string {
  let text = '';
  for (const byte of crypto.getRandomValues(new Uint8Array(chars))) text += (byte % 36).toString(36);
  return text;
}

/** Storage is a help, not a need: where it refuses, the answer is undefined. */
export function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
