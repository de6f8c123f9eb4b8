/**
 * The articles nearest to a question. The list's search wants every word, as somebody who looks for an article does; a
 * question has words that no article has. So each word is searched by itself, and rare ones count more: about what the
 * answerers do on the server.
 */
import type { ArticleSummary } from '#protocol/article';

/** Shorter words are in every text. */
const WORD_MIN_CHARS = 3;
/** One request a word; the longest say the most. */
const WORDS_MAX = 6;
/** Less than this share of the best one's weight is chance. */
const SHARE_MIN = 0.5;

export async function nearestArticles(
  question: string,
  search: (word: string) => Promise<ArticleSummary[]>,
): Promise<ArticleSummary[]> {
  const found = await Promise.all(questionWords(question).map(search));
  const weights = new Map<string, { weight: number; rarest: number; article: ArticleSummary }>();
  for (const articles of found) {
    const rarity = 1 / Math.log2(2 + articles.length);
    for (const article of articles) {
      const before = weights.get(article.id) ?? { weight: 0, rarest: 0, article };
      weights.set(article.id, {
        weight: before.weight + rarity,
        rarest: Math.max(before.rarest, rarity),
        // The excerpt around the rarest word tells the most.
        article: rarity > before.rarest ? article : before.article,
      });
    }
  }
  const ranked = [...weights.values()].sort((a, b) => b.weight - a.weight);
  const best = ranked[0]?.weight ?? 0;
  return ranked.filter((one) => one.weight >= best * SHARE_MIN).map((one) => one.article);
}

function questionWords(question: string): string[] {
  const words = question.toLowerCase().split(/[^\p{L}\p{N}\p{M}-]+/u);
  return [...new Set(words)]
    .filter((word) => word.length >= WORD_MIN_CHARS)
    .sort((a, b) => b.length - a.length)
    .slice(0, WORDS_MAX);
}
