/** Limits on what one visitor, one address or one socket may send. Held in memory: losing it forgives, which is harmless. */
import { type Bucket, isFull, type Limit, take } from '#core/bucket';

/** Any frames of one socket; page views and typing included. */
export const FRAMES: Limit = { burst: 60, perSecond: 20 };
/** Messages of one visitor, over all their tabs. */
export const MESSAGES: Limit = { burst: 8, perSecond: 1 };
/** Conversations begun from one network address: thirty an hour. */
export const CONVERSATIONS: Limit = { burst: 30, perSecond: 30 / 3_600 };
/** Portions of earlier entries that one visitor reads. */
export const LISTS: Limit = { burst: 10, perSecond: 2 };
/** Messages of one agent. */
export const AGENT_MESSAGES: Limit = { burst: 20, perSecond: 5 };

/** Open sockets of one visitor, and of one network address (an office shares one). */
export const VISITOR_SOCKETS_MAX = 20;
export const ADDRESS_SOCKETS_MAX = 100;
/** Open sockets of one member on one site: each is told all that happens there. */
export const MEMBER_SOCKETS_MAX = 20;
/** Open sockets of visitors on one site; the platform takes 32,768 of all kinds. */
export const SITE_SOCKETS_MAX = 30_000;
/** Refusals of one socket; one that goes on and on is closed, one that is open for days and meets a limit now and then isn't. */
export const REFUSALS: Limit = { burst: 100, perSecond: 5 };
/** How long a closed flooder is told to stay away. */
export const FLOOD_PAUSE_MS = 30_000;
/** How long a frame that came in an overload waits at least; twice that at most, so that not all come back at once. */
export const OVERLOAD_PAUSE_MS = 1_000;

/** More keys than this and some are dropped: those whose bucket is full again, and then those that took nothing for longest. */
const KEYS_MAX = 5_000;
const KEYS_KEPT = 4_000;

export class Flood {
  /** Who took last is last. */
  private readonly buckets = new Map<string, { bucket: Bucket; limit: Limit }>();

  constructor(private readonly now: () => number) {}

  /** Takes one from the bucket of `key`; answers 0, or how many ms to wait. */
  take(key: string, limit: Limit): number {
    const { bucket, waitMs } = take(this.buckets.get(key)?.bucket, limit, this.now());
    this.buckets.delete(key);
    this.buckets.set(key, { bucket, limit });
    if (this.buckets.size > KEYS_MAX) this.forget();
    return waitMs;
  }

  private forget(): void {
    const now = this.now();
    for (const [key, { bucket, limit }] of this.buckets) if (isFull(bucket, limit, now)) this.buckets.delete(key);
    for (const key of this.buckets.keys()) {
      if (this.buckets.size <= KEYS_KEPT) return;
      this.buckets.delete(key);
    }
  }
}
