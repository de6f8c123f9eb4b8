/**
 * What has changed of cards since they were told last: the words alone, some fields, or all of it. Made once for all dashboards that are told
 * of it, in two wordings: for those who may see the last words, and for those who may not.
 */
import { maySee } from '#core/access';
import { isAlike } from '#core/alike';
import type { Conversation, Store } from '#core/store';
import type { CardConversation, VisitCard, VisitPatch } from '#protocol/visit';
import type { VisitWords } from '#protocol/visit-list';
import type { AgentSocket } from './attachment.ts';

interface Change {
  kind: 'added' | 'changed' | 'said';
  texts: readonly string[];
}

/** A card, or a part of it, in both wordings; `less` is made where somebody is told it. */
interface Wordings {
  conversation: Conversation | null;
  all: string | null;
  less: string | null;
}

interface Difference {
  after: VisitCard;
  kind: Change['kind'];
  /** Null where only somebody's unread messages were counted anew. */
  part: ((card: VisitCard) => VisitCard | VisitPatch | VisitWords) | null;
  wordings: Wordings;
  /** Whether the AI began or ceased to write, which those who hear the entries are told too. */
  writes: string | null;
  /** What is unread, told to those who have the conversation or had it. */
  unread: { members: readonly string[]; text: string } | null;
}

export class CardNews {
  /** The card that was told last of each visitor, to all who are told of them. */
  private readonly last = new Map<string, VisitCard>();
  private readonly changes = new Map<string, Difference | null>();
  private readonly wholes = new Map<string, Wordings>();
  private marked: ReadonlySet<string> = new Set();
  private told = 0;

  constructor(
    private readonly store: Store,
    private readonly card: (visitor: string) => VisitCard | null,
  ) {}

  /** Dashboards are about to be told. */
  begin(marked: ReadonlySet<string>): void {
    this.marked = marked;
    this.told = 0;
  }

  /** All have been told: what nobody was told of isn't known any more. Gives how many cards were looked at. */
  end(): number {
    for (const visitor of this.marked) if (!this.changes.has(visitor)) this.last.delete(visitor);
    this.changes.clear();
    this.wholes.clear();
    this.marked = new Set();
    return this.told;
  }

  forget(): void {
    this.last.clear();
  }

  /** The whole card, as JSON; null where there is none. */
  whole(visitor: string, agent: AgentSocket): string | null {
    const card = this.now(visitor);
    if (!card) return null;
    let wordings = this.wholes.get(visitor);
    if (!wordings) {
      wordings = { conversation: this.conversationOf(card), all: null, less: null };
      this.wholes.set(visitor, wordings);
    }
    return worded(wordings, card, agent, (it) => it);
  }

  /** The last words and how many there are, as they are now. */
  words(visitor: string, agent: AgentSocket): string | null {
    const card = this.now(visitor);
    if (!card?.conversation) return null;
    return worded({ conversation: this.conversationOf(card), all: null, less: null }, card, agent, wordsOf);
  }

  /** What differs from what was told last. `hears`: the dashboard has the words from the entries. */
  change(visitor: string, agent: AgentSocket, hears: boolean): Change | null {
    const difference = this.difference(visitor);
    if (!difference) return null;
    const { kind, after, part, wordings, writes, unread } = difference;
    if (kind !== 'said') return { kind, texts: [worded(wordings, after, agent, part!)] };
    const words = hears ? writes : part && worded(wordings, after, agent, part);
    const own = unread?.members.includes(agent.member) ? [unread.text] : [];
    return { kind, texts: words === null ? own : [words, ...own] };
  }

  private now(visitor: string): VisitCard | null {
    if (this.marked.has(visitor)) this.difference(visitor);
    const known = this.last.get(visitor);
    if (known) return known;
    this.told++;
    const card = this.card(visitor);
    if (card) this.last.set(visitor, card);
    return card;
  }

  private difference(visitor: string): Difference | null {
    const known = this.changes.get(visitor);
    if (known !== undefined) return known;
    this.told++;
    const before = this.last.get(visitor);
    const after = this.card(visitor);
    if (after) this.last.set(visitor, after);
    else this.last.delete(visitor);
    const difference = after && this.compare(before, after);
    this.changes.set(visitor, difference);
    return difference;
  }

  private compare(before: VisitCard | undefined, after: VisitCard): Difference | null {
    const wordings = { conversation: this.conversationOf(after), all: null, less: null };
    const whole = {
      after,
      wordings,
      writes: null,
      unread: null,
      kind: 'added',
      part: (card: VisitCard) => card,
    } as const;
    if (before?.id !== after.id) return whole;
    const patch = patchOf(before, after);
    if (!patch) return null;
    const said = onlyWords(before, after, patch);
    if (!said) {
      const part = ({ conversation }: VisitCard) => (patch.conversation ? { ...patch, conversation } : patch);
      return { ...whole, kind: 'changed', part };
    }
    const writes = 'answering' in said ? JSON.stringify({ id: after.id, answering: said.answering }) : null;
    const part = ({ conversation }: VisitCard) => ('last' in said ? { ...said, last: conversation!.last } : said);
    const silent = Object.keys(said).length === 1;
    return { ...whole, kind: 'said', part: silent ? null : part, writes, unread: unreadOf(before, after) };
  }

  private conversationOf(card: VisitCard): Conversation | null {
    return card.conversation && this.store.conversation(card.conversation.id);
  }
}

function unreadOf(before: VisitCard, after: VisitCard): Difference['unread'] {
  const [was, is] = [before.conversation?.unread ?? {}, after.conversation?.unread ?? {}];
  if (isAlike(was, is)) return null;
  return { members: [...Object.keys(was), ...Object.keys(is)], text: JSON.stringify({ id: after.id, unread: is }) };
}

/** The whole new values of the fields that differ; null where none does. */
export function patchOf(before: VisitCard, after: VisitCard): VisitPatch | null {
  const changed: Record<string, unknown> = {};
  for (const key of Object.keys(after) as (keyof VisitCard)[]) {
    if (!isAlike(before[key], after[key])) changed[key] = after[key];
  }
  return Object.keys(changed).length > 0 ? { id: after.id, ...changed } : null;
}

/** As this agent may see it: of what another agent has, the last words are theirs alone. */
function worded(wordings: Wordings, card: VisitCard, agent: AgentSocket, part: (card: VisitCard) => object): string {
  const { conversation } = wordings;
  const sees =
    !card.conversation?.last || !conversation || maySee({ id: agent.member, role: agent.siteRole }, conversation);
  if (sees) {
    wordings.all ??= JSON.stringify(part(card));
    return wordings.all;
  }
  const { conversation: its } = card;
  wordings.less ??= JSON.stringify(part({ ...card, conversation: its && { ...its, last: null } }));
  return wordings.less;
}

/** What was said, where nothing else is different; null where something is. */
function onlyWords(before: VisitCard, after: VisitCard, patch: VisitPatch): VisitWords | null {
  const [was, is] = [before.conversation, after.conversation];
  const others = Object.keys(patch).filter((key) => key !== 'id' && key !== 'conversation');
  if (!was || !is || was.id !== is.id || others.length > 0) return null;
  if (!isAlike(withoutWords(was), withoutWords(is))) return null;
  return {
    id: after.id,
    ...(is.messages !== was.messages && { messages: is.messages }),
    ...(!isAlike(is.last, was.last) && { last: is.last }),
    ...(is.answering !== was.answering && { answering: is.answering }),
  };
}

function withoutWords({ messages: _m, last: _l, answering: _a, unread: _u, ...rest }: CardConversation): object {
  return rest;
}

function wordsOf({ id, conversation }: VisitCard): VisitWords {
  const { messages, last } = conversation!;
  return { id, messages, last };
}
