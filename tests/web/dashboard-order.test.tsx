/** M1 and M7 without a screen: which card stands where, what the chips count, and which change makes a sound. */
import { describe, expect, it } from 'vitest';
import type { VisitCard } from '../../src/protocol/visit.ts';
import { keepOrder } from '../../web/dashboard/keep-order.ts';
import { countVisits, filterOf, orderVisits } from '../../web/dashboard/monitor/order.ts';
import { ring } from '../../web/dashboard/ring.ts';
import { card, conversation, ME, NOW } from './dashboard-support.ts';

function visits(...cards: VisitCard[]): ReadonlyMap<string, VisitCard> {
  return new Map(cards.map((one) => [one.id, one]));
}

const giulia = { id: 'agt_giulia', name: 'Giulia' };
const maja = { id: ME, name: 'Maja' };

describe('the order of the sessions', () => {
  const all = visits(
    card('opened', null),
    card('closed', conversation('closed', { control: 'closed', closedAt: NOW })),
    card('giulia', conversation('giulia', { control: 'agent', holder: giulia })),
    card('mine', conversation('mine', { control: 'agent', holder: maja })),
    card('bot', conversation('bot')),
    card('waiting-short', conversation('waiting-short', { control: 'waiting', controlAt: NOW - 1_000 })),
    card('waiting-long', conversation('waiting-long', { control: 'waiting', controlAt: NOW - 90_000 })),
    card('failed', conversation('failed', { failed: true })),
  );

  it('puts first whoever needs a person, and the longest wait before the shorter', () => {
    const names = orderVisits(all, 'all', ME).map((id) => id.replace('visit_', ''));
    expect(names).toEqual(['failed', 'waiting-long', 'waiting-short', 'bot', 'mine', 'giulia', 'opened', 'closed']);
  });

  it('does not call for rescue once an agent has the failed conversation', () => {
    const rescued = visits(
      card('rescued', conversation('rescued', { failed: true, control: 'agent', holder: giulia })),
      card('bot', conversation('bot')),
    );
    expect(orderVisits(rescued, 'all', ME)).toEqual(['visit_bot', 'visit_rescued']);
  });

  it('filters by who has control, and a closed conversation stands under All only', () => {
    expect(orderVisits(all, 'waiting', ME)).toEqual(['visit_waiting-long', 'visit_waiting-short']);
    expect(orderVisits(all, 'none', ME)).toEqual(['visit_opened']);
    expect(filterOf(all.get('visit_closed')!)).toBe(null);
  });

  it('counts what each chip would show, and who is online', () => {
    const away = new Map(all).set('visit_opened', card('opened', null, { online: false }));
    expect(countVisits(away)).toEqual({ all: 8, waiting: 2, bot: 2, agent: 2, none: 1, online: 7 });
  });

  it('holds every known card in its place while somebody is at the list, and puts new ones last', () => {
    expect(keepOrder(['a', 'b', 'c'], ['new', 'c', 'a'])).toEqual(['a', 'c', 'new']);
  });
});

describe('a sound', () => {
  const before = card('ana', conversation('ana', { messages: 3 }));
  const after = card('ana', conversation('ana', { messages: 4 }));

  it('is made for every message of a visitor where that was chosen', () => {
    expect(ring(visits(before), visits(after), 'every-message', NOW)).toBe('message');
    expect(ring(visits(before), visits(after), 'new-conversations', NOW)).toBe(null);
    expect(ring(visits(before), visits(after), 'none', NOW)).toBe(null);
  });

  it('is made for a new conversation in both choices', () => {
    const began = card('ana', conversation('ana', { startedAt: NOW - 500 }));
    expect(ring(visits(card('ana', null)), visits(began), 'new-conversations', NOW)).toBe('conversation');
    expect(ring(visits(card('ana', null)), visits(began), 'every-message', NOW)).toBe('conversation');
    expect(ring(visits(card('ana', null)), visits(began), 'none', NOW)).toBe(null);
  });

  it('is made for a message that the AI answered in the same instant', () => {
    const answered = card(
      'ana',
      conversation('ana', { messages: 5, last: { from: 'bot', name: 'Vela', text: 'Hi', at: NOW } }),
    );
    expect(ring(visits(before), visits(answered), 'every-message', NOW)).toBe('message');
  });

  it('is not made for what the AI adds alone, nor for a visitor who comes back to an old conversation', () => {
    const added = card(
      'ana',
      conversation('ana', { messages: 4, last: { from: 'bot', name: 'Vela', text: 'Hi', at: NOW } }),
    );
    expect(ring(visits(before), visits(added), 'every-message', NOW)).toBe(null);
    const back = card('ben', conversation('ben', { startedAt: NOW - 3_600_000 }));
    expect(ring(visits(), visits(back), 'every-message', NOW)).toBe(null);
  });
});
