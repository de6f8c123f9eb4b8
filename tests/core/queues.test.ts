/** Queues: who stands where, which one takes a conversation, and what becomes of those in it when it changes (RULES.md, QU). */
import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../src/core/engine.ts';
import { inLine } from '../../src/core/queue.ts';
import { QUEUES_MAX, type Queue } from '../../src/protocol/queue.ts';
import { type Agent, accepted, MINUTE, PHRASES, refusal, SECOND, type Shop, site, type Visitor } from './desk.ts';

/** A visitor who asks for a person, a second after the one before. */
function waiting(shop: Shop, name: string): Visitor {
  const visitor = shop.visitor(name);
  shop.passes(SECOND);
  accepted(visitor.asksForPerson());
  return visitor;
}

/** Who stands in line, in order. */
const line = (shop: Shop, queue?: string) =>
  inLine(shop.store, queue).map(({ visitor }) => visitor.slice('vis_'.length));
const queueOf = (shop: Shop, { conversation }: Visitor) =>
  shop.store.desk.queue(shop.row(conversation).desk.queue)?.name ?? null;

/** A site whose only agent takes nobody: everybody waits. */
function fullDesk() {
  const shop = site();
  const maja = shop.agent('Maja');
  maja.isSet({ capacity: 1 });
  const busy = shop.visitor('Busy');
  busy.writes('Hello');
  maja.takesOver(busy.conversation);
  return { shop, maja, busy };
}

test('QU1 a site begins with one queue, which everybody belongs to and which takes whoever asks', () => {
  const shop = site();
  shop.agent('Maja');
  expect(shop.store.desk.queues()).toMatchObject([{ name: 'General', mode: 'ring', everyone: true, overflow: null }]);
  expect(queueOf(shop, waiting(shop, 'Zofia'))).toBe('General');
});

test('QU1 the last queue is not removed, nor one that isn’t there', () => {
  const shop = site();
  expect(refusal(shop.removesQueue(shop.general))).toEqual({ code: 'queue.last' });
  expect(refusal(shop.removesQueue({ ...shop.general, id: 'que_none' }))).toEqual({ code: 'queue.unknown' });
  expect(refusal(shop.changesQueue({ ...shop.general, id: 'que_none' }, { name: 'X' }))).toEqual({
    code: 'queue.unknown',
  });
  expect(shop.rows).toBe(0);
});

test('QU1 a conversation whose queue was removed meanwhile stands in the first when it waits again', () => {
  const shop = site();
  const maja = shop.agent('Maja');
  const sales = shop.queue('Sales');
  const zofia = shop.visitor('Zofia');
  zofia.writes('Hello');
  maja.takesOver(zofia.conversation);
  maja.transfers(zofia.conversation, sales);
  maja.takesOver(zofia.conversation);
  accepted(shop.removesQueue(sales));
  maja.assigns(zofia.conversation, null);
  expect(queueOf(shop, zofia)).toBe('General');
});

test('QU2 the order is by priority, then by who came first', () => {
  const { shop, maja, busy } = fullDesk();
  for (const name of ['A', 'B', 'C']) waiting(shop, name);
  expect(line(shop)).toEqual(['A', 'B', 'C']);
  // Handed over by an agent: before those who weren't.
  maja.transfers(busy.conversation, shop.general);
  expect(line(shop)).toEqual(['Busy', 'A', 'B', 'C']);
});

test('QU2 two who came in the same instant keep one order', () => {
  const { shop } = fullDesk();
  const [a, b] = [shop.visitor('A'), shop.visitor('B')];
  a.asksForPerson();
  b.asksForPerson();
  const once = line(shop);
  expect(line(shop)).toEqual(once);
  shop.store.forget();
  expect(line(shop)).toEqual(once);
});

test('QU2 who goes back to the AI and asks again stands at the end', () => {
  const { shop } = fullDesk();
  const a = waiting(shop, 'A');
  waiting(shop, 'B');
  a.goesBack();
  shop.passes(SECOND);
  a.asksForPerson();
  expect(line(shop)).toEqual(['B', 'A']);
});

test('QU2 who is set back into the queue has the place they had', () => {
  const { shop, maja, busy } = fullDesk();
  const a = waiting(shop, 'A');
  waiting(shop, 'B');
  maja.ends(busy.conversation);
  accepted(maja.accepts(a.conversation));
  waiting(shop, 'C');
  accepted(maja.assigns(a.conversation, null));
  expect(line(shop)).toEqual(['A', 'B', 'C']);
});

test('QU3 nobody available in the queue: the one it overflows into takes the visitor, and so on', () => {
  const shop = site();
  const oskar = shop.agent('Oskar');
  const third = shop.queue('Third', { everyone: false, members: [oskar.id] });
  const second = shop.queue('Second', { everyone: false, overflow: third.id });
  shop.changesQueue(shop.general, { everyone: false, overflow: second.id });
  const zofia = waiting(shop, 'Zofia');
  expect(queueOf(shop, zofia)).toBe('Third');
  expect(shop.ringsAt(zofia.conversation)).toBe('Oskar');
});

test('QU3 a full queue takes nobody: its overflow does, and without one the visitor is told at once that all are busy', () => {
  const { shop } = fullDesk();
  shop.changesQueue(shop.general, { capacity: 1 });
  waiting(shop, 'A');
  const b = waiting(shop, 'B');
  expect(shop.row(b.conversation).control).toBe('bot');
  expect(shop.story(b.conversation).slice(-2)).toEqual(['* wait.ended nobody', `Vela: ${PHRASES.allBusy}`]);
  const more = shop.queue('More');
  shop.changesQueue(shop.general, { overflow: more.id });
  expect(queueOf(shop, waiting(shop, 'C'))).toBe('More');
  expect(line(shop, shop.general.id)).toEqual(['A']);
});

test('QU3 agents who are busy are enough for a queue to take somebody; those who are unavailable are not', () => {
  const { shop, maja } = fullDesk();
  expect(shop.row(waiting(shop, 'A').conversation).control).toBe('waiting');
  maja.isUnavailable();
  expect(shop.row(waiting(shop, 'B').conversation).control).toBe('bot');
});

test('QU3 an agent who has missed one is still there: who asks next waits their time, and is not sent away', () => {
  const shop = site();
  const maja = shop.agent('Maja');
  waiting(shop, 'A');
  shop.later(30 * SECOND);
  expect(maja.status.status).toBe('rona');
  const b = waiting(shop, 'B');
  expect([shop.row(b.conversation).control, shop.ringsAt(b.conversation)]).toEqual(['waiting', null]);
  maja.isAvailable();
  expect(line(shop)).toEqual(['A', 'B']);
  expect(shop.ringsAt(b.conversation)).toBeNull();
  maja.goes();
  shop.later(15 * SECOND);
  expect(shop.row(waiting(shop, 'C').conversation).control).toBe('bot');
});

test('QU3 who is available in an overflow comes before who has missed one in the queue itself', () => {
  const shop = site();
  const maja = shop.agent('Maja');
  shop.changesQueue(shop.general, { everyone: false, members: [maja.id] });
  waiting(shop, 'A');
  shop.later(30 * SECOND);
  const oskar = shop.agent('Oskar');
  const more = shop.queue('More', { everyone: false, members: [oskar.id] });
  shop.changesQueue(shop.general, { overflow: more.id });
  expect(queueOf(shop, waiting(shop, 'B'))).toBe('More');
});

test('QU3 an agent whose page is just loading anew is there for who asks in that moment', () => {
  const shop = site();
  const maja = shop.agent('Maja');
  maja.goes();
  const zofia = waiting(shop, 'Zofia');
  expect([shop.row(zofia.conversation).control, shop.ringsAt(zofia.conversation)]).toEqual(['waiting', null]);
  maja.comesBack();
  expect(shop.ringsAt(zofia.conversation)).toBe('Maja');
});

test('QU4 when the wait in a queue is over, its overflow takes over with the place, and the time begins anew', () => {
  const { shop, maja } = fullDesk();
  const more = shop.queue('More', { waitMs: 2 * MINUTE });
  shop.changesQueue(shop.general, { overflow: more.id, waitMs: MINUTE });
  const zofia = waiting(shop, 'Zofia');
  const { standingAt } = shop.row(zofia.conversation).desk;
  shop.later(MINUTE - 1);
  expect(queueOf(shop, zofia)).toBe('General');
  shop.later(1);
  expect(queueOf(shop, zofia)).toBe('More');
  expect(shop.row(zofia.conversation).desk.standingAt).toBe(standingAt);
  expect(shop.agentsSee(zofia.conversation).at(-1)).toMatchObject({ event: 'queue.changed', queue: { name: 'More' } });
  expect(zofia.sees.at(-1)).toMatchObject({ event: 'person.requested' });
  shop.later(2 * MINUTE - 1);
  expect(shop.row(zofia.conversation).control).toBe('waiting');
  shop.later(1);
  expect(shop.row(zofia.conversation).control).toBe('bot');
  expect(maja.load).toBe(1);
});

test('QU4 a wait that is made shorter is over by the new time', () => {
  const { shop } = fullDesk();
  const zofia = waiting(shop, 'Zofia');
  shop.changesQueue(shop.general, { waitMs: MINUTE });
  shop.later(MINUTE - 1);
  expect(shop.row(zofia.conversation).control).toBe('waiting');
  expect(shop.store.agenda.earliestDue()).toBeLessThanOrEqual(shop.now + 1);
  shop.later(1);
  expect(shop.row(zofia.conversation).control).toBe('bot');
});

test('QU5 whoever stands in a queue that is removed moves, with their place, to its overflow or to the first of the others', () => {
  const { shop, maja, busy } = fullDesk();
  const sales = shop.queue('Sales');
  waiting(shop, 'A');
  maja.transfers(busy.conversation, sales);
  shop.agent('Oskar');
  expect(shop.ringsAt(busy.conversation)).toBe('Oskar');
  accepted(shop.removesQueue(sales));
  expect(queueOf(shop, busy)).toBe('General');
  expect(line(shop)).toEqual(['Busy', 'A']);
  // It rings again, for the queue that it stands in now.
  expect(shop.events.filter(({ type }) => type.startsWith('offer'))).toMatchObject([
    { type: 'offer.ended', how: 'withdrawn' },
    { type: 'offer.made' },
  ]);
  expect(shop.ringsAt(busy.conversation)).toBe('Oskar');
});

test('QU5 a queue that overflowed into the one that is removed overflows into none', () => {
  const shop = site();
  const sales = shop.queue('Sales');
  shop.changesQueue(shop.general, { overflow: sales.id });
  accepted(shop.removesQueue(sales));
  expect(shop.general.overflow).toBeNull();
});

test('QU11 a queue that is saved as it is writes nothing, and nobody is told', () => {
  const { shop } = fullDesk();
  waiting(shop, 'Zofia');
  const { name, waitMs } = shop.general;
  for (const act of [
    () => shop.changesQueue(shop.general, { name, waitMs, mode: undefined as never }),
    () => shop.does({ t: 'queue.save', queue: shop.general }),
  ]) {
    accepted(act());
    expect([shop.rows, shop.events]).toEqual([0, []]);
  }
});

test('QU6 no queue overflows into itself, however far around, nor into one that isn’t there', () => {
  const shop = site();
  const b = shop.queue('B', { overflow: shop.general.id });
  const c = shop.queue('C', { overflow: b.id });
  for (const overflow of [shop.general.id, b.id, c.id])
    expect(refusal(shop.changesQueue(shop.general, { overflow }))).toEqual({ code: 'queue.loop' });
  expect(refusal(shop.changesQueue(shop.general, { overflow: 'que_none' }))).toEqual({ code: 'queue.unknown' });
  expect(shop.rows).toBe(0);
  accepted(shop.changesQueue(c, { overflow: shop.general.id }));
});

test('QU6 a site has at most fifty queues', () => {
  const shop = site();
  while (shop.store.desk.queues().length < QUEUES_MAX) shop.queue('Q');
  expect(refusal(shop.does({ t: 'queue.save', queue: { ...shop.general, id: 'que_more' } }))).toEqual({
    code: 'queue.too-many',
  });
  accepted(shop.changesQueue(shop.general, { name: 'Still changed' }));
});

describe('who is asked', () => {
  test('QU7 what waits is offered in order, across queues, to agents of each', () => {
    const shop = site();
    const maja = shop.agent('Maja');
    const oskar = shop.agent('Oskar');
    const sales = shop.queue('Sales', { everyone: false, members: [oskar.id] });
    for (const agent of [maja, oskar]) agent.isUnavailable();
    const ivana = shop.agent('Ivana');
    ivana.isSet({ capacity: 1 });
    const busy = shop.visitor('Busy');
    busy.writes('Hello');
    ivana.takesOver(busy.conversation);
    const [a, b] = [waiting(shop, 'A'), waiting(shop, 'B')];
    ivana.transfers(busy.conversation, sales);
    // Ivana is free and asked for the first of General; nobody is there for Sales, though it goes before.
    expect([a, b, busy].map(({ conversation }) => shop.ringsAt(conversation))).toEqual(['Ivana', null, null]);
    oskar.isAvailable();
    expect([a, b, busy].map(({ conversation }) => shop.ringsAt(conversation))).toEqual(['Ivana', null, 'Oskar']);
    maja.isAvailable();
    expect([a, b, busy].map(({ conversation }) => shop.ringsAt(conversation))).toEqual(['Ivana', 'Maja', 'Oskar']);
  });

  test('QU7 a queue to pick from offers nothing; when it begins to ring, it does, and when it ends, that ends', () => {
    const shop = site();
    const maja = shop.agent('Maja');
    shop.changesQueue(shop.general, { mode: 'pick' });
    const zofia = waiting(shop, 'Zofia');
    expect(shop.offer(zofia.conversation)).toBeNull();
    shop.changesQueue(shop.general, { mode: 'ring' });
    expect(shop.ringsAt(zofia.conversation)).toBe('Maja');
    shop.changesQueue(shop.general, { mode: 'pick' });
    expect(shop.offer(zofia.conversation)).toBeNull();
    accepted(maja.assigns(zofia.conversation, maja));
    expect(shop.row(zofia.conversation).holder?.id).toBe(maja.id);
  });

  test('QU7 who is taken out of a queue is asked for it no longer', () => {
    const shop = site();
    const maja = shop.agent('Maja');
    const zofia = waiting(shop, 'Zofia');
    expect(shop.ringsAt(zofia.conversation)).toBe('Maja');
    const oskar = shop.agent('Oskar');
    shop.changesQueue(shop.general, { everyone: false, members: [oskar.id] });
    expect(shop.ringsAt(zofia.conversation)).toBe('Oskar');
    expect(maja.load).toBe(0);
  });

  test('QU8 a visitor who is gone keeps their place, and nobody is asked for them until they are back', () => {
    const shop = site();
    shop.agent('Maja');
    const zofia = waiting(shop, 'Zofia');
    zofia.goes();
    expect(shop.offer(zofia.conversation)).toBeNull();
    expect(line(shop)).toEqual(['Zofia']);
    const igor = waiting(shop, 'Igor');
    expect(shop.ringsAt(igor.conversation)).toBe('Maja');
    igor.ends();
    expect(shop.offer(zofia.conversation)).toBeNull();
    zofia.comesBack();
    expect(shop.ringsAt(zofia.conversation)).toBe('Maja');
  });

  test('QU9 who declines is asked once more after all the others, twenty seconds later, and then it overflows and rings there', () => {
    const shop = site();
    const [maja, oskar, ivana] = [shop.agent('Maja'), shop.agent('Oskar'), shop.agent('Ivana')];
    shop.changesQueue(shop.general, { everyone: false, members: [maja.id, oskar.id] });
    const more = shop.queue('More', { everyone: false, members: [ivana.id] });
    shop.changesQueue(shop.general, { overflow: more.id });
    const zofia = waiting(shop, 'Zofia');
    const { conversation } = zofia;
    const rings = () => shop.ringsAt(conversation);
    expect(rings()).toBe('Maja');
    maja.declines(conversation);
    expect(rings()).toBe('Oskar');
    oskar.declines(conversation);
    expect(rings()).toBeNull();
    shop.later(20 * SECOND - 1);
    expect(rings()).toBeNull();
    shop.later(1);
    expect(rings()).toBe('Maja');
    maja.declines(conversation);
    oskar.declines(conversation);
    expect([queueOf(shop, zofia), rings()]).toEqual(['More', 'Ivana']);
    accepted(ivana.accepts(conversation));
  });

  test('QU9 where nobody of the queue is available any more it overflows at once, before who comes later', () => {
    const shop = site();
    const [maja, oskar] = [shop.agent('Maja'), shop.agent('Oskar')];
    const more = shop.queue('More', { everyone: false, members: [oskar.id] });
    shop.changesQueue(shop.general, { everyone: false, members: [maja.id], overflow: more.id });
    const zofia = waiting(shop, 'Zofia');
    expect(shop.ringsAt(zofia.conversation)).toBe('Maja');
    maja.isUnavailable();
    expect([queueOf(shop, zofia), shop.ringsAt(zofia.conversation)]).toEqual(['More', 'Oskar']);
  });

  test.each<[string, (maja: Agent, conversation: string, queue: Queue) => Outcome]>([
    ['hands over to a queue', (maja, conversation, queue) => maja.transfers(conversation, queue)],
    ['assigns to nobody', (maja, conversation) => maja.assigns(conversation, null)],
  ])('QU9 what an agent %s rings at the others first, and at them twenty seconds later', (_, gives) => {
    const shop = site();
    const [maja, oskar] = [shop.agent('Maja'), shop.agent('Oskar')];
    const [zofia, igor] = [waiting(shop, 'Zofia'), waiting(shop, 'Igor')];
    maja.accepts(zofia.conversation);
    oskar.accepts(igor.conversation);
    accepted(gives(maja, zofia.conversation, shop.general));
    expect(shop.ringsAt(zofia.conversation)).toBe('Oskar');
    oskar.declines(zofia.conversation);
    expect(shop.ringsAt(zofia.conversation)).toBeNull();
    shop.later(20 * SECOND);
    expect(shop.ringsAt(zofia.conversation)).toBe('Maja');
  });

  test('QU9 after the second round it waits for somebody who wasn’t asked', () => {
    const shop = site();
    const maja = shop.agent('Maja');
    const { conversation } = waiting(shop, 'Zofia');
    for (const _ of [1, 2]) {
      maja.declines(conversation);
      shop.later(20 * SECOND);
    }
    expect([shop.ringsAt(conversation), shop.row(conversation).control]).toEqual([null, 'waiting']);
    shop.agent('Oskar');
    expect(shop.ringsAt(conversation)).toBe('Oskar');
  });
});

test('QU10 looking whom to ask reads a handful of rows, though thousands wait', () => {
  const shop = site();
  const agents = [shop.agent('Maja'), shop.agent('Oskar')];
  const waits = { queue: shop.general.id, queuedAt: shop.now, standingAt: shop.now };
  for (let i = 0; i < 2_500; i++) {
    shop.sql.all(
      `INSERT INTO conversations (id, visitor, visit, visit_since, device, page_url, page_title, control, turn, control_at, failures,
         started_at, desk) VALUES (?, ?, '', 0, 'mobile', '', '', 'waiting', 2, ?, 0, ?, ?)`,
      `cnv_${i}`,
      `vis_${i}`,
      shop.now,
      shop.now,
      JSON.stringify(waits),
    );
  }
  shop.store.forget();
  const look = (member: number) => {
    const read = shop.sql.all;
    let statements = 0;
    shop.sql.all = (...query) => {
      statements++;
      return read(...query);
    };
    agents[member]!.comesBack();
    shop.sql.all = read;
    return statements;
  };
  for (const member of [0, 0, 1]) expect(look(member)).toBeLessThan(20);
  expect(inLine(shop.store)).toHaveLength(2_500);
});
