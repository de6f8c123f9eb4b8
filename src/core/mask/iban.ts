/**
 * IBANs: a country of the registry, exactly the characters its accounts have, and a remainder of 1 when divided by 97.
 * Taking exactly so many is what keeps the words that follow out of it.
 */
import { ibanRemainder } from '#protocol/iban';
import type { Masking } from '#protocol/masking';
import { digitsOf, runsOf, separators, size } from './digits.ts';
import { isDigit, isGlue, isLetter, type Span } from './text.ts';

const SEPARATORS = ' -.\n';
const GAP_MAX = 2;
const ACCOUNT_SEPARATORS = separators(SEPARATORS);
/** The fewest digits of an account with its check digits. */
export const ACCOUNT_DIGITS_MIN = 15;
const LONG_DIGITS = 26;
const LONG_COUNTRIES = ['pl', 'hu', 'ua'];
const ACCOUNT_GROUPS_MAX = 9;

/**
 * IBANs in a flat text. With `open`, also one that the text ends in the middle of, whose check digits can't be verified yet.
 */
export function findIbans(text: string, open = false): Span[] {
  // "My card is 4111" doesn't begin one of Iceland's, but `i s 4` may.
  return ibansIn(text, (start, taken) => open && taken > 4 && (isDigit(text, start + 2) || text[start + 1] === ' '));
}

/** Whether an IBAN may go on after the text, which holds its country and a check digit at least. */
export function mayGoOnAsIban(text: string): boolean {
  let open = false;
  ibansIn(text, () => {
    open = true;
    return false;
  });
  return open;
}

/**
 * Accounts that are an IBAN without its country, as people write them at home: `61 1090 1014 …`. So many digits are hardly anything else; fewer
 * have to be grouped as an IBAN is, and be of the site's country or the visitor's.
 */
export function findAccounts(text: string, { country, visitorCountry }: Masking): Span[] {
  const spans: Span[] = [];
  const home = [country, visitorCountry].flatMap((it) => it?.toLowerCase() ?? []);
  for (const run of runsOf(text, ACCOUNT_SEPARATORS, GAP_MAX)) {
    for (let i = 0; i < run.length; i++) {
      if (isGlue(text, run[i]!.start - 1)) continue;
      const count = accountFrom(text, run.slice(i, i + ACCOUNT_GROUPS_MAX), home);
      if (count === 0) continue;
      spans.push({ start: run[i]!.start, end: run[i + count - 1]!.end });
      i += count - 1;
    }
  }
  return spans;
}

/** Those of them that aren't the site's own. */
export function foreignIbans(text: string, ibans: readonly Span[], { ownIbans = [] }: Masking): Span[] {
  const isOwn = ({ start, end }: Span) => {
    const written = text
      .slice(start, end)
      .replace(/[^a-z0-9]/g, '')
      .toUpperCase();
    return ownIbans.includes(written) || (isDigit(written, 0) && ownIbans.some((own) => own.slice(2) === written));
  };
  return ownIbans.length === 0 ? [...ibans] : ibans.filter((it) => !isOwn(it));
}

/** How many groups from the first on are an account; 0 if none are. */
function accountFrom(text: string, groups: readonly Span[], home: readonly string[]): number {
  const first = size(groups[0]!);
  const grouped = first === 2;
  if (!grouped && first < LONG_DIGITS) return 0;
  let digits = 0;
  for (const [i, group] of groups.entries()) {
    digits += size(group);
    if (digits >= ACCOUNT_DIGITS_MIN && !isGlue(text, group.end)) {
      const account = digitsOf(text, groups.slice(0, i + 1));
      const countries = [...LONG_COUNTRIES, ...(grouped ? home : [])].filter((it) => isLongAs(it, digits));
      if (countries.some((it) => ibanRemainder(it + account) === 1)) return i + 1;
    }
    if (!grouped || (i > 0 && size(group) !== 4)) return 0;
  }
  return 0;
}

/** Whether the country's IBANs have so many characters behind its letters, none of which must be one. */
function isLongAs(country: string, digits: number): boolean {
  const layout = LAYOUTS.get(country);
  return layout !== undefined && layout.length === digits + 2 && !layout.includes('a', 2);
}

/** `endsIn` says of each that the text ends in the middle of, after so many of its characters, whether it counts. */
function ibansIn(text: string, endsIn: (start: number, taken: number) => boolean): Span[] {
  const spans: Span[] = [];
  for (let at = 2; at < text.length; at++) {
    // Each has its check digits right behind its country.
    if (!isDigit(text, at) || isDigit(text, at - 1)) continue;
    const start = countryBefore(text, at);
    if (start < (spans.at(-1)?.end ?? 0) || (isGlue(text, start - 1) && !text.startsWith('iban', start - 4))) continue;
    const end = ibanAt(text, start, endsIn);
    if (end === 0) continue;
    spans.push({ start, end });
    at = end - 1;
  }
  return spans;
}

/** Where the two letters of a country stand that the digits at `at` belong to; -1 if there are none. */
function countryBefore(text: string, at: number): number {
  let end = at;
  while (end > 0 && at - end < GAP_MAX && SEPARATORS.includes(text[end - 1]!)) end--;
  if (LAYOUTS.has(text.slice(end - 2, end))) return end - 2;
  // `S I 5 6 1 9 …`
  const apart = end < at && text[end - 2] === ' ' && LAYOUTS.has(text.slice(end - 3, end).replace(' ', ''));
  return apart ? end - 3 : -1;
}

/** Where the IBAN that begins at `start` ends; 0 if none does. */
function ibanAt(text: string, start: number, endsIn: (start: number, taken: number) => boolean): number {
  let at = start + (text[start + 1] === ' ' ? 3 : 2);
  let taken = text[start]! + text[at - 1]!;
  const layout = LAYOUTS.get(taken);
  if (!layout) return 0;
  let gap = 0;
  while (taken.length < layout.length) {
    if (at >= text.length) return endsIn(start, taken.length) ? at : 0;
    const kind = layout[taken.length]!;
    if (isDigit(text, at) ? kind !== 'a' : kind !== 'n' && isPlainLetter(text, at)) {
      taken += text[at];
      gap = 0;
    } else if (!SEPARATORS.includes(text[at]!) || ++gap > GAP_MAX) return 0;
    at++;
  }
  return !isGlue(text, at) && ibanRemainder(taken) === 1 ? at : 0;
}

function isPlainLetter(text: string, at: number): boolean {
  return text.charCodeAt(at) < 128 && isLetter(text, at);
}

/** What follows country and check digits: so many digits (n), letters (a) or either (c). */
const ACCOUNTS: Record<string, string> = {
  a1n10c12: 'IT SM',
  a1n23: 'CI',
  a2n12: 'FK',
  a2n19: 'GW',
  a2n22: 'NE SN TG',
  a4c13: 'LV',
  a4c14: 'BH',
  a4c15: 'GI',
  a4c16: 'RO',
  a4c20: 'AZ',
  a4c21: 'QA',
  a4c22: 'KW',
  a4c24: 'LC',
  a4n10: 'NL',
  a4n14: 'GB',
  a4n15: 'IQ',
  a4n19a3: 'MU',
  a4n20: 'DO HN NI SV',
  a4n20a3: 'SC',
  a4n4c16: 'BY',
  a4n4c18: 'JO YE',
  a4n5c18: 'MT',
  a4n6c8: 'BG',
  c20: 'MD',
  c24: 'GT',
  c2n16: 'GE',
  c2n22: 'BF BJ ML',
  c4n14: 'IE',
  c4n16: 'PK VG',
  c4n21: 'PS',
  n10c11n2: 'BL FR GF GP MC MF MQ NC PF PM RE TF WF YT',
  n11: 'NO',
  n12: 'BE',
  n14: 'AX DK FI FO GL SD',
  n14c15: 'RU',
  n15: 'SI',
  n16: 'AT BA EE LT MN XK',
  n17: 'HR',
  n18: 'CR DE ME RS VA',
  n19: 'AE IL SO TL',
  n20: 'CZ ES SE SK TN',
  n21: 'AO CV LY MZ PT ST',
  n22: 'DZ IR IS',
  n23: 'BI CF CG CM DJ GA GQ KM MG MR TD',
  n23a1c1: 'BR',
  n24: 'HU MA PL',
  n25: 'EG',
  n2c18: 'SA',
  n3c10n2: 'MK',
  n3c13: 'KZ LU',
  n3c16: 'OM',
  n4c20: 'LB',
  n5c12: 'CH LI',
  n5c17: 'TR',
  n6c19: 'UA',
  n7c16: 'GR',
  n8c12: 'AD',
  n8c16: 'AL CY',
};

/** One letter a character, by country: `aann` and then the account. */
const LAYOUTS = new Map<string, string>();
for (const [account, countries] of Object.entries(ACCOUNTS)) {
  const parts = [...account.matchAll(/([anc])(\d+)/g)].map(([, kind, count]) => kind!.repeat(Number(count)));
  for (const country of countries.toLowerCase().split(' ')) LAYOUTS.set(country, `aann${parts.join('')}`);
}
