/** The agents of a site: whether they can be given conversations, and how many they have. Never touches what they have already. */
import { type AgentPatch, DEFAULT_CAPACITY, type Person, type Status } from '#protocol/desk';
import type { Agent } from './command.ts';
import { changeDesk } from './conversation.ts';
import type { AgentRow } from './desk-rows.ts';
import { isOn, nextEdge } from './schedule.ts';
import { type Done, refuse, type Step } from './step.ts';
import type { Conversation } from './store.ts';

/** An agent without a socket counts as there for this long: a reload is no departure. Offers that ring wait as long. */
export const OFFLINE_GRACE_MS = 15_000;

export interface StatusNow {
  status: Status;
  reason: string | null;
  by: 'toggle' | 'schedule' | 'presence';
  /** When the schedule changes it by itself, epoch ms. */
  until: number | null;
}

/** D12, I1: what an agent's presence, toggle and schedule come to. */
export function statusOf(agent: AgentRow, online: boolean, now: number): StatusNow {
  const status = plainStatus(agent, online, now);
  const toggle = toggleOf(agent, now);
  if (toggle) return { status, reason: toggle.reason, by: 'toggle', until: toggle.until };
  if (agent.schedule) return { status, reason: null, by: 'schedule', until: nextEdge(agent.schedule, now) };
  return { status, reason: null, by: 'presence', until: null };
}

/** The status of an agent at the step's moment. */
export function statusAt(step: Pick<Step, 'now' | 'online'>, agent: AgentRow): Status {
  return plainStatus(agent, step.online(agent.id), step.now);
}

/** How many conversations each agent has, is asked to take, or is to wrap up; one that they are in twice (a guest who is to have it) is one. */
export function loads(conversations: readonly Conversation[]): Map<string, number> {
  const counts = new Map<string, number>();
  const add = (member: string) => counts.set(member, (counts.get(member) ?? 0) + 1);
  for (const { holder, wrapUp, desk } of conversations) {
    if (holder) add(holder.id);
    if (wrapUp) add(wrapUp.agent.id);
    for (const guest of desk.guests) add(guest.id);
    const asked = desk.offer?.to.id;
    if (asked !== undefined && !desk.guests.some(({ id }) => id === asked)) add(asked);
  }
  return counts;
}

/** A member is there: with a socket more, or another name or role. */
export function arrive(step: Step, { id, name, role }: Agent): void {
  const known = step.store.desk.agent(id);
  const agent = { ...(known ?? newAgent(id)), name, role, goneAt: null };
  if (known?.name !== name || known.role !== role || known.goneAt !== null) step.store.desk.saveAgent(agent);
  step.store.agenda.removeTimer('agent-gone', id);
  step.reroute = true;
}

/**
 * The toggle. `reason` is one of the site's, for Unavailable. Whoever sets Available after a miss may be asked again for what they missed.
 * Refuses `reason.unknown`, `agent.unknown`.
 */
export function setStatus(step: Step, member: string, available: boolean, reason: string | null): Done {
  const { unavailableReasons } = step.store.site()!.settings;
  if (reason !== null && (available || !unavailableReasons.includes(reason))) return refuse('reason.unknown');
  const agent = step.store.desk.agent(member);
  if (!agent) return refuse('agent.unknown');
  const until = agent.schedule && nextEdge(agent.schedule, step.now);
  const backAgain = agent.rona && available;
  save(step, { ...agent, toggle: { available, reason, until }, rona: agent.rona && !available });
  if (backAgain) mayBeAskedAgain(step, member);
  step.reroute = true;
  return { entry: null };
}

/** The toggle is taken back: the schedule decides again, or presence. */
export function resetStatus(step: Step, member: string): Done {
  const agent = step.store.desk.agent(member);
  if (agent?.toggle) step.store.desk.saveAgent({ ...agent, toggle: null });
  step.reroute = true;
  return { entry: null };
}

/** What an admin sets, or the agent themselves. */
export function changeAgent(step: Step, who: Agent, patch: AgentPatch): void {
  const known = step.store.desk.agent(who.id) ?? { ...newAgent(who.id), name: who.name, role: who.role };
  const capacity = patch.capacity ?? known.capacity;
  const schedule = patch.schedule === undefined ? known.schedule : patch.schedule;
  const edge = schedule && nextEdge(schedule, step.now);
  // By another schedule the toggle lasts until that one's next edge.
  const toggle = toggleOf(known, step.now);
  const until = patch.schedule === undefined ? (toggle?.until ?? null) : edge;
  save(step, { ...known, capacity, schedule, toggle: toggle && { ...toggle, until } });
  if (patch.schedule !== undefined) watchSchedule(step, who.id, edge);
  step.reroute = true;
}

/** The member's schedule has come to an edge: a toggle that lasted until then is over. */
export function passEdge(step: Step, member: string): void {
  const agent = step.store.desk.agent(member);
  if (agent?.toggle && !toggleOf(agent, step.now)) step.store.desk.saveAgent({ ...agent, toggle: null });
  watchSchedule(step, member, (agent?.schedule && nextEdge(agent.schedule, step.now)) ?? null);
  step.reroute = true;
}

/** An offer was missed: no more of them until the agent sets Available by hand. */
export function setRona(step: Step, member: string): void {
  const agent = step.store.desk.agent(member);
  if (agent && !agent.rona) step.store.desk.saveAgent({ ...agent, rona: true });
  step.reroute = true;
}

/** They were given a conversation. */
export function given(step: Step, member: string): void {
  const agent = step.store.desk.agent(member);
  if (agent) step.store.desk.saveAgent({ ...agent, givenAt: step.now });
}

/** Shows a member's new display name on what they have, on what rings at them or because of them, and to their colleagues. */
export function rename(step: Step, person: Person): void {
  const known = step.store.desk.agent(person.id);
  if (known && known.name !== person.name) step.store.desk.saveAgent({ ...known, name: person.name });
  for (const conversation of step.store.conversationsWithPeople()) {
    const { holder, wrapUp, desk } = conversation;
    const { guests, offer } = desk;
    const people = [holder, wrapUp?.agent, offer?.to, offer?.from, ...guests];
    if (!people.some((it) => it?.id === person.id && it.name !== person.name)) continue;
    const named = <P extends Person | null>(it: P): P => (it?.id === person.id ? { ...it, name: person.name } : it);
    const renamed: Conversation = {
      ...conversation,
      holder: named(holder),
      wrapUp: wrapUp && { ...wrapUp, agent: named(wrapUp.agent) },
      desk: {
        ...desk,
        guests: guests.map(named),
        offer: offer && { ...offer, to: named(offer.to), from: named(offer.from) },
      },
    };
    step.store.saveConversation(renamed);
    step.events.push({ type: 'conversation.changed', conversation: renamed });
  }
  step.reroute = true;
}

function plainStatus(agent: AgentRow, online: boolean, now: number): Status {
  const gone = agent.goneAt !== null && now < agent.goneAt + OFFLINE_GRACE_MS;
  if (!online && !gone) return 'offline';
  const available = toggleOf(agent, now)?.available ?? (agent.schedule === null || isOn(agent.schedule, now));
  if (!available) return 'unavailable';
  return agent.rona ? 'rona' : 'available';
}

function mayBeAskedAgain(step: Step, member: string): void {
  for (const conversation of step.store.conversationsWithPeople()) {
    const { tried } = conversation.desk;
    if (conversation.control !== 'waiting' || !tried.includes(member)) continue;
    changeDesk(step, conversation, { tried: tried.filter((id) => id !== member) });
  }
}

/** Writes the agent's row, if it is another than before. */
function save(step: Step, agent: AgentRow): void {
  const known = step.store.desk.agent(agent.id);
  if (JSON.stringify({ ...known, ...agent }) !== JSON.stringify(known)) step.store.desk.saveAgent(agent);
}

function watchSchedule(step: Step, member: string, edge: number | null): void {
  step.store.agenda.removeTimer('agent-edge', member);
  if (edge !== null) step.store.agenda.addTimer('agent-edge', member, edge);
}

function toggleOf({ toggle }: AgentRow, now: number): AgentRow['toggle'] {
  return toggle && (toggle.until === null || now < toggle.until) ? toggle : null;
}

function newAgent(id: string): AgentRow {
  const agent = { id, name: '', role: 'agent', capacity: DEFAULT_CAPACITY, schedule: null } as const;
  return { ...agent, toggle: null, rona: false, goneAt: 0, givenAt: 0 };
}
