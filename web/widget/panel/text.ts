/** The panel's words, and times as the reader's locale writes them. */
import { translator } from '../../kit/i18n.ts';
import { WORDS } from '../words.ts';

export const t = translator(WORDS);

export function clockTime(at: number): string {
  return new Date(at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
}

/** Today, Yesterday, or the date. */
export function dayName(at: number, now: number): string {
  const days = dayNumber(now) - dayNumber(at);
  if (days === 0) return t('today');
  if (days === 1) return t('yesterday');
  return new Date(at).toLocaleDateString([], { weekday: 'long', day: 'numeric', month: 'long' });
}

/** Counts calendar days by the reader's time zone. */
export function dayNumber(at: number): number {
  const date = new Date(at);
  return Math.round(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / 86_400_000);
}

/** `0:48`, `12:05`. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1_000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** What the first and the last word of a name begin with, whole as a reader sees it. */
export function initials(name: string): string {
  const words = name
    .trim()
    .replace(/\s.*\s/s, ' ')
    .split(/\s/);
  return words
    .map((word) => Array.from(new Intl.Segmenter().segment(word))[0]?.segment)
    .join('')
    .toUpperCase();
}
