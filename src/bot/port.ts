/** The AI port: what the Site object asks of any answerer, the embedded one or a model behind an API. */
import type { Language } from './words.ts';

export interface TranscriptLine {
  from: 'visitor' | 'bot' | 'agent';
  text: string;
}

/** A part of an article that may answer. */
export interface Passage {
  article: string;
  title: string;
  /** Markdown; the headings it stands below come first, each as a line `## …`. */
  text: string;
}

/** What to look for: words in any of their forms, and words or beginnings of words (`deliver*`) as they stand. */
export interface Wanted {
  words: string[];
  patterns: string[];
}

/** The site's articles, searched. Synchronous: they live in the Site object's own database. */
export interface Knowledge {
  /** The passages nearest to any of what is wanted, best first. */
  search(wanted: Wanted, limit: number): Passage[];
  /** In what share of the passages something of each occurs, 0 to 1: tells rare words from common. */
  sharesOf(wanted: Wanted[]): number[];
}

/** A stream of these is an answer. Text first, sources and the offer of a person at the end. */
export type AnswerPart =
  | { type: 'delta'; text: string }
  | { type: 'source'; article: string; title: string }
  /** The answerer can't help, and says so: the visitor is shown the way to a person. */
  | { type: 'offer-person' }
  /** The visitor wants a person, and there is no more to say: they are put in the queue. */
  | { type: 'hand-off' };

export interface AnswererRequest {
  siteName: string;
  botName: string;
  /** The conversation so far, oldest first; the last line is the visitor's. */
  transcript: TranscriptLine[];
  /** Of the page that the visitor is on; null if it isn't known or is none of the bot's. */
  language: Language | null;
  knowledge: Knowledge;
  /** Aborted when a person takes over; nothing may be yielded after that. */
  signal: AbortSignal;
  /** Waits, in ms, 0 to let others have their turn; rejects when `signal` aborts. Injected so that tests need no clock. */
  pause(ms: number): Promise<void>;
}

export interface Answerer {
  reply(request: AnswererRequest): AsyncIterable<AnswerPart>;
}
