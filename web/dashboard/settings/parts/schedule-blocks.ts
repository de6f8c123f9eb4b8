/** What the schedule's editor does to the blocks of a week: each answers with new ones. */
import { BLOCKS_MAX, DAY_MINUTES, overlaps, type ScheduleBlock } from '#protocol/schedule';
import { language } from '../../words.ts';

export const DAYS = [0, 1, 2, 3, 4, 5, 6] as const;
export type Day = (typeof DAYS)[number];
export const WORKDAYS: readonly Day[] = [0, 1, 2, 3, 4];
const HOUR = 60;
/** Nine to five: what most begin with. */
const USUAL = { from: 9 * HOUR, to: 17 * HOUR };
/** As many on a day that every day can have them. */
const A_DAY_MAX = BLOCKS_MAX / DAYS.length;

export function usualWeek(): ScheduleBlock[] {
  return WORKDAYS.map((day) => ({ day, ...USUAL }));
}

/** The two times of day as a block: an end that isn't after the beginning is on the next day. */
export function blockOf(day: number, from: number, until: number): ScheduleBlock {
  return { day, from, to: until > from ? until : until + DAY_MINUTES };
}

/** One more block for a day: the usual hours of an empty one, else an hour's pause after the last and an hour long; null if nothing is free. */
export function oneMore(blocks: readonly ScheduleBlock[], day: Day): ScheduleBlock | null {
  const present = blocks.filter((block) => block.day === day);
  if (present.length >= A_DAY_MAX || blocks.length >= BLOCKS_MAX) return null;
  const after = Math.max(0, ...present.map(({ to }) => Math.ceil(to / HOUR) + 1));
  const hours = Array.from({ length: 24 }, (_, at) => ((after + at) % 24) * HOUR);
  const wanted = hours.map((from) => ({ day, from, to: from + HOUR }));
  if (present.length === 0) wanted.unshift({ day, ...USUAL });
  // Others may overlap already, while they are being changed.
  return wanted.find((block) => !overlaps([...blocks, block]).includes(blocks.length)) ?? null;
}

/** The days given get the blocks of `day` in the place of theirs. */
export function copyDay(blocks: readonly ScheduleBlock[], day: Day, to: readonly Day[]): ScheduleBlock[] {
  const copied = blocks.filter((block) => block.day === day);
  const kept = blocks.filter((block) => block.day === day || !to.includes(block.day as Day));
  return [...kept, ...to.filter((it) => it !== day).flatMap((it) => copied.map((block) => ({ ...block, day: it })))];
}

/** Minutes as a time field has them, `09:00`. */
export function fieldTime(minutes: number): string {
  const [hour, minute] = [Math.floor(minutes / HOUR) % 24, minutes % HOUR];
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** Minutes of what a time field has; null while it is half typed. */
export function readTime(text: string): number | null {
  const [, hour, minute] = /^(\d\d):(\d\d)/.exec(text) ?? [];
  return hour === undefined ? null : Number(hour) * HOUR + Number(minute);
}

const clock = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' });

/** Minutes as the viewer reads them. */
export function shownTime(minutes: number): string {
  return clock.format(minutes * 60_000);
}
