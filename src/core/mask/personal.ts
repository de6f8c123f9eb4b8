/** Replaces e-mail addresses and phone numbers in a text. */
import type { Masking } from '#protocol/masking';
import type { Cues } from './cue.ts';
import { digitsIn } from './digits.ts';
import { findEmails, mayHoldAddress } from './email.ts';
import { findPhones } from './phone.ts';
import { PHONE_DIGITS_MIN } from './phone-plan.ts';
import { findSecrets } from './secrets.ts';
import { maskLocal, maskPhone } from './stars.ts';
import { endOf, type Flat, hide, type Span, startOf } from './text.ts';

/** What to write in place of a span of the flat text. */
interface Change extends Span {
  as: (original: string) => string;
}

/** `text` masked for those who may not see them. What is a secret or an address is no phone number, whether masked or not. */
export function replacePersonal(text: string, flat: Flat, cues: Cues, masking: Masking): string {
  const addressed = mayHoldAddress(flat.text);
  const numbered = digitsIn(flat.text).row >= PHONE_DIGITS_MIN;
  if (!addressed && !numbered) return text;
  const { hidden } = findSecrets(flat.text, cues, masking);
  const emails = addressed ? findEmails(hidden) : [];
  const { numbers, extensions } = numbered ? findPhones(hide(hidden, emails), cues.all, masking) : NO_PHONES;
  const changes: Change[] = [];
  if (masking.email) for (const { start, localEnd } of emails) changes.push({ start, end: localEnd, as: maskLocal });
  if (masking.phone) {
    for (const { start, end } of numbers) changes.push({ start, end, as: maskPhone });
    for (const { start, end } of extensions) changes.push({ start, end, as: (digits) => '*'.repeat(digits.length) });
  }
  return replace(text, flat, changes);
}

const NO_PHONES = { numbers: [], extensions: [] };

function replace(text: string, flat: Flat, changes: Change[]): string {
  if (changes.length === 0) return text;
  let replaced = '';
  let done = 0;
  for (const { start, end, as } of changes.sort((a, b) => a.start - b.start)) {
    const from = startOf(flat, start);
    const to = endOf(flat, end - 1);
    replaced += text.slice(done, from) + as(text.slice(from, to));
    done = to;
  }
  return replaced + text.slice(done);
}
