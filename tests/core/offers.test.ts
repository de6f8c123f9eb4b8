/** Offers: what rings, at whom, how long, and how each of them ends once (RULES.md, OF). */
import { expect, test } from 'vitest';
import { offerCard } from '../../src/core/project.ts';
import { type Agent, accepted, MINUTE, refusal, SECOND, type Shop, site } from './desk.ts';

/** Zofia waits, and it rings at Maja; Oskar is there as well. */
function ringing() {
  const shop = site();
  const maja = shop.agent('Maja');
  const oskar = shop.agent('Oskar');
  const zofia = shop.visitor('Zofia');
  zofia.writes('Hello');
  zofia.asksForPerson();
  return { shop, maja, oskar, zofia, conversation: zofia.conversation };
}

/** How offers ended in the last command. */
const ends = (shop: Shop) => shop.events.flatMap((event) => (event.type === 'offer.ended' ? [event.how] : []));
const made = (shop: Shop) => shop.events.flatMap((event) => (event.type === 'offer.made' ? [event.offer.to.name] : []));

test('OF1 what waits rings at one agent, for as long as its queue says', () => {
  const { shop, maja, conversation } = ringing();
  expect(shop.offer(conversation)).toMatchObject({
    kind: 'queue',
    to: { id: maja.id, name: 'Maja' },
    from: null,
    at: shop.now,
    until: shop.now + 30 * SECOND,
  });
  expect(made(shop)).toEqual(['Maja']);
});

test('OF1 a conversation rings at one agent, and one conversation at an agent, whatever else waits', () => {
  const { shop, conversation } = ringing();
  const [igor, ana] = [shop.visitor('Igor'), shop.visitor('Ana')];
  igor.asksForPerson();
  ana.asksForPerson();
  expect([conversation, igor.conversation, ana.conversation].map((id) => shop.ringsAt(id))).toEqual([
    'Maja',
    'Oskar',
    null,
  ]);
});

test('OF2 who accepts holds it from that moment, and the visitor is told', () => {
  const { shop, maja, zofia, conversation } = ringing();
  shop.passes(30 * SECOND - 1);
  accepted(maja.accepts(conversation));
  expect(shop.row(conversation)).toMatchObject({ control: 'agent', holder: { id: maja.id }, desk: { offer: null } });
  expect([ends(shop), zofia.sees.at(-1)]).toMatchObject([['accepted'], { event: 'agent.joined', name: 'Maja' }]);
});

test('OF2 by the server’s clock an offer is over at its end, though nobody has looked yet', () => {
  const { shop, maja, conversation } = ringing();
  shop.passes(30 * SECOND);
  expect(refusal(maja.accepts(conversation))).toEqual({ code: 'offer.over' });
  expect(refusal(maja.declines(conversation))).toEqual({ code: 'offer.over' });
});

test('OF2 what was taken by another, is over, or rings at somebody else, can’t be accepted', () => {
  const { shop, maja, oskar, zofia, conversation } = ringing();
  const { id } = shop.offer(conversation)!;
  expect(refusal(oskar.accepts(conversation))).toEqual({ code: 'offer.over' });
  expect(refusal(maja.accepts(conversation, 'ofr_another'))).toEqual({ code: 'offer.over' });
  expect(refusal(maja.accepts('cnv_none', id))).toEqual({ code: 'conversation.unknown' });
  oskar.takesOver(conversation);
  expect(ends(shop)).toEqual(['withdrawn']);
  expect(refusal(maja.accepts(conversation, id))).toEqual({ code: 'offer.over', holder: 'Oskar' });
  zofia.ends();
  expect(refusal(maja.declines(conversation, id))).toEqual({ code: 'offer.over' });
  expect(shop.rows).toBe(0);
});

test('OF2 who takes over by hand what rings at them has accepted it', () => {
  const { shop, maja, conversation } = ringing();
  maja.takesOver(conversation);
  expect(ends(shop)).toEqual(['accepted']);
});

test('OF3 who declines is passed over, and stays available', () => {
  const { shop, maja, conversation } = ringing();
  accepted(maja.declines(conversation));
  expect([ends(shop), made(shop), maja.status.status]).toEqual([['declined'], ['Oskar'], 'available']);
  expect(shop.story(conversation).at(-1)).toBe('* offer.declined Maja');
  expect(shop.row(conversation).control).toBe('waiting');
});

test('OF4 who doesn’t answer is set to rona, is asked no more, and the next one is', () => {
  const { shop, maja, oskar, conversation } = ringing();
  shop.later(30 * SECOND);
  expect([ends(shop), made(shop), maja.status.status]).toEqual([['missed'], ['Oskar'], 'rona']);
  expect(shop.story(conversation).at(-1)).toBe('* offer.missed Maja');
  const igor = shop.visitor('Igor');
  igor.asksForPerson();
  expect(shop.ringsAt(igor.conversation)).toBeNull();
  accepted(oskar.accepts(conversation));
  expect(shop.ringsAt(igor.conversation)).toBe('Oskar');
});

test('OF4 who sets Available after a miss may be asked again for what they missed', () => {
  const { shop, maja, oskar, conversation } = ringing();
  oskar.isUnavailable();
  for (const _ of [1, 2, 3]) {
    shop.later(30 * SECOND);
    expect([maja.status.status, shop.ringsAt(conversation)]).toEqual(['rona', null]);
    maja.isAvailable();
    expect(shop.ringsAt(conversation)).toBe('Maja');
  }
});

test('OF4 nobody misses what rang while their connection was lost', () => {
  const { shop, maja, conversation } = ringing();
  shop.passes(20 * SECOND);
  maja.goes();
  shop.later(10 * SECOND);
  expect([ends(shop), made(shop)]).toEqual([['missed'], ['Oskar']]);
  maja.comesBack();
  expect(maja.status.status).toBe('available');
  expect(shop.ringsAt(conversation)).toBe('Oskar');
});

test('OF5 whose hours were over before a late alarm has missed nothing', () => {
  const shop = site();
  const maja = shop.agent('Maja');
  // From eight to a minute past eight: it is eight now.
  maja.isSet({ schedule: { timeZone: 'UTC', blocks: [{ day: 0, from: 480, to: 481 }] } });
  shop.passes(20 * SECOND);
  const zofia = shop.visitor('Zofia');
  zofia.asksForPerson();
  expect(shop.ringsAt(zofia.conversation)).toBe('Maja');
  shop.later(MINUTE);
  expect([ends(shop), maja.status.status]).toEqual([['withdrawn'], 'unavailable']);
});

test.each<[string, (it: ReturnType<typeof ringing>) => unknown]>([
  ['is unavailable', ({ maja }) => maja.isUnavailable('Lunch')],
  ['is removed from the site', ({ maja }) => maja.isRemoved()],
  [
    'is offline',
    ({ shop, maja }) => {
      maja.goes();
      shop.later(15 * SECOND);
    },
  ],
  [
    'has as many as they take',
    ({ shop, maja }) => {
      maja.isSet({ capacity: 1 });
      const igor = shop.visitor('Igor');
      igor.writes('Hello');
      maja.takesOver(igor.conversation);
    },
  ],
])('OF5 what rings goes on to the next when its agent %s, and nobody missed it', (_, happens) => {
  const it = ringing();
  happens(it);
  expect(it.shop.ringsAt(it.conversation)).toBe('Oskar');
  expect(it.shop.story(it.conversation)).toEqual(['visitor: Hello', '* person.requested']);
});

test('OF5 within the grace of a lost connection it goes on ringing, and can be accepted', () => {
  const { shop, maja, conversation } = ringing();
  maja.goes();
  shop.later(14 * SECOND);
  expect(shop.ringsAt(conversation)).toBe('Maja');
  maja.comesBack();
  accepted(maja.accepts(conversation));
});

test.each<[string, (it: ReturnType<typeof ringing>) => unknown]>([
  ['ends', ({ zofia }) => zofia.ends()],
  ['goes back to the AI', ({ zofia }) => zofia.goesBack()],
  ['is gone', ({ zofia }) => zofia.goes()],
])('OF5 it stops ringing when the visitor %s', (_, happens) => {
  const it = ringing();
  happens(it);
  expect([it.shop.offer(it.conversation), ends(it.shop)]).toEqual([null, ['withdrawn']]);
  expect(it.maja.status.status).toBe('available');
});

test('OF5 it stops ringing when the wait is over, and nobody has missed it', () => {
  const shop = site();
  const maja = shop.agent('Maja');
  shop.changesQueue(shop.general, { ringMs: MINUTE, waitMs: 30 * SECOND });
  const zofia = shop.visitor('Zofia');
  zofia.asksForPerson();
  shop.later(30 * SECOND);
  expect(shop.row(zofia.conversation)).toMatchObject({ control: 'bot', desk: { offer: null } });
  expect([ends(shop), maja.status.status]).toEqual([['withdrawn'], 'available']);
});

test('OF6 an offer ends once, however often and by whom it is answered', () => {
  const { shop, maja, oskar, conversation } = ringing();
  const { id } = shop.offer(conversation)!;
  const all: string[] = [];
  const count = () => all.push(...ends(shop));
  maja.declines(conversation, id, 'once');
  count();
  const place = accepted(maja.declines(conversation, id, 'once'));
  count();
  expect(refusal(maja.declines(conversation, id))?.code).toBe('offer.over');
  expect(refusal(maja.accepts(conversation, id))?.code).toBe('offer.over');
  oskar.accepts(conversation);
  expect(ends(shop)).toEqual(['accepted']);
  shop.later(MINUTE);
  count();
  expect(all).toEqual(['declined']);
  expect(shop.log(conversation)[place.seq - 1]!.body).toMatchObject({ event: 'offer.declined' });
});

test('OF7 a new name shows on what rings, at its agent and of who asks', () => {
  const { shop, maja, oskar, conversation } = ringing();
  maja.isCalled('Maja K.');
  expect(shop.ringsAt(conversation)).toBe('Maja K.');
  maja.accepts(conversation);
  maja.transfers(conversation, oskar, { reason: 'Sold', note: '' });
  maja.isCalled('M. Kovač');
  expect(shop.offer(conversation)!.from).toEqual({ id: maja.id, name: 'M. Kovač' });
  oskar.isCalled('Oskar P.');
  const { guests } = shop.row(conversation).desk;
  expect([shop.ringsAt(conversation), guests]).toEqual(['Oskar P.', []]);
  oskar.accepts(conversation);
  expect(shop.story(conversation).slice(-2)).toEqual(['* wrap-up.recorded M. Kovač', '* agent.joined Oskar P.']);
});

test('OF8 what rings quotes the visitor, not what they were told since', () => {
  const { shop, maja, zofia, conversation } = ringing();
  const quoted = () => {
    const { masking } = shop.store.site()!.settings;
    return offerCard(shop.store, shop.row(conversation), shop.offer(conversation)!, masking).last;
  };
  maja.accepts(conversation);
  maja.writes(conversation, 'One moment');
  maja.assigns(conversation, null);
  expect(quoted()).toMatchObject({ from: 'visitor', text: 'Hello' });
  zofia.writes('Are you there?');
  expect(quoted()).toMatchObject({ from: 'visitor', text: 'Are you there?' });
});

test('OF8 where the visitor said nothing it quotes what they were told', () => {
  const shop = site();
  shop.agent('Maja');
  const ivan = shop.visitor('Ivan');
  ivan.asksForPerson();
  const it = shop.row(ivan.conversation);
  expect(offerCard(shop.store, it, shop.offer(it.id)!, shop.store.site()!.settings.masking).last).toMatchObject({
    from: 'bot',
    text: 'Hi, I’m Vela, the AI of Kolovrat.',
  });
});

test.each<[string, (maja: Agent, conversation: string, offer: string) => unknown]>([
  ['accepted', (maja, conversation, offer) => maja.accepts(conversation, offer)],
  ['declined', (maja, conversation, offer) => maja.declines(conversation, offer)],
])('EN5 what was %s may be sent again', (_, answers) => {
  const { shop, maja, conversation } = ringing();
  answers(maja, conversation, shop.offer(conversation)!.id);
  const length = shop.log(conversation).length;
  accepted(maja.resends());
  expect([shop.rows, shop.log(conversation).length]).toEqual([0, length]);
});
