/**
 * EN5 and EN6 for everything that takes a `cid`: the same once more is the same place, anything else under it is refused, and neither writes.
 * The table below doesn't compile without a line for each of the commands.
 */
import { describe, expect, test } from 'vitest';
import type { Command } from '../../src/core/command.ts';
import { type Agent, accepted, refusal, SAID, type Shop, site, type Visitor } from './desk.ts';

type WithCid = Extract<Command, { cid: string }>;
type Kind = WithCid['t'];
type Of<T extends Kind> = Extract<WithCid, { t: T }>;

interface World {
  shop: Shop;
  zofia: Visitor;
  /** Has the conversation, unless the case says otherwise. */
  maja: Agent;
  luka: Agent;
  nina: Agent;
  vida: Agent;
  conversation: string;
}

/** What is asked for first, and what is something else. The case brings the conversation where that can be asked. */
type Case<T extends Kind> = (world: World) => { first: Omit<Of<T>, 't' | 'cid'>; others: Partial<Of<T>>[] };

const COMMANDS: { [T in Kind]: Case<T>[] } = {
  'visitor.entry.post': [
    ({ zofia, conversation }) => ({
      first: { visitor: zofia.facts(), text: 'The red one?', conversation },
      others: [{ text: 'The blue one?' }],
    }),
  ],
  'person.request': [
    (world) => {
      world.maja.leaves(world.conversation);
      return { first: { visitor: world.zofia.facts() }, others: [] };
    },
  ],
  'person.withdraw': [
    ({ zofia, maja, conversation }) => {
      maja.leaves(conversation);
      zofia.asksForPerson();
      return {
        first: { visitor: zofia.id, conversation },
        others: [{ conversation: OTHER }],
      };
    },
  ],
  'visitor.conversation.close': [
    ({ zofia, conversation }) => ({
      first: { visitor: zofia.id, conversation },
      others: [{ conversation: OTHER }],
    }),
  ],
  'conversation.take-over': [
    ({ vida, maja, luka, conversation }) => ({
      first: { agent: vida.self(), conversation, from: maja.id },
      others: [{ from: luka.id }, { from: undefined }],
    }),
    ({ vida, maja, conversation }) => {
      maja.leaves(conversation);
      return { first: { agent: vida.self(), conversation }, others: [{ from: maja.id }] };
    },
  ],
  'conversation.leave': [({ maja, conversation }) => ({ first: { agent: maja.self(), conversation }, others: [] })],
  'conversation.close': [
    ({ maja, conversation }) => ({
      first: { agent: maja.self(), conversation, wrapUp: { reason: 'Sold', note: 'A red one' } },
      others: [
        { wrapUp: { reason: 'Sold', note: 'A blue one' } },
        { wrapUp: { reason: 'Other', note: 'A red one' } },
        { wrapUp: { reason: null, note: 'A red one' } },
        { wrapUp: undefined },
      ],
    }),
  ],
  'conversation.wrap-up': [
    ({ maja, zofia, conversation }) => {
      zofia.ends();
      return {
        first: { agent: maja.self(), conversation, wrapUp: { reason: 'Sold', note: 'A red one' } },
        others: [{ wrapUp: { reason: 'Sold', note: '' } }, { wrapUp: { reason: 'Other', note: 'A red one' } }],
      };
    },
  ],
  'conversation.assign': [
    ({ vida, maja, luka, nina, conversation }) => {
      maja.leaves(conversation);
      return {
        first: { agent: vida.self(), conversation, to: luka.id },
        others: [{ to: nina.id }, { to: vida.id }, { to: null }],
      };
    },
    ({ vida, luka, nina, conversation }) => ({
      first: { agent: vida.self(), conversation, to: luka.id },
      others: [{ to: nina.id }, { to: null }],
    }),
    ({ maja, luka, conversation }) => ({
      first: { agent: maja.self(), conversation, to: null },
      others: [{ to: luka.id }, { to: maja.id }],
    }),
  ],
  'conversation.transfer': [
    ({ shop, maja, luka, nina, conversation }) => ({
      first: { agent: maja.self(), conversation, to: { agent: luka.id }, wrapUp: SAID },
      others: [
        { to: { agent: nina.id } },
        { to: { queue: shop.general.id } },
        { wrapUp: { ...SAID, note: 'Another note' } },
        { wrapUp: { ...SAID, reason: 'Other' } },
      ],
    }),
    ({ shop, maja, luka, conversation }) => {
      const [sales, service] = [shop.queue('Sales'), shop.queue('Service')];
      return {
        first: { agent: maja.self(), conversation, to: { queue: sales.id }, wrapUp: SAID },
        others: [
          { to: { queue: service.id } },
          { to: { agent: luka.id } },
          { to: { agent: sales.id } },
          { wrapUp: { ...SAID, note: 'Another note' } },
        ],
      };
    },
  ],
  'conference.invite': [
    ({ maja, luka, nina, conversation }) => ({
      first: { agent: maja.self(), conversation, to: luka.id },
      others: [{ to: nina.id }],
    }),
  ],
  'conference.leave': [
    ({ maja, luka, conversation }) => {
      maja.invites(conversation, luka);
      luka.accepts(conversation);
      return { first: { agent: luka.self(), conversation }, others: [] };
    },
  ],
  'offer.accept': [
    ({ shop, maja, luka, conversation }) => {
      maja.transfers(conversation, luka);
      const { id } = shop.offer(conversation)!;
      return { first: { agent: luka.self(), conversation, offer: id }, others: [{ offer: ANOTHER_OFFER }] };
    },
    ({ shop, maja, luka, conversation }) => {
      maja.invites(conversation, luka);
      const { id } = shop.offer(conversation)!;
      return { first: { agent: luka.self(), conversation, offer: id }, others: [{ offer: ANOTHER_OFFER }] };
    },
  ],
  'offer.decline': [
    ({ shop, maja, luka, conversation }) => {
      maja.transfers(conversation, luka);
      const { id } = shop.offer(conversation)!;
      return { first: { agent: luka.self(), conversation, offer: id }, others: [{ offer: ANOTHER_OFFER }] };
    },
    ({ shop, maja, luka, nina, vida, zofia, conversation }) => {
      maja.leaves(conversation);
      for (const agent of [maja, nina, vida]) agent.isUnavailable();
      zofia.asksForPerson();
      const { id } = shop.offer(conversation)!;
      return { first: { agent: luka.self(), conversation, offer: id }, others: [{ offer: ANOTHER_OFFER }] };
    },
  ],
  'offer.withdraw': [
    ({ shop, maja, luka, conversation }) => {
      maja.invites(conversation, luka);
      const { id } = shop.offer(conversation)!;
      return { first: { agent: maja.self(), conversation, offer: id }, others: [{ offer: ANOTHER_OFFER }] };
    },
  ],
  'entry.post': [
    ({ maja, conversation }) => ({
      first: { agent: maja.self(), conversation, text: 'We have it' },
      others: [{ text: 'We had it' }],
    }),
  ],
  'note.post': [
    ({ luka, maja, conversation }) => {
      maja.leaves(conversation);
      return { first: { agent: luka.self(), conversation, text: 'A regular' }, others: [{ text: 'A stranger' }] };
    },
  ],
};

const OTHER = 'cnv_0000000000009999';
const ANOTHER_OFFER = 'ofr_0000000000009999';
const CID = 'the-very-same';

for (const [t, cases] of Object.entries(COMMANDS) as [Kind, Case<Kind>[]][]) {
  describe(t, () => {
    for (const [nr, prepare] of cases.entries()) {
      test(`EN5 once more is the same place (${nr + 1})`, () => {
        const { shop, first } = done(t, prepare);
        const place = accepted(shop.does(first));
        expect(shop.rows).toBeGreaterThan(0);
        shop.passes(1_000);
        expect(accepted(shop.does(structuredClone(first)))).toEqual(place);
        expect([shop.rows, shop.events, shop.effects]).toEqual([0, [], []]);
      });

      test(`EN6 with other content it is refused, and its own repeat is not (${nr + 1})`, () => {
        const { shop, first, others } = done(t, prepare);
        const place = accepted(shop.does(first));
        for (const other of [...others, ...foreign(first)]) {
          expect(refusal(shop.does(other)), JSON.stringify(other)).toEqual({ code: 'cid.reused' });
          expect([shop.rows, shop.events, shop.effects]).toEqual([0, [], []]);
        }
        expect(accepted(shop.does(first))).toEqual(place);
      });
    }
  });
}

test('EN6 a visitor’s wish for a later conversation under the cid of an earlier one ends neither', () => {
  const { shop, zofia, maja, conversation } = world();
  maja.leaves(conversation);
  zofia.ends(CID, conversation);
  zofia.writes('Hello again');
  const later = zofia.conversation;
  expect(later).not.toBe(conversation);
  expect(refusal(zofia.ends(CID, later))).toEqual({ code: 'cid.reused' });
  expect(shop.row(later).control).toBe('bot');
  accepted(zofia.ends(CID, conversation));
  expect(shop.rows).toBe(0);
});

test('EN6 a note that differs only in a number that isn’t kept is the same', () => {
  const { shop, maja, conversation } = world();
  const note = (card: string) => ({ reason: 'Sold', note: `Paid with ${card}` });
  const place = accepted(maja.ends(conversation, CID, note('4111 1111 1111 1111')));
  expect(accepted(maja.ends(conversation, CID, note('5500 0000 0000 0004')))).toEqual(place);
  expect(JSON.stringify(shop.sql.all('SELECT * FROM entries'))).not.toMatch(/4111/);
});

function world(): World {
  const shop = site();
  const zofia = shop.visitor('Zofia');
  const [maja, luka, nina] = [shop.agent('Maja'), shop.agent('Luka'), shop.agent('Nina')];
  const vida = shop.agent('Vida', 'supervisor');
  zofia.writes('Hello');
  const { conversation } = zofia;
  shop.ai.answers(conversation, 'Hello.');
  accepted(maja.takesOver(conversation));
  return { shop, zofia, maja, luka, nina, vida, conversation };
}

/** The world of a case, its command, and others under the same cid. */
function done(t: Kind, prepare: Case<Kind>) {
  const here = world();
  const it = prepare(here);
  const first = { t, cid: CID, ...it.first } as WithCid;
  return { shop: here.shop, first, others: it.others.map((other) => ({ ...first, ...other }) as WithCid) };
}

/** Commands of other kinds by the same author, under the same cid. */
function foreign(first: WithCid): WithCid[] {
  if (!('agent' in first)) {
    const visitor = typeof first.visitor === 'string' ? first.visitor : first.visitor.id;
    const ends: WithCid = { t: 'visitor.conversation.close', visitor, cid: CID };
    const goesBack: WithCid = { t: 'person.withdraw', visitor, cid: CID };
    return [ends, goesBack].filter(({ t }) => t !== first.t);
  }
  const { agent, conversation } = first;
  const all: WithCid[] = [
    { t: 'note.post', agent, cid: CID, conversation, text: 'Something else' },
    { t: 'conversation.leave', agent, cid: CID, conversation },
    { t: 'conversation.take-over', agent, cid: CID, conversation },
    { t: 'conference.leave', agent, cid: CID, conversation },
  ];
  return all.filter(({ t }) => t !== first.t);
}
