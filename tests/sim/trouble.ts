/** What goes wrong in a world, and what its admins do. After most of it things are as they were: the checks see to that. */
import { pick } from './chance.ts';
import type { Agent } from './people/agent.ts';
import { AI_MOODS } from './people/moods.ts';
import type { Visitor } from './people/visitor.ts';
import type { Action } from './plan.ts';
import type { Caller } from './platform/network.ts';
import type { CrashPoint, SiteHost } from './platform/object.ts';
import { reached } from './reached.ts';
import type { World } from './world.ts';

const HEARS_LATE_MS = 60_000;
const YEAR_MS = 365 * 86_400_000;
const D1_WELL = { before: 0, after: 0, slow: 0, hang: 0, outageUntil: 0 };
const CRASHES: readonly CrashPoint[] = ['before commit', 'after commit', 'mid fan-out'];

export function trouble(world: World, { name, who, what }: Action): void {
  const host = pick(world.sites, who)!;
  world.tell(`${name} (${host.id})`);
  if (name.startsWith('network')) return networkSuffers(world, name, who, what);
  if (name.startsWith('D1')) return d1Suffers(world, host, name, what);
  if (name.startsWith('somebody')) return somebodyMoves(world, name, who, what);
  switch (name) {
    case 'site changes':
      return call(host, (object) =>
        object.change({
          name: `Shop ${what % 9} @s${host.index}`,
          botName: `Bot ${what % 5} @s${host.index}`,
          wrapUpRequired: what % 2 === 0,
          typingPreview: what % 4 < 2,
        }),
      );
    case 'agent is renamed':
      return renames(world, pick(world.agents, who), what);
    case 'agent is removed':
      return removes(pick(world.agents, who), what);
    case 'site is removed':
      reached('a site was removed');
      world.checks.of(host).removing = true;
      return call(host, (object) => object.remove());
    case 'connects hang':
      world.network.hanging = what % 2 ? 0.5 : 0;
      return;
    case 'overload':
      world.network.overload = what % 2 ? 0.5 : 0;
      return;
    case 'all come back at once':
      host.crash(() => true);
      for (const caller of callersOf(world))
        if ('owner' in caller) world.clock.after(20, null, () => caller.owner.happens('online'));
      return reached('a reconnect storm');
    case 'crash':
      host.crashAt = { point: pick(CRASHES, what)!, skip: what % 4 };
      return;
    case 'deploy':
      reached('a deploy');
      return host.crash(() => true);
    case 'sleep':
      if (host.life?.timers === 0 && !host.alarmRunning && host.life.calls.size === 0) host.sleep();
      return;
    case 'a timer throws':
      return throws(host, 'a timer', pick(subjectsOf(host, 'timers'), what) ?? null, 30_000 + (what % 60_000));
    case 'what D1 is told throws':
      return throws(host, 'what D1 is told', pick(subjectsOf(host, 'outbox'), what) ?? null, what % 600_000);
    case 'publishing throws':
      return throws(host, 'publishing', null, 60_000, 1 + (what % 3));
    case 'an effect throws':
      return throws(host, 'an effect', null, 60_000, 1);
    case 'waking throws':
      return throws(host, 'waking', null, 600_000, 1);
    case 'storage fails':
      host.storage.failIn = what % 8;
      return;
    case 'alarm is early':
    case 'alarm is late':
    case 'alarm is lost':
      host.alarmFate = name.slice(9) as 'early' | 'late' | 'lost';
      return host.arm();
    case 'alarm rings twice':
      host.alarmFate = 'twice';
      return host.arm();
    case 'server clock jumps':
      reached('the server clock jumped');
      host.skewMs += (what % 600_001) - 300_000;
      return host.arm();
    case 'client clock jumps': {
      const caller = pick(callersOf(world), who);
      if (caller)
        caller.owner.skewMs = what % 2 ? (what % 600_001) - 300_000 : ((what % 2_001) - 1_000) * (YEAR_MS / 1_000);
      return reached('a client clock jumped');
    }
    case 'AI changes':
      host.ai = [pick(AI_MOODS, what)!, pick(AI_MOODS, who)!];
      return;
  }
}

/** All faults end: the network heals, everybody who can comes back. */
export function heal(world: World): void {
  world.network.hanging = 0;
  world.network.overload = 0;
  Object.assign(world.d1.trouble, D1_WELL);
  for (const host of world.sites) {
    host.ai = ['good'];
    host.faults.clear();
    host.crashAt = null;
    host.alarmFate = null;
    // One that was late, or lost, rings in time after all.
    host.arm();
    host.storage.failIn = null;
    call(host, (object) => object.change({ chatOn: true }));
  }
  for (const stranger of world.strangers) stranger.goes();
  for (const person of [...world.visitors, ...world.agents]) {
    person.online = true;
    person.mood = 'keeps';
  }
  // A new tab also takes over what closed ones left behind.
  for (const visitor of world.visitors) visitor.openTab();
  // Who is being told that the chat is off may hear of it late.
  world.clock.after(HEARS_LATE_MS, null, () => bringBack(world));
  for (const caller of callersOf(world)) caller.owner.happens('online');
}

/** Where the chat was switched off, a page knows no way back but to be loaded anew. */
export function bringBack(world: World): void {
  for (const visitor of world.visitors)
    for (const tab of [...visitor.tabs]) if (typeof tab.state?.link === 'object') visitor.reload(tab);
}

/** From now on, for so long or so often, the code throws there. */
function throws(
  host: SiteHost,
  point: string,
  subject: string | null,
  forMs: number,
  times = Number.POSITIVE_INFINITY,
): void {
  host.faults.set(point, { subject, times, until: host.world.clock.now + forMs });
}

function subjectsOf(host: SiteHost, table: 'timers' | 'outbox'): string[] {
  return host.storage.rows<{ subject: string }>(`SELECT subject FROM ${table}`).map(({ subject }) => subject);
}

function callersOf(world: World) {
  return [...world.tabs(), ...world.devices()];
}

function call(host: SiteHost, work: Parameters<SiteHost['call']>[0]): void {
  host.call(work, () => {});
}

function networkSuffers(world: World, name: string, who: number, what: number): void {
  const wires = world.network.open(callersOf(world) as readonly Caller[]);
  const wire = pick(wires, who);
  if (!wire) return;
  switch (name) {
    case 'network drops':
      return wire.cut(what % 3 > 0, what % 2 ? what % 100 : what % 120_000);
    case 'network is half open':
      reached('half open');
      if (what % 2) wire.upCut = true;
      else wire.downCut = true;
      return;
    case 'network clogs':
      wire.cloggedUntil = world.clock.now + (what % 40_000);
      return reached('a clogged connection');
    case 'network swizzles':
      for (const [i, each] of wires.entries())
        if ((what >> (i % 10)) % 2) each.cloggedUntil = world.clock.now + ((what * (i + 7)) % 30_000);
      return reached('a swizzle-clog');
    case 'network loses an update':
      wire.loses = 1;
      return;
  }
}

function d1Suffers(world: World, host: SiteHost, name: string, what: number): void {
  const { trouble } = world.d1;
  if (name === 'D1 is slow and the object dies') {
    // What the dead object told last may so arrive after what the next one tells.
    trouble.slow = 1;
    world.clock.after(500 + (what % 3_000), null, () => {
      trouble.slow = 0;
      host.crash();
    });
    return;
  }
  if (name === 'D1 fails before') trouble.before = 0.5;
  else if (name === 'D1 fails after') trouble.after = 0.5;
  else if (name === 'D1 is slow') trouble.slow = 0.5;
  else if (name === 'D1 is out') trouble.outageUntil = world.clock.now + (what % 10 ? what % 600_000 : 7_200_000);
  else if (name === 'D1 hangs') trouble.hang = pick([0.3, 1], what)!;
  else Object.assign(trouble, D1_WELL);
}

function somebodyMoves(world: World, name: string, who: number, what: number): void {
  const person: Visitor | Agent | undefined = pick([...world.visitors, ...world.agents], who);
  if (!person) return;
  const callers = 'tabs' in person ? person.tabs : person.devices;
  if (name === 'somebody goes offline') {
    person.online = false;
    for (const wire of world.network.open(callers)) wire.cut(what % 2 === 0, what % 3 ? what % 200 : what % 600_000);
  } else if (name === 'somebody comes online') {
    person.online = true;
    for (const { owner } of callers) owner.happens('online');
  } else {
    for (const { owner } of callers) owner.happens(what % 2 ? 'visibilitychange' : 'pageshow');
  }
}

function renames(world: World, agent: Agent | undefined, what: number): void {
  if (!agent) return;
  agent.name = `Agent ${agent.index + 1} the ${what % 9} @s${agent.host.index}`;
  const { id, name } = agent;
  world.tell(`${id} is now ${name}`);
  call(agent.host, (object) => object.renameAgent(id, name));
}

function removes(agent: Agent | undefined, what: number): void {
  if (!agent) return;
  if (agent.removed) {
    // Asked back: the dashboard is opened anew.
    agent.removed = false;
    agent.takesOffice();
    agent.world.checks.of(agent.host).sentAway.delete(agent.id);
    agent.world.checks.of(agent.host).revokedAt.delete(agent.id);
    for (const device of [...agent.devices]) agent.reload(device);
    return;
  }
  const { id } = agent;
  agent.removed = what % 2 === 0;
  const who = agent.removed ? { member: id } : { session: `session-${agent.index}` };
  if (agent.removed) {
    agent.leavesOffice();
    agent.world.checks.of(agent.host).sentAway.add(id);
    agent.world.checks.of(agent.host).revokedAt.set(id, agent.world.clock.now);
  }
  // Whatever is overloaded, the object finds out.
  if (agent.removed && what % 6 < 4) return reached('a revocation was lost');
  reached(agent.removed ? 'a member was removed' : 'a session was revoked');
  call(agent.host, (object) => object.disconnect(who));
}
