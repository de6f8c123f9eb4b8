/** The policy as a truth table: every action for every kind of principal (RULES.md, PO). */
import { describe, expect, test } from 'vitest';
import { type Action, allows, POLICY, type Principal } from '../../src/core/policy.ts';

const PRINCIPALS = {
  stranger: { kind: 'public' },
  visitor: { kind: 'visitor', id: 'vis_1' },
  outsider: { kind: 'member', id: 'agt_1', owner: false, role: null },
  agent: { kind: 'member', id: 'agt_2', owner: false, role: 'agent' },
  supervisor: { kind: 'member', id: 'agt_3', owner: false, role: 'supervisor' },
  admin: { kind: 'member', id: 'agt_4', owner: false, role: 'admin' },
  owner: { kind: 'member', id: 'agt_5', owner: true, role: null },
} as const satisfies Record<string, Principal>;

type Who = keyof typeof PRINCIPALS;
const EVERYBODY = Object.keys(PRINCIPALS) as Who[];
const MEMBERS: Who[] = ['outsider', 'agent', 'supervisor', 'admin', 'owner'];

/** Written out by hand, so that a slip in the table of the code is a difference here. */
const MAY: Record<Action, Who[]> = {
  'setup.read': EVERYBODY,
  'setup.claim': EVERYBODY,
  'auth.use': EVERYBODY,
  'invitation.read': EVERYBODY,
  'invitation.accept': EVERYBODY,
  'me.read': MEMBERS,
  'me.change': MEMBERS,
  'device.list': MEMBERS,
  'device.remove': MEMBERS,
  'site.list': MEMBERS,
  'site.create': ['owner'],
  'member.list': ['admin', 'owner'],
  'member.change': ['admin', 'owner'],
  'member.remove': ['owner'],
  'invitation.list': ['admin', 'owner'],
  'invitation.create': ['admin', 'owner'],
  'invitation.withdraw': ['admin', 'owner'],
  'site.read': ['agent', 'supervisor', 'admin', 'owner'],
  'site.change': ['admin', 'owner'],
  'site.protection': ['admin', 'owner'],
  'site.delete': ['owner'],
  'article.read': ['agent', 'supervisor', 'admin', 'owner'],
  'article.write': ['supervisor', 'admin', 'owner'],
  'question.try': ['agent', 'supervisor', 'admin', 'owner'],
  'template.read': ['agent', 'supervisor', 'admin', 'owner'],
  'template.write': ['agent', 'supervisor', 'admin', 'owner'],
  'queue.list': ['agent', 'supervisor', 'admin', 'owner'],
  'queue.write': ['admin', 'owner'],
  'agent.list': ['agent', 'supervisor', 'admin', 'owner'],
  'agent.change': ['agent', 'supervisor', 'admin', 'owner'],
  'conversation.list': ['agent', 'supervisor', 'admin', 'owner'],
  'conversation.routing': ['supervisor', 'admin', 'owner'],
  'text.reveal': ['supervisor', 'admin', 'owner'],
  'ticket.issue': ['agent', 'supervisor', 'admin', 'owner'],
  'frame.read': EVERYBODY,
  'socket.visitor': EVERYBODY,
  'socket.agent': EVERYBODY,
  'visit.hello': ['visitor'],
  'page.view': ['visitor'],
  'widget.open': ['visitor'],
  'visitor.entry.post': ['visitor'],
  'visitor.typing.set': ['visitor'],
  'person.request': ['visitor'],
  'person.withdraw': ['visitor'],
  'visitor.conversation.close': ['visitor'],
  'conversation.resume': ['visitor'],
  'visitor.entry.list': ['visitor'],
  'agent.hello': ['agent', 'supervisor', 'admin', 'owner'],
  'conversation.view': ['agent', 'supervisor', 'admin', 'owner'],
  'visits.watch': ['agent', 'supervisor', 'admin', 'owner'],
  'visits.ask': ['agent', 'supervisor', 'admin', 'owner'],
  'presence.check': ['agent', 'supervisor', 'admin', 'owner'],
  'conversation.unview': ['agent', 'supervisor', 'admin', 'owner'],
  'conversation.look': ['agent', 'supervisor', 'admin', 'owner'],
  'entry.list': ['agent', 'supervisor', 'admin', 'owner'],
  'conversation.take-over': ['agent', 'supervisor', 'admin', 'owner'],
  'conversation.leave': ['agent', 'supervisor', 'admin', 'owner'],
  'conversation.close': ['agent', 'supervisor', 'admin', 'owner'],
  'conversation.wrap-up': ['agent', 'supervisor', 'admin', 'owner'],
  'conversation.assign': ['agent', 'supervisor', 'admin', 'owner'],
  'conversation.transfer': ['agent', 'supervisor', 'admin', 'owner'],
  'conference.invite': ['agent', 'supervisor', 'admin', 'owner'],
  'conference.leave': ['agent', 'supervisor', 'admin', 'owner'],
  'offer.accept': ['agent', 'supervisor', 'admin', 'owner'],
  'offer.decline': ['agent', 'supervisor', 'admin', 'owner'],
  'offer.withdraw': ['agent', 'supervisor', 'admin', 'owner'],
  'status.set': ['agent', 'supervisor', 'admin', 'owner'],
  'status.reset': ['agent', 'supervisor', 'admin', 'owner'],
  'entry.post': ['agent', 'supervisor', 'admin', 'owner'],
  'note.post': ['agent', 'supervisor', 'admin', 'owner'],
  'typing.set': ['agent', 'supervisor', 'admin', 'owner'],
};

const mayDo = (action: Action) => EVERYBODY.filter((who) => allows(PRINCIPALS[who], action));

test('PO3 the table of the code names the same actions as this one', () => {
  expect(Object.keys(POLICY).sort()).toEqual(Object.keys(MAY).sort());
});

test('PO3 what is in no table is allowed to nobody', () => {
  for (const action of ['site.destroy', 'toString', '__proto__', ''] as string[])
    expect(mayDo(action as Action)).toEqual([]);
});

describe('each action', () => {
  test.each(Object.entries(MAY) as [Action, Who[]][])('PO3 %s is allowed to exactly those who may', (action, who) => {
    expect(mayDo(action)).toEqual(who);
  });
});

test('PO5 a higher role may do on a site all that a lower one may', () => {
  for (const action of Object.keys(POLICY) as Action[]) {
    const ladder = (['outsider', 'agent', 'supervisor', 'admin', 'owner'] as const).map((who) =>
      allows(PRINCIPALS[who], action),
    );
    expect(ladder, action).toEqual([...ladder].sort());
  }
});

test('PO5 an owner may do without a role what an admin of the site may', () => {
  for (const action of Object.keys(POLICY) as Action[]) {
    if (allows(PRINCIPALS.admin, action)) expect(allows(PRINCIPALS.owner, action), action).toBe(true);
  }
});

test('PO1 a visitor may do nothing of a member, and a member nothing of a visitor', () => {
  for (const action of Object.keys(POLICY) as Action[]) {
    const open = allows(PRINCIPALS.stranger, action);
    const both = allows(PRINCIPALS.visitor, action) && allows(PRINCIPALS.owner, action);
    expect(both, action).toBe(open);
  }
});
