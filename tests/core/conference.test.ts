/** Several agents in one conversation (RULES.md, CF). */
import { expect, test } from 'vitest';
import { accepted, MINUTE, refusal, SECOND, site } from './desk.ts';

/** Maja has Zofia's conversation, and Oskar has joined. */
function together() {
  const shop = site();
  const maja = shop.agent('Maja');
  const oskar = shop.agent('Oskar');
  const ivana = shop.agent('Ivana', 'supervisor');
  const zofia = shop.visitor('Zofia');
  zofia.writes('Hello');
  const { conversation } = zofia;
  maja.takesOver(conversation);
  accepted(maja.invites(conversation, oskar));
  accepted(oskar.accepts(conversation));
  return { shop, maja, oskar, ivana, zofia, conversation };
}

test('CF1 the holder asks a colleague to join; who accepts is told to all, and writes as well', () => {
  const { shop, maja, oskar, zofia, conversation } = together();
  expect(shop.row(conversation)).toMatchObject({
    control: 'agent',
    holder: { id: maja.id },
    desk: { guests: [{ id: oskar.id, name: 'Oskar' }], offer: null },
  });
  expect(zofia.sees.at(-1)).toMatchObject({ event: 'conference.joined', name: 'Oskar' });
  accepted(oskar.writes(conversation, 'Hello, Oskar here.'));
  accepted(maja.writes(conversation, 'As I said.'));
  expect(shop.story(conversation).slice(-5)).toEqual([
    '* agent.joined Maja',
    '* conference.requested Maja',
    '* conference.joined Oskar',
    'Oskar: Hello, Oskar here.',
    'Maja: As I said.',
  ]);
});

test.each([
  ['declined', 'available'],
  ['missed', 'rona'],
  ['withdrawn', 'available'],
] as const)('CF1 an invitation that is %s changes nothing, and the visitor isn’t told of it', (how, status) => {
  const { shop, maja, oskar, zofia, conversation } = together();
  const ana = shop.agent('Ana');
  const seen = zofia.sees.length;
  maja.invites(conversation, ana);
  if (how === 'declined') ana.declines(conversation);
  if (how === 'missed') shop.later(30 * SECOND);
  if (how === 'withdrawn') maja.withdraws(conversation);
  expect(shop.log(conversation).at(-1)!.body).toMatchObject({ event: 'conference.refused', how, agent: ana.id });
  expect(shop.row(conversation).desk.guests).toEqual([{ id: oskar.id, name: 'Oskar' }]);
  expect([zofia.sees.length, ana.status.status]).toEqual([seen, status]);
});

test('CF1 only the holder asks, and nobody who is in it already', () => {
  const { shop, maja, oskar, ivana, conversation } = together();
  expect(refusal(oskar.invites(conversation, ivana))?.code).toBe('conversation.not-held');
  expect(refusal(maja.invites(conversation, oskar))?.code).toBe('agent.busy');
  expect(refusal(maja.invites(conversation, maja))?.code).toBe('agent.busy');
  expect(shop.rows).toBe(0);
});

test('CF2 a guest writes and leaves, and does nothing else that is the holder’s', () => {
  const { shop, oskar, ivana, zofia, conversation } = together();
  for (const outcome of [
    oskar.ends(conversation),
    oskar.leaves(conversation),
    oskar.transfers(conversation, ivana),
    oskar.assigns(conversation, null),
  ]) {
    expect(refusal(outcome)?.code).toBe('conversation.not-held');
  }
  expect(refusal(oskar.takesOver(conversation))).toEqual({ code: 'conversation.taken', holder: 'Maja' });
  accepted(oskar.leavesConference(conversation));
  expect(zofia.sees.at(-1)).toMatchObject({ event: 'conference.left', name: 'Oskar' });
  expect(refusal(oskar.writes(conversation, 'PS'))?.code).toBe('conversation.not-held');
  expect(shop.row(conversation).desk.guests).toEqual([]);
});

test('CF3 what the holder leaves, the colleague who joined first holds, of those who are connected', () => {
  const { shop, maja, oskar, ivana, conversation } = together();
  maja.invites(conversation, ivana);
  ivana.accepts(conversation);
  oskar.goes();
  accepted(maja.leavesConference(conversation));
  expect(shop.row(conversation)).toMatchObject({ holder: { id: ivana.id }, desk: { guests: [{ id: oskar.id }] } });
  expect(shop.story(conversation).slice(-2)).toEqual(['* conference.left Maja', '* agent.joined Ivana']);
  oskar.comesBack();
  accepted(ivana.leavesConference(conversation));
  expect(shop.row(conversation)).toMatchObject({ holder: { id: oskar.id }, desk: { guests: [] } });
  expect(refusal(oskar.leavesConference(conversation))?.code).toBe('conversation.not-held');
});

test('CF3 a holder who is gone leaves it to whoever joined, and a guest who is gone has left', () => {
  const { shop, maja, oskar, ivana, conversation } = together();
  maja.goes();
  shop.later(2 * MINUTE);
  expect(shop.row(conversation)).toMatchObject({ control: 'agent', holder: { id: oskar.id }, desk: { guests: [] } });
  oskar.invites(conversation, ivana);
  ivana.accepts(conversation);
  ivana.goes();
  shop.later(2 * MINUTE);
  expect(shop.row(conversation)).toMatchObject({ holder: { id: oskar.id }, desk: { guests: [] } });
  expect(shop.story(conversation).at(-1)).toBe('* conference.left Ivana');
});

test('CF4 when a supervisor takes over, those who joined stay; one of them who takes over is the holder', () => {
  const { shop, maja, oskar, ivana, conversation } = together();
  accepted(ivana.takesFrom(conversation, maja));
  expect(shop.row(conversation)).toMatchObject({ holder: { id: ivana.id }, desk: { guests: [{ id: oskar.id }] } });
  accepted(ivana.transfers(conversation, oskar));
  accepted(oskar.accepts(conversation));
  expect(shop.row(conversation)).toMatchObject({ holder: { id: oskar.id }, desk: { guests: [] } });
});

test('WR6 when the chat is switched off who joined has left, and who has it ends it', () => {
  const { shop, maja, oskar, conversation } = together();
  accepted(shop.changes({ chatOn: false }));
  expect(shop.row(conversation).desk).toMatchObject({ interrupted: true, guests: [] });
  expect(shop.story(conversation).slice(-2)).toEqual(['* conversation.interrupted', '* conference.left Oskar']);
  expect(refusal(oskar.leavesConference(conversation))?.code).toBe('conversation.not-held');
  accepted(maja.ends(conversation));
});

test('CF5 the end is everybody’s, and only the holder wraps up', () => {
  const { shop, maja, oskar, zofia, conversation } = together();
  zofia.ends();
  expect(shop.row(conversation)).toMatchObject({
    control: 'closed',
    wrapUp: { agent: { id: maja.id } },
    desk: { guests: [] },
  });
  expect([maja.load, oskar.load]).toEqual([1, 0]);
  expect(refusal(oskar.wrapsUp(conversation))?.code).toBe('conversation.not-held');
});

test.each([
  ['leaves it to the AI', ({ maja, conversation }: ReturnType<typeof together>) => maja.leaves(conversation)],
  [
    'hands it over to a queue',
    ({ shop, maja, conversation }: ReturnType<typeof together>) => maja.transfers(conversation, shop.general),
  ],
] as const)('CF5 when the holder %s, nobody is in it any more', (_, act) => {
  const it = together();
  accepted(act(it));
  expect(it.shop.row(it.conversation).desk.guests).toEqual([]);
  expect(it.oskar.load).toBe(it.shop.ringsAt(it.conversation) === 'Oskar' ? 1 : 0);
  expect(refusal(it.oskar.writes(it.conversation, 'Hello?'))?.code).toBe('conversation.not-held');
});

test('EN5 what is done in a conference may be sent again', () => {
  const { shop, maja, oskar, ivana, conversation } = together();
  for (const [who, act] of [
    [maja, () => maja.invites(conversation, ivana)],
    [ivana, () => ivana.accepts(conversation)],
    [oskar, () => oskar.leavesConference(conversation)],
    [maja, () => maja.leavesConference(conversation)],
  ] as const) {
    const place = accepted(act());
    expect(accepted(who.resends())).toEqual(place);
    expect(shop.rows).toBe(0);
  }
});
