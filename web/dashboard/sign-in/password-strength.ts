/**
 * How hard a password is to guess, for a hint beside the field; it never refuses one (NIST 800-63B: no composition
 * rules). Counts what a guesser has to try, so a long phrase of plain words is strong and `P4ssw0rd!` is not.
 */

export type Strength = 'short' | 'weak' | 'fair' | 'strong';

export const PASSWORD_MIN_CHARS = 8;

/** `known` is what a guesser knows of the person: name, e-mail, the product. */
export function passwordStrength(password: string, known: readonly string[]): Strength {
  if (password.length < PASSWORD_MIN_CHARS) return 'short';
  const bits = guessBits(withoutKnown(plainLetters(password.toLowerCase()), known));
  if (bits < 36) return 'weak';
  return bits < 56 ? 'fair' : 'strong';
}

const COMMON = ['password', 'passwort', 'qwertz', 'qwerty', 'asdf', 'letmein', 'welcome', 'admin', 'geslo', 'iloveyou'];

/** `P4$$w0rd` is the word it imitates. */
function plainLetters(text: string): string {
  const plain: Record<string, string> = { '0': 'o', '1': 'l', '3': 'e', '4': 'a', '5': 's', $: 's', '@': 'a' };
  // Only beside a letter: 1990 is no word.
  return text.replace(/(?<=\p{L})[01345$@]+|[01345$@]+(?=\p{L})/gu, (run) => run.replace(/./g, (c) => plain[c] ?? c));
}

/** What a guesser tries first counts as one character. */
function withoutKnown(text: string, known: readonly string[]): string {
  const words = [...COMMON, 'edgewise', ...known.flatMap((one) => one.toLowerCase().split(/[^\p{L}\p{N}]+/u))];
  return words.filter((word) => word.length >= 4).reduce((rest, word) => rest.replaceAll(word, '\u0000'), text);
}

/** About four bits a character; next to nothing for one that repeats or goes on counting (aaa, 1234, abcd). */
function guessBits(text: string): number {
  let bits = 0;
  let previousStep = Number.NaN;
  for (let i = 0; i < text.length; i++) {
    const step = i === 0 ? Number.NaN : text.charCodeAt(i) - text.charCodeAt(i - 1);
    const goesOn = Math.abs(step) <= 1 && (i < 2 || step === previousStep || Math.abs(previousStep) > 1);
    bits += goesOn ? 1 : 4;
    previousStep = step;
  }
  return bits;
}
