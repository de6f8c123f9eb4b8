/**
 * Who a visitor is: the hash of a token that only their browser holds. So there is nothing to store and nothing to steal here, a connect
 * writes no row, and a made-up token is just a new visitor. Bound to the site: the same token elsewhere is somebody else.
 */

import { base62 } from '#protocol/base62';
import { ID_CHARS } from '#protocol/id';

/** 32 random bytes in base64url. */
const TOKEN = /^[0-9A-Za-z_-]{43}$/;

/** `vis_` and 16 characters (95 bits of SHA-256), or null where the token has not the form of one. */
export async function visitorId(site: string, token: string): Promise<string | null> {
  if (!TOKEN.test(token)) return null;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`${site}:${token}`)));
  const value = digest.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  return `vis_${base62(value).padStart(ID_CHARS, '0').slice(-ID_CHARS)}`;
}
