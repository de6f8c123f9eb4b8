/** E-mail addresses, as they are and as people spell them out. */
import { isDigit, isLetter, type Span } from './text.ts';

const LOCAL_MAX = 64;
const DOMAIN_MAX = 253;

/** An address; what is masked of it is the part before the `@`. */
export interface Address extends Span {
  localEnd: number;
}

/** Whether a flat text has anything of which an address could be made. */
export function mayHoldAddress(text: string): boolean {
  return ANY_SIGN.test(text);
}

/** Addresses in a flat text. */
export function findEmails(text: string): Address[] {
  const found: Address[] = [];
  let from = 0;
  let at = 0;
  for (;;) {
    SIGN.lastIndex = at;
    const sign = SIGN.exec(text);
    if (!sign) return found;
    const address = sign[0] === '@' ? writtenAt(text, sign.index, from) : speltAt(text, sign, from);
    at = address ? address.end : sign.index + 1;
    if (!address) continue;
    found.push(address);
    from = address.end;
  }
}

/** The address whose `@` stands there, not before `from`. */
function writtenAt(text: string, at: number, from: number): Address | null {
  const end = domainEnd(text, at + 1);
  const start = end === 0 ? at : localStart(text, at, from);
  return start < at ? { start, localEnd: at, end } : null;
}

/** `name [at] host [dot] com`, `name at host dot com` where both are words, and `name chiocciola host.com`. */
function speltAt(text: string, sign: RegExpExecArray, from: number): Address | null {
  const at = sign.index;
  DOMAIN.lastIndex = at + sign[0].length;
  const domain = DOMAIN.exec(text);
  if (!domain) return null;
  // Words alone need a host that ends as hosts do, "look at this dot on the screen"; and `at` is said of places, too: "I saw it at shop.com".
  const sure = sign[1] !== undefined || (sign[2] !== undefined && !domain[1]);
  if (!sure && !(domain[1] && COMMON_ENDS.includes(domain[2]!))) return null;
  const localEnd = text[at - 1] === ' ' ? at - 1 : at;
  const start = localStart(text, localEnd, from);
  return start < localEnd ? { start, localEnd, end: DOMAIN.lastIndex } : null;
}

/** Nobody says these of a place. */
const SURE_AT_WORDS =
  'arroba|chiocciola|chiocciolina|malpa|małpa|malpka|małpka|afna|собака|собачка|равлик|песик|klammeraffe|arobase';
const AT_WORDS = `at|${SURE_AT_WORDS}`;
const DOT_WORDS = 'dot|pika|punto|kropka|крапка|точка';
const ANY_AT = `@| ?([[({]) ?(?:${AT_WORDS}|@) ?[\\])}] ?| (?:at|(${SURE_AT_WORDS})) `;
const ANY_SIGN = new RegExp(ANY_AT);
/** The first group is a bracket, the second a sure word. */
const SIGN = new RegExp(ANY_AT, 'g');
const COMMON_ENDS = 'com net org info eu si it es pl ua de fr uk io hr at ch'.split(' ');
/** The first group is a dot that is a word, the second the last label, which has letters only. */
const DOMAIN = new RegExp(
  `(?:[a-z0-9-]{1,63}(?:\\.| ?[[({] ?(?:${DOT_WORDS}|\\.) ?[\\])}] ?| (${DOT_WORDS}) )){1,5}([a-z]{2,24})(?![a-z0-9])`,
  'y',
);

/** Where the domain that begins at `start` ends; 0 if none does. */
function domainEnd(text: string, start: number): number {
  let end = start;
  while (
    end - start < DOMAIN_MAX &&
    (isDigit(text, end) || isLetter(text, end) || text[end] === '-' || text[end] === '.')
  ) {
    end++;
  }
  while (text[end - 1] === '.' || text[end - 1] === '-') end--;
  let dot = end - 1;
  while (dot > start && text[dot] !== '.') dot--;
  if (dot === start || dot > end - 3 || text[start] === '.') return 0;
  if (text.startsWith('xn--', dot + 1)) return end;
  for (let at = dot + 1; at < end; at++) if (!isLetter(text, at)) return 0;
  return end;
}

/** Where the part before an `@` begins; `end` if there is none. */
export function localStart(text: string, end: number, from: number): number {
  const least = Math.max(from, end - LOCAL_MAX);
  if (text[end - 1] === '"') {
    const quote = text.lastIndexOf('"', end - 2);
    return quote >= least ? quote : end;
  }
  let start = end;
  while (start > least && (isDigit(text, start - 1) || isLetter(text, start - 1) || SIGNS.includes(text[start - 1]!))) {
    start--;
  }
  while (start < end && ".'".includes(text[start]!)) start++;
  return start;
}

/** Signs of addresses but those that stand before one in links: `?to=a@b.c&…`, and between words: `/`. */
const SIGNS = ".-_+'*!#$%^`{|}~";
