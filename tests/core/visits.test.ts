/** Presence and the Monitor's session cards: pure functions over tabs and rows (RULES.md, VI). */
import { expect, test } from 'vitest';
import {
  cardOf,
  endedVisit,
  isListed,
  type Tab,
  visitId,
  visitOf,
  visitOfConversation,
  visitSince,
} from '../../src/core/visit.ts';
import { HOUR, MORNING, PHRASES, SECOND, site } from './desk.ts';

function tab(more: Partial<Tab> = {}): Tab {
  return {
    visitor: 'vis_Zofia',
    visit: 'visit_Zofia',
    since: MORNING,
    country: 'SI',
    device: 'mobile',
    browser: 'Firefox',
    os: 'Android',
    page: { url: 'https://kolovrat.example/', title: 'Home' },
    pageAt: MORNING,
    open: false,
    ...more,
  };
}

const BIKES = { url: 'https://kolovrat.example/bikes', title: 'Bikes' };

test('VI1 no tabs are no visit', () => {
  expect(visitOf([])).toBeNull();
});

test('VI1 a visit is on the page that was shown last, in whichever tab', () => {
  const older = tab();
  const newer = tab({ page: BIKES, pageAt: MORNING + SECOND });
  expect(visitOf([older, newer])?.page).toEqual(BIKES);
  expect(visitOf([newer, older])?.page).toEqual(BIKES);
});

test('VI1 a visit is open if any of its tabs is', () => {
  expect(visitOf([tab(), tab({ open: true, pageAt: MORNING - SECOND })])?.open).toBe(true);
  expect(visitOf([tab(), tab()])?.open).toBe(false);
});

test('VI2 a visit with nothing opened and nothing said is not listed', () => {
  expect(isListed(visitOf([tab()])!, null)).toBe(false);
  expect(isListed(visitOf([tab({ open: true })])!, null)).toBe(true);
});

test('VI2 a visit with an open conversation is listed, widget open or not', () => {
  const shop = site();
  const zofia = shop.visitor('Zofia');
  zofia.writes('Hello');
  const visit = visitOf([tab()])!;
  expect(isListed(visit, shop.row(zofia.conversation))).toBe(true);
  zofia.ends();
  expect(isListed(visit, shop.row(zofia.conversation))).toBe(false);
});

test('VI2 a visitor who is gone is listed only while a person has the conversation or is waited for', () => {
  const shop = site();
  const zofia = shop.visitor('Zofia');
  const maja = shop.agent('Maja');
  zofia.writes('Hello');
  const conversation = zofia.conversation;
  const listed = () => isListed(visitOfConversation(shop.row(conversation)), shop.row(conversation));
  expect(listed()).toBe(false);
  zofia.asksForPerson();
  expect(listed()).toBe(true);
  maja.takesOver(conversation);
  expect(listed()).toBe(true);
  maja.leaves(conversation);
  expect(listed()).toBe(false);
});

test('VI3 a card tells who has the conversation, how long it is, and the last message', () => {
  const shop = site();
  const zofia = shop.visitor('Zofia');
  const maja = shop.agent('Maja');
  zofia.writes('Hello');
  const conversation = zofia.conversation;
  const card = (answering = false) =>
    cardOf(shop.store, visitOf([tab({ open: true })])!, shop.row(conversation), answering).conversation!;
  expect(card(true)).toMatchObject({
    control: 'bot',
    holder: null,
    messages: 2,
    answering: true,
    last: { from: 'visitor', name: null, text: 'Hello' },
  });
  shop.ai.answers(conversation, 'Hi.');
  expect(card().last).toEqual({ from: 'bot', name: 'Vela', text: 'Hi.', at: shop.now });
  maja.takesOver(conversation);
  expect(card(true)).toMatchObject({ control: 'agent', holder: { name: 'Maja' }, messages: 3, answering: false });
});

test('VI3 the preview of a long message is clipped', () => {
  const shop = site();
  const zofia = shop.visitor('Zofia');
  zofia.writes('ž'.repeat(1_000));
  const { conversation } = cardOf(shop.store, visitOf([tab()])!, shop.row(zofia.conversation), false);
  expect(conversation!.last!.text).toBe(`${'ž'.repeat(159)}…`);
});

test('VI3 a card tells that the AI failed twice, until it answers', () => {
  const shop = site();
  const zofia = shop.visitor('Zofia');
  zofia.writes('Hello');
  const conversation = zofia.conversation;
  const failed = () => cardOf(shop.store, visitOf([tab()])!, shop.row(conversation), false).conversation!.failed;
  shop.ai.fails(conversation);
  expect(failed()).toBe(false);
  shop.ai.fails(conversation);
  expect(failed()).toBe(true);
  expect(shop.story(conversation).at(-1)).toBe(`Vela: ${PHRASES.failed}`);
  zofia.writes('Hello?');
  shop.ai.answers(conversation, 'Hi.');
  expect(failed()).toBe(false);
});

test('VI3 a card without a conversation has none', () => {
  const shop = site();
  expect(cardOf(shop.store, visitOf([tab({ open: true })])!, null, false)).toMatchObject({
    id: 'visit_Zofia',
    name: null,
    country: 'SI',
    conversation: null,
  });
});

test('VI4 a visit that ended is one row for D1 where its visitor ever wrote, else none', () => {
  const shop = site();
  shop.drains();
  const visit = endedVisit(visitOf([tab()])!, MORNING + SECOND);
  shop.does({ t: 'visit.end', visits: [visit] });
  expect([shop.rows, shop.outbox()]).toEqual([0, []]);
  const zofia = shop.visitor('Zofia');
  zofia.writes('Hello');
  zofia.ends();
  shop.drains();
  shop.does({ t: 'visit.end', visits: [visit] });
  expect([shop.rows, shop.outbox()]).toEqual([1, ['visit']]);
  expect(JSON.parse(shop.store.agenda.dueOutbox(shop.now, 10)[0]!.payload!)).toEqual(visit);
});

test('VI5 a visitor with another tab open goes on with its visit, whatever the client says', () => {
  expect(visitSince(visitOf([tab()]), MORNING + HOUR, MORNING + 2 * HOUR)).toBe(MORNING);
});

test.each([
  ['what the client remembers', MORNING - HOUR, MORNING - HOUR],
  ['now, where it remembers nothing', undefined, MORNING],
  ['now, where that is a day ago', MORNING - 24 * HOUR, MORNING],
  ['now, where that is still to come', MORNING + 1, MORNING],
])('VI5 without another tab a visit began: %s', (_, remembered, since) => {
  expect(visitSince(null, remembered, MORNING)).toBe(since);
});

test('VI5 a visit’s id is the same after a restart, and another’s for another visitor or beginning', () => {
  const id = visitId('vis_0123456789abcdef', MORNING);
  expect(id).toMatch(/^visit_[0-9A-Za-z]{16}$/);
  expect(visitId('vis_0123456789abcdef', MORNING)).toBe(id);
  expect(visitId('vis_0123456789abcdeX', MORNING)).not.toBe(id);
  expect(visitId('vis_0123456789abcdef', MORNING + 1)).not.toBe(id);
});
