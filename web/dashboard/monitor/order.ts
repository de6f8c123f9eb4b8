/** The Monitor's filters. What each list holds, and in which order, the site knows. */
import type { VisitCounts } from '#protocol/visit-list';

export const FILTERS = ['all', 'waiting', 'bot', 'agent', 'none'] as const;
export type Filter = (typeof FILTERS)[number];
export type Counts = Pick<VisitCounts, Filter>;

export function isFilter(value: unknown): value is Filter {
  return FILTERS.some((filter) => filter === value);
}
