/**
 * One WebSocket that comes back by itself. It says hello on every connection, is `live` from the first update after
 * that, keeps a heartbeat that finds half-open connections, and returns with a jittered back-off, at once when the
 * network or the page wakes up, and never after a terminal close code. A page that is left is gone at once, whether or not
 * the browser keeps it. It loses what it can't send: see `outbox.ts`.
 */
import { CloseCode, TERMINAL } from '#protocol/close-code';
import { HEARTBEAT_DEAD_MS, HEARTBEAT_EVERY_MS, HEARTBEAT_REPLY, HEARTBEAT_TEXT } from '#protocol/limits';

export type LinkState = 'connecting' | 'live' | 'reconnecting' | { ended: number };

/** Runs something later; returns how to call it off. */
export type Schedule = (run: () => void, ms: number) => () => void;

export interface LinkOptions<In, Out> {
  url: string;
  /** Asked before every connection, since a ticket is good for one. A close code instead means to stay away for good. */
  protocols: () => string[] | number | Promise<string[] | number>;
  /** The first frame of every connection. */
  hello: () => In;
  /** What one frame brought: watchers' updates may come joined. */
  onUpdates: (updates: Out[]) => void;
  /** Told after `onUpdates` had the update that made the link live, so the view is current when the outbox resends. */
  onState: (state: LinkState) => void;
  /** Fresh protocols may cure a 4401, once per live connection (an agent's ticket; never a visitor's token). */
  curesUnauthorized?: boolean;
  /** Every return waits a random part of this besides: a restart brings everybody back. */
  spreadMs: () => number;
  WebSocket: typeof WebSocket;
  schedule: Schedule;
  now: () => number;
  random: () => number;
  /**
   * Calls `wake` whenever the network comes or goes, or the page wakes up, and `leave` when the page is left, for good or for the browser's back/forward
   * cache, which would keep the connection open and answer nothing on it. Returns how to stop.
   */
  onWake: (wake: () => void, leave: () => void) => () => void;
}

export interface Link<In> {
  /** False where the link isn't live: nothing was sent. */
  send(frame: In): boolean;
  /** Leaves for good, without a word to `onState`. */
  close(): void;
  /** Comes back now instead of later; on a live link, checks that it really is. */
  nudge(): void;
  /** Replaces a connection that doesn't do what it should. */
  renew(): void;
}

export function connect<In, Out extends { t: string }>(options: LinkOptions<In, Out>): Link<In> {
  const { now, random } = options;
  let state: LinkState = 'connecting';
  let socket: WebSocket | null = null;
  /** Counts connections, so that whatever an abandoned one still says is not heard. */
  let generation = 0;
  let failures = 0;
  let cured = false;
  let liveAt = NEVER;
  /** When the present attempt or ping is given up. */
  let deadAt = NEVER;
  /** Until then the server doesn't want us back, whatever wakes up. */
  let notBefore = 0;
  let waiting = false;
  let cancel = () => {};
  const stopWaking = options.onWake(nudge, pause);
  void open();

  return {
    send(frame) {
      if (state !== 'live') return false;
      socket!.send(JSON.stringify(frame));
      return true;
    },
    close: () => leave(),
    nudge,
    renew: () => state === 'live' && lost(0),
  };

  async function open() {
    drop();
    const mine = generation;
    waiting = false;
    // A connection attempt can hang for minutes after a network change.
    expect(HEARTBEAT_EVERY_MS);
    try {
      const protocols = await options.protocols();
      if (mine !== generation) return;
      if (typeof protocols === 'number') return end(protocols);
      const next = new options.WebSocket(options.url, protocols);
      socket = next;
      next.onopen = () => mine === generation && next.send(JSON.stringify(options.hello()));
      next.onmessage = (event) => mine === generation && hear(event.data as string);
      next.onclose = (event) => mine === generation && lost(event.code, event.reason);
    } catch {
      if (mine === generation) lost(0);
    }
  }

  function hear(data: string) {
    if (data === HEARTBEAT_REPLY) return rest();
    const updates = [JSON.parse(data) as Out | Out[]].flat() as Out[];
    // At once, also where a tab that nobody looks at has its timers once a minute.
    if (updates.some(({ t }) => t === 'presence.asked')) socket!.send(HEARTBEAT_TEXT);
    const welcomed = state !== 'live' && updates.some(({ t }) => t !== 'refused');
    if (welcomed) {
      state = 'live';
      liveAt = now();
      cured = false;
      rest();
    }
    options.onUpdates(updates);
    if (welcomed) options.onState(state);
  }

  /** Until the next ping, which goes out whatever was heard: the server too knows by it who is still there. */
  function rest() {
    deadAt = NEVER;
    const due = now() + HEARTBEAT_EVERY_MS;
    // A timer this late was asleep with the machine, and nobody may tell that it woke up.
    arm(() => ping(now() - due > WAKE_DEADLINE_MS ? WAKE_DEADLINE_MS : ANSWER_MS), HEARTBEAT_EVERY_MS);
  }

  /** Only the pong answers: updates may come in where nothing of ours gets out. */
  function ping(deadlineMs: number) {
    if (socket!.readyState > 1) return lost(0);
    socket!.send(HEARTBEAT_TEXT);
    expect(deadlineMs);
  }

  /** An earlier deadline stands, but after a sleep there is a moment for what has come meanwhile. */
  function expect(deadlineMs: number) {
    deadAt = Math.min(deadAt, now() + deadlineMs);
    arm(() => lost(0), Math.max(deadAt - now(), GRACE_MS));
  }

  function lost(code: number, reason = '') {
    drop();
    const curable = code === CloseCode.unauthorized && options.curesUnauthorized && !cured;
    if (curable) cured = true;
    else if (TERMINAL.has(code)) return end(code);
    failures = now() - liveAt > STEADY_MS ? 0 : failures + 1;
    const backOffMs = failures && Math.min(BACK_OFF_MAX_MS, BACK_OFF_MS * 2 ** (failures - 1));
    liveAt = NEVER;
    // What ends a connection, or keeps one from coming about, may do so to everybody at once.
    let waitMs = backOffMs * (0.5 + random() / 2) + random() * options.spreadMs();
    if (code === CloseCode.flooded) {
      waitMs = Math.max(waitMs, Number(reason) || BACK_OFF_MAX_MS);
      notBefore = now() + waitMs;
    }
    waiting = true;
    arm(open, waitMs);
    if (state === 'reconnecting') return;
    state = 'reconnecting';
    options.onState(state);
  }

  function nudge() {
    if (waiting) now() >= notBefore && void open();
    else if (state === 'live') ping(WAKE_DEADLINE_MS);
    else if (typeof state === 'string') expect(WAKE_DEADLINE_MS);
  }

  /** The page is left: nobody is here any more. Should it be shown again, it wakes up. */
  function pause() {
    // What waits for its time already goes on waiting: the browser holds its timer meanwhile.
    if (waiting) return;
    drop();
    waiting = true;
    liveAt = NEVER;
    if (state === 'reconnecting') return;
    state = 'reconnecting';
    options.onState(state);
  }

  function end(code: number) {
    leave(code);
    options.onState(state);
  }

  function leave(ended = 0) {
    drop();
    state = { ended };
    waiting = false;
    stopWaking();
  }

  /** Forgets the socket at once; its own close event may take a minute on a dead network. */
  function drop() {
    generation++;
    cancel();
    deadAt = NEVER;
    socket?.close();
    socket = null;
  }

  function arm(run: () => void, ms: number) {
    cancel();
    cancel = options.schedule(run, ms);
  }
}

const NEVER = Number.POSITIVE_INFINITY;
const BACK_OFF_MS = 500;
const BACK_OFF_MAX_MS = 30_000;
/** A connection that lived shorter than this doesn't reset the back-off, or a welcome-and-close would spin. */
const STEADY_MS = 10_000;
/** A ping that stays unanswered this long means that the connection is dead. */
const ANSWER_MS = HEARTBEAT_DEAD_MS - HEARTBEAT_EVERY_MS;
/** After waking up, a live connection answers a ping within this, or is replaced. */
const WAKE_DEADLINE_MS = 5_000;
/** What came in while everything slept is heard before anything is given up. */
const GRACE_MS = 1_000;
