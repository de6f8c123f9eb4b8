/** Limits on what one visitor, one address or one socket may send. Held in memory: losing it forgives, which is harmless. */

import { type Bucket, held, type Limit, take } from '#core/bucket';
import type { TurnedAwayKind } from '#protocol/turned-away';

/** Any frames of one socket; page views and typing included. */
export const FRAMES: Limit = { burst: 60, perSecond: 20 };
/** Messages of one visitor, over all their tabs. */
export const MESSAGES: Limit = { burst: 8, perSecond: 1 };
/** Conversations begun from one network address: thirty an hour. */
export const CONVERSATIONS: Limit = { burst: 30, perSecond: 30 / 3_600 };
/** Portions of earlier entries that one visitor reads. */
export const LISTS: Limit = { burst: 10, perSecond: 2 };
/**
 * Entries that one network address is sent by hellos and resumes, each of which may cost five hundred; one that costs few counts as fifty. So an
 * office of a hundred comes back at once, and a visitor who asks for everything again and again soon waits.
 */
export const ENTRIES: Limit = { burst: 10_000, perSecond: 500 };
export const READ_COST_MIN = 50;
/** Entries that one agent's socket is sent by views: a supervisor who looks through everything doesn't meet it. */
export const VIEWED: Limit = { burst: 10_000, perSecond: 500 };
/** Pages that visitors of one network address turn to; what is beyond is told a moment later, of each tab the last one. */
export const PAGES: Limit = { burst: 20, perSecond: 10 };
/** What one visitor types, as agents who view see it; what is beyond is told a moment later, the last of it. */
export const TYPING: Limit = { burst: 3, perSecond: 1 };
/** Requests for a person that one visitor makes: each may ring at an agent. */
export const PERSON_REQUESTS: Limit = { burst: 4, perSecond: 1 / 60 };
/** Messages of one agent. */
export const AGENT_MESSAGES: Limit = { burst: 20, perSecond: 5 };

/** Open sockets of one visitor, and of one network address (an office shares one); those that we closed count a while longer. */
export const VISITOR_SOCKETS_MAX = 20;
export const ADDRESS_SOCKETS_MAX = 100;
/** A socket that we closed counts until the peer has answered, or so long: a laptop that sleeps must not keep its office out. */
export const CLOSING_COUNTS_MS = 60_000;
/** Open sockets of one member on one site: each is told all that happens there. */
export const MEMBER_SOCKETS_MAX = 20;
/** Open sockets of visitors on one site; the platform takes 32,768 of all kinds. */
export const SITE_SOCKETS_MAX = 30_000;
/** Refusals of one socket; one that goes on and on is closed, one that is open for days and meets a limit now and then isn't. */
export const REFUSALS: Limit = { burst: 100, perSecond: 5 };
/** Characters that a socket is sent without a sign of life from it. One that reads says something every minute. */
export const UNHEARD_CHARS_MAX = 16_000_000;
/** Refusals that one network address is told, over all its sockets; beyond it the next one closes its socket. */
export const ADDRESS_REFUSALS: Limit = { burst: 500, perSecond: 20 };
/** How long a closed flooder is told to stay away. */
export const FLOOD_PAUSE_MS = 30_000;
/** How long a frame that came in an overload waits at least; twice that at most, so that not all come back at once. */
export const OVERLOAD_PAUSE_MS = 1_000;

/** What an admin is told of each; what is only told later is not turned away. */
const COUNTED: ReadonlyMap<Limit, TurnedAwayKind> = new Map([
  [FRAMES, 'frames'],
  [MESSAGES, 'messages'],
  [PERSON_REQUESTS, 'person'],
  [CONVERSATIONS, 'conversations'],
  [LISTS, 'reads'],
  [ENTRIES, 'reads'],
]);

/** More keys of a limit than this and some are dropped: the fullest, which had least to fear. */
const KEYS_MAX = 5_000;
const KEYS_KEPT = 4_000;

export class Flood {
  private readonly ofSockets = new Map<Limit, WeakMap<WebSocket, Bucket>>();
  /** By limit: who comes under many names meets one of them all the same, and pushes nobody out of another. */
  private readonly buckets = new Map<Limit, Map<string, Bucket>>();

  constructor(
    private readonly now: () => number,
    private readonly turnsAway: (kind: TurnedAwayKind) => void = () => {},
  ) {}

  /** Takes `cost` from the bucket that `key` has of a limit; answers 0, or how many ms to wait. */
  take(key: string, limit: Limit, cost = 1): number {
    const buckets = this.buckets.get(limit) ?? new Map<string, Bucket>();
    this.buckets.set(limit, buckets);
    const { bucket, waitMs } = take(buckets.get(key), limit, this.now(), cost);
    // Who took last is last: of those that hold as much, they are kept longest.
    buckets.delete(key);
    buckets.set(key, bucket);
    if (buckets.size > KEYS_MAX) this.forget(buckets, limit);
    const kind = waitMs > 0 && COUNTED.get(limit);
    if (kind) this.turnsAway(kind);
    return waitMs;
  }

  /** The same for a limit of one socket. */
  takeOf(socket: WebSocket, limit: Limit, cost = 1): number {
    const buckets = this.ofSockets.get(limit) ?? new WeakMap<WebSocket, Bucket>();
    this.ofSockets.set(limit, buckets);
    const { bucket, waitMs } = take(buckets.get(socket), limit, this.now(), cost);
    buckets.set(socket, bucket);
    return waitMs;
  }

  private forget(buckets: Map<string, Bucket>, limit: Limit): void {
    const now = this.now();
    const left = [...buckets].map(([key, bucket]) => ({ key, tokens: held(bucket, limit, now) }));
    left.sort((a, b) => b.tokens - a.tokens);
    for (const [i, { key, tokens }] of left.entries())
      if (i < left.length - KEYS_KEPT || tokens >= limit.burst) buckets.delete(key);
  }
}
