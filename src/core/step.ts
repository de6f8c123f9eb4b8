/**
 * What one command's decision works with: the rows, the moment, and a list of what is to follow.
 * Time, ids and the text an answer has shown so far come from outside; nothing in here waits.
 */
import type { NewId } from '#protocol/id';
import type { Refusal, RefusalCode } from '#protocol/refusal';
import type { Entry } from './entry.ts';
import type { Effect, Event } from './event.ts';
import type { Store } from './store.ts';

/** An answer being streamed: what has been shown of it, and the newest entry it answers. */
export interface ShownAnswer {
  id: string;
  text: string;
  re: number;
}

/** Sentences the bot says that no answerer made, in the language of the visitor's words. */
export interface Phrases {
  allBusy: string;
  failed: string;
  nobodyCame: string;
  nobodyThere: string;
}

export interface Context {
  /** Epoch ms. */
  now: number;
  newId: NewId;
  /** The answer that is being streamed into a conversation right now. */
  answering(conversation: string): ShownAnswer | null;
  /** Whether a member has a socket open. */
  online(member: string): boolean;
  /** Whether a visitor has a tab open, or has just gone. */
  present(visitor: string): boolean;
  phrases(visitorText: string, visitor: string): Phrases;
}

export interface Step extends Context {
  store: Store;
  events: Event[];
  effects: Effect[];
  /** Who is there, or who waits, has changed: at the end of the command it is seen whom to offer what. */
  reroute: boolean;
  /** What the command asks for, as far as that isn't a text to be posted: the same of every repeat. Null where it has no `cid`. */
  asked: string | null;
  /** A text without the numbers that the site doesn't keep. */
  clean(text: string): string;
}

/** A command done: the entry it made, now or when it first came; null where it makes none. */
export type Done = { entry: Entry | null } | Refusal;

export function refuse(code: RefusalCode, more: Omit<Refusal, 'code'> = {}): Refusal {
  return { code, ...more };
}
