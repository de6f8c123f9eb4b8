/**
 * When an agent is available of itself: blocks of a week on the clock of one time zone.
 * A block is `[from, to)` in minutes of its day; `to` beyond 1,440 is on the day after, so a night shift is one block.
 * Blocks may touch and never overlap, also not around the week's end.
 */
import * as z from 'zod';
import type { RefusalCode } from './refusal.ts';

export const DAY_MINUTES = 1_440;
export const WEEK_MINUTES = 7 * DAY_MINUTES;
/** Of all seven days together: four a day. */
export const BLOCKS_MAX = 28;

/** Backward and empty blocks don't exist, nor those of more than 24 hours: two times of day say all of a block. */
const blockSchema = z
  .strictObject({
    /** 0 is Monday. */
    day: z.int().min(0).max(6),
    from: z
      .int()
      .min(0)
      .max(DAY_MINUTES - 1),
    to: z
      .int()
      .min(1)
      .max(2 * DAY_MINUTES),
  })
  .refine(({ from, to }) => to > from && to - from <= DAY_MINUTES);
export type ScheduleBlock = z.infer<typeof blockSchema>;

export const weeklyScheduleSchema = z.strictObject({
  /** An IANA name, such as Europe/Ljubljana. */
  timeZone: z.string().max(60).refine(isTimeZone),
  /** Without a block an agent would never be available; no schedule at all says the opposite. */
  blocks: z
    .array(blockSchema)
    .min(1)
    .max(BLOCKS_MAX)
    .refine((blocks) => overlaps(blocks).length === 0, { error: 'schedule.overlaps' satisfies RefusalCode }),
});
export type WeeklySchedule = z.infer<typeof weeklyScheduleSchema>;

/** Which blocks, by index, share time with another one. */
export function overlaps(blocks: readonly ScheduleBlock[]): number[] {
  return [...blocks.keys()].filter((at) => blocks.some((other, index) => index !== at && meet(blocks[at]!, other)));
}

/** On the circle of the week two blocks meet if one of them begins within the other. */
function meet(a: ScheduleBlock, b: ScheduleBlock): boolean {
  return (
    holdsMinute(a, b.day * DAY_MINUTES + b.from) || // b begins within a
    holdsMinute(b, a.day * DAY_MINUTES + a.from)
  );
}

/** Whether the block covers this minute of the week, which is 0 to 10,079; a Sunday's night reaches into Monday. */
export function holdsMinute(block: ScheduleBlock, minute: number): boolean {
  const since = minute - (block.day * DAY_MINUTES + block.from);
  return (since + WEEK_MINUTES) % WEEK_MINUTES < block.to - block.from;
}

/** The runtime's own list of zones decides. Offsets such as +05:30, which newer runtimes take too, know no summer time. */
function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
