/** Who asked for a person and got nobody (RULES.md, NC). */
import { expect, test } from 'vitest';
import { maskingFor } from '../../src/core/mask/mask.ts';
import { deskPartOf, lastMessage } from '../../src/core/project.ts';
import { accepted, MINUTE, PHRASES, refusal, SECOND, type Shop, site } from './desk.ts';

/** The conversations to which nobody came, the newest first. */
function list(shop: Shop): string[] {
  return shop.store.conversationsNobodyCameTo(null, 100).map(({ id }) => id);
}

/** What the last command told of it: whether it stands in the list. */
function told(shop: Shop): boolean[] {
  return shop.events.flatMap((event) =>
    event.type === 'nobody.changed'
      ? event.conversation.nobodyAt !== null && event.conversation.control !== 'waiting'
      : [],
  );
}

/** Zofia asked for a person, and nobody was there. Maja comes a minute later. */
function forsaken() {
  const shop = site();
  const zofia = shop.visitor('Zofia');
  zofia.writes('Do you repair e-bikes?');
  shop.ai.answers(zofia.conversation, 'I couldn’t find that.');
  zofia.asksForPerson();
  const { conversation } = zofia;
  const seen = { told: told(shop), at: shop.now };
  shop.passes(MINUTE);
  const maja = shop.agent('Maja');
  return { shop, zofia, maja, conversation, seen };
}

test('NC1 a wish for a person while nobody is there is kept, with its moment', () => {
  const { shop, conversation, seen } = forsaken();
  expect(seen.told).toEqual([true]);
  expect(list(shop)).toEqual([conversation]);
  expect(deskPartOf(shop.store, shop.row(conversation))).toMatchObject({ nobodyAt: seen.at });
});

test('NC1 so is a wait that is over, whoever declined or missed it', () => {
  const shop = site();
  shop.changesQueue(shop.general, { waitMs: 2 * MINUTE });
  const maja = shop.agent('Maja');
  const oskar = shop.agent('Oskar');
  const zofia = shop.visitor('Zofia');
  zofia.asksForPerson();
  const { conversation } = zofia;
  maja.declines(conversation);
  oskar.declines(conversation);
  expect(list(shop)).toEqual([]);
  for (let s = 0; s < 120; s += 10) shop.later(10 * SECOND);
  expect(shop.row(conversation).control).toBe('bot');
  expect(list(shop)).toEqual([conversation]);
});

test('NC1 so is what agents had who are gone, where nobody else is there', () => {
  const shop = site();
  const maja = shop.agent('Maja');
  const zofia = shop.visitor('Zofia');
  zofia.asksForPerson();
  accepted(maja.accepts(zofia.conversation));
  maja.goes();
  shop.later(15 * SECOND);
  expect(list(shop)).toEqual([]);
  shop.later(2 * MINUTE);
  expect(shop.story(zofia.conversation).at(-1)).toBe(`Vela: ${PHRASES.nobodyThere}`);
  expect([list(shop), told(shop)]).toEqual([[zofia.conversation], [true]]);
});

test('NC1 who goes back to the AI, or ends the chat, has chosen so', () => {
  const shop = site();
  shop.agent('Maja').isSet({ capacity: 1 });
  const [zofia, igor] = [shop.visitor('Zofia'), shop.visitor('Igor')];
  for (const visitor of [zofia, igor]) visitor.asksForPerson();
  zofia.goesBack();
  igor.ends();
  expect(list(shop)).toEqual([]);
});

test('NC2 it stays when the visitor leaves, goes on with the AI, or the conversation ends', () => {
  const { shop, zofia, conversation } = forsaken();
  zofia.goes();
  zofia.writes('And on Sunday?');
  shop.ai.answers(conversation, 'Closed.');
  expect(list(shop)).toEqual([conversation]);
  zofia.ends();
  expect([list(shop), told(shop)]).toEqual([[conversation], [true]]);
  zofia.writes('Hello again');
  expect(list(shop)).toEqual([conversation]);
});

test('NC2 who asks once more stands among those who wait, and is back where nobody comes again', () => {
  const { shop, zofia, maja, conversation } = forsaken();
  zofia.asksForPerson();
  expect([list(shop), told(shop), shop.store.countNobodyCameTo(10)]).toEqual([[], [false], 0]);
  zofia.goesBack();
  expect([list(shop), told(shop)]).toEqual([[conversation], [true]]);
  zofia.asksForPerson();
  maja.isUnavailable();
  shop.later(20 * MINUTE);
  expect(shop.row(conversation)).toMatchObject({ control: 'bot', nobodyAt: shop.now });
});

test('NC3 an agent who looks ends it, for one row; who looks after that changes nothing', () => {
  const { shop, maja, conversation } = forsaken();
  accepted(maja.looksAt(conversation));
  expect([list(shop), told(shop), shop.rows]).toEqual([[], [false], 1]);
  accepted(shop.agent('Oskar').looksAt(conversation));
  expect([told(shop), shop.rows]).toEqual([[], 0]);
});

test('NC3 a look ends it when the conversation is over as well', () => {
  const { shop, zofia, maja, conversation } = forsaken();
  zofia.ends();
  const before = shop.log(conversation);
  accepted(maja.looksAt(conversation));
  expect([list(shop), shop.log(conversation)]).toEqual([[], before]);
});

test('NC3 so does the agent who takes it, and giving it back doesn’t begin it again', () => {
  const { shop, maja, conversation } = forsaken();
  accepted(maja.takesOver(conversation));
  expect([list(shop), told(shop)]).toEqual([[], [false]]);
  accepted(maja.leaves(conversation));
  expect(list(shop)).toEqual([]);
});

test('NC3 a conversation that isn’t there can’t be looked at', () => {
  const { maja } = forsaken();
  expect(refusal(maja.looksAt('cnv_0000000000000000'))).toEqual({ code: 'conversation.unknown' });
});

test('NC4 the list is the newest first, and counted as far as asked', () => {
  const shop = site();
  const ids = ['A', 'B', 'C'].map((name) => {
    const visitor = shop.visitor(name);
    shop.passes(SECOND);
    visitor.asksForPerson();
    return visitor.conversation;
  });
  expect(list(shop)).toEqual([...ids].reverse());
  const [newest] = shop.store.conversationsNobodyCameTo(null, 1);
  const next = shop.store.conversationsNobodyCameTo({ at: newest!.nobodyAt!, id: newest!.id }, 1);
  expect(next.map(({ id }) => id)).toEqual([ids[1]]);
  expect([shop.store.countNobodyCameTo(10), shop.store.countNobodyCameTo(2)]).toEqual([3, 2]);
});

test('VI3 of who waits for a person, or got nobody, lists show what the visitor wants', () => {
  const { shop, zofia, maja, conversation } = forsaken();
  const shown = () =>
    lastMessage(shop.store, shop.row(conversation), maskingFor(shop.store.site()!.settings.masking, 'SI'));
  expect(shown()).toMatchObject({ from: 'visitor', text: 'Do you repair e-bikes?' });
  shop.store.forget();
  expect(shown()).toMatchObject({ from: 'visitor', text: 'Do you repair e-bikes?' });
  zofia.asksForPerson();
  zofia.writes('Hello?');
  expect(shown()).toMatchObject({ text: 'Hello?' });
  maja.takesOver(conversation);
  maja.writes(conversation, 'We do.');
  expect(shown()).toMatchObject({ from: 'agent', text: 'We do.' });
});
