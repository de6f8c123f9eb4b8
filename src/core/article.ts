/**
 * A site's knowledge: its articles, cut into passages, searched by members and by answerers.
 * The index holds the words that `word.ts` gives, so its tokeniser has nothing to do but split at spaces, and what
 * people type reaches it only as quoted words of letters and digits: no text is ever query syntax.
 * Every function is synchronous and runs inside the caller's transaction. Work is bounded by the caps below.
 */
import type { Article, ArticleSummary } from '#protocol/article';
import { clip } from '#protocol/text';
import { cutPassages, passageText, plainText } from './passage.ts';
import type { Sql } from './sql.ts';
import { kinTerms, slipTerms, type Term, VOCABULARY_SCHEMA } from './vocabulary.ts';
import { formsOf, indexWords, kinship, spotsOf, wordsOf } from './word.ts';

/** Statements that make the tables, for one migration. All of it works in a Durable Object and in `node:sqlite`. */
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

/** The tables that hold rows, for forgetting a whole site: `DELETE FROM` each. */
export const ARTICLE_TABLES: readonly string[] = ['passage_words', 'passage', 'article'];

/** A passage as answerers get it: its headings and text in Markdown. */
export interface FoundPassage {
  article: string;
  title: string;
  text: string;
}

/** How many words of a question count. */
const QUESTION_MAX_WORDS = 40;
/** How many words of a member's search count. */
const SEARCH_MAX_WORDS = 8;
/** How many words of a question slips are looked for. */
const SLIP_WORDS_MAX = 6;
export const PASSAGE_LIMIT_MAX = 50;
/** Added to the count of passages: on a small site a word in two of five passages is not yet a common one. */
const SMALL_SITE_PASSAGES = 12;
const LIST_MAX = 1_000;
const RESULTS_MAX = 50;
const RANKED_PASSAGES_MAX = 300;
const EXCERPT_CHARS = 160;

interface ArticleRow {
  id: string;
  title: string;
  body: string;
  created_at: number;
  updated_at: number;
}

/** Makes or replaces an article and its passages. Writes nothing if nothing changed. */
export function saveArticle(sql: Sql, article: { id: string; title: string; body: string; now: number }): Article {
  const { id, title, body, now } = article;
  const before = readArticle(sql, id);
  if (before !== null && before.title === title && before.body === body) return before;
  const createdAt = before?.createdAt ?? now;
  if (before === null) {
    sql.all(
      'INSERT INTO article (id, title, body, created_at, updated_at) VALUES (?, ?, ?, ?, ?)',
      id,
      title,
      body,
      now,
      now,
    );
  } else {
    sql.all('UPDATE article SET title = ?, body = ?, updated_at = ? WHERE id = ?', title, body, now, id);
    removePassages(sql, id);
  }
  addPassages(sql, id, title, body);
  return { id, title, body, createdAt, updatedAt: now };
}

/** Removes an article and its passages; whether there was one. */
export function removeArticle(sql: Sql, id: string): boolean {
  removePassages(sql, id);
  return sql.all<{ id: string }>('DELETE FROM article WHERE id = ? RETURNING id', id).length > 0;
}

export function readArticle(sql: Sql, id: string): Article | null {
  const row = sql.all<ArticleRow>('SELECT id, title, body, created_at, updated_at FROM article WHERE id = ?', id)[0];
  if (row === undefined) return null;
  return { id: row.id, title: row.title, body: row.body, createdAt: row.created_at, updatedAt: row.updated_at };
}

/** The site's articles, the last changed first, each with its first words. */
export function listArticles(sql: Sql): ArticleSummary[] {
  return sql
    .all<{ id: string; title: string; start: string; updated_at: number }>(
      'SELECT id, title, substr(body, 1, 600) AS start, updated_at FROM article ORDER BY updated_at DESC, id LIMIT ?',
      LIST_MAX,
    )
    .map((row) => ({
      id: row.id,
      title: row.title,
      updatedAt: row.updated_at,
      excerpt: clip(plainText(row.start), EXCERPT_CHARS),
    }));
}

/** Articles that hold every word of `text` (the last may be half typed), best first, with the place that matched. */
export function searchArticles(sql: Sql, text: string): ArticleSummary[] {
  const words = distinct(wordsOf(text)).slice(0, SEARCH_MAX_WORDS);
  if (words.length === 0) return listArticles(sql);
  const matches = words.map((word, i) => anyOf(searchForms(sql, word), i === words.length - 1 ? word : null));
  const within =
    'SELECT article FROM passage WHERE id IN (SELECT rowid FROM passage_words WHERE passage_words MATCH ?)';
  const rows = sql.all<{ id: string; title: string; updated_at: number }>(
    `SELECT id, title, updated_at FROM article WHERE id IN (${matches.map(() => within).join(' INTERSECT ')})
     ORDER BY updated_at DESC, id LIMIT ?`,
    ...matches,
    LIST_MAX,
  );
  const best = new Map<string, { rank: number; text: string }>();
  for (const [rank, passage] of ranked(sql, matches.join(' OR '), RANKED_PASSAGES_MAX).entries()) {
    if (!best.has(passage.article)) best.set(passage.article, { rank, text: passage.text });
  }
  const last = words.at(-1)!;
  return rows
    .map((row) => ({ row, found: best.get(row.id) ?? { rank: RANKED_PASSAGES_MAX, text: '' } }))
    .sort((a, b) => a.found.rank - b.found.rank)
    .slice(0, RESULTS_MAX)
    .map(({ row, found }) => ({
      id: row.id,
      title: row.title,
      updatedAt: row.updated_at,
      excerpt: excerpt(plainText(found.text), words, last),
    }));
}

/**
 * The passages nearest to the words of `text`, best first: for answerers. Any word may match. The index finds them; they
 * are put in order by which of the words they hold, since to the index the forms of one word are so many words.
 */
export function searchPassages(sql: Sql, text: string, limit: number): FoundPassage[] {
  const words = distinct(wordsOf(text)).slice(0, QUESTION_MAX_WORDS);
  let slips = SLIP_WORDS_MAX;
  const wanted = words
    .map((word) => {
      const kin = kinTerms(sql, word);
      return kin.length > 0 || slips-- <= 0 ? kin : slipTerms(sql, word);
    })
    .filter((terms) => terms.length > 0);
  if (wanted.length === 0) return [];
  const most = Math.min(Math.max(0, Math.trunc(limit)), PASSAGE_LIMIT_MAX);
  const match = anyOf(distinct(wanted.flatMap((terms) => terms.map((term) => term.term))), null);
  return ranked(sql, match, Math.min(2 * most, PASSAGE_LIMIT_MAX))
    .filter((passage) => passage.text !== '')
    .map((passage) => ({ passage, held: weightHeld(passage, wanted) }))
    .sort((a, b) => b.held - a.held)
    .slice(0, most)
    .map(({ passage: { article, title, text } }) => ({ article, title, text }));
}

/** In what share of the site's passages a word occurs in any of its forms, 0 to 1; 0 for a word it doesn't know. */
export function wordShare(sql: Sql, word: string): number {
  const folded = wordsOf(word)[0];
  if (folded === undefined) return 0;
  const passages = sql.all<{ n: number }>('SELECT count(*) AS n FROM passage')[0]?.n ?? 0;
  if (passages === 0) return 0;
  const docs = kinTerms(sql, folded).reduce((sum, term) => sum + term.doc, 0);
  return Math.min(1, docs / (passages + SMALL_SITE_PASSAGES));
}

function addPassages(sql: Sql, article: string, title: string, body: string): void {
  const titleWords = indexWords(title).join(' ');
  const cuts = cutPassages(body);
  // A title alone is found by members too.
  for (const cut of cuts.length > 0 ? cuts : [{ headings: [], text: '' }]) {
    const row = sql.all<{ id: number }>(
      'INSERT INTO passage (article, text) VALUES (?, ?) RETURNING id',
      article,
      passageText(cut),
    );
    sql.all(
      'INSERT INTO passage_words (rowid, title, heading, text) VALUES (?, ?, ?, ?)',
      row[0]!.id,
      titleWords,
      indexWords(cut.headings.join(' ')).join(' '),
      indexWords(plainText(cut.text)).join(' '),
    );
  }
}

function removePassages(sql: Sql, article: string): void {
  sql.all('DELETE FROM passage_words WHERE rowid IN (SELECT id FROM passage WHERE article = ?)', article);
  sql.all('DELETE FROM passage WHERE article = ?', article);
}

/** bm25 with a match in the title or a heading counting more. */
function ranked(sql: Sql, match: string, limit: number): FoundPassage[] {
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

/** The weight of the words that a passage holds: rare ones count more, and again if its title or a heading has them. */
function weightHeld(passage: FoundPassage, wanted: Term[][]): number {
  const heading = passage.text.split('\n').filter((line) => line.startsWith('## '));
  const inHead = new Set(indexWords([passage.title, ...heading].join('\n')));
  const inText = new Set(indexWords(plainText(passage.text)));
  let weight = 0;
  for (const terms of wanted) {
    const rarity = 1 / Math.log2(2 + Math.min(...terms.map((term) => term.doc)));
    if (terms.some((term) => inText.has(term.term))) weight += rarity;
    if (terms.some((term) => inHead.has(term.term))) weight += rarity / 2;
  }
  return weight;
}

/** An expression of the index: any of these words. They hold no quotes; quoting them makes them words whatever they spell. */
function anyOf(terms: string[], prefix: string | null): string {
  const quoted = terms.map((term) => `"${term}"`);
  if (prefix !== null) quoted.push(`"${prefix.replaceAll('-', '')}" *`);
  return `(${quoted.join(' OR ')})`;
}

function searchForms(sql: Sql, word: string): string[] {
  const terms = kinTerms(sql, word).map((row) => row.term);
  return terms.length > 0 ? terms : [formsOf(word)[0]!];
}

/** About 160 characters around the first word that matches, whole words, plain text. */
function excerpt(text: string, words: string[], prefix: string): string {
  const forms = words.flatMap(formsOf);
  const hit = spotsOf(text).find((spot) =>
    spot.words
      .flatMap(formsOf)
      .some((word) => word.startsWith(prefix) || forms.some((form) => kinship(form, word) > 0)),
  );
  if (hit === undefined || hit.end < EXCERPT_CHARS) return clip(text, EXCERPT_CHARS);
  const from = text.indexOf(' ', Math.max(0, hit.start - EXCERPT_CHARS / 3)) + 1;
  return `…${clip(text.slice(Math.min(from, hit.start)), EXCERPT_CHARS)}`;
}

function distinct(words: string[]): string[] {
  return [...new Set(words)];
}
