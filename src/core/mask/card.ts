/** Payment card numbers: a network's prefix and length, the check digit, and the shape of something written as one number. */
import { type Cue, cueBefore } from './cue.ts';
import { digitsOf, gapBefore, runsOf, separators, size, unglued } from './digits.ts';
import { isLetter, type Span } from './text.ts';

const CUE_CHARS = 48;
/** From `card no` to its `#`; elsewhere that sign makes it the name of something. */
const HASH_CUE_CHARS = 10;
/** The fewest digits of a card. */
export const CARD_DIGITS_MIN = 12;
const DIGITS_MAX = 19;
/** The longest beginning that tells a network. */
const PREFIX_MAX = 4;
const SEPARATORS = separators(' -._/|,;\n');

/** Card numbers in a flat text. With `lines`, only those that are sure enough to join separate messages for, one a line. */
export function findCards(text: string, cues: readonly Cue[], lines = false): Span[] {
  const spans: Span[] = [];
  for (const whole of runsOf(text, SEPARATORS, 3).flatMap((run) => unlisted(text, cues, run))) {
    const row: Row = { text, cues, groups: unglued(text, cues, whole), lines };
    for (let i = 0; i < row.groups.length; i++) {
      const count = cardFrom(row, i, spans.at(-1)?.end ?? -1);
      if (count === 0) continue;
      spans.push({ start: row.groups[i]!.start, end: row.groups[i + count - 1]!.end });
      i += count - 1;
    }
  }
  return spans;
}

/** Groups of digits that follow each other, and what they are looked at with. */
interface Row {
  text: string;
  cues: readonly Cue[];
  groups: readonly Span[];
  lines: boolean;
}

/** The parts of a run between the commas of lists and amounts. `4111,1111,…` is neither, nor are `card: 4111, 1111, …` and `4, 1, 1, 1, …`. */
function unlisted(text: string, cues: readonly Cue[], run: readonly Span[]): Span[][] {
  const cued = cueBefore(cues, run[0]!.start, CUE_CHARS, ['card', 'other', 'phone'])?.kind === 'card';
  const joins = cued ? /^[,;] ?$/ : /^[,;]$/;
  const parts: Span[][] = [];
  for (const [i, group] of run.entries()) {
    const gap = gapBefore(text, run, i);
    const before = run[i - 1];
    const parted = before && /[,;]/.test(gap);
    const single = before && size(before) === 1 && size(group) === 1 && /^[,;] ?$/.test(gap);
    const joined = before && (!parted || single || (joins.test(gap) && isPart(before) && isPart(group)));
    if (!joined) parts.push([]);
    parts.at(-1)!.push(group);
  }
  return parts;
}

/** How many groups from this one on are a card number, the longest that is; 0 if none are. `lastCard` is where one ended before. */
function cardFrom(row: Row, from: number, lastCard: number): number {
  if (!beginsLikeCard(row, from)) return 0;
  const cued = isCued(row, from);
  if (!cued && isNamed(row, from)) return 0;
  let longest = 0;
  for (const count of cardCounts(row, from, cued)) {
    // The month that follows a number may make a longer one of it by chance.
    if (longest > 0 && size(row.groups[from + count - 1]!) < 3) continue;
    const even = isEven(row.groups.slice(from, from + count));
    const alone = isOverLines(row, from, count) ? even : standsAlone(row, from, from + count - 1, even, lastCard);
    if (cued || alone) longest = count;
  }
  return longest;
}

/** Whether a network's numbers begin so. Most numbers don't. */
function beginsLikeCard({ text, groups }: Row, from: number): boolean {
  let digits = '';
  for (let at = from; at < groups.length && digits.length < PREFIX_MAX; at++) {
    digits += text.slice(groups[at]!.start, Math.min(groups[at]!.end, groups[at]!.start + PREFIX_MAX - digits.length));
  }
  if (digits.length < PREFIX_MAX) return false;
  const prefix = Number(digits);
  beginnings[prefix] ||= NETWORKS.some((network) => isPrefixOf(network, digits)) ? BEGINS : BEGINS_NOT;
  return beginnings[prefix] === BEGINS;
}

/** By the first digits, worked out once. */
const beginnings = new Uint8Array(10 ** PREFIX_MAX);
const BEGINS = 1;
const BEGINS_NOT = 2;

/** Counts of groups from this one on whose digits are a card's number. */
function cardCounts({ text, groups }: Row, from: number, cued: boolean): number[] {
  const counts: number[] = [];
  let digits = '';
  for (let next = from; next < groups.length && digits.length <= DIGITS_MAX; next++) {
    const { start, end } = groups[next]!;
    digits += text.slice(start, Math.min(end, start + DIGITS_MAX + 1));
    if (isCardNumber(digits, cued)) counts.push(next + 1 - from);
  }
  return counts;
}

/** Whether separate messages are joined by it. */
function isOverLines({ text, groups, lines }: Row, from: number, count: number): boolean {
  return lines && text.slice(groups[from]!.start, groups[from + count - 1]!.end).includes('\n');
}

function isCued({ text, cues, groups }: Row, at: number): boolean {
  const { start } = groups[at]!;
  const reach = text[start - 1] === '#' ? HASH_CUE_CHARS : CUE_CHARS;
  return cueBefore(cues, start, reach, ['card', 'other', 'phone'])?.kind === 'card';
}

/** `ORD-4111…`, `#4111…` and `0.4111…` are names and fractions. */
function isNamed({ text, groups }: Row, at: number): boolean {
  const { start } = groups[at]!;
  const before = text[start - 1];
  if (before === '#') return true;
  if (before === '-' || before === '_') return isLetter(text, start - 2);
  return before === '.' && gapBefore(text, groups, at) === '.' && groups.length === at + 1;
}

/** Whether groups of a longer row are a number by themselves: `4111 1111 1111 1111 123` has one, a tracking number hasn't. */
function standsAlone(row: Row, from: number, to: number, even: boolean, lastCard: number): boolean {
  const { text, groups } = row;
  // As a whole, any groups will do that begin with what a card begins with, or are all alike.
  if (from === 0 && to === groups.length - 1) return even || size(groups[0]!) > 3 || isAlike(groups.map(size));
  if (!even || from === to) return even;
  const gap = gapBefore(text, groups, from + 1);
  let more = 0;
  for (let at = from; at > 0 && more < 2 && isAlikeTo(groups[at - 1]!, groups[from]!); at--) {
    if (groups[at - 1]!.end === lastCard || gapBefore(text, groups, at) !== gap) break;
    more++;
  }
  for (let at = to + 1; at < groups.length && more < 2 && isAlikeTo(groups[at]!, groups[to]!); at++) {
    if (gapBefore(text, groups, at) !== gap) break;
    if (isMonthYear(digitsOf(text, [groups[at]!])) || cardCounts(row, at, false).length > 0) break;
    more++;
  }
  // One more may be a postcode or a year; two are a row of a table.
  return more === 0 || (more === 1 && size(groups[from]!) === 4);
}

/** Groups as cards are written: of four, 4-6-5, 4-6-4, digit by digit; or cut between these, as somebody sends it in pieces. */
function isEven(groups: readonly Span[]): boolean {
  const sizes = groups.map(size);
  if (sizes.length === 3 && sizes[0] === 4 && sizes[1] === 6) return true;
  return sizes.slice(0, -1).every((it) => it % 4 === 0) || sizes.every((it) => it === 1);
}

/** As long as the groups of cards are. */
function isPart(group: Span): boolean {
  return size(group) >= 4 && size(group) <= 6;
}

function isAlikeTo(group: Span, other: Span): boolean {
  return size(group) === size(other);
}

function isAlike(sizes: readonly number[]): boolean {
  return sizes.every((it, i) => it === sizes[0] || (i === sizes.length - 1 && it < sizes[0]!));
}

/** `MMYY`, of the years a card can be valid in. */
export function isMonthYear(digits: string): boolean {
  if (digits.length !== 4) return false;
  const month = Number(digits.slice(0, 2));
  const year = Number(digits.slice(2));
  return month >= 1 && month <= 12 && year >= 20 && year <= 49;
}

function isCardNumber(digits: string, cued: boolean): boolean {
  if (digits.length < CARD_DIGITS_MIN || digits.length > DIGITS_MAX || !passesLuhn(digits)) return false;
  if (!NETWORKS.some((network) => isOf(network, digits, cued))) return false;
  return cued || digits.length > 13 || !isArticleNumber(digits);
}

function isOf(network: Network, digits: string, cued: boolean): boolean {
  const { lengths, cueLengths } = network;
  if (!lengths.includes(digits.length) && !(cued && cueLengths.includes(digits.length))) return false;
  return isPrefixOf(network, digits);
}

function isPrefixOf({ from, to }: Network, digits: string): boolean {
  const prefix = digits.slice(0, from.length);
  return prefix >= from && prefix <= to;
}

function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const value = digits.charCodeAt(digits.length - 1 - i) - 48;
    sum += i % 2 === 0 ? value : value > 4 ? value * 2 - 9 : value * 2;
  }
  return sum % 10 === 0;
}

/** The check digit of EAN-13 and UPC, weighted 1 and 3 from the right. */
function isArticleNumber(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) sum += Number(digits[digits.length - 1 - i]) * (i % 2 === 0 ? 1 : 3);
  return sum % 10 === 0;
}

interface Network {
  /** The first and last prefix, equally long. */
  from: string;
  to: string;
  lengths: readonly number[];
  /** Lengths so common among other numbers that a word has to say "card". */
  cueLengths: readonly number[];
}

/** Name, prefixes, lengths, and lengths that need a cue. */
const TABLE: [name: string, prefixes: string, lengths: string, cueLengths?: string][] = [
  ['Visa', '4', '16 19', '13 18'],
  ['Mastercard', '51-55 2221-2720', '16'],
  ['American Express', '34 37', '15'],
  ['Discover', '6011 644-649 65', '16 17 18 19'],
  ['Diners Club', '300-305 3095 36 38-39', '14 16 17 18 19'],
  ['JCB', '3528-3589', '16 17 18 19'],
  ['JCB of old', '1800 2131', '15'],
  ['UnionPay', '62 81', '16 17 18 19'],
  ['Maestro', '5018 5020 5038 5893 6304 6390 6759 6761-6763 0604', '12 13 14 15 16 17 18 19'],
  ['Maestro elsewhere', '50 56-58 60-69', '16 17 18 19', '12 13 14 15'],
  ['Mir', '2200-2205', '16 17 18 19'],
  ['RuPay', '508 60 65 81 82 353 356', '16'],
  ['Troy', '9792', '16'],
  ['Humo', '9860', '16'],
  ['Uzcard', '8600', '16'],
];

const NETWORKS: Network[] = TABLE.flatMap(([, prefixes, lengths, cueLengths = '']) =>
  prefixes.split(' ').map((prefix) => ({
    from: prefix.split('-')[0]!,
    to: prefix.split('-').at(-1)!,
    lengths: lengths.split(' ').map(Number),
    cueLengths: cueLengths.split(' ').filter(Boolean).map(Number),
  })),
);
