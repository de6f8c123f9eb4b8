/** The list of a folder as rows of known heights: open conversations first, then the closed ones under the day they ended on. Pure. */
import { dayKey, formatDay, isYesterday } from '../time.ts';
import { t } from '../words/inbox.ts';
import type { Item } from './items.ts';

export type Row =
  | { kind: 'item'; key: string; item: Item; height: number }
  | { kind: 'heading'; key: string; text: string; height: number }
  /** Where more could be loaded. */
  | { kind: 'more'; key: string; height: number };

/** Pixels, as the style sheet draws them: three lines, two lines, one. */
const OPEN_HEIGHT = 80;
const CLOSED_HEIGHT = 64;
const HEADING_HEIGHT = 36;
const MORE_HEIGHT = 52;

export function rowsOf(open: readonly Item[], closed: readonly Item[], more: boolean, now: number): Row[] {
  const rows = open.map((item): Row => ({ kind: 'item', key: item.id, item, height: OPEN_HEIGHT }));
  let day = '';
  for (const item of closed) {
    const at = item.facts.closedAt ?? 0;
    if (dayKey(at) !== day) {
      day = dayKey(at);
      rows.push({ kind: 'heading', key: day, text: headingOf(at, now), height: HEADING_HEIGHT });
    }
    rows.push({ kind: 'item', key: item.id, item, height: CLOSED_HEIGHT });
  }
  if (more) rows.push({ kind: 'more', key: 'more', height: MORE_HEIGHT });
  return rows;
}

/** Closed conversations of both sources, each once, the newest end first. */
export function mergeClosed(live: readonly Item[], past: readonly Item[]): Item[] {
  const byId = new Map([...live, ...past].map((item) => [item.id, item]));
  return [...byId.values()].sort((a, b) => (b.facts.closedAt ?? 0) - (a.facts.closedAt ?? 0));
}

function headingOf(at: number, now: number): string {
  const key = dayKey(at);
  if (key === dayKey(now)) return t('inbox.group.today');
  return isYesterday(at, now) ? t('inbox.group.yesterday') : t('inbox.group.day', formatDay(at, now));
}
