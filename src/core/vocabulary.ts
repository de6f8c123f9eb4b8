/**
 * The words that the index of a site's passages holds, and which of them a typed word stands for. What was looked up stays in memory, up
 * to a bound. Looks only at words that begin alike, and at no more of them than the caps below.
 */
import type { Sql } from './sql.ts';
import { changesOf, formsOf, isPair, kinship, slip } from './word.ts';

/** A view of the index `passage_words`: its words and in how many passages each is. */
export const VOCABULARY_SCHEMA = "CREATE VIRTUAL TABLE passage_vocabulary USING fts5vocab (passage_words, 'row')";

/** How many forms in the index one word may stand for. */
const FORMS_MAX = 16;
/** How many slips a word may be. */
const SLIPS_MAX = 4;
/** How many words of the index one statement reads. */
const READ_MAX = 10_000;
/** How many words of the index stay in memory: about 2 MB. */
const KEPT_MAX = 20_000;

export interface Term {
  term: string;
  doc: number;
}

export class Vocabulary {
  /** The words of the index, by how they begin. */
  private readonly known = new Map<string, Term[]>();
  private kept = 0;

  constructor(private readonly sql: Sql) {}

  /** Reads all that these words and patterns may stand for at once. */
  learn(words: string[], patterns: string[]): void {
    this.read([...words.flatMap((word) => formsOf(word).flatMap(startsOf)), ...patterns.map(bare)]);
  }

  /** The forms of a word that the index holds, the surest first. */
  kin(word: string): Term[] {
    const forms = formsOf(word);
    this.learn([word], []);
    return forms
      .flatMap((form) => this.likely(startsOf(form), (term) => likeness(form, term)))
      .sort((a, b) => b.likely - a.likely)
      .slice(0, FORMS_MAX);
  }

  /** A word itself as the index holds it, or all that begin as `deliver*` does. */
  like(pattern: string): Term[] {
    const start = bare(pattern);
    this.read([start]);
    const terms = this.known.get(start)!;
    return start === pattern ? terms.filter(({ term }) => term === start) : terms;
  }

  /** For each word the words of the index that it may be a slip for. Costs more: for words that have no kin there. */
  slips(words: string[]): Term[][] {
    const forms = words.map((word) => formsOf(word)[0]!).filter((form) => form.length >= 4 && !isPair(form));
    this.read(forms.map((form) => startOf(form, 1)));
    return forms.map((form) =>
      this.likely([startOf(form, 1)], (term) => slip(form, term))
        .sort((a, b) => b.likely - a.likely)
        .slice(0, SLIPS_MAX),
    );
  }

  /** The articles have changed. */
  forget(): void {
    this.known.clear();
    this.kept = 0;
  }

  private likely(starts: string[], likelihood: (term: string) => number): (Term & { likely: number })[] {
    const terms = starts.flatMap((start) => this.known.get(start) ?? []);
    return terms.flatMap((each) => {
      const likely = likelihood(each.term);
      return likely > 0 ? [{ ...each, likely }] : [];
    });
  }

  /** Reads the words that begin so, in one statement, unless they are known. */
  private read(starts: string[]): void {
    const missing = [...new Set(starts)].filter((start) => !this.known.has(start));
    if (missing.length === 0) return;
    if (this.kept > KEPT_MAX) this.forget();
    for (const start of missing) this.known.set(start, []);
    const rows = this.sql.all<Term & { start: string }>(
      // A plain join would read the whole index for each beginning.
      `SELECT start.value AS start, term, doc FROM json_each(?) AS start
       CROSS JOIN passage_vocabulary ON term >= start.value AND term < start.value || char(1114111) LIMIT ?`,
      JSON.stringify(missing),
      READ_MAX,
    );
    for (const { start, term, doc } of rows) this.known.get(start)!.push({ term, doc });
    this.kept += rows.length + missing.length;
  }
}

/** A lone character of a language without spaces stands for all pairs that begin with it. */
function likeness(form: string, term: string): number {
  return isPair(form) && Array.from(form).length === 1 && term.startsWith(form) ? 1 : kinship(form, term);
}

/** How the forms of a word may begin. */
function startsOf(form: string): string[] {
  if (isPair(form) || form.length < 3) return [form];
  let starts = [''];
  for (const char of startOf(form, 3)) {
    starts = starts.flatMap((start) => changesOf(char).map((changed) => start + changed));
  }
  return starts;
}

function bare(pattern: string): string {
  return pattern.endsWith('*') ? pattern.slice(0, -1) : pattern;
}

/** The first characters, none of them halved. */
function startOf(word: string, chars: number): string {
  return Array.from(word).slice(0, chars).join('');
}
