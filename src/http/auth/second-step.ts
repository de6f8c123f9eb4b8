/** The second step of a sign-in, as far as better-auth leaves it to us. */
import { parse } from 'hono/utils/cookie';
import { openHistory } from '../../history/db.ts';
import { countAttempt } from '../../history/sign-in-failures.ts';
import { memberInSecondStep } from '../../history/verifications.ts';
import { authSecret } from '../env.ts';
import { sha256Hex } from '../id.ts';
import { COOKIE_PREFIX } from '../principal.ts';
import type { Call } from '../route.ts';

/** Set after the password: what waits for its second step, and a signature behind a dot. */
const PENDING = `${COOKIE_PREFIX}.two_factor`;

/**
 * Whether a code of the app is tried for the first time: whoever reads one over a shoulder comes too late (RFC 6238, 5.2). It is counted
 * before it is looked at, so that two at once can't both be first, and remembered for longer than it is good.
 */
export async function isFirstUse(call: Call<unknown>, code: string): Promise<boolean> {
  const { env, now, request, signedIn } = call;
  const pending = parse(request.headers.get('Cookie') ?? '', PENDING)[PENDING]?.split('.')[0];
  const member = signedIn?.member.id ?? (pending && (await memberInSecondStep(openHistory(env.HISTORY), pending, now)));
  // Nobody's: better-auth says so.
  if (!member) return true;
  const subject = await sha256Hex(`${authSecret(env)} code ${member} ${code}`);
  return (await countAttempt(env.HISTORY, subject, now)).failures === 1;
}
