/** Digits, capitals, small letters: what ids are written in, in the order in which SQLite and people sort them. */

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** The number in base 62; zero is the empty text. */
export function base62(value: bigint): string {
  let text = '';
  for (let rest = value; rest > 0n; rest /= 62n) text = ALPHABET[Number(rest % 62n)] + text;
  return text;
}

/**
 * `length` random characters, each as likely as any other. `random` gives so many random bytes. A byte from 248 on is thrown away:
 * 248 is the highest multiple of 62 in one, and what is above would make some characters likelier.
 */
export function randomBase62(length: number, random: (bytes: number) => Uint8Array): string {
  let text = '';
  while (text.length < length) {
    for (const byte of random(length)) if (byte < 248 && text.length < length) text += ALPHABET[byte % 62];
  }
  return text;
}
