/**
 * Finds what is not yet a number but may become one while somebody types. Shown key by key, a number whose end is all that is masked
 * would be read from its beginnings.
 */
import type { Masking } from '#protocol/masking';
import { type Cue, cueBefore, cuesIn } from './cue.ts';
import { runsOf, separators, size } from './digits.ts';
import { localStart } from './email.ts';
import { findIbans, foreignIbans } from './iban.ts';
import { beginsLikePhone } from './phone.ts';
import { hide, isDigit, isLetter, type Span } from './text.ts';

/** So many digits may be a card, wherever they stand: somebody corrects one in the middle. */
const CARD_DIGITS = 12;
/** So many at the end are withheld whatever they are. */
const OPEN_DIGITS = 8;
/** So many, if they begin like a phone number. */
const OPEN_PHONE_DIGITS = 4;
/** So near to its word a card's code or expiry is withheld from its first digit on. */
const BESIDE_CARD_CHARS = 12;
const SEPARATORS = separators(' -._/|()\n');

/** What of a flat text is withheld from those who watch it being typed. */
export function findUnfinished(text: string, masking: Masking): Span[] {
  const cues = cuesIn(text).all;
  const ibans = masking.iban ? findIbans(text, true) : [];
  const hidden = hide(text, ibans);
  // Only signs follow what is open.
  let lastLetter = hidden.length - 1;
  while (lastLetter >= 0 && !isLetter(hidden, lastLetter)) lastLetter--;
  const numbers = runsOf(hidden, SEPARATORS, 3)
    .filter((run) => isWithheld(hidden, cues, run, run.at(-1)!.end > lastLetter, masking))
    .map((run) => ({ start: run[0]!.start, end: run.at(-1)!.end }));
  const local = masking.email ? openAddress(hidden) : null;
  return [...foreignIbans(text, ibans, masking), ...numbers, ...(local ? [local] : [])].sort(
    (a, b) => a.start - b.start,
  );
}

function isWithheld(
  text: string,
  cues: readonly Cue[],
  run: readonly Span[],
  open: boolean,
  masking: Masking,
): boolean {
  const { start } = run[0]!;
  const digits = run.reduce((sum, group) => sum + size(group), 0);
  const secret = masking.card || masking.iban || masking.ssn;
  if (digits >= CARD_DIGITS && secret) return true;
  if (!open) return false;
  if (digits >= OPEN_DIGITS) return secret || masking.phone;
  if (masking.phone && digits >= OPEN_PHONE_DIGITS && beginsLikePhone(text, cues, start)) return true;
  const cue = cueBefore(cues, start, BESIDE_CARD_CHARS, ['code', 'expiry', 'other'])?.kind;
  return masking.card && (cue === 'code' || cue === 'expiry');
}

/** What stands before an `@` whose host is being typed. */
function openAddress(text: string): Span | null {
  let at = text.length - 1;
  while (at > 0 && (isDigit(text, at) || isLetter(text, at) || text[at] === '.' || text[at] === '-')) at--;
  const start = text[at] === '@' ? localStart(text, at, 0) : at;
  return start < at ? { start, end: at } : null;
}
