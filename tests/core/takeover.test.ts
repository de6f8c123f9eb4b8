/** An agent steps in and steps back (RULES.md, TK). */
import { expect, test } from 'vitest';
import { inLine } from '../../src/core/queue.ts';
import { accepted, HOUR, MINUTE, PHRASES, refusal, SECOND, site } from './desk.ts';

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
  expect(shop.events).toMatchObject([
    { type: 'conversation.changed', conversation: { id: conversation } },
    { type: 'desk.changed' },
  ]);
  maja.writes(conversation, 'Hi again');
  expect(zofia.sees.slice(-2)).toMatchObject([{ name: 'Maja' }, { name: 'Maja K.' }]);
});

test('TK7 a new display name shows on what is to be wrapped up', () => {
  const { shop, zofia, maja, conversation } = chat();
  maja.takesOver(conversation);
  zofia.ends();
  maja.isCalled('Maja K.');
  expect(shop.row(conversation).wrapUp!.agent.name).toBe('Maja K.');
  shop.later(5 * MINUTE);
  expect(shop.story(conversation).at(-1)).toBe('* wrap-up.recorded Maja K.');
});

test('TK7 the same name again writes nothing, and the name of who holds nothing only their own row', () => {
  const { shop, maja, oskar, conversation } = chat();
  maja.takesOver(conversation);
  maja.isCalled('Maja');
  expect(shop.rows).toBe(0);
  oskar.isCalled('Maja');
  expect([shop.rows, shop.row(conversation).holder!.id]).toEqual([1, maja.id]);
  expect(shop.store.desk.agent(oskar.id)!.name).toBe('Maja');
});

test('TK8 what an agent has who is gone for the whole grace stands in its queue again, and nothing else', () => {
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
  expect(shop.row(conversation)).toMatchObject({ control: 'waiting', desk: { queue: shop.general.id } });
  expect(shop.row(igor.conversation).control).toBe('waiting');
  expect(shop.row(ana.conversation).holder!.id).toBe(oskar.id);
  expect(shop.log(conversation).at(-1)!.body).toMatchObject({ event: 'wait.started', why: 'agent-gone' });
  expect(shop.ai.run(conversation)).toBeNull();
  expect(shop.events).toContainEqual(expect.objectContaining({ type: 'agent.vanished', conversations: 2 }));
});

test('TK8 where nobody else is there, what the agent had goes back to the bot, which says so', () => {
  const { shop, maja, oskar, zofia, conversation } = chat();
  maja.takesOver(conversation);
  zofia.writes('Are you there?');
  maja.goes();
  oskar.goes();
  shop.later(2 * MINUTE);
  expect(shop.row(conversation).control).toBe('bot');
  expect(shop.story(conversation).slice(-3)).toEqual([
    '* wait.started',
    '* wait.ended nobody',
    `Vela: ${PHRASES.nobodyThere}`,
  ]);
});

test('TK8 who had a place in line before, has it again', () => {
  const { shop, maja, oskar, zofia, conversation } = chat();
  zofia.asksForPerson();
  maja.accepts(conversation);
  shop.passes(MINUTE);
  for (const busy of [1, 2, 3]) {
    const visitor = shop.visitor(`V${busy}`);
    visitor.writes('Hello');
    oskar.takesOver(visitor.conversation);
  }
  const igor = shop.visitor('Igor');
  igor.asksForPerson();
  maja.goes();
  shop.later(2 * MINUTE);
  expect(inLine(shop.store).map(({ visitor }) => visitor)).toEqual([zofia.id, igor.id]);
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
  expect(shop.row(conversation).control).toBe('waiting');
});

test('TK8 an agent without a connection is offline after fifteen seconds, and until then as before', () => {
  const { shop, maja } = chat();
  maja.goes();
  expect(maja.status.status).toBe('available');
  shop.passes(15 * SECOND - 1);
  expect(maja.status.status).toBe('available');
  shop.passes(1);
  expect(maja.status.status).toBe('offline');
  maja.comesBack();
  expect(maja.status.status).toBe('available');
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

test('TK9 an agent whose return was not told is not taken for gone, and the next time they are', () => {
  const { shop, maja, conversation } = chat();
  maja.takesOver(conversation);
  maja.goes();
  shop.online.add(maja.id);
  shop.later(10 * MINUTE);
  expect(shop.row(conversation).holder!.id).toBe(maja.id);
  expect(shop.timers()).toEqual([]);
  maja.goes();
  shop.later(MINUTE);
  expect(shop.row(conversation).holder!.id).toBe(maja.id);
  shop.later(MINUTE);
  expect(shop.row(conversation).control).toBe('waiting');
});

test('TK9 going writes the agent’s row and the timer of their grace, and so does coming back', () => {
  const { shop, maja } = chat();
  maja.comesBack();
  expect(shop.rows).toBe(0);
  maja.goes();
  expect(shop.rows).toBe(2);
  shop.does({ t: 'agent.go', member: maja.id });
  expect(shop.rows).toBe(0);
  maja.comesBack();
  expect(shop.rows).toBe(2);
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

test('TK11 a message to an agent whose network died begins their grace, and somebody else is asked after it', () => {
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
  expect(shop.story(conversation).at(-1)).toBe('* wait.started');
  expect(shop.ringsAt(conversation)).toBe('Oskar');
});
