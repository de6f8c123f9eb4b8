/**
 * How often a password may be guessed. By address through the platform's rate limit; by account and address together,
 * five times in a quarter of an hour; by account alone, far more often, so that no single address can lock a member out.
 * Accounts that don't exist are counted the same way, so that nothing tells them apart.
 */
import type { Refusal } from '#protocol/refusal';
import { inTime } from '../../history/patience.ts';
import { countAttempt, FAILURES_WINDOW_MS, forgetAttempts } from '../../history/sign-in-failures.ts';
import { callerAddress } from '../address.ts';
import { authSecret, type WorkerEnv } from '../env.ts';
import { sha256Hex } from '../id.ts';

/** Failures of one account from one address in a window. */
const FAILURES_MAX = 5;
/** Failures of one account from anywhere in a window. */
const FAILURES_MAX_ANYWHERE = 50;
/** The window of SIGN_IN_LIMIT in wrangler.toml. */
const ADDRESS_WINDOW_MS = 60_000;

/** Counts the caller's address. Answers with the refusal once it is too much. */
export async function throttleAddress(env: WorkerEnv, request: Request): Promise<Refusal | null> {
  const { success } = await inTime(env.SIGN_IN_LIMIT.limit({ key: callerAddress(request) }), 'the rate limit');
  return success ? null : { code: 'rate.limited', retryAfterMs: ADDRESS_WINDOW_MS };
}

/** Counts a guess at an account's password. Call `succeeded` when it was right. */
export async function throttleGuess(
  env: WorkerEnv,
  request: Request,
  email: string,
  now: number,
): Promise<{ refusal: Refusal } | { refusal: null; succeeded(): Promise<void> }> {
  // Keyed, so that the table doesn't tell whose sign-ins fail.
  const key = `${authSecret(env)} ${email}`;
  const limits = [
    { subject: await sha256Hex(`${key} ${callerAddress(request)}`), max: FAILURES_MAX },
    { subject: await sha256Hex(key), max: FAILURES_MAX_ANYWHERE },
  ];
  // One after the other: what is refused here is no guess, and must not count against the account anywhere else.
  for (const { subject, max } of limits) {
    const { failures, since } = await countAttempt(env.HISTORY, subject, now);
    if (failures > max) {
      return { refusal: { code: 'rate.limited', retryAfterMs: Math.max(1, since + FAILURES_WINDOW_MS - now) } };
    }
  }
  const subjects = limits.map(({ subject }) => subject);
  return { refusal: null, succeeded: () => forgetAttempts(env.HISTORY, subjects, now) };
}
