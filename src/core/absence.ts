/**
 * An agent who is gone. A short grace later they count as offline, and what rings at them goes to others; a longer one later so does all that
 * they hold, with the place it had in its queue. Whoever is back before that has left nothing.
 */
import type { Person } from '#protocol/desk';
import { OFFLINE_GRACE_MS } from './agent.ts';
import { dropGuest } from './conference.ts';
import { closeForSite } from './end.ts';
import { AGENT_GONE_MS } from './limits.ts';
import { give } from './offer.ts';
import { endWait, standAgain } from './person.ts';
import { openQueue, queueOf } from './queue.ts';
import type { Step } from './step.ts';
import type { Conversation } from './store.ts';

/** The member's last socket is gone. */
export function goAway(step: Step, member: string): void {
  const agent = step.store.desk.agent(member);
  if (!agent || agent.goneAt !== null) return;
  step.store.desk.saveAgent({ ...agent, goneAt: step.now });
  step.store.agenda.addTimer('agent-gone', member, step.now + OFFLINE_GRACE_MS);
}

/** Somebody needs an agent whose sockets are dead or gone, and of whom no closing has told: their grace begins. */
export function missIfGone(step: Step, member: string): void {
  if (!step.online(member)) goAway(step, member);
}

/** The timer of a member who was gone rang: offline at first, and after the longer grace without their conversations. */
export function lookForAgent(step: Step, member: string): void {
  const { agenda, desk } = step.store;
  const agent = desk.agent(member);
  step.reroute = true;
  if (agent?.goneAt && !step.online(member) && step.now < agent.goneAt + AGENT_GONE_MS) {
    return agenda.moveTimer('agent-gone', member, agent.goneAt + AGENT_GONE_MS);
  }
  agenda.removeTimer('agent-gone', member);
  if (!agent?.goneAt) return;
  // Back, though nobody told: the next going begins a grace of its own.
  if (step.online(member)) desk.saveAgent({ ...agent, goneAt: null });
  else releaseAll(step, agent);
}

/** The member has no role here any more: at once, and for good. */
export function removeAgent(step: Step, member: string): void {
  step.store.agenda.removeTimer('agent-gone', member);
  step.store.agenda.removeTimer('agent-edge', member);
  const agent = step.store.desk.agent(member) ?? { id: member, name: '' };
  // First: nothing that they had may wait for them, though they are still connected.
  step.store.desk.removeAgent(member);
  releaseAll(step, agent);
  step.reroute = true;
}

/** All that a member has goes on without them; their supervisors are told. */
function releaseAll(step: Step, agent: Person): void {
  const { id: member } = agent;
  let released = 0;
  for (const { id } of step.store.conversationsWithPeople()) {
    const conversation = step.store.conversation(id)!;
    if (conversation.holder?.id === member) {
      release(step, conversation);
      released++;
    } else if (conversation.desk.guests.some((guest) => guest.id === member))
      dropGuest(step, conversation, member, null);
  }
  if (released > 0) step.events.push({ type: 'agent.vanished', agent, conversations: released });
}

/** To a colleague who is in it already; else into its queue; and to the bot where nobody is available there. */
function release(step: Step, conversation: Conversation): void {
  const colleague = conversation.desk.guests.find(({ id }) => step.online(id));
  if (conversation.desk.interrupted) closeForSite(step, conversation);
  else if (colleague) give(step, conversation, colleague, { author: 'system', cid: null });
  else {
    const wanted = queueOf(step.store, conversation);
    const queue = openQueue(step, wanted);
    standAgain(step, conversation, queue ?? wanted, 'agent-gone');
    if (!queue) endWait(step, step.store.conversation(conversation.id)!, 'nobody');
  }
}
