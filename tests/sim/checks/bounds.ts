/**
 * What anybody may cost, and what everybody gets all the same: INV28 (commands are answered), INV29 (nothing is sent to a socket twice, nor
 * without end), INV30 (sockets of an address), INV31 (pages, typing and requests for a person).
 */
import { ADDRESS_SOCKETS_MAX, PAGES, PERSON_REQUESTS, TYPING, UNHEARD_CHARS_MAX } from '../../../src/site/flood.ts';
import type { ServerEnd } from '../platform/wire.ts';
import { reached } from '../reached.ts';
import type { Seen } from './checks.ts';
import { must } from './must.ts';
import type { Told } from './wire.ts';

/** What is remembered of a site for that. */
export class Bounds {
  /** Commands that were not answered yet, by cid, and when they came. */
  readonly asked = new Map<ServerEnd, Map<string, number>>();
  /** What a socket was sent of a conversation by its hello, resumes and lists, as long as the object remembers. */
  readonly read = new Map<ServerEnd, { life: number; conversation: string; seqs: Set<number> }>();
  /** Characters sent to a socket since it was silent for so long that it may be gone. */
  readonly unheard = new Map<ServerEnd, { life: number; chars: number }>();
  /** When the last page came. */
  readonly pageAt = new Map<ServerEnd, number>();
  /** When what is limited was let through, by whom it is counted for. */
  readonly through = new Map<string, number[]>();
  /** Which socket typed a word, and when: by the clock, and by the count of frames. */
  readonly words = new Map<string, { end: ServerEnd; order: number; at: number }>();
  readonly posts = new Map<string, { end: ServerEnd; order: number }>();
  /** Of each visitor's socket, the newest message that a viewer's socket was told. */
  readonly toldOf = new Map<ServerEnd, Map<ServerEnd, number>>();
  private frames = 0;

  next(): number {
    return ++this.frames;
  }
}

/** A socket that we closed counts for its address as long as this, unless its peer has answered. */
const CLOSING_COUNTS_MS = 60_000;
/** Longer than any commit takes. */
const ANSWERED_WITHIN_MS = 1_000;
/** A command that is refused for the moment may be told to wait so long: an address that begins conversations without end waits longest. */
const WAITS_AT_MOST_MS = 125_000;
/** What comes too fast is told a second later. */
const HELD_MS = 900;
/** Longer than a commit, and the moment for which those who look on wait. */
const JOINED_MS = 200;
/** Without a sign of life for so long, a socket may be gone: a heartbeat and its answer, some time on the way, and a page that was held back. */
const SILENT_MS = 70_000;
/** The limits hold for any stretch of this length. */
const STRETCH_MS = 10_000;
const REQUESTS_STRETCH_MS = 60_000;
const TYPED_WORD = /typed-[a-z]+/;

/** A frame came to the object. */
export function arrived({ bounds, host }: Seen, end: ServerEnd, text: string): void {
  const { now } = host.world.clock;
  if (text.startsWith('{"t":"page.view"')) bounds.pageAt.set(end, now);
  else if (text.startsWith('{"t":"typing.set"')) {
    const word = TYPED_WORD.exec(text)?.[0];
    if (word) bounds.words.set(word, { end, order: bounds.next(), at: now });
  } else if (text.includes('"cid":"')) {
    const { t, cid } = JSON.parse(text) as { t: string; cid: string };
    if (t === 'entry.post' && !bounds.posts.has(cid)) bounds.posts.set(cid, { end, order: bounds.next() });
    const who = end.deserializeAttachment() as { tab?: object | null; ready?: boolean } | null;
    // Before its hello a socket is nobody.
    if (!who?.tab && !who?.ready) return;
    const asked = bounds.asked.get(end) ?? new Map<string, number>();
    bounds.asked.set(end, asked.set(cid, now));
  }
}

/** INV28: whoever floods, whoever asks for something is answered at once, be it with the time to wait. */
export function everybodyIsAnswered({ bounds, host }: Seen): void {
  const { now } = host.world.clock;
  for (const [end, asked] of bounds.asked) {
    if (end.readyState !== 1) bounds.asked.delete(end);
    else
      for (const [cid, at] of asked)
        must(at > now - ANSWERED_WITHIN_MS, 'INV28', () => `${end.tags[1]} asked ${cid} ${now - at} ms ago, in vain`);
  }
}

/** An update is on the wire. */
export function leftWithinBounds(seen: Seen, end: ServerEnd, update: Told): void {
  switch (update.t) {
    case 'ack':
    case 'refused':
      return answered(seen, end, update);
    case 'visit.welcomed':
      must(!end.welcomed, 'INV29', () => `${end.tags[1]} is welcomed twice on one socket`);
      return isNew(seen, end, update.conversation as Sent | null);
    case 'conversation.resumed':
      return isNew(seen, end, update.conversation as Sent);
    case 'entry.listed':
      if (end.tags[0] === 'visitor')
        isNew(seen, end, { ...(update as unknown as Sent), id: String(update.conversation) });
      return;
    case 'entry.added':
      if (end.tags[0] === 'agent') remembersPost(seen, end, update);
      return;
    case 'typing.changed':
      if (update.from === 'visitor' && update.on) typedWithinBounds(seen, end, update);
      return;
    default:
  }
}

interface Sent {
  id: string;
  entries: { seq: number }[];
}

function answered({ bounds }: Seen, end: ServerEnd, { t, cid, code, retryAfterMs }: Told): void {
  if (code === 'rate.limited' && cid === undefined && retryAfterMs === 1_000) reached('a read was refused as held');
  if (cid === undefined) return;
  bounds.asked.get(end)?.delete(cid);
  if (t === 'ack' || (code !== 'rate.limited' && code !== 'overloaded')) return;
  const waits = retryAfterMs !== undefined && retryAfterMs > 0 && retryAfterMs <= WAITS_AT_MOST_MS;
  must(waits, 'INV28', () => `${end.tags[1]} is refused ${cid} as ${code}, to wait ${retryAfterMs} ms`);
}

/** INV29: no entry is sent twice to one socket by what it asks for. */
function isNew({ bounds, host }: Seen, end: ServerEnd, sent: Sent | null): void {
  if (!sent) return;
  const before = bounds.read.get(end);
  const goesOn = before?.life === host.lives && before.conversation === sent.id;
  const read = goesOn ? before : { life: host.lives, conversation: sent.id, seqs: new Set<number>() };
  bounds.read.set(end, read);
  for (const { seq } of sent.entries) {
    must(!read.seqs.has(seq), 'INV29', () => `${end.tags[1]} is sent entry ${seq} of ${sent.id} twice on one socket`);
    read.seqs.add(seq);
  }
}

/** INV29: who gives no sign of life is not fed without end. */
export function fedWithinBounds({ bounds, host }: Seen, end: ServerEnd, text: string): void {
  const { clock, setup } = host.world;
  if (setup.serverClockJumps) return;
  const isSilent = end.heardAt < clock.now - SILENT_MS;
  const known = bounds.unheard.get(end);
  const before = isSilent && known?.life === host.lives ? known.chars : 0;
  bounds.unheard.set(end, { life: host.lives, chars: isSilent ? before + text.length : 0 });
  must(before <= UNHEARD_CHARS_MAX, 'INV29', () => `${end.tags[1]} is silent, and was sent ${before} characters`);
}

/** INV30: no address has more sockets than it may, those counted that we closed and that may not have gone yet. */
export function accepted({ host }: Seen, end: ServerEnd): void {
  const { clock, setup } = host.world;
  const address = end.tags.find((tag) => tag.startsWith('address:'));
  if (!address || setup.serverClockJumps) return;
  const count = [...host.sockets.get(address)!].filter(({ readyState, closedAt }) => {
    return readyState === 1 || (readyState === 2 && closedAt! > clock.now - CLOSING_COUNTS_MS);
  }).length;
  must(count <= ADDRESS_SOCKETS_MAX, 'INV30', () => `${address} has ${count} sockets`);
}

/** INV31: pages. They are known by what is written down of the tab. */
export function attached(seen: Seen, end: ServerEnd, before: string, after: string): void {
  if (!before.includes('"tab":{') || !after.includes('"tab":{')) return;
  const [was, is] = [before, after].map(
    (text) => JSON.parse(text) as { address: string; tab: { pageAt: number; page: object } },
  );
  if (was!.tab.pageAt === is!.tab.pageAt && JSON.stringify(was!.tab.page) === JSON.stringify(is!.tab.page)) return;
  if ((seen.bounds.pageAt.get(end) ?? 0) < seen.host.world.clock.now - HELD_MS) reached('a page was held back');
  isLet(seen, `pages of ${is!.address}`, PAGES, STRETCH_MS);
}

/** INV31: what is typed, as each viewer gets it; and never after the message that it became. */
function typedWithinBounds(seen: Seen, end: ServerEnd, { conversation, text }: Told): void {
  const { bounds, host } = seen;
  // Those who only look on are told a moment later: one more may fall into the stretch.
  isLet(seen, `typing in ${conversation} for ${idOf(end)}`, { ...TYPING, burst: TYPING.burst + 1 }, STRETCH_MS);
  const typed = bounds.words.get(TYPED_WORD.exec(text ?? '')?.[0] ?? '');
  if (!typed) return;
  if (typed.at < host.world.clock.now - JOINED_MS) reached('a typed text was held back');
  const told = bounds.toldOf.get(end)?.get(typed.end) ?? 0;
  must(typed.order > told, 'INV31', () => `${end.tags[1]} is told "${text}" after a message that was written later`);
}

function remembersPost({ bounds, log }: Seen, end: ServerEnd, { conversation, entry }: Told): void {
  const cid = log.conversations.get(String(conversation))?.entries[(entry?.seq ?? 0) - 1]?.cid;
  const post = bounds.posts.get(cid ?? '');
  if (!post) return;
  const told = bounds.toldOf.get(end) ?? new Map<ServerEnd, number>();
  bounds.toldOf.set(end, told.set(post.end, Math.max(post.order, told.get(post.end) ?? 0)));
}

/** INV31: requests for a person, each of which may ring. */
export function asksForPerson(seen: Seen, visitor: string): void {
  isLet(seen, `requests of ${visitor}`, PERSON_REQUESTS, REQUESTS_STRETCH_MS);
}

/** One more was let through. As long as the object remembers there are no more of them than burst and rate allow. */
function isLet({ bounds, host }: Seen, whose: string, limit: { burst: number; perSecond: number }, ms: number): void {
  const { clock, setup } = host.world;
  if (setup.serverClockJumps) return;
  const bornAt = host.life?.bornAt ?? clock.now;
  const times = (bounds.through.get(whose) ?? []).filter((at) => at > clock.now - ms && at >= bornAt);
  times.push(clock.now);
  bounds.through.set(whose, times);
  const allowed = limit.burst + Math.ceil((limit.perSecond * ms) / 1_000);
  must(times.length <= allowed, 'INV31', () => `${times.length} ${whose} in ${ms} ms, ${allowed} are allowed`);
}

const ids = new WeakMap<ServerEnd, number>();
let count = 0;

function idOf(end: ServerEnd): number {
  const id = ids.get(end) ?? ++count;
  ids.set(end, id);
  return id;
}
