/** Finds what is never kept: IBANs, cards with what stands beside them, social security numbers; in this order, nothing twice. */
import type { Masking } from '#protocol/masking';
import { findBesideCards } from './beside-card.ts';
import { CARD_DIGITS_MIN, findCards } from './card.ts';
import { type Cues, mayNameCode } from './cue.ts';
import { digitsIn } from './digits.ts';
import { ACCOUNT_DIGITS_MIN, findAccounts, findIbans, foreignIbans } from './iban.ts';
import { findSsns, SSN_DIGITS } from './ssn.ts';
import { hide, type Span } from './text.ts';

export interface Secrets {
  /** What the site masks of it, in order. */
  spans: Span[];
  /** The text with all of it starred over, so that it isn't taken for something else. */
  hidden: string;
}

/** In a flat text. With `lines`, what goes over more lines than one is found only if it is sure. */
export function findSecrets(text: string, cues: Cues, masking: Masking, lines = false): Secrets {
  const { row, code } = digitsIn(text);
  const ibans = findIbans(text);
  let hidden = hide(text, ibans);
  const accounts = row < ACCOUNT_DIGITS_MIN ? [] : findAccounts(hidden, masking);
  hidden = hide(hidden, accounts);
  const cards = row < CARD_DIGITS_MIN ? [] : findCards(hidden, cues.all, lines);
  hidden = hide(hidden, cards);
  const beside = cards.length > 0 || (code && mayNameCode(text)) ? findBesideCards(hidden, cues.all, cards) : [];
  hidden = hide(hidden, beside);
  const ssns = row < SSN_DIGITS ? [] : findSsns(hidden, cues.all, masking, lines);
  const spans = [
    ...(masking.iban ? foreignIbans(text, [...ibans, ...accounts], masking) : []),
    ...(masking.card ? [...cards, ...beside] : []),
    ...(masking.ssn ? ssns : []),
  ];
  return { spans: spans.sort((a, b) => a.start - b.start), hidden: hide(hidden, ssns) };
}
