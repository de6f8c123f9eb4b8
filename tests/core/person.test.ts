/** The visitor's way to a person and back to the bot (RULES.md, PE). */
import { expect, test } from 'vitest';
import { accepted, MINUTE, PHRASES, refusal, SECOND, site } from './desk.ts';

/** Zofia has been answered by the bot; Maja is at the desk. */
function chat() {
  const shop = site();
  const zofia = shop.visitor('Zofia');
  const maja = shop.agent('Maja');
  zofia.writes('When do you open?');
  const conversation = zofia.conversation;
  shop.ai.answers(conversation, 'At nine.');
  return { shop, zofia, maja, conversation };
}

test('PE1 a wish for a person moves control to waiting and stops the answer being written', () => {
  const { shop, zofia, conversation } = chat();
  zofia.writes('And on Sunday?');
  zofia.asksForPerson();
  expect(shop.row(conversation).control).toBe('waiting');
  expect(shop.effects).toEqual([{ type: 'answer.cancel', conversation }]);
  expect(shop.timers()).toEqual(['look']);
  expect(zofia.sees.at(-1)).toMatchObject({ event: 'person.requested' });
});

test('PE2 with nobody at the desk the visitor is told at once and is with the bot again', () => {
  const { shop, zofia, maja, conversation } = chat();
  maja.goes();
  shop.passes(15 * SECOND);
  accepted(zofia.asksForPerson());
  expect(shop.row(conversation)).toMatchObject({ control: 'bot', turn: 3 });
  expect(shop.story(conversation).slice(-3)).toEqual([
    '* person.requested',
    '* wait.ended nobody',
    `Vela: ${PHRASES.nobodyThere}`,
  ]);
  expect(shop.timers()).toEqual(['agent-gone', 'look']);
});

test('PE2 all are busy is said where somebody is there and the queues are full, and no agent is told that nobody was', () => {
  const { shop, zofia, maja, conversation } = chat();
  const more = shop.queue('More', { capacity: 1 });
  shop.changesQueue(shop.general, { capacity: 1, overflow: more.id });
  maja.isSet({ capacity: 1 });
  for (const name of ['Igor', 'Ana', 'Luka']) {
    const other = shop.visitor(name);
    other.asksForPerson();
    if (name === 'Igor') accepted(maja.accepts(other.conversation));
  }
  zofia.asksForPerson();
  expect(shop.story(conversation).at(-1)).toBe(`Vela: ${PHRASES.allBusy}`);
  const ended = shop.log(conversation).find(({ body }) => body.kind === 'event' && body.event === 'wait.ended');
  expect(ended!.body).toEqual({ kind: 'event', event: 'wait.ended', reason: 'nobody', full: true });
  // The same queues, as full as before, with nobody at the desk.
  maja.isUnavailable();
  zofia.asksForPerson();
  expect(shop.story(conversation).at(-1)).toBe(`Vela: ${PHRASES.nobodyThere}`);
});

test('PE2 the same wish sent again with nobody there is answered once', () => {
  const { shop, zofia, maja, conversation } = chat();
  maja.goes();
  shop.passes(15 * SECOND);
  const place = accepted(zofia.asksForPerson());
  maja.comesBack();
  expect(accepted(zofia.resends())).toEqual(place);
  expect(shop.rows).toBe(0);
  expect(shop.row(conversation).control).toBe('bot');
});

test.each(['waiting', 'agent'] as const)('PE3 asking for a person under %s changes nothing', (control) => {
  const { shop, zofia, maja, conversation } = chat();
  zofia.asksForPerson();
  if (control === 'agent') maja.takesOver(conversation);
  const newest = shop.log(conversation).at(-1)!;
  expect(accepted(zofia.asksForPerson())).toMatchObject({ seq: newest.seq, conversation });
  expect(shop.rows).toBe(0);
});

test('PE3 a repeated wish says nothing of a note that came meanwhile, not even its time', () => {
  const { shop, zofia, maja, conversation } = chat();
  const asked = accepted(zofia.asksForPerson());
  shop.passes(1_000);
  maja.notes(conversation, 'Called before');
  expect(accepted(zofia.asksForPerson())).toMatchObject({ seq: asked.seq, at: asked.at });
});

test('PE4 a wish for a person where there is no conversation starts one', () => {
  const shop = site();
  shop.agent('Maja');
  const zofia = shop.visitor('Zofia');
  zofia.asksForPerson();
  expect(shop.row(zofia.conversation).control).toBe('waiting');
  expect(shop.story(zofia.conversation)).toEqual(['* person.requested']);
});

test('PE4 a wish for a person after the end starts another conversation', () => {
  const { shop, zofia, conversation } = chat();
  zofia.ends();
  zofia.asksForPerson();
  expect(zofia.conversation).not.toBe(conversation);
  expect(shop.row(zofia.conversation).control).toBe('waiting');
});

test('PE5 a waiting visitor goes back to the bot, which doesn’t comment on it', () => {
  const { shop, zofia, conversation } = chat();
  zofia.asksForPerson();
  zofia.goesBack();
  expect(shop.row(conversation).control).toBe('bot');
  expect(shop.story(conversation).slice(-2)).toEqual(['* person.requested', '* wait.ended visitor']);
  expect(shop.effects.filter(({ type }) => type === 'answer.start')).toEqual([]);
});

test.each(['bot', 'agent', 'closed'] as const)('PE5 going back under %s changes nothing', (control) => {
  const { shop, zofia, maja, conversation } = chat();
  if (control === 'agent') maja.takesOver(conversation);
  if (control === 'closed') zofia.ends();
  accepted(zofia.goesBack());
  expect(shop.rows).toBe(0);
  expect(shop.row(conversation).control).toBe(control);
});

test('PE5 a visitor who has no conversation can’t go back', () => {
  expect(refusal(site().visitor('Zofia').goesBack())).toEqual({ code: 'conversation.none' });
});

test('PE6 when the wait is over the bot says that nobody came, and that is the reply to all before', () => {
  const { shop, zofia, conversation } = chat();
  zofia.asksForPerson();
  zofia.writes('Hello?');
  shop.later(5 * MINUTE);
  expect(shop.row(conversation).control).toBe('bot');
  expect(shop.story(conversation).slice(-2)).toEqual(['* wait.ended expired', `Vela: ${PHRASES.nobodyCame}`]);
  expect(shop.effects.filter(({ type }) => type === 'answer.start')).toEqual([]);
  zofia.writes('Then tell me about Sunday');
  expect(shop.effects).toEqual([{ type: 'answer.start', conversation, turn: 3 }]);
});

test('PE6 a wait that has not lasted its time goes on', () => {
  const { shop, zofia, conversation } = chat();
  zofia.asksForPerson();
  shop.later(5 * MINUTE - 1);
  expect(shop.row(conversation).control).toBe('waiting');
});

test('PE7 what a visitor writes while waiting is kept and not answered by the bot', () => {
  const { shop, zofia, maja, conversation } = chat();
  zofia.asksForPerson();
  zofia.writes('My order is late');
  expect(shop.effects).toEqual([]);
  maja.takesOver(conversation);
  expect(shop.story(conversation).slice(-3)).toEqual([
    '* person.requested',
    'visitor: My order is late',
    '* agent.joined Maja',
  ]);
});

test('PE8 an answer that hands off puts the visitor into the queue', () => {
  const { shop, zofia, conversation } = chat();
  zofia.writes('I want to talk to a human');
  shop.ai.answers(conversation, 'Of course.', { handsOff: true });
  expect(shop.row(conversation).control).toBe('waiting');
  expect(shop.story(conversation).slice(-2)).toEqual(['Vela: Of course.', '* person.requested']);
});

test('PE8 with nobody at the desk a hand-off comes back to the bot, which says so', () => {
  const { shop, zofia, maja, conversation } = chat();
  maja.goes();
  shop.later(MINUTE);
  zofia.writes('I want to talk to a human');
  shop.ai.answers(conversation, 'Of course.', { handsOff: true });
  expect(shop.row(conversation).control).toBe('bot');
  expect(shop.story(conversation).at(-1)).toBe(`Vela: ${PHRASES.nobodyThere}`);
});

test('PE8 a hand-off that comes after a take-over hands off nothing', () => {
  const { shop, zofia, maja, conversation } = chat();
  zofia.writes('I want to talk to a human');
  const late = shop.ai.run(conversation)!;
  maja.takesOver(conversation);
  shop.ai.arrives(late, 'Of course.', { handsOff: true });
  expect(shop.row(conversation).control).toBe('agent');
});
