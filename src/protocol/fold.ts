/**
 * The one fold of everything that people search by: case, accents, apostrophes and how a character is encoded don't matter.
 * What is searched and what was typed are folded the same way; folding twice changes nothing.
 */

/** Letters that Unicode does not decompose, as people without that keyboard type them. */
const LETTERS: Record<string, string> = {
  ...{ ł: 'l', đ: 'd', ø: 'o', ß: 'ss', æ: 'ae', œ: 'oe', ı: 'i', ð: 'd', þ: 'th', ħ: 'h', ŧ: 't' },
  ...{ ґ: 'г', ς: 'σ', ى: 'ي' },
  ...{ '‐': '-', '“': '"', '”': '"', '„': '"', '‟': '"' },
  ...{ '’': "'", '‘': "'", '‛': "'", '′': "'", ʼ: "'", ʹ: "'", '`': "'" },
};
const LETTER = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'g');
/** Accents of Latin, Greek and Cyrillic, points of Hebrew and Arabic, and what is not seen. Vowel signs of other scripts are letters. */
const ACCENTS = /[\u0300-\u036f\u0591-\u05c7\u0640\u064b-\u065f\u0670]|\p{Default_Ignorable_Code_Point}/gu;
/** As Ukrainian has it: `м'яч`, with whatever sign the keyboard offers. */
const INSIDE_WORD = /(?<=\p{sc=Cyrillic})['"](?=\p{sc=Cyrillic})/gu;

/** `Łódź` is `lodz`, `М’яч` is `мяч`, full-width digits are digits. The length may change. */
export function fold(text: string): string {
  return text
    .replaceAll('´', "'") // NFKC would make it a space and an accent.
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(ACCENTS, '')
    .normalize('NFC')
    .replace(LETTER, (letter) => LETTERS[letter] ?? letter)
    .replace(INSIDE_WORD, '')
    .replace(/\s+/g, ' ');
}

/** Tells of many whether their texts hold every word that was typed, in any order. Nothing typed is held by all. */
export function finder(typed: string): (...texts: string[]) => boolean {
  const words = fold(typed).split(' ').filter(Boolean);
  if (words.length === 0) return () => true;
  return (...texts) => {
    const folded = texts.map(fold);
    return words.every((word) => folded.some((text) => text.includes(word)));
  };
}
