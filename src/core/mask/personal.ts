/** Replaces e-mail addresses and phone numbers in a text. */
import type { Masking } from '#protocol/masking';
import type { Cue } from './cue.ts';
import { findEmails } from './email.ts';
import { findPhones } from './phone.ts';
import { findSecrets } from './secrets.ts';
import { maskLocal, maskPhone } from './stars.ts';
import { type Flat, hide, type Span } from './text.ts';

/** What to write in place of a span of the flat text. */
interface Change extends Span {
  as: (original: string) => string;
}

/** `text` masked for those who may not see them. What is a secret or an address is no phone number, whether masked or not. */
export function replacePersonal(text: string, flat: Flat, cues: readonly Cue[], masking: Masking): string {
  const { hidden } = findSecrets(flat.text, cues, masking);
  const emails = findEmails(hidden);
  const { numbers, extensions } = findPhones(hide(hidden, emails), cues, masking);
  const changes: Change[] = [];
  if (masking.email) for (const { start, localEnd } of emails) changes.push({ start, end: localEnd, as: maskLocal });
  if (masking.phone) {
    for (const { start, end } of numbers) changes.push({ start, end, as: maskPhone });
    for (const { start, end } of extensions) changes.push({ start, end, as: (digits) => '*'.repeat(digits.length) });
  }
  return replace(text, flat, changes);
}

function replace(text: string, flat: Flat, changes: Change[]): string {
  let replaced = '';
  let done = 0;
  for (const { start, end, as } of changes.sort((a, b) => a.start - b.start)) {
    const from = flat.from[start]!;
    const to = flat.to[end - 1]!;
    replaced += text.slice(done, from) + as(text.slice(from, to));
    done = to;
  }
  return replaced + text.slice(done);
}
