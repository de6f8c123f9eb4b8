/**
 * An agent's weekly schedule in time: whether it is on, and when that next changes (I1).
 * What counts is what the clock of the zone shows. So a time that the clock skips in spring begins or ends its block at the
 * first moment after the gap, and where an hour comes twice in autumn a block covers it both times; a block that ends or
 * begins within that hour therefore has its edges twice.
 */
import { DAY_MINUTES, holdsMinute, type ScheduleBlock, WEEK_MINUTES, type WeeklySchedule } from '#protocol/schedule';

const MINUTE_MS = 60_000;
const DAY_MS = DAY_MINUTES * MINUTE_MS;
const WEEK_MS = 7 * DAY_MS;
/** The epoch began on a Thursday, weeks begin on Monday. */
const EPOCH_IN_WEEK_MS = 3 * DAY_MS;

/** Whether a block of the schedule covers this moment. */
export function isOn(schedule: WeeklySchedule, at: number): boolean {
  const minute = Math.floor(weekMs(at + offsetMs(schedule.timeZone, at)) / MINUTE_MS);
  return covered(schedule.blocks, minute);
}

/** The first moment after `at` at which `isOn` changes; null if it never does. Blocks that touch have no edge between them. */
export function nextEdge({ timeZone, blocks }: WeeklySchedule, at: number): number | null {
  const edges = edgesOf(blocks);
  if (edges.length === 0) return null;
  const on = isOn({ timeZone, blocks }, at);
  // A day at a time: within one the zone changes its offset at most once, and between changes the week is plain arithmetic.
  for (let from = at; ; ) {
    const offset = offsetMs(timeZone, from);
    const edge = from + msToNext(edges, from + offset);
    const until = Math.min(edge, from + DAY_MS);
    if (offsetMs(timeZone, until) === offset) {
      if (until === edge) return edge;
      from = until;
    } else {
      from = firstChange(timeZone, from, until);
      if (isOn({ timeZone, blocks }, from) !== on) return from;
    }
  }
}

function covered(blocks: readonly ScheduleBlock[], minute: number): boolean {
  return blocks.some((block) => holdsMinute(block, minute));
}

/** The minutes of the week at which the schedule turns on or off. */
function edgesOf(blocks: readonly ScheduleBlock[]): number[] {
  const ends = blocks.flatMap(({ day, from, to }) => [from, to].map((it) => (day * DAY_MINUTES + it) % WEEK_MINUTES));
  return ends.filter((end) => covered(blocks, end) !== covered(blocks, (end + WEEK_MINUTES - 1) % WEEK_MINUTES));
}

/** From a wall-clock time to the next of the edges, on a clock that nobody changes. Never 0: an edge that is now is over. */
function msToNext(edges: readonly number[], wallMs: number): number {
  const now = weekMs(wallMs);
  return Math.min(...edges.map((edge) => (edge * MINUTE_MS - now + WEEK_MS) % WEEK_MS || WEEK_MS));
}

/** How far into its week a wall-clock time is. */
function weekMs(wallMs: number): number {
  return (((wallMs + EPOCH_IN_WEEK_MS) % WEEK_MS) + WEEK_MS) % WEEK_MS;
}

/** The moment in `(from, until]` from which the zone's offset is another one than at `from`. */
function firstChange(timeZone: string, from: number, until: number): number {
  const before = offsetMs(timeZone, from);
  let [low, high] = [from, until];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetMs(timeZone, middle) === before) low = middle;
    else high = middle;
  }
  return high;
}

/** How far the zone's clock is ahead of UTC at a moment. */
function offsetMs(timeZone: string, at: number): number {
  const [, sign, hours = '0', minutes = '0', seconds = '0'] =
    /GMT(?:([+-])(\d+):(\d+)(?::(\d+))?)?$/.exec(formatterOf(timeZone).format(at)) ?? [];
  const ms = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1_000;
  return sign === '-' ? -ms : ms;
}

/** To make one takes far longer than to use it. Only a memory: the most zones that a world has at once, then it begins again. */
const formatters = new Map<string, Intl.DateTimeFormat>();
const FORMATTERS_MAX = 100;

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known !== undefined) return known;
  if (formatters.size >= FORMATTERS_MAX) formatters.clear();
  const made = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  formatters.set(timeZone, made);
  return made;
}
