/**
 * What a visitor's and an agent's thread have in common: entries in order without gaps, from some seq on, and what is known to be missing
 * before and after them. Pure; nothing is mutated.
 */
import type { Control } from '#protocol/entry';

/** An answer that is being written. */
export interface AnswerDraft {
  id: string;
  name: string;
  text: string;
}

/** A sign that somebody writes; it fades by itself `TYPING_FADES_MS` after `at`. */
export interface Typing<From extends string> {
  from: From;
  /** By the client's clock. */
  at: number;
  /** What is typed so far, where that is shown. */
  text?: string | undefined;
}

/** What both audiences' threads have in common. */
export interface Thread<Entry, From extends string> {
  id: string;
  /** In order of `seq`, without gaps or doubles. */
  entries: readonly Entry[];
  /** The seq before the first entry: above 0 where history was cut. */
  from: number;
  control: Control;
  /** When control last changed, by the server's clock; null where that lies before `from`. */
  controlAt: number | null;
  draft: AnswerDraft | null;
  typing: Typing<From> | null;
  /** Something after this seq was missed; ask for it. Nothing is added until it is there. */
  missing: number | null;
  /** Somebody wants to read what comes before `from`. */
  wanted: boolean;
}

export function emptyThread<Entry, From extends string>(id: string): Thread<Entry, From> {
  return {
    id,
    entries: [],
    from: 0,
    control: 'bot',
    controlAt: null,
    draft: null,
    typing: null,
    missing: null,
    wanted: false,
  };
}

/** The thread after something was missed, or may have been: whoever holds it asks for what follows. */
export function missed<T extends Thread<{ seq: number }, string>>(thread: T): T {
  return thread.missing === null ? { ...thread, missing: lastSeq(thread) } : thread;
}

/** The thread of which somebody wants to read further back; where nothing comes before it, as it is. */
export function wanting<T extends Thread<{ seq: number }, string>>(thread: T): T {
  return thread.from > 0 && !thread.wanted ? { ...thread, wanted: true } : thread;
}

/** Earlier entries, put before those that are held. What comes twice, or is about a log that was told anew meanwhile, follows on nothing. */
export function putBefore<Entry, T extends Thread<Entry, string>>(
  thread: T,
  { from, entries }: { from: number; entries: readonly Entry[] },
): T {
  if (from + entries.length !== thread.from) return thread;
  return { ...thread, from, entries: [...entries, ...thread.entries], wanted: false };
}

/** The seq of the last entry held. */
export function lastSeq(thread: { entries: readonly { seq: number }[]; from: number }): number {
  return thread.entries.at(-1)?.seq ?? thread.from;
}

/** Whether the log holds the message that was sent under this cid. */
export function inLog(thread: { entries: readonly object[] }, cid: string): boolean {
  return thread.entries.some((entry) => (entry as { cid?: string }).cid === cid);
}
