/**
 * The queues of a site: who stands where, which one takes a conversation, and whom the next one is offered. The order is strict: by
 * priority, then by how long somebody waits, counted from when they first stood in line. Drained whenever who is there or who waits has changed.
 */
import type { NotOffered } from '#protocol/desk';
import { QUEUES_MAX, type Queue, type QueuePatch } from '#protocol/queue';
import { loads, statusAt } from './agent.ts';
import type { Offer } from './at-desk.ts';
import { changeDesk } from './conversation.ts';
import { callOff, makeOffer } from './offer.ts';
import { type Candidate, candidates, choose, isAttended, isFree, isMember, isStaffed, verdictOn } from './routing.ts';
import { type Done, refuse, type Step } from './step.ts';
import type { Conversation, Store } from './store.ts';
import { append } from './transcript.ts';

/** Those who wait, in order, of one queue or of all. */
export function inLine(store: Store, queue?: string): Conversation[] {
  return store
    .conversationsWithPeople()
    .filter(({ control, desk }) => control === 'waiting' && (queue === undefined || desk.queue === queue))
    .sort(
      (a, b) =>
        b.desk.priority - a.desk.priority ||
        (a.desk.standingAt ?? a.controlAt) - (b.desk.standingAt ?? b.controlAt) ||
        (a.id < b.id ? -1 : 1),
    );
}

/** The queue that a conversation stands in, or the site's first. */
export function queueOf(store: Store, { desk }: Conversation): Queue {
  return store.desk.queue(desk.queue) ?? store.desk.queues()[0]!;
}

/**
 * The queue that takes a conversation which is meant for `wanted`: that one, or where it is full or nobody of it is available, what it
 * overflows into, and so on. Where nobody is available in any of them, the first where somebody has only missed an offer. Null where
 * nobody is there.
 */
export function openQueue(step: Step, wanted: Queue): Queue | null {
  const all = candidates(step);
  return firstOpen(step, wanted, all, isStaffed) ?? firstOpen(step, wanted, all, isAttended);
}

/** Whether somebody is at the desk for this queue, or for one it overflows into, however full they are. */
export function isAnyoneThere(step: Step, wanted: Queue): boolean {
  const all = candidates(step);
  return along(step.store, wanted).some((queue) => isAttended(all, queue));
}

/** Into the queue that takes what the present one can't. Whether there is one. */
export function overflow(step: Step, conversation: Conversation, all = candidates(step)): boolean {
  const next = firstOpen(step, step.store.desk.queue(queueOf(step.store, conversation).overflow), all, isStaffed);
  if (!next || next.id === conversation.desk.queue) return false;
  moveTo(step, conversation, next);
  return true;
}

/** Offers what waits to whom is free, as far as that goes. What rings at somebody who isn't to be disturbed goes back first. */
export function drain(step: Step): void {
  const people = step.store.conversationsWithPeople();
  const counts = loads(people);
  for (const conversation of people) {
    const { offer } = conversation.desk;
    if (offer && !ringsOn(step, conversation, offer, counts)) callOff(step, conversation, offer);
  }
  const all = candidates(step);
  const asking: Asking = { all, free: all.filter(isFree), stuck: new Set() };
  for (const conversation of asking.free.length > 0 ? inLine(step.store) : []) {
    if (!conversation.desk.offer) offerNext(step, conversation, asking);
    if (asking.free.length === 0) break;
  }
  step.events.push({ type: 'desk.changed' });
}

/** Why each agent is, or is not, offered this conversation now; and who is next. */
export function explain(
  step: Pick<Step, 'now' | 'online' | 'store'>,
  conversation: Conversation,
): { queue: Queue; next: Candidate | null; verdicts: { candidate: Candidate; reasons: NotOffered[] }[] } {
  const queue = queueOf(step.store, conversation);
  const { tried, offer } = conversation.desk;
  const all = candidates(step);
  const ringing = all.find(({ agent }) => agent.id === offer?.to.id) ?? null;
  const verdicts = all.map((candidate) => ({ candidate, reasons: verdictOn(candidate, queue, tried) }));
  return { queue, next: ringing ?? (queue.mode === 'ring' ? choose(all, queue, tried) : null), verdicts };
}

/** Makes a queue or changes one whole. Refuses `queue.loop` where it would overflow into itself, `queue.unknown`, `queue.too-many`. */
export function saveQueue(step: Step, queue: Queue): Done {
  const { desk } = step.store;
  if (!desk.queue(queue.id) && desk.queues().length >= QUEUES_MAX) return refuse('queue.too-many');
  if (queue.overflow !== null && queue.overflow !== queue.id && !desk.queue(queue.overflow))
    return refuse('queue.unknown');
  for (let next: string | null = queue.overflow; next; next = desk.queue(next)?.overflow ?? null) {
    if (next === queue.id) return refuse('queue.loop');
  }
  if (JSON.stringify({ ...desk.queue(queue.id), ...queue }) === JSON.stringify(desk.queue(queue.id)))
    return { entry: null };
  desk.saveQueue(queue);
  // Those who stand in it have their time by what is set now, be it shorter.
  for (const { id, desk } of inLine(step.store, queue.id)) {
    step.store.agenda.addTimer('look', id, desk.queuedAt + queue.waitMs);
  }
  step.reroute = true;
  return { entry: null };
}

/** Changes what is given of a queue. Refuses as `saveQueue`. */
export function changeQueue(step: Step, id: string, patch: QueuePatch): Done {
  const queue = step.store.desk.queue(id);
  if (!queue) return refuse('queue.unknown');
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  return saveQueue(step, { ...queue, ...given });
}

/**
 * Removes a queue. Whoever stands in it moves, with their place, to where it overflows, or to the first of the others. Refuses
 * `queue.unknown`, and `queue.last`: a site always has one.
 */
export function removeQueue(step: Step, id: string): Done {
  const { desk } = step.store;
  const queue = desk.queue(id);
  if (!queue) return refuse('queue.unknown');
  const heir = desk.queue(queue.overflow) ?? desk.queues().find((other) => other.id !== id);
  if (!heir) return refuse('queue.last');
  for (const conversation of inLine(step.store, id)) moveTo(step, conversation, heir);
  for (const other of desk.queues()) if (other.overflow === id) desk.saveQueue({ ...other, overflow: null });
  desk.removeQueue(id);
  step.reroute = true;
  return { entry: null };
}

/** This queue, or where it overflows, as far as it isn't full and its agents `take` more. */
function firstOpen(
  step: Step,
  wanted: Queue | null,
  all: readonly Candidate[],
  take: (all: readonly Candidate[], queue: Queue) => boolean,
): Queue | null {
  return along(step.store, wanted).find((queue) => !isFull(step.store, queue) && take(all, queue)) ?? null;
}

/** This queue, what it overflows into, and so on. */
function along(store: Store, wanted: Queue | null): Queue[] {
  const queues = new Set<Queue>();
  for (let queue = wanted; queue && !queues.has(queue); queue = store.desk.queue(queue.overflow)) queues.add(queue);
  return [...queues];
}

/** The time in the new queue counts from now; the place among those who wait doesn't change. */
function moveTo(step: Step, conversation: Conversation, queue: Queue): void {
  const { offer } = conversation.desk;
  if (offer) callOff(step, conversation, offer);
  const before = step.store.conversation(conversation.id)!;
  const moved = changeDesk(step, before, { queue: queue.id, queuedAt: step.now, tried: [], round: 1 });
  step.store.agenda.addTimer('look', moved.id, step.now + queue.waitMs);
  append(step, moved, 'system', { kind: 'event', event: 'queue.changed', queue: { id: queue.id, name: queue.name } });
}

/** Who can be asked, as one look at all who wait goes on. */
interface Asking {
  all: Candidate[];
  /** Those of them who can take one more. */
  free: Candidate[];
  /** Queues whose overflow takes nobody. */
  stuck: Set<string>;
}

/**
 * Offers it to the next of its queue; after everybody was asked once, to all of them once more; after that, or where nobody of the queue is
 * available any more, it overflows, and is offered there. Who is asked isn't free any more.
 */
function offerNext(step: Step, conversation: Conversation, asking: Asking): void {
  const queue = queueOf(step.store, conversation);
  const { tried, round, roundAt } = conversation.desk;
  const staffed = isStaffed(asking.all, queue);
  if (queue.mode !== 'ring' || !step.present(conversation.visitor)) return;
  if (staffed && !choose(asking.free, queue, [])) return;
  const next = choose(asking.free, queue, tried);
  if (next) {
    makeOffer(step, conversation, { kind: 'queue', to: next.agent, from: null, ringMs: queue.ringMs });
    asking.free = asking.free.filter((candidate) => candidate !== next);
  } else if (round === 2 || !staffed) {
    if (asking.stuck.has(queue.id)) return;
    if (overflow(step, conversation, asking.all)) offerNext(step, step.store.conversation(conversation.id)!, asking);
    else asking.stuck.add(queue.id);
  } else if (step.now < roundAt) step.store.agenda.addTimer('look', conversation.id, roundAt);
  else offerNext(step, changeDesk(step, conversation, { tried: [], round: 2 }), asking);
}

/**
 * Whether what rings goes on: its agent is there for it. Of what a queue offers, also whether that queue still asks them, they have room
 * (they may have taken another by hand), and the visitor is there.
 */
function ringsOn(step: Step, conversation: Conversation, { kind, to }: Offer, counts: Map<string, number>): boolean {
  const agent = step.store.desk.agent(to.id);
  if (!agent || statusAt(step, agent) !== 'available') return false;
  if (kind !== 'queue') return true;
  const queue = queueOf(step.store, conversation);
  const asksThem = queue.mode === 'ring' && isMember(queue, agent.id);
  return asksThem && (counts.get(agent.id) ?? 0) <= agent.capacity && step.present(conversation.visitor);
}

function isFull(store: Store, { id, capacity }: Queue): boolean {
  if (capacity === null) return false;
  const people = store.conversationsWithPeople();
  return people.filter(({ control, desk }) => control === 'waiting' && desk.queue === id).length >= capacity;
}
