/**
 * A site's articles: written, read, listed, and searched by members.
 * Every function is synchronous and runs inside the caller's transaction. Work is bounded by the caps below.
 */
import { ARTICLES_MAX, type Article, type ArticleBody, type ArticleSummary } from '#protocol/article';
import type { RefusalCode } from '#protocol/refusal';
import { clip } from '#protocol/text';
import { addPassages, anyOf, indexStale, rankedPassages, removePassages } from './article-index.ts';
import { plainText } from './passage.ts';
import type { Sql } from './sql.ts';
import { Vocabulary } from './vocabulary.ts';
import { formsOf, kinship, spotsOf, wordsOf } from './word.ts';

/** How many words of a member's search count. */
const SEARCH_MAX_WORDS = 8;
/** How many passages are indexed again at once, where all of them are waited for. */
const STALE_AT_ONCE = 500;
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

/**
 * Makes an article (`id` null), or replaces it as its writer saw it: where somebody else changed it meanwhile, nobody's words are lost.
 * What stands there already is no change.
 */
export function writeArticle(
  sql: Sql,
  { id, title, body, seen }: ArticleBody & { id: string | null; seen?: number | undefined },
  { now, newId }: { now: number; newId: () => string },
): Article | RefusalCode {
  if (id === null) {
    const count = sql.all<{ n: number }>('SELECT count(*) AS n FROM article')[0]!.n;
    return count < ARTICLES_MAX ? saveArticle(sql, { id: newId(), title, body, now }) : 'article.too-many';
  }
  const before = readArticle(sql, id);
  if (before === null) return 'article.unknown';
  const same = before.title === title && before.body === body;
  if (!same && seen !== undefined && seen !== before.updatedAt) return 'article.changed';
  return saveArticle(sql, { id, title, body, now: Math.max(now, before.updatedAt + 1) });
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
      ARTICLES_MAX,
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
  const words = [...new Set(wordsOf(text))].slice(0, SEARCH_MAX_WORDS);
  if (words.length === 0) return listArticles(sql);
  while (indexStale(sql, STALE_AT_ONCE));
  const last = words.at(-1)!;
  const vocabulary = new Vocabulary(sql);
  vocabulary.learn(words, []);
  const matches = words.map((word) => {
    const kin = vocabulary.kin(word).map(({ term }) => term);
    const forms = kin.length > 0 ? kin : [formsOf(word)[0]!];
    return anyOf(word === last ? [...forms, `${word}*`] : forms);
  });
  // Objects take at most five SELECTs joined by INTERSECT.
  const within =
    'id IN (SELECT article FROM passage WHERE id IN (SELECT rowid FROM passage_words WHERE passage_words MATCH ?))';
  const rows = sql.all<{ id: string; title: string; updated_at: number }>(
    `SELECT id, title, updated_at FROM article WHERE ${matches.map(() => within).join(' AND ')}
     ORDER BY updated_at DESC, id LIMIT ?`,
    ...matches,
    ARTICLES_MAX,
  );
  const best = new Map<string, { rank: number; text: string }>();
  for (const [rank, passage] of rankedPassages(sql, matches.join(' OR '), RANKED_PASSAGES_MAX).entries()) {
    if (!best.has(passage.article)) best.set(passage.article, { rank, text: passage.text });
  }
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
