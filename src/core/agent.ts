/** The agents of a site: whether they can be given conversations, and how many they have. Never touches what they have already. */
import { type AgentPatch, DEFAULT_CAPACITY, type Status } from '#protocol/desk';
import type { Agent } from './command.ts';
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
  const edge = agent.schedule && nextEdge(agent.schedule, now);
  const toggle = toggleOf(agent, now);
  const wanted: StatusNow = toggle
    ? {
        status: toggle.available ? 'available' : 'unavailable',
        reason: toggle.reason,
        by: 'toggle',
        until: toggle.until,
      }
    : agent.schedule
      ? { status: isOn(agent.schedule, now) ? 'available' : 'unavailable', reason: null, by: 'schedule', until: edge }
      : { status: 'available', reason: null, by: 'presence', until: null };
  const gone = agent.goneAt !== null && now < agent.goneAt + OFFLINE_GRACE_MS;
  if (!online && !gone) return { ...wanted, status: 'offline' };
  return agent.rona && wanted.status === 'available' ? { ...wanted, status: 'rona' } : wanted;
}

/** The status of an agent at the step's moment. */
export function statusAt(step: Pick<Step, 'now' | 'online'>, agent: AgentRow): Status {
  return statusOf(agent, step.online(agent.id), step.now).status;
}

/** How many conversations each agent has, is asked to take, or is to wrap up. */
export function loads(conversations: readonly Conversation[]): Map<string, number> {
  const counts = new Map<string, number>();
  const add = (member: string) => counts.set(member, (counts.get(member) ?? 0) + 1);
  for (const { holder, wrapUp, desk } of conversations) {
    if (holder) add(holder.id);
    if (wrapUp) add(wrapUp.agent.id);
    if (desk.offer) add(desk.offer.to.id);
    for (const guest of desk.guests) add(guest.id);
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

/** The toggle. `reason` is one of the site's, for Unavailable. Refuses `reason.unknown`. */
export function setStatus(step: Step, member: string, available: boolean, reason: string | null): Done {
  const { unavailableReasons } = step.store.site()!.settings;
  if (reason !== null && (available || !unavailableReasons.includes(reason))) return refuse('reason.unknown');
  const agent = step.store.desk.agent(member);
  if (!agent) return refuse('agent.unknown');
  const until = agent.schedule && nextEdge(agent.schedule, step.now);
  step.store.desk.saveAgent({ ...agent, toggle: { available, reason, until }, rona: agent.rona && !available });
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
  const until = schedule && nextEdge(schedule, step.now);
  const toggle = known.toggle && { ...known.toggle, until };
  step.store.desk.saveAgent({ ...known, capacity, schedule, toggle });
  if (patch.schedule !== undefined) watchSchedule(step, who.id, until);
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

function watchSchedule(step: Step, member: string, edge: number | null): void {
  step.store.agenda.removeTimer('agent-edge', member);
  if (edge !== null) step.store.agenda.addTimer('agent-edge', member, edge);
}

function toggleOf({ toggle }: AgentRow, now: number): AgentRow['toggle'] {
  return toggle && (toggle.until === null || now < toggle.until) ? toggle : null;
}

function newAgent(id: string): AgentRow {
  const agent = { id, name: '', role: 'agent', capacity: DEFAULT_CAPACITY, schedule: null } as const;
  return { ...agent, toggle: null, rona: false, goneAt: null, givenAt: 0 };
}
