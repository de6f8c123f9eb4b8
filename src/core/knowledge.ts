/**
 * A site's articles as answerers search them. What was looked up of the index stays in memory, up to a bound, so that a question costs few
 * statements; nothing is read before somebody asks.
 */
import { anyOf, type FoundPassage, indexStale, rankedPassages } from './article-index.ts';
import type { Sql } from './sql.ts';
import { type Term, Vocabulary } from './vocabulary.ts';
import { formsOf } from './word.ts';

/** What to look for: words in any of their forms, and words or beginnings of words (`deliver*`) as they stand. */
export interface Wanted {
  words: string[];
  patterns: string[];
}

/** How many words of a question count. */
const QUESTION_MAX_WORDS = 40;
/** How many words of a question slips are looked for. */
const SLIP_WORDS_MAX = 6;
export const PASSAGE_LIMIT_MAX = 50;
/** Added to the count of passages: on a small site a word in two of five passages is not yet a common one. */
const SMALL_SITE_PASSAGES = 12;

export class Knowledge {
  private readonly vocabulary: Vocabulary;
  private passages: number | null = null;
  private whole = false;

  constructor(private readonly sql: Sql) {
    this.vocabulary = new Vocabulary(sql);
  }

  /** Indexes some of the passages that a new version of the schema left to be indexed; whether there may be more. */
  indexMore(limit: number): boolean {
    if (this.whole) return false;
    this.whole = !indexStale(this.sql, limit);
    if (!this.whole) this.forget();
    return !this.whole;
  }

  /** The passages nearest to any of what is wanted, best first. */
  search({ words, patterns }: Wanted, limit: number): FoundPassage[] {
    const most = Math.min(Math.max(0, Math.trunc(limit)), PASSAGE_LIMIT_MAX);
    const own = [...new Set(words)].slice(0, QUESTION_MAX_WORDS);
    this.vocabulary.learn(own, patterns);
    const kin = own.map((word) => this.vocabulary.kin(word));
    const slips = this.vocabulary.slips(own.filter((_, i) => kin[i]!.length === 0).slice(0, SLIP_WORDS_MAX));
    const terms = [...kin, ...slips, ...patterns.map((pattern) => this.vocabulary.like(pattern))].flat();
    if (terms.length === 0) return [];
    return rankedPassages(this.sql, anyOf(distinct(terms)), most).filter(({ text }) => text !== '');
  }

  /** In what share of the passages something of each occurs, 0 to 1. */
  sharesOf(all: Wanted[]): number[] {
    this.vocabulary.learn(
      all.flatMap(({ words }) => words),
      all.flatMap(({ patterns }) => patterns),
    );
    this.passages ??= this.sql.all<{ n: number }>('SELECT count(*) AS n FROM passage')[0]!.n;
    const many = this.passages + SMALL_SITE_PASSAGES;
    return all.map(({ words, patterns }) => {
      const kin = words.map((word) => {
        // A compound is as rare as the whole of it, where the site knows it: an e-bike is no bike.
        const whole = this.vocabulary.kin(formsOf(word)[0]!);
        return whole.length > 0 ? whole : this.vocabulary.kin(word);
      });
      const docs = [...kin, ...patterns.map((pattern) => this.vocabulary.like(pattern))].map((terms) =>
        terms.reduce((sum, { doc }) => sum + doc, 0),
      );
      return Math.min(1, Math.max(0, ...docs) / many);
    });
  }

  /** The articles have changed. */
  forget(): void {
    this.vocabulary.forget();
    this.passages = null;
  }
}

function distinct(terms: Term[]): string[] {
  return [...new Set(terms.map(({ term }) => term))];
}
