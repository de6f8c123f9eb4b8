/**
 * The full-text index of a site's articles: one row a passage, with the words that `word.ts` gives. Its tokeniser has nothing to do but
 * split at spaces, and what people type reaches it only as quoted words of letters and digits: no text is ever query syntax.
 */
import { cutPassages, partsOf, passageText, plainText } from './passage.ts';
import type { Sql } from './sql.ts';
import { VOCABULARY_SCHEMA } from './vocabulary.ts';
import { indexWords } from './word.ts';

/** The tables as the first step of the schema made them. All of it works in a Durable Object and in `node:sqlite`. */
export const ARTICLE_SCHEMA: readonly string[] = [
  `CREATE TABLE article (
    id TEXT PRIMARY KEY NOT NULL, title TEXT NOT NULL, body TEXT NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL
  )`,
  'CREATE TABLE passage (id INTEGER PRIMARY KEY, article TEXT NOT NULL, text TEXT NOT NULL)',
  'CREATE INDEX passage_article ON passage (article)',
  // `ascii` treats every character beyond ASCII as part of a word: the words were split and folded before.
  `CREATE VIRTUAL TABLE passage_words USING fts5 (
    title, heading, text, content = '', contentless_delete = 1, tokenize = 'ascii'
  )`,
  VOCABULARY_SCHEMA,
];

/**
 * The index anew, as an ordinary table: bm25 in a contentless one goes on counting the rows that were deleted, so that each article saved
 * again made all ranks worse. Whenever words are split or folded in another way, a step like this one has them indexed again.
 */
export const ARTICLE_REINDEX: readonly string[] = [
  'DROP TABLE passage_vocabulary',
  'DROP TABLE passage_words',
  "CREATE VIRTUAL TABLE passage_words USING fts5 (title, heading, text, tokenize = 'ascii')",
  VOCABULARY_SCHEMA,
  // Passages that the index has yet to hold.
  'CREATE TABLE passage_stale (id INTEGER PRIMARY KEY)',
  'INSERT INTO passage_stale SELECT id FROM passage',
];

/** The tables that hold rows, for forgetting a whole site: `DELETE FROM` each. */
export const ARTICLE_TABLES: readonly string[] = ['passage_words', 'passage_stale', 'passage', 'article'];

/** A passage as answerers get it: its headings and text in Markdown. */
export interface FoundPassage {
  article: string;
  title: string;
  text: string;
}

export function addPassages(sql: Sql, article: string, title: string, body: string): void {
  const cuts = cutPassages(body);
  // A title alone is found by members too.
  for (const cut of cuts.length > 0 ? cuts : [{ headings: [], text: '' }]) {
    const text = passageText(cut);
    const [row] = sql.all<{ id: number }>(
      'INSERT INTO passage (article, text) VALUES (?, ?) RETURNING id',
      article,
      text,
    );
    addWords(sql, row!.id, title, text);
  }
}

export function removePassages(sql: Sql, article: string): void {
  for (const [table, id] of [
    ['passage_words', 'rowid'],
    ['passage_stale', 'id'],
  ]) {
    sql.all(`DELETE FROM ${table} WHERE ${id} IN (SELECT id FROM passage WHERE article = ?)`, article);
  }
  sql.all('DELETE FROM passage WHERE article = ?', article);
}

/** Indexes some of the passages that a step of the schema left to be indexed; whether there were any. */
export function indexStale(sql: Sql, limit: number): boolean {
  const stale = sql.all<{ id: number; title: string; text: string }>(
    `SELECT passage.id, article.title, passage.text FROM passage_stale
     JOIN passage ON passage.id = passage_stale.id JOIN article ON article.id = passage.article LIMIT ?`,
    limit,
  );
  for (const { id, title, text } of stale) {
    addWords(sql, id, title, text);
    sql.all('DELETE FROM passage_stale WHERE id = ?', id);
  }
  return stale.length > 0;
}

/** The passages that match, best first: by bm25, with a match in the title or a heading counting more. */
export function rankedPassages(sql: Sql, match: string, limit: number): FoundPassage[] {
  return sql.all<FoundPassage>(
    `SELECT passage.article, article.title, passage.text
     FROM (SELECT rowid AS id, bm25(passage_words, 3.0, 2.5, 1.0) AS score FROM passage_words
           WHERE passage_words MATCH ? ORDER BY score, rowid LIMIT ?) AS hit
     JOIN passage ON passage.id = hit.id JOIN article ON article.id = passage.article
     ORDER BY hit.score, hit.id`,
    match,
    limit,
  );
}

/** An expression of the index: any of these words. One that ends in `*` stands for all that begin so. Quoted, whatever they spell is a word. */
export function anyOf(words: string[]): string {
  const quoted = words.map((word) => {
    const bare = word.replaceAll('-', '');
    return bare.endsWith('*') ? `"${bare.slice(0, -1)}" *` : `"${bare}"`;
  });
  return `(${quoted.join(' OR ')})`;
}

function addWords(sql: Sql, id: number, title: string, text: string): void {
  const { headings, lines } = partsOf(text);
  sql.all(
    'INSERT INTO passage_words (rowid, title, heading, text) VALUES (?, ?, ?, ?)',
    id,
    indexWords(title).join(' '),
    indexWords(headings.join(' ')).join(' '),
    indexWords(plainText(lines.join('\n'))).join(' '),
  );
}
