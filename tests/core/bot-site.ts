/** A site's knowledge in memory, and what the embedded answerer says from it. */
import { DatabaseSync } from 'node:sqlite';
import { embedded } from '../../src/bot/embedded.ts';
import type { AnswerPart, TranscriptLine } from '../../src/bot/port.ts';
import type { Language } from '../../src/bot/words.ts';
import { saveArticle } from '../../src/core/article.ts';
import { Knowledge } from '../../src/core/knowledge.ts';
import { migrate } from '../../src/core/schema.ts';
import type { Sql, SqlValue } from '../../src/core/sql.ts';

export interface Said {
  text: string;
  sources: string[];
  offersPerson: boolean;
  handsOff: boolean;
}

/** An empty database with the knowledge's tables. */
export function emptySql(): Sql {
  const database = new DatabaseSync(':memory:');
  const sql: Sql = {
    all: <Row extends object>(query: string, ...values: SqlValue[]) => database.prepare(query).all(...values) as Row[],
  };
  migrate(sql, true);
  return sql;
}

/** The knowledge of a site that has these articles. */
export function knowledgeOf(articles: { id: string; title: string; body: string }[]): Knowledge {
  const sql = emptySql();
  for (const article of articles) saveArticle(sql, { ...article, now: 1 });
  return new Knowledge(sql);
}

/** What is said to the last of these lines: a text is the visitor's, a line with `bot: ` before it the bot's. */
export function ask(knowledge: Knowledge, ...lines: string[]): Promise<Said> {
  return askOn(null, knowledge, ...lines);
}

/** The same on a page in this language. */
export async function askOn(language: Language | null, knowledge: Knowledge, ...lines: string[]): Promise<Said> {
  const transcript: TranscriptLine[] = lines.map((line) =>
    line.startsWith('bot: ') ? { from: 'bot', text: line.slice(5) } : { from: 'visitor', text: line },
  );
  const parts: AnswerPart[] = [];
  const request = {
    siteName: 'Shop',
    botName: 'Ed',
    transcript,
    language,
    knowledge,
    signal: new AbortController().signal,
  };
  for await (const part of embedded().reply({ ...request, pause: async () => {} })) parts.push(part);
  return {
    text: parts.map((part) => (part.type === 'delta' ? part.text : '')).join(''),
    sources: parts.flatMap((part) => (part.type === 'source' ? [part.article] : [])),
    offersPerson: parts.some((part) => part.type === 'offer-person'),
    handsOff: parts.some((part) => part.type === 'hand-off'),
  };
}
