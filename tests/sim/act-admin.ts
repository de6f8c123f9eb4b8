/** What a site's admins do: its queues, its agents' capacities and schedules, the chat's switch, its history. All by the door that HTTP uses. */
import type { ScheduleBlock, WeeklySchedule } from '../../src/protocol/schedule.ts';
import { type Chance, pick } from './chance.ts';
import { must } from './checks/must.ts';
import { DETAIL, SECRET } from './people/words.ts';
import type { Action } from './plan.ts';
import type { SiteHost } from './platform/object.ts';
import { reached } from './reached.ts';
import { bringBack } from './trouble.ts';
import type { World } from './world.ts';

const RINGS_MS = [10_000, 15_000, 30_000, 60_000];
const WAITS_MS = [30_000, 60_000, 120_000, 300_000];

export function adminActs(world: World, { name, who, what }: Action): void {
  const host = pick(world.sites, who)!;
  const queues = host.storage.rows<{ id: string }>('SELECT id FROM queues ORDER BY nr').map(({ id }) => id);
  const members = world.agents.filter((agent) => agent.host === host && !agent.watches);
  const queue = pick(queues, what);
  world.tell(`${name} (${host.id})`);
  switch (name) {
    case 'admin makes a queue':
      if (queues.length > 3) return;
      return ask(host, {
        t: 'queue.create',
        body: { name: `Queue ${what % 9} @s${host.index}`, ...queueOf(what, queues, members) },
      });
    case 'admin changes a queue':
      if (queue) ask(host, { t: 'queue.change', id: queue, patch: queueOf(what >> 2, queues, members) });
      return;
    case 'admin removes a queue':
      return queue === undefined ? undefined : removes(world, host, queue);
    case 'admin changes an agent': {
      const agent = pick(members, what);
      if (!agent) return;
      const { id, name: display, role } = agent;
      const patch = what % 3 ? { schedule: scheduleOf(host, what >> 2) } : { capacity: 1 + (what % 4) };
      return ask(host, { t: 'agent.change', agent: { id, name: display, role }, patch });
    }
    case 'admin switches the chat off': {
      const held = [...world.checks.of(host).log.withPeople].some(({ control }) => control === 'agent');
      if (held) reached('the chat went off with an agent in it');
      return switches(host, false);
    }
    case 'admin switches the chat on': {
      switches(host, true);
      return bringBack(world);
    }
    case 'admin reads the history':
      return reads(world, host, what);
  }
}

/** The desk as the world finds it. */
export function settleDesk(host: SiteHost, chance: Chance): void {
  const patch = {
    ringMs: chance.pick(RINGS_MS),
    waitMs: chance.pick(WAITS_MS),
    capacity: chance.pick([null, null, 1, 2]),
  };
  const first = host.storage.rows<{ id: string }>('SELECT id FROM queues ORDER BY nr')[0];
  if (first) ask(host, { t: 'queue.change', id: first.id, patch });
}

function ask(host: SiteHost, request: object): void {
  host.call(
    (object) => object.desk(request),
    () => {},
  );
}

function switches(host: SiteHost, chatOn: boolean): void {
  host.call(
    (object) => object.change({ chatOn }),
    () => {},
  );
}

function removes(world: World, host: SiteHost, id: string): void {
  const line = [...world.checks.of(host).log.withPeople].filter(
    ({ control, desk }) => control === 'waiting' && desk?.queue === id,
  );
  host.call(
    (object) => object.desk({ t: 'queue.remove', id }),
    (answer) => {
      if (answer?.ok && line.length > 0) reached('a queue was removed with people in it');
    },
  );
}

/** INV12: what is read of the past is masked too. */
function reads(world: World, host: SiteHost, what: number): void {
  const open = [...world.checks.of(host).log.withPeople];
  const waits = pick(open, what)?.id ?? '';
  const request =
    what % 2
      ? { t: 'conversation.list', before: null, mine: null }
      : { t: 'conversation.routing', conversation: waits };
  host.call(
    (object) => object.desk(request),
    (answer) => {
      const text = JSON.stringify(answer);
      world.guard(() => must(!SECRET.test(text) && !DETAIL.test(text), 'INV12', () => `history tells ${text}`));
    },
  );
}

function queueOf(what: number, queues: readonly string[], members: readonly { id: string }[]) {
  return {
    mode: what % 5 ? 'ring' : 'pick',
    ringMs: pick(RINGS_MS, what >> 1)!,
    everyone: what % 3 > 0,
    members: members.filter((_, i) => (what >> i) % 2).map(({ id }) => id),
    capacity: pick([null, null, 1, 2], what >> 3)!,
    waitMs: pick(WAITS_MS, what >> 2)!,
    overflow: pick([null, ...queues], what >> 4)!,
  };
}

/** An hour or none from some minutes on, so that edges come while the world goes on. */
function scheduleOf(host: SiteHost, what: number): WeeklySchedule | null {
  if (what % 5 === 0) return null;
  const today = (Math.floor(host.now() / 86_400_000) + 3) % 7;
  const minute = Math.floor(host.now() / 60_000) % 1_440;
  const from = Math.min(1_400, minute + (what % 7) - 3);
  const block: ScheduleBlock = { day: today, from: Math.max(0, from), to: from + 1 + (what % 11) };
  return { timeZone: 'UTC', blocks: [block] };
}
