/** What people wish for in the model's stories: the same wish as a frame on the wire of the real site, and as a command of the core alone. */
import type { Outcome } from '../../src/core/engine.ts';
import type { Conversation, Store } from '../../src/core/store.ts';
import type { Role } from '../../src/protocol/member.ts';
import type { Agent, Shop, Visitor } from '../core/shop.ts';

export const VISITORS = ['Zofia', 'Igor'] as const;
/** Besides Maja a supervisor, who may do more with what others have. */
export const AGENTS: readonly { name: string; role: Role }[] = [
  { name: 'Maja', role: 'agent' },
  { name: 'Oskar', role: 'supervisor' },
];

/** A visitor's or an agent's command, by who sends it: an index of the lists above. */
export type Wish = VisitorWish | AgentWish;

export interface VisitorWish {
  t: 'entry.post' | 'person.request' | 'person.withdraw' | 'conversation.close';
  visitor: number;
  text: string;
}

export interface AgentWish {
  t:
    | 'entry.post'
    | 'note.post'
    | 'conversation.take-over'
    | 'conversation.leave'
    | 'conversation.close'
    | 'conversation.wrap-up'
    | 'conversation.transfer'
    | 'conversation.assign'
    | 'conference.invite'
    | 'conference.leave'
    | 'offer.accept'
    | 'offer.decline'
    | 'offer.withdraw'
    | 'status.set'
    | 'status.reset';
  agent: number;
  /** The conversation that this is about for the agent: the one that rings at them, that they have, that they are to wrap up. */
  own: boolean;
  /** Otherwise whose is meant: the newest of this visitor's, or the one before. */
  of: number;
  before: boolean;
  /** To the colleague and not to the queue, or to nobody; available and not unavailable; with a wrap-up's reason and not without. */
  yes: boolean;
  text: string;
}

/** What an agent's wish is about. It is found out once: a repeat is about the same. */
export interface Meaning {
  conversation: string;
  offer: string;
}

/** `of`: the visitor's conversations in order; `member`: the agent who wishes. Something that never was where there is nothing. */
export function meaningOf(store: Store, wish: AgentWish, of: readonly string[], member: string): Meaning {
  // Ids are the same in both; the order in which rows are remembered is not.
  const people = store.conversationsWithPeople().sort((a, b) => (a.id < b.id ? -1 : 1));
  const own = wish.own ? people.find((conversation) => isOwn(wish, conversation, member)) : undefined;
  const conversation = own?.id ?? of.at(wish.before ? -2 : -1) ?? 'cnv_0000000000000000';
  return { conversation, offer: store.conversation(conversation)?.desk.offer?.id ?? 'ofr_0000000000000000' };
}

function isOwn({ t }: AgentWish, { holder, desk, wrapUp }: Conversation, member: string): boolean {
  switch (t) {
    case 'offer.accept':
    case 'offer.decline':
      return desk.offer?.to.id === member;
    case 'offer.withdraw':
      return desk.offer?.from?.id === member;
    case 'conversation.wrap-up':
      return wrapUp?.agent.id === member;
    case 'conversation.take-over':
      return desk.offer?.to.id === member || desk.guests.some(({ id }) => id === member);
    default:
      return [holder, ...desk.guests].some((person) => person?.id === member);
  }
}

/** The frame of a visitor's wish. */
export function visitorFrame(wish: VisitorWish, cid: string): Record<string, unknown> {
  return { t: wish.t, cid, ...(wish.t === 'entry.post' && { text: wish.text }) };
}

/** The frame of an agent's wish; `colleague` by their member id. */
export function agentFrame(
  wish: AgentWish,
  cid: string,
  { conversation, offer }: Meaning,
  colleague: string,
  queue: string,
): Record<string, unknown> {
  const { t, yes, text } = wish;
  const about = { t, cid, conversation };
  switch (t) {
    case 'entry.post':
    case 'note.post':
      return { ...about, text };
    case 'conversation.close':
    case 'conversation.wrap-up':
      return { ...about, wrapUp: wrapUpOf(wish) };
    case 'conversation.transfer':
      return { ...about, to: yes ? { agent: colleague } : { queue }, wrapUp: wrapUpOf(wish) };
    case 'conversation.assign':
      return { ...about, agent: yes ? colleague : null };
    case 'conference.invite':
      return { ...about, agent: colleague };
    case 'offer.accept':
    case 'offer.decline':
    case 'offer.withdraw':
      return { ...about, offer };
    case 'status.set':
      return { t, cid, available: yes, reason: null };
    case 'status.reset':
      return { t, cid };
    default:
      return about;
  }
}

export function doneByVisitor(visitor: Visitor, wish: VisitorWish, cid: string): Outcome {
  switch (wish.t) {
    case 'entry.post':
      return visitor.writes(wish.text, { cid, conversation: undefined });
    case 'person.request':
      return visitor.asksForPerson(cid);
    case 'person.withdraw':
      return visitor.goesBack(cid);
    case 'conversation.close':
      return visitor.ends(cid);
  }
}

export function doneByAgent(
  shop: Shop,
  agent: Agent,
  colleague: Agent,
  wish: AgentWish,
  cid: string,
  { conversation, offer }: Meaning,
): Outcome {
  const { yes, text } = wish;
  switch (wish.t) {
    case 'entry.post':
      return agent.writes(conversation, text, cid);
    case 'note.post':
      return agent.notes(conversation, text, cid);
    case 'conversation.take-over':
      return agent.takesOver(conversation, cid);
    case 'conversation.leave':
      return agent.leaves(conversation, cid);
    case 'conversation.close':
      return agent.ends(conversation, cid, wrapUpOf(wish));
    case 'conversation.wrap-up':
      return agent.wrapsUp(conversation, wrapUpOf(wish), cid);
    case 'conversation.transfer':
      return agent.transfers(conversation, yes ? colleague : shop.general, wrapUpOf(wish), cid);
    case 'conversation.assign':
      return agent.assigns(conversation, yes ? colleague : null, cid);
    case 'conference.invite':
      return agent.invites(conversation, colleague, cid);
    case 'conference.leave':
      return agent.leavesConference(conversation, cid);
    case 'offer.accept':
      return agent.accepts(conversation, offer, cid);
    case 'offer.decline':
      return agent.declines(conversation, offer, cid);
    case 'offer.withdraw':
      return agent.withdraws(conversation, offer, cid);
    case 'status.set':
      return yes ? agent.isAvailable() : agent.isUnavailable();
    case 'status.reset':
      return agent.resets();
  }
}

function wrapUpOf({ yes, text }: AgentWish): { reason: string | null; note: string } {
  return yes ? { reason: 'Sold', note: text } : { reason: null, note: '' };
}
