/**
 * What is masked in texts (D11), in two tiers. Secrets — cards, IBANs, social security numbers — are removed before anything is written
 * or sent. Personal details — e-mail addresses and phone numbers — are kept, and masked for those who may not see them.
 * Everything here takes time linear in the text, and doing it again changes nothing more.
 */
import type { Masking, SiteMasking } from '#protocol/masking';
import { withoutSecrets } from '#protocol/page-address';
import { cuesIn } from './cue.ts';
import { replacePersonal } from './personal.ts';
import { findSecrets } from './secrets.ts';
import { followsCard, goesOn, starAcross, starBesideCard, starLast } from './split.ts';
import { starOver } from './stars.ts';
import { flatten, hasNumber } from './text.ts';
import { findMaybePhones, findUnfinished, lastWord } from './typing.ts';
import { maskParts, shortened } from './url.ts';

/** The sign of an address, or what is spelt for it, as it is typed. */
const ANY_ADDRESS =
  /[@＠﹫[({]|%40| (?:at|arroba|arobase|chiocciol(?:in)?a|ma[lł]pk?a|afna|собач?ка|равлик|песик|klammeraffe) /i;

/** A site's masking for what is written in a conversation with a visitor of this country. */
export function maskingFor(masking: SiteMasking, visitorCountry: string | null): Masking {
  return { ...masking, visitorCountry };
}

/** `text` without cards and what stands beside them, IBANs and social security numbers: stars for them, as many as they had signs. */
export function removeSecrets(text: string, masking: Masking): string {
  if (!(masking.card || masking.iban || masking.ssn) || !hasNumber(text)) return text;
  return settled(text, (it) => {
    const flat = flatten(it);
    return starOver(it, flat, findSecrets(flat.text, cuesIn(flat.text), masking).spans);
  });
}

/**
 * The newest messages of one author, oldest first, the last one raw: what each becomes without secrets, also those that were sent in
 * pieces, or null where it stays.
 */
export function removeSplit(pieces: readonly string[], masking: Masking): (string | null)[] {
  const clean = pieces.map((piece) => removeSecrets(piece, masking));
  const newest = clean.pop();
  if (newest === undefined) return [];
  return removeAcross(clean, newest, masking).map((text, i) => (text === pieces[i] ? null : text));
}

/** What becomes of messages that hold no secret each by itself, when `text` follows `before` (oldest first): of all of them, `text` the last. */
export function removeAcross(before: readonly string[], text: string, masking: Masking): string[] {
  if (!goesOn(before, text)) return [...before, text];
  const masked = starAcross([...before, text], masking);
  if (masking.card && followsCard(masked)) masked[masked.length - 1] = starBesideCard(masked);
  return masked;
}

/**
 * What may be seen of a text while it is typed: no secrets, no personal details, and nothing of a number that isn't finished. It may go on
 * from what the same author sent `before`, oldest first.
 */
export function removeWhileTyping(text: string, masking: Masking, before: readonly string[] = []): string {
  if (!hasNumber(text) && !ANY_ADDRESS.test(text)) return text;
  const without = (it: string) => removeAcross(before, removeSecrets(it, masking), masking).at(-1)!;
  // Whatever the last word says now: `in` may be inches, or the beginning of "in case".
  const last = lastWord(text);
  const removed = without(without(text.slice(0, last)) + text.slice(last));
  // What is a secret by itself may be the middle of a longer one.
  const finished = [text, removed].map((it) => starLast([...before, it], (all) => findUnfinished(all, masking)));
  const shown = starredInAny([removed, ...finished]);
  const flat = flatten(removed);
  return maskPersonal(starOver(shown, flat, findMaybePhones(flat.text, flatten(shown).text, masking)), masking);
}

/** Texts that differ in their stars alone, with the stars of all of them. */
function starredInAny(texts: readonly string[]): string {
  const [first = ''] = texts;
  let starred = '';
  for (let i = 0; i < first.length; i++) starred += texts.some((it) => it[i] === '*') ? '*' : first[i]!;
  return starred;
}

/** `text` with e-mail addresses as `m******@gmail.com` and phone numbers as `**********7890`. */
export function maskPersonal(text: string, masking: Masking): string {
  if (!(masking.email || masking.phone)) return text;
  if (!hasNumber(text) && !ANY_ADDRESS.test(text)) return text;
  return lately(text, masking, () =>
    settled(text, (it) => {
      const flat = flatten(it);
      return replacePersonal(it, flat, cuesIn(flat.text), masking);
    }),
  );
}

/** A person's name as `maskPersonal` does; a number of the length of a phone's needs no word to say that it is one. */
export function maskName(name: string, masking: Masking): string {
  if (!hasNumber(name) && !ANY_ADDRESS.test(name)) return name;
  return settled(name, (it) => replacePersonal(it, flatten(it), CALLED, masking));
}

/** As if a word before it said that it is a phone number. */
const CALLED = { all: [{ kind: 'phone', start: -1, end: 0 }] } as const;

/** A page's address as it is kept: not too long, and without secrets, be they numbers of people or what opens a door, otherwise as it is. */
export function removeSecretsFromUrl(url: string, masking: Masking): string {
  return maskParts(withoutSecrets(shortened(url)), (text) => removeSecrets(text, masking));
}

/** A page's address without secrets and with personal details masked, in its path, query and fragment; otherwise as it is. */
export function maskUrl(url: string, masking: Masking): string {
  if (!hasNumber(url) && !ANY_ADDRESS.test(url)) return url;
  return lately(`url ${url}`, masking, () =>
    maskParts(url, (text) => maskPersonal(removeSecrets(text, masking), masking)),
  );
}

/**
 * What a text became a moment ago: an entry, its card, the offer and those who view quote the same words, a visitor stays on a page for many
 * messages, and who looks at a conversation looks at it again. What was asked for least lately is forgotten first.
 */
function lately(text: string, masking: Masking, mask: () => string): string {
  if (text.length > LATELY_CHARS) return mask();
  const { card, iban, ssn, email, phone, country, visitorCountry, ownIbans } = masking;
  const classes = Number(card) + 2 * Number(iban) + 4 * Number(ssn) + 8 * Number(email) + 16 * Number(phone);
  const key = `${classes}${country ?? ''}/${visitorCountry ?? ''}/${ownIbans?.join() ?? ''} ${text}`;
  const masked = known.get(key) ?? before.get(key) ?? mask();
  known.set(key, masked);
  if (known.size >= LATELY_MOST) {
    before = known;
    known = new Map();
  }
  return masked;
}

/** What was asked for last, and what was before that. */
let known = new Map<string, string>();
let before = new Map<string, string>();
/** In each of the two: a long conversation as it is opened, and then some. At worst it is 4 MB. */
const LATELY_MOST = 1_000;
const LATELY_CHARS = 1_000;

/**
 * What `mask` makes of a text and then of that. What is found may uncover more: the rest of a row of digits may be a number by itself, or
 * come nearer to a word. Seldom more than once, and never without end.
 */
function settled(text: string, mask: (text: string) => string): string {
  let before = text;
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const after = mask(before);
    if (after === before) break;
    before = after;
  }
  return before;
}

const ROUNDS_MAX = 5;
