/**
 * How good the embedded answerer is, measured: the right article for what visitors ask, and silence where the articles
 * don't say. The figures are printed, and the thresholds below are promises. `BOT_FAILURES=1` lists what went wrong.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { bikeShop, type Corpus, corpora, heldOut } from './bot-corpus.ts';
import { ask, knowledgeOf } from './bot-site.ts';

interface Figures {
  name: string;
  /** Questions that the articles answer; of them those answered from the right and from another article. */
  answerable: number;
  right: number;
  other: number;
  /** Questions that the articles don't answer, and of them those answered all the same. */
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
    other: 0,
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
      else if (first !== null) figures.other++;
    }
    if (first !== expected) figures.failures.push(`${question} → ${first}, not ${expected}`);
  }
  return figures;
}

function sum(all: Figures[], key: 'answerable' | 'right' | 'other' | 'unanswerable' | 'invented'): number {
  return all.reduce((total, figures) => total + figures[key], 0);
}

function table(all: Figures[]): string {
  const row = (cells: (string | number)[]) =>
    cells.map((cell, i) => (i === 0 ? String(cell).padEnd(30) : String(cell).padStart(13))).join('');
  const percent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(1)} %`;
  return [
    row(['', 'answerable', 'right', 'other', 'unanswerable', 'invented']),
    ...all.map((f) => row([f.name, f.answerable, f.right, f.other, f.unanswerable, f.invented])),
    row([
      'all',
      sum(all, 'answerable'),
      percent(sum(all, 'right'), sum(all, 'answerable')),
      percent(sum(all, 'other'), sum(all, 'answerable')),
      sum(all, 'unanswerable'),
      percent(sum(all, 'invented'), sum(all, 'unanswerable')),
    ]),
  ].join('\n');
}

describe('the embedded answerer, measured', () => {
  let all: Figures[] = [];
  beforeAll(async () => {
    for (const corpus of corpora) all.push(await measure(corpus));
    const failures = process.env.BOT_FAILURES ? all.flatMap((figures) => ['', figures.name, ...figures.failures]) : [];
    console.log([table(all), ...failures].join('\n'));
  }, 60_000);

  it('is asked enough for the figures to mean something', () => {
    expect(sum(all, 'answerable') + sum(all, 'unanswerable')).toBeGreaterThanOrEqual(300);
    expect(sum(all, 'unanswerable')).toBeGreaterThanOrEqual(90);
  });

  it('answers at least nine in ten answerable questions from the right article', () => {
    expect(sum(all, 'right') / sum(all, 'answerable')).toBeGreaterThanOrEqual(0.9);
  });

  it('answers at most one in fifty from another article', () => {
    expect(sum(all, 'other') / sum(all, 'answerable')).toBeLessThanOrEqual(0.02);
  });

  it('answers at most one in twenty of those that the articles leave open', () => {
    expect(sum(all, 'invented') / sum(all, 'unanswerable')).toBeLessThanOrEqual(0.05);
  });

  it('answers at least three quarters in every language, and of a site it was not made with', () => {
    all = all.filter((figures) => figures.name !== bikeShop.name);
    for (const figures of all) expect(figures.right / figures.answerable, figures.name).toBeGreaterThanOrEqual(0.75);
    const unseen = all.find((figures) => figures.name === heldOut.name)!;
    expect(unseen.other + unseen.invented).toBeLessThanOrEqual(2);
  });
});

describe('an answer of the embedded answerer', { timeout: 60_000 }, () => {
  const shop = knowledgeOf(bikeShop.articles);

  it('is made of the article’s own sentences, the fitting ones only', async () => {
    const said = await ask(shop, 'how much is shipping to italy?');
    expect(said.text).toBe('**Shipping costs**\n- Parts and clothing to Austria, Italy, Croatia and Hungary: 9.90 €');
    expect(said.sources).toEqual(['shipping']);
  });

  it('shows all steps of a list that has an order', async () => {
    const said = await ask(shop, 'how do I return something');
    expect(said.text).toMatch(/^1\. Write to .*\n2\. We send .*\n3\. Pack the item/);
  });

  it('finds the row of a table whose range holds the number', async () => {
    const said = await ask(shop, 'what size should i get, im 178 cm');
    expect(said.text).toContain('175–185 cm · Road bike: 56 cm');
    expect(said.text).not.toContain('155–165');
  });

  it('is at most 600 characters long', async () => {
    for (const [question] of bikeShop.questions)
      expect((await ask(shop, question)).text.length).toBeLessThanOrEqual(600);
  });

  it.each([26, 60])(
    'shows the beginning of a sentence that is too long, in whole words (%i of them)',
    async (times) => {
      const words = 'several days and then '.repeat(times);
      const body = `## How long delivery takes in the country\n\nDelivery takes ${words}it is there.`;
      const { text } = await ask(knowledgeOf([{ id: 'a', title: 'Delivery', body }]), 'How long does delivery take?');
      expect(text.length).toBeLessThanOrEqual(600);
      expect(text).toMatch(/Delivery takes several .*(?:several|days|and|then)…$/s);
    },
  );

  it('holds both answers where two things were asked', async () => {
    const said = await ask(shop, 'how much is a tune-up and how long does shipping take?');
    expect(new Set(said.sources)).toEqual(new Set(['service', 'shipping']));
  });

  it('comes from an article in another language where the words are common ones', async () => {
    const said = await ask(shop, 'kakšna je garancija?');
    expect(said.sources).toEqual(['warranty']);
  });

  it('keeps links to the web and drops pictures and scripts', async () => {
    const body =
      'Our catalogue is [here](https://shop.example/catalogue) ![x](https://evil.example/p.png) [run](javascript:alert(1)).';
    const said = await ask(knowledgeOf([{ id: 'a', title: 'Catalogue', body }]), 'where is the catalogue?');
    expect(said.text).toContain('[here](https://shop.example/catalogue)');
    expect(said.text).not.toContain('evil.example');
    expect(said.text).not.toContain('](javascript:');
  });

  it('is the same every time', async () => {
    for (const [question] of bikeShop.questions.slice(0, 30)) {
      expect(await ask(shop, question)).toEqual(await ask(shop, question));
    }
  });
});

describe('a follow-up question', () => {
  const shop = knowledgeOf(bikeShop.articles);

  it('is understood by what was asked before', async () => {
    expect((await ask(shop, 'do you ship bikes?', 'and to Austria?')).sources).toEqual(['shipping']);
    expect((await ask(shop, 'do you do repairs?', 'how much?')).sources).toEqual(['service']);
    expect((await ask(shop, 'do you have test rides', 'bot: Yes.', 'how long is it')).sources).toEqual(['testride']);
  });

  it('is not answered by the earlier answer alone', async () => {
    expect((await ask(shop, 'how long is the warranty?', 'and scooters?')).sources).toEqual([]);
    expect((await ask(shop, 'can I pay with paypal?', 'and bitcoin?')).sources).toEqual([]);
  });
});
