/** Timers are rows, and the alarm is only a wake-up: early, late, twice or never (RULES.md, TI). */
import { expect, test } from 'vitest';
import type { Timer } from '../../src/core/agenda.ts';
import { accepted, HOUR, MINUTE, PHRASES, SECOND, type Shop, site } from './desk.ts';

function chat() {
  const shop = site();
  const zofia = shop.visitor('Zofia');
  const maja = shop.agent('Maja');
  zofia.writes('When do you open?');
  return { shop, zofia, maja, conversation: zofia.conversation };
}

/** When the conversation is looked at again, counted from now; null when it isn't. */
function looksIn(shop: Shop): number | null {
  const row = shop.sql.all<Timer>("SELECT due_at AS dueAt FROM timers WHERE kind = 'look'")[0];
  return row ? row.dueAt - shop.now : null;
}

/** The alarm has lost its way: every timer is made due now. */
function makeDue(shop: Shop): void {
  shop.sql.all('UPDATE timers SET due_at = ?', shop.now);
}

test('TI1 a timer set again for later stays where it is and writes nothing', () => {
  const { shop, zofia } = chat();
  shop.passes(10 * SECOND);
  zofia.writes('And on Sunday?');
  expect(looksIn(shop)).toBe(35 * SECOND);
  expect(shop.rows).toBe(1);
});

test('TI1 a timer set again for earlier moves there', () => {
  const { shop, zofia, conversation } = chat();
  shop.ai.answers(conversation, 'At nine.');
  shop.later(MINUTE);
  expect(looksIn(shop)).toBe(4 * HOUR - MINUTE);
  zofia.writes('And on Sunday?');
  expect(looksIn(shop)).toBe(45 * SECOND);
});

test('TI1 the earliest of timers and outbox rows is when the object wants to be woken', () => {
  const { shop } = chat();
  shop.drains(shop.now);
  expect(shop.store.agenda.earliestDue()).toBe(shop.now + 45 * SECOND);
  shop.sql.all('DELETE FROM timers');
  expect(shop.store.agenda.earliestDue()).toBe(shop.now + 5 * MINUTE);
  expect(shop.store.agenda.wanted).toContain(shop.now + 45 * SECOND);
});

test('TI2 a timer that fires before the answer’s limit sets itself to the right moment', () => {
  const { shop, conversation } = chat();
  shop.passes(10 * SECOND);
  makeDue(shop);
  shop.rings();
  expect(looksIn(shop)).toBe(35 * SECOND);
  expect(shop.row(conversation).failures).toBe(0);
});

test('TI2 a timer that fires before the idle limit sets itself to the right moment', () => {
  const { shop, conversation } = chat();
  shop.ai.answers(conversation, 'At nine.');
  shop.passes(HOUR);
  makeDue(shop);
  shop.rings();
  expect(looksIn(shop)).toBe(3 * HOUR);
  expect(shop.row(conversation).control).toBe('bot');
});

test('TI2 an alarm with nothing due changes nothing', () => {
  const { shop } = chat();
  shop.rings();
  expect([shop.rows, shop.events, shop.effects]).toEqual([0, [], []]);
});

test('TI3 an alarm that rings twice does its work once', () => {
  const { shop, zofia, conversation } = chat();
  shop.ai.answers(conversation, 'At nine.');
  zofia.asksForPerson();
  shop.later(5 * MINUTE);
  const story = shop.story(conversation);
  expect(story.slice(-2)).toEqual(['* wait.ended expired', `Vela: ${PHRASES.nobodyCame}`]);
  shop.rings();
  expect([shop.rows, shop.story(conversation)]).toEqual([0, story]);
});

test('TI3 an alarm that rings a day late does what was due, in the order in which it was due', () => {
  const { shop, zofia, maja, conversation } = chat();
  shop.ai.answers(conversation, 'At nine.');
  zofia.asksForPerson();
  const igor = shop.visitor('Igor');
  igor.writes('Hello');
  maja.takesOver(igor.conversation);
  maja.goes();
  shop.later(24 * HOUR);
  expect(shop.story(conversation).slice(-2)).toEqual(['* wait.ended expired', `Vela: ${PHRASES.nobodyCame}`]);
  expect(shop.story(igor.conversation).slice(-3)).toEqual([
    '* wait.started',
    '* wait.ended nobody',
    `Vela: ${PHRASES.nobodyThere}`,
  ]);
  expect(shop.events.filter(({ type }) => type === 'offer.ended')).toMatchObject([{ how: 'missed' }]);
});

test('TI4 a conversation with the bot in which nobody wrote for four hours is closed', () => {
  const { shop, zofia, conversation } = chat();
  shop.ai.answers(conversation, 'At nine.');
  shop.later(4 * HOUR - 1);
  expect(shop.row(conversation).control).toBe('bot');
  shop.later(1);
  expect(shop.row(conversation)).toMatchObject({ control: 'closed', closedBy: 'idle' });
  expect(zofia.sees.at(-1)).toMatchObject({ event: 'conversation.closed', by: 'idle' });
});

test('TI4 the idle limit is counted from the last message', () => {
  const { shop, zofia, conversation } = chat();
  shop.ai.answers(conversation, 'At nine.');
  shop.passes(3 * HOUR);
  zofia.writes('Thanks');
  shop.ai.answers(conversation, 'You are welcome.');
  shop.later(HOUR);
  expect(shop.row(conversation).control).toBe('bot');
  expect(looksIn(shop)).toBe(3 * HOUR);
  shop.later(3 * HOUR);
  expect(shop.row(conversation).control).toBe('closed');
});

test('TI4 a conversation that an agent holds has no idle limit', () => {
  const { shop, maja, conversation } = chat();
  maja.takesOver(conversation);
  for (let day = 0; day < 3; day++) shop.later(24 * HOUR);
  expect(shop.row(conversation).control).toBe('agent');
});

test('TI4 a visitor given back to the bot after hours has the whole idle time again', () => {
  const { shop, maja, conversation } = chat();
  maja.takesOver(conversation);
  maja.writes(conversation, 'At nine.');
  shop.passes(7 * HOUR);
  maja.leaves(conversation);
  shop.rings();
  expect(shop.row(conversation).control).toBe('bot');
  shop.later(4 * HOUR - 1);
  expect(shop.row(conversation).control).toBe('bot');
  shop.later(1);
  expect(shop.row(conversation).control).toBe('closed');
});

test('TI5 a wait, a change of control and a failure begin the answer’s time anew', () => {
  const { shop, zofia, conversation } = chat();
  shop.passes(10 * SECOND);
  zofia.asksForPerson();
  shop.passes(30 * SECOND);
  zofia.goesBack();
  shop.later(10 * SECOND);
  expect([shop.row(conversation).failures, looksIn(shop)]).toEqual([0, 35 * SECOND]);
  shop.passes(5 * SECOND);
  shop.ai.fails(conversation);
  shop.later(30 * SECOND);
  expect([shop.row(conversation).failures, looksIn(shop)]).toEqual([1, 15 * SECOND]);
  shop.later(15 * SECOND);
  expect(shop.row(conversation).failures).toBe(2);
});

test('TI5 the answer’s limit is counted from the newest unanswered message', () => {
  const { shop, zofia, conversation } = chat();
  shop.passes(30 * SECOND);
  zofia.writes('And on Sunday?');
  shop.later(15 * SECOND);
  expect(shop.row(conversation).failures).toBe(0);
  expect(looksIn(shop)).toBe(30 * SECOND);
  shop.later(30 * SECOND);
  expect(shop.row(conversation).failures).toBe(1);
});

test('TI6 a timer whose reason is gone goes without a trace', () => {
  const { shop, maja, conversation } = chat();
  maja.takesOver(conversation);
  const insert = 'INSERT INTO timers (kind, subject, due_at) VALUES (?, ?, ?)';
  const story = shop.story(conversation);
  shop.sql.all(insert, 'look', 'cnv_unknown', shop.now);
  shop.sql.all(insert, 'agent-gone', maja.id, shop.now);
  shop.sql.all(insert, 'agent-edge', maja.id, shop.now);
  shop.sql.all(insert, 'agent-gone', 'agt_unknown', shop.now);
  shop.sql.all(insert, 'agent-edge', 'agt_unknown', shop.now);
  shop.later(MINUTE);
  expect(shop.timers()).toEqual([]);
  // That who is there may have changed is a look at the desk, and no more.
  expect([shop.story(conversation), shop.events]).toEqual([story, [{ type: 'desk.changed' }]]);
  maja.ends(conversation);
  shop.sql.all(insert, 'look', conversation, shop.now);
  shop.rings();
  expect(shop.timers()).toEqual([]);
});

test.each(['bot', 'waiting', 'agent'] as const)('TI7 a conversation closed under %s leaves no timer', (control) => {
  const { shop, zofia, maja, conversation } = chat();
  if (control === 'waiting') zofia.asksForPerson();
  if (control === 'agent') maja.takesOver(conversation);
  accepted(control === 'agent' ? maja.ends(conversation) : zofia.ends());
  expect(shop.timers()).toEqual([]);
});

test('TI7 one that its agent is to wrap up has a timer until that is done', () => {
  const { shop, zofia, maja, conversation } = chat();
  maja.takesOver(conversation);
  accepted(zofia.ends());
  shop.later(MINUTE);
  expect(looksIn(shop)).toBe(4 * MINUTE);
  maja.wrapsUp(conversation);
  expect(shop.timers()).toEqual([]);
});

test('TI8 a hundred timers are handled at once, the earliest first, and the rest stay due', () => {
  const shop = site();
  const visitors = Array.from({ length: 130 }, (_, i) => shop.visitor(`V${i}`));
  for (const visitor of visitors) {
    visitor.writes('Hello');
    shop.ai.answers(visitor.conversation, 'Hello.');
    shop.passes(1);
  }
  const open = () => shop.store.openConversations().length;
  shop.later(5 * HOUR);
  expect(open()).toBe(30);
  expect(shop.row(visitors[0]!.conversation).control).toBe('closed');
  shop.rings();
  expect(open()).toBe(0);
});

test('TI9 a timer that throws is set aside for longer each time, and the others are handled', () => {
  const { shop, conversation } = chat();
  const oskar = shop.visitor('Oskar');
  oskar.writes('And on Sunday?');
  shop.sql.all("UPDATE entries SET body = 'no JSON' WHERE conversation = ?", oskar.conversation);
  shop.store.forget();
  const timer = (subject: string) =>
    shop.store.agenda.dueTimers(Number.MAX_SAFE_INTEGER, 9).find((each) => each.subject === subject)!;
  const waits = [];
  for (let i = 0; i < 10; i++) {
    makeDue(shop);
    expect(() => shop.rings()).toThrow();
    expect(() => shop.does({ t: 'timers.run', only: timer(oskar.conversation) })).toThrow();
    accepted(shop.does({ t: 'timer.set-aside', timer: timer(oskar.conversation) }));
    waits.push((timer(oskar.conversation).dueAt - shop.now) / SECOND);
  }
  expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300]);
  shop.passes(MINUTE);
  accepted(shop.does({ t: 'timers.run', only: timer(conversation) }));
  expect(shop.row(conversation).failures).toBe(1);
});
