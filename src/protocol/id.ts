/**
 * Ids are a prefix that names the thing and 16 random base-62 characters (95 bits).
 * They are handles, not secrets: every use is checked against the policy as well.
 */
import * as z from 'zod';

/** Characters after the prefix. */
export const ID_CHARS = 16;

export type IdPrefix = 'site' | 'vis' | 'visit' | 'cnv' | 'agt' | 'que' | 'ofr' | 'aud' | 'art' | 'tpl' | 'ans' | 'inv';

/** Makes a new id with the given prefix. Randomness comes from outside. */
export type NewId = (prefix: IdPrefix) => string;

/** A string that looks like an id with this prefix. */
export function idSchema(prefix: IdPrefix) {
  return z.string().regex(idPattern(prefix));
}

/** The same, of the whole string. */
export function idPattern(prefix: IdPrefix): RegExp {
  return new RegExp(`^${prefix}_[0-9A-Za-z]{${ID_CHARS}}$`);
}
