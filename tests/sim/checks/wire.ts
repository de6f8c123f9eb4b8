/** What must hold of every update that a site sends: INV2 (acknowledged means kept), INV4 (told means kept), INV7 (the AI's silence). */
import { ENTRIES, READ_COST_MIN } from '../../../src/site/flood.ts';
import type { ServerEnd } from '../platform/wire.ts';
import { reached } from '../reached.ts';
import type { Seen } from './checks.ts';
import { must } from './must.ts';

/** An update, as far as it is looked at. */
export interface Told {
  t: string;
  cid?: string;
  seq?: number;
  code?: string;
  holder?: string;
  conversation?: unknown;
  entry?: { seq: number };
  answer?: string;
  offset?: number;
  text?: string;
  from?: unknown;
  on?: boolean;
  retryAfterMs?: number;
}

/** `said`: with nothing left to commit; `gated`: the commit is to come; `left`: it is on the wire. */
export function said(seen: Seen, end: ServerEnd, update: Told, when: 'said' | 'gated' | 'left'): void {
  switch (update.t) {
    case 'ack':
      if (when !== 'gated') acknowledgedIsKept(seen, end, update);
      return;
    case 'entry.added':
      if (when !== 'gated') toldIsKept(seen, end, update);
      return;
    case 'answer.streamed':
      if (when === 'left') return theAiMaySpeak(seen, end, update);
      return rememberShown(seen, update);
    case 'visit.welcomed':
    case 'agent.welcomed':
      if (when === 'left') end.welcomed = true;
      if (when === 'said' && update.t === 'visit.welcomed') readsWithinBudget(seen, end, update);
      return;
    case 'conversation.resumed':
      if (when === 'said') readsWithinBudget(seen, end, update);
      return;
    case 'refused':
      if (when !== 'left') return;
      reached(`refused: ${update.code}`);
      if (update.code === 'offer.over' && update.holder) reached('an acceptance after somebody took over');
      return;
    default:
  }
}

/** INV2: an ack stands for an entry that is committed. What makes no entry of its own is not known here. */
function acknowledgedIsKept({ log, acked, accepts, host }: Seen, end: ServerEnd, { cid, seq }: Told): void {
  const isVisitor = end.tags[0] === 'visitor';
  const author = end.tags[1] ?? '';
  const entry = log.byCid.get(`${author} ${cid}`);
  const offer = accepts.get(cid ?? '');
  must(!offer || entry !== undefined, 'INV8', () => `${author} was acknowledged to have accepted ${offer}`);
  if (!entry)
    return must(!isMessage(host.world, cid ?? ''), 'INV2', () => `${author} was acknowledged ${cid}, seq ${seq}`);
  const expected = isVisitor ? entry.visitorSeq : entry.seq;
  must(seq === expected || entry.body.kind === 'event', 'INV2', () => `${cid} is ${expected}, acknowledged as ${seq}`);
  if (entry.body.kind !== 'message') return;
  if (acked.has(`${author} ${cid}`)) reached('an acknowledged message was sent again');
  acked.add(`${author} ${cid}`);
}

function isMessage(world: Seen['host']['world'], cid: string): boolean {
  return [...world.visitors, ...world.agents].some((person) => person.written.has(cid));
}

/** INV4: what is told as an entry is in the log, as this audience may see it, and its own. */
function toldIsKept({ log }: Seen, end: ServerEnd, { entry, conversation }: Told): void {
  if (!entry || log.removed) return;
  const isVisitor = end.tags[0] === 'visitor';
  const known = isVisitor ? log.newest(end.tags[1] ?? '') : log.conversations.get(String(conversation));
  const kept = isVisitor ? known?.forVisitor[entry.seq - 1] : known?.forAgent[entry.seq - 1];
  const text = JSON.stringify(entry);
  // Something may have been struck out meanwhile. Where one command ended a conversation and began the next, the entries of the older one may still be on their way.
  const older = isVisitor && log.ofVisitor.get(end.tags[1] ?? '')?.some((it) => it.forVisitor[entry.seq - 1] === text);
  must(
    kept === text || older === true || known?.earlier.has(text) === true,
    'INV4',
    () => `${end.tags[1]} is told ${text}, the log has ${kept}`,
  );
}

/** INV7: nothing more is shown to the visitor once control has changed. Watchers hear of things a moment later, in order. */
function theAiMaySpeak({ log }: Seen, end: ServerEnd, update: Told): void {
  if (log.removed || end.tags[0] !== 'visitor') return;
  const known = log.newest(end.tags[1] ?? '');
  must(known?.control === 'bot', 'INV7', () => `"${update.text}" is shown under ${known?.control}`);
}

function rememberShown({ streamed }: Seen, { answer, offset = 0, text = '' }: Told): void {
  if (answer === undefined) return;
  const shown = streamed.get(answer) ?? '';
  // Where nobody was there to be shown a piece, the next one leaves a hole, which a welcome fills.
  if (offset === shown.length) streamed.set(answer, shown + text);
}

/** Hellos and resumes are counted over so long. */
const BUDGET_MS = 10_000;

/** INV24: no address is sent more by hellos and resumes than burst and rate allow, as long as the object remembers. */
function readsWithinBudget({ host, reads }: Seen, end: ServerEnd, update: Told): void {
  const { clock, setup } = host.world;
  if (setup.serverClockJumps || !host.life) return;
  const { bornAt } = host.life;
  const { address } = end.deserializeAttachment() as { address: string };
  const entries = (update.conversation as { entries: object[] } | null)?.entries.length ?? 0;
  const before = (reads.get(address) ?? []).filter(({ at }) => at > clock.now - BUDGET_MS && at >= bornAt);
  const all = [...before, { at: clock.now, cost: Math.max(READ_COST_MIN, entries) }];
  reads.set(address, all);
  const sum = all.reduce((total, { cost }) => total + cost, 0);
  const allowed = ENTRIES.burst + (ENTRIES.perSecond * BUDGET_MS) / 1_000;
  must(sum <= allowed, 'INV24', () => `${address} was sent ${sum} entries in ${BUDGET_MS} ms, ${allowed} are allowed`);
}
