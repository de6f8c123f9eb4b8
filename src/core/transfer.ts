/**
 * From one agent to another, or into a queue. A colleague is asked first: until they accept, the conversation stays with whoever has it, and so it
 * does if they don't. Out of a queue a supervisor assigns at once.
 */
import type { WrapUp } from '#protocol/desk';
import { supervises } from './access.ts';
import { loads, statusAt } from './agent.ts';
import type { Agent, TransferTo } from './command.ts';
import { ASK_RING_MS } from './limits.ts';
import { callOff, doer, makeOffer } from './offer.ts';
import { standAgain } from './person.ts';
import { queueOf } from './queue.ts';
import { type Done, refuse, type Step } from './step.ts';
import type { Conversation } from './store.ts';
import { asHolder, assignTo } from './takeover.ts';
import { append, repeated } from './transcript.ts';
import { recordWrapUp, refusedWrapUp } from './wrap-up.ts';

/**
 * D6: the holder hands it over, and says what their work ends with. Refuses as `asHolder`, `refusedWrapUp` and `ask`; `queue.unknown`.
 */
export function transfer(step: Step, agent: Agent, id: string, cid: string, to: TransferTo, wrapUp: WrapUp): Done {
  return asHolder(step, agent, id, cid, (conversation) => {
    const refused = refusedWrapUp(step, wrapUp);
    if (refused) return refused;
    // It is kept with the offer until that is accepted.
    const kept = { ...wrapUp, note: step.clean(wrapUp.note) };
    if ('agent' in to) return ask(step, conversation, agent, 'transfer', to.agent, cid, kept);
    const queue = step.store.desk.queue(to.queue);
    if (!queue) return refuse('queue.unknown');
    if (conversation.desk.offer) callOff(step, conversation, conversation.desk.offer);
    const free = step.store.conversation(id)!;
    recordWrapUp(step, free, agent, wrapUp);
    return standAgain(step, free, queue, 'transferred', { agent, cid });
  });
}

/**
 * P7: to an agent, or to nobody (null), which is back into its queue. Of what an agent has, the holder or a supervisor; of what waits or is the
 * bot's, a supervisor. Refuses `conversation.unknown`, `.closed`, `.interrupted`, `.not-held`, `.taken` (with the holder's name), `role.refused`, `agent.away`, and as `ask`.
 */
export function assign(step: Step, agent: Agent, id: string, cid: string, to: string | null): Done {
  const conversation = step.store.conversation(id);
  if (!conversation) return refuse('conversation.unknown');
  const before = repeated(step, id, agent.id, cid);
  if (before) return before;
  const { control, holder } = conversation;
  if (control === 'closed') return refuse('conversation.closed');
  if (conversation.desk.interrupted) return refuse('conversation.interrupted');
  if (holder && holder.id !== agent.id) {
    // Of two who assign it to themselves, the second is told who has it. A supervisor who wants it all the same says from whom: `takeOver`.
    if (to === agent.id) return refuse('conversation.taken', { holder: holder.name });
    if (!supervises(agent)) return refuse('conversation.not-held');
  }
  if (holder?.id === to || (to === null && control === 'waiting')) return { entry: step.store.lastEntry(id) };
  if (to === null) {
    if (!holder) return refuse('conversation.not-held');
    return { entry: standAgain(step, conversation, queueOf(step.store, conversation), 'unassigned', { agent, cid }) };
  }
  if (holder) return ask(step, conversation, agent, 'transfer', to, cid);
  if (to === agent.id) return { entry: assignTo(step, conversation, agent, { author: agent.id, cid }) };
  if (!supervises(agent)) return refuse('role.refused');
  const target = step.store.desk.agent(to);
  if (!target) return refuse('agent.unknown');
  if (statusAt(step, target) === 'offline') return refuse('agent.away');
  return { entry: assignTo(step, conversation, target, { author: agent.id, cid, by: agent }) };
}

/** D7: the holder asks a colleague to join. Refuses as `asHolder` and `ask`. */
export function invite(step: Step, agent: Agent, id: string, cid: string, to: string): Done {
  return asHolder(step, agent, id, cid, (conversation) => ask(step, conversation, agent, 'conference', to, cid));
}

/**
 * Asks a colleague for what the holder has. Refuses `agent.unknown`, `agent.away` (not available), `agent.busy` (has as many as they take, or
 * something rings there already, or they are in it), `offer.pending` (somebody is asked already).
 */
function ask(
  step: Step,
  conversation: Conversation,
  from: Agent,
  kind: 'transfer' | 'conference',
  to: string,
  cid: string,
  wrapUp: WrapUp | null = null,
): Done {
  const target = step.store.desk.agent(to);
  if (!target) return refuse('agent.unknown');
  if (conversation.desk.offer) return refuse('offer.pending');
  if (!step.online(to) || statusAt(step, target) !== 'available') return refuse('agent.away');
  const others = step.store.conversationsWithPeople();
  const rings = others.some(({ desk }) => desk.offer?.to.id === to);
  if (conversation.holder?.id === to) return refuse('agent.busy');
  // Who is in conference and takes it over has no more than before.
  const inside = conversation.desk.guests.some(({ id }) => id === to);
  if (inside && kind === 'conference') return refuse('agent.busy');
  const load = (loads(others).get(to) ?? 0) - (inside ? 1 : 0);
  if (rings || load >= target.capacity) return refuse('agent.busy');
  makeOffer(step, conversation, { kind, to: target, from, ringMs: ASK_RING_MS, wrapUp });
  const asked = step.store.conversation(conversation.id)!;
  const body = { kind: 'event', event: `${kind}.requested`, ...doer(from), to: doer(target) } as const;
  return { entry: append(step, asked, from.id, body, cid) };
}
