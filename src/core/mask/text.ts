/**
 * A text as the detectors read it: lower case, without accents and invisible characters, digits of all scripts as 0-9, one kind of
 * hyphen and space. Each of its characters knows where it stands in the original, so that what is found here is replaced there.
 * The work for a character is bounded, whatever the character.
 */

export interface Flat {
  text: string;
  /** Where in the original each character begins and ends; null where they stand in the same places. */
  places: Places | null;
}

/** For each character of a flat text, where it begins and ends in the original. */
export interface Places {
  from: Uint32Array;
  to: Uint32Array;
}

/** A stretch of a flat text. */
export interface Span {
  start: number;
  end: number;
}

/** The flat form of `text`, in time linear in its length. */
export function flatten(text: string): Flat {
  if (PLAIN.test(text)) return { text: text.toLowerCase(), places: null };
  let flat = '';
  let done = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const form = singles[code] || singleOf(code);
    if (form === NOT_SINGLE || (code === PERCENT && text.startsWith(CODED_AT, at))) return flattenAnyhow(text);
    if (form === code) continue;
    flat += text.slice(done, at) + String.fromCharCode(form);
    done = at + 1;
  }
  return { text: done === 0 ? text : flat + text.slice(done), places: null };
}

/** Where the character at `at` begins in the original. */
export function startOf({ places }: Flat, at: number): number {
  return places ? places.from[at]! : at;
}

/** Where the character at `at` ends in the original. */
export function endOf({ places }: Flat, at: number): number {
  return places ? places.to[at]! : at + 1;
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
  return code >= 128 && (kindOf(code) & Kind.letter) !== 0;
}

/**
 * Whether the character there makes one word with a number beside it: a letter, a digit, or a star of something masked before.
 * Letters of scripts that are written without spaces don't.
 */
export function isGlue(text: string, at: number): boolean {
  if (isDigit(text, at) || text[at] === '*') return true;
  return text.charCodeAt(at) < 0x2e80 && isLetter(text, at);
}

/** Whether the text, as it was typed, has a number of any script in it. */
export function hasNumber(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 128 ? code >= 48 && code <= 57 : (kindOf(code) & Kind.number) !== 0) return true;
  }
  return false;
}

/** `text` with stars over what is found, so that nothing is found twice. */
export function hide(text: string, spans: readonly Span[]): string {
  if (spans.length === 0) return text;
  let hidden = '';
  let from = 0;
  for (const { start, end } of spans) {
    hidden += text.slice(from, start) + '*'.repeat(end - start);
    from = end;
  }
  return hidden + text.slice(from);
}

/** ASCII whose flat form is its lower case. */
const PLAIN = /^[\n\x20-\x24\x26-\x7e]*$/;
/** The `@` of an address in a link. */
const CODED_AT = '%40';
const PERCENT = 37;
const INVISIBLE = /[\p{DI}\p{Mn}\p{Me}]/gu;
const DIGIT = /\p{Nd}/u;
const DIGITS = /\p{Nd}/gu;
/** Some characters stand for a whole phrase. A number in one of them is shorter. */
const FORM_MAX_CHARS = 4;
const FIRST_SURROGATE = 0xd800;
const LAST_SURROGATE = 0xdfff;

/** The way for texts with a character that becomes none or several. */
function flattenAnyhow(text: string): Flat {
  const forms: string[] = [];
  const begins: number[] = [];
  for (let at = 0; at < text.length; ) {
    const point = text.codePointAt(at)!;
    const coded = point === PERCENT && text.startsWith(CODED_AT, at);
    forms.push(coded ? '@' : formOf(point));
    begins.push(at);
    at += coded ? CODED_AT.length : point > 0xffff ? 2 : 1;
  }
  const flat = forms.join('');
  const places = noPlaces(flat.length);
  let next = 0;
  for (const [i, form] of forms.entries()) {
    places.from.fill(begins[i]!, next, next + form.length);
    places.to.fill(begins[i + 1] ?? text.length, next, next + form.length);
    next += form.length;
  }
  return { text: flat, places };
}

/** Places to be filled in, for so many characters. */
export function noPlaces(chars: number): Places {
  return { from: new Uint32Array(chars), to: new Uint32Array(chars) };
}

/** The code of the one character that a code unit becomes, looked up once. Nought: not looked up yet. */
const singles = new Uint16Array(0x10000);
const NOT_SINGLE = 0xffff;

function singleOf(code: number): number {
  const form = formOf(code);
  // A NUL is no letter of anything either.
  singles[code] = form.length === 1 ? form.charCodeAt(0) || 1 : NOT_SINGLE;
  return singles[code]!;
}

/** By code point, in pages, kept because working one out takes longer than all else that is done with it. */
const forms: string[][] = [];

/** The flat form of a code point. */
function formOf(point: number): string {
  if (point >= FIRST_SURROGATE && point <= LAST_SURROGATE) return PAIRED;
  if (isWhole(point)) return String.fromCodePoint(point);
  forms[point >> 8] ??= [];
  const page = forms[point >> 8]!;
  page[point & 0xff] ??= workOut(point);
  return page[point & 0xff]!;
}

/** Of half a pair: longer than one character, so that whoever wants just one looks at the pair. */
const PAIRED = '\ufffd\ufffd';

/** Letters of Chinese and Korean, flags and emoji: as they are. Taken apart, a syllable would be three letters. */
function isWhole(point: number): boolean {
  if (point < 0x3400) return false;
  return point < FIRST_SURROGATE || (point >= 0x1f1e6 && point < 0x1fb00) || (point >= 0x20000 && point < 0xe0000);
}

function workOut(point: number): string {
  const char = String.fromCodePoint(point);
  if (point < 128) return char === '\r' ? '\n' : char === '\t' ? ' ' : char.toLowerCase();
  if (/[\p{Pd}\u2212]/u.test(char)) return '-';
  if (/[\u2028\u2029\u0085]/u.test(char)) return '\n';
  if (/\s/u.test(char)) return ' ';
  if (char === '·' || char === '•' || char === '∙') return '.';
  const plain = char.normalize('NFKD').toLowerCase().normalize('NFKD').replace(INVISIBLE, '').slice(0, FORM_MAX_CHARS);
  return point > 0x600 ? plain.replace(DIGITS, (digit) => digitValue(digit.codePointAt(0)!)) : plain;
}

/** Digits of a script stand in a row from nought to nine, and no two rows touch. */
function digitValue(point: number): string {
  let value = 0;
  while (value < 9 && DIGIT.test(String.fromCodePoint(point - value - 1))) value++;
  return String(value);
}

/** What a character is, in bits. */
const Kind = { known: 1, letter: 2, number: 4 } as const;

/** By code unit, looked up once. */
const kinds = new Uint8Array(0x10000);

function kindOf(code: number): number {
  const kind = kinds[code]!;
  if (kind !== 0) return kind;
  const char = String.fromCharCode(code);
  // Numbers of the other planes come in pairs; emoji, the most of these, are told apart by their first half.
  const maybe = code >= FIRST_SURROGATE && code < 0xdc00 && code !== 0xd83d && code !== 0xd83e;
  kinds[code] = Kind.known | (/\p{L}/u.test(char) ? Kind.letter : 0) | (/\p{N}/u.test(char) || maybe ? Kind.number : 0);
  return kinds[code]!;
}
