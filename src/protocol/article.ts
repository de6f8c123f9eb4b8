/** An article of a site's knowledge: Markdown, edited in the dashboard, answered from by the AI. */
import * as z from 'zod';
import type { Source } from './entry.ts';
import { lineSchema } from './site.ts';
import { visibleOrEmpty } from './text.ts';

/** The longest article, in UTF-16 units; about forty printed pages. */
export const ARTICLE_MAX_CHARS = 100_000;
/** How many a site has at most: as many as one list shows. */
export const ARTICLES_MAX = 1_000;

export const articleBodySchema = z.strictObject({
  title: lineSchema(200),
  body: z.string().transform(visibleOrEmpty).pipe(z.string().max(ARTICLE_MAX_CHARS)),
});
export type ArticleBody = z.infer<typeof articleBodySchema>;

/** PUT of an article. `seen`: its `updatedAt` as the writer had it; where it is another now, `article.changed`. */
export const articleChangeSchema = articleBodySchema.extend({ seen: z.int() });
export type ArticleChange = z.infer<typeof articleChangeSchema>;

export interface ArticleSummary {
  id: string;
  title: string;
  updatedAt: number;
  /** First words of the body, or where a search matched: plain text. */
  excerpt: string;
}

export interface Article extends ArticleBody {
  id: string;
  createdAt: number;
  /** Also its revision: of two versions of an article never the same. */
  updatedAt: number;
}

/** POST /api/sites/:site/questions: what the AI would answer. */
export const questionSchema = z.strictObject({ text: lineSchema(300) });
export type Question = z.infer<typeof questionSchema>;

export interface TriedAnswer {
  text: string;
  sources: Source[];
  /** It doesn't know, and would show the way to a person. */
  offersPerson: boolean;
}
