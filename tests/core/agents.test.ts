/** Agents: whether they can be asked, how many they have, and who is asked first (RULES.md, AG). */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { statusOf } from '../../src/core/agent.ts';
import type { AgentRow } from '../../src/core/desk-rows.ts';
import { type Candidate, choose, verdictOn } from '../../src/core/routing.ts';
import type { Status } from '../../src/protocol/desk.ts';
import { DEFAULT_QUEUE, type Queue } from '../../src/protocol/queue.ts';
import { type Agent, accepted, HOUR, MINUTE, refusal, SECOND, type Shop, site } from './desk.ts';

/** Mondays from nine to five, on Ljubljana's clock. The tests begin on a Monday at nine there. */
const MONDAYS = { timeZone: 'Europe/Ljubljana', blocks: [{ day: 0, from: 540, to: 1_020 }] };

function chatWith(shop: Shop, agent: Agent, name: string): string {
  const visitor = shop.visitor(name);
  visitor.writes('Hello');
  accepted(agent.takesOver(visitor.conversation));
  return visitor.conversation;
}

test('AG1 without a schedule whoever is there is available', () => {
  const shop = site();
  const maja = shop.agent('Maja');
  expect(maja.status).toEqual({ status: 'available', reason: null, by: 'presence', until: null });
});

test('AG1 a member for whom something is set before they ever came has not just left', () => {
  const shop = site();
  const maja = { id: 'agt_0000000000000077', name: 'Maja', role: 'agent' } as const;
  accepted(shop.does({ t: 'agent.change', agent: maja, patch: { capacity: 2 } }));
  // As the object does for whoever isn't there when it wakes.
  accepted(shop.does({ t: 'agent.go', member: maja.id }));
  expect(statusOf(shop.store.desk.agent(maja.id)!, false, shop.now).status).toBe('offline');
});

test('AG1 a schedule says when, and when that changes; at its edge whoever waits is looked at', () => {
  const shop = site();
  const maja = shop.agent('Maja');
  shop.agent('Oskar').isSet({ capacity: 1 });
  accepted(maja.isSet({ schedule: { ...MONDAYS, blocks: [{ day: 0, from: 600, to: 1_020 }] } }));
  expect(maja.status).toEqual({
    status: 'unavailable',
    reason: null,
    by: 'schedule',
    until: shop.now + HOUR,
  });
  const [zofia, igor] = [shop.visitor('Zofia'), shop.visitor('Igor')];
  shop.passes(HOUR - 10 * SECOND);
  zofia.asksForPerson();
  igor.asksForPerson();
  expect([zofia, igor].map(({ conversation }) => shop.ringsAt(conversation))).toEqual(['Oskar', null]);
  shop.later(10 * SECOND);
  expect(maja.status).toMatchObject({ status: 'available', by: 'schedule', until: shop.now + 7 * HOUR });
  expect(shop.ringsAt(igor.conversation)).toBe('Maja');
});

test('AG1 by hand is before the schedule until its next edge, and by hand it is taken back', () => {
  const shop = site();
  const maja = shop.agent('Maja');
  maja.isSet({ schedule: MONDAYS });
  accepted(maja.isUnavailable('Lunch'));
  expect(maja.status).toEqual({ status: 'unavailable', reason: 'Lunch', by: 'toggle', until: shop.now + 8 * HOUR });
  accepted(maja.resets());
  expect(maja.status).toMatchObject({ status: 'available', by: 'schedule' });
  maja.isUnavailable();
  shop.later(8 * HOUR - 1);
  expect(maja.status.by).toBe('toggle');
  shop.later(1);
  expect(maja.status).toMatchObject({ status: 'unavailable', by: 'schedule' });
  maja.isAvailable();
  expect(maja.status).toMatchObject({ status: 'available', by: 'toggle', until: shop.now + 160 * HOUR });
  expect(shop.timers()).toEqual(['agent-edge']);
});

test('AG1 a toggle whose time is over is not revived by what an admin sets', () => {
  const shop = site();
  const maja = shop.agent('Maja');
  maja.isSet({ schedule: MONDAYS });
  maja.isUnavailable('Lunch');
  // Next Monday, and no alarm has rung.
  shop.passes(7 * 24 * HOUR);
  maja.isSet({ capacity: 5, schedule: MONDAYS });
  expect(maja.status).toMatchObject({ status: 'available', by: 'schedule' });
});

test('AG1 without a schedule the toggle lasts until it is reset', () => {
  const shop = site();
  const maja = shop.agent('Maja');
  maja.isUnavailable();
  shop.later(30 * 24 * HOUR);
  expect(maja.status).toEqual({ status: 'unavailable', reason: null, by: 'toggle', until: null });
});

test('AG1 a schedule that is taken away leaves no timer', () => {
  const shop = site();
  const maja = shop.agent('Maja');
  maja.isSet({ schedule: MONDAYS });
  maja.isSet({ schedule: null });
  expect([shop.timers(), maja.status.by]).toEqual([[], 'presence']);
});

test('AG2 a reason is one of the site’s, for Unavailable', () => {
  const shop = site({ unavailableReasons: ['Lunch'] });
  const maja = shop.agent('Maja');
  accepted(maja.isUnavailable('Lunch'));
  expect(refusal(maja.isUnavailable('Siesta'))).toEqual({ code: 'reason.unknown' });
  expect(refusal(shop.does({ t: 'status.set', member: maja.id, available: true, reason: 'Lunch' }))).toEqual({
    code: 'reason.unknown',
  });
  expect(refusal(shop.does({ t: 'status.set', member: 'agt_none', available: true, reason: null }))).toEqual({
    code: 'agent.unknown',
  });
  expect([shop.rows, maja.status.reason]).toEqual([0, 'Lunch']);
});

test('AG3 rona lasts until Available is set by hand, whatever else comes', () => {
  const shop = site();
  const maja = shop.agent('Maja');
  shop.visitor('Zofia').asksForPerson();
  shop.later(30 * SECOND);
  expect(maja.status.status).toBe('rona');
  maja.goes();
  shop.later(5 * MINUTE);
  maja.comesBack();
  expect(maja.status.status).toBe('rona');
  maja.isUnavailable('Break');
  expect(maja.status.status).toBe('unavailable');
  maja.resets();
  expect(maja.status.status).toBe('rona');
  maja.isSet({ capacity: 2 });
  expect(maja.status.status).toBe('rona');
  maja.isAvailable();
  expect(maja.status.status).toBe('available');
});

test('AG4 what an agent has, is asked to take, or is to wrap up, is their load; in a conference that of each', () => {
  const shop = site();
  const maja = shop.agent('Maja');
  const first = chatWith(shop, maja, 'A');
  expect(maja.load).toBe(1);
  const zofia = shop.visitor('Zofia');
  zofia.asksForPerson();
  expect(maja.load).toBe(2);
  const oskar = shop.agent('Oskar');
  maja.invites(first, oskar);
  oskar.accepts(first);
  expect(oskar.load).toBe(1);
  // Asked to have what they are in already: one still.
  maja.transfers(first, oskar);
  expect([shop.ringsAt(first), oskar.load]).toEqual(['Oskar', 1]);
  oskar.declines(first);
  const visitor = shop.store.conversation(first)!.visitor;
  shop.does({ t: 'visitor.conversation.close', visitor, cid: 'ends' });
  expect([maja.load, oskar.load]).toEqual([2, 0]);
  maja.wrapsUp(first);
  expect(maja.load).toBe(1);
});

test('AG4 nobody is asked beyond their capacity, but may take more by hand or be assigned more', () => {
  const shop = site();
  const maja = shop.agent('Maja');
  maja.isSet({ capacity: 2 });
  chatWith(shop, maja, 'A');
  const b = chatWith(shop, maja, 'B');
  const [zofia, igor, ana] = ['Zofia', 'Igor', 'Ana'].map((name) => {
    const visitor = shop.visitor(name);
    visitor.asksForPerson();
    return visitor;
  });
  expect([zofia, igor, ana].map((it) => shop.ringsAt(it!.conversation))).toEqual([null, null, null]);
  accepted(maja.takesOver(zofia!.conversation));
  accepted(shop.agent('Ivana', 'supervisor').assigns(igor!.conversation, maja));
  expect(maja.load).toBe(4);
  maja.ends(b);
  expect(shop.ringsAt(ana!.conversation)).toBe('Ivana');
  accepted(maja.isSet({ capacity: 50 }));
  shop.agent('Ivana').isUnavailable();
  expect(shop.ringsAt(ana!.conversation)).toBe('Maja');
});

test('AG5 what a new status changes costs one row, and what it doesn’t none', () => {
  const shop = site();
  const maja = shop.agent('Maja');
  maja.isUnavailable('Lunch');
  expect(shop.rows).toBe(1);
  maja.isUnavailable('Lunch');
  expect(shop.rows).toBe(0);
  maja.resets();
  expect(shop.rows).toBe(1);
  maja.resets();
  expect(shop.rows).toBe(0);
  maja.isSet({ capacity: 3 });
  expect(shop.rows).toBe(0);
});

test('AG6 what a removed agent had goes on without them, though they are still connected', () => {
  const shop = site();
  const maja = shop.agent('Maja');
  maja.isSet({ schedule: MONDAYS });
  const alone = chatWith(shop, maja, 'A');
  accepted(maja.isRemoved());
  expect(shop.row(alone).control).toBe('bot');
  expect(shop.store.desk.agents()).toEqual([]);
  expect(shop.timers()).toEqual(['look']);
});

describe('who is asked first', () => {
  const agents = (...given: [string, Partial<Candidate> & { givenAt?: number; capacity?: number }][]): Candidate[] =>
    given.map(([id, { givenAt = 0, capacity = 3, ...more }]) => ({
      agent: { id, name: id, capacity, givenAt } as AgentRow,
      status: 'available',
      reachable: true,
      load: 0,
      ringing: false,
      ...more,
    }));
  const queue: Queue = { id: 'que_1', ...DEFAULT_QUEUE };
  const some: Queue = { ...queue, everyone: false, members: ['b', 'c'] };

  test.each<[string, Candidate[], Queue, string[], string | null]>([
    ['the one with the fewest', agents(['a', { load: 2 }], ['b', { load: 1 }]), queue, [], 'b'],
    ['of those the longest without a new one', agents(['a', { givenAt: 9 }], ['b', { givenAt: 5 }]), queue, [], 'b'],
    ['fewer before longer', agents(['a', { givenAt: 1, load: 1 }], ['b', { givenAt: 9 }]), queue, [], 'b'],
    ['of two alike always the same one', agents(['b', {}], ['a', {}]), queue, [], 'a'],
    ['nobody who isn’t available', agents(['a', { status: 'unavailable' }], ['b', { load: 2 }]), queue, [], 'b'],
    ['nobody in rona', agents(['a', { status: 'rona' }]), queue, [], null],
    ['nobody offline', agents(['a', { status: 'offline' }]), queue, [], null],
    ['nobody whose page is just loading', agents(['a', { reachable: false }], ['b', { load: 2 }]), queue, [], 'b'],
    ['nobody at whom something rings', agents(['a', { ringing: true, load: 1 }], ['b', { load: 2 }]), queue, [], 'b'],
    ['nobody at capacity', agents(['a', { load: 3 }], ['b', { load: 4, capacity: 5 }]), queue, [], 'b'],
    ['nobody who was asked already', agents(['a', {}], ['b', { load: 2 }]), queue, ['a'], 'b'],
    ['only who belongs to the queue', agents(['a', {}], ['c', { load: 1 }], ['b', { load: 2 }]), some, [], 'c'],
    ['nobody where there is nobody', [], queue, [], null],
  ])('AG7 %s', (_, all, of, tried, id) => {
    expect(choose(all, of, tried)?.agent.id ?? null).toBe(id);
  });

  test('AG7 of each it is told why not', () => {
    const [a, b, c] = agents(['a', { load: 3 }], ['b', { status: 'rona' }], ['c', { ringing: true, load: 3 }]);
    expect(verdictOn(a!, some, ['a'])).toEqual(['not-in-queue', 'at-capacity', 'tried']);
    expect(verdictOn(b!, some, [])).toEqual(['rona']);
    expect(verdictOn(c!, some, [])).toEqual(['ringing']);
  });

  test('AG7 nobody is asked who couldn’t be, and nobody who could has fewer or waits longer', () => {
    const candidate = fc.record({
      agent: fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd', 'e'), capacity: fc.nat(3), givenAt: fc.nat(3) }),
      status: fc.constantFrom<Status>('available', 'available', 'unavailable', 'rona', 'offline'),
      reachable: fc.constantFrom(true, true, true, false),
      load: fc.nat(4),
      ringing: fc.boolean(),
    }) as fc.Arbitrary<Candidate>;
    const all = fc.uniqueArray(candidate, { selector: ({ agent }) => agent.id, minLength: 2 });
    const members = fc.subarray(['a', 'b', 'c', 'd', 'e']);
    let asked = 0;
    fc.assert(
      fc.property(all, members, fc.boolean(), fc.subarray(['a', 'b']), (them, members, everyone, tried) => {
        const of = { ...queue, everyone, members };
        const chosen = choose(them, of, tried);
        const could = them.filter(
          ({ agent, status, reachable, load, ringing }) =>
            reachable &&
            status === 'available' &&
            !ringing &&
            load < agent.capacity &&
            (everyone || members.includes(agent.id)) &&
            !tried.includes(agent.id),
        );
        expect(could.length > 0).toBe(chosen !== null);
        if (!chosen) return;
        asked++;
        expect(could).toContain(chosen);
        for (const { load, agent } of could) {
          expect(load).toBeGreaterThanOrEqual(chosen.load);
          if (load === chosen.load) expect(agent.givenAt).toBeGreaterThanOrEqual(chosen.agent.givenAt);
        }
      }),
      { numRuns: 1_500 },
    );
    expect(asked).toBeGreaterThan(100);
  });

  test('AG7 whoever was given one is asked last', () => {
    const shop = site();
    for (const name of ['Maja', 'Oskar', 'Ivana']) shop.agent(name);
    const asked = ['A', 'B', 'C', 'D', 'E', 'F'].map((name) => {
      const visitor = shop.visitor(name);
      shop.passes(SECOND);
      visitor.asksForPerson();
      const { to } = shop.offer(visitor.conversation)!;
      shop.does({
        t: 'offer.accept',
        agent: { ...to, role: 'agent' },
        cid: `accept-${name}`,
        conversation: visitor.conversation,
        offer: shop.offer(visitor.conversation)!.id,
      });
      visitor.ends();
      const agent = { ...to, role: 'agent' } as const;
      const wrapUp = { reason: null, note: '' };
      shop.does({ t: 'conversation.wrap-up', agent, cid: `wrap-${name}`, conversation: visitor.conversation, wrapUp });
      return to.name;
    });
    expect(asked).toEqual(['Ivana', 'Maja', 'Oskar', 'Ivana', 'Maja', 'Oskar']);
  });
});
