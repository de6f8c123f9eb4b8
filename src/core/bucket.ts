/** A token bucket: so many at once, then so many a second. Pure; the shell keeps the state in memory. */

export interface Limit {
  burst: number;
  perSecond: number;
}

export interface Bucket {
  tokens: number;
  at: number;
}

/** Whether nothing of it is missing any more: it may be forgotten. */
export function isFull({ tokens, at }: Bucket, limit: Limit, now: number): boolean {
  return tokens + (Math.max(0, now - at) / 1_000) * limit.perSecond >= limit.burst;
}

/** Takes one token at `now` (epoch ms). `waitMs` is 0 when there was one, else how long until there is. */
export function take(bucket: Bucket | undefined, limit: Limit, now: number): { bucket: Bucket; waitMs: number } {
  const elapsed = bucket ? Math.max(0, now - bucket.at) : 0;
  const tokens = Math.min(limit.burst, (bucket?.tokens ?? limit.burst) + (elapsed / 1_000) * limit.perSecond);
  if (tokens >= 1) return { bucket: { tokens: tokens - 1, at: now }, waitMs: 0 };
  return { bucket: { tokens, at: now }, waitMs: Math.ceil(((1 - tokens) / limit.perSecond) * 1_000) };
}
