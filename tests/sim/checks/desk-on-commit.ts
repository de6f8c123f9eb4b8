/** What must hold of the desk after every commit: INV8 (offers), INV9 (capacity), INV14 (wrap-up), INV17 (who takes part), INV18 (who is gone). */

import type { Offer } from '../../../src/core/at-desk.ts';
import type { AgentRow } from '../../../src/core/desk-rows.ts';
import type { Entry } from '../../../src/core/entry.ts';
import type { Queue } from '../../../src/protocol/queue.ts';
import type { SiteHost } from '../platform/object.ts';
import type { ServerEnd } from '../platform/wire.ts';
import { reached } from '../reached.ts';
import type { Seen } from './checks.ts';
import type { Known } from './log.ts';
import { must } from './must.ts';

/** A conversation whose row was written: its entries from `from` on are new. */
export interface Change {
  known: Known;
  from: number;
  /** What rang before. */
  before: Offer | null;
  wrapUp: { agent: { id: string }; dueAt: number } | null;
}

/** However late an alarm is, it isn't later; where alarms suffer, they may be late by as much again. */
const LATE_MS = 61_000;
const SUFFERS_MS = 190_000;
/** A socket that is silent for longer may be on its way out. */
const FRESH_MS = 30_000;

export function deskIsRight(seen: Seen, changes: readonly Change[], touched: readonly string[]): void {
  const agentsToo = touched.some((id) => id.startsWith('agt_'));
  if (agentsToo) readAgents(seen);
  for (const change of changes) {
    const { known } = change;
    const { control, owes } = known;
    if (control === 'waiting' || control === 'agent' || owes) seen.log.withPeople.add(known);
    else seen.log.withPeople.delete(known);
    takePart(change, seen.host.world.setup.serverClockJumps);
    isWrappedUp(seen, change);
  }
  for (const change of changes) {
    const now = change.known.desk?.offer ?? null;
    if (change.before && change.before.id !== now?.id) ended(seen, change, change.before);
    if (now && now.id !== change.before?.id) made(seen, change, now, changes);
    acceptedWhatRang(seen, change);
    audienceOf(change);
  }
  if (agentsToo) nobodyIsDisturbed(seen);
}

/** INV9: nothing rings at those who don't want it to. What a schedule says is seen at its edge, not before. */
function nobodyIsDisturbed({ host, log, agents }: Seen): void {
  for (const { id, desk } of log.withPeople) {
    const agent = desk?.offer && agents.get(desk.offer.to.id);
    if (!agent || agent.schedule) continue;
    must(wishOf(agent, host.now()) === 'available', 'INV9', () => `${id} goes on ringing at ${agent.name}`);
  }
}

/** INV8: who accepts gets what they were asked for, and nothing else. */
function acceptedWhatRang({ accepts }: Seen, { known, from, before }: Change): void {
  for (let i = from; i < known.entries.length; i++) {
    const { cid, author } = known.entries[i]!;
    const offer = cid === null ? undefined : accepts.get(cid);
    const where = () => `${known.id}: ${author} accepted ${offer}, and ${before?.id} rang at ${before?.to.id}`;
    must(offer === undefined || (before?.id === offer && before.to.id === author), 'INV8', where);
  }
}

export function queuesOf(host: SiteHost): Queue[] {
  return host.storage
    .rows<{ id: string; body: string }>('SELECT id, body FROM queues ORDER BY nr')
    .map(({ id, body }) => ({ id, ...JSON.parse(body) }));
}

/** How many conversations a member has, is asked to take, joined, or is to wrap up. */
export function loadOf({ log }: Seen, member: string): number {
  let load = 0;
  for (const { holder, owes, guests, desk } of log.withPeople) {
    if ([holder?.id, owes, desk?.offer?.to.id, ...guests].includes(member)) load++;
  }
  return load;
}

/** What an agent's toggle and schedule come to, and a missed offer. */
export function wishOf(agent: AgentRow, now: number): 'available' | 'unavailable' | 'rona' {
  const { toggle, schedule } = agent;
  const byHand = toggle && (toggle.until === null || now < toggle.until);
  // All schedules of this world are in UTC; weeks begin on Monday, and the epoch on a Thursday.
  const minute = Math.floor(now / 60_000) + 3 * 1_440;
  const on = schedule?.blocks.some(({ day, from, to }) => {
    const into = (((minute - day * 1_440) % 10_080) + 10_080) % 10_080;
    return into >= from && into < to;
  });
  const available = byHand ? toggle.available : (on ?? true);
  if (!available) return 'unavailable';
  return agent.rona ? 'rona' : 'available';
}

function readAgents({ host, agents }: Seen): void {
  const before = new Map(agents);
  agents.clear();
  for (const { member, body } of host.storage.rows<{ member: string; body: string }>('SELECT * FROM agents')) {
    const row: AgentRow = { id: member, ...JSON.parse(body) };
    agents.set(member, row);
    const until = before.get(member)?.toggle?.until ?? null;
    if (until !== null && !row.toggle && host.now() >= until) reached('a schedule came to an edge under a toggle');
  }
}

/** INV17: the row says of those who take part what the log says; INV15: nobody's place in line is lost. */
function takePart({ known }: Change, serverClockJumps: boolean): void {
  const row = known.desk?.guests.map(({ id }) => id) ?? [];
  const where = () => `${known.id}: the log says ${known.guests}, the row ${row}`;
  must(row.length === known.guests.length && row.every((id) => known.guests.includes(id)), 'INV17', where);
  if (known.control !== 'waiting') return;
  const place = () => `${known.id} stands since ${known.standingAt}, the row says ${known.desk?.standingAt}`;
  must(known.desk?.standingAt === known.standingAt || serverClockJumps, 'INV15', place);
}

/** INV14: whoever's work was ended by another owes a wrap-up, and a timer sees to it. */
function isWrappedUp({ host }: Seen, { known, wrapUp }: Change): void {
  const where = () => `${known.id}: the log says that ${known.owes} owes a wrap-up, the row ${JSON.stringify(wrapUp)}`;
  must((wrapUp?.agent.id ?? null) === known.owes, 'INV14', where);
  if (!wrapUp) return;
  const look = host.storage.rows<{ due_at: number; failures: number }>(LOOK, known.id)[0];
  // One that has thrown is set aside.
  const inTime = look !== undefined && (look.failures > 0 || look.due_at <= wrapUp.dueAt);
  must(inTime, 'INV14', () => `${known.id} is to be wrapped up by ${look?.due_at}`);
}

const LOOK = "SELECT due_at, failures FROM timers WHERE kind = 'look' AND subject = ?";

/** INV8, INV9: an offer is new, rings at one who can take it, and at nobody who has enough to do. */
function made(seen: Seen, { known }: Change, offer: Offer, changes: readonly Change[]): void {
  const { host, offers, agents, log } = seen;
  const { id, to, kind } = offer;
  const where = () => `${known.id} rings: ${JSON.stringify(offer)}`;
  must(!offers.has(id), 'INV8', where);
  offers.set(id, { offer, conversation: known.id, how: null, life: host.lives });
  const agent = agents.get(to.id);
  must(agent !== undefined && wishOf(agent, host.now()) === 'available', 'INV9', where);
  // Who could not be told of it was sent back in the same moment.
  const here = (end: ServerEnd) => end.readyState === 1 || end.sentBackAt === host.world.clock.now;
  const open = [...(host.sockets.get(to.id) ?? [])].some(here);
  must(open, 'INV8', () => `${where()}, and ${to.name} is not there`);
  const ringing = [...log.withPeople].filter((each) => each.desk?.offer?.to.id === to.id);
  must(ringing.length === 1, 'INV8', () => `${where()}, where another rings`);
  // What was taken by hand in the same moment counts after it.
  const byHand = changes.flatMap((change) => change.known.entries.slice(change.from)).filter(joins(to.id)).length;
  const load = loadOf(seen, to.id);
  must(load - byHand <= agent.capacity, 'INV9', () => `${where()}, who has ${load} of ${agent.capacity}`);
  if (kind !== 'queue') return must(known.control === 'agent', 'INV8', where);
  must(known.control === 'waiting' && !known.desk!.tried.includes(to.id), 'INV8', where);
  const queue = queuesOf(host).find((each) => each.id === known.desk!.queue) ?? queuesOf(host)[0]!;
  must(queue.mode === 'ring' && (queue.everyone || queue.members.includes(to.id)), 'INV8', where);
  mayRing(seen, known, queue, to.id);
  if (known.desk!.round === 2) reached('a second round');
  if (seen.away.delete(known.id)) reached('queue: its visitor came back');
}

/** INV15: their visitor is there, and nobody who stands before them could have been offered instead. */
function mayRing({ host, log, closedAt }: Seen, known: Known, queue: Queue, member: string): void {
  const { clock, setup } = host.world;
  const isHere = ({ visitor }: Known) => [...(host.sockets.get(visitor) ?? [])].some((end) => end.readyState === 1);
  const leftAgo = clock.now - (closedAt.get(known.visitor) ?? 0);
  const here = isHere(known) || leftAgo < LEAVES_MS + (setup.alarmsSuffer ? SUFFERS_MS : LATE_MS);
  must(here || setup.serverClockJumps, 'INV15', () => `${known.id} rings, and its visitor left ${leftAgo} ms ago`);
  for (const other of log.withPeople) {
    const { control, desk } = other;
    if (other === known || control !== 'waiting' || desk?.offer || desk?.queue !== queue.id || !isTold(host, other))
      continue;
    const before = desk.priority === known.desk!.priority && other.standingAt! < known.standingAt!;
    const passed = before && !desk.tried.includes(member);
    must(!passed || setup.serverClockJumps, 'INV15', () => `${known.id} rings at ${member} before ${other.id}`);
  }
}

/** A visitor's welcomed tab is open. */
function isTold(host: SiteHost, { visitor }: Known): boolean {
  return [...(host.sockets.get(visitor) ?? [])].some((end) => end.readyState === 1 && end.welcomed);
}

/** A visitor who left counts as there for this long. */
const LEAVES_MS = 8_000;

function joins(member: string) {
  return ({ body }: Entry) => body.kind === 'event' && body.event === 'agent.joined' && body.agent === member;
}

/** INV8: it ended once, in one of the ways it may, and in time. Who missed it gets no more. */
function ended(seen: Seen, { known, from }: Change, offer: Offer): void {
  const { host, agents, offers } = seen;
  const { to, kind } = offer;
  const news = known.entries.slice(from);
  const where = () => `${known.id}: ${JSON.stringify(offer)} ends with ${JSON.stringify(news.map(({ body }) => body))}`;
  const it = offers.get(offer.id);
  must(it !== undefined && it.how === null, 'INV8', where);
  const hows = news.flatMap((entry) => howOf(seen, entry, offer) ?? []);
  must(hows.length <= 1 || kind === 'queue', 'INV8', where);
  it.how = hows[0] ?? 'withdrawn';
  reached(`${kind}: ${it.how}`);
  if (kind !== 'queue' && hows.length === 0) {
    must(known.control === 'closed', 'INV8', where);
    reached(`${kind}: it was over`);
  }
  if (kind !== 'queue' && hows[0] === 'withdrawn') {
    const events = news.map(({ body }) => (body.kind === 'event' ? body : null));
    if (events.some((it) => it?.event === 'wait.started' && !it.agent)) reached(`${kind}: its source vanished`);
    if (events.some((it) => it?.event === 'agent.joined')) reached(`${kind}: another took over`);
  }
  if (kind !== 'queue' && hows[0] === 'withdrawn' && !isThere(host, to.id)) reached(`${kind}: its target vanished`);
  if (kind === 'queue' && it.how === 'withdrawn' && known.control === 'waiting') {
    const here = [...(host.sockets.get(known.visitor) ?? [])].some((end) => end.readyState === 1);
    if (!here) seen.away.add(known.id);
    reached(`queue: its ${here ? 'agent was not to be disturbed' : 'visitor left'}`);
  }
  if (it.how === 'accepted') accepted(seen, known, news, offer);
  if (host.lives > it.life && it.how === 'accepted') reached('the object began anew between offer and acceptance');
  const { serverClockJumps, alarmsSuffer } = host.world.setup;
  if (it.how !== 'missed') return;
  const late = host.now() - offer.until;
  const inTime = late >= 0 && late < LATE_MS + (alarmsSuffer ? SUFFERS_MS : 0);
  must(inTime || serverClockJumps, 'INV8', () => `${where()}, ${late} ms late`);
  if (serverClockJumps) return;
  if (!isThere(host, to.id)) return reached(`${kind}: its target vanished`);
  must(agents.get(to.id)?.rona !== false, 'INV9', () => `${where()}, and ${to.name} is not set to rona`);
}

/** Without doubt. */
function isThere(host: SiteHost, member: string): boolean {
  const { now } = host.world.clock;
  return [...(host.sockets.get(member) ?? [])].some(
    (end) => end.readyState === 1 && end.welcomed && now - end.heardAt < FRESH_MS,
  );
}

/** INV8, INV14: it is theirs in the same transaction, and with a wrap-up what was asked of them is wrapped up. */
function accepted(
  seen: Seen,
  known: Known,
  news: readonly Entry[],
  { id, to, from, kind, wrapUp, until }: Offer,
): void {
  const where = () => `${known.id}: ${to.name} accepted, ${JSON.stringify(news.map(({ body }) => body))}`;
  // Taken over by hand it may be at any time.
  const asked = news.some(({ cid }) => seen.accepts.get(cid ?? '') === id);
  const early = seen.host.now() < until || seen.host.world.setup.serverClockJumps;
  must(early || !asked, 'INV8', () => `${where()} after the time`);
  if (kind !== 'transfer' || !wrapUp) return;
  const wrapped = news.some(
    ({ body }) => body.kind === 'event' && body.event === 'wrap-up.recorded' && body.agent === from?.id,
  );
  must(wrapped, 'INV14', where);
}

/** Whoever takes over what rings at them from a queue has accepted it; what a colleague asks has an answer of its own. */
function howOf({ accepts }: Seen, { body, cid }: Entry, { id, to, kind }: Offer): string | null {
  if (body.kind !== 'event' || !('agent' in body) || body.agent !== to.id) return null;
  switch (body.event) {
    case 'agent.joined':
      return kind === 'queue' || accepts.get(cid ?? '') === id ? 'accepted' : null;
    case 'conference.joined':
      return 'accepted';
    case 'offer.declined':
    case 'offer.missed':
      return body.event.slice(6);
    case 'transfer.ended':
    case 'conference.refused':
      return body.how;
    default:
      return null;
  }
}

/** Who alone may see the new entries. */
function audienceOf({ known, from, before }: Change): void {
  const asked = [before?.to.id, known.desk?.offer?.to.id].filter((id) => id !== undefined);
  for (let i = from; i < known.entries.length; i++) {
    const audience = known.audience[i];
    if (audience) known.audience[i] = [...audience, ...asked];
  }
}
