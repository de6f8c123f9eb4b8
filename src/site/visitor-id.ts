/**
 * Who a visitor is: the hash of a token that only their browser holds. So there is nothing to store and nothing to steal here, a connect
 * writes no row, and a made-up token is just a new visitor. Bound to the site: the same token elsewhere is somebody else.
 */

/** 32 random bytes in base64url. */
const TOKEN = /^[0-9A-Za-z_-]{43}$/;

/** `vis_` and 16 characters (95 bits of SHA-256), or null where the token has not the form of one. */
export async function visitorId(site: string, token: string): Promise<string | null> {
  if (!TOKEN.test(token)) return null;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`${site}:${token}`)));
  return `vis_${toBase62(digest).slice(0, 16)}`;
}

function toBase62(bytes: Uint8Array): string {
  const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
  let value = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  let text = '';
  while (value > 0n) {
    text += alphabet[Number(value % 62n)];
    value /= 62n;
  }
  return text.padEnd(16, '0');
}
