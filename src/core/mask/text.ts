/**
 * A text as the detectors read it: lower case, without accents and invisible characters, digits of all scripts as 0-9, one kind of
 * hyphen and space. Each of its characters knows where it stands in the original, so that what is found here is replaced there.
 */

export interface Flat {
  text: string;
  /** Where in the original the character at this index begins. */
  from: number[];
  /** Where the original character ends. */
  to: number[];
}

/** A stretch of a flat text. */
export interface Span {
  start: number;
  end: number;
}

/** The flat form of `text`, in time linear in its length. */
export function flatten(text: string): Flat {
  const flat: Flat = { text: '', from: [], to: [] };
  for (let at = 0; at < text.length; ) {
    const point = text.codePointAt(at)!;
    // An address in a link.
    const coded = point === 37 && text.startsWith('%40', at);
    const next = at + (coded ? 3 : point > 0xffff ? 2 : 1);
    const plain = coded ? '@' : flatForm(point);
    flat.text += plain;
    for (let i = 0; i < plain.length; i++) {
      flat.from.push(at);
      flat.to.push(next);
    }
    at = next;
  }
  return flat;
}

/** Whether `text` has a digit 0-9 there. */
export function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 48 && code <= 57;
}

/** Whether the character there is a letter. */
export function isLetter(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code < 128) return code >= 97 && code <= 122;
  return code >= 128 && LETTER.test(text[at]!);
}

/**
 * Whether the character there makes one word with a number beside it: a letter, a digit, or a star of something masked before.
 * Letters of scripts that are written without spaces don't.
 */
export function isGlue(text: string, at: number): boolean {
  if (isDigit(text, at) || text[at] === '*') return true;
  return text.charCodeAt(at) < 0x2e80 && isLetter(text, at);
}

/** `text` with stars over what is found, so that nothing is found twice. */
export function hide(text: string, spans: readonly Span[]): string {
  let hidden = '';
  let from = 0;
  for (const { start, end } of spans) {
    hidden += text.slice(from, start) + '*'.repeat(end - start);
    from = end;
  }
  return hidden + text.slice(from);
}

const LETTER = /\p{L}/u;
const INVISIBLE = /[\p{DI}\p{Mn}\p{Me}]/gu;
const DIGIT = /\p{Nd}/u;

/** Forms of the characters of European alphabets, kept because looking them up is most of the work. */
const known: string[] = [];

function flatForm(point: number): string {
  if (point >= 0x600) return compute(point);
  known[point] ??= compute(point);
  return known[point];
}

function compute(point: number): string {
  const char = String.fromCodePoint(point);
  if (point < 128) return char === '\r' ? '\n' : char === '\t' ? ' ' : char.toLowerCase();
  if (/[\p{Pd}\u2212]/u.test(char)) return '-';
  if (/[\u2028\u2029\u0085]/u.test(char)) return '\n';
  if (/\s/u.test(char)) return ' ';
  if (char === '·' || char === '•' || char === '∙') return '.';
  const plain = char.normalize('NFKD').toLowerCase().normalize('NFKD').replace(INVISIBLE, '');
  return point > 0x600 && DIGIT.test(plain) && !isDigit(plain, 0) ? digitValue(plain.codePointAt(0)!) : plain;
}

/** Digits of a script stand in a row from nought to nine, and no two rows touch. */
function digitValue(point: number): string {
  let value = 0;
  while (value < 9 && DIGIT.test(String.fromCodePoint(point - value - 1))) value++;
  return String(value);
}
