/** An agent steps in and steps back (RULES.md, TK). */
import { expect, test } from 'vitest';
import { accepted, HOUR, MINUTE, refusal, SECOND, site } from './desk.ts';

/** Zofia has been answered by the bot; Maja and Oskar are at the desk. */
function chat() {
  const shop = site();
  const zofia = shop.visitor('Zofia');
  const maja = shop.agent('Maja');
  const oskar = shop.agent('Oskar');
  zofia.writes('When do you open?');
  const conversation = zofia.conversation;
  shop.ai.answers(conversation, 'At nine.');
  return { shop, zofia, maja, oskar, conversation };
}

test('TK1 an agent takes a conversation from the bot, and the visitor is told the name', () => {
  const { shop, zofia, maja, conversation } = chat();
  const place = accepted(maja.takesOver(conversation));
  expect(shop.row(conversation)).toMatchObject({ control: 'agent', holder: { id: maja.id, name: 'Maja' } });
  expect(zofia.sees.at(-1)).toEqual({
    seq: place.visitorSeq,
    at: shop.now,
    kind: 'event',
    event: 'agent.joined',
    name: 'Maja',
  });
});

test('TK1 an agent takes a conversation out of the wait', () => {
  const { shop, zofia, maja, conversation } = chat();
  zofia.asksForPerson();
  maja.takesOver(conversation);
  expect(shop.row(conversation).control).toBe('agent');
  expect(shop.timers()).toEqual(['look']);
  shop.later(10 * MINUTE);
  expect(shop.row(conversation).control).toBe('agent');
});

test('TK2 of two agents in the same instant the second is told who has it', () => {
  const { shop, maja, oskar, conversation } = chat();
  accepted(maja.takesOver(conversation));
  expect(refusal(oskar.takesOver(conversation))).toEqual({ code: 'conversation.taken', holder: 'Maja' });
  expect(shop.rows).toBe(0);
  expect(shop.row(conversation).holder!.id).toBe(maja.id);
});

test('TK3 taking over what one holds comes to the newest entry and changes nothing', () => {
  const { shop, zofia, maja, conversation } = chat();
  maja.takesOver(conversation);
  const { seq } = accepted(zofia.writes('Hello'));
  expect(accepted(maja.takesOver(conversation)).seq).toBe(seq);
  expect(shop.rows).toBe(0);
});

test('TK4 leaving gives the conversation back to the bot and tells the visitor', () => {
  const { shop, zofia, maja, conversation } = chat();
  maja.takesOver(conversation);
  maja.leaves(conversation);
  expect(shop.row(conversation)).toMatchObject({ control: 'bot', holder: null });
  expect(zofia.sees.at(-1)).toMatchObject({ event: 'agent.left', name: 'Maja' });
});

test('TK4 who doesn’t hold it can’t leave it', () => {
  const { maja, oskar, conversation } = chat();
  expect(refusal(maja.leaves(conversation))).toEqual({ code: 'conversation.not-held' });
  maja.takesOver(conversation);
  expect(refusal(oskar.leaves(conversation))).toEqual({ code: 'conversation.not-held' });
});

test('TK5 only the holder writes to the visitor', () => {
  const { shop, zofia, maja, oskar, conversation } = chat();
  expect(refusal(maja.writes(conversation, 'Hi'))).toEqual({ code: 'conversation.not-held' });
  maja.takesOver(conversation);
  accepted(maja.writes(conversation, 'Hi'));
  expect(refusal(oskar.writes(conversation, 'Me too'))).toEqual({ code: 'conversation.not-held' });
  maja.leaves(conversation);
  expect(refusal(maja.writes(conversation, 'PS'))).toEqual({ code: 'conversation.not-held' });
  zofia.ends();
  expect(refusal(maja.writes(conversation, 'PPS'))).toEqual({ code: 'conversation.closed' });
  expect(shop.story(conversation).filter((line) => line.startsWith('Maja'))).toEqual(['Maja: Hi']);
});

test('TK6 only the holder ends a conversation, and the visitor is told that an agent did', () => {
  const { shop, zofia, maja, oskar, conversation } = chat();
  expect(refusal(maja.ends(conversation))).toEqual({ code: 'conversation.not-held' });
  maja.takesOver(conversation);
  expect(refusal(oskar.ends(conversation))).toEqual({ code: 'conversation.not-held' });
  accepted(maja.ends(conversation));
  expect(shop.row(conversation)).toMatchObject({
    control: 'closed',
    closedBy: 'agent',
    closedAt: shop.now,
    holder: null,
  });
  expect(zofia.sees.at(-1)).toMatchObject({ event: 'conversation.closed', by: 'agent' });
  expect(shop.agentsSee(conversation).at(-1)).toMatchObject({ by: 'agent', name: 'Maja' });
});

test('TK7 a new display name shows on what is held and in entries from then on', () => {
  const { shop, zofia, maja, conversation } = chat();
  maja.takesOver(conversation);
  maja.writes(conversation, 'Hi');
  maja.isCalled('Maja K.');
  expect(shop.row(conversation).holder).toEqual({ id: maja.id, name: 'Maja K.' });
  expect(shop.events).toMatchObject([{ type: 'conversation.changed', conversation: { id: conversation } }]);
  maja.writes(conversation, 'Hi again');
  expect(zofia.sees.slice(-2)).toMatchObject([{ name: 'Maja' }, { name: 'Maja K.' }]);
});

test('TK7 the same name again, or the name of who holds nothing, writes nothing', () => {
  const { shop, maja, oskar, conversation } = chat();
  maja.takesOver(conversation);
  maja.isCalled('Maja');
  expect(shop.rows).toBe(0);
  oskar.isCalled('Maja');
  expect([shop.rows, shop.row(conversation).holder!.id]).toEqual([0, maja.id]);
});

test('TK8 an agent who is gone for the whole grace has left everything they hold, and nothing else', () => {
  const { shop, maja, oskar, zofia, conversation } = chat();
  const igor = shop.visitor('Igor');
  const ana = shop.visitor('Ana');
  igor.writes('Hello');
  ana.writes('Hello');
  maja.takesOver(conversation);
  maja.takesOver(igor.conversation);
  oskar.takesOver(ana.conversation);
  zofia.writes('Are you there?');
  maja.goes();
  shop.later(2 * MINUTE);
  expect(shop.row(conversation).control).toBe('bot');
  expect(shop.row(igor.conversation).control).toBe('bot');
  expect(shop.row(ana.conversation).holder!.id).toBe(oskar.id);
  expect(shop.story(conversation).at(-1)).toBe('* agent.left Maja');
  expect(shop.ai.run(conversation)).not.toBeNull();
});

test('TK8 the grace is counted from when the last socket was gone', () => {
  const { shop, maja, conversation } = chat();
  maja.takesOver(conversation);
  maja.goes();
  shop.later(MINUTE);
  shop.does({ t: 'agent.go', member: maja.id });
  shop.later(59 * SECOND);
  expect(shop.row(conversation).control).toBe('agent');
  shop.later(SECOND);
  expect(shop.row(conversation).control).toBe('bot');
});

test('TK9 an agent who is back before the grace is over has left nothing', () => {
  const { shop, maja, conversation } = chat();
  maja.takesOver(conversation);
  maja.goes();
  shop.passes(MINUTE);
  maja.comesBack();
  expect(shop.timers()).toEqual(['look']);
  shop.later(10 * MINUTE);
  expect(shop.row(conversation).holder!.id).toBe(maja.id);
});

test('TK9 an agent whose return was not told is not taken for gone', () => {
  const { shop, maja, conversation } = chat();
  maja.takesOver(conversation);
  maja.goes();
  shop.online.add(maja.id);
  shop.later(10 * MINUTE);
  expect(shop.row(conversation).holder!.id).toBe(maja.id);
  expect(shop.timers()).toEqual([]);
});

test('TK9 coming and going of an agent who holds nothing writes nothing', () => {
  const { shop, maja } = chat();
  maja.goes();
  expect(shop.rows).toBe(0);
  maja.comesBack();
  expect(shop.rows).toBe(0);
});

test('TK10 a conversation that doesn’t exist is refused as unknown', () => {
  const { maja } = chat();
  const nowhere = 'cnv_nowhere';
  for (const outcome of [
    maja.takesOver(nowhere),
    maja.writes(nowhere, 'Hi'),
    maja.leaves(nowhere),
    maja.ends(nowhere),
  ]) {
    expect(refusal(outcome)).toEqual({ code: 'conversation.unknown' });
  }
});

test('TK11 a message to an agent whose network died begins their grace, and the AI answers after it', () => {
  const { shop, zofia, maja, conversation } = chat();
  maja.takesOver(conversation);
  // No socket was closed: nobody said that Maja went.
  shop.online.delete(maja.id);
  shop.later(HOUR);
  expect(shop.row(conversation).control).toBe('agent');
  zofia.writes('Are you there?');
  shop.passes(MINUTE);
  zofia.writes('Hello?');
  shop.later(MINUTE);
  expect(shop.story(conversation).at(-1)).toBe('* agent.left Maja');
  expect(shop.ai.run(conversation)).not.toBeNull();
});
