/** The page that a visitor's browser tells is one of the origin that was checked at its hello, or the start of that origin. */
import { describe, expect, test } from 'vitest';
import { shownOn } from './shown.ts';
import { openSite, SHOP } from './site-world.ts';

const ELSEWHERE = [
  'https://evil.example/login',
  'http://shop.example/',
  'https://shop.example:444/',
  'https://shop.example.evil.example/',
  'https://shop.example@evil.example/',
  'https://evil.example/https://shop.example/',
];

describe('a page of another origin', () => {
  test('told at the hello is kept as the start of the visitor’s own', async () => {
    const site = await openSite();
    const maja = await site.agent('Maja');
    for (const [i, url] of ELSEWHERE.entries()) await site.visitor(`V${i}`, { page: { url, title: 'Pricing' } });
    await maja.wait(() => shownOn(maja).visits.size === ELSEWHERE.length);
    expect([...shownOn(maja).visits.values()].map(({ page }) => page)).toEqual(
      ELSEWHERE.map(() => ({ url: `${SHOP}/`, title: '' })),
    );
    expect(maja.raw.join()).not.toMatch(/evil|:444|Pricing/);
  });

  test('that a tab turns to is so as well, and what a conversation began on', async () => {
    const site = await openSite();
    const maja = await site.agent('Maja');
    const zofia = await site.visitor('Zofia');
    for (const url of ELSEWHERE) zofia.send({ t: 'page.view', page: { url, title: 'Pricing' } });
    await zofia.ask({ t: 'entry.post', text: 'Hello' });
    await maja.wait(() => [...shownOn(maja).visits.values()].some(({ conversation }) => conversation));
    const [card] = shownOn(maja).visits.values();
    expect(card!.page).toEqual({ url: `${SHOP}/`, title: '' });
    const { conversation } = card!;
    maja.send({ t: 'conversation.view', conversation: conversation!.id });
    await maja.wait(() => maja.raw.some((line) => line.includes('conversation.started')));
    expect(maja.raw.join()).not.toMatch(/evil|:444|Pricing/);
  });

  test('is none where it is the visitor’s own, whatever else the address says', async () => {
    const site = await openSite({ origins: ['https://*.example'] });
    const maja = await site.agent('Maja');
    const page = { url: 'https://de.shop.example/a/https://evil.example/#b', title: 'A' };
    await site.visitor('Zofia', { origin: 'https://de.shop.example', page });
    await maja.wait(() => shownOn(maja).visits.size === 1);
    expect([...shownOn(maja).visits.values()][0]!.page).toEqual(page);
  });
});
