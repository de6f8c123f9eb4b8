/**
 * What anybody may ask for without signing in, and seldom changes, is remembered in this isolate's memory, so that a flood of asking costs D1 next
 * to nothing. Who asks says how old the answer may be, by what it says; a change that was made here is forgotten at once. What is not remembered
 * is read, so often a minute for one network address.
 */
import { inTime } from '../history/patience.ts';
import type { Answer } from '../site/door.ts';
import { callerAddress } from './address.ts';
import type { WorkerEnv } from './env.ts';

/** More than this are not remembered: the oldest goes. */
const KEYS_MAX = 1_000;
/** The window of DOOR_LIMIT in wrangler.toml. */
const WINDOW_MS = 60_000;

const all: Remembered<unknown>[] = [];

export class Remembered<T> {
  private readonly known = new Map<string, { value: T; at: number }>();

  constructor(private readonly read: (env: WorkerEnv, key: string, now: number) => Promise<T>) {
    all.push(this);
  }

  /** The value, remembered or read. `maxAgeMs`: how old an answer that says this may be. Where too much was read for the caller's address, one that is older, or `rate.limited`. */
  async get(
    { env, request, now }: { env: WorkerEnv; request: Request; now: number },
    key: string,
    maxAgeMs: (value: T) => number,
  ): Promise<Answer<T>> {
    const known = this.known.get(key);
    if (known && now - known.at < maxAgeMs(known.value)) return { ok: true, value: known.value };
    const { success } = await inTime(env.DOOR_LIMIT.limit({ key: callerAddress(request) }), 'the rate limit');
    if (!success) {
      if (known) return { ok: true, value: known.value };
      return { ok: false, refusal: { code: 'rate.limited', retryAfterMs: WINDOW_MS } };
    }
    const value = await this.read(env, key, now);
    this.known.delete(key);
    this.known.set(key, { value, at: now });
    if (this.known.size > KEYS_MAX) this.known.delete(this.known.keys().next().value!);
    return { ok: true, value };
  }

  /** It has changed. */
  forget(key: string): void {
    this.known.delete(key);
  }

  forgetAll(): void {
    this.known.clear();
  }
}

/** The database is another one: for tests that begin with an empty one. */
export function forgetEverything(): void {
  for (const each of all) each.forgetAll();
}
