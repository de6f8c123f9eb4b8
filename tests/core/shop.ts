/**
 * A site with people who act, so that a test reads like a story. Every command goes through `handle` in a transaction of its own. The
 * clock is turned by hand, ids are counted, the AI answers when the test says so, and `shop.rows` is what the last command wrote
 * (index entries aside, which SQLite doesn't count). Knows no particular database: `desk.ts` gives it one in memory.
 */

import { loads, type StatusNow, statusOf } from '../../src/core/agent.ts';
import type { Offer } from '../../src/core/at-desk.ts';
import type { Command, TransferTo, VisitorFacts } from '../../src/core/command.ts';
import { handle, type Outcome, type Place } from '../../src/core/engine.ts';
import type { Entry } from '../../src/core/entry.ts';
import type { Effect, Event } from '../../src/core/event.ts';
import { unreadBy } from '../../src/core/look.ts';
import { maskingFor } from '../../src/core/mask/mask.ts';
import { forAgent, forVisitor } from '../../src/core/project.ts';
import { migrate } from '../../src/core/schema.ts';
import type { Sql } from '../../src/core/sql.ts';
import type { Context, Phrases, ShownAnswer } from '../../src/core/step.ts';
import { type Conversation, Store } from '../../src/core/store.ts';
import type { AgentPatch, WrapUp } from '../../src/protocol/desk.ts';
import type { AgentEntry, Source, VisitorEntry } from '../../src/protocol/entry.ts';
import type { IdPrefix } from '../../src/protocol/id.ts';
import type { Role } from '../../src/protocol/member.ts';
import { DEFAULT_QUEUE, type Queue, type QueueBody, type QueuePatch } from '../../src/protocol/queue.ts';
import type { Refusal } from '../../src/protocol/refusal.ts';
import { DESK_DEFAULTS, type SiteSettings } from '../../src/protocol/site.ts';

export const MORNING = Date.UTC(2026, 10, 23, 8, 0);
export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

export const SETTINGS: SiteSettings = {
  name: 'Kolovrat',
  origins: ['https://kolovrat.example'],
  botName: 'Vela',
  greeting: 'Hi, I’m Vela, the AI of Kolovrat.',
  color: '#14503f',
  ...DESK_DEFAULTS,
};

/** What the bot says on its own account. */
export const PHRASES: Phrases = {
  allBusy: 'All are busy.',
  failed: 'I can’t answer.',
  nobodyCame: 'Nobody came.',
  nobodyThere: 'Nobody is there.',
};

/** What agents of this site say their work ends with. */
export const SAID: WrapUp = { reason: 'Sold', note: '' };

/** The place of a command that was done; fails the test otherwise. */
export function accepted(outcome: Outcome): Place {
  if (!outcome.ok) throw new Error(`refused: ${outcome.refusal.code}`);
  return outcome.place;
}

/** Why a command was refused; null when it was done. */
export function refusal(outcome: Outcome): Refusal | null {
  return outcome.ok ? null : outcome.refusal;
}

/** A database that the shop's rows are kept in: one in memory here, an object's own in `tests/edge`. */
export interface Database {
  sql: Sql;
  transaction<T>(work: () => T): T;
}

/** An open site in an empty database. */
export function openShop(database: Database, settings: Partial<SiteSettings> = {}): Shop {
  const shop = new Shop(database);
  database.transaction(() => migrate(shop.sql, true));
  accepted(shop.does({ t: 'site.create', id: shop.id, settings: { ...SETTINGS, ...settings } }));
  return shop;
}

export class Shop {
  readonly id = 'site_0000000000000001';
  readonly sql: Sql;
  readonly store: Store;
  readonly ai: Ai = new Ai(this);
  /** Members with a socket open. */
  readonly online = new Set<string>();
  /** Visitors who have no tab open. */
  readonly away = new Set<string>();
  now = MORNING;
  /** What the last command wrote, said and asked for. */
  rows = 0;
  events: Event[] = [];
  effects: Effect[] = [];
  private ids = 0;

  constructor(private readonly database: Database) {
    this.sql = database.sql;
    this.store = new Store(database.sql);
  }

  visitor(name: string): Visitor {
    return new Visitor(this, name);
  }

  /** An agent, at the desk from now on. */
  agent(name: string, role: Role = 'agent'): Agent {
    const agent = new Agent(this, name, role);
    agent.comesBack();
    return agent;
  }

  does(command: Command): Outcome {
    const before = this.written();
    const outcome = this.transaction(() => handle(this.store, command, this.context()));
    this.rows = this.written() - before;
    this.events = outcome.ok ? outcome.events : [];
    this.effects = outcome.ok ? outcome.effects : [];
    for (const effect of this.effects) this.ai.hears(effect);
    return outcome;
  }

  /** Time goes by, and no alarm rings. */
  passes(ms: number): void {
    this.now += ms;
  }

  /** The alarm rings. */
  rings(): Outcome {
    return this.does({ t: 'timers.run' });
  }

  /** Time goes by, and the alarm rings at its end. */
  later(ms: number): Outcome {
    this.passes(ms);
    return this.rings();
  }

  changes(patch: Partial<SiteSettings>): Outcome {
    return this.does({ t: 'site.change', patch });
  }

  /** A new queue of this name, like the one that every site begins with but for `more`. */
  queue(name: string, more: Partial<QueueBody> = {}): Queue {
    const queue = { id: this.newId('que'), ...DEFAULT_QUEUE, name, ...more };
    accepted(this.does({ t: 'queue.save', queue }));
    return queue;
  }

  /** The queue that the site began with, as it is now. */
  get general(): Queue {
    return this.store.desk.queues()[0]!;
  }

  changesQueue({ id }: Queue, patch: QueuePatch): Outcome {
    return this.does({ t: 'queue.change', id, patch });
  }

  removesQueue({ id }: Queue): Outcome {
    return this.does({ t: 'queue.remove', id });
  }

  /** What rings for the conversation; null where nothing does. */
  offer(conversation: string): Offer | null {
    return this.row(conversation).desk.offer;
  }

  /** Where it rings: the agent's name; null where nothing does. */
  ringsAt(conversation: string): string | null {
    return this.offer(conversation)?.to.name ?? null;
  }

  removes(): Outcome {
    return this.does({ t: 'site.remove' });
  }

  /** D1 is told everything, or what is due by a moment; answers how many rows that wrote. */
  drains(until = Number.MAX_SAFE_INTEGER): number {
    const before = this.written();
    this.transaction(() => {
      for (const row of this.store.agenda.dueOutbox(until, 1_000)) this.store.agenda.settleOutbox(row);
    });
    return this.written() - before;
  }

  log(conversation: string): Entry[] {
    return this.store.entriesAfter(conversation, 0);
  }

  /** The log in words, without the start and the greeting: `visitor: …`, `Vela: …`, `(Maja: a note)`, `* agent.joined Maja`. */
  story(conversation: string): string[] {
    return this.log(conversation)
      .filter(({ body }) => !(body.kind === 'event' && body.event === 'conversation.started'))
      .filter(({ body }) => !(body.kind === 'message' && body.from === 'bot' && body.re === 0))
      .map(({ body }) => {
        if (body.kind === 'event') {
          const detail = 'name' in body ? body.name : 'reason' in body ? body.reason : 'by' in body ? body.by : '';
          return `* ${body.event} ${detail}`.trimEnd();
        }
        if (body.kind === 'note') return `(${body.name}: ${body.text})`;
        return `${body.from === 'visitor' ? 'visitor' : body.name}: ${body.text}`;
      });
  }

  /** As the visitor's and the agents' clients get it. */
  visitorSees(conversation: string): VisitorEntry[] {
    return this.log(conversation).flatMap((entry) => forVisitor(entry) ?? []);
  }

  agentsSee(conversation: string): AgentEntry[] {
    const masking = maskingFor(this.store.site()!.settings.masking, this.row(conversation).country);
    return this.log(conversation).map((entry) => forAgent(entry, masking, null));
  }

  row(conversation: string): Conversation {
    return this.store.conversation(conversation)!;
  }

  timers(): string[] {
    return this.sql
      .all<{ kind: string; subject: string }>('SELECT kind, subject FROM timers ORDER BY kind, subject')
      .map(({ kind }) => kind);
  }

  outbox(): string[] {
    return this.sql.all<{ kind: string }>('SELECT kind FROM outbox ORDER BY kind, subject').map(({ kind }) => kind);
  }

  count(table: string): number {
    return this.sql.all<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)[0]!.n;
  }

  cid(): string {
    return `cid-${++this.ids}`;
  }

  transaction<T>(work: () => T): T {
    try {
      return this.database.transaction(work);
    } catch (error) {
      this.store.forget();
      throw error;
    }
  }

  private written(): number {
    return this.sql.all<{ n: number }>('SELECT total_changes() AS n')[0]!.n;
  }

  newId(prefix: IdPrefix): string {
    return `${prefix}_${String(++this.ids).padStart(16, '0')}`;
  }

  /** What the engine is given from outside. */
  context(): Context {
    return {
      now: this.now,
      newId: (prefix) => this.newId(prefix),
      answering: (conversation) => this.ai.run(conversation),
      online: (member) => this.online.has(member),
      present: (visitor) => !this.away.has(visitor),
      phrases: () => PHRASES,
    };
  }
}

export interface Run extends ShownAnswer {
  conversation: string;
  turn: number;
}

/** What an answer says besides its text. */
interface SaidBesides {
  sources?: Source[];
  offersPerson?: boolean;
  handsOff?: boolean;
}

/** Stands in for the shell's part that streams answers: one run a conversation, cancelled when the engine says so. */
export class Ai {
  private readonly runs = new Map<string, Run>();

  constructor(private readonly shop: Shop) {}

  run(conversation: string): Run | null {
    return this.runs.get(conversation) ?? null;
  }

  hears(effect: Effect): void {
    if (effect.type === 'answer.cancel') this.runs.delete(effect.conversation);
    else if (!this.runs.has(effect.conversation)) {
      const { conversation, turn } = effect;
      const re = this.shop.store.lastEntry(conversation)!.seq;
      this.runs.set(conversation, { conversation, turn, re, id: this.shop.newId('ans'), text: '' });
    }
  }

  /** More of the answer is on the visitor's screen. */
  shows(conversation: string, text: string): void {
    this.runs.get(conversation)!.text += text;
  }

  /** The answer under way ends with this text. */
  answers(conversation: string, text: string, more: SaidBesides = {}): Outcome {
    const run = this.runs.get(conversation);
    if (!run) throw new Error('the AI was not asked');
    return this.arrives(run, text, more);
  }

  fails(conversation: string): Outcome {
    const run = this.runs.get(conversation);
    if (!run) throw new Error('the AI was not asked');
    this.runs.delete(conversation);
    return this.shop.does({ t: 'answer.fail', conversation, turn: run.turn });
  }

  /** An answer arrives, wanted or not: how a late or repeated one comes in. */
  arrives(run: Run, text: string, more: SaidBesides = {}): Outcome {
    const { conversation, turn, re, id: answer } = run;
    if (this.runs.get(conversation) === run) this.runs.delete(conversation);
    const { sources = [], offersPerson = false, handsOff } = more;
    return this.shop.does({
      t: 'answer.finish',
      conversation,
      turn,
      re,
      answer,
      text,
      sources,
      offersPerson,
      handsOff,
    });
  }
}

export class Visitor {
  readonly id: string;
  /** The last command that wrote something, to be sent once more. */
  sent: Command | null = null;
  private known: string | null = null;

  constructor(
    private readonly shop: Shop,
    readonly name: string,
  ) {
    this.id = `vis_${name}`;
  }

  /** The conversation that the visitor's last command came to. */
  get conversation(): string {
    if (!this.known) throw new Error(`${this.name} has no conversation`);
    return this.known;
  }

  /** What their clients have been sent. */
  get sees(): VisitorEntry[] {
    return this.shop.visitorSees(this.conversation);
  }

  writes(text: string, more: { cid?: string; conversation?: string | undefined } = {}): Outcome {
    const written = { cid: this.shop.cid(), conversation: this.known ?? undefined, ...more };
    return this.does({ t: 'visitor.entry.post', visitor: this.facts(), text, ...written });
  }

  asksForPerson(cid = this.shop.cid()): Outcome {
    return this.does({ t: 'person.request', visitor: this.facts(), cid });
  }

  goesBack(cid = this.shop.cid(), conversation?: string): Outcome {
    return this.does({ t: 'person.withdraw', visitor: this.id, cid, conversation });
  }

  ends(cid = this.shop.cid(), conversation?: string): Outcome {
    return this.does({ t: 'visitor.conversation.close', visitor: this.id, cid, conversation });
  }

  /** Their last tab is gone, and nobody waits for another. */
  goes(): Outcome {
    this.shop.away.add(this.id);
    const { id: visitor, visit: id, visitSince: startedAt, country, device, page } = this.facts();
    const visit = { id, visitor, startedAt, endedAt: this.shop.now, country, device, browser: '', os: '', page };
    return this.shop.does({ t: 'visit.end', visits: [visit] });
  }

  comesBack(): Outcome {
    this.shop.away.delete(this.id);
    return this.shop.does({ t: 'visit.return' });
  }

  /** The ack was lost: the client sends the last command again. */
  resends(): Outcome {
    return this.does(this.sent!);
  }

  facts(): VisitorFacts {
    return {
      id: this.id,
      visit: `visit_${this.name}`,
      visitSince: MORNING - MINUTE,
      country: 'SI',
      device: 'mobile',
      page: { url: 'https://kolovrat.example/bikes', title: 'Bikes' },
    };
  }

  private does(command: Command): Outcome {
    const outcome = this.shop.does(command);
    if (outcome.ok && this.shop.rows > 0) this.sent = command;
    if (outcome.ok && outcome.place.conversation) this.known = outcome.place.conversation;
    return outcome;
  }
}

export class Agent {
  readonly id: string;
  /** The last command that wrote something, to be sent once more. */
  sent: Command | null = null;

  constructor(
    private readonly shop: Shop,
    /** The display name that visitors see. */
    public name: string,
    readonly role: Role = 'agent',
  ) {
    this.id = `agt_${name}_secret`;
  }

  takesOver(conversation: string, cid = this.shop.cid()): Outcome {
    return this.does({ t: 'conversation.take-over', agent: this.self(), cid, conversation });
  }

  writes(conversation: string, text: string, cid = this.shop.cid()): Outcome {
    return this.does({ t: 'entry.post', agent: this.self(), cid, conversation, text });
  }

  leaves(conversation: string, cid = this.shop.cid()): Outcome {
    return this.does({ t: 'conversation.leave', agent: this.self(), cid, conversation });
  }

  ends(conversation: string, cid = this.shop.cid(), wrapUp?: WrapUp): Outcome {
    return this.does({ t: 'conversation.close', agent: this.self(), cid, conversation, wrapUp });
  }

  /** Wraps up what somebody else ended. */
  wrapsUp(conversation: string, wrapUp = SAID, cid = this.shop.cid()): Outcome {
    return this.does({ t: 'conversation.wrap-up', agent: this.self(), cid, conversation, wrapUp });
  }

  /** Takes over what another has. */
  takesFrom(conversation: string, from: Agent, cid = this.shop.cid()): Outcome {
    return this.does({ t: 'conversation.take-over', agent: this.self(), cid, conversation, from: from.id });
  }

  /** What rings is answered: the offer that is there now, or the one that is named. */
  accepts(conversation: string, offer = this.asked(conversation), cid = this.shop.cid()): Outcome {
    return this.does({ t: 'offer.accept', agent: this.self(), cid, conversation, offer });
  }

  declines(conversation: string, offer = this.asked(conversation), cid = this.shop.cid()): Outcome {
    return this.does({ t: 'offer.decline', agent: this.self(), cid, conversation, offer });
  }

  withdraws(conversation: string, offer = this.asked(conversation), cid = this.shop.cid()): Outcome {
    return this.does({ t: 'offer.withdraw', agent: this.self(), cid, conversation, offer });
  }

  transfers(conversation: string, to: Agent | Queue, wrapUp = SAID, cid = this.shop.cid()): Outcome {
    const where: TransferTo = to instanceof Agent ? { agent: to.id } : { queue: to.id };
    return this.does({ t: 'conversation.transfer', agent: this.self(), cid, conversation, to: where, wrapUp });
  }

  /** To an agent; to nobody, it goes back into its queue. */
  assigns(conversation: string, to: Agent | null, cid = this.shop.cid()): Outcome {
    return this.does({ t: 'conversation.assign', agent: this.self(), cid, conversation, to: to?.id ?? null });
  }

  invites(conversation: string, to: Agent, cid = this.shop.cid()): Outcome {
    return this.does({ t: 'conference.invite', agent: this.self(), cid, conversation, to: to.id });
  }

  leavesConference(conversation: string, cid = this.shop.cid()): Outcome {
    return this.does({ t: 'conference.leave', agent: this.self(), cid, conversation });
  }

  /** They look at it, or have done so until now. */
  looksAt(conversation: string): Outcome {
    return this.shop.does({ t: 'conversation.look', agent: this.self(), conversation });
  }

  /** How many of the visitor's messages they have neither seen nor answered. */
  unread(conversation: string): number {
    return unreadBy(this.shop.store, this.shop.row(conversation), this.id);
  }

  notes(conversation: string, text: string, cid = this.shop.cid()): Outcome {
    return this.does({ t: 'note.post', agent: this.self(), cid, conversation, text });
  }

  resends(): Outcome {
    return this.does(this.sent!);
  }

  isCalled(name: string): Outcome {
    this.name = name;
    return this.shop.does({ t: 'agent.rename', agent: this.self() });
  }

  isAvailable(): Outcome {
    return this.shop.does({ t: 'status.set', member: this.id, available: true, reason: null });
  }

  isUnavailable(reason: string | null = null): Outcome {
    return this.shop.does({ t: 'status.set', member: this.id, available: false, reason });
  }

  /** Takes the toggle back. */
  resets(): Outcome {
    return this.shop.does({ t: 'status.reset', member: this.id });
  }

  /** An admin sets their capacity, or they their schedule. */
  isSet(patch: AgentPatch): Outcome {
    return this.shop.does({ t: 'agent.change', agent: this.self(), patch });
  }

  get status(): StatusNow {
    const row = this.shop.store.desk.agent(this.id);
    if (!row) throw new Error(`nothing is known of ${this.name}`);
    return statusOf(row, this.shop.online.has(this.id), this.shop.now);
  }

  /** How many conversations they have, or are asked to take. */
  get load(): number {
    return loads(this.shop.store.conversationsWithPeople()).get(this.id) ?? 0;
  }

  /** They have no role on the site any more. */
  isRemoved(): Outcome {
    return this.shop.does({ t: 'agent.remove', member: this.id });
  }

  /** Their last socket is gone. */
  goes(): Outcome {
    this.shop.online.delete(this.id);
    return this.shop.does({ t: 'agent.go', member: this.id });
  }

  comesBack(): Outcome {
    this.shop.online.add(this.id);
    return this.shop.does({ t: 'agent.return', agent: this.self() });
  }

  self(): { id: string; name: string; role: Role } {
    return { id: this.id, name: this.name, role: this.role };
  }

  private asked(conversation: string): string {
    return this.shop.store.conversation(conversation)?.desk.offer?.id ?? 'ofr_none';
  }

  private does(command: Command): Outcome {
    const outcome = this.shop.does(command);
    if (outcome.ok && this.shop.rows > 0) this.sent = command;
    return outcome;
  }
}
