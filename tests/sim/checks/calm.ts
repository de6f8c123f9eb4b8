/**
 * What must hold whenever nothing is under way at a site: every connected client shows exactly what is there (INV4), nothing hangs in an
 * outbox (INV2), and every Monitor is what rows and sockets say (INV25). Looked at in quiet moments, and at the end.
 */
import type { VisitCard } from '../../../src/protocol/visit.ts';
import type { VisitList } from '../../../src/protocol/visit-list.ts';
import type { Device } from '../people/agent.ts';
import type { VisitorTab } from '../people/visitor.ts';
import { maskedText } from '../people/words.ts';
import type { Caller } from '../platform/network.ts';
import type { SiteHost } from '../platform/object.ts';
import { reached } from '../reached.ts';
import type { Seen } from './checks.ts';
import { deskIsCurrent, nobodyWaitsInVain } from './desk-at-rest.ts';
import { maySee } from './eyes.ts';
import { type Known, waitsForTheAi } from './log.ts';
import { must } from './must.ts';

/** Who said nothing for so long, with a dashboard that looks for as long, is gone: 30 s, and the time an alarm and a network take. */
const MISSED_MS = 60_000;
/** Whoever left this recently may still count as present: the grace, and where alarms come late, as long as they may. */
const MAY_LINGER_MS = 30_000;
const LATE_ALARMS_MS = 170_000;

export function isCalm(host: SiteHost): boolean {
  return host.world.network.inFlight === 0 && (host.life === null || host.life.timers === 0) && !host.alarmRunning;
}

export function calmIsTrue(seen: Seen): void {
  const { host } = seen;
  const { world } = host;
  theAiIsAsked(seen);
  const { alarmsSuffer, serverClockJumps } = world.setup;
  if (!alarmsSuffer && !serverClockJumps) nobodyWaitsInVain(seen);
  for (const visitor of world.visitors) {
    if (visitor.host !== host) continue;
    for (const tab of visitor.tabs) {
      if (tab.state?.link !== 'live' || !isHealthy(host, tab)) continue;
      tabIsCurrent(seen, tab);
      visitIsTold(seen, tab);
    }
  }
  let expected: Map<string, Card> | null = null;
  for (const agent of world.agents) {
    if (agent.host !== host) continue;
    for (const device of agent.devices) {
      if (device.state.link !== 'live' || !isHealthy(host, device)) continue;
      deviceIsCurrent(seen, device);
      expected ??= cardsByTheRows(seen);
      monitorIsCurrent(seen, device, expected);
      deskIsCurrent(seen, device);
    }
  }
}

/** INV15: where the AI writes nothing, nobody waits for it. */
function theAiIsAsked({ host, log }: Seen): void {
  const { storageFails, serverClockJumps, effectsThrow } = host.world.setup;
  if (!host.life || host.life.answering > 0 || storageFails || serverClockJumps || effectsThrow) return;
  for (const known of log.conversations.values()) {
    const waits = known.control === 'bot' && waitsForTheAi(known);
    must(!waits, 'INV15', () => `${known.id}: the visitor waits, and nobody has asked the AI`);
  }
}

/** Whether the caller's newest connection works in both directions. */
function isHealthy(host: SiteHost, caller: Caller): boolean {
  const wires = host.world.network.open([caller]);
  const wire = wires.at(-1);
  if (!wire || wires.length > 1 || wire.upCut || wire.downCut || wire.lossy) return false;
  return wire.server.readyState === 1 && wire.cloggedUntil < host.world.clock.now;
}

/** Where the visitor is, and whether they reached for the chat, which decides on their card. */
function visitIsTold(seen: Seen, tab: VisitorTab): void {
  const wire = seen.host.world.network.open([tab]).at(-1)!;
  const told = (wire.server.deserializeAttachment() as TabAttachment).tab;
  // What of it is masked, and where, is the masks' matter.
  const words = (page: VisitorTab['page'] | undefined) => page && `${maskedText(page.url)} ${page.title}`;
  const there = () => `${tab.name} is on ${tab.page.url}, known is ${JSON.stringify(told)}`;
  must(words(told?.page) === words(tab.page), 'INV25', there);
  must(told!.open || !tab.state!.open, 'INV25', () => `${tab.name} has the panel open, and nobody knows`);
}

function tabIsCurrent({ log }: Seen, { name, state, visitor }: VisitorTab): void {
  if (!state) return;
  const known = log.newest(state.visitor ?? '');
  const { thread } = state;
  reached('a quiet moment');
  // Behind one that the server asked to hold, all wait.
  const held = state.pending.some((item) => item.heldUntil !== undefined);
  for (const { frame, failed } of state.pending) {
    const waits = failed !== undefined || held;
    must(waits, 'INV2', () => `${name}: ${JSON.stringify(frame)} hangs in the outbox of a live connection`);
  }
  if (!known) return must(thread === null, 'INV4', () => `${name} shows ${thread?.id}, which is not there`);
  // An old one is not shown any more.
  if (!thread && known.control === 'closed') return;
  const where = () =>
    `${name} shows ${thread?.id}, ${thread?.entries.length} entries after ${thread?.from}, ${thread?.control}`;
  const there = () => `${where()}; there is ${known.id}, ${known.forVisitor.length} entries, ${known.control}`;
  must(thread?.id === known.id && thread.missing === null, 'INV4', there);
  must(thread.from + thread.entries.length === known.forVisitor.length, 'INV4', there);
  must(thread.control === known.control, 'INV4', there);
  must(thread.agent === (known.holder?.name ?? null) || visitor.world.setup.renames, 'INV4', there);
}

function deviceIsCurrent({ log }: Seen, device: Device): void {
  const { name, state } = device;
  for (const [id, thread] of state.threads) {
    const known = log.conversations.get(id);
    if (!known || state.unviewable.has(id)) continue;
    const where = () => `${name} shows ${id} up to ${thread.from + thread.entries.length}, ${thread.control}`;
    const there = () => `${where()}; there are ${known.entries.length} entries, ${known.control}`;
    must(thread.from + thread.entries.length === known.entries.length && thread.missing === null, 'INV4', there);
    must(thread.control === known.control && (thread.holder?.id ?? null) === (known.holder?.id ?? null), 'INV4', there);
    const old = thread.entries.find((entry) => known.earlier.has(JSON.stringify(entry)));
    must(!old, 'INV12', () => `${name} still shows ${JSON.stringify(old)}`);
  }
  for (const post of state.posts) {
    must(post.state !== 'sent', 'INV4', () => `${name}: "${post.text}" was acknowledged and does not come`);
  }
}

interface TabAttachment {
  id: string;
  country: string | null;
  device: string;
  tab: { visit: string; since: number; page: { url: string; title: string }; pageAt: number; open: boolean } | null;
}

/** What is compared of a card, as JSON: for those who may see the last words, and for others. */
interface Card {
  known: Known | null;
  whole: string;
  less: string;
}

/** The cards that must be there, by visitor. */
function cardsByTheRows({ host, log }: Seen): Map<string, Card> {
  const cards = new Map<string, Card>();
  const tabs = new Map<string, TabAttachment[]>();
  for (const end of host.sockets.get('visitor') ?? []) {
    const it = end.deserializeAttachment() as TabAttachment | null;
    if (end.readyState === 1 && it?.tab) tabs.set(it.id, [...(tabs.get(it.id) ?? []), it]);
  }
  for (const [visitor, list] of tabs) {
    let shown = list[0]!;
    for (const each of list) if (each.tab!.pageAt > shown.tab!.pageAt) shown = each;
    const newest = log.newest(visitor);
    const open = newest !== null && newest.control !== 'closed';
    if (!open && !list.some((each) => each.tab!.open)) continue;
    const { visit, since, page } = shown.tab!;
    const conversation = newest && (open || newest.startedAt >= since) ? newest : null;
    const { url, title } = page;
    cards.set(visitor, cardOf(true, conversation, { visit, since, page: { url: maskedText(url), title } }));
  }
  for (const known of log.conversations.values()) {
    if (tabs.has(known.visitor) || (known.control !== 'waiting' && known.control !== 'agent')) continue;
    cards.set(known.visitor, cardOf(false, known, null));
  }
  return cards;
}

function cardOf(online: boolean, known: Known | null, visit: object | null): Card {
  // What was said of the wait is no news to anybody.
  const wantsPerson = known !== null && (known.control === 'waiting' || known.forsaken);
  const messages = known?.entries.flatMap(({ body }) => (body.kind === 'message' ? body : [])) ?? [];
  const last = (wantsPerson && messages.findLast(({ from }) => from === 'visitor')) || messages.at(-1);
  const text = last ? maskedText(last.text) : null;
  const points = Array.from(text ?? '');
  const clipped = points.length > 160 ? `${points.slice(0, 159).join('').trimEnd()}…` : text;
  const { offer, interrupted } = known?.desk ?? {};
  const desk = known && [known.guests, offer?.id ?? null, interrupted ?? false, known.owes, known.forsaken];
  const about = known && [known.id, known.control, known.holder?.id ?? null, known.messages, desk];
  return {
    known,
    whole: JSON.stringify([online, about, clipped, visit]),
    less: JSON.stringify([online, about, null, visit]),
  };
}

/** INV25: what a dashboard watches, in order, and no other; and how many there are of everything. */
function monitorIsCurrent(seen: Seen, device: Device, expected: Map<string, Card>): void {
  const { host } = seen;
  const { state, window } = device;
  const lingering = lingerers(seen, expected);
  const held = new Map<string, VisitCard>();
  for (const card of state.visits.values()) {
    must(!held.has(card.visitor), 'INV25', () => `${device.name} has two cards of ${card.visitor}`);
    held.set(card.visitor, card);
    if (!lingering.has(card.visitor)) cardIsCurrent(device, card, expected.get(card.visitor));
    if (card.online) isThere(seen, device, card.visitor);
  }
  const told = state.windows.get(window.list)?.ids ?? [];
  const cards = told.map((id) => state.visits.get(id));
  must(!cards.includes(undefined), 'INV25', () => `${device.name} lacks one of ${told}`);
  const shown = (cards as VisitCard[]).filter(({ visitor }) => !lingering.has(visitor));
  const order = shown.map((card) => rankOf(card, device.agent.id));
  const sorted = order.every((rank, i) => i === 0 || compare(order[i - 1]!, rank) < 0);
  must(sorted, 'INV25', () => `${device.name} shows ${JSON.stringify(order)}`);
  const listed = [...expected].filter(([visitor, card]) => !lingering.has(visitor) && isIn(window.list, card.known));
  if (lingering.size === 0) {
    const counts = state.counts!;
    must(counts[window.list] === listed.length && counts.all === expected.size, 'INV25', () => {
      return `${device.name} counts ${JSON.stringify(counts)}, there are ${listed.length} of ${expected.size}`;
    });
    const most = Math.max(0, Math.min(window.to, listed.length) - window.from);
    must(told.length === most, 'INV25', () => `${device.name} shows ${told.length} of ${listed.length}`);
  }
  const whole = window.from === 0 && window.to > told.length;
  const missing = whole ? listed.find(([visitor]) => !held.has(visitor)) : undefined;
  must(!missing, 'INV25', () => `${device.name} lacks ${missing![0]}`);
  // Wherever they stand.
  const concerns = ({ id, holder, guests }: Known) =>
    holder?.id === device.agent.id || guests.includes(device.agent.id) || isViewed(device, id);
  for (const [visitor, { known }] of expected) {
    const lacks = known !== null && !lingering.has(visitor) && concerns(known) && !held.has(visitor);
    must(!lacks, 'INV25', () => `${device.name} of ${host.id} lacks the own ${visitor}, or one that it views`);
  }
}

function isViewed({ state }: Device, conversation: string): boolean {
  return state.threads.has(conversation) && !state.unviewable.has(conversation);
}

/** INV25: whoever is shown to be there gave a sign of life lately, however their network went. */
function isThere({ host }: Seen, device: Device, visitor: string): void {
  const { clock, network, setup } = host.world;
  const looksSince = network.open([device]).at(-1)?.server.openedAt ?? clock.now;
  const missedMs = MISSED_MS + (setup.alarmsSuffer ? LATE_ALARMS_MS : 0);
  if (setup.serverClockJumps || looksSince > clock.now - missedMs) return;
  const ends = [...(host.sockets.get(visitor) ?? [])].filter((end) => end.readyState === 1);
  const heardAt = Math.max(...ends.map((end) => end.heardAt));
  const silent = ends.length > 0 && heardAt < clock.now - missedMs;
  must(!silent, 'INV25', () => `${device.name} shows ${visitor}, who is silent for ${clock.now - heardAt} ms`);
}

function cardIsCurrent(device: Device, shown: VisitCard, it: Card | undefined): void {
  const { conversation } = shown;
  const text = conversation?.last?.text ?? null;
  const { guests = [], offer, interrupted, wrapUp, nobodyAt } = conversation?.desk ?? {};
  const people = [guests.map(({ id }) => id), offer?.id ?? null, interrupted ?? false, wrapUp?.agent.id ?? null];
  const desk = [...people, nobodyAt !== undefined];
  const about = conversation && [
    ...[conversation.id, conversation.control, conversation.holder?.id ?? null, conversation.messages],
    desk,
  ];
  const visit = shown.online ? { visit: shown.id, since: shown.since, page: shown.page } : null;
  // One's own words are read as they were written where they come from the entries.
  const words = text === null ? null : maskedText(text);
  const card = JSON.stringify([shown.online, about, words, visit]);
  const sees = device.agent.role !== 'agent' || !it?.known || maySee(it.known, device.agent.id);
  const there = sees ? it?.whole : it.less;
  must(card === there, 'INV25', () => `${device.name} has of ${shown.visitor} the card ${card}, there is ${there}`);
}

/** Who left so recently that they may still count as present. */
function lingerers({ host, closedAt }: Seen, expected: ReadonlyMap<string, Card>): Set<string> {
  const { now } = host.world.clock;
  const { alarmsSuffer, serverClockJumps } = host.world.setup;
  // A clock that goes back lets them linger longer.
  const lingerMs = MAY_LINGER_MS + (alarmsSuffer ? LATE_ALARMS_MS : 0) + (serverClockJumps ? 3_600_000 : 0);
  // Before its hello a socket is nobody's tab.
  const here = (visitor: string) =>
    [...(host.sockets.get(visitor) ?? [])].some((end) => end.readyState === 1 && end.welcomed);
  const left = [...closedAt].filter(([who, at]) => at > now - lingerMs && !here(who)).map(([who]) => who);
  return new Set([...left, ...[...expected.keys()].filter((who) => left.includes(who))]);
}

function isIn(list: VisitList, known: Known | null): boolean {
  const control = known?.control ?? 'none';
  return list === 'all' || list === control;
}

/** Where a card stands, by this file's own rules: its section, who is there, the time, the id. */
function rankOf({ id, online, since, conversation }: VisitCard, me: string): [number, number, number, string] {
  const away = online ? 0 : 1;
  if (!conversation) return [5, away, -since, id];
  const { control, controlAt, startedAt, closedAt, failed, holder, desk } = conversation;
  const nobody = desk?.nobodyAt !== undefined;
  if (control === 'closed' && nobody) return [-1, away, controlAt, id];
  if (control === 'bot') return failed || nobody ? [0, away, controlAt, id] : [2, away, -startedAt, id];
  if (control === 'closed') return [6, away, -closedAt!, id];
  if (control === 'waiting') return [1, away, controlAt, id];
  return [holder?.id === me ? 3 : 4, away, controlAt, id];
}

function compare(a: readonly (number | string)[], b: readonly (number | string)[]): number {
  for (const [i, one] of a.entries()) if (one !== b[i]) return one < b[i]! ? -1 : 1;
  return 0;
}
