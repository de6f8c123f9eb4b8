/** What is told to D1, and what everything costs in rows written (RULES.md, OB). Index entries, which D1's bill counts too, are not. */
import { expect, test } from 'vitest';
import { accepted, MINUTE, SECOND, site } from './desk.ts';

/** Zofia has written her first words; the outbox is empty again. */
function chat() {
  const shop = site();
  shop.drains();
  const zofia = shop.visitor('Zofia');
  const maja = shop.agent('Maja');
  zofia.writes('When do you open?');
  shop.drains();
  return { shop, zofia, maja, conversation: zofia.conversation };
}

test('OB1 a start tells D1 of the conversation, five minutes later', () => {
  const shop = site();
  shop.drains();
  shop.visitor('Zofia').writes('Hello');
  expect(shop.outbox()).toEqual(['conversation']);
  expect(shop.store.agenda.dueOutbox(shop.now + 5 * MINUTE - 1, 10)).toEqual([]);
  expect(shop.store.agenda.dueOutbox(shop.now + 5 * MINUTE, 10)).toHaveLength(1);
});

test('OB1 every change of control is told, and no message is', () => {
  const { shop, zofia, maja, conversation } = chat();
  const told = (act: () => unknown) => {
    shop.drains();
    act();
    return shop.outbox();
  };
  expect(told(() => shop.ai.answers(conversation, 'At nine.'))).toEqual([]);
  expect(told(() => zofia.writes('And on Sunday?'))).toEqual([]);
  expect(told(() => zofia.asksForPerson())).toEqual(['conversation']);
  expect(told(() => maja.takesOver(conversation))).toEqual(['conversation']);
  expect(told(() => maja.writes(conversation, 'Closed.'))).toEqual([]);
  expect(told(() => maja.leaves(conversation))).toEqual(['conversation']);
  expect(told(() => zofia.ends())).toEqual(['conversation']);
});

test('OB2 a subject has one row however often it changes', () => {
  const { shop, maja, conversation } = chat();
  for (let i = 0; i < 3; i++) {
    maja.takesOver(conversation);
    maja.leaves(conversation);
  }
  expect(shop.outbox()).toEqual(['conversation']);
  // It stands there already, and is read afresh when it is told: only the conversation, the entry, and Maja's row are written.
  maja.takesOver(conversation);
  expect(shop.rows).toBe(3);
});

test.each(['visitor', 'agent', 'idle'] as const)('OB3 an end by %s is told at once', (by) => {
  const { shop, zofia, maja, conversation } = chat();
  shop.ai.answers(conversation, 'At nine.');
  if (by === 'visitor') zofia.ends();
  if (by === 'agent') {
    maja.takesOver(conversation);
    maja.ends(conversation);
  }
  if (by === 'idle') shop.later(5 * 60 * MINUTE);
  expect(shop.row(conversation).closedBy).toBe(by);
  expect(shop.store.agenda.dueOutbox(shop.now, 10)).toMatchObject([{ kind: 'conversation', subject: conversation }]);
});

test('OB4 a row that could not be written is not due before its time, and counts its attempts', () => {
  const { shop, zofia, maja, conversation } = chat();
  maja.takesOver(conversation);
  const [row] = shop.store.agenda.dueOutbox(shop.now + 5 * MINUTE, 10);
  shop.store.agenda.delayOutbox(row!, shop.now + MINUTE);
  // Not even an end brings it forward: D1 is not asked more often because there is more to tell.
  zofia.ends();
  expect(shop.store.agenda.dueOutbox(shop.now + MINUTE - 1, 10)).toEqual([]);
  expect(shop.store.agenda.dueOutbox(shop.now + MINUTE, 10)).toMatchObject([{ attempts: 1 }]);
});

test('OB5 a message of an agent is one row', () => {
  const { shop, maja, conversation } = chat();
  maja.takesOver(conversation);
  accepted(maja.writes(conversation, 'At nine.'));
  expect(shop.rows).toBe(1);
});

test.each([
  ['bot', 2],
  ['waiting', 1],
  ['agent', 1],
] as const)('OB5 a visitor’s message under %s is at most %i rows', (control, rows) => {
  const { shop, zofia, maja, conversation } = chat();
  shop.ai.answers(conversation, 'At nine.');
  if (control === 'waiting') zofia.asksForPerson();
  if (control === 'agent') maja.takesOver(conversation);
  // Long enough for the look at the first answer to be over.
  shop.later(MINUTE);
  zofia.writes('And on Sunday?');
  expect(shop.rows).toBe(rows);
  zofia.writes('And on Monday?');
  expect(shop.rows).toBe(1);
});

test('OB6 each other step costs what RULES.md says', () => {
  const shop = site();
  const zofia = shop.visitor('Zofia');
  const maja = shop.agent('Maja');
  const rows = (act: () => unknown) => {
    act();
    return shop.rows;
  };
  const cost: Record<string, number> = {};
  cost['a start'] = rows(() => zofia.writes('Hello'));
  const conversation = zofia.conversation;
  cost['an answer'] = rows(() => shop.ai.answers(conversation, 'Hi.'));
  cost['a take-over from the bot'] = rows(() => maja.takesOver(conversation));
  cost['a leave with nothing unanswered'] = rows(() => maja.leaves(conversation));
  const oskar = shop.agent('Oskar');
  const ivana = shop.agent('Ivana');
  cost['a wish for a person, and the offer of it'] = rows(() => zofia.asksForPerson());
  expect(shop.ringsAt(conversation)).toBe('Ivana');
  cost['an offer that is declined, and the next'] = rows(() => ivana.declines(conversation));
  expect(shop.ringsAt(conversation)).toBe('Oskar');
  ivana.isUnavailable();
  shop.passes(30 * SECOND);
  cost['an offer that is missed, and the next'] = rows(() => shop.rings());
  cost['an offer that is accepted'] = rows(() => maja.accepts(conversation));
  zofia.writes('Hello?');
  cost['a leave with something unanswered'] = rows(() => maja.leaves(conversation));
  shop.ai.shows(conversation, 'Hi');
  cost['a take-over that cuts an answer'] = rows(() => maja.takesOver(conversation));
  oskar.isAvailable();
  ivana.isAvailable();
  cost['an invitation'] = rows(() => maja.invites(conversation, oskar));
  cost['a colleague who joins'] = rows(() => oskar.accepts(conversation));
  cost['a transfer that is asked for'] = rows(() => maja.transfers(conversation, ivana));
  cost['a transfer that is accepted'] = rows(() => ivana.accepts(conversation));
  cost['an end'] = rows(() => ivana.ends(conversation));
  zofia.writes('Hello again');
  maja.takesOver(zofia.conversation);
  cost['an end by the visitor'] = rows(() => zofia.ends());
  shop.drains();
  cost['a wrap-up after it'] = rows(() => maja.wrapsUp(zofia.conversation));
  expect(cost).toEqual({
    'a start': 7,
    'an answer': 1,
    'a take-over from the bot': 3,
    'a leave with nothing unanswered': 2,
    'a wish for a person, and the offer of it': 4,
    'an offer that is declined, and the next': 3,
    'an offer that is missed, and the next': 5,
    'an offer that is accepted': 4,
    'a leave with something unanswered': 2,
    'a take-over that cuts an answer': 4,
    'an invitation': 2,
    'a colleague who joins': 2,
    'a transfer that is asked for': 2,
    'a transfer that is accepted': 4,
    'an end': 5,
    'an end by the visitor': 3,
    'a wrap-up after it': 4,
  });
});

/**
 * Where the rows of twenty messages go: 20 messages, the greeting among them; 5 events (start, wish, joined, wrap-up, closed); 5 writes of
 * the conversation, one of them the offer's; 1 of the visitor, 1 of the agent, who was given one now, 1 of the queue's last waits; 3 of the
 * timer; 4 of the outbox, told and deleted, since D1 hears of the first five minutes once.
 */
test('OB7 a chat of twenty messages is at most 40 rows, and 3 settings of the alarm', () => {
  const shop = site();
  shop.drains();
  const zofia = shop.visitor('Zofia');
  const maja = shop.agent('Maja');
  let total = 0;
  let alarms = 0;
  const step = (act: () => unknown) => {
    act();
    total += shop.rows + shop.drains(shop.now);
    shop.passes(20 * SECOND);
    while ((shop.store.agenda.earliestDue() ?? Number.POSITIVE_INFINITY) <= shop.now) {
      alarms++;
      shop.rings();
      total += shop.rows + shop.drains(shop.now);
    }
  };
  step(() => zofia.writes('My order is late'));
  const conversation = zofia.conversation;
  step(() => shop.ai.answers(conversation, 'I am sorry. Shall I ask a person?'));
  step(() => zofia.asksForPerson());
  step(() => maja.accepts(conversation));
  for (let i = 0; i < 17; i++) step(() => (i % 2 ? zofia.writes(`line ${i}`) : maja.writes(conversation, `line ${i}`)));
  step(() => maja.ends(conversation));
  expect(shop.log(conversation).at(-1)!.messages).toBe(20);
  expect([total, alarms]).toEqual([40, 3]);
});
