/** Articles, their passages and their search (A2), over the SQL that runs in the Site object too. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  listArticles,
  readArticle,
  removeArticle,
  saveArticle,
  searchArticles,
  writeArticle,
} from '../../src/core/article.ts';
import { ARTICLE_TABLES } from '../../src/core/article-index.ts';
import { Knowledge, PASSAGE_LIMIT_MAX } from '../../src/core/knowledge.ts';
import { cutPassages, PASSAGE_MAX_CHARS, PASSAGES_MAX, plainText, sentencesOf } from '../../src/core/passage.ts';
import type { Sql } from '../../src/core/sql.ts';
import { indexWords, kinship, slip, WORD_MAX_CHARS, wordsOf } from '../../src/core/word.ts';
import { ARTICLES_MAX } from '../../src/protocol/article.ts';
import { fold } from '../../src/protocol/fold.ts';
import { bikeShop, corpora } from './bot-corpus.ts';
import { emptySql } from './bot-site.ts';

function siteWith(articles: { id: string; title: string; body: string }[]): Sql {
  const sql = emptySql();
  for (const [i, article] of articles.entries()) saveArticle(sql, { ...article, now: i + 1 });
  return sql;
}

function passagesFor(sql: Sql, text: string, limit: number) {
  return new Knowledge(sql).search({ words: wordsOf(text), patterns: [] }, limit);
}

function shareOf(sql: Sql, word: string): number {
  return new Knowledge(sql).sharesOf([{ words: wordsOf(word).slice(0, 1), patterns: [] }])[0]!;
}

function idsOf(results: { id: string }[]): string[] {
  return results.map((result) => result.id);
}

/** Fails if the index and the passages don't agree. */
function checkIndex(sql: Sql): void {
  sql.all("INSERT INTO passage_words (passage_words) VALUES ('integrity-check')");
  const orphans = sql.all('SELECT id FROM passage WHERE article NOT IN (SELECT id FROM article)');
  const passages = sql.all<{ id: number }>('SELECT id FROM passage ORDER BY id').map((row) => row.id);
  const indexed = sql.all<{ id: number }>('SELECT rowid AS id FROM passage_words ORDER BY rowid').map((row) => row.id);
  expect(orphans).toEqual([]);
  expect(indexed).toEqual(passages);
}

/** Processor time, which a busy machine doesn't stretch. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** Any text a person, a program or an attacker may type. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc
    .array(
      fc.constantFrom(
        '"',
        "'",
        '*',
        'AND',
        'OR',
        'NOT',
        'NEAR(',
        ')',
        'title:',
        '^',
        '-',
        '+',
        '{',
        '\u0000',
        '\ud800',
        '\udfff',
        ' ',
        '%',
        '_',
        '返品',
        'bike',
        '\u{1f6b2}',
        'e-bike',
        'ท',
      ),
      { maxLength: 60 },
    )
    .map((parts) => parts.join('')),
);

describe('an article', () => {
  it('is kept as it was written, and keeps its first date', () => {
    const sql = emptySql();
    const first = saveArticle(sql, { id: 'a', title: 'Warranty', body: 'Two years.', now: 10 });
    expect(first).toEqual({ id: 'a', title: 'Warranty', body: 'Two years.', createdAt: 10, updatedAt: 10 });
    saveArticle(sql, { id: 'a', title: 'Warranty', body: 'Three years.', now: 20 });
    expect(readArticle(sql, 'a')).toEqual({
      id: 'a',
      title: 'Warranty',
      body: 'Three years.',
      createdAt: 10,
      updatedAt: 20,
    });
    expect(readArticle(sql, 'b')).toBe(null);
  });

  it('KN1 is replaced as its writer saw it, or not at all', () => {
    const sql = emptySql();
    const context = { now: 10, newId: () => 'art_1' };
    const made = writeArticle(sql, { id: null, title: 'Hours', body: 'Nine to five.' }, context);
    expect(made).toMatchObject({ id: 'art_1', updatedAt: 10 });
    const write = (body: string, seen: number) =>
      writeArticle(sql, { id: 'art_1', title: 'Hours', body, seen }, context);
    // The clock stands still, and the version is another one.
    expect(write('Nine to six.', 10)).toMatchObject({ body: 'Nine to six.', updatedAt: 11 });
    expect(write('Ten to five.', 10)).toBe('article.changed');
    expect(readArticle(sql, 'art_1')).toMatchObject({ body: 'Nine to six.', updatedAt: 11 });
    // What both wrote is no conflict.
    expect(write('Nine to six.', 10)).toMatchObject({ updatedAt: 11 });
    expect(write('Ten to five.', 11)).toMatchObject({ body: 'Ten to five.', updatedAt: 12 });
    expect(writeArticle(sql, { id: 'art_2', title: 'x', body: 'y', seen: 1 }, context)).toBe('article.unknown');
  });

  it('KN2 is one of a thousand at most', () => {
    const sql = emptySql();
    let made = 0;
    const context = { now: 1, newId: () => `art_${made++}` };
    const more = () => writeArticle(sql, { id: null, title: 'T', body: '' }, context);
    while (made < ARTICLES_MAX) expect(more()).not.toBe('article.too-many');
    expect(more()).toBe('article.too-many');
    expect(listArticles(sql)).toHaveLength(ARTICLES_MAX);
    removeArticle(sql, 'art_7');
    expect(more()).toMatchObject({ title: 'T' });
  });

  it('writes nothing when it is saved unchanged', () => {
    const sql = emptySql();
    saveArticle(sql, { id: 'a', title: 'Warranty', body: 'Two years.', now: 10 });
    const queries: string[] = [];
    const watched: Sql = {
      all: (query, ...values) => {
        queries.push(query);
        return sql.all(query, ...values);
      },
    };
    expect(saveArticle(watched, { id: 'a', title: 'Warranty', body: 'Two years.', now: 20 }).updatedAt).toBe(10);
    expect(queries.every((query) => query.startsWith('SELECT'))).toBe(true);
  });

  it('is found by its new words after a change and no longer by the old ones', () => {
    const sql = siteWith([{ id: 'a', title: 'Warranty', body: 'Covers scratches.' }]);
    saveArticle(sql, { id: 'a', title: 'Warranty', body: 'Covers dents.', now: 2 });
    expect(idsOf(searchArticles(sql, 'dents'))).toEqual(['a']);
    expect(searchArticles(sql, 'scratches')).toEqual([]);
  });

  it('is gone with all its passages when it is removed', () => {
    const sql = siteWith(bikeShop.articles);
    expect(removeArticle(sql, 'returns')).toBe(true);
    expect(removeArticle(sql, 'returns')).toBe(false);
    expect(passagesFor(sql, 'refund', 10)).toEqual([]);
    checkIndex(sql);
  });

  it('stands in the list, the last changed first, with its first words', () => {
    const sql = siteWith([
      { id: 'old', title: 'Old', body: '# Heading\n\nSome **bold** [link](https://x.example) text.' },
      { id: 'new', title: 'New', body: '' },
    ]);
    expect(listArticles(sql)).toEqual([
      { id: 'new', title: 'New', updatedAt: 2, excerpt: '' },
      { id: 'old', title: 'Old', updatedAt: 1, excerpt: 'Heading Some bold link text.' },
    ]);
  });

  it('leaves no row behind when a site is forgotten', () => {
    const sql = siteWith(bikeShop.articles);
    for (const table of ARTICLE_TABLES) sql.all(`DELETE FROM ${table}`);
    checkIndex(sql);
    expect(sql.all('SELECT * FROM passage_vocabulary')).toEqual([]);
  });
});

describe('a member’s search', { timeout: 60_000 }, () => {
  const sql = siteWith([
    ...bikeShop.articles,
    { id: 'sl', title: 'Dostava', body: 'Dostava je brezplačna. Pošiljko prejmete naslednji dan v Šiški.' },
    { id: 'uk', title: 'Умови', body: 'Повернень без чека немає.' },
    { id: 'kyiv', title: 'Крамниці', body: 'Ми в Києві та у Львові. Карти пам’яті є скрізь.' },
    { id: 'ja', title: '返品と返金', body: '商品到着後14日以内であれば返品を受け付けます。' },
    { id: 'th', title: 'การจัดส่ง', body: 'เราจัดส่งสินค้าทั่วประเทศไทย' },
    { id: 'empty', title: 'Zebra', body: '' },
  ]);

  it('asks for every word, wherever in the article it stands', () => {
    expect(idsOf(searchArticles(sql, 'tracking password'))).toEqual(['orders']);
    expect(searchArticles(sql, 'tracking zebra')).toEqual([]);
  });

  it('takes the last word as half typed', () => {
    expect(idsOf(searchArticles(sql, 'workshop mecha'))).toEqual(['service']);
    expect(idsOf(searchArticles(sql, 'zeb'))).toEqual(['empty']);
  });

  it.each([
    ['dostavo', 'sl'],
    ['brezplacno', 'sl'],
    ['ŠIŠKA', 'sl'],
    ['повернення', 'uk'],
    ['Київ', 'kyiv'],
    ['Львів', 'kyiv'],
    ['пам´ять', 'kyiv'],
    ['пам′ять', 'kyiv'],
    ['пам＇ять', 'kyiv'],
    ['пам‛ять', 'kyiv'],
    ['пам"ять', 'kyiv'],
    ['返品', 'ja'],
    ['到着', 'ja'],
    ['จัดส่ง', 'th'],
    ['ebike', 'ebike'],
    ['instalment', 'payment'],
  ])('finds %s in another form or without its accents', (text, id) => {
    expect(idsOf(searchArticles(sql, text))).toContain(id);
  });

  it('shows the place that matched', () => {
    const [found] = searchArticles(sql, 'pressure washers');
    expect(found?.id).toBe('warranty');
    expect(found?.excerpt).toContain('pressure washers');
    expect(found!.excerpt.length).toBeLessThanOrEqual(161);
  });

  it('without words is the whole list', () => {
    expect(searchArticles(sql, ' ?! ')).toEqual(listArticles(sql));
  });

  it('never takes what is typed for syntax, whatever it is', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        searchArticles(sql, text);
        expect(passagesFor(sql, text, 5).length).toBeLessThanOrEqual(5);
        expect(shareOf(sql, text)).toBeLessThanOrEqual(1);
      }),
      { numRuns: 300 },
    );
    for (const text of [
      '"',
      'AND',
      'bike OR',
      'NEAR(bike)',
      'title:bike',
      'bike*',
      '-bike',
      '\u0000',
      '\ud800',
      '\u{1f6b2}'.repeat(500),
    ]) {
      expect(() => searchArticles(sql, text), text).not.toThrow();
      expect(() => passagesFor(sql, text, 5), text).not.toThrow();
    }
  });
});

describe('passages for an answer', { timeout: 60_000 }, () => {
  it('carry the headings they stand below', () => {
    const sql = siteWith(bikeShop.articles);
    const costs = passagesFor(sql, 'shipping costs', 5).find(({ text }) => text.includes('4.90'));
    expect(costs).toMatchObject({ article: 'shipping', title: 'Shipping and delivery' });
    expect(costs?.text).toMatch(/^## Shipping costs\n- Parts and clothing in Slovenia: 4.90 €/);
  });

  it('are found through slips of the keyboard, unless the site knows the word', () => {
    const sql = siteWith(bikeShop.articles);
    expect(passagesFor(sql, 'warrenty', 3)[0]?.article).toBe('warranty');
    expect(passagesFor(sql, 'retrun', 3)[0]?.article).toBe('returns');
    expect(passagesFor(sql, 'scooter', 3)).toEqual([]);
  });

  it('tell rare words from common and unknown ones', () => {
    const sql = siteWith(bikeShop.articles);
    expect(shareOf(sql, 'bike')).toBeGreaterThan(shareOf(sql, 'leanpay'));
    expect(shareOf(sql, 'leanpay')).toBeGreaterThan(0);
    expect(shareOf(sql, 'scooter')).toBe(0);
  });

  it('leave no orphan, however articles are saved and removed', () => {
    const step = fc.record({ id: fc.constantFrom('a', 'b', 'c'), remove: fc.boolean(), title: anyText, body: anyText });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const sql = emptySql();
        for (const [now, { id, remove, title, body }] of steps.entries()) {
          if (remove) removeArticle(sql, id);
          else saveArticle(sql, { id, title, body, now });
        }
        checkIndex(sql);
      }),
      { numRuns: 60 },
    );
  });

  it('cost bounded work on a large site, whatever is asked', () => {
    const vocabulary = corpora.flatMap((corpus) => corpus.articles.flatMap((article) => wordsOf(article.body)));
    const articles = Array.from({ length: 400 }, (_, i) => ({
      id: `a${i}`,
      title: `Article ${i}`,
      body: Array.from(
        { length: 5 },
        (_, j) =>
          `## Part ${j}\n\n${Array.from({ length: 60 }, (_, k) => vocabulary[(i * 37 + j * 101 + k * 7 + i * k) % vocabulary.length]).join(' ')}.`,
      ).join('\n\n'),
    }));
    const sql = siteWith(articles);
    expect(sql.all<{ n: number }>('SELECT count(*) AS n FROM passage')[0]!.n).toBe(2_000);
    let rows = 0;
    let queries = 0;
    const watched: Sql = {
      all: (query, ...values) => {
        const found = sql.all(query, ...values);
        rows += found.length;
        queries++;
        return found as never[];
      },
    };
    const hostile = [
      'a'.repeat(1_000),
      'b '.repeat(500),
      Array.from({ length: 250 }, (_, i) => `s${i.toString(36)}x`)
        .join(' ')
        .slice(0, 1_000),
      vocabulary.slice(0, 200).join(' ').slice(0, 1_000),
      '"'.repeat(1_000),
      '返品'.repeat(500),
      'co de re in '.repeat(80),
      '\u{1f6b2}'.repeat(500),
      'ab-'.repeat(333),
    ];
    for (const text of hostile) {
      rows = 0;
      queries = 0;
      const started = cpuMs();
      const found = passagesFor(watched, text, 10_000);
      const took = cpuMs() - started;
      expect(found.length).toBeLessThanOrEqual(PASSAGE_LIMIT_MAX);
      expect(queries).toBeLessThanOrEqual(200);
      expect(rows).toBeLessThanOrEqual(40_000);
      // Far above what it takes (a few ms to some tens); a guard against quadratic work, not a measurement.
      expect(took, text.slice(0, 30)).toBeLessThan(1_500);
      expect(searchArticles(watched, text).length).toBeLessThanOrEqual(1_000);
    }
  }, 60_000);
});

describe('cutting into passages', { timeout: 60_000 }, () => {
  it('begins a passage at each heading, joins short paragraphs and splits long ones', () => {
    const cuts = cutPassages(
      `Intro.\n\n## One\n\nFirst.\n\nSecond.\n\n### Deeper\n\n- a\n- b\n\n## Two\n\n${'A sentence of some length here. '.repeat(60)}`,
    );
    expect(cuts.slice(0, 3)).toEqual([
      { headings: [], text: 'Intro.' },
      { headings: ['One'], text: 'First.\n\nSecond.' },
      { headings: ['One', 'Deeper'], text: '- a\n- b' },
    ]);
    expect(cuts.length).toBeGreaterThan(4);
    for (const cut of cuts.slice(3)) expect(cut).toMatchObject({ headings: ['Two'] });
  });

  it('takes a bold line, an underlined line and a lone question for headings', () => {
    const cuts = cutPassages('**Returns**\n\nYes.\n\nTitle\n=====\n\nText.\n\nDo you ship abroad?\n\nWe do.');
    expect(cuts.map((cut) => cut.headings.at(-1))).toEqual(['Returns', 'Title', 'Do you ship abroad?']);
  });

  it('keeps what follows a colon with it', () => {
    const intro = `${'Words before the list to make it long enough. '.repeat(8)}\n\nYou need:\n\n- a helmet\n- a lamp`;
    expect(cutPassages(intro).some((cut) => cut.text.includes('You need:\n\n- a helmet'))).toBe(true);
  });

  it('loses no word, and keeps every passage short, whatever the text', () => {
    fc.assert(
      fc.property(fc.array(anyText, { maxLength: 8 }), (paragraphs) => {
        const body = paragraphs.map((text) => text.replace(/[#*`~=\-|>[\]()!]/g, ' ')).join('\n\n');
        const cuts = cutPassages(body);
        const kept = cuts.flatMap((cut) => wordsOf([...cut.headings, cut.text].join('\n')));
        const lost = wordsOf(body).filter((word) => !kept.includes(word) && word.length < WORD_MAX_CHARS);
        expect(lost).toEqual([]);
        for (const cut of cuts) expect(cut.text.length).toBeLessThanOrEqual(PASSAGE_MAX_CHARS);
      }),
    );
  });

  it('is bounded for the largest article, however it is built', () => {
    const bodies = [
      '# a\n'.repeat(25_000),
      'a'.repeat(100_000),
      '- a\n'.repeat(25_000),
      '[('.repeat(50_000),
      '.'.repeat(100_000),
      '`'.repeat(100_000),
      '\n'.repeat(100_000),
      '| a '.repeat(25_000),
      'a. '.repeat(33_000),
    ];
    for (const body of bodies) {
      const started = cpuMs();
      expect(cutPassages(body).length).toBeLessThanOrEqual(PASSAGES_MAX);
      plainText(body);
      expect(cpuMs() - started, body.slice(0, 8)).toBeLessThan(1_500);
    }
  });

  it('ends sentences where new ones begin, not at abbreviations and numbers', () => {
    expect(
      sentencesOf(
        'It costs approx. 4.90 € e.g. in Rome. Dr. Novak helps! Really? Da, 15. maja npr. v Ljubljani. Konec.',
      ),
    ).toEqual([
      'It costs approx. 4.90 € e.g. in Rome.',
      'Dr. Novak helps!',
      'Really?',
      'Da, 15. maja npr. v Ljubljani.',
      'Konec.',
    ]);
    expect(sentencesOf('返品できます。送料は無料です。')).toEqual(['返品できます。', '送料は無料です。']);
  });
});

describe('words', () => {
  it('are folded, and split as each script needs', () => {
    expect(fold('Łódź ČŠŽ Їжак ＡＢ１')).toBe('lodz csz іжак ab1');
    expect(wordsOf("don't dell'ordine м'яч e-bike 3–5 50mm")).toEqual([
      'dont',
      'dell',
      'ordine',
      'мяч',
      'e-bike',
      '3',
      '5',
      '50mm',
    ]);
    expect(indexWords('e-bike')).toEqual(['ebike', 'e', 'bike']);
    expect(wordsOf('送料いくら')).toEqual(['送料', '料い', 'いく', 'くら']);
  });

  it.each([
    ['dostava', 'dostavo'],
    ['повернення', 'повернень'],
    ['zwroty', 'zwrotow'],
    ['spedizione', 'spedizioni'],
    ['shipping', 'ship'],
    ['deliveries', 'delivery'],
    ['cena', 'ceno'],
  ])('%s and %s are kin', (a, b) => {
    expect(kinship(a, b)).toBeGreaterThan(0.8);
    expect(kinship(a, b)).toBe(kinship(b, a));
  });

  it.each([
    ['chain', 'chair'],
    ['store', 'storm'],
    ['car', 'card'],
    ['price', 'print'],
    ['brake', 'brand'],
  ])('%s and %s are not', (a, b) => {
    expect(kinship(a, b)).toBe(0);
    expect(slip(a, b)).toBe(0);
  });

  it('hold a Ukrainian apostrophe whichever sign it was typed with', () => {
    for (const sign of ["'", '’', 'ʼ', '´', '′', '＇', '‛', '`', '"'])
      expect(wordsOf(`Де м${sign}яч, тато?`), sign).toEqual(['де', 'мяч', 'тато']);
    expect(wordsOf('"Слово" і "діло"')).toEqual(['слово', 'і', 'діло']);
  });

  it('never hold the signs that folding spells digits with, nor half a character', () => {
    // Found by the property below.
    expect(wordsOf('½ ⅐ ⑴ ⒈')).toEqual(['1', '2', '1', '7', '1', '1']);
    const gothic = '\u{10330}'.repeat(60);
    expect(wordsOf(`a${gothic}`)[0]!.isWellFormed()).toBe(true);
    const sql = siteWith([{ id: 'a', title: 'Gothic', body: '\u{10330}\u{10331}\u{10332}\u{10333}' }]);
    expect(passagesFor(sql, '\u{10330}\u{10331}\u{10332}\u{10333}', 3)).toHaveLength(1);
  });

  it('hold nothing but letters, digits, marks and the hyphen of a compound', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const word of wordsOf(text)) expect(word).toMatch(/^[\p{L}\p{N}\p{M}]+(?:-[\p{L}\p{N}\p{M}]+)*$/u);
      }),
      { numRuns: 1_000 },
    );
  });
});
