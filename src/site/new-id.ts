/** Random ids: a prefix and 16 base-62 characters, without the bias of a plain remainder. */
import type { IdPrefix } from '#protocol/id';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const LENGTH = 16;
/** The largest multiple of 62 a byte can hold; bytes beyond are thrown away. */
const FAIR = 248;

export function newId(prefix: IdPrefix): string {
  let id = '';
  while (id.length < LENGTH) {
    for (const byte of crypto.getRandomValues(new Uint8Array(LENGTH * 2))) {
      if (byte < FAIR && id.length < LENGTH) id += ALPHABET[byte % ALPHABET.length];
    }
  }
  return `${prefix}_${id}`;
}
