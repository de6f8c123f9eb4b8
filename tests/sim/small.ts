/** Limits made small, so that what happens once in a million conversations happens here in every tenth. */
import type { Patch } from './hooks.ts';

export const SMALL: readonly Patch[] = [
  {
    name: 'a resume brings three entries',
    file: 'src/protocol/limits.ts',
    find: 'RESUME_MAX_ENTRIES = 500',
    replace: 'RESUME_MAX_ENTRIES = 3',
  },
  {
    name: 'a conversation opens on four entries',
    file: 'src/protocol/limits.ts',
    find: 'OPENING_ENTRIES = 100',
    replace: 'OPENING_ENTRIES = 4',
  },
  {
    name: 'an address turns to two pages at once, and to one a second',
    file: 'src/site/flood.ts',
    find: 'PAGES: Limit = { burst: 20, perSecond: 10 }',
    replace: 'PAGES: Limit = { burst: 2, perSecond: 1 }',
  },
  {
    name: 'an address is sent forty entries at once, and four a second',
    file: 'src/site/flood.ts',
    find: 'ENTRIES: Limit = { burst: 10_000, perSecond: 500 }',
    replace: 'ENTRIES: Limit = { burst: 40, perSecond: 4 }',
  },
  {
    name: 'a hello costs ten entries',
    file: 'src/site/flood.ts',
    find: 'READ_COST_MIN = 50',
    replace: 'READ_COST_MIN = 10',
  },
  {
    name: 'an address has eight sockets',
    file: 'src/site/flood.ts',
    find: 'ADDRESS_SOCKETS_MAX = 100',
    replace: 'ADDRESS_SOCKETS_MAX = 8',
  },
  {
    name: 'two thousand characters are much for who gives no sign of life',
    file: 'src/site/flood.ts',
    find: 'UNHEARD_CHARS_MAX = 16_000_000',
    replace: 'UNHEARD_CHARS_MAX = 2_000',
  },
  {
    name: 'what came before is read in portions of three entries',
    file: 'src/protocol/limits.ts',
    find: 'LIST_ENTRIES = 200',
    replace: 'LIST_ENTRIES = 3',
  },
  {
    name: 'a transcript is read two entries a turn',
    file: 'src/site/outbox.ts',
    find: 'PORTION = 250',
    replace: 'PORTION = 2',
  },
  { name: 'D1 is told one row at a time', file: 'src/site/outbox.ts', find: 'BATCH = 25', replace: 'BATCH = 1' },
  { name: 'two timers at once', file: 'src/core/timer.ts', find: 'AT_ONCE = 100', replace: 'AT_ONCE = 2' },
  {
    name: 'conversations end after a minute',
    file: 'src/core/limits.ts',
    find: 'IDLE_LIMIT_MS = 4 * 3_600_000',
    replace: 'IDLE_LIMIT_MS = 60_000',
  },
  {
    name: 'D1 hears of a chat within a second',
    file: 'src/core/limits.ts',
    find: 'SUMMARY_DELAY_MS = 5 * 60_000',
    replace: 'SUMMARY_DELAY_MS = 200',
  },
  {
    name: 'two views at once',
    file: 'src/protocol/agent-wire.ts',
    find: 'VIEWS_MAX = 8',
    replace: 'VIEWS_MAX = 2',
  },
];
