/** A token bucket: so many at once, then so many a second. Pure; the shell keeps the state in memory. */

export interface Limit {
  burst: number;
  perSecond: number;
}

export interface Bucket {
  tokens: number;
  at: number;
}

/** How much is in it at `now` (epoch ms), of its burst: one that is full may be forgotten. */
export function held({ tokens, at }: Bucket, limit: Limit, now: number): number {
  return Math.min(limit.burst, tokens + (Math.max(0, now - at) / 1_000) * limit.perSecond);
}

/** Takes `cost` tokens at `now`. `waitMs` is 0 when they were there, else how long until they are. */
export function take(
  bucket: Bucket | undefined,
  limit: Limit,
  now: number,
  cost = 1,
): { bucket: Bucket; waitMs: number } {
  const tokens = bucket ? held(bucket, limit, now) : limit.burst;
  if (tokens >= cost) return { bucket: { tokens: tokens - cost, at: now }, waitMs: 0 };
  return { bucket: { tokens, at: now }, waitMs: Math.ceil(((cost - tokens) / limit.perSecond) * 1_000) };
}
