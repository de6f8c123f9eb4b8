/** Durations and times as the viewer reads them. */
import { language, t } from './words.ts';

const HOUR_S = 3_600;
const DAY_S = 86_400;

/** `0:52`, `11:32`, `1:04:09`; from a day on `1d 3h`. Never negative, as clocks differ. */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  if (seconds >= DAY_S) {
    return `${days.format(Math.floor(seconds / DAY_S))} ${hours.format(Math.floor((seconds % DAY_S) / HOUR_S))}`;
  }
  const minutes = Math.floor((seconds % HOUR_S) / 60);
  const rest = pad(seconds % 60);
  return seconds >= HOUR_S ? `${Math.floor(seconds / HOUR_S)}:${pad(minutes)}:${rest}` : `${minutes}:${rest}`;
}

/** A duration for `<time datetime>`. */
export function isoDuration(ms: number): string {
  return `PT${Math.max(0, Math.floor(ms / 1_000))}S`;
}

const clock = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit' });
const exact = new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'medium' });
/** Words of the date belong to the text around it, which is English. */
const dateLanguage = language.startsWith('en') ? language : 'en-GB';
const day = new Intl.DateTimeFormat(dateLanguage, { day: 'numeric', month: 'long' });
const dayOfYear = new Intl.DateTimeFormat(dateLanguage, { day: 'numeric', month: 'long', year: 'numeric' });
const weekday = new Intl.DateTimeFormat(dateLanguage, { weekday: 'short' });
const shortDay = new Intl.DateTimeFormat(dateLanguage, { day: 'numeric', month: 'short' });
const shortDayOfYear = new Intl.DateTimeFormat(dateLanguage, { day: 'numeric', month: 'short', year: 'numeric' });
const minutes = new Intl.NumberFormat(dateLanguage, { style: 'unit', unit: 'minute', unitDisplay: 'short' });
const hours = new Intl.NumberFormat(dateLanguage, { style: 'unit', unit: 'hour', unitDisplay: 'narrow' });
const days = new Intl.NumberFormat(dateLanguage, { style: 'unit', unit: 'day', unitDisplay: 'narrow' });
const dayKeys = new Intl.DateTimeFormat('en-CA', { dateStyle: 'short' });

/** The time of day. */
export function formatClock(at: number): string {
  return clock.format(at);
}

/** All of it, for a hover. */
export function formatExact(at: number): string {
  return exact.format(at);
}

/** The same for all moments of one day in the viewer's time zone. */
export function dayKey(at: number): string {
  return dayKeys.format(at);
}

/** Whether it was on the day before, however long that day was: one in spring has 23 hours. */
export function isYesterday(at: number, now: number): boolean {
  const noon = new Date(now);
  noon.setHours(12, 0, 0, 0);
  noon.setDate(noon.getDate() - 1);
  return dayKey(at) === dayKey(noon.getTime());
}

/** The date in words, with the year where it isn't this one. */
export function formatDay(at: number, now: number): string {
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return (sameYear ? day : dayOfYear).format(at);
}

/** The time of day, with the day of the week where it isn't today. */
export function formatMoment(at: number, now: number): string {
  return dayKey(at) === dayKey(now) ? formatClock(at) : `${weekday.format(at)} ${formatClock(at)}`;
}

/** How long ago, while that says more: “now”, “9 min”; later today the time, and then the date. */
export function formatAge(at: number, now: number): string {
  const min = Math.floor((now - at) / 60_000);
  if (min < 1) return t('time.now');
  if (min < 60) return minutes.format(min);
  if (dayKey(at) === dayKey(now)) return formatClock(at);
  return (new Date(at).getFullYear() === new Date(now).getFullYear() ? shortDay : shortDayOfYear).format(at);
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
