/** An article of a site's knowledge: Markdown, edited in the dashboard, answered from by the AI. */
import * as z from 'zod';
import type { Source } from './entry.ts';
import { lineSchema } from './site.ts';

/** The longest article, in UTF-16 units; about forty printed pages. */
export const ARTICLE_MAX_CHARS = 100_000;

export const articleBodySchema = z.strictObject({
  title: lineSchema(200),
  body: z.string().max(ARTICLE_MAX_CHARS),
});
export type ArticleBody = z.infer<typeof articleBodySchema>;

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
