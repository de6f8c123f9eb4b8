/**
 * A visitor's message as a list of terms: what it asks about, each with a weight. A rare word weighs more than a common
 * one, one that the site doesn't know weighs most, since an article that lacks it hardly answers.
 * Words of one concept are one term, so nothing is counted twice.
 */
import { isPair, wordsOf } from '#core/word';
import { fold } from '#protocol/fold';
import { type Concept, conceptsOf, phrasesIn } from './concept.ts';
import { isLightWord, isSmallWord } from './language.ts';
import type { Knowledge, Wanted } from './port.ts';
import type { Language } from './words.ts';

export interface Term {
  /** The visitor's own words for it. */
  words: string[];
  /** What those words mean; several where one word may mean either. */
  concepts: Concept[];
  weight: number;
  /** From the message before: which passage answers, it helps to tell, but hardly which sentence. */
  before?: true;
}

/** More informative words than this are not looked at. */
const TERMS_MAX = 16;
/** What a word of a text without spaces weighs at most: it is a part of a word, often across two. */
const PAIR_WEIGHT = 0.5;
/** A pair across the end of a word, where grammar begins. */
const KANA_WEIGHT = 0.1;
const NUMBER_WEIGHT = 0.2;
const LIGHT_WEIGHT = 0.2;

/** The terms of `text`, weighed by how common their words are among the site's passages. */
export function termsOf(text: string, language: Language | null, knowledge: Knowledge): Term[] {
  const words = wordsOf(parted(text)).slice(0, 200);
  const terms: Term[] = [];
  const termOf = (concept: Concept) => terms.find((term) => term.concepts.includes(concept));
  const taken = new Set<number>();
  for (const { concept, at } of phrasesIn(words)) {
    for (const i of at) taken.add(i);
    if (termOf(concept) === undefined) terms.push({ words: [], concepts: [concept], weight: 0 });
  }
  for (const [i, word] of words.entries()) {
    const concepts = taken.has(i) ? [] : conceptsOf(word);
    if (concepts.length === 0) continue;
    taken.add(i);
    const shared = concepts.map(termOf).find((term) => term !== undefined);
    const term = shared ?? { words: [], concepts: [], weight: 0 };
    if (shared === undefined) terms.push(term);
    term.concepts = [...new Set([...term.concepts, ...concepts])];
    if (!isSmallWord(word, language) && !term.words.includes(word)) term.words.push(word);
  }
  const tellsPairs = words.some((word) => isPair(word) && !isKana(word));
  for (const [i, word] of words.entries()) {
    if (taken.has(i) || isSmallWord(word, language) || (word.length < 2 && !/\p{N}/u.test(word))) continue;
    if (tellsPairs && isKana(word)) continue;
    if (!terms.some((term) => term.words.includes(word))) terms.push({ words: [word], concepts: [], weight: 0 });
  }
  const counted = terms.slice(0, TERMS_MAX);
  const shares = knowledge.sharesOf(counted.map(wantedFor));
  for (const [i, term] of counted.entries()) term.weight = weigh(term, shares[i]!);
  return counted;
}

/** What the knowledge is searched by: the visitor's own words, and others for the same. */
export function searchFor(terms: Term[]): Wanted {
  const all = terms.map(wantedFor);
  const inPhrases = terms.flatMap(({ concepts }) => concepts.flatMap((concept) => concept.inPhrases));
  return {
    words: all.flatMap(({ words }) => words),
    patterns: [...all.flatMap(({ patterns }) => patterns), ...inPhrases],
  };
}

/** A number and its unit apart, as articles write them; heights in centimetres, as tables of sizes have them. */
function parted(text: string): string {
  return text.replace(/\b([12])[.,](\d\d) ?m\b/gi, '$1$2 cm').replace(/(\d)(cm|mm|kg|km|g|m)\b/gi, '$1 $2');
}

/** Whether a message says that it goes on with what was asked before: `and to Austria?`, `how long is it?`, `how much?` */
export function continuesBefore(text: string, terms: Term[]): boolean {
  const words = wordsOf(text);
  const pointsBack = words.some((word) => POINTERS.has(word));
  return LINK.test(fold(text).trim()) || (!namesMatter(terms) && (pointsBack || words.length <= 2));
}

/** Whether a message may not be understood without what was asked before: it goes on, it points back, or it names no matter. */
export function leansOnBefore(text: string, terms: Term[]): boolean {
  const words = wordsOf(text);
  if (words.length > 12 || terms.length > 4) return false;
  return continuesBefore(text, terms) || words.some((word) => POINTERS.has(word)) || !namesMatter(terms);
}

/** Whether it says about what, and not only what kind of answer is asked for. */
function namesMatter(terms: Term[]): boolean {
  return terms.some((term) => !term.concepts.some((concept) => concept.sign !== undefined));
}

function weigh(term: Term, share: number): number {
  if (term.concepts.length > 0) {
    const caps = term.concepts.map((concept) => concept.cap);
    const light = term.words.length > 0 && term.words.every(isLightWord) ? LIGHT_WEIGHT : 1;
    return Math.min(Math.max(...caps), light, weightOf(share));
  }
  const word = term.words[0]!;
  if (isPair(word)) return Math.min(hasKana(word) ? KANA_WEIGHT : PAIR_WEIGHT, weightOf(share));
  if (isLightWord(word)) return Math.min(LIGHT_WEIGHT, weightOf(share));
  if (/^\p{N}+/u.test(word)) return NUMBER_WEIGHT;
  return weightOf(share);
}

/** 1 for a word in one passage of thirty or in none, 0.15 for one that is everywhere. */
function weightOf(share: number): number {
  return share <= 0 ? 1 : Math.min(1, Math.max(0.15, -Math.log2(share) / 5));
}

function wantedFor({ words, concepts }: Term): Wanted {
  return { words, patterns: concepts.flatMap((concept) => concept.patterns) };
}

function hasKana(word: string): boolean {
  return /\p{sc=Hiragana}/u.test(word);
}

function isKana(word: string): boolean {
  return /^[\p{sc=Hiragana}ー]+$/u.test(word);
}

const LINK =
  /^(?:and|also|but|or|so|then|what about|how about|in|pa|kaj pa|kako pa|ali|а|і|й|та|але|e|ed|anche|ma|y|tambien|pero|a|i|oraz|ale|lub|albo)\s/;
const POINTERS = new Set(
  `it that this they them there those these one ones its to tega temu tam tja tisto ta це цього його її їх туди там той lo la li
   questo questa quello ci eso esto ese esa alli ahi tego temu tym tam go je`.split(/\s+/),
);
