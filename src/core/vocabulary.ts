/**
 * The words that the index of a site's passages holds, and which of them a typed word stands for.
 * Looks only at words that begin alike, and at no more of them than the caps below.
 */
import type { Sql } from './sql.ts';
import { formsOf, isPair, kinship, slip } from './word.ts';

/** A view of the index `passage_words`: its words and in how many passages each is. */
export const VOCABULARY_SCHEMA = "CREATE VIRTUAL TABLE passage_vocabulary USING fts5vocab (passage_words, 'row')";

/** How many forms in the index one word may stand for. */
const FORMS_MAX = 16;
/** How many words of the index are looked at to find them. */
const TERMS_MAX = 500;
/** The same for slips, where only the first letter is sure. */
const SLIP_TERMS_MAX = 3_000;

export interface Term {
  term: string;
  doc: number;
}

/** The forms of `word` that the index holds, the surest first. */
export function kinTerms(sql: Sql, word: string): Term[] {
  const forms = formsOf(word);
  const found = forms.flatMap((form) => {
    const reach = isPair(form) || form.length < 3 ? form : startOf(form, 3);
    return termsFrom(sql, reach, TERMS_MAX, form).map((row) => ({ ...row, kin: likeness(form, row.term) }));
  });
  return found
    .filter((row) => row.kin > 0)
    .sort((a, b) => b.kin - a.kin)
    .slice(0, FORMS_MAX);
}

/** A lone character of a language without spaces stands for all pairs that begin with it. */
function likeness(form: string, term: string): number {
  return isPair(form) && Array.from(form).length === 1 && term.startsWith(form) ? 1 : kinship(form, term);
}

/** Words of the index that `word` may be a slip for; for words that have no kin there. */
export function slipTerms(sql: Sql, word: string): Term[] {
  const form = formsOf(word)[0]!;
  if (form.length < 4 || isPair(form)) return [];
  return termsFrom(sql, startOf(form, 1), SLIP_TERMS_MAX, form)
    .map((row) => ({ ...row, kin: slip(form, row.term) }))
    .filter((row) => row.kin > 0)
    .sort((a, b) => b.kin - a.kin)
    .slice(0, 4);
}

/** Terms of the index that begin with `start`; `exact` is among them even where the cap cuts the rest. */
function termsFrom(sql: Sql, start: string, limit: number, exact: string): Term[] {
  const rows = sql.all<Term>(
    'SELECT term, doc FROM passage_vocabulary WHERE term >= ? AND term < ? LIMIT ?',
    start,
    `${start}\u{10ffff}`,
    limit,
  );
  if (rows.length < limit || rows.some((row) => row.term === exact)) return rows;
  return [...sql.all<Term>('SELECT term, doc FROM passage_vocabulary WHERE term = ?', exact), ...rows];
}

/** The first characters, none of them halved. */
function startOf(word: string, chars: number): string {
  return Array.from(word).slice(0, chars).join('');
}
