/**
 * Finds what is not yet a number but may become one while somebody types. What they see who watch never adds up to more than they see once it
 * is sent: a digit is shown only when nothing that is typed after it can still make it part of something masked.
 */
import type { Masking } from '#protocol/masking';
import { findBesideCards } from './beside-card.ts';
import { cuesIn } from './cue.ts';
import { runsOf, separators, size } from './digits.ts';
import { localStart, spacedEnd } from './email.ts';
import { findIbans, foreignIbans } from './iban.ts';
import { findPhones } from './phone.ts';
import { hide, isDigit, isGlue, isLetter, type Span } from './text.ts';

/** So many digits may be a card, wherever they stand: somebody corrects one in the middle. */
const CARD_DIGITS = 12;
/** The signs that any detector takes numbers together over, and how many of them: what they part may still become one. */
const SEPARATORS = separators(' -._/|,;:()\n');
const GAP_MAX = 4;
/** The next word may say so of a number before it; the longest phrase that does begins so far before its end. */
const SAID_AFTER = ' phone';
const PHRASE_CHARS = 24;

/** What of a flat text is withheld from those who watch it being typed. */
export function findUnfinished(text: string, masking: Masking): Span[] {
  const secret = masking.card || masking.iban || masking.ssn;
  const ibans = masking.iban ? findIbans(text, true) : [];
  const hidden = hide(text, ibans);
  const open = secret || masking.phone ? openFrom(hidden) : hidden.length;
  const numbers = runsOf(hidden, SEPARATORS, GAP_MAX)
    .filter((run) => run.at(-1)!.end > open || (secret && digitsOf(run) >= CARD_DIGITS))
    .map((run) => ({ start: run[0]!.start, end: run.at(-1)!.end }));
  const rest = hide(hidden, numbers);
  const dates = masking.card ? beforeCard(rest) : [];
  const local = masking.email ? openAddress(hidden) : null;
  return merged([...foreignIbans(text, ibans, masking), ...numbers, ...dates, ...(local ? [local] : [])]);
}

/** In a flat text: what is a phone number, or would be one if the next word said so, and isn't known as one in what is `shown` of the text. */
export function findMaybePhones(text: string, shown: string, masking: Masking): Span[] {
  if (!masking.phone) return [];
  // What turns out to be an IBAN is no word that a number before it could be glued to.
  const begun = begunIban(text);
  const texts = begun ? [text, hide(text, [begun])] : [text];
  const said = texts.map((it) => `${it.slice(0, lastWord(text))}${SAID_AFTER}`);
  const found = [
    findPhones(text, cuesIn(text).all, masking),
    ...said.map((it) => findPhones(it, cuesIn(it).all, masking, PHRASE_CHARS)),
  ].flatMap(({ numbers, extensions }) => [...numbers, ...extensions]);
  const { numbers, extensions } = findPhones(shown, cuesIn(shown).all, masking);
  const known = [...numbers, ...extensions];
  return merged(found.filter((it) => !known.some(({ start, end }) => start === it.start && end === it.end)));
}

/** Where the last word begins, be it finished or in progress: more of it, or what follows it, may make it say something else. */
export function lastWord(text: string): number {
  let at = text.length;
  while (at > 0 && !/[\p{L}\p{N}*]/u.test(text[at - 1]!)) at--;
  while (at > 0 && /\p{L}/u.test(text[at - 1]!)) at--;
  return at;
}

function digitsOf(run: readonly Span[]): number {
  return run.reduce((sum, group) => sum + size(group), 0);
}

function merged(spans: readonly Span[]): Span[] {
  const whole: Span[] = [];
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    const last = whole.at(-1);
    if (last && start < last.end) last.end = Math.max(last.end, end);
    else whole.push({ start, end });
  }
  return whole;
}

/** The place of a digit that more may follow, of the same number: the last one, if only signs come after it, or a word glued to it. */
function openFrom(text: string): number {
  let at = text.length;
  // `12e` may go on as `12ext. 3`.
  while (at > 0 && isLetter(text, at - 1)) at--;
  if (!isDigit(text, at - 1)) at = text.length;
  for (let gap = 0; at > 0 && gap <= GAP_MAX; gap++, at--) {
    if (isDigit(text, at - 1)) return at - 1;
    if (isGlue(text, at - 1)) break;
  }
  return text.length;
}

/** The IBAN that the text ends in the middle of, or what may become the beginning of one. */
function begunIban(text: string): Span | null {
  const open = findIbans(text, true).at(-1);
  if (open?.end === text.length) return open;
  const from = Math.max(0, text.length - BEGUN_CHARS);
  const begun = BEGUN.exec(text.slice(from));
  return begun && { start: from + begun.index, end: text.length };
}

/** A country, or its first letter, and fewer digits than tell. */
const BEGUN = /(?<![\p{L}\d*])[a-z] ?[a-z]?[ \-.\n]{0,2}(?:\d[ \-.\n]{0,2}){0,3}$/u;
const BEGUN_CHARS = 16;

/** What would be the date of a card that comes after it. */
function beforeCard(text: string): Span[] {
  return findBesideCards(text, cuesIn(text).all, [{ start: text.length, end: text.length }]);
}

/** What stands before an `@` whose host is being typed. */
function openAddress(text: string): Span | null {
  const at = text.lastIndexOf('@');
  if (at < text.length - HOST_CHARS || at < 1 || !OPEN_HOST.test(text.slice(at + 1))) return null;
  const end = spacedEnd(text, at);
  const start = localStart(text, end, 0);
  return start < end ? { start, end } : null;
}

const HOST_CHARS = 260;
/** A host, or less of it, with a space before it and around its last dot, or with a word for that. */
const OPEN_HOST = /^[ \n]{0,2}[\p{L}\d.-]*(?: ?\. ?\p{L}{0,24}| \p{L}{0,6}(?: \p{L}{0,24})?)?$/u;
