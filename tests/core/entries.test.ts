/** The log: its numbers, its times, and what a command sent twice does (RULES.md, EN). */
import { expect, test, vi } from 'vitest';
import type { Outcome } from '../../src/core/engine.ts';
import { forVisitor } from '../../src/core/project.ts';
import { accepted, HOUR, MINUTE, refusal, site } from './desk.ts';

/** A conversation with every kind of entry in it, internal ones in the middle and at the end. */
function everything() {
  const shop = site();
  const zofia = shop.visitor('Zofia');
  const maja = shop.agent('Maja');
  zofia.writes('Hello');
  const conversation = zofia.conversation;
  shop.ai.fails(conversation);
  shop.ai.fails(conversation);
  zofia.asksForPerson();
  zofia.writes('Anybody?');
  shop.later(6 * MINUTE);
  zofia.writes('Hello?');
  shop.ai.shows(conversation, 'We');
  maja.takesOver(conversation);
  maja.writes(conversation, 'Hi');
  maja.leaves(conversation);
  zofia.writes('Thanks');
  shop.ai.answers(conversation, 'You are welcome.');
  maja.takesOver(conversation);
  maja.ends(conversation);
  return { shop, zofia, maja, conversation };
}

test('EN1 entries are numbered from 1 without a gap', () => {
  const { shop, conversation } = everything();
  const log = shop.log(conversation);
  expect(log.length).toBeGreaterThan(15);
  expect(log.map(({ seq }) => seq)).toEqual(log.map((_, index) => index + 1));
});

test('EN2 the visitor’s numbering has no gap where internal entries lie', () => {
  const { shop, zofia, conversation } = everything();
  const internal = shop
    .log(conversation)
    .filter(({ body }) => body.kind === 'event' && /conversation.started|failed|missed|wrap-up/.test(body.event));
  expect(internal.map(({ seq }) => seq)).toEqual([1, 4, 8, 19]);
  expect(zofia.sees.map(({ seq }) => seq)).toEqual(zofia.sees.map((_, index) => index + 1));
  expect(zofia.sees).toHaveLength(shop.log(conversation).length - 4);
});

test('EN2 what a visitor missed is found by their own numbering', () => {
  const { shop, zofia, conversation } = everything();
  for (const { seq } of zofia.sees) {
    const missed = shop.store.entriesAfterVisitorSeq(conversation, seq).flatMap((entry) => forVisitor(entry) ?? []);
    expect(missed).toEqual(zofia.sees.slice(seq));
  }
});

test('EN3 the newest entry carries the number of messages', () => {
  const { shop, conversation } = everything();
  let messages = 0;
  for (const entry of shop.log(conversation)) {
    if (entry.body.kind === 'message') messages++;
    expect(entry.messages).toBe(messages);
  }
  expect(messages).toBeGreaterThan(8);
});

test('EN4 entries written after the clock went back are not earlier than those before', () => {
  const shop = site();
  const zofia = shop.visitor('Zofia');
  zofia.writes('Hello');
  const began = shop.now;
  shop.passes(-5 * MINUTE);
  const place = accepted(zofia.writes('Hello?'));
  expect(place.at).toBe(began);
  zofia.ends();
  expect(shop.row(zofia.conversation).closedAt).toBe(began);
});

test('EN5 a visitor’s message sent again comes to the same place and writes nothing', () => {
  const shop = site();
  const zofia = shop.visitor('Zofia');
  zofia.writes('Hello');
  const place = accepted(zofia.writes('How much is the red one?'));
  shop.passes(MINUTE);
  expect(accepted(zofia.resends())).toEqual(place);
  expect([shop.rows, shop.events, shop.effects]).toEqual([0, [], []]);
});

test('EN5 the first message of a conversation sent again starts no second one', () => {
  const shop = site();
  const zofia = shop.visitor('Zofia');
  const place = accepted(zofia.writes('Hello'));
  expect(accepted(zofia.resends())).toEqual(place);
  expect(shop.rows).toBe(0);
  expect(shop.count('conversations')).toBe(1);
});

test('EN5 each command of a visitor and of an agent may be sent again', () => {
  const shop = site();
  const zofia = shop.visitor('Zofia');
  const maja = shop.agent('Maja');
  zofia.writes('Hello');
  const conversation = zofia.conversation;
  const again = [
    [zofia, () => zofia.asksForPerson()],
    [zofia, () => zofia.goesBack()],
    [maja, () => maja.takesOver(conversation)],
    [maja, () => maja.writes(conversation, 'Hi')],
    [maja, () => maja.leaves(conversation)],
    [maja, () => maja.takesOver(conversation)],
    [maja, () => maja.ends(conversation)],
    [zofia, () => zofia.writes('Hello again')],
    [zofia, () => zofia.ends()],
  ] as const;
  for (const [who, act] of again) {
    const place = accepted(act());
    const length = shop.log(conversation).length;
    expect(accepted(who.resends())).toEqual(place);
    expect(shop.rows).toBe(0);
    expect(shop.log(conversation)).toHaveLength(length);
  }
});

test('EN5 the same cid of two authors is two commands', () => {
  const shop = site();
  const zofia = shop.visitor('Zofia');
  const maja = shop.agent('Maja');
  zofia.writes('Hello', { cid: 'the-same' });
  maja.takesOver(zofia.conversation);
  maja.writes(zofia.conversation, 'Hello', 'the-same');
  expect(shop.story(zofia.conversation)).toEqual(['visitor: Hello', '* agent.joined Maja', 'Maja: Hello']);
});

test('EN6 a cid used again for another text is refused and writes nothing', () => {
  const shop = site();
  const zofia = shop.visitor('Zofia');
  const maja = shop.agent('Maja');
  zofia.writes('Hello', { cid: 'used' });
  const conversation = zofia.conversation;
  maja.takesOver(conversation);
  maja.writes(conversation, 'Hi', 'used');
  for (const act of [
    () => zofia.writes('Goodbye', { cid: 'used' }),
    () => zofia.asksForPerson('used'),
    () => zofia.goesBack('used'),
    () => zofia.ends('used'),
    () => maja.writes(conversation, 'Bye', 'used'),
    () => maja.takesOver(conversation, 'used'),
    () => maja.leaves(conversation, 'used'),
    () => maja.ends(conversation, 'used'),
  ]) {
    expect(refusal(act())).toEqual({ code: 'cid.reused' });
    expect(shop.rows).toBe(0);
  }
});

test('EN7 a message resent after the end lands on the old entry', () => {
  const shop = site();
  const zofia = shop.visitor('Zofia');
  const place = accepted(zofia.writes('Hello'));
  shop.ai.answers(zofia.conversation, 'Hello.');
  shop.later(12 * HOUR);
  expect(shop.row(zofia.conversation).control).toBe('closed');
  expect(accepted(zofia.resends())).toEqual(place);
  expect(shop.rows).toBe(0);
});

test('EN7 a message that never arrived starts exactly one new conversation after the end', () => {
  const shop = site();
  const zofia = shop.visitor('Zofia');
  zofia.writes('Hello');
  const first = zofia.conversation;
  zofia.ends();
  const place = accepted(zofia.writes('Are you open on Sunday?', { conversation: first }));
  expect(place.conversation).not.toBe(first);
  expect(accepted(zofia.resends())).toEqual(place);
  expect(shop.count('conversations')).toBe(2);
});

test('EN7 a repeat is recognised though two conversations have begun since', () => {
  const shop = site();
  const zofia = shop.visitor('Zofia');
  zofia.writes('Hello');
  const first = zofia.conversation;
  zofia.ends();
  // Written in the first one, it began the second; its ack was lost. Another tab ended that and began a third.
  const place = accepted(zofia.writes('Are you open?', { cid: 'lost-ack', conversation: first }));
  zofia.ends();
  zofia.writes('Something else');
  for (const conversation of [first, undefined]) {
    expect(accepted(zofia.writes('Are you open?', { cid: 'lost-ack', conversation }))).toEqual(place);
    expect(shop.rows).toBe(0);
  }
});

test('EN7 of a great many conversations the one that is named and the ten newest are looked through', () => {
  const shop = site();
  const zofia = shop.visitor('Zofia');
  const conversations: string[] = [];
  for (let i = 0; i < 40; i++) {
    accepted(zofia.writes('Hello', { cid: `hello-${i}`, conversation: undefined }));
    conversations.push(zofia.conversation);
    if (i < 39) zofia.ends(`end-${i}`);
  }
  const asked = vi.spyOn(shop.sql, 'all');
  const looked = () => asked.mock.calls.filter(([query]) => query.startsWith('SELECT author, cid')).length;
  for (const act of [
    () => zofia.asksForPerson(),
    () => zofia.goesBack(),
    () => zofia.ends(undefined, conversations[0]),
    () => zofia.writes('Hello?', { conversation: undefined }),
  ]) {
    shop.store.forget();
    asked.mockClear();
    accepted(act());
    expect(looked()).toBeLessThanOrEqual(11);
  }
  const inOrder = (outcome: Outcome) => conversations.indexOf(accepted(outcome).conversation!);
  expect(inOrder(zofia.writes('Hello', { cid: 'hello-31', conversation: undefined }))).toBe(31);
  expect(inOrder(zofia.ends('end-31'))).toBe(31);
  expect(inOrder(zofia.writes('Hello', { cid: 'hello-2', conversation: conversations[2] }))).toBe(2);
  expect(inOrder(zofia.ends('end-2', conversations[2]))).toBe(2);
});

test('EN7 a late repeat of a wish or an end touches no later conversation', () => {
  const shop = site();
  shop.agent('Maja');
  const zofia = shop.visitor('Zofia');
  zofia.writes('Hello');
  zofia.asksForPerson('wish');
  zofia.goesBack('back');
  zofia.ends('end');
  zofia.writes('Hello again');
  const second = zofia.conversation;
  zofia.asksForPerson('wish');
  expect(shop.row(second).control).toBe('bot');
  zofia.asksForPerson('another');
  zofia.goesBack('back');
  expect(shop.row(second).control).toBe('waiting');
  zofia.ends('end');
  expect(shop.row(second).control).toBe('waiting');
});

test('EN8 a message that names another visitor’s conversation goes to one’s own', () => {
  const shop = site();
  const zofia = shop.visitor('Zofia');
  const igor = shop.visitor('Igor');
  zofia.writes('My order number is 17', { cid: 'cid-of-zofia' });
  const before = JSON.stringify(shop.log(zofia.conversation));
  const place = accepted(
    igor.writes('My order number is 17', { cid: 'cid-of-zofia', conversation: zofia.conversation }),
  );
  expect(place.conversation).not.toBe(zofia.conversation);
  expect(JSON.stringify(shop.log(zofia.conversation))).toBe(before);
  expect(shop.story(igor.conversation)).toEqual(['visitor: My order number is 17']);
});

test('EN8 another visitor’s conversation, named in a repeat, doesn’t hide that it is one', () => {
  const shop = site();
  const zofia = shop.visitor('Zofia');
  const igor = shop.visitor('Igor');
  const place = accepted(igor.writes('Hello', { cid: 'cid-of-igor' }));
  shop.passes(MINUTE);
  zofia.writes('Hello');
  expect(accepted(igor.writes('Hello', { cid: 'cid-of-igor', conversation: zofia.conversation }))).toEqual(place);
  expect(shop.rows).toBe(0);
});

test('EN9 each kind of refusal writes nothing', () => {
  const shop = site();
  const zofia = shop.visitor('Zofia');
  const maja = shop.agent('Maja');
  const oskar = shop.agent('Oskar');
  zofia.writes('Hello', { cid: 'used' });
  const conversation = zofia.conversation;
  maja.takesOver(conversation);
  const igor = shop.visitor('Igor');
  const codes = [
    () => oskar.takesOver(conversation),
    () => oskar.writes(conversation, 'Hi'),
    () => oskar.takesOver('cnv_unknown'),
    () => zofia.writes('Bye', { cid: 'used' }),
    () => igor.ends(),
    () => {
      zofia.ends();
      return maja.writes(conversation, 'Hi');
    },
    () => {
      shop.removes();
      return zofia.writes('Hi');
    },
  ].map((act) => {
    const code = refusal(act())?.code;
    expect(shop.rows).toBe(0);
    return code;
  });
  expect(codes).toEqual([
    'conversation.taken',
    'conversation.not-held',
    'conversation.unknown',
    'cid.reused',
    'conversation.none',
    'conversation.closed',
    'site.unknown',
  ]);
});

test.each([
  '<b>1 < 2 && 3 > 2</b>',
  'first line\n\n  second line',
  '<script>alert(1)</script>',
  '👩‍👩‍👧 ž ї ñ ę',
  "'; DROP TABLE entries; --",
])('EN10 the text %j arrives as it was typed', (text) => {
  const shop = site();
  const zofia = shop.visitor('Zofia');
  const maja = shop.agent('Maja');
  zofia.writes(text);
  const conversation = zofia.conversation;
  maja.takesOver(conversation);
  maja.writes(conversation, text);
  const texts = (entries: { kind: string }[]) => entries.flatMap((it) => ('text' in it ? [it.text] : [])).slice(1);
  expect(texts(zofia.sees)).toEqual([text, text]);
  expect(texts(shop.agentsSee(conversation))).toEqual([text, text]);
});

test('EN11 what came later changed nothing of an entry', () => {
  const shop = site();
  const zofia = shop.visitor('Zofia');
  const maja = shop.agent('Maja');
  zofia.writes('Hello');
  const conversation = zofia.conversation;
  maja.takesOver(conversation);
  maja.writes(conversation, 'Hi');
  const before = shop.log(conversation);
  shop.changes({ botName: 'Sirius', greeting: 'Ahoy' });
  maja.isCalled('M. Kovač');
  maja.leaves(conversation);
  zofia.writes('Thanks');
  shop.ai.answers(conversation, 'You are welcome.');
  zofia.ends();
  expect(shop.log(conversation).slice(0, before.length)).toEqual(before);
});
