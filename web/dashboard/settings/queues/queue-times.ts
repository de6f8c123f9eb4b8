/** The times one can choose from, and the one that is set, whoever set it. */
import { t } from '../../words/queues.ts';

const RING_S = [10, 15, 20, 30, 45, 60, 90, 120, 180, 300];
const WAIT_MINUTES = [1, 2, 3, 5, 10, 15, 20, 30, 60];

export function ringTimes(present: number): { value: string; label: string }[] {
  return choices([...RING_S.map((s) => s * 1_000), present], (ms) => t('queue.seconds', ms / 1_000));
}

export function waitTimes(present: number): { value: string; label: string }[] {
  return choices([...WAIT_MINUTES.map((minutes) => minutes * 60_000), present], minutesOf);
}

/** “5 minutes”; what isn't whole minutes is told in seconds. */
export function minutesOf(ms: number): string {
  return ms % 60_000 === 0 ? t('queue.minutes', ms / 60_000) : t('queue.seconds', ms / 1_000);
}

function choices(all: number[], label: (ms: number) => string) {
  return [...new Set(all)].sort((a, b) => a - b).map((ms) => ({ value: String(ms), label: label(ms) }));
}
