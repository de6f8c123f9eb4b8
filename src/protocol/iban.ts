/** An IBAN as a number with check digits. Which countries have which is the masks' matter (`src/core/mask/iban.ts`). */
import * as z from 'zod';

/** As it is kept: upper case, without spaces. */
export const ibanSchema = z
  .string()
  .max(60)
  .transform((text) => text.replace(/\s/g, '').toUpperCase())
  .refine((iban) => /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban) && ibanRemainder(iban) === 1);

/** By 97, with the first four characters at the end and letters as 10 to 35. It is 1 unless something was mistyped. */
export function ibanRemainder(iban: string): number {
  let rest = 0;
  for (const char of iban.slice(4) + iban.slice(0, 4)) {
    const value = Number.parseInt(char, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest;
}
