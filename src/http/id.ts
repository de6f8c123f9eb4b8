/** New random ids and tokens. */
import { randomBase62 } from '#protocol/base62';
import { ID_CHARS, type IdPrefix } from '#protocol/id';

/** An id as the protocol has them; sign-in rows have prefixes of their own. */
export function newId(prefix: IdPrefix | 'ses' | 'acc' | 'ver' | 'two'): string {
  return `${prefix}_${randomBase62(ID_CHARS, (bytes) => crypto.getRandomValues(new Uint8Array(bytes)))}`;
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
