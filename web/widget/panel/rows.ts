/**
 * The thread as rows to show: greeting, log, what is on its way, the answer being written. Pure. A row keeps its key for
 * life (an answer from its first word to its entry, a message from sending to sent), so its element stays in place.
 */
import type { BotMessage, VisitorEntry } from '#protocol/entry';
import type { RefusalCode } from '#protocol/refusal';
import type { VisitorFrame } from '#protocol/visitor-wire';
import type { VisitorThread } from '../../kit/fold.ts';
import type { Pending } from '../../kit/outbox.ts';
import { inLog } from '../../kit/thread.ts';
import { dayNumber, t } from './text.ts';

export interface MessageRow {
  key: string;
  type: 'message';
  from: 'visitor' | 'bot' | 'agent';
  name: string;
  text: string;
  /** Null for the greeting, which has no time. */
  at: number | null;
  /** First and last of a run by the same author. */
  first: boolean;
  last: boolean;
  progress: 'logged' | 'sending' | 'failed' | 'streaming';
  cid?: string;
  failed?: RefusalCode | undefined;
  heldUntil?: number | undefined;
  sources?: BotMessage['sources'] | undefined;
  cut?: boolean | undefined;
  offersPerson?: boolean | undefined;
}

export type Row =
  | MessageRow
  /** A line across: a day, or where the unread begins. */
  | { key: string; type: 'day'; at: number; text?: string }
  | { key: string; type: 'event'; text: string; joined: boolean };

export interface RowsOf {
  thread: VisitorThread | null;
  pending: readonly Pending<VisitorFrame>[];
  look: { name: string; botName: string; greeting: string } | null;
  /** The key of the first row that wasn't read when the panel was opened. */
  unread?: string | undefined;
  /** By the server's clock. */
  now: number;
}

/** A run of one author's messages ends after this pause, so that every run shows its time. */
const RUN_MS = 5 * 60_000;

export function rowsOf({ thread, pending, look, unread, now }: RowsOf): Row[] {
  const rows: Row[] = [];
  const entries = thread?.entries ?? [];
  const first = entries[0];
  const greeted = first?.kind === 'message' && first.from === 'bot' && first.text === look?.greeting;
  if (look && !greeted && !thread?.from) {
    rows.push(message('greeting', 'bot', look.botName, look.greeting, null));
  }
  let day = dayNumber(now);
  let agent = '';
  for (const entry of entries) {
    if (dayNumber(entry.at) !== day) {
      day = dayNumber(entry.at);
      rows.push({ key: `day${day}`, type: 'day', at: entry.at });
    }
    const key = rowKey(thread, entry);
    if (key === unread) rows.push({ key: 'unread', type: 'day', at: entry.at, text: t('newMessages') });
    if (entry.kind === 'message') {
      rows.push(entryRow(key, entry));
      continue;
    }
    rows.push({ key, type: 'event', text: eventText(entry, agent, look), joined: entry.event.endsWith('.joined') });
    if (entry.event === 'agent.joined') agent = entry.name;
    if (entry.event === 'agent.left' || entry.event === 'wait.started') agent = '';
  }
  // What stands behind a message that the server asked to hold waits as long; the newest one says so.
  let held: number | undefined;
  for (const { frame, at, failed, heldUntil } of pending) {
    if (!failed) held = heldUntil ?? held;
    if (frame.t !== 'entry.post' || (thread && inLog(thread, frame.cid))) continue;
    const row = message(`c${frame.cid}`, 'visitor', '', frame.text, at);
    rows.push({ ...row, progress: failed ? 'failed' : 'sending', cid: frame.cid, failed, heldUntil: held });
  }
  const draft = thread?.draft;
  if (draft) rows.push({ ...message(`a${draft.id}`, 'bot', draft.name, draft.text, now), progress: 'streaming' });
  return runs(rows, thread);
}

/** Seqs begin anew with every conversation; keys must not. */
export function rowKey(thread: VisitorThread | null, { seq }: { seq: number }): string {
  return `${thread?.id} ${seq}`;
}

function entryRow(bySeq: string, entry: Extract<VisitorEntry, { kind: 'message' }>): MessageRow {
  if (entry.from === 'visitor') return message(`c${entry.cid}`, 'visitor', '', entry.text, entry.at);
  const key = entry.from === 'bot' && entry.answer ? `a${entry.answer}` : bySeq;
  const row = message(key, entry.from, entry.name, entry.text, entry.at);
  if (entry.from === 'agent') return row;
  return { ...row, sources: entry.sources, cut: entry.cut, offersPerson: entry.offersPerson };
}

/** `agent`: who had it until now, if somebody did. */
function eventText(entry: Extract<VisitorEntry, { kind: 'event' }>, agent: string, look: RowsOf['look']): string {
  const bot = look?.botName ?? t('botTag');
  switch (entry.event) {
    case 'person.requested':
      return t('personRequested');
    case 'wait.started':
      return entry.why === 'transferred' && agent ? t('transferred', { name: agent }) : t('findingElse');
    case 'wait.ended':
      // Where nobody came, the AI says so itself.
      return t(entry.reason === 'visitor' ? 'waitEndedVisitor' : 'waitEnded', { name: bot });
    case 'agent.joined':
    case 'conference.joined':
      return t(agent && entry.event === 'agent.joined' ? 'tookOver' : 'joined', { name: entry.name });
    case 'conference.left':
      return t('guestLeft', { name: entry.name });
    case 'agent.left':
      return t('left', { name: entry.name, bot });
    case 'conversation.closed': {
      const site = look?.name ?? '';
      if (entry.by === 'visitor') return t('closedByVisitor');
      if (entry.by === 'idle') return t('closedByIdle');
      return entry.by === 'agent' ? t('closedByAgent', { name: agent || site }) : t('closedBySite', { site });
    }
  }
}

/** Marks where runs begin and end, and keeps the way to a person to where it still leads somewhere. */
function runs(rows: Row[], thread: VisitorThread | null): Row[] {
  return rows.map((row, i) => {
    if (row.type !== 'message') return row;
    const first = !sameRun(rows[i - 1], row);
    const last = !sameRun(row, rows[i + 1]);
    const offersPerson = row.offersPerson === true && i === rows.length - 1 && thread?.control === 'bot';
    return { ...row, first, last, offersPerson };
  });
}

function sameRun(a: Row | undefined, b: Row | undefined): boolean {
  if (a?.type !== 'message' || b?.type !== 'message') return false;
  return a.from === b.from && a.name === b.name && (b.at ?? 0) - (a.at ?? b.at ?? 0) < RUN_MS;
}

function message(key: string, from: MessageRow['from'], name: string, text: string, at: number | null): MessageRow {
  return { key, type: 'message', from, name, text, at, first: true, last: true, progress: 'logged' };
}
