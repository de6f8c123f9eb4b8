/**
 * Offers: one conversation rings at one agent for a limited time. Each ends exactly once: accepted, declined, missed or withdrawn.
 * A queue's offer is of a conversation that waits; a colleague's is of one they hold, and leaves it with them until it is accepted.
 */
import type { OfferKind, Person, WrapUp } from '#protocol/desk';
import type { Doer } from '#protocol/entry';
import { supervises } from './access.ts';
import { given, setRona, statusAt } from './agent.ts';
import type { Offer } from './at-desk.ts';
import type { Agent } from './command.ts';
import { changeControl, changeDesk, endOffer, noteRefusal } from './conversation.ts';
import type { Entry } from './entry.ts';
import { ROUND_PAUSE_MS } from './limits.ts';
import { type Done, refuse, type Step } from './step.ts';
import type { Conversation } from './store.ts';
import { append, repeated } from './transcript.ts';
import { rememberWait } from './wait.ts';
import { recordWrapUp } from './wrap-up.ts';

interface NewOffer {
  kind: OfferKind;
  to: Person;
  from: Person | null;
  ringMs: number;
  wrapUp?: WrapUp | null;
}

/** Lets a conversation ring at an agent. It rings nowhere else. */
export function makeOffer(step: Step, conversation: Conversation, it: NewOffer): void {
  const offer: Offer = {
    id: step.newId('ofr'),
    kind: it.kind,
    to: { id: it.to.id, name: it.to.name },
    from: it.from && { id: it.from.id, name: it.from.name },
    at: step.now,
    until: step.now + it.ringMs,
    wrapUp: it.wrapUp ?? null,
  };
  const ringing = changeDesk(step, conversation, { offer });
  step.store.agenda.addTimer('look', conversation.id, offer.until);
  step.events.push({ type: 'offer.made', conversation: ringing, offer });
}

/**
 * The agent takes what rings at them. Refuses `conversation.unknown`, and `offer.over` (with the holder's name, if another has it) where it
 * doesn't ring at them any more, by the server's clock.
 */
export function acceptOffer(step: Step, agent: Agent, id: string, cid: string, offerId: string): Done {
  return answerOffer(step, agent, id, cid, offerId, (conversation, offer) => {
    const { kind, from } = offer;
    if (kind === 'conference') {
      const guests = [...conversation.desk.guests, { id: agent.id, name: agent.name }];
      const joined = endOffer(step, conversation, 'accepted', { guests });
      return append(step, joined, agent.id, { kind: 'event', event: 'conference.joined', ...doer(agent) }, cid);
    }
    if (from && offer.wrapUp) recordWrapUp(step, conversation, from, offer.wrapUp);
    return give(step, conversation, agent, { accepts: true, author: agent.id, cid });
  });
}

/** The agent passes on what rings at them. Refuses as `acceptOffer`. */
export function declineOffer(step: Step, agent: Agent, id: string, cid: string, offerId: string): Done {
  return answerOffer(step, agent, id, cid, offerId, (conversation, offer) =>
    passOn(step, conversation, offer, 'declined', agent.id, cid),
  );
}

/** Whoever asked a colleague takes it back; so may a supervisor. Refuses `offer.over`, `conversation.not-held`. */
export function withdrawOffer(step: Step, agent: Agent, id: string, cid: string, offerId: string): Done {
  const conversation = step.store.conversation(id);
  if (!conversation) return refuse('conversation.unknown');
  const before = repeated(step, id, agent.id, cid);
  if (before) return before;
  const { offer } = conversation.desk;
  if (offer?.id !== offerId || !offer.from) return refuse('offer.over', whoHas(conversation, agent));
  if (conversation.holder?.id !== agent.id && !supervises(agent)) return refuse('conversation.not-held');
  return { entry: passOn(step, conversation, offer, 'withdrawn', agent.id, cid) };
}

/**
 * The time of an offer is over: its agent is set to `rona`, unless their connection was lost meanwhile, and the conversation goes on to
 * the next.
 */
export function missOffer(step: Step, conversation: Conversation, offer: Offer): void {
  const agent = step.store.desk.agent(offer.to.id);
  const online = step.online(offer.to.id);
  // Their shift was over before anybody looked: the alarm came late.
  if (agent && online && statusAt(step, agent) !== 'available') return callOff(step, conversation, offer);
  if (online) setRona(step, offer.to.id);
  passOn(step, conversation, offer, 'missed', 'system', null);
}

/** What rings stops ringing, and nobody missed it: its agent is not to be disturbed any more, or its visitor is gone. */
export function callOff(step: Step, conversation: Conversation, offer: Offer): void {
  passOn(step, conversation, offer, 'withdrawn', 'system', null);
}

/** Gives a conversation to an agent, who holds it from now on: `by` says who assigned it, where they didn't take it themselves. */
export function give(
  step: Step,
  conversation: Conversation,
  to: Person,
  how: { accepts?: boolean; author: string; cid: string | null; by?: Person },
): Entry {
  const { holder } = conversation;
  rememberWait(step, conversation);
  const held = changeControl(step, conversation, { control: 'agent', holder: to, accepts: how.accepts ?? false });
  given(step, to.id);
  return append(
    step,
    held,
    how.author,
    {
      kind: 'event',
      event: 'agent.joined',
      ...doer(to),
      ...(holder && { from: doer(holder) }),
      ...(how.by && { by: doer(how.by) }),
    },
    how.cid,
  );
}

/** An agent as events name them. */
export function doer({ id, name }: Person): Doer {
  return { agent: id, name };
}

/** Who has it now, unless that is the one who asks. */
function whoHas({ holder }: Conversation, agent: Person): { holder?: string } {
  return holder && holder.id !== agent.id ? { holder: holder.name } : {};
}

function answerOffer(
  step: Step,
  agent: Agent,
  id: string,
  cid: string,
  offerId: string,
  act: (conversation: Conversation, offer: Offer) => Entry,
): Done {
  const conversation = step.store.conversation(id);
  if (!conversation) return refuse('conversation.unknown');
  const before = repeated(step, id, agent.id, cid);
  if (before) return before;
  const { offer } = conversation.desk;
  const rings = offer?.id === offerId && offer.to.id === agent.id && step.now < offer.until;
  if (!rings) return refuse('offer.over', whoHas(conversation, agent));
  return { entry: act(conversation, offer) };
}

/** Not accepted: on to the next in the queue, or back to the colleague who asked. */
function passOn(
  step: Step,
  before: Conversation,
  offer: Offer,
  how: 'declined' | 'missed' | 'withdrawn',
  author: string,
  cid: string | null,
): Entry {
  if (offer.kind === 'queue' && how !== 'withdrawn') {
    const tried = [...before.desk.tried, offer.to.id];
    const asked = endOffer(step, before, how, { tried, roundAt: step.now + ROUND_PAUSE_MS });
    return append(step, asked, author, { kind: 'event', event: `offer.${how}`, ...doer(offer.to) }, cid);
  }
  const conversation = endOffer(step, before, how);
  if (offer.kind === 'queue') return step.store.lastEntry(conversation.id)!;
  return noteRefusal(step, conversation, offer, how, author, cid);
}
