/**
 * Turns the updates of a socket into what a view shows. Pure: the same updates give the same view, whatever came twice,
 * and a gap is never papered over: `missing` says from where the caller must ask again (`conversation.resume` for
 * visitors, `conversation.view` for agents). Nothing is mutated; what didn't change keeps its identity.
 */
import type { AgentUpdate, ConversationView } from '#protocol/agent-wire';
import type { AgentEntry, Control, VisitorEntry } from '#protocol/entry';
import type { SiteLook } from '#protocol/site';
import type { DeskPart } from '#protocol/visit';
import type { VisitorConversation, VisitorUpdate, Wait } from '#protocol/visitor-wire';
import type { Ack, Refused } from '#protocol/wire';
import { type AnswerDraft, emptyThread, lastSeq, missed, putBefore, type Thread } from './thread.ts';

export interface VisitorThread extends Thread<VisitorEntry, 'agent' | 'bot'> {
  /** Display name of the agent who holds it, while control is `agent`. */
  agent: string | null;
  /** Where in the queue they stand, as far as that was told; of use while control is `waiting`. */
  wait?: Wait | undefined;
}

export interface VisitorState {
  /** Null until the first welcome. */
  visitor: string | null;
  look: SiteLook | null;
  thread: VisitorThread | null;
  /** How far the server's clock is ahead of the client's. */
  clockAheadMs: number;
}

export interface AgentThread extends Thread<AgentEntry, 'visitor' | 'bot'> {
  /** What the view tells besides the log; null until `conversation.viewed`. */
  about: Pick<ConversationView, 'visitor' | 'name' | 'country' | 'device' | 'page' | 'startedAt'> | null;
  holder: { id: string; name: string } | null;
  closedAt: number | null;
  desk: DeskPart;
}

export const NO_VISITOR: VisitorState = { visitor: null, look: null, thread: null, clockAheadMs: 0 };

/** An agent's thread before its view has come: everything is missing. */
export function emptyAgentThread(id: string): AgentThread {
  return { ...emptyThread(id), about: null, holder: null, closedAt: null, desk: {}, missing: 0 };
}

/** `now` is the client's clock, for typing signs and the difference between the clocks. */
export function foldVisitor(state: VisitorState, update: VisitorUpdate, now: number): VisitorState {
  const { thread } = state;
  switch (update.t) {
    case 'visit.welcomed': {
      const next = update.conversation && visitorSnapshot(thread, update.conversation);
      return { visitor: update.visitor, look: update.look, thread: next, clockAheadMs: update.now - now };
    }
    case 'look.changed':
      return { ...state, look: update.look };
    case 'conversation.started':
      if (thread?.id === update.conversation) return state;
      return { ...state, thread: emptyVisitorThread(update.conversation) };
    case 'wait.changed':
      return thread ? { ...state, thread: { ...thread, wait: update.wait } } : state;
    case 'conversation.resumed':
      if (thread && thread.id !== update.conversation.id) return state;
      return { ...state, thread: visitorSnapshot(thread, update.conversation) };
    default: {
      const next = thread && foldThread(thread, update, now, controlForVisitor);
      return next === thread ? state : { ...state, thread: next };
    }
  }
}

/** Folds what concerns this thread's conversation; updates about others leave it as it is. */
export function foldAgent(thread: AgentThread, update: AgentUpdate, now: number): AgentThread {
  if (update.t === 'conversation.viewed') {
    return update.conversation.id === thread.id ? agentSnapshot(thread, update.conversation) : thread;
  }
  if (update.t === 'refused' || !('conversation' in update) || update.conversation !== thread.id) return thread;
  if (update.t === 'conversation.changed') return { ...thread, desk: update.desk };
  if (update.t === 'offer.ended' || update.t === 'wrap-up.done' || update.t === 'nobody.changed') return thread;
  return thread.about ? foldThread(thread, update, now, controlForAgent) : thread;
}

type ThreadUpdate<Entry, From> =
  | Ack
  | Refused
  | { t: 'presence.asked' }
  | { t: 'entry.added'; entry: Entry }
  | { t: 'entry.listed'; from: number; entries: Entry[] }
  | { t: 'answer.streamed'; answer: string; name: string; offset: number; text: string }
  | { t: 'answer.dropped'; answer: string }
  | { t: 'typing.changed'; from: From; on: boolean; text?: string };

function foldThread<T extends Thread<Entry, From>, Entry extends VisitorEntry | AgentEntry, From extends string>(
  thread: T,
  update: ThreadUpdate<Entry, From>,
  now: number,
  control: (entry: Entry, thread: T) => Partial<T>,
): T {
  switch (update.t) {
    case 'entry.added':
      return addEntry(thread, update.entry, control);
    case 'entry.listed':
      return putBefore(thread, update);
    case 'answer.streamed':
      return stream(thread, update);
    case 'answer.dropped':
      return thread.draft?.id === update.answer ? { ...thread, draft: null } : thread;
    case 'typing.changed':
      return { ...thread, typing: update.on ? { from: update.from, at: now, text: update.text } : null };
    default:
      // Not about the thread, or from a newer server.
      return thread;
  }
}

function visitorSnapshot(thread: VisitorThread | null, sent: VisitorConversation): VisitorThread {
  const { entries, from, answer, ...facts } = sent;
  const base = thread?.id === sent.id ? thread : emptyVisitorThread(sent.id);
  return { ...takeSnapshot(base, sent, controlForVisitor), ...facts };
}

function agentSnapshot(thread: AgentThread, sent: ConversationView): AgentThread {
  const { control, controlAt, holder, closedAt, desk, visitor, name, country, device, page, startedAt } = sent;
  const about = { visitor, name, country, device, page, startedAt };
  const next = takeSnapshot(thread, sent, controlForAgent);
  // What is held already is as it is told now: something else may be masked.
  const entries = next.entries.map((entry) => sent.entries[entry.seq - sent.from - 1] ?? entry);
  return { ...next, entries, about, control, controlAt, holder, closedAt, desk };
}

/** Entries that follow those held are added; where history was cut they replace them. */
function takeSnapshot<T extends Thread<Entry, string>, Entry extends VisitorEntry | AgentEntry>(
  thread: T,
  sent: { entries: Entry[]; from: number; answer: AnswerDraft | null },
  control: (entry: Entry, thread: T) => Partial<T>,
): T {
  const cut = sent.from > lastSeq(thread);
  // Told anew unasked, as it is masked now: what came before is as it was, and is asked for again.
  const anew = thread.missing === null && sent.from > thread.from && sent.from < lastSeq(thread);
  let next: T = {
    ...thread,
    ...(cut && { entries: [], from: sent.from, wanted: false }),
    ...(anew && { entries: thread.entries.slice(sent.from - thread.from), from: sent.from, wanted: false }),
    missing: null,
    typing: null,
  };
  for (const entry of sent.entries) next = addEntry(next, entry, control);
  return { ...next, draft: sent.answer };
}

function addEntry<T extends Thread<Entry, string>, Entry extends VisitorEntry | AgentEntry>(
  thread: T,
  entry: Entry,
  control: (entry: Entry, thread: T) => Partial<T>,
): T {
  const last = lastSeq(thread);
  if (entry.seq <= last) return thread;
  // Held back rather than shown out of order: the answer to `missing` brings it again.
  if (entry.seq > last + 1) return missed(thread);
  const next: T = { ...thread, entries: [...thread.entries, entry] };
  if (entry.kind === 'event') return { ...next, ...control(entry, next) };
  if (entry.kind === 'note') return next;
  if ('answer' in entry && entry.answer === thread.draft?.id) next.draft = null;
  if (entry.from === thread.typing?.from) next.typing = null;
  return next;
}

function controlForVisitor(entry: VisitorEntry): Partial<VisitorThread> {
  const control = entry.kind === 'event' && AFTER[entry.event];
  if (!control) return {};
  return { ...changed(control, entry.at), agent: entry.event === 'agent.joined' ? entry.name : null };
}

function controlForAgent(entry: AgentEntry, thread: AgentThread): Partial<AgentThread> {
  if (entry.kind !== 'event') return {};
  if (entry.event === 'secret.removed') return { entries: struck(thread.entries, entry.pieces) };
  const control = AFTER[entry.event];
  if (!control) return {};
  return {
    ...changed(control, entry.at),
    holder: entry.event === 'agent.joined' ? { id: entry.agent, name: entry.name } : null,
    ...(control === 'closed' && { closedAt: entry.at }),
  };
}

/** The entries out of whose texts something was taken later, as they are now. */
function struck(entries: readonly AgentEntry[], pieces: readonly { seq: number; text: string }[]): AgentEntry[] {
  return entries.map((entry) => {
    const piece = entry.kind === 'message' && pieces.find(({ seq }) => seq === entry.seq);
    return piece ? { ...entry, text: piece.text } : entry;
  });
}

/** A draft or a typing sign never outlives who had control. */
function changed(control: Control, at: number) {
  return {
    control,
    controlAt: at,
    typing: null,
    ...((control === 'agent' || control === 'closed') && { draft: null }),
  };
}

/** What an event makes of control; those that aren't here leave it as it is. */
const AFTER: Partial<Record<string, Control>> = {
  'person.requested': 'waiting',
  'wait.started': 'waiting',
  'wait.ended': 'bot',
  'agent.joined': 'agent',
  'agent.left': 'bot',
  'conversation.closed': 'closed',
};

/** Pieces may overlap or come twice; one that leaves a hole makes the caller ask again. */
function stream<T extends Thread<VisitorEntry | AgentEntry, string>>(
  thread: T,
  piece: { answer: string; name: string; offset: number; text: string },
): T {
  const held = thread.draft?.id === piece.answer ? thread.draft.text : '';
  if (thread.entries.some((entry) => 'answer' in entry && entry.answer === piece.answer)) return thread;
  if (piece.offset > held.length) return missed(thread);
  if (piece.offset + piece.text.length <= held.length) return thread;
  const text = held.slice(0, piece.offset) + piece.text;
  return { ...thread, draft: { id: piece.answer, name: piece.name, text }, typing: null };
}

function emptyVisitorThread(id: string): VisitorThread {
  return { ...emptyThread(id), agent: null };
}
