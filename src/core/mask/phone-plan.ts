/** The countries whose national numbers a site knows: its own and the visitor's. */
import {
  type CountryCode,
  getCountryCallingCode,
  isSupportedCountry,
  Metadata,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/min';
import type { Masking } from '#protocol/masking';

/** The most digits of an international number. */
export const DIGITS_MAX = 15;
/** Small countries have numbers this short. Elsewhere only a word near them tells. */
export const PHONE_DIGITS_MIN = 6;
/** What is dialled before a number at home: a nought, or two digits. */
const PREFIX_MAX = 2;
/** With a calling code in front, shorter ones are mostly something else. */
const WITH_CODE_MIN = 11;

/** A country whose national numbers are known, and how many digits these have, as far as they tell. */
export interface Plan {
  country: CountryCode;
  /** Its calling code. */
  code: string;
  min: number;
  max: number;
}

/** Those of the site's country and of the visitor's. */
export function plansOf({ country, visitorCountry }: Masking): Plan[] {
  const found: Plan[] = [];
  for (const it of country === visitorCountry ? [country] : [country, visitorCountry]) {
    const plan = it ? planOf(it) : null;
    if (plan) found.push(plan);
  }
  return found;
}

/** Whether the digits, calling code first, are a number that somebody can have. */
export function isInternationalNumber(digits: string): boolean {
  return lately(`+${digits}`, () => parsePhoneNumberFromString(`+${digits}`)?.isValid() === true);
}

/** Whether somebody in the country can have the number; with `possible`, its length is enough. */
export function isNumberOf(plan: Plan, digits: string, possible = false): boolean {
  if (digits.length < plan.min || digits.length > plan.max + PREFIX_MAX || digits.startsWith('00')) return false;
  return lately(`${plan.country}${possible}${digits}`, () => {
    const number = parsePhoneNumberFromString(digits, plan.country);
    return number?.isValid() === true || (possible && number?.isPossible() === true);
  });
}

/** Whether it is a number of the country with its calling code and no plus: `380671234567`. A code of one digit begins too much else. */
export function isWithCode(digits: string, { code, min, max }: Plan): boolean {
  const rest = digits.length - code.length;
  if (code.length < 2 || !digits.startsWith(code) || rest < min || rest > max) return false;
  return digits.length >= WITH_CODE_MIN && isInternationalNumber(digits);
}

/** The library's answer is most of the work on a text, which is mostly looked at more than once. Forgotten as a whole when it is too much. */
function lately(question: string, ask: () => boolean): boolean {
  let answer = known.get(question);
  if (answer === undefined) {
    answer = ask();
    if (known.size >= LATELY_MOST) known.clear();
    known.set(question, answer);
  }
  return answer;
}

const known = new Map<string, boolean>();
const LATELY_MOST = 1_000;

const plans = new Map<string, Plan | null>();

function planOf(country: string): Plan | null {
  let plan = plans.get(country);
  if (plan === undefined) {
    plan = isSupportedCountry(country)
      ? { country, code: getCountryCallingCode(country), ...lengthsOf(country) }
      : null;
    // Countries of two letters are this many.
    if (plans.size < 26 * 26) plans.set(country, plan);
  }
  return plan;
}

function lengthsOf(country: CountryCode): { min: number; max: number } {
  const metadata = new Metadata();
  metadata.selectNumberingPlan(country);
  const lengths = metadata.numberingPlan?.possibleLengths() ?? [];
  return { min: Math.min(...lengths, DIGITS_MAX), max: Math.max(...lengths, PHONE_DIGITS_MIN) };
}
