/**
 * What must hold of the desk whenever nothing is under way: nobody waits in vain (INV15), and every dashboard shows agents, queues, what rings
 * and what is to be wrapped up as rows and sockets say (INV25).
 */
import type { AgentRow } from '../../../src/core/desk-rows.ts';
import type { Queue } from '../../../src/protocol/queue.ts';
import type { Device } from '../people/agent.ts';
import type { Seen } from './checks.ts';
import { loadOf, queuesOf, wishOf } from './desk-on-commit.ts';
import type { Known } from './log.ts';
import { must } from './must.ts';

/** Nobody waits for longer than this while somebody could take them. */
const VAIN_MS = 5_000;
/** An agent without a socket is still shown for so long. */
const SHOWN_MS = 15_000;
/** A socket that is silent for longer may be on its way out. */
const FRESH_MS = 30_000;

/** INV15: of two looks at least so far apart that both find the same, the second one complains. */
export function nobodyWaitsInVain(seen: Seen): void {
  const { host, log, idle } = seen;
  const { now } = host.world.clock;
  const queues = queuesOf(host);
  const found = new Set<string>();
  for (const known of log.withPeople) {
    if (known.control !== 'waiting') continue;
    const queue = queues.find(({ id }) => id === known.desk?.queue);
    must(queue !== undefined, 'INV15', () => `${known.id} stands in ${known.desk?.queue}, which is not there`);
    if (known.desk?.offer || !visitorIsThere(seen, known)) continue;
    if (queue.mode !== 'ring') continue;
    for (const agent of seen.agents.values())
      if (couldTake(seen, agent, queue, known)) found.add(`${known.id} ${agent.id}`);
  }
  for (const pair of idle.keys()) if (!found.has(pair)) idle.delete(pair);
  for (const pair of found) {
    const since = idle.get(pair) ?? now;
    idle.set(pair, since);
    must(now - since < VAIN_MS, 'INV15', () => `${pair}: waits for ${now - since} ms, and could be offered`);
  }
}

/** INV25: the desk as one dashboard shows it. */
export function deskIsCurrent(seen: Seen, { agent: { id: member }, name, state }: Device): void {
  const { host, log, agents } = seen;
  const same = (what: string, shown: unknown, there: unknown) => {
    const [one, other] = [JSON.stringify(shown), JSON.stringify(there)];
    must(one === other, 'INV25', () => `${name} shows ${what} ${one}, there is ${other}`);
  };
  const people = [...log.withPeople];
  const ringing = people.flatMap(({ desk }) => (desk?.offer?.to.id === member ? desk.offer.id : []));
  same('offers', state.offers.map(({ id }) => id).sort(), ringing.sort());
  const forsaken = [...log.conversations.values()].filter((known) => known.forsaken && known.control !== 'waiting');
  same('whom nobody came to', state.nobody.count, forsaken.length);
  const owed = people.flatMap((known) => (known.owes === member ? known.id : []));
  same('to wrap up', state.wrapUps.map(({ conversation }) => conversation).sort(), owed.sort());
  if (!presenceIsPlain(seen)) return;
  const cards = [...agents.values()].map((row) => [row.id, row.role, statusOf(seen, row), loadOf(seen, row.id)]);
  const shown = [...state.agents.values()].map((card) => [card.id, card.role, card.status, card.load]);
  same('agents', shown.sort(byId), cards.sort(byId));
  const lines = queuesOf(host).map((queue) => {
    const line = people.filter(({ control, desk }) => control === 'waiting' && desk?.queue === queue.id);
    const available = [...agents.values()].filter((row) => isOf(queue, row) && isFree(seen, row));
    const free = available.filter((row) => hasRoom(seen, row));
    return [queue.id, queue.name, queue.mode, line.length, available.length, free.length];
  });
  const queues = [...state.queues.values()].map((card) => {
    return [card.id, card.name, card.mode, card.waiting, card.available, card.free];
  });
  same('queues', queues.sort(byId), lines.sort(byId));
}

type Row = readonly (string | number)[];
const byId = ([a]: Row, [b]: Row) => (String(a) < String(b) ? -1 : 1);

/** Nothing about who is there is a matter of moments: no dead socket is believed in, no grace runs, no schedule is at its edge. */
function presenceIsPlain({ host, agents, closedAt }: Seen): boolean {
  const { clock, setup } = host.world;
  if (setup.serverClockJumps) return false;
  for (const row of agents.values()) {
    if (row.schedule && setup.alarmsSuffer) return false;
    if (clock.now - (closedAt.get(row.id) ?? 0) < SHOWN_MS + (setup.alarmsSuffer ? 250_000 : 61_000)) return false;
    for (const end of host.sockets.get(row.id) ?? [])
      if (end.readyState === 1 && (!end.welcomed || clock.now - end.heardAt > FRESH_MS)) return false;
    if (row.schedule && nearEdge(row, host.now())) return false;
  }
  return true;
}

function nearEdge({ schedule }: AgentRow, now: number): boolean {
  const day = 86_400_000;
  return schedule!.blocks.some(({ from, to }) =>
    [from, to].some((edge) => {
      const past = (((now - edge * 60_000) % day) + day) % day;
      return past < 61_000;
    }),
  );
}

function statusOf(seen: Seen, row: AgentRow): string {
  return isHere(seen, row) ? wishOf(row, seen.host.now()) : 'offline';
}

function isHere({ host }: Seen, { id }: AgentRow): boolean {
  return [...(host.sockets.get(id) ?? [])].some((end) => end.readyState === 1);
}

function isFree(seen: Seen, row: AgentRow): boolean {
  return statusOf(seen, row) === 'available';
}

function isOf(queue: Queue, { id }: AgentRow): boolean {
  return queue.everyone || queue.members.includes(id);
}

function hasRoom(seen: Seen, { id, capacity }: AgentRow): boolean {
  const rings = [...seen.log.withPeople].some(({ desk }) => desk?.offer?.to.id === id);
  return !rings && loadOf(seen, id) < capacity;
}

function couldTake(seen: Seen, row: AgentRow, queue: Queue, known: Known): boolean {
  const { now } = seen.host.world.clock;
  const fresh = [...(seen.host.sockets.get(row.id) ?? [])].some(
    (end) => end.readyState === 1 && end.welcomed && now - end.heardAt < FRESH_MS,
  );
  if (!fresh || !isOf(queue, row) || known.desk?.tried.includes(row.id)) return false;
  return isFree(seen, row) && hasRoom(seen, row) && !(row.schedule && nearEdge(row, seen.host.now()));
}

function visitorIsThere({ host }: Seen, { visitor }: Known): boolean {
  return [...(host.sockets.get(visitor) ?? [])].some((end) => {
    return end.readyState === 1 && (end.deserializeAttachment() as { tab: object | null } | null)?.tab;
  });
}
