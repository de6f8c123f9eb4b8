/** From one agent to another, or into a queue (RULES.md, TR). */
import { expect, test } from 'vitest';
import type { Outcome } from '../../src/core/engine.ts';
import { accepted, MINUTE, refusal, SAID, SECOND, type Shop, site } from './desk.ts';

/** Maja has Zofia's conversation; Oskar is there, and Ivana who supervises. */
function held() {
  const shop = site();
  const maja = shop.agent('Maja');
  const oskar = shop.agent('Oskar');
  const ivana = shop.agent('Ivana', 'supervisor');
  const zofia = shop.visitor('Zofia');
  zofia.writes('Hello');
  maja.takesOver(zofia.conversation);
  return { shop, maja, oskar, ivana, zofia, conversation: zofia.conversation };
}

const ends = (shop: Shop) => shop.events.flatMap((event) => (event.type === 'offer.ended' ? [event.how] : []));

test('TR1 a colleague is asked, and until they accept it stays with whoever has it', () => {
  const { shop, maja, oskar, zofia, conversation } = held();
  accepted(maja.transfers(conversation, oskar));
  expect(shop.offer(conversation)).toMatchObject({
    kind: 'transfer',
    to: { id: oskar.id },
    from: { id: maja.id },
    until: shop.now + 30 * SECOND,
  });
  expect(shop.row(conversation).holder?.id).toBe(maja.id);
  accepted(maja.writes(conversation, 'One moment.'));
  accepted(oskar.accepts(conversation));
  expect(shop.row(conversation).holder?.id).toBe(oskar.id);
  expect(shop.log(conversation).at(-1)!.body).toMatchObject({ event: 'agent.joined', from: { agent: maja.id } });
  expect(zofia.sees.at(-1)).toMatchObject({ event: 'agent.joined', name: 'Oskar' });
  expect(refusal(maja.writes(conversation, 'PS'))?.code).toBe('conversation.not-held');
});

test('TR1 what the work ends with is recorded once it is accepted, and not before', () => {
  const { shop, maja, oskar, conversation } = held();
  maja.transfers(conversation, oskar, { reason: 'Complaint', note: 'Card 4111 1111 1111 1111' });
  expect(JSON.stringify(shop.sql.all('SELECT * FROM conversations'))).not.toContain('4111 1111');
  const recorded = () =>
    shop.log(conversation).filter(({ body }) => 'event' in body && body.event === 'wrap-up.recorded');
  expect(recorded()).toEqual([]);
  oskar.accepts(conversation);
  expect(recorded()).toMatchObject([
    { author: maja.id, body: { reason: 'Complaint', note: 'Card **** **** **** ****' } },
  ]);
});

test.each([
  ['declined', (it: ReturnType<typeof held>) => it.oskar.declines(it.conversation), 'available'],
  ['missed', (it: ReturnType<typeof held>) => it.shop.later(30 * SECOND), 'rona'],
  ['withdrawn', (it: ReturnType<typeof held>) => it.maja.withdraws(it.conversation), 'available'],
  ['withdrawn', (it: ReturnType<typeof held>) => it.ivana.withdraws(it.conversation), 'available'],
  ['withdrawn', (it: ReturnType<typeof held>) => it.oskar.isUnavailable(), 'unavailable'],
  ['withdrawn', (it: ReturnType<typeof held>) => it.oskar.isRemoved(), null],
] as const)('TR2 what is %s stays where it was, and the log says so', (how, happens, status) => {
  const it = held();
  const { shop, maja, oskar, conversation } = it;
  maja.transfers(conversation, oskar);
  happens(it);
  expect(shop.row(conversation)).toMatchObject({ control: 'agent', holder: { id: maja.id }, desk: { offer: null } });
  expect(shop.log(conversation).at(-1)!.body).toMatchObject({ event: 'transfer.ended', how, agent: oskar.id });
  expect(ends(shop)).toEqual([how]);
  if (status) expect(oskar.status.status).toBe(status);
  accepted(maja.writes(conversation, 'I am still here.'));
});

test('TR2 only who asked, or a supervisor, takes it back, and only while it rings', () => {
  const { shop, maja, oskar, conversation } = held();
  maja.transfers(conversation, oskar);
  expect(refusal(oskar.withdraws(conversation))?.code).toBe('conversation.not-held');
  expect(refusal(maja.withdraws(conversation, 'ofr_other'))?.code).toBe('offer.over');
  oskar.accepts(conversation);
  expect(refusal(maja.withdraws(conversation))).toEqual({ code: 'offer.over', holder: 'Oskar' });
  expect(shop.rows).toBe(0);
});

test('TR2 what a queue offers, nobody takes back', () => {
  const { shop, ivana } = held();
  const igor = shop.visitor('Igor');
  igor.asksForPerson();
  expect(refusal(ivana.withdraws(igor.conversation))?.code).toBe('offer.over');
});

test('TR3 nobody is asked who isn’t there, has as many as they take, is rung at, has it, or isn’t of the site', () => {
  const { shop, maja, oskar, ivana, conversation } = held();
  const code = () => refusal(maja.transfers(conversation, oskar))?.code;
  expect(refusal(maja.transfers(conversation, maja))?.code).toBe('agent.busy');
  oskar.isUnavailable();
  expect(code()).toBe('agent.away');
  oskar.isAvailable();
  oskar.goes();
  expect(code()).toBe('agent.away');
  oskar.comesBack();
  oskar.isSet({ capacity: 1 });
  const igor = shop.visitor('Igor');
  igor.writes('Hello');
  oskar.takesOver(igor.conversation);
  expect(code()).toBe('agent.busy');
  oskar.isSet({ capacity: 3 });
  ivana.takesOver(shop.visitor('Nobody').writes('Hi').ok ? shop.store.newestConversation('vis_Nobody')!.id : '');
  ivana.transfers(shop.store.newestConversation('vis_Nobody')!.id, oskar);
  expect(code()).toBe('agent.busy');
  maja.invites(conversation, shop.agent('Ana'));
  expect(refusal(maja.transfers(conversation, ivana))?.code).toBe('offer.pending');
  expect(refusal(maja.transfers(conversation, { ...shop.general, id: 'que_none' }))?.code).toBe('queue.unknown');
  oskar.isRemoved();
  expect(code()).toBe('agent.unknown');
  expect(shop.rows).toBe(0);
});

test('TR3 only the holder hands it over, with a wrap-up that the site takes', () => {
  const { shop, maja, oskar, ivana, conversation } = held();
  shop.changes({ wrapUpRequired: true });
  expect(refusal(oskar.transfers(conversation, ivana))?.code).toBe('conversation.not-held');
  expect(refusal(maja.transfers(conversation, oskar, { reason: null, note: '' }))?.code).toBe('wrap-up.required');
  expect(refusal(maja.transfers(conversation, shop.general, { reason: 'No', note: '' }))?.code).toBe(
    'wrap-up.reason-unknown',
  );
  expect(shop.rows).toBe(0);
});

test('TR4 into a queue it waits there, before those who weren’t handed over, and who had it is done with it', () => {
  const { shop, maja, oskar, zofia, conversation } = held();
  const sales = shop.queue('Sales', { everyone: false, members: [oskar.id] });
  accepted(maja.transfers(conversation, sales, { reason: 'Sold', note: 'Wants a bell' }));
  expect(shop.row(conversation)).toMatchObject({
    control: 'waiting',
    holder: null,
    desk: { queue: sales.id, priority: 1 },
  });
  expect(shop.story(conversation).slice(-2)).toEqual(['* wrap-up.recorded Maja', '* wait.started Maja']);
  expect(zofia.sees.at(-1)).toMatchObject({ event: 'wait.started', why: 'transferred' });
  expect(JSON.stringify(zofia.sees)).not.toMatch(/Sales|Wants a bell/);
  expect(shop.ringsAt(conversation)).toBe('Oskar');
});

test('TR5 a supervisor assigns what waits, or is the AI’s, at once; an agent assigns it only to themselves', () => {
  const { shop, maja, oskar, ivana } = held();
  const igor = shop.visitor('Igor');
  igor.asksForPerson();
  expect(refusal(maja.assigns(igor.conversation, oskar))?.code).toBe('role.refused');
  oskar.isUnavailable();
  accepted(ivana.assigns(igor.conversation, oskar));
  expect(shop.row(igor.conversation).holder?.id).toBe(oskar.id);
  expect(shop.log(igor.conversation).at(-1)!.body).toMatchObject({ agent: oskar.id, by: { agent: ivana.id } });
  const ana = shop.visitor('Ana');
  ana.writes('Hello');
  oskar.goes();
  shop.passes(15 * SECOND);
  expect(refusal(ivana.assigns(ana.conversation, oskar))?.code).toBe('agent.away');
  accepted(maja.assigns(ana.conversation, maja));
  expect(shop.row(ana.conversation).holder?.id).toBe(maja.id);
  oskar.comesBack();
  expect(refusal(oskar.assigns(ana.conversation, oskar))).toEqual({ code: 'conversation.taken', holder: 'Maja' });
  oskar.isRemoved();
  ana.ends();
  expect(refusal(ivana.assigns(ana.conversation, maja))?.code).toBe('conversation.closed');
});

test('TR5 what an agent has, the colleague is asked for; by the holder or a supervisor', () => {
  const { shop, maja, oskar, ivana, conversation } = held();
  expect(refusal(oskar.assigns(conversation, ivana))?.code).toBe('conversation.not-held');
  accepted(ivana.assigns(conversation, oskar));
  expect(shop.offer(conversation)).toMatchObject({ kind: 'transfer', from: { id: ivana.id } });
  expect(shop.row(conversation).holder?.id).toBe(maja.id);
  accepted(maja.withdraws(conversation));
  // Between her look and her click Maja took it: nobody takes it from Maja without saying so (TR7).
  expect(refusal(ivana.assigns(conversation, ivana))).toEqual({ code: 'conversation.taken', holder: 'Maja' });
  expect(shop.row(conversation).holder?.id).toBe(maja.id);
  expect(accepted(maja.assigns(conversation, maja)).seq).toBe(shop.log(conversation).at(-1)!.seq);
  expect(shop.rows).toBe(0);
});

test('TR6 to nobody: it waits in its queue again, with the place it had', () => {
  const { shop, maja, oskar, ivana, zofia, conversation } = held();
  expect(refusal(oskar.assigns(conversation, null))?.code).toBe('conversation.not-held');
  accepted(ivana.assigns(conversation, null));
  expect(shop.row(conversation)).toMatchObject({ control: 'waiting', desk: { queue: shop.general.id, priority: 0 } });
  expect(zofia.sees.at(-1)).toMatchObject({ event: 'wait.started', why: 'unassigned' });
  accepted(maja.assigns(conversation, null));
  expect(shop.rows).toBe(0);
  const igor = shop.visitor('Igor');
  igor.writes('Hello');
  expect(refusal(ivana.assigns(igor.conversation, null))?.code).toBe('conversation.not-held');
});

test('TR7 a supervisor takes over what an agent has, if that one still has it', () => {
  const { shop, maja, oskar, ivana, conversation } = held();
  expect(refusal(oskar.takesFrom(conversation, maja))).toEqual({ code: 'conversation.taken', holder: 'Maja' });
  expect(refusal(ivana.takesOver(conversation))).toEqual({ code: 'conversation.taken', holder: 'Maja' });
  expect(refusal(ivana.takesFrom(conversation, oskar))).toEqual({ code: 'conversation.taken', holder: 'Maja' });
  accepted(ivana.takesFrom(conversation, maja));
  expect(shop.row(conversation).holder?.id).toBe(ivana.id);
  expect(shop.log(conversation).at(-1)!.body).toMatchObject({ agent: ivana.id, from: { agent: maja.id } });
});

test.each<[string, (it: ReturnType<typeof held>) => unknown]>([
  ['a supervisor takes it', ({ ivana, maja, conversation }) => ivana.takesFrom(conversation, maja)],
  ['its holder gives it back to the AI', ({ maja, conversation }) => maja.leaves(conversation)],
  ['it goes back to its queue', ({ maja, conversation }) => maja.assigns(conversation, null)],
])('TR2 a request that ends because %s is told of', (_, act) => {
  const it = held();
  accepted(it.maja.transfers(it.conversation, it.oskar));
  accepted(act(it) as Outcome);
  const told = it.shop.log(it.conversation).map(({ body }) => ('event' in body ? body : null));
  expect(told.filter((body) => body?.event === 'transfer.ended')).toMatchObject([{ how: 'withdrawn', name: 'Oskar' }]);
});

test('TR8 when the visitor ends while it rings, it rings no more, and who has it is to wrap up', () => {
  const { shop, maja, oskar, zofia, conversation } = held();
  maja.transfers(conversation, oskar);
  zofia.ends();
  expect([ends(shop), oskar.load]).toEqual([['withdrawn'], 0]);
  expect(shop.row(conversation).wrapUp?.agent.id).toBe(maja.id);
  shop.later(10 * MINUTE);
  expect(oskar.status.status).toBe('available');
});

test('TR8 who is gone while it rings elsewhere: it is still the colleague’s to accept, and else nobody’s', () => {
  const { shop, maja, oskar, conversation } = held();
  maja.transfers(conversation, oskar);
  maja.goes();
  shop.later(20 * SECOND);
  expect(shop.ringsAt(conversation)).toBe('Oskar');
  oskar.goes();
  shop.later(15 * SECOND);
  expect([shop.offer(conversation), shop.row(conversation).holder?.id]).toEqual([null, maja.id]);
  shop.agent('Ana');
  shop.later(2 * MINUTE);
  expect(shop.row(conversation).control).toBe('waiting');
});

test('TR8 who is removed while it rings elsewhere has handed over nothing: it waits', () => {
  const { shop, maja, oskar, conversation } = held();
  maja.transfers(conversation, oskar, SAID);
  maja.isRemoved();
  expect(ends(shop)).toEqual(['withdrawn']);
  expect(shop.row(conversation).control).toBe('waiting');
  expect(shop.story(conversation)).not.toContain('* wrap-up.recorded Maja');
});

test('EN5 each way of handing over may be sent again', () => {
  const { shop, maja, oskar, ivana, conversation } = held();
  for (const [who, act] of [
    [maja, () => maja.transfers(conversation, oskar)],
    [maja, () => maja.withdraws(conversation)],
    [ivana, () => ivana.assigns(conversation, oskar)],
    [oskar, () => oskar.accepts(conversation)],
    [oskar, () => oskar.transfers(conversation, shop.general)],
    [ivana, () => ivana.assigns(conversation, maja)],
    [ivana, () => ivana.takesFrom(conversation, maja)],
    [ivana, () => ivana.assigns(conversation, null)],
  ] as const) {
    const place = accepted(act());
    expect(accepted(who.resends())).toEqual(place);
    expect(shop.rows).toBe(0);
  }
});
