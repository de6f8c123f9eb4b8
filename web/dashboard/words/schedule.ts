/** The words of an agent's weekly schedule. They come with its editor. */
import { translator } from '@solid-primitives/i18n';
import { english } from '../words.ts';

const scheduleWords = {
  'schedule.mode': 'Available',
  'schedule.none': 'Whenever the dashboard is open',
  'schedule.weekly': 'By a weekly schedule',
  'schedule.weekly.text': 'On and off by itself. What is set by hand holds until the next block begins or ends.',
  'schedule.zone': 'Time zone',
  'schedule.zone.text': 'The times below are those of a clock there, summer time included.',
  'schedule.days': 'Blocks of the week',
  'schedule.day.0': 'Monday',
  'schedule.day.1': 'Tuesday',
  'schedule.day.2': 'Wednesday',
  'schedule.day.3': 'Thursday',
  'schedule.day.4': 'Friday',
  'schedule.day.5': 'Saturday',
  'schedule.day.6': 'Sunday',
  'schedule.day.off': 'Not available',
  'schedule.from': (day: string, number: number) => `${day}, block ${number}, from`,
  'schedule.until': (day: string, number: number) => `${day}, block ${number}, until`,
  'schedule.until.midnight': 'until midnight',
  'schedule.until.next-day': (time: string) => `until ${time} next day`,
  'schedule.add': (day: string) => `Add a block on ${day}`,
  'schedule.remove': (day: string, from: string, until: string) => `Remove ${day} ${from}–${until}`,
  'schedule.copy': (day: string) => `Copy the blocks of ${day}`,
  'schedule.copy.workdays': 'To Monday–Friday',
  'schedule.copy.every-day': 'To every day',
  'schedule.copied.workdays': (day: string) => `Monday–Friday are like ${day} now.`,
  'schedule.copied.every-day': (day: string) => `Every day is like ${day} now.`,
  'schedule.overlaps': 'This block overlaps another one. Change one of them.',
  'schedule.empty': 'Add a block on at least one day: without any, no chat would ever come by itself.',
} as const;

const words = { ...english, ...scheduleWords };

export const t = translator(() => words);
