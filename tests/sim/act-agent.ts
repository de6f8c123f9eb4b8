/** What agents do, each in their own dashboard; and what a supervisor does who only looks on. */
import type { WrapUp } from '../../src/protocol/desk.ts';
import type { CardConversation } from '../../src/protocol/visit.ts';
import { pick } from './chance.ts';
import type { Agent, Device } from './people/agent.ts';
import { words } from './people/words.ts';
import type { ActionName } from './plan.ts';
import { reached } from './reached.ts';

/** For what hardly anybody can do at a moment: who can. Whoever is busy with a site's only offer should be found. */
export const CAN: Partial<Record<ActionName, (device: Device) => boolean>> = {
  'agent accepts': ({ state }) => state.offers.length > 0,
  'agent accepts at the last moment': ({ state }) => state.offers.length > 0,
  'agent declines': ({ state }) => state.offers.length > 0,
  'agent wraps up': ({ state }) => state.wrapUps.length > 0,
  'agent transfers': holdsSomething,
  'agent invites': holdsSomething,
  'agent takes an offer back': (device) => conversationsOf(device).some(isAskedBy(device)),
  'agent leaves a conference': (device) => conversationsOf(device).some(isJoint(device)),
};

export function agentActs(name: string, agent: Agent, device: Device | undefined, what: number): void {
  const { world, host } = agent;
  if (name === 'agent opens a device') {
    if (agent.devices.length < 2 && !agent.removed) world.tell(`${agent.open().name} opens`);
    return;
  }
  if (!device) return;
  const all = conversationsOf(device);
  const inSight = pick(all, what);
  const held = all.filter(({ holder, desk }) => [holder, ...(desk?.guests ?? [])].some((it) => it?.id === agent.id));
  const mine = (pick(held, what) ?? inSight)?.id;
  world.tell(`${device.name}: ${name.slice(6)} ${mine ?? ''}`);
  switch (name) {
    case 'agent views':
      if (inSight) device.view(inSight.id);
      return;
    case 'agent stops viewing': {
      const viewed = pick([...device.views.keys()], what);
      if (viewed) device.unview(viewed);
      return;
    }
    case 'agent takes over': {
      // A supervisor rather takes what is on its way to somebody else.
      const moving = all.find(({ desk }) => desk?.offer?.kind === 'transfer' && desk.offer.to.id !== agent.id);
      const wanted = (agent.role === 'agent' ? undefined : moving) ?? inSight;
      if (!wanted) return;
      if (wanted.answering) reached('a take-over while the AI writes');
      // As in the product, whoever takes over has it open.
      if (what % 3 && !world.setup.compared) device.view(wanted.id);
      return device.act((it) => it.takeOver(wanted.id, wanted === moving ? wanted.holder?.id : undefined));
    }
    case 'agent leaves':
      return mine ? device.act((it) => it.leave(mine)) : undefined;
    case 'agent closes':
      return mine ? device.act((it) => it.close(mine, wrapUpOf(device, what))) : undefined;
    case 'agent posts':
      return mine ? device.post(mine, words(what, host.index)) : undefined;
    case 'agent writes a note':
      return inSight ? device.post(inSight.id, words(what, host.index), true) : undefined;
    case 'agent types':
      return mine ? device.act((it) => it.typing(mine, what % 2 === 0)) : undefined;
    case 'agent closes a device':
      return agent.close(device);
    case 'agent reloads':
      return agent.reload(device);
    case 'agent vanishes':
      return agent.vanish();
    case 'agent goes rogue':
      return goesRogue(device, what);
    default:
      return atTheDesk(name, device, what, pick(held, what));
  }
}

export function watcherActs(name: string, device: Device, what: number): void {
  const { agent } = device;
  const inSight = pick(conversationsOf(device), what);
  if (name === 'watcher stops viewing') {
    const viewed = pick([...device.views.keys()], what);
    if (viewed) device.unview(viewed);
  } else if (inSight) {
    agent.world.tell(`${device.name}: ${name.slice(8)} ${inSight.id}`);
    if (name === 'watcher views') device.view(inSight.id);
    else device.post(inSight.id, words(what, agent.host.index), true);
  }
}

/** Reaches for what isn't theirs: what rings at others, what others are to wrap up, what others hold. */
function goesRogue(device: Device, what: number): void {
  const rings = device.state.offers[0];
  // A former one of the same conversation, as far as the server can tell.
  if (rings && what % 2) return device.act((desk) => desk.accept({ ...rings, id: 'ofr_0000000000000000' }));
  const it = pick(
    conversationsOf(device).filter(({ desk, holder }) => desk?.offer || desk?.wrapUp || holder),
    what,
  );
  if (!it) return;
  const offer = it.desk?.offer && { id: it.desk.offer.id, conversation: it.id };
  const deeds: ((desk: Device['desk']) => unknown)[] = [
    (desk) => offer && desk.accept(offer),
    (desk) => offer && desk.decline(offer),
    (desk) => offer && desk.withdraw(offer),
    (desk) => desk.wrapUp(it.id, { reason: null, note: 'not mine' }),
    (desk) => desk.leaveConference(it.id),
    (desk) => desk.close(it.id, { reason: null, note: 'not mine' }),
    (desk) => desk.transfer(it.id, { agent: device.agent.id }, { reason: null, note: '' }),
  ];
  device.act(deeds[what % deeds.length]!);
}

function atTheDesk(name: string, device: Device, what: number, mine: CardConversation | undefined): void {
  const { agent, state } = device;
  const offer = pick(state.offers, what);
  const inSight = pick(conversationsOf(device), what);
  const others = [...state.agents.values()].filter(({ id }) => id !== agent.id);
  const free = others.filter(({ status }) => status === 'available');
  const other = pick(what % 8 && free.length > 0 ? free : others, what >> 4)?.id;
  switch (name) {
    case 'agent accepts':
      return offer && device.act((it) => it.accept(offer));
    case 'agent accepts at the last moment':
      return offer && acceptsLate(device, offer, what);
    case 'agent declines':
      return offer && device.act((it) => it.decline(offer));
    case 'agent sets status':
      return setsStatus(device, what);
    case 'agent transfers': {
      const queue = pick([...state.queues.keys()], what);
      const to = what % 3 && other ? { agent: other } : queue ? { queue } : null;
      return mine && to ? device.act((it) => it.transfer(mine.id, to, wrapUpOf(device, what))) : undefined;
    }
    case 'agent takes an offer back': {
      const asked = conversationsOf(device).find(isAskedBy(device));
      const mineIs = asked?.desk?.offer;
      return asked && mineIs && device.act((it) => it.withdraw({ id: mineIs.id, conversation: asked.id }));
    }
    case 'agent invites':
      return mine && other ? device.act((it) => it.invite(mine.id, other)) : undefined;
    case 'agent leaves a conference': {
      const joint = conversationsOf(device).find(isJoint(device));
      return joint && device.act((it) => it.leaveConference(joint.id));
    }
    case 'agent assigns': {
      const it = what % 3 ? inSight : mine;
      const to = [null, agent.id, other ?? null][what % 3]!;
      return it && device.act((desk) => desk.assign(it.id, to));
    }
    case 'agent takes from another': {
      const others = conversationsOf(device).filter(({ holder }) => holder && holder.id !== agent.id);
      const it = pick(others, what);
      if (it && agent.role !== 'agent') reached('a supervisor took over from another');
      return it?.holder ? device.act((desk) => desk.takeOver(it.id, it.holder!.id)) : undefined;
    }
    case 'agent wraps up': {
      const due = pick(state.wrapUps, what);
      return due && device.act((it) => it.wrapUp(due.conversation, wrapUpOf(device, what)));
    }
  }
}

/** In the millisecond in which the time is over, in the one before, or when the alarm is late. */
function acceptsLate(
  device: Device,
  offer: Parameters<Device['desk']['accept']>[0] & { until: number },
  what: number,
): void {
  const { world, host } = device.agent;
  const at = offer.until - host.skewMs - world.setup.speed.fromMs + [-1, 0, 0, 500][what % 4]!;
  if (at <= world.clock.now) return;
  world.clock.at(at, device.owner, () => {
    if (!device.state.offers.some(({ id }) => id === offer.id)) return;
    if (world.setup.speed.fromMs === world.setup.speed.toMs && what % 4 < 3)
      reached('an acceptance in the last millisecond');
    void device.desk.accept(offer);
  });
}

function setsStatus(device: Device, what: number): void {
  const { agent, state } = device;
  const me = state.agents.get(agent.id);
  const hand = what % (me?.status === 'rona' ? 2 : 4);
  if (hand < 2) return device.act((it) => it.setStatus(true));
  if (hand === 2) return device.act((it) => it.resetStatus());
  const reason = what % 3 ? (pick(state.settings?.unavailableReasons ?? [], what) ?? null) : null;
  device.act((it) => it.setStatus(false, reason));
}

function wrapUpOf({ state }: Device, what: number): WrapUp {
  const reason = what % 4 ? (pick(state.settings?.wrapUpReasons ?? [], what >> 2) ?? null) : null;
  return { reason, note: what % 2 ? 'All is well.' : '' };
}

function holdsSomething(device: Device): boolean {
  return conversationsOf(device).some(({ holder }) => holder?.id === device.agent.id);
}

/** Somebody is asked for it by this agent. */
function isAskedBy({ agent }: Device) {
  return ({ holder, desk }: CardConversation) => holder?.id === agent.id && desk?.offer !== undefined;
}

/** This agent and others are in it. */
function isJoint({ agent }: Device) {
  return ({ holder, desk }: CardConversation) =>
    [holder, ...(desk?.guests ?? [])].some((it) => desk?.guests?.length && it?.id === agent.id);
}

/** Always in the same order: what somebody views must not change which one they take. */
function conversationsOf({ state }: Device): CardConversation[] {
  return [...state.visits.values()]
    .flatMap(({ conversation }) => conversation ?? [])
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}
