/** What must hold of every commit of a site's object: INV1, INV3, INV6, INV7, INV11, INV12, INV16, INV18, INV24, INV31, INV32. Sees only what is new. */

import type { Entry } from '../../../src/core/entry.ts';
import { PIECES, SECRET, STRUCK } from '../people/words.ts';
import type { SiteHost } from '../platform/object.ts';
import { reached } from '../reached.ts';
import { asksForPerson } from './bounds.ts';
import type { Seen } from './checks.ts';
import { type Change, deskIsRight } from './desk-on-commit.ts';
import { graceIsKept } from './grace.ts';
import { authorOf, CONTROL_AFTER, type Known, MAY_FOLLOW } from './log.ts';
import { must } from './must.ts';
import { peopleComeAndGo, workIsWrappedUp } from './taking-part.ts';

/** The alarm may be this late, where it looks for what is due already. */
const SAFETY_MS = 60_000;

interface ConversationRow {
  id: string;
  visitor: string;
  control: string;
  turn: number;
  holder: string | null;
  holder_name: string | null;
  started_at: number;
  desk: string | null;
  wrap_up: string | null;
  nobody_at: number | null;
}

export function committed(seen: Seen, touched: readonly string[]): void {
  const { host, log } = seen;
  if (seen.removing) log.removed = host.storage.rows<{ removed_at: number | null }>(SITE)[0]?.removed_at != null;
  if (log.removed) return;
  const changes: Change[] = [];
  for (const id of touched) {
    if (!id.startsWith('cnv_')) continue;
    const row = host.storage.rows<ConversationRow>('SELECT * FROM conversations WHERE id = ?', id)[0];
    if (!row) continue;
    const known = log.conversations.get(id) ?? begin(seen, row);
    const { desk: before } = known;
    const from = known.entries.length;
    for (const record of host.storage.rows<EntryRecord>(NEW_ENTRIES, id, from)) add(seen, known, toEntry(record));
    rowIsWhatTheLogSays(known, row);
    nobodyIsForgotten(seen, known, row);
    known.desk = row.desk === null ? null : JSON.parse(row.desk);
    if (known.entries.slice(from).some(({ turn }, i) => turn !== known.entries[from + i - 1]?.turn))
      seen.movedAt = host.world.clock.now;
    changes.push({ known, from, before: before?.offer ?? null, wrapUp: row.wrap_up && JSON.parse(row.wrap_up) });
  }
  visitsHadAWord(seen, touched);
  deskIsRight(seen, changes, touched);
  alarmIsInTime(host, seen);
}

/** INV32: who came by and never wrote costs no row. */
function visitsHadAWord({ host, log }: Seen, touched: readonly string[]): void {
  for (const id of touched) {
    if (!id.startsWith('visit_')) continue;
    const row = host.storage.rows<{ payload: string }>(VISIT, id)[0];
    const { visitor } = JSON.parse(row?.payload ?? '{}') as { visitor?: string };
    must(!visitor || log.ofVisitor.has(visitor), 'INV32', () => `${host.id} keeps ${row?.payload}, who never wrote`);
  }
}

const VISIT = "SELECT payload FROM outbox WHERE kind = 'visit' AND subject = ?";

/** INV27: who got nobody is kept until an agent has it, or has looked. */
function nobodyIsForgotten({ host }: Seen, known: Known, { nobody_at }: ConversationRow): void {
  const kept = nobody_at !== null;
  must(!kept || known.forsaken, 'INV27', () => `${known.id} says that nobody came, and the log tells nothing of it`);
  const looked = host.world.looked.has(known.id);
  must(kept || !known.forsaken || looked, 'INV27', () => `${known.id}: nobody came or looked, and that is forgotten`);
  if (kept) reached('nobody came');
  if (!kept && known.forsaken) reached('a look at whom nobody came to');
  known.forsaken = kept;
}

const SITE = 'SELECT removed_at FROM site';
const NEW_ENTRIES = 'SELECT * FROM entries WHERE conversation = ? AND seq > ? ORDER BY seq';

function begin({ log, host }: Seen, row: ConversationRow): Known {
  const before = log.newest(row.visitor);
  must(!before || before.control === 'closed', 'INV6', () => `${row.visitor} has two open conversations`);
  must(!before || before.startedAt < row.started_at, 'INV6', () => `${row.id} begins no later than ${before?.id}`);
  if (before) reached('a second conversation of a visitor');
  if (host.lives > 1) reached('a conversation began in a later life');
  return log.begin(row.id, row.visitor, row.started_at);
}

function add(seen: Seen, known: Known, entry: Entry): void {
  graceIsKept(seen, known, entry);
  inOrder(known, entry);
  onlyOnce(seen, known, entry);
  const { guests } = known;
  workIsWrappedUp(known, entry);
  peopleComeAndGo(known, entry);
  controlMovesByTheTable(seen, known, entry);
  theAiKeepsSilence(seen, known, entry);
  staysAtHome(seen, entry);
  withinQuota(seen, known, entry);
  if (entry.author === 'visitor' && entry.body.kind === 'event' && entry.body.event === 'person.requested')
    asksForPerson(seen, known.visitor);
  nothingSecretIsKept(known, entry);
  seen.log.add(known, entry);
  known.audience.push(known.holder && [known.holder.id, ...known.guests, ...guests]);
}

/** INV1: numbered without a gap, in both numberings; counts and times that fit. */
function inOrder(known: Known, entry: Entry): void {
  const last = known.entries.at(-1);
  const where = () => `${known.id}: ${JSON.stringify(entry)} after ${JSON.stringify(last)}`;
  must(entry.seq === known.entries.length + 1, 'INV1', where);
  must(entry.at >= (last?.at ?? 0), 'INV1', where);
  must(entry.messages === known.messages + (entry.body.kind === 'message' ? 1 : 0), 'INV25', where);
  must([0, 1].includes(entry.visitorSeq - (last?.visitorSeq ?? 0)), 'INV1', where);
}

/** INV3: an author's cid stands in the log once. */
function onlyOnce({ log }: Seen, known: Known, entry: Entry): void {
  if (entry.cid === null) return;
  const author = authorOf(known, entry);
  must(!log.byCid.has(`${author} ${entry.cid}`), 'INV3', () => `${author} has ${entry.cid} twice`);
}

/** INV6: one owner at a time, and every change is an entry that raises the turn. */
function controlMovesByTheTable({ accepts, host }: Seen, known: Known, entry: Entry): void {
  const { body, author, cid } = entry;
  const where = () => `${known.id} (${known.control}, turn ${known.turn}): ${JSON.stringify(entry)}`;
  // After the end there is only its wrap-up.
  const wrapsUp = body.kind === 'event' && body.event === 'wrap-up.recorded';
  must(known.control !== 'closed' || wrapsUp, 'INV6', where);
  const next = body.kind === 'event' ? CONTROL_AFTER[body.event] : undefined;
  if (next) {
    if (body.kind === 'event' && body.event === 'wait.ended') reached(`a wait ended: ${body.reason}`);
    must(MAY_FOLLOW[known.control].includes(next), 'INV6', where);
    if (body.kind === 'event' && body.event === 'agent.left') must(body.agent === known.holder?.id, 'INV6', where);
    if (body.kind === 'event' && body.event === 'agent.joined')
      must(body.from?.agent === known.holder?.id && body.agent !== known.holder?.id, 'INV6', where);
    // From a colleague it comes by their leave, by a supervisor's hand, or because they are gone.
    if (known.control === 'agent' && next === 'agent') {
      const supervises = host.world.agents.some(({ id, role }) => id === author && role !== 'agent');
      must(author === 'system' || supervises || accepts.has(cid ?? ''), 'INV6', where);
    }
    known.control = next;
    known.turn++;
    known.holder = body.kind === 'event' && body.event === 'agent.joined' ? { id: body.agent, name: body.name } : null;
    if (next === 'waiting') known.standingAt ??= entry.at;
    if (next === 'bot') known.standingAt = null;
    known.guests = known.guests.filter((id) => next === 'agent' && id !== known.holder?.id);
    reached(`control: ${next}`);
  }
  if (body.kind === 'event' && body.event === 'queue.changed') reached('an overflow, or a queue less');
  // What belongs to a change of control may stand before its entry: the cut answer does, still under the old turn.
  must(entry.turn === known.turn, 'INV6', where);
  const writes = (member: string) => member === known.holder?.id || known.guests.includes(member);
  if (body.kind === 'message' && body.from === 'agent') must(writes(body.agent), 'INV17', where);
}

/** INV7: the AI speaks only where it has control, once for each question, and in the words that were shown. */
function theAiKeepsSilence({ streamed }: Seen, known: Known, { body, turn }: Entry): void {
  if (body.kind !== 'message' || body.from !== 'bot') return;
  const where = () => `${known.id}: ${JSON.stringify(body)}`;
  must(known.control === 'bot' && turn === known.turn, 'INV7', where);
  if (body.answer === undefined) return;
  const shown = streamed.get(body.answer) ?? '';
  must(body.text.startsWith(shown), 'INV7', () => `${where()} was shown as "${shown}"`);
  if (body.cut) return reached('an answer was cut');
  const twice = known.entries.some(
    (it) =>
      it.body.kind === 'message' && it.body.from === 'bot' && it.body.answer && !it.body.cut && it.body.re === body.re,
  );
  must(!twice, 'INV7', () => `${where()} answers what was answered`);
}

/** INV11: every word in this world carries the mark of its site. */
function staysAtHome({ host }: Seen, { body }: Entry): void {
  const foreign = /@s(\d)/g;
  for (const [, site] of JSON.stringify(body).matchAll(foreign)) {
    must(Number(site) === host.index, 'INV11', () => `${host.id} holds ${JSON.stringify(body)}`);
  }
}

/** INV24: no visitor gets more in than the burst and the rate allow, as long as the object remembers. */
function withinQuota(seen: Seen, known: Known, { author, body }: Entry): void {
  if (author !== 'visitor' || body.kind !== 'message' || seen.host.world.setup.serverClockJumps) return;
  const { now } = seen.host.world.clock;
  const bornAt = seen.host.life?.bornAt ?? now;
  const times = (seen.posts.get(known.visitor) ?? []).filter((at) => at > now - 10_000 && at >= bornAt);
  seen.posts.set(known.visitor, [...times, now]);
  must(times.length < 8 + 10, 'INV24', () => `${known.visitor} posted ${times.length + 1} messages in 10 s`);
}

/** INV12: no secret is written down, nor one that came in two pieces. */
function nothingSecretIsKept(known: Known, { seq, author, body }: Entry): void {
  must(!SECRET.test(JSON.stringify(body)), 'INV12', () => `${known.id} keeps ${JSON.stringify(body)}`);
  if (body.kind !== 'message' || (body.text !== PIECES[1] && body.text !== STRUCK)) return;
  const before = known.entries.findLast((entry) => entry.author === author && entry.body.kind === 'message');
  if (before?.body.kind !== 'message' || seq - before.seq > PIECES_WITHIN) return;
  if (body.text === STRUCK && before.body.text === STRUCK) return reached('a number in two pieces was struck out');
  const { text } = before.body;
  must(text !== PIECES[0], 'INV12', () => `${known.id} keeps "${text}" and "${body.text}"`);
}

/** Pieces of a number are looked for so many entries apart. */
const PIECES_WITHIN = 10;

/** INV6: the row says of control what the log says. */
function rowIsWhatTheLogSays(known: Known, row: ConversationRow): void {
  const said = `${known.control} ${known.turn} ${known.holder?.id ?? null}`;
  must(said === `${row.control} ${row.turn} ${row.holder}`, 'INV6', () => `${known.id}: the log says ${said}`);
  if (known.holder && row.holder_name !== null) known.holder.name = row.holder_name;
}

/** INV16: whatever is due, the alarm rings in time for it. */
function alarmIsInTime(host: SiteHost, { log, alarm }: Seen): void {
  const { alarmAt } = host.storage;
  // What was due already is so still, though the clock has gone back since; and the alarm may have been set to something earlier.
  const kept = alarm.at !== null && alarmAt !== null && alarmAt <= alarm.at;
  const now = Math.max(host.now(), kept ? alarm.clock : 0);
  Object.assign(alarm, { at: alarmAt, clock: now });
  if (log.removed || host.alarmRunning) return;
  const earliest = host.storage.rows<{ at: number | null }>(EARLIEST)[0]?.at ?? null;
  if (earliest === null) return;
  const wanted = earliest > now ? earliest : now + SAFETY_MS;
  const rows = () =>
    JSON.stringify([...host.storage.rows('SELECT * FROM timers'), ...host.storage.rows('SELECT * FROM outbox')]);
  must(alarmAt !== null && alarmAt <= wanted, 'INV16', () => `alarm at ${alarmAt}, now ${now}, due: ${rows()}`);
}

const EARLIEST =
  'SELECT min(at) AS at FROM (SELECT min(due_at) AS at FROM timers UNION ALL SELECT min(due_at) FROM outbox)';

export interface EntryRecord {
  conversation: string;
  seq: number;
  visitor_seq: number;
  messages: number;
  turn: number;
  at: number;
  author: string;
  cid: string | null;
  asked: string | null;
  body: string;
}

export function toEntry(it: EntryRecord): Entry {
  const { conversation, seq, messages, turn, at, author, cid, asked } = it;
  return {
    conversation,
    seq,
    visitorSeq: it.visitor_seq,
    messages,
    turn,
    at,
    author,
    cid,
    asked,
    body: JSON.parse(it.body),
  };
}
