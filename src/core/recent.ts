/**
 * What the store remembers of the rows it used last: every statement costs more than all the rest of a message. Written through, never
 * ahead of the rows, and forgotten as a whole when a transaction is rolled back; when it is too much, but for what people have to do with.
 */
import type { Entry } from './entry.ts';
import type { Conversation, SiteRow, Visitor } from './store.ts';

/** Conversations remembered besides those that people have to do with, which are asked for as a whole: some 10 MB. And visitors. */
const MOST = 2_000;

export interface Head {
  conversation: Conversation;
  /** The last entry; undefined where it isn't known. */
  last?: Entry | null;
  /** What people said last, oldest first; undefined where it isn't known. */
  said?: Said[];
  /** The commands that its entries came of, as `cidKey` names them; undefined where they aren't known. */
  cids?: Set<string>;
  /** The visitor's newest message; undefined where it isn't known. */
  words?: Entry | null;
  /** By member: how much of the visitor's they haven't seen, as far as somebody asked. */
  unread?: ReadonlyMap<string, number>;
}

/** A message of a person, which a number in their next one may go on from. */
export interface Said {
  seq: number;
  author: string;
  text: string;
}

/** How far back, in entries, what somebody said counts, and how many of their messages. */
export const SAID_LOOK_BACK = 12;
const SAID_MOST = 3;

export class Recent {
  site: SiteRow | null = null;
  readonly visitors = new Map<string, Visitor>();
  private readonly heads = new Map<string, Head>();
  /** The conversations that people have to do with; null where that isn't known. */
  withPeople: Set<string> | null = null;
  /** The newest conversation of a visitor. */
  private readonly newest = new Map<string, string>();
  /** Visitors who never had one: most of those who come by. */
  private readonly without = new Set<string>();

  clear(): void {
    this.site = null;
    this.withPeople = null;
    this.heads.clear();
    this.newest.clear();
    this.without.clear();
    this.visitors.clear();
  }

  of(conversation: string): Head | undefined {
    return this.heads.get(conversation);
  }

  /** Null where there is none; undefined where that isn't known. */
  newestOf(visitor: string): Conversation | null | undefined {
    if (this.without.has(visitor)) return null;
    const id = this.newest.get(visitor);
    return id === undefined ? undefined : this.heads.get(id)?.conversation;
  }

  put(conversation: Conversation, more: Omit<Head, 'conversation'> = {}): void {
    if (this.heads.size >= MOST + (this.withPeople?.size ?? 0)) this.shrink();
    this.heads.set(conversation.id, { conversation, ...more });
  }

  isNewest({ visitor, id }: Conversation): void {
    this.newest.set(visitor, id);
    this.without.delete(visitor);
  }

  hasNone(visitor: string): void {
    if (this.without.size >= MOST) this.without.clear();
    this.without.add(visitor);
  }

  change(conversation: Conversation): void {
    const head = this.heads.get(conversation.id);
    if (head) {
      if (head.conversation.desk.seen !== conversation.desk.seen) delete head.unread;
      head.conversation = conversation;
    }
    const { id, control, wrapUp } = conversation;
    if (control === 'waiting' || control === 'agent' || wrapUp) this.withPeople?.add(id);
    else this.withPeople?.delete(id);
  }

  added(entry: Entry): void {
    const head = this.heads.get(entry.conversation);
    if (!head) return;
    head.last = entry;
    if (entry.body.kind === 'message') {
      if (entry.body.from === 'visitor') head.words = entry;
      const { unread } = head;
      if (unread && entry.body.from === 'visitor') head.unread = new Map([...unread].map(([who, n]) => [who, n + 1]));
      if (unread?.has(entry.author)) head.unread = new Map(unread).set(entry.author, 0);
    }
    if (head.said) heard(head.said, entry);
    if (entry.cid !== null) head.cids?.add(cidKey(entry.author, entry.cid));
  }

  met(visitor: Visitor): void {
    // Who looks through what is closed meets many, and no conversation of theirs is remembered.
    if (this.visitors.size >= MOST) this.visitors.clear();
    this.visitors.set(visitor.id, visitor);
  }

  private shrink(): void {
    this.newest.clear();
    this.visitors.clear();
    for (const id of this.heads.keys()) if (!this.withPeople?.has(id)) this.heads.delete(id);
  }
}

/** What of these entries, oldest first, somebody may go on from. */
export function saidIn(entries: readonly Entry[]): Said[] {
  const said: Said[] = [];
  for (const entry of entries) heard(said, entry);
  return said;
}

function heard(said: Said[], { seq, author, body }: Entry): void {
  while (said.length > 0 && said[0]!.seq <= seq - SAID_LOOK_BACK) said.shift();
  if (body.kind !== 'message' || body.from === 'bot') return;
  said.push({ seq, author, text: body.text });
  const own = said.filter((it) => it.author === author);
  if (own.length > SAID_MOST) said.splice(said.indexOf(own[0]!), 1);
}

/** A cid is its author's own: two authors may use the same. */
export function cidKey(author: string, cid: string): string {
  return `${author} ${cid}`;
}
