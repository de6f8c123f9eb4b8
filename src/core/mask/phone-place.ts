/** What a phone number may stand beside: the word before it, the plus and the bracket that belong to it, and what makes it something else. */
import { type Cue, cueBefore } from './cue.ts';
import { isDigit, isGlue, isLetter, type Span } from './text.ts';

/** Words that say it is something else are believed only near it. */
const OTHER_CHARS = 24;
/** The longest word with its dots that a number is glued to: `tel.št.041…`. */
const WORD_CHARS = 24;
/** Between a word and the number that is glued to it. */
const JOINTS = '#-_./@\\';

/** Whether the word nearest before a number says that it is something else. */
export function saysOther(text: string, cues: readonly Cue[], start: number): boolean {
  const cue = cueBefore(cues, start, OTHER_CHARS, ['phone', 'other']);
  return cue?.kind === 'other' && !/\d/.test(text.slice(cue.end, start));
}

/** Glued to a word or to what makes it a name, a path or a fraction; a word for phones, `tel.041…`, makes it none of these. */
export function isNamed(text: string, cues: readonly Cue[], start: number): boolean {
  const before = text[start - 1] ?? ' ';
  // `Ana,031 123 456` has a sign between two things, `1,031` hasn't.
  if (before === ',' || before === ':') return isDigit(text, start - 2);
  if (!JOINTS.includes(before) && !isGlue(text, start - 1)) return false;
  return !text.startsWith('wa.me/', start - 6) && !isCalled(text, cues, start);
}

/** Glued so that what the word says is believed only of a number that somebody can have: `call-1234567` may be the name of a call. */
export function isTight(text: string, start: number): boolean {
  const before = text[start - 1] ?? ' ';
  return (
    before !== '.' && (JOINTS.includes(before) || isGlue(text, start - 1)) && !text.startsWith('wa.me/', start - 6)
  );
}

/** Whether a number or its plus is glued to a word for phones, and that word to nothing. */
export function isCalled(text: string, cues: readonly Cue[], start: number): boolean {
  const joint = JOINTS.includes(text[start - 1] ?? ' ') ? start - 1 : start;
  let word = joint;
  while (word > start - WORD_CHARS && (isLetter(text, word - 1) || text[word - 1] === '.')) word--;
  if (word === joint) return false;
  const cue = cueBefore(cues, start, WORD_CHARS, ['phone', 'other']);
  if (cue?.kind === 'phone' && cue.start <= word && cue.end > word) return isApart(text, cue.start);
  return (
    text[joint] === '.' && text[start] === '0' && ONE_LETTER.includes(text.slice(word, joint)) && isApart(text, word)
  );
}

/** `t.` and `m.` are said of telephones and mobiles. */
const ONE_LETTER = ['t', 'm', 'т', 'м'];

function isApart(text: string, start: number): boolean {
  return !isGlue(text, start - 1) && !`${JOINTS}?&=`.includes(text[start - 1] ?? ' ');
}

/** The digits before `end` go on as a word, an address or another number. An extension doesn't count. */
export function isWordPart(text: string, end: number): boolean {
  if (isGlue(text, end)) return !extensionAfter(text, end);
  return /^(?:[-_/@][a-z0-9@]|[:,]\d)/.test(text.slice(end, end + 2));
}

/** The place of a `+` that belongs to the digits there; -1 if there is none. */
export function plusBefore(text: string, start: number): number {
  for (let at = start - 1; at >= start - 3; at--) {
    if (text[at] === '+') return at;
    if (text[at] !== ' ' && text[at] !== '(') return -1;
  }
  return -1;
}

/** Takes in a bracket that opens the number and closes within it. */
export function opening(text: string, start: number, end: number): number {
  return text[start - 1] === '(' && text.slice(start, end).includes(')') ? start - 1 : start;
}

/** The digits of `ext. 12`, `x12`, `доб. 12` right after a number. */
export function extensionAfter(text: string, end: number): Span | null {
  EXTENSION.lastIndex = end;
  const match = EXTENSION.exec(text);
  return match ? { start: EXTENSION.lastIndex - match[1]!.length, end: EXTENSION.lastIndex } : null;
}

const EXTENSION = /[ ,;]{0,2}(?:extension|ext|x|int|interno|interna|wew|wewn|доб|вн|#)[.: ]{0,2}(\d{1,6})(?![a-z0-9])/y;
