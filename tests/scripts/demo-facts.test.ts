/** The demo says one thing: every price, time, size and street on the shop's pages is in its articles too, as the AI will quote it. */
import { expect, test } from 'vitest';
import { layout } from '../../demo/layout.ts';
import { pageAt } from '../../demo/pages.ts';
import { ARTICLES } from '../../scripts/demo-articles.ts';

const articles = ARTICLES.map(({ title, body }) => `${title}\n${body}`).join('\n');

function textOf(path: string): string {
  const html = layout(pageAt(path), { chatOrigin: 'https://chat.example', site: null, hostile: false });
  return html.replace(/<(?:script|svg|style)[\s\S]*?<\/(?:script|svg|style)>/g, ' ').replace(/<[^>]+>/g, '\n');
}

/** What may be looked up: prices but those of the bikes, lengths of time, clock times, streets. */
function factsIn(text: string): string[] {
  const withoutBikes = text.replace(/€\d,\d{3}\.00/g, '');
  const found = withoutBikes.match(
    /€\d+(?:\.\d+)?|\d+ (?:to \d+ )?(?:working )?days|\w+ months|\d+ km\b|\d{1,2}:\d{2}|Trubarjeva cesta \d+/g,
  );
  return [...new Set(found)];
}

test.each(['/', '/bikes', '/bikes/bora-40', '/service', '/cart', '/size'])(
  'the facts of %s are in the articles',
  (path) => {
    const facts = factsIn(textOf(path));
    expect(facts.length).toBeGreaterThanOrEqual(6);
    for (const fact of facts) {
      // An article names the unit once: "in 1 to 2 working days, in the rest in 3 to 4".
      expect(articles, fact).toContain(fact.replace(/ working days$/, ''));
    }
  },
);

test('a size of the guide and of the article are the same', () => {
  const [, sizes] = /data-size="([^"]*)"/.exec(pageAt('/size').body)!;
  expect(sizes!.split(' ').map((size) => size.split(':')[0])).toEqual(['XS', 'S', 'M', 'L', 'XL']);
  for (const size of sizes!.split(' ')) {
    const [name, below] = size.split(':');
    expect(articles).toMatch(new RegExp(`\\*\\*${name}\\*\\* – \\d+ ${below ? `to ${below} cm` : 'cm and more'}`));
  }
});

test('a fact that only a page has is found', () => {
  expect(factsIn('Full service €119, within six months, Mon 9:30')).toEqual(['€119', 'six months', '9:30']);
  for (const wrong of ['€119', 'six months', 'Trubarjeva cesta 41']) expect(articles).not.toContain(wrong);
});
