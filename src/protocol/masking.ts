/** What a site masks (D11). Card numbers, IBANs and social security numbers go before anything is kept; the rest is masked for those who look. */
import * as z from 'zod';
import { ibanSchema } from './iban.ts';

export const maskingSchema = z.strictObject({
  /** Card numbers, and what stands beside them: expiry and verification code. */
  card: z.boolean(),
  iban: z.boolean(),
  ssn: z.boolean(),
  email: z.boolean(),
  phone: z.boolean(),
  /** Whose national phone numbers are recognised without a country code; ISO 3166-1 alpha-2. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullable(),
  /** The site's own accounts, which it tells its customers: never removed. None where it isn't given. */
  ownIbans: z.array(ibanSchema).max(10).optional(),
});
export type SiteMasking = z.infer<typeof maskingSchema>;

/** What is masked, and for whom it was written. */
export interface Masking extends SiteMasking {
  /** The visitor's country, as far as it is known: theirs are national numbers, too. */
  visitorCountry?: string | null;
}

export const DEFAULT_MASKING: SiteMasking = {
  card: true,
  iban: true,
  ssn: true,
  email: true,
  phone: true,
  country: null,
};
