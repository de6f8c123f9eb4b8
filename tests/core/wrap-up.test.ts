/** What an agent's work on a conversation ends with (RULES.md, WR). */
import { expect, test } from 'vitest';
import { accepted, MINUTE, refusal, SAID, SECOND, type Shop, site } from './desk.ts';

/** Maja has Zofia's conversation. */
function held() {
  const shop = site();
  const maja = shop.agent('Maja');
  const zofia = shop.visitor('Zofia');
  zofia.writes('Hello');
  maja.takesOver(zofia.conversation);
  return { shop, maja, zofia, conversation: zofia.conversation };
}

const recorded = (shop: Shop, conversation: string) =>
  shop.log(conversation).filter(({ body }) => body.kind === 'event' && body.event === 'wrap-up.recorded');

test('WR1 with the end by the holder it is recorded before the end, for agents only', () => {
  const { shop, maja, zofia, conversation } = held();
  accepted(maja.ends(conversation, undefined, { reason: 'Sold', note: 'A red one' }));
  expect(shop.agentsSee(conversation).slice(-2)).toMatchObject([
    { event: 'wrap-up.recorded', reason: 'Sold', note: 'A red one', agent: maja.id, name: 'Maja' },
    { event: 'conversation.closed' },
  ]);
  expect(JSON.stringify(zofia.sees)).not.toMatch(/Sold|red one/);
  expect([shop.row(conversation).wrapUp, maja.load]).toEqual([null, 0]);
});

test('WR2 where somebody else ends it, its agent is to wrap up, once, and counts it until then', () => {
  const { shop, maja, zofia, conversation } = held();
  zofia.ends();
  expect(shop.row(conversation).wrapUp).toEqual({
    agent: { id: maja.id, name: 'Maja' },
    dueAt: shop.now + 5 * MINUTE,
  });
  expect(shop.events).toContainEqual(expect.objectContaining({ type: 'wrap-up.due', dueAt: shop.now + 5 * MINUTE }));
  expect(maja.load).toBe(1);
  accepted(maja.wrapsUp(conversation, { reason: 'Complaint', note: '' }));
  expect(shop.events).toContainEqual(expect.objectContaining({ type: 'wrap-up.done' }));
  expect(shop.story(conversation).slice(-2)).toEqual(['* conversation.closed visitor', '* wrap-up.recorded Maja']);
  expect([shop.row(conversation).wrapUp, maja.load, shop.timers()]).toEqual([null, 0, []]);
  expect(refusal(maja.wrapsUp(conversation))?.code).toBe('conversation.not-held');
  shop.later(10 * MINUTE);
  expect(recorded(shop, conversation)).toHaveLength(1);
});

test('WR3 nobody did it in time: it is recorded without a reason, and says so', () => {
  const { shop, maja, zofia, conversation } = held();
  zofia.ends();
  shop.later(5 * MINUTE - 1);
  expect(recorded(shop, conversation)).toEqual([]);
  shop.later(1);
  expect(recorded(shop, conversation)).toMatchObject([
    { body: { reason: null, note: '', auto: true, agent: maja.id } },
  ]);
  expect([maja.load, shop.timers()]).toEqual([0, []]);
  expect(refusal(maja.wrapsUp(conversation))?.code).toBe('conversation.not-held');
});

test('WR2 what is to be wrapped up keeps nobody from a new conversation, nor what comes of that', () => {
  const { shop, maja, zofia, conversation } = held();
  zofia.ends();
  zofia.writes('One more thing');
  const second = zofia.conversation;
  maja.takesOver(second);
  zofia.ends();
  expect(maja.load).toBe(2);
  accepted(maja.wrapsUp(conversation));
  expect([shop.row(second).wrapUp?.agent.id, maja.load]).toEqual([maja.id, 1]);
  shop.later(5 * MINUTE);
  expect([recorded(shop, conversation).length, recorded(shop, second).length]).toEqual([1, 1]);
});

test('WR2 an agent who is to wrap up is asked for no more than fits beside it', () => {
  const { shop, maja, zofia, conversation } = held();
  maja.isSet({ capacity: 1 });
  zofia.ends();
  const igor = shop.visitor('Igor');
  igor.asksForPerson();
  expect(shop.offer(igor.conversation)).toBeNull();
  maja.wrapsUp(conversation);
  expect(shop.ringsAt(igor.conversation)).toBe('Maja');
});

test('WR3 of an agent who is removed meanwhile it is recorded by itself', () => {
  const { shop, maja, zofia, conversation } = held();
  zofia.ends();
  maja.isRemoved();
  shop.later(5 * MINUTE);
  expect(recorded(shop, conversation)).toMatchObject([{ body: { name: 'Maja', auto: true } }]);
});

test('WR4 the reason is one of the site’s; where the site demands one, it has to be there', () => {
  const { shop, maja, zofia, conversation } = held();
  shop.changes({ wrapUpReasons: ['Sold', 'Spam'], wrapUpRequired: true });
  const end = (reason: string | null) => refusal(maja.ends(conversation, undefined, { reason, note: '' }))?.code;
  expect([end('Other'), end(null), refusal(maja.ends(conversation))?.code]).toEqual([
    'wrap-up.reason-unknown',
    'wrap-up.required',
    'wrap-up.required',
  ]);
  zofia.ends();
  expect(refusal(maja.wrapsUp(conversation, { reason: null, note: 'x' }))?.code).toBe('wrap-up.required');
  expect(shop.rows).toBe(0);
  // By itself it is recorded nevertheless.
  shop.later(5 * MINUTE);
  expect(recorded(shop, conversation)).toHaveLength(1);
});

test('WR4 where the site has no reasons, none is demanded', () => {
  const { shop, maja, conversation } = held();
  shop.changes({ wrapUpReasons: [], wrapUpRequired: true });
  accepted(maja.ends(conversation));
});

test('WR5 only whose work it was wraps up', () => {
  const { shop, maja, zofia, conversation } = held();
  const oskar = shop.agent('Oskar');
  expect(refusal(maja.wrapsUp(conversation))?.code).toBe('conversation.not-held');
  zofia.ends();
  expect(refusal(oskar.wrapsUp(conversation))?.code).toBe('conversation.not-held');
  expect(refusal(maja.wrapsUp('cnv_none'))?.code).toBe('conversation.unknown');
  expect(shop.rows).toBe(0);
});

test('WR5 nobody is to wrap up what no agent had when it ended', () => {
  const { shop, maja, zofia, conversation } = held();
  maja.leaves(conversation);
  zofia.ends();
  expect([shop.row(conversation).wrapUp, shop.timers()]).toEqual([null, []]);
});

test('WR6 while the chat is switched off, what an agent has is interrupted: nothing is left but to end it', () => {
  const { shop, maja, zofia, conversation } = held();
  const oskar = shop.agent('Oskar');
  const ivana = shop.agent('Ivana', 'supervisor');
  const igor = shop.visitor('Igor');
  igor.asksForPerson();
  maja.transfers(conversation, ivana);
  accepted(shop.changes({ chatOn: false }));
  expect(shop.row(igor.conversation)).toMatchObject({ control: 'closed', closedBy: 'site', desk: { offer: null } });
  expect(shop.row(conversation).desk).toMatchObject({ interrupted: true, offer: null });
  for (const outcome of [
    maja.writes(conversation, 'Hi'),
    maja.leaves(conversation),
    maja.transfers(conversation, oskar),
    maja.invites(conversation, oskar),
    maja.assigns(conversation, null),
    ivana.takesFrom(conversation, maja),
    zofia.writes('Hello?'),
    igor.asksForPerson(),
  ]) {
    expect(refusal(outcome)?.code).toBe('conversation.interrupted');
  }
  accepted(maja.ends(conversation, undefined, SAID));
});

test('WR6 when the chat is switched on again, what nobody has ended is over, and to be wrapped up', () => {
  const { shop, maja, zofia, conversation } = held();
  shop.changes({ chatOn: false });
  shop.changes({ name: 'Kolovrat 2' });
  expect(shop.row(conversation).control).toBe('agent');
  shop.changes({ chatOn: true });
  expect(shop.row(conversation)).toMatchObject({ closedBy: 'site', wrapUp: { agent: { id: maja.id } } });
  zofia.writes('Hello again');
  expect(zofia.conversation).not.toBe(conversation);
});

test('WR6 an agent who is gone has ended what was interrupted', () => {
  const { shop, maja, conversation } = held();
  shop.agent('Oskar');
  shop.changes({ chatOn: false });
  maja.goes();
  shop.later(2 * MINUTE);
  expect(shop.row(conversation)).toMatchObject({ control: 'closed', closedBy: 'site' });
  shop.later(5 * MINUTE);
  expect(recorded(shop, conversation)).toHaveLength(1);
});

test('WR7 waited and handled are told apart, and what is going on now is not yet in them', () => {
  const { shop, maja, zofia, conversation } = held();
  const spans = () => [shop.row(conversation).desk.waitedMs, shop.row(conversation).desk.handledMs];
  shop.passes(MINUTE);
  maja.transfers(conversation, shop.general);
  expect(spans()).toEqual([0, MINUTE]);
  shop.passes(10 * SECOND);
  maja.takesOver(conversation);
  expect(spans()).toEqual([10 * SECOND, MINUTE]);
  shop.passes(MINUTE);
  maja.leaves(conversation);
  shop.passes(MINUTE);
  zofia.asksForPerson();
  shop.passes(5 * SECOND);
  zofia.ends();
  expect(spans()).toEqual([15 * SECOND, 2 * MINUTE]);
});

test('EN5 a wrap-up may be sent again', () => {
  const { shop, maja, zofia, conversation } = held();
  zofia.ends();
  const place = accepted(maja.wrapsUp(conversation, SAID, 'once'));
  expect(accepted(maja.wrapsUp(conversation, SAID, 'once'))).toEqual(place);
  expect(shop.rows).toBe(0);
});
