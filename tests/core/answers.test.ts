/** The AI's answers: asked for once, counted only in their turn, cut where a person steps in (RULES.md, AN). */
import { expect, test } from 'vitest';
import { accepted, HOUR, MINUTE, PHRASES, SECOND, site } from './desk.ts';

/** Zofia has written to the bot, and it has been asked. */
function asked(text = 'When do you open?') {
  const shop = site();
  const zofia = shop.visitor('Zofia');
  const maja = shop.agent('Maja');
  zofia.writes(text);
  const conversation = zofia.conversation;
  return { shop, zofia, maja, conversation, run: shop.ai.run(conversation)! };
}

test('AN1 a visitor’s message to the bot asks for an answer', () => {
  const { shop, conversation } = asked();
  expect(shop.effects).toEqual([{ type: 'answer.start', conversation, turn: 1 }]);
  expect(shop.timers()).toEqual(['look']);
});

test.each(['waiting', 'agent'] as const)('AN1 a visitor’s message under %s asks for none', (control) => {
  const { shop, zofia, maja, conversation } = asked();
  if (control === 'waiting') zofia.asksForPerson();
  else maja.takesOver(conversation);
  zofia.writes('Hello?');
  expect(shop.row(conversation).control).toBe(control);
  expect(shop.effects).toEqual([]);
});

test('AN2 an answer that comes after a take-over changes nothing', () => {
  const { shop, maja, conversation, run } = asked();
  maja.takesOver(conversation);
  const before = shop.story(conversation);
  shop.ai.arrives(run, 'At nine.');
  expect(shop.story(conversation)).toEqual(before);
  expect([shop.rows, shop.events]).toEqual([0, []]);
});

test('AN2 an answer asked for before a take-over is not taken for one asked for after it', () => {
  const { shop, maja, conversation, run } = asked();
  maja.takesOver(conversation);
  maja.leaves(conversation);
  shop.ai.arrives(run, 'The old answer.');
  expect(shop.rows).toBe(0);
  shop.ai.answers(conversation, 'The new answer.');
  expect(shop.story(conversation).slice(-1)).toEqual(['Vela: The new answer.']);
});

test('AN2 a failure that comes after a change of control changes nothing', () => {
  const { shop, maja, conversation } = asked();
  maja.takesOver(conversation);
  maja.leaves(conversation);
  shop.does({ t: 'answer.fail', conversation, turn: 1 });
  expect([shop.rows, shop.row(conversation).failures]).toEqual([0, 0]);
});

test('AN2 an answer to a conversation that doesn’t exist changes nothing', () => {
  const { shop, run } = asked();
  shop.ai.arrives({ ...run, conversation: 'cnv_unknown' }, 'At nine.');
  expect(shop.rows).toBe(0);
  shop.does({ t: 'answer.fail', conversation: 'cnv_unknown', turn: 1 });
  expect(shop.rows).toBe(0);
});

test('AN3 an answer that comes twice stands once', () => {
  const { shop, conversation, run } = asked();
  shop.ai.answers(conversation, 'At nine.');
  accepted(shop.ai.arrives(run, 'At nine.'));
  expect(shop.rows).toBe(0);
  expect(shop.story(conversation)).toEqual(['visitor: When do you open?', 'Vela: At nine.']);
});

test('AN3 an answer that comes twice stands once though the visitor has gone on writing', () => {
  const { shop, zofia, conversation, run } = asked();
  zofia.writes('And on Sunday?');
  shop.ai.answers(conversation, 'At nine.');
  shop.ai.arrives(run, 'At nine.');
  expect(shop.story(conversation).filter((line) => line.startsWith('Vela'))).toEqual(['Vela: At nine.']);
});

test('AN3 an answer given up and answered by the second try doesn’t come in late', () => {
  const { shop, conversation, run } = asked();
  shop.later(46 * SECOND);
  shop.ai.answers(conversation, 'At nine.');
  shop.ai.arrives(run, 'We open at nine.');
  expect(shop.story(conversation)).toEqual(['visitor: When do you open?', 'Vela: At nine.']);
});

test('AN3 a second try whose question was answered meanwhile leaves what was asked since to be answered', () => {
  const { shop, zofia, conversation, run } = asked();
  shop.ai.arrives(run, ' ');
  shop.ai.arrives(run, 'At nine.');
  zofia.writes('And on Sunday?');
  shop.ai.answers(conversation, 'We open at nine.');
  expect(shop.story(conversation).at(-1)).toBe('visitor: And on Sunday?');
  expect(shop.effects).toMatchObject([{ type: 'answer.start', conversation }]);
});

test('AN4 an answer cut off by a take-over stays as far as it was shown, before the joining', () => {
  const { shop, zofia, maja, conversation, run } = asked();
  shop.ai.shows(conversation, 'We open at ');
  maja.takesOver(conversation);
  expect(shop.story(conversation)).toEqual(['visitor: When do you open?', 'Vela: We open at ', '* agent.joined Maja']);
  expect(zofia.sees.at(-2)).toMatchObject({ cut: true, answer: run.id, text: 'We open at ' });
  expect(shop.log(conversation).at(-2)!.turn).toBe(1);
  expect(shop.effects).toEqual([{ type: 'answer.cancel', conversation }]);
});

test.each(['', ' \n'])('AN4 an answer of which %j was shown leaves nothing behind', (text) => {
  const { shop, maja, conversation } = asked();
  shop.ai.shows(conversation, text);
  maja.takesOver(conversation);
  expect(shop.story(conversation)).toEqual(['visitor: When do you open?', '* agent.joined Maja']);
});

test('AN4 the end by the visitor, a wish for a person and the site’s removal cut an answer too', () => {
  for (const act of ['ends', 'asksForPerson'] as const) {
    const { shop, zofia, conversation } = asked();
    shop.ai.shows(conversation, 'We');
    zofia[act]();
    expect(shop.story(conversation)[1]).toBe('Vela: We');
    expect(shop.ai.run(conversation)).toBeNull();
  }
  const { shop, conversation } = asked();
  shop.ai.shows(conversation, 'We');
  shop.removes();
  expect(shop.ai.run(conversation)).toBeNull();
  expect(shop.events).toContainEqual(
    expect.objectContaining({ entry: expect.objectContaining({ body: expect.objectContaining({ cut: true }) }) }),
  );
});

test('AN5 after a leave the bot answers what nobody answered', () => {
  const { shop, zofia, maja, conversation } = asked();
  maja.takesOver(conversation);
  zofia.writes('Hello?');
  maja.leaves(conversation);
  expect(shop.effects).toContainEqual({ type: 'answer.start', conversation, turn: 3 });
  shop.ai.answers(conversation, 'At nine.');
  expect(shop.story(conversation).slice(-2)).toEqual(['* agent.left Maja', 'Vela: At nine.']);
});

test('AN5 after a leave the bot doesn’t answer what the agent answered', () => {
  const { shop, maja, conversation } = asked();
  maja.takesOver(conversation);
  maja.writes(conversation, 'At nine.');
  maja.leaves(conversation);
  expect(shop.effects).toEqual([]);
  expect(shop.timers()).toEqual(['look']);
});

test('AN5 after a leave the bot doesn’t answer what it answered itself', () => {
  const { shop, maja, conversation } = asked();
  shop.ai.answers(conversation, 'At nine.');
  maja.takesOver(conversation);
  maja.leaves(conversation);
  expect(shop.effects).toEqual([]);
});

test('AN5 an answer that was cut off is given anew after the leave', () => {
  const { shop, maja, conversation } = asked();
  shop.ai.shows(conversation, 'We open');
  maja.takesOver(conversation);
  maja.leaves(conversation);
  expect(shop.ai.run(conversation)).not.toBeNull();
});

test('AN5 a visitor who goes back to the bot is answered', () => {
  const { shop, zofia, conversation } = asked();
  zofia.asksForPerson();
  zofia.goesBack();
  expect(shop.effects).toContainEqual({ type: 'answer.start', conversation, turn: 3 });
});

test('AN6 what the visitor adds during an answer is answered after it', () => {
  const { shop, zofia, conversation } = asked();
  zofia.writes('And on Sunday?');
  shop.ai.answers(conversation, 'At nine.');
  expect(shop.effects).toEqual([{ type: 'answer.start', conversation, turn: 1 }]);
  shop.ai.answers(conversation, 'On Sunday we are closed.');
  expect(shop.effects).toEqual([]);
  expect(shop.story(conversation)).toEqual([
    'visitor: When do you open?',
    'visitor: And on Sunday?',
    'Vela: At nine.',
    'Vela: On Sunday we are closed.',
  ]);
  expect(shop.timers()).toEqual(['look']);
});

test('AN6 many messages in a row get one answer', () => {
  const { shop, zofia, conversation } = asked();
  shop.ai.answers(conversation, 'At nine.');
  for (let i = 0; i < 80; i++) zofia.writes(`line ${i}`);
  const run = shop.ai.run(conversation)!;
  shop.ai.answers(conversation, 'One moment.');
  expect(shop.ai.run(conversation)).not.toBeNull();
  shop.ai.answers(conversation, 'That is all.');
  expect(shop.ai.run(conversation)).toBeNull();
  expect(run.re).toBe(5);
});

test('AN7 an answer that fails is tried once more, and the visitor hears nothing of it', () => {
  const { shop, conversation } = asked();
  shop.ai.fails(conversation);
  expect(shop.effects).toEqual([
    { type: 'answer.cancel', conversation },
    { type: 'answer.start', conversation, turn: 1 },
  ]);
  expect(shop.events).toEqual([]);
  shop.ai.answers(conversation, 'At nine.');
  expect(shop.story(conversation)).toEqual(['visitor: When do you open?', 'Vela: At nine.']);
});

test('AN7 the second failure is told to the visitor with the offer of a person, and to agents', () => {
  const { shop, zofia, conversation } = asked();
  shop.ai.fails(conversation);
  shop.ai.fails(conversation);
  expect(shop.ai.run(conversation)).toBeNull();
  expect(shop.story(conversation)).toEqual([
    'visitor: When do you open?',
    '* answer.failed',
    `Vela: ${PHRASES.failed}`,
  ]);
  expect(zofia.sees.at(-1)).toMatchObject({ from: 'bot', text: PHRASES.failed, offersPerson: true });
  expect(JSON.stringify(zofia.sees)).not.toContain('answer.failed');
  expect(shop.timers()).toEqual(['look']);
});

test('AN7 the next message after that is tried, and its first failure told at once', () => {
  const { shop, zofia, conversation } = asked();
  shop.ai.fails(conversation);
  shop.ai.fails(conversation);
  zofia.writes('Hello?');
  shop.ai.fails(conversation);
  expect(shop.story(conversation).slice(-3)).toEqual(['visitor: Hello?', '* answer.failed', `Vela: ${PHRASES.failed}`]);
});

test('AN7 an answer that is not there in time has failed, twice like once', () => {
  const { shop, conversation } = asked();
  shop.later(45 * SECOND);
  expect(shop.effects.map(({ type }) => type)).toEqual(['answer.cancel', 'answer.start']);
  shop.later(45 * SECOND);
  expect(shop.story(conversation).slice(-2)).toEqual(['* answer.failed', `Vela: ${PHRASES.failed}`]);
  shop.later(HOUR);
  expect(shop.story(conversation)).toHaveLength(3);
});

test('AN7 a failure with nothing unanswered changes nothing', () => {
  const { shop, conversation } = asked();
  shop.ai.answers(conversation, 'At nine.');
  shop.does({ t: 'answer.fail', conversation, turn: 1 });
  expect(shop.rows).toBe(0);
});

test.each(['', '  \n'])('AN8 the answer %j is a failure', (text) => {
  const { shop, conversation } = asked();
  shop.ai.answers(conversation, text);
  expect(shop.row(conversation).failures).toBe(1);
  expect(shop.ai.run(conversation)).not.toBeNull();
  shop.ai.answers(conversation, text);
  expect(shop.story(conversation).at(-1)).toBe(`Vela: ${PHRASES.failed}`);
});

test('AN9 a finished answer forgets the failure before it', () => {
  const { shop, zofia, conversation } = asked();
  shop.ai.fails(conversation);
  shop.ai.answers(conversation, 'At nine.');
  expect(shop.row(conversation).failures).toBe(0);
  zofia.writes('And on Sunday?');
  shop.ai.fails(conversation);
  expect(shop.ai.run(conversation)).not.toBeNull();
});

test('AN9 a take-over forgets the failures before it', () => {
  const { shop, zofia, maja, conversation } = asked();
  shop.ai.fails(conversation);
  maja.takesOver(conversation);
  maja.leaves(conversation);
  shop.ai.fails(conversation);
  expect(shop.ai.run(conversation)).not.toBeNull();
  expect(zofia.sees.some((it) => it.kind === 'message' && it.text === PHRASES.failed)).toBe(false);
});

test('AN10 the bot says nothing while a person has control, whatever arrives', () => {
  const { shop, zofia, maja, conversation, run } = asked();
  maja.takesOver(conversation);
  zofia.writes('Hello?');
  const { turn, seq } = shop.log(conversation).at(-1)!;
  shop.ai.arrives({ ...run, turn, re: seq }, 'At nine.');
  shop.does({ t: 'answer.fail', conversation, turn });
  shop.later(HOUR);
  expect(shop.story(conversation).filter((line) => line.startsWith('Vela'))).toEqual([]);
});

test('AN10 the bot says nothing while a person is waited for', () => {
  const { shop, zofia, conversation, run } = asked();
  zofia.asksForPerson();
  const { turn, seq } = shop.log(conversation).at(-1)!;
  shop.ai.arrives({ ...run, turn, re: seq }, 'At nine.');
  shop.does({ t: 'answer.fail', conversation, turn });
  shop.later(4 * MINUTE);
  expect(shop.story(conversation)).toEqual(['visitor: When do you open?', '* person.requested', '* offer.missed Maja']);
});

test('AN11 an answer is kept with its sources, its offer of a person and what it answered', () => {
  const { shop, zofia, conversation, run } = asked();
  const sources = [{ article: 'art_1', title: 'Opening hours' }];
  shop.ai.answers(conversation, 'At nine.', { sources, offersPerson: true });
  expect(zofia.sees.at(-1)).toMatchObject({
    text: 'At nine.',
    sources,
    offersPerson: true,
    answer: run.id,
    name: 'Vela',
  });
  expect(shop.log(conversation).at(-1)!.body).toMatchObject({ re: run.re });
});
