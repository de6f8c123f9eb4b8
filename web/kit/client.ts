/**
 * What every client of a site is made of, a visitor's and an agent's: link, outbox and the threads that the caller folds.
 * What always holds: a command is settled once, by its ack, by its entry in the log, or by a refusal that time doesn't
 * cure; what is left goes out in order after every reconnect; what a thread misses is asked for, once, until it is there.
 * Whatever it needs of the world is in its options, so it runs wherever a test wants it.
 */

import type { Ack, Refused } from '#protocol/wire';
import { createOutbox, type Outbox, type OutboxOptions } from './outbox.ts';
import { connect, type Link, type LinkOptions } from './socket.ts';
import { inLog } from './thread.ts';

/** What a client needs of the world. */
export type Environment = Pick<LinkOptions<never, never>, 'WebSocket' | 'schedule' | 'now' | 'random' | 'onWake'> &
  Pick<OutboxOptions<never>, 'prefix'>;

/** The browser's, looked up anew for every client. */
export const BROWSER: Environment = {
  get WebSocket() {
    return WebSocket;
  },
  now: () => Date.now(),
  random: () => Math.random(),
  schedule(run, ms) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  onWake(wake, leave) {
    const ears = new AbortController();
    addEventListener('pagehide', leave, ears);
    for (const event of ['online', 'offline', 'pageshow']) addEventListener(event, wake, ears);
    document.addEventListener('visibilitychange', () => document.hidden || wake(), ears);
    return () => ears.abort();
  },
};

/** As much of a thread as concerns the wire. */
interface Thread {
  id: string;
  entries: readonly object[];
  from: number;
  missing: number | null;
  wanted: boolean;
}

export interface ClientOptions<Frame, Update extends { t: string }, T extends Thread>
  extends Omit<LinkOptions<Frame, Update>, 'onUpdates'>,
    Pick<OutboxOptions<Frame>, 'storage' | 'key' | 'lane' | 'prefix' | 'onAnswer'> {
  /** Called first with whatever came, acks and refusals too. */
  onUpdates: (updates: Update[]) => void;
  onPending: OutboxOptions<Frame>['onChange'];
  /** As they are after the last fold. */
  threads: () => readonly T[];
  /** How to ask for what is missing. */
  ask: (thread: T) => Frame;
  /** How to ask for what comes before the thread's first entry, where somebody wants to read that. */
  askBack: (thread: T) => Frame;
}

export interface Client<Frame> {
  link: Link<Frame>;
  outbox: Outbox<Frame>;
  /** Looks at the threads: settles what their logs hold, and asks for what they miss. */
  look(): void;
  /** A thread is no longer there; should it come again, it is asked for again. */
  unask(thread: string): void;
}

export function startClient<Frame extends { t: string }, Update extends { t: string }, T extends Thread>(
  options: ClientOptions<Frame, Update, T>,
): Client<Frame> {
  /** By thread, what was asked for on this connection. */
  const asked = new Map<string, number>();
  const outbox = createOutbox<Frame>({
    ...options,
    send: (frame) => link.send(frame),
    onChange: options.onPending,
    onSilence: () => link.renew(),
    // A wish is of the moment; what somebody wrote is kept for days.
    keeps: ({ t }) => t.endsWith('.post'),
  });
  const link = connect<Frame, Update>({
    ...options,
    onUpdates(updates) {
      options.onUpdates(updates);
      look();
      // Nothing else that the server says is about a command of ours.
      for (const update of updates) if ('cid' in update) outbox.hear(update as Update & (Ack | Refused));
    },
    onState(state) {
      if (state !== 'live') asked.clear();
      options.onState(state);
      if (state === 'live') outbox.resend();
    },
  });
  return {
    link,
    outbox,
    look,
    unask(id) {
      asked.delete(id);
      asked.delete(BACK + id);
    },
  };

  function look() {
    for (const thread of options.threads()) {
      const { id, missing, wanted, from } = thread;
      outbox.settle((cid) => inLog(thread, cid));
      need(id, missing, () => options.ask(thread));
      need(BACK + id, wanted ? from : null, () => options.askBack(thread));
    }
  }

  /** Asks for what is needed after a seq, or before it, unless that was asked for already. */
  function need(key: string, seq: number | null, frame: () => Frame) {
    if (seq === null) asked.delete(key);
    else if (asked.get(key) !== seq && link.send(frame())) {
      asked.set(key, seq);
      // The answer may have been a refusal of the moment.
      options.schedule(() => {
        asked.delete(key);
        look();
      }, ASK_AGAIN_MS);
    }
  }
}

/** Begins the key under which what comes before a thread's first entry is asked for. */
const BACK = '<';

const ASK_AGAIN_MS = 5_000;
