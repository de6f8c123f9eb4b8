/** A device that isn't asked for the second step, as its cookie names it. */
import { parse } from 'hono/utils/cookie';
import { openHistory } from '../../history/db.ts';
import { describeDevice, type KeptOfDevice, keptOfDevice, TRUSTED_DEVICE } from '../../history/trusted-devices.ts';
import { COOKIE_PREFIX } from '../principal.ts';
import type { Call } from '../route.ts';

/** Holds a key, the row's identifier and a signature: `<key>!<identifier>.<signature>`. */
const COOKIE = `${COOKIE_PREFIX}.trust_device`;
const IDENTIFIER = new RegExp(`!(${TRUSTED_DEVICE}[\\w-]+)\\.`);
/** More of it would tell nobody anything. */
const USER_AGENT_MAX_CHARS = 500;

/** The identifier in a Cookie or Set-Cookie header. Whether the cookie is good for anything is better-auth's to say. */
export function trustedDeviceIn(header: string | null): string | undefined {
  return IDENTIFIER.exec(parse(header ?? '', COOKIE)[COOKIE] ?? '')?.[1];
}

/** What is to be kept of the device that asks, should better-auth replace its row. */
export async function deviceThatAsks({ env, request }: Call<unknown>): Promise<KeptOfDevice | null> {
  const identifier = trustedDeviceIn(request.headers.get('Cookie'));
  return identifier ? keptOfDevice(openHistory(env.HISTORY), identifier) : null;
}

/** Where the answer makes a device a trusted one, or one anew: writes down what its member is to be shown. */
export async function describeTrusted(
  { env, request }: Call<unknown>,
  answer: Response,
  kept: KeptOfDevice | null,
): Promise<void> {
  for (const cookie of answer.headers.getSetCookie()) {
    const identifier = trustedDeviceIn(cookie);
    if (!identifier) continue;
    const userAgent = request.headers.get('User-Agent')?.slice(0, USER_AGENT_MAX_CHARS) ?? null;
    await describeDevice(openHistory(env.HISTORY), identifier, { userAgent, ...kept });
  }
}
