/**
 * The seed at which each planted bug was caught last, by its name; only to be quicker. One that isn't caught there any more is looked for in all
 * seeds again, and the run prints where it was found.
 */
export const CAUGHT_AT: Readonly<Record<string, number>> = {};
