/**
 * Bugs that the simulation has found and that are not mended yet: each is patched away here, so that what lies behind it is found too.
 * A patch whose text is no longer there is left out: then it has probably been mended, and its line here should go.
 */
import type { Patch } from './hooks.ts';

export const KNOWN: readonly Patch[] = [
  {
    name: 'after a crash, something overdue hides what is due within the next minute from the alarm, which is then up to a minute late',
    file: 'src/site/parts.ts',
    find: 'this.answers.resume();\n    this.alarm.want(this.store.agenda.earliestDue(), this.now());',
    replace: 'this.answers.resume();\n    this.alarm.want(this.store.agenda.earliestDue(), this.now(), AGAIN_MS);',
  },
];
