/** What an agent has read of what they have (RULES.md, LK). */
import { expect, test } from 'vitest';
import { cardOf, visitOfConversation } from '../../src/core/visit.ts';
import { accepted, refusal, site } from './desk.ts';

/** Zofia has written twice and was answered by the AI; Maja has it. */
function chat() {
  const shop = site();
  const zofia = shop.visitor('Zofia');
  zofia.writes('When do you open?');
  const { conversation } = zofia;
  shop.ai.answers(conversation, 'At nine.');
  zofia.writes('And on Sunday?');
  shop.ai.answers(conversation, 'Closed.');
  const maja = shop.agent('Maja');
  accepted(maja.takesOver(conversation));
  return { shop, zofia, maja, conversation };
}

/** As it is reckoned now, and as it is read from the rows alone. */
function unread({ shop, maja, conversation }: ReturnType<typeof chat>): number {
  const known = maja.unread(conversation);
  shop.store.forget();
  expect(maja.unread(conversation)).toBe(known);
  return known;
}

test('LK1 unread are the visitor’s messages alone, not what the AI or colleagues say', () => {
  const it = chat();
  expect(unread(it)).toBe(2);
  const oskar = it.shop.agent('Oskar', 'supervisor');
  it.maja.invites(it.conversation, oskar);
  accepted(oskar.accepts(it.conversation));
  oskar.writes(it.conversation, 'Hi!');
  oskar.notes(it.conversation, 'A regular.');
  expect(unread(it)).toBe(2);
  it.zofia.writes('Hello?');
  expect(unread(it)).toBe(3);
});

test('LK1 after a look, and after one’s own reply, only what follows is unread', () => {
  const it = chat();
  accepted(it.maja.looksAt(it.conversation));
  expect(unread(it)).toBe(0);
  it.zofia.writes('Hello?');
  expect(unread(it)).toBe(1);
  it.maja.writes(it.conversation, 'Hi, closed on Sundays.');
  expect(unread(it)).toBe(0);
  it.zofia.writes('Thanks');
  it.zofia.writes('Bye');
  expect(unread(it)).toBe(2);
});

test('LK1 each of its agents has a count of their own, and who looks has nothing unread', () => {
  const { shop, zofia, maja, conversation } = chat();
  const oskar = shop.agent('Oskar');
  maja.invites(conversation, oskar);
  accepted(oskar.accepts(conversation));
  maja.looksAt(conversation);
  zofia.writes('Hello?');
  const row = shop.row(conversation);
  const card = (looking: string[]) =>
    cardOf(shop.store, visitOfConversation(row), row, false, (member) => looking.includes(member)).conversation!.unread;
  expect(card([])).toEqual({ [maja.id]: 1, [oskar.id]: 3 });
  expect(card([maja.id])).toEqual({ [oskar.id]: 3 });
  expect(card([maja.id, oskar.id])).toBeUndefined();
});

test('LK2 a look is one row, none where nothing is new, and no message writes it', () => {
  const { shop, zofia, maja, conversation } = chat();
  maja.looksAt(conversation);
  expect([shop.rows, shop.events.map(({ type }) => type)]).toEqual([1, ['conversation.seen']]);
  maja.looksAt(conversation);
  expect([shop.rows, shop.events]).toEqual([0, []]);
  zofia.writes('Hello?');
  expect(shop.rows).toBe(1);
  maja.writes(conversation, 'Hi');
  expect(shop.rows).toBe(1);
  maja.looksAt(conversation);
  expect(shop.rows).toBe(0);
});

test('LK3 of what an agent may not see, or has no part in, nothing is kept', () => {
  const { shop, conversation } = chat();
  const oskar = shop.agent('Oskar');
  expect(refusal(oskar.looksAt(conversation))).toEqual({ code: 'conversation.private', holder: 'Maja' });
  accepted(shop.agent('Igor', 'supervisor').looksAt(conversation));
  expect([shop.rows, shop.row(conversation).desk.seen]).toEqual([0, {}]);
});
