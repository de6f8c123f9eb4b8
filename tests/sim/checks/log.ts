/**
 * What a site has committed, remembered apart from its database: every entry is read once, when it is committed, and folded here by rules
 * of this file's own. So an entry that changes, goes, or was told of before it was kept is found out.
 */

import type { AtDesk } from '../../../src/core/at-desk.ts';
import type { Entry, EntryBody } from '../../../src/core/entry.ts';
import type { Control } from '../../../src/protocol/entry.ts';
import { agentView, visitorView } from './views.ts';

/** A conversation as its committed log tells it. */
export interface Known {
  id: string;
  visitor: string;
  startedAt: number;
  control: Control;
  turn: number;
  holder: { id: string; name: string } | null;
  /** Who writes besides the holder, by id. */
  guests: string[];
  /** Since when they stand in line; kept until they are with the bot again. */
  standingAt: number | null;
  /** Whose work on it is over and not wrapped up, by id. */
  owes: string | null;
  messages: number;
  /** The visitor got nobody, and as far as the log tells no agent has had it since. */
  forsaken: boolean;
  entries: Entry[];
  /** Each entry as its audience gets it, as JSON. */
  forVisitor: string[];
  forAgent: string[];
  /** What was told of entries, before something was struck out of them. */
  earlier: Set<string>;
  /** Who alone may see each entry, of those with no more than the role of an agent; null: everybody. */
  audience: (readonly string[] | null)[];
  /** What the desk's part of its row says, as it was committed last. */
  desk: AtDesk | null;
}

export class SiteLog {
  readonly conversations = new Map<string, Known>();
  /** By author (a visitor's id, a member's id) and cid. */
  readonly byCid = new Map<string, Entry>();
  /** Each visitor's conversations, in order of their beginning. */
  readonly ofVisitor = new Map<string, Known[]>();
  /** The same by cid alone: who wrote under it. */
  readonly cids = new Map<string, Entry[]>();
  /** Those that people have to do with: that wait, are held, or are to be wrapped up. */
  readonly withPeople = new Set<Known>();
  removed = false;

  newest(visitor: string): Known | null {
    return this.ofVisitor.get(visitor)?.at(-1) ?? null;
  }

  begin(id: string, visitor: string, startedAt: number): Known {
    const nobody = {
      control: 'bot' as const,
      turn: 1,
      holder: null,
      guests: [],
      owes: null,
      messages: 0,
      forsaken: false,
      desk: null,
      standingAt: null,
    };
    const told = { entries: [], forVisitor: [], forAgent: [], earlier: new Set<string>(), audience: [] };
    const known: Known = { id, visitor, startedAt, ...nobody, ...told };
    this.conversations.set(id, known);
    this.ofVisitor.set(visitor, [...(this.ofVisitor.get(visitor) ?? []), known]);
    return known;
  }

  add(known: Known, entry: Entry): void {
    known.entries.push(entry);
    if (entry.body.kind === 'message') known.messages++;
    const seen = visitorView(entry, known.forVisitor.length + 1);
    if (seen) known.forVisitor.push(JSON.stringify(seen));
    known.forAgent.push(JSON.stringify(agentView(entry)));
    if (entry.body.kind === 'event' && entry.body.event === 'secret.removed') strike(known, entry.body.pieces);
    if (entry.body.kind === 'event') {
      if (entry.body.event === 'wait.ended' && entry.body.reason !== 'visitor') known.forsaken = true;
      if (entry.body.event === 'agent.joined') known.forsaken = false;
    }
    if (entry.cid === null) return;
    this.byCid.set(`${authorOf(known, entry)} ${entry.cid}`, entry);
    this.cids.set(entry.cid, [...(this.cids.get(entry.cid) ?? []), entry]);
  }
}

/** Something was taken out of messages that stand there already. */
function strike(known: Known, pieces: readonly { seq: number; text: string }[]): void {
  for (const { seq, text } of pieces) {
    const entry = known.entries[seq - 1]!;
    if (entry.body.kind !== 'message' || entry.body.from === 'bot') continue;
    const struck = { ...entry, body: { ...entry.body, text, struck: true as const } };
    known.entries[seq - 1] = struck;
    const { visitorSeq } = entry;
    known.earlier.add(known.forAgent[seq - 1]!).add(known.forVisitor[visitorSeq - 1]!);
    known.forAgent[seq - 1] = JSON.stringify(agentView(struck));
    known.forVisitor[visitorSeq - 1] = JSON.stringify(visitorView(struck, visitorSeq));
  }
}

export function authorOf(known: Known, entry: Entry): string {
  return entry.author === 'visitor' ? known.visitor : entry.author;
}

/** Control after an event, as the product's table has it; undefined where it stays. */
export const CONTROL_AFTER: Partial<Record<Extract<EntryBody, { kind: 'event' }>['event'], Control>> = {
  'person.requested': 'waiting',
  'wait.started': 'waiting',
  'wait.ended': 'bot',
  'agent.joined': 'agent',
  'agent.left': 'bot',
  'conversation.closed': 'closed',
};

export const MAY_FOLLOW: Record<Control, readonly Control[]> = {
  bot: ['waiting', 'agent', 'closed'],
  waiting: ['bot', 'agent', 'closed'],
  agent: ['agent', 'bot', 'waiting', 'closed'],
  closed: [],
};

/** Whether the visitor's newest message has been answered by nobody. */
export function waitsForTheAi({ entries }: Known): boolean {
  let asked = 0;
  let answered = 0;
  for (const { seq, body } of entries) {
    if (body.kind !== 'message') continue;
    if (body.from === 'visitor') asked = seq;
    else if (body.from === 'agent') answered = seq;
    else if (!body.cut) answered = Math.max(answered, body.re);
  }
  return asked > answered;
}
