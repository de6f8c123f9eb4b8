/**
 * Who is offered a conversation, as one pure function with its reasons: of the agents of its queue who are available and have room, the one with
 * the fewest conversations, and of those the one who has waited longest for one. `verdictOn` says of each why, or why not.
 */
import type { NotOffered, Status } from '#protocol/desk';
import type { Queue } from '#protocol/queue';
import { loads, statusAt } from './agent.ts';
import type { AgentRow } from './desk-rows.ts';
import type { Step } from './step.ts';

export interface Candidate {
  agent: AgentRow;
  status: Status;
  /** Connected: within the grace they count as there, but nothing can ring at them. */
  reachable: boolean;
  load: number;
  /** Something rings at them. */
  ringing: boolean;
}

/** Everybody the site knows, as they are at the step's moment. */
export function candidates(step: Pick<Step, 'now' | 'online' | 'store'>): Candidate[] {
  const conversations = step.store.conversationsWithPeople();
  const counts = loads(conversations);
  const ringing = new Set(conversations.flatMap(({ desk }) => desk.offer?.to.id ?? []));
  return step.store.desk.agents().map((agent) => ({
    agent,
    status: statusAt(step, agent),
    reachable: step.online(agent.id),
    load: counts.get(agent.id) ?? 0,
    ringing: ringing.has(agent.id),
  }));
}

/** Why an agent is not offered a conversation of this queue; nothing where they could be. */
export function verdictOn(candidate: Candidate, queue: Queue, tried: readonly string[]): NotOffered[] {
  const { agent, status, reachable, load, ringing } = candidate;
  const reasons: NotOffered[] = [];
  if (!isMember(queue, agent.id)) reasons.push('not-in-queue');
  if (!reachable) reasons.push('offline');
  else if (status !== 'available') reasons.push(status);
  if (ringing) reasons.push('ringing');
  else if (load >= agent.capacity) reasons.push('at-capacity');
  if (tried.includes(agent.id)) reasons.push('tried');
  return reasons;
}

/** The one who is offered it; null where nobody can be. */
export function choose(all: readonly Candidate[], queue: Queue, tried: readonly string[]): Candidate | null {
  return all
    .filter((candidate) => verdictOn(candidate, queue, tried).length === 0)
    .reduce<Candidate | null>((best, each) => (best && !isBefore(each, best) ? best : each), null);
}

/** Whether they could take one more, of one queue or another. */
export function isFree({ agent, status, reachable, load, ringing }: Candidate): boolean {
  return reachable && status === 'available' && !ringing && load < agent.capacity;
}

/** Whether somebody of the queue is available, however much they have to do, be it that their page is just loading anew. */
export function isStaffed(all: readonly Candidate[], queue: Queue): boolean {
  return all.some(({ agent, status }) => status === 'available' && isMember(queue, agent.id));
}

/** Whether somebody of the queue is at the desk who might take it after all: who has missed an offer is no further away than a click. */
export function isAttended(all: readonly Candidate[], queue: Queue): boolean {
  return all.some(({ agent, status }) => (status === 'available' || status === 'rona') && isMember(queue, agent.id));
}

export function isMember(queue: Queue, member: string): boolean {
  return queue.everyone || queue.members.includes(member);
}

function isBefore(a: Candidate, b: Candidate): boolean {
  if (a.load !== b.load) return a.load < b.load;
  return a.agent.givenAt !== b.agent.givenAt ? a.agent.givenAt < b.agent.givenAt : a.agent.id < b.agent.id;
}
