/** What can honestly be said about a wait: the place in line, and how long the last ones took. */
import type { Step } from './step.ts';
import type { Conversation } from './store.ts';

/** Waits remembered of a queue. */
const WAITS_KEPT = 10;
/** Fewer than this tell nothing. */
const WAITS_NEEDED = 3;
/** Further back in line, a place means nothing. */
const PLACE_MAX = 20;

/** Somebody takes it out of its queue: how long that took tells the next ones something. */
export function rememberWait(step: Step, conversation: Conversation): void {
  const { queue } = conversation.desk;
  if (conversation.control !== 'waiting' || queue === null) return;
  const waits = [Math.max(0, step.now - conversation.controlAt), ...step.store.desk.waitsOf(queue)];
  step.store.desk.saveWaits(queue, waits.slice(0, WAITS_KEPT));
}

/** 1 is next; null where it is too far back to mean anything. */
export function placeOf(line: readonly Conversation[], id: string): number | null {
  const index = line.findIndex((conversation) => conversation.id === id);
  return index === -1 || index >= PLACE_MAX ? null : index + 1;
}

/**
 * How much longer somebody waits who has waited for `waitedMs`: as the quicker and the slower ones of the last who waited longer than that.
 * Null while too few are known; 0 for those who wait longer than anybody did.
 */
export function estimate(waits: readonly number[], waitedMs: number): { fromMs: number; toMs: number } | null {
  if (waits.length < WAITS_NEEDED) return null;
  const longer = waits.filter((wait) => wait > waitedMs).sort((a, b) => a - b);
  if (longer.length === 0) return { fromMs: 0, toMs: 0 };
  const at = (share: number) => longer[Math.min(longer.length - 1, Math.floor(longer.length * share))]! - waitedMs;
  return { fromMs: at(0.25), toMs: at(0.75) };
}
