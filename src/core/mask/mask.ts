/**
 * What is masked in texts (D11), in two tiers. Secrets — cards, IBANs, social security numbers — are removed before anything is written
 * or sent. Personal details — e-mail addresses and phone numbers — are kept, and masked for those who may not see them.
 * Everything here takes time linear in the text, and doing it again changes nothing more.
 */
import type { Masking, SiteMasking } from '#protocol/masking';
import { cuesIn } from './cue.ts';
import { replacePersonal } from './personal.ts';
import { findSecrets } from './secrets.ts';
import { endsBesideCard, starAcross, starLast } from './split.ts';
import { starOver } from './stars.ts';
import { flatten, hasNumber } from './text.ts';
import { findUnfinished } from './typing.ts';
import { maskParts } from './url.ts';

/** The sign of an address, or what is spelt for it, as it is typed. */
const ANY_ADDRESS = /[@＠﹫[({]|%40| (?:at|arroba|chiocciola|ma[lł]pa|afna|собака|равлик) /i;

/** A site's masking for what is written in a conversation with a visitor of this country. */
export function maskingFor(masking: SiteMasking, visitorCountry: string | null): Masking {
  return { ...masking, visitorCountry };
}

/** `text` without cards and what stands beside them, IBANs and social security numbers: stars for them, as many as they had signs. */
export function removeSecrets(text: string, masking: Masking): string {
  if (!hasNumber(text)) return text;
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
  let masked = pieces.map((piece) => removeSecrets(piece, masking));
  const newest = masked.at(-1);
  if (masked.length > 1 && newest !== undefined && hasNumber(newest)) {
    masked = starAcross(masked, masking);
    if (masking.card && endsBesideCard(masked)) masked[masked.length - 1] = starDigits(masked.at(-1)!);
  }
  return masked.map((text, i) => (text === pieces[i] ? null : text));
}

/**
 * What may be seen of a text while it is typed: no secrets, no personal details, and nothing of a number that isn't finished. It may go on
 * from what the same author sent `before`, oldest first.
 */
export function removeWhileTyping(text: string, masking: Masking, before: readonly string[] = []): string {
  const removed = removeSplit([...before, text], masking).at(-1) ?? text;
  const finished = starLast([...before, removed], (all) => findUnfinished(all, masking));
  return maskPersonal(finished, masking);
}

/** `text` with e-mail addresses as `m******@gmail.com` and phone numbers as `**********7890`. */
export function maskPersonal(text: string, masking: Masking): string {
  if (!hasNumber(text) && !ANY_ADDRESS.test(text)) return text;
  return settled(text, (it) => {
    const flat = flatten(it);
    return replacePersonal(it, flat, cuesIn(flat.text), masking);
  });
}

/** A person's name as `maskPersonal` does; a number of the length of a phone's needs no word to say that it is one. */
export function maskName(name: string, masking: Masking): string {
  if (!hasNumber(name) && !ANY_ADDRESS.test(name)) return name;
  return settled(name, (it) => replacePersonal(it, flatten(it), CALLED, masking));
}

/** As if a word before it said that it is a phone number. */
const CALLED = { all: [{ kind: 'phone', start: -1, end: 0 }] } as const;

/** A page's address as it is kept: without secrets, otherwise as it is. */
export function removeSecretsFromUrl(url: string, masking: Masking): string {
  return maskParts(url, (text) => removeSecrets(text, masking));
}

/** A page's address without secrets and with personal details masked, in its path, query and fragment; otherwise as it is. */
export function maskUrl(url: string, masking: Masking): string {
  return maskParts(url, (text) => maskPersonal(removeSecrets(text, masking), masking));
}

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

function starDigits(text: string): string {
  const flat = flatten(text);
  return starOver(text, flat, [{ start: 0, end: flat.text.length }]);
}
