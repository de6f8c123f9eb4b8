/** Who answers: the control table, legal and illegal moves, and what every move brings with it (RULES.md, CO). */
import { describe, expect, test } from 'vitest';
import type { Control } from '../../src/protocol/entry.ts';
import { type Agent, accepted, HOUR, MINUTE, refusal, type Shop, site, type Visitor } from './desk.ts';

interface Scene {
  shop: Shop;
  zofia: Visitor;
  maja: Agent;
  oskar: Agent;
  conversation: string;
}

/** A conversation in this control; `agent` means Maja. Nothing is unanswered in it. */
function scene(control: Control): Scene {
  const shop = site();
  const zofia = shop.visitor('Zofia');
  const maja = shop.agent('Maja');
  const oskar = shop.agent('Oskar');
  zofia.writes('When do you open?');
  const conversation = zofia.conversation;
  shop.ai.answers(conversation, 'At nine.');
  if (control === 'waiting') zofia.asksForPerson();
  if (control === 'agent') maja.takesOver(conversation);
  if (control === 'closed') zofia.ends();
  return { shop, zofia, maja, oskar, conversation };
}

/** Everything that anybody can wish, and what becomes of it in each control: the control it leads to, or the refusal. */
const MOVES: Record<string, { does(scene: Scene): unknown; leads: Record<Control, Control | `refused ${string}`> }> = {
  'the visitor writes': {
    does: ({ zofia }) => zofia.writes('And on Sunday?'),
    leads: { bot: 'bot', waiting: 'waiting', agent: 'agent', closed: 'closed' },
  },
  'the visitor asks for a person': {
    does: ({ zofia }) => zofia.asksForPerson(),
    leads: { bot: 'waiting', waiting: 'waiting', agent: 'agent', closed: 'closed' },
  },
  'the visitor asks for a person with nobody there': {
    does: ({ shop, zofia }) => {
      shop.online.clear();
      return zofia.asksForPerson();
    },
    leads: { bot: 'bot', waiting: 'waiting', agent: 'agent', closed: 'closed' },
  },
  'the visitor goes back to the bot': {
    does: ({ zofia }) => zofia.goesBack(),
    leads: { bot: 'bot', waiting: 'bot', agent: 'agent', closed: 'closed' },
  },
  'the visitor ends': {
    does: ({ zofia }) => zofia.ends(),
    leads: { bot: 'closed', waiting: 'closed', agent: 'closed', closed: 'closed' },
  },
  'another agent takes over': {
    does: ({ oskar, conversation }) => oskar.takesOver(conversation),
    leads: {
      bot: 'agent',
      waiting: 'agent',
      agent: 'refused conversation.taken',
      closed: 'refused conversation.closed',
    },
  },
  'the holder takes over again': {
    does: ({ maja, conversation }) => maja.takesOver(conversation),
    leads: { bot: 'agent', waiting: 'agent', agent: 'agent', closed: 'refused conversation.closed' },
  },
  'Maja leaves': {
    does: ({ maja, conversation }) => maja.leaves(conversation),
    leads: {
      bot: 'refused conversation.not-held',
      waiting: 'refused conversation.not-held',
      agent: 'bot',
      closed: 'refused conversation.closed',
    },
  },
  'an agent leaves what another holds': {
    does: ({ oskar, conversation }) => oskar.leaves(conversation),
    leads: {
      bot: 'refused conversation.not-held',
      waiting: 'refused conversation.not-held',
      agent: 'refused conversation.not-held',
      closed: 'refused conversation.closed',
    },
  },
  'Maja ends': {
    does: ({ maja, conversation }) => maja.ends(conversation),
    leads: {
      bot: 'refused conversation.not-held',
      waiting: 'refused conversation.not-held',
      agent: 'closed',
      closed: 'refused conversation.closed',
    },
  },
  'an agent ends what another holds': {
    does: ({ oskar, conversation }) => oskar.ends(conversation),
    leads: {
      bot: 'refused conversation.not-held',
      waiting: 'refused conversation.not-held',
      agent: 'refused conversation.not-held',
      closed: 'refused conversation.closed',
    },
  },
  'Maja writes': {
    does: ({ maja, conversation }) => maja.writes(conversation, 'Hello'),
    leads: {
      bot: 'refused conversation.not-held',
      waiting: 'refused conversation.not-held',
      agent: 'agent',
      closed: 'refused conversation.closed',
    },
  },
  'Maja is gone for good': {
    does: ({ shop, maja }) => {
      maja.goes();
      return shop.later(3 * MINUTE);
    },
    leads: { bot: 'bot', waiting: 'waiting', agent: 'waiting', closed: 'closed' },
  },
  'Maja is gone for good, and so is everybody': {
    does: ({ shop, maja }) => {
      shop.online.clear();
      maja.goes();
      return shop.later(3 * MINUTE);
    },
    leads: { bot: 'bot', waiting: 'waiting', agent: 'bot', closed: 'closed' },
  },
  'Maja hands it over to a queue': {
    does: ({ shop, maja, conversation }) => maja.transfers(conversation, shop.general),
    leads: {
      bot: 'refused conversation.not-held',
      waiting: 'refused conversation.not-held',
      agent: 'waiting',
      closed: 'refused conversation.closed',
    },
  },
  'Maja asks a colleague to take it': {
    does: ({ maja, oskar, conversation }) => maja.transfers(conversation, oskar),
    leads: {
      bot: 'refused conversation.not-held',
      waiting: 'refused conversation.not-held',
      agent: 'agent',
      closed: 'refused conversation.closed',
    },
  },
  'Maja sets it back': {
    does: ({ maja, conversation }) => maja.assigns(conversation, null),
    leads: {
      bot: 'refused conversation.not-held',
      waiting: 'waiting',
      agent: 'waiting',
      closed: 'refused conversation.closed',
    },
  },
  'a supervisor takes it from Maja': {
    does: ({ shop, maja, conversation }) => shop.agent('Ivana', 'supervisor').takesFrom(conversation, maja),
    leads: { bot: 'agent', waiting: 'agent', agent: 'agent', closed: 'refused conversation.closed' },
  },
  'a supervisor gives it to Oskar': {
    does: ({ shop, oskar, conversation }) => shop.agent('Ivana', 'supervisor').assigns(conversation, oskar),
    // What an agent has, they are asked for, and Oskar too.
    leads: { bot: 'agent', waiting: 'agent', agent: 'agent', closed: 'refused conversation.closed' },
  },
  'the chat is switched off': {
    does: ({ shop }) => shop.changes({ chatOn: false }),
    leads: { bot: 'closed', waiting: 'closed', agent: 'agent', closed: 'closed' },
  },
  'the wait is over': {
    does: ({ shop }) => shop.later(6 * MINUTE),
    leads: { bot: 'bot', waiting: 'bot', agent: 'agent', closed: 'closed' },
  },
  'nobody writes for five hours': {
    does: ({ shop }) => shop.later(5 * HOUR),
    leads: { bot: 'closed', waiting: 'bot', agent: 'agent', closed: 'closed' },
  },
  'the site is removed': {
    does: ({ shop }) => shop.removes(),
    // Nothing is left of the conversation itself; that it was ended is ST3.
    leads: { bot: 'closed', waiting: 'closed', agent: 'closed', closed: 'closed' },
  },
};

describe('the control table', () => {
  for (const [move, { does, leads }] of Object.entries(MOVES)) {
    for (const [from, to] of Object.entries(leads) as [Control, string][]) {
      test(`CO1 under ${from}, when ${move}, control is ${to.startsWith('refused') ? `unchanged: ${to}` : to}`, () => {
        const it = scene(from);
        const outcome = does(it) as ReturnType<Visitor['writes']>;
        const row = it.shop.store.conversation(it.conversation);
        if (to.startsWith('refused')) {
          expect(`refused ${refusal(outcome)?.code}`).toBe(to);
          expect(row!.control).toBe(from);
        } else {
          accepted(outcome);
          expect(row?.control ?? 'closed').toBe(to);
        }
      });
    }
  }
});

test('CO2 every change of control raises the turn by one and is told by the newest entry', () => {
  const { shop, zofia, maja, conversation } = scene('bot');
  const steps: [() => unknown, number, string][] = [
    [() => zofia.asksForPerson(), 2, 'person.requested'],
    [() => zofia.goesBack(), 3, 'wait.ended'],
    [() => maja.takesOver(conversation), 4, 'agent.joined'],
    [() => maja.leaves(conversation), 5, 'agent.left'],
    [() => zofia.ends(), 6, 'conversation.closed'],
  ];
  expect(shop.row(conversation).turn).toBe(1);
  for (const [step, turn, event] of steps) {
    step();
    const newest = shop.log(conversation).at(-1)!;
    expect(shop.row(conversation).turn).toBe(turn);
    expect(newest).toMatchObject({ turn, body: { event } });
  }
});

test('CO2 what changes no control raises no turn', () => {
  const { shop, zofia, maja, conversation } = scene('agent');
  const { turn } = shop.row(conversation);
  zofia.writes('Hello?');
  maja.writes(conversation, 'Hello!');
  maja.takesOver(conversation);
  zofia.asksForPerson();
  maja.isCalled('Maja K.');
  expect(shop.row(conversation).turn).toBe(turn);
});

test.each(['bot', 'waiting', 'closed'] as const)('CO3 a conversation under %s has no holder', (control) => {
  const { shop, conversation } = scene(control);
  expect(shop.row(conversation).holder).toBeNull();
});

test('CO3 a conversation under an agent has that one holder', () => {
  const { shop, maja, conversation } = scene('agent');
  expect(shop.row(conversation).holder).toEqual({ id: maja.id, name: 'Maja' });
});

test('CO4 nothing that anybody does changes a closed conversation or its log', () => {
  const { shop, zofia, maja, oskar, conversation } = scene('closed');
  const run = { conversation, turn: 1, re: 9, id: 'ans_1', text: '' };
  const before = JSON.stringify([shop.row(conversation), shop.log(conversation)]);
  zofia.ends();
  zofia.goesBack();
  for (const agent of [maja, oskar]) {
    agent.takesOver(conversation);
    agent.writes(conversation, 'One more thing');
    agent.leaves(conversation);
    agent.ends(conversation);
    agent.goes();
  }
  maja.isCalled('Maja K.');
  for (const turn of [1, 2, 3]) {
    shop.ai.arrives({ ...run, turn }, 'At nine.');
    shop.does({ t: 'answer.fail', conversation, turn });
  }
  shop.later(24 * HOUR);
  zofia.writes('Hello again', { conversation });
  zofia.asksForPerson();
  expect(JSON.stringify([shop.row(conversation), shop.log(conversation)])).toBe(before);
});

test('CO4 the next message after the end starts a new conversation', () => {
  const { shop, zofia, conversation } = scene('closed');
  zofia.writes('Hello again');
  expect(zofia.conversation).not.toBe(conversation);
  expect(shop.story(zofia.conversation)).toEqual(['visitor: Hello again']);
});

test('CO5 whatever a visitor does, one conversation of theirs is open', () => {
  const shop = site();
  const zofia = shop.visitor('Zofia');
  for (let i = 0; i < 5; i++) {
    zofia.writes('Hello');
    zofia.writes('Hello?', { conversation: undefined });
    zofia.asksForPerson();
    expect(shop.store.openConversations()).toHaveLength(1);
    if (i % 2) zofia.ends();
    else shop.later(12 * HOUR);
  }
});

test('CO6 a conversation starts under the bot with the page it began on and the greeting', () => {
  const shop = site({ greeting: 'Good morning!', botName: 'Vela' });
  const zofia = shop.visitor('Zofia');
  const place = accepted(zofia.writes('Hello'));
  expect(shop.row(zofia.conversation)).toMatchObject({ control: 'bot', turn: 1, holder: null, visitor: zofia.id });
  expect(shop.log(zofia.conversation).map(({ body }) => body)).toEqual([
    { kind: 'event', event: 'conversation.started', page: zofia.facts().page },
    { kind: 'message', from: 'bot', name: 'Vela', text: 'Good morning!', re: 0 },
    { kind: 'message', from: 'visitor', text: 'Hello' },
  ]);
  expect(place).toMatchObject({ seq: 3, visitorSeq: 2 });
  expect(shop.events[0]).toMatchObject({ type: 'conversation.started', conversation: { id: zofia.conversation } });
});

test.each([0, -5 * MINUTE])('CO7 a conversation begun %i ms after the one before is the newer one', (ms) => {
  const { shop, zofia, conversation } = scene('closed');
  shop.passes(ms);
  zofia.writes('Hello again');
  const second = zofia.conversation;
  zofia.writes('Are you there?');
  zofia.writes('Hello?');
  expect(zofia.conversation).toBe(second);
  expect(second).not.toBe(conversation);
  expect(shop.count('conversations')).toBe(2);
  expect(shop.row(second).startedAt).toBeGreaterThan(shop.row(conversation).startedAt);
});

test('CO8 the visitor ends a conversation once; ending it again comes to the same place', () => {
  const { shop, zofia, conversation } = scene('agent');
  const place = accepted(zofia.ends());
  expect(shop.story(conversation).at(-1)).toBe('* conversation.closed visitor');
  expect(accepted(zofia.ends())).toEqual(place);
  expect(shop.rows).toBe(0);
});

test('CO8 a visitor who has no conversation can’t end one', () => {
  const shop = site();
  expect(refusal(shop.visitor('Zofia').ends())).toEqual({ code: 'conversation.none' });
});

test('CO9 a wish to end or to go back that was meant for an earlier conversation does nothing to the next one', () => {
  const { shop, zofia, maja, conversation: earlier } = scene('agent');
  maja.ends(earlier);
  zofia.writes('One more thing');
  zofia.asksForPerson();
  const { conversation } = zofia;
  expect(conversation).not.toBe(earlier);

  expect(accepted(zofia.goesBack('late-1', earlier)).seq).toBe(0);
  expect(accepted(zofia.ends('late-2', earlier)).seq).toBe(0);
  expect(shop.rows).toBe(0);
  expect(shop.row(conversation).control).toBe('waiting');
  accepted(zofia.goesBack('meant-1', conversation));
  accepted(zofia.ends('meant-2', conversation));
  expect(shop.row(conversation).control).toBe('closed');
});
