/**
 * Bugs that the simulation has found and that are not mended yet: each is patched away here, so that what lies behind it is found too.
 * A patch whose text is no longer there is left out: then it has probably been mended, and its line here should go.
 */
import type { Patch } from './hooks.ts';

export const KNOWN: readonly Patch[] = [];
