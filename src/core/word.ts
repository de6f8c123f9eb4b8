/**
 * Words of a text as knowledge is searched by them: lower case, without accents, in any script.
 * Languages without spaces give overlapping pairs of characters. There are no stemmers: `kinship` tells inflected
 * forms by their shared beginning and by endings that several languages use, and slips of the keyboard by edits.
 * Everything here takes time linear in its input, and gives only letters, digits and marks (plus `-` in a compound).
 */

import { fold } from '#protocol/fold';

/** Longer words are cut; nobody types them, and kinship takes time that grows with length. */
export const WORD_MAX_CHARS = 40;

/** Where a word stands in the text it came from. */
export interface Spot {
  start: number;
  end: number;
  words: string[];
}

/** Most words of most texts: nothing to fold but case. */
const PLAIN = /^[a-z0-9]+$/i;
/** An inch sign, too, is an apostrophe between Cyrillic letters: `fold` takes it out. */
const RUN =
  /[\p{L}\p{N}\p{M}]+(?:(?:['’‘‛′´＇`\-‐‑]|(?<=\p{sc=Cyrillic})["“”„‟](?=\p{sc=Cyrillic}))[\p{L}\p{N}\p{M}]+)*/gu;
const SPACELESS =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}ー]/u;
const CYRILLIC = /\p{sc=Cyrillic}/u;
/** Folded, ї is і as well. */
const CHANGING = /[оеє]/g;

/** The words of a visitor's or agent's text, in order. A compound stays one word: `e-bike`. */
export function wordsOf(text: string): string[] {
  return spotsOf(text).flatMap((spot) => spot.words);
}

/** The same with their places in `text`, for excerpts. */
export function spotsOf(text: string): Spot[] {
  const spots: Spot[] = [];
  for (const match of text.matchAll(RUN)) {
    const start = match.index;
    const words = splitRun(match[0]);
    if (words.length > 0) spots.push({ start, end: start + match[0].length, words });
  }
  return spots;
}

/** What the index holds for `text`: a compound both joined and in parts, so that `ebike`, `e-bike` and `bike` find it. */
export function indexWords(text: string): string[] {
  return wordsOf(text).flatMap((word) =>
    word.includes('-') ? [word.replaceAll('-', ''), ...word.split('-')] : [word],
  );
}

/** The forms under which a word may stand in the index, the most telling first. */
export function formsOf(word: string): string[] {
  if (!word.includes('-')) return [word];
  const parts = word.split('-').filter((part) => part.length > 2);
  return [word.replaceAll('-', ''), ...parts];
}

/** Whether a word is a piece of a text without spaces. */
export function isPair(word: string): boolean {
  return SPACELESS.test(word);
}

/** How surely two words are forms of one: 1 the same, about 0.9 inflected, 0 not kin. Symmetric. */
export function kinship(a: string, b: string): number {
  if (a === b) return 1;
  const kin = inflected(a, b);
  if (kin > 0 || a.length < 4 || b.length < 4 || !CYRILLIC.test(a)) return kin;
  return 0.95 * inflected(a.replace(CHANGING, 'і'), b.replace(CHANGING, 'і'));
}

/** What a letter of a word's stem may be in another of its forms: Ukrainian changes vowels, as in Київ and Києві, Львів and Львові. */
export function changesOf(letter: string): string[] {
  if (letter === 'і') return ['і', 'о', 'е', 'є'];
  return letter.search(CHANGING) === 0 ? [letter, 'і'] : [letter];
}

function inflected(a: string, b: string): number {
  if (a[0] !== b[0] || a[1] !== b[1] || a[2] !== b[2] || Math.min(a.length, b.length) < 3) return 0;
  if (/\p{N}/u.test(a) || /\p{N}/u.test(b) || isPair(a)) return 0;
  if (englishStem(a) === englishStem(b)) return 0.95;
  const shared = sharedLength(a, b);
  const restA = a.slice(shared);
  const restB = b.slice(shared);
  if (shared < 3 || restA.length > 4 || restB.length > 4) return 0;
  if (shared === 3)
    return SHORT_ENDINGS.has(restA) && SHORT_ENDINGS.has(restB) && restA.length + restB.length < 4 ? 0.85 : 0;
  if (shared / Math.max(a.length, b.length) < 0.55) return 0;
  return areEndings(restA, restB) ? 0.9 : 0;
}

/** How likely `typed` is a slip for `word`: 0 if it is not. Costs the product of the lengths; for few candidates. */
export function slip(typed: string, word: string): number {
  const length = Math.min(typed.length, word.length);
  if (length < 5 || Math.abs(typed.length - word.length) > 2 || typed[0] !== word[0]) return 0;
  if (/\p{N}/u.test(typed) || isPair(typed)) return 0;
  const allowed = length >= 8 ? 2 : 1.25;
  const cost = editCost(typed, word);
  return cost <= allowed ? 0.85 - 0.1 * cost : 0;
}

function splitRun(run: string): string[] {
  // Folding may spell a digit out with signs: `½` becomes `1⁄2`.
  const folded = PLAIN.test(run) ? run.toLowerCase() : fold(run).replace(/[^\p{L}\p{N}\p{M}'-]/gu, ' ');
  const words: string[] = [];
  for (const part of joinApostrophes(folded).split(' ')) {
    const pieces = part.split('-').filter((piece) => piece !== '');
    if (pieces.length > 1 && pieces.length < 5 && !pieces.some((piece) => /\p{N}/u.test(piece) || isPair(piece))) {
      const compound = pieces.join('-');
      if (compound.length <= WORD_MAX_CHARS) {
        words.push(compound);
        continue;
      }
    }
    for (const piece of pieces) words.push(...pairs(piece));
  }
  return words;
}

/** `don't` is one word, `dell'ordine` is two. */
function joinApostrophes(run: string): string {
  return run.split("'").reduce((joined, part) => joined + (part.length <= 2 ? '' : ' ') + part);
}

/** Pairs of neighbours where no spaces are written; other letters between them stay words. */
function pairs(piece: string): string[] {
  if (!isPair(piece)) return [cutWord(piece)];
  const words: string[] = [];
  let run: string[] = [];
  let word = '';
  const flush = () => {
    if (word !== '') words.push(cutWord(word));
    if (run.length === 1) words.push(run[0]!);
    for (let i = 1; i < run.length; i++) words.push(run[i - 1]! + run[i]!);
    word = '';
    run = [];
  };
  for (const char of piece) {
    const spaceless = SPACELESS.test(char) || (run.length > 0 && /\p{M}/u.test(char));
    if (spaceless ? word !== '' : run.length > 0) flush();
    if (spaceless) run.push(char);
    else word += char;
  }
  flush();
  return words;
}

/** The beginning of a long word, never half a character. */
function cutWord(word: string): string {
  if (word.length <= WORD_MAX_CHARS) return word;
  const last = word.charCodeAt(WORD_MAX_CHARS - 1);
  return word.slice(0, last >= 0xd800 && last <= 0xdbff ? WORD_MAX_CHARS - 1 : WORD_MAX_CHARS);
}

function sharedLength(a: string, b: string): number {
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  return i;
}

const VOWEL_START = /^[aeiouyаеєиіїоуюяьыйэё]/;
/** Endings that begin with a consonant, in the languages the product speaks; others would join `chain` and `chair`. */
const CONSONANT_ENDINGS = new Set(
  (
    's d n r m h x j w ns rs ti t ta te to mi ma mo ga mu li la lo le na ni ne no nie nia niu cie ce ci ca co go ja je jo ju jem ' +
    'jemy wi wy we wac va vi ve vo tev tve tvi nja nje nju ska ski ske sko sta ste sto ndo nte nti ' +
    'т ти ть те та ту то ли ла ло ле на ні не но ну ня нь нні нню ння ньо в ва ві ву ве м ми мо му х го к ка ки ку ці ця цю ч л н р с ся ш шся д '
  ).split(' '),
);
const SHORT_ENDINGS = new Set(
  '|a|e|i|o|u|y|s|es|om|ov|am|ah|em|ie|ia|io|as|os|ow|ami|ою|ам|ах|ів|ом|ем|а|е|є|и|і|ї|о|у|ю|я|ь|й|ям|ях|ей'.split(
    '|',
  ),
);

/** One consonant alone ends a form only where the other has no ending at all: `bike` and `bikes`, not `store` and `storm`. */
function areEndings(a: string, b: string): boolean {
  return [a, b].every((rest, i) => {
    if (rest === '' || VOWEL_START.test(rest)) return true;
    return CONSONANT_ENDINGS.has(rest) && (rest.length > 1 || (i === 0 ? b : a) === '');
  });
}

/** English endings whose forms share too little of their beginning: `ship` and `shipping`, `pay` and `payment`. */
function englishStem(word: string): string {
  const stem = word.replace(/(ments?|ations?|ings?|ers?|ed|ies|es|s|ly)$/, '');
  if (stem === word || stem.length < 3 || !/[aeiouy]/.test(stem))
    return word.length > 3 ? word.replace(/[ey]$/, '') : word;
  return stem.replace(/([bdfgklmnprt])\1$/, '$1').replace(/[eyi]$/, '');
}

/**
 * Edits from one word to the other: a swapped, missing, doubled letter or another vowel costs 1, another consonant 1.5
 * (`chair` is no slip for `chain`).
 */
function editCost(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      const vowels = VOWEL_START.test(a[i - 1]!) && VOWEL_START.test(b[j - 1]!);
      let cost = Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + (same ? 0 : vowels ? 1 : 1.5));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2]! + 1);
      row.push(cost);
    }
    before = above;
    above = row;
  }
  return above[b.length]!;
}
