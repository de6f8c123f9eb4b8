/** What a change of the site's settings does to who is connected. */
import { describe, expect, test } from 'vitest';
import { DEFAULT_MASKING } from '../../src/protocol/masking.ts';
import { cardOn, shownOn } from './shown.ts';
import { cardWith, openSite, SHOP } from './site-world.ts';

describe('the look', () => {
  test('is told to visitors when it has changed, and not for another setting', async () => {
    const site = await openSite();
    const zofia = await site.visitor('Zofia');
    const maja = await site.agent('Maja');
    await site.stub.change({ wrapUpRequired: true });
    await maja.until('site.changed', ({ settings }) => settings.wrapUpRequired);
    await site.stub.change({ botName: 'Sirius' });
    await zofia.until('look.changed');
    const told = zofia.received.flatMap((update) => (update.t === 'look.changed' ? update.look.botName : []));
    expect(told).toEqual(['Sirius']);
  });
});

describe('D11 masking that is switched on', () => {
  const ADDRESS = 'zofia@shop.example';

  test('holds for the cards and views that agents have open, and for who comes', async () => {
    const site = await openSite({ masking: { ...DEFAULT_MASKING, email: false } });
    const maja = await site.agent('Maja');
    const zofia = await site.visitor('Zofia', { page: { url: `https://shop.example/${ADDRESS}`, title: ADDRESS } });
    await zofia.ask({ t: 'entry.post', text: `I am ${ADDRESS}` });
    const { id: conversation } = await cardWith(maja, ({ last }) => !!last?.text.includes(ADDRESS));
    // Another one, whom nothing happens to any more.
    const ana = await site.visitor('Ana', { page: { url: 'https://shop.example/', title: `Ana, ${ADDRESS}` } });
    const { visitor } = await ana.until('visit.welcomed');
    await cardOn(maja, (card) => card.visitor === visitor);
    maja.send({ t: 'conversation.view', conversation });
    await maja.until('conversation.viewed');

    const [updates, frames] = [maja.received.length, maja.raw.length];
    await site.stub.change({ masking: DEFAULT_MASKING });
    const since = () => maja.received.slice(updates);
    const added = () => since().flatMap((update) => (update.t === 'visits.shown' ? (update.added ?? []) : []));
    await maja.wait(() => added().length === 2);
    expect(since().map(({ t }) => t)).toContain('conversation.viewed');
    const oskar = await site.agent('Oskar');
    expect(shownOn(oskar).visits.size).toBe(2);
    expect(JSON.stringify([maja.raw.slice(frames), oskar.raw])).not.toContain(ADDRESS);
  });

  test('holds for who comes after nobody watched', async () => {
    const site = await openSite({ masking: { ...DEFAULT_MASKING, email: false } });
    await site.visitor('Ana', { page: { url: 'https://shop.example/', title: `Ana, ${ADDRESS}` } });
    const maja = await site.agent('Maja');
    expect(maja.raw.join()).toContain(ADDRESS);
    maja.close();
    await site.stub.change({ masking: DEFAULT_MASKING });
    const oskar = await site.agent('Oskar');
    await cardOn(oskar);
    expect(shownOn(oskar).visits.size).toBe(1);
    expect(oskar.raw.join()).not.toContain(ADDRESS);
  });
});

describe('an origin that is taken off the list', () => {
  test('ends the chats on its pages, and no others', async () => {
    const other = 'https://sale.example';
    const site = await openSite({ origins: [SHOP, other] });
    const [zofia, ana] = [await site.visitor('Zofia'), await site.visitor('Ana', { origin: other })];
    await site.evict();
    await site.stub.change({ origins: [SHOP] });
    expect(await ana.untilClosed()).toEqual({ code: 4403, reason: 'origin.refused' });
    expect(await zofia.ask({ t: 'entry.post', text: 'Hello' })).toMatchObject({ t: 'ack' });
    expect(zofia.closed).toBeNull();
  });
});
