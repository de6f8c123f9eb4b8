/** A weekly schedule in one line: “Mon–Fri 09:00–17:00, Sat 10:00–12:00”. */
import { DAY_MINUTES, type ScheduleBlock, type WeeklySchedule } from '#protocol/schedule';
import { t } from '../../words/agents.ts';
import { language } from '../../words.ts';
import { DAYS, shownTime } from '../parts/schedule-blocks.ts';
import { currentZone, viewersZone } from '../parts/time-zones.ts';

/** 5 January 1970 was a Monday. */
const MONDAY = 4 * DAY_MINUTES * 60_000;
const dayName = new Intl.DateTimeFormat(language.startsWith('en') ? language : 'en-GB', {
  weekday: 'short',
  timeZone: 'UTC',
});

export function scheduleSummary(schedule: WeeklySchedule | null): string {
  if (schedule === null) return t('agents.schedule.none');
  const runs: { from: number; to: number; hours: string }[] = [];
  for (const day of DAYS) {
    const hours = hoursOf(schedule.blocks.filter((block) => block.day === day));
    const last = runs.at(-1);
    if (last && last.to === day - 1 && last.hours === hours) last.to = day;
    else if (hours !== '') runs.push({ from: day, to: day, hours });
  }
  const text = runs.map(({ from, to, hours }) => `${daysOf(from, to)} ${hours}`).join(', ');
  const zone = currentZone(schedule.timeZone);
  return zone === viewersZone() ? text : `${text} (${zone.replaceAll('_', ' ')})`;
}

function hoursOf(blocks: ScheduleBlock[]): string {
  return [...blocks]
    .sort((a, b) => a.from - b.from)
    .map(({ from, to }) => `${shownTime(from)}–${shownTime(to)}`)
    .join(' + ');
}

function daysOf(from: number, to: number): string {
  const name = (day: number) => dayName.format(MONDAY + day * DAY_MINUTES * 60_000);
  return from === to ? name(from) : `${name(from)}–${name(to)}`;
}
