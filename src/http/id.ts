/** New random ids and tokens. */
import type { IdPrefix } from '#protocol/id';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** An id as the protocol has them; sign-in rows have prefixes of their own. */
export function newId(prefix: IdPrefix | 'ses' | 'acc' | 'ver' | 'two'): string {
  let id = '';
  while (id.length < 16) {
    // 248 is the highest multiple of 62 in a byte: what is above would make some characters likelier.
    for (const byte of crypto.getRandomValues(new Uint8Array(24))) {
      if (byte < 248 && id.length < 16) id += ALPHABET[byte % 62];
    }
  }
  return `${prefix}_${id}`;
}

/** 32 random bytes as base64url: 43 characters. */
export function newToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/** SHA-256 in hex, for what is kept or compared only as a hash. */
export async function sha256Hex(text: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
