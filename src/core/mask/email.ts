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
    const { index } = sign;
    const address =
      sign[0] === '@' ? (writtenAt(text, index, from) ?? spacedAt(text, index, from)) : speltAt(text, sign, from);
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

/**
 * `name@ host.com`, `name @host.com`, `name @ host.com`, `name@host. com`. With a space before the `@` it is said of places as often,
 * "cheaper @ shop.com", so that something else has to tell.
 */
function spacedAt(text: string, at: number, from: number): Address | null {
  SPACED_HOST.lastIndex = at + 1;
  const host = SPACED_HOST.exec(text);
  if (!host) return null;
  const localEnd = spacedEnd(text, at);
  const start = localStart(text, localEnd, from);
  const end = at + 1 + host[0].length;
  if (start === localEnd) return null;
  const [, gap = '', last, wide] = host;
  const common = wide !== undefined || COMMON_ENDS.includes(last!);
  const told = isTold(text, { start, localEnd, end }, host[0].trim());
  return (localEnd === at && common) || (common && !gap.includes('\n') && told) ? { start, localEnd, end } : null;
}

/** Where the part before an `@` ends, of which a space or two may part it. */
export function spacedEnd(text: string, at: number): number {
  if (text[at - 1] !== ' ') return at;
  return text[at - 2] === ' ' ? at - 2 : at - 1;
}

/** Whether it is an address by its name, its host, a word before it, or for standing alone on its line. */
function isTold(text: string, { start, localEnd, end }: Address, host: string): boolean {
  const local = text.slice(start, localEnd);
  if (ADDRESS_NAME.test(local) || PROVIDERS.test(host)) return true;
  if (MAIL_WORDS.test(text.slice(Math.max(0, start - MAIL_CHARS), start))) return true;
  return (
    /^(?:|\n)$/.test(text.slice(Math.max(0, start - 1), start)) &&
    /^[.,;!?)]?(?:\n|$)/.test(text.slice(end, end + 2)) &&
    !VERBS.test(local)
  );
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
const NO_WORDS = '(?:com|org|net|eu|pl|ua|hr|fr|uk)(?!\\p{L})';
const COMMON_ENDS = 'com net org info eu si it es pl ua de fr uk io hr at ch'.split(' ');
const ANY_COMMON = `(?:${COMMON_ENDS.join('|')})(?!\\p{L})`;
/** The first group is a dot that is a word, the second the last label, which has letters only. */
const DOMAIN = new RegExp(
  `(?:[a-z0-9-]{1,63}(?:\\.| ?[[({] ?(?:${DOT_WORDS}|\\.) ?[\\])}] ?| (${DOT_WORDS}) )){1,5}([a-z]{2,24})(?![a-z0-9])`,
  'y',
);

/** The first group is the space before it, the second its end, the third one after a dot in words or with spaces: no word itself. */
const SPACED_HOST = new RegExp(
  `([ \\n]{0,2})(?:[\\p{L}\\d-]{1,63}\\.){0,4}[\\p{L}\\d-]{1,63}(?:\\.(\\p{L}{2,24})|(?: ?\\. ?(?=${NO_WORDS})| (?:${DOT_WORDS}) (?=${ANY_COMMON}))(\\p{L}{2,4}))(?![\\p{L}\\d])`,
  'uy',
);
/** Nobody writes of a place so. */
const ADDRESS_NAME = /^\p{L}.*[\d._+*]/u;
const PROVIDERS =
  /^(?:gmail|googlemail|yahoo|hotmail|outlook|icloud|gmx|proton|protonmail|siol|libero|virgilio|tiscali|wp|onet|interia|poczta|ukr|bigmir)\./;
const MAIL_CHARS = 48;
const MAIL_WORDS =
  /mail|naslov|post[ao]|correo|indirizzo|direccion|adres|skrzynk|write to|pisi|scriv|escrib|napisz|пошт|адрес|скриньк|пиш/;
/** What may be done at a place, where nothing else is said. */
const VERBS =
  /^(?:meet|look|see|find|visit|here|lunch|dinner|now|open|follow|follow us|buy|shop|order|available|cheaper)$/;

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
