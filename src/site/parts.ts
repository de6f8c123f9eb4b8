/**
 * The object's parts, put together: the rows, the sockets, and the one way in which a command runs. Decide in one transaction,
 * then publish what came of it, then begin the work it asks for; the platform holds every send until the transaction is durable.
 */
import type { Command } from '#core/command';
import { handle, type Outcome } from '#core/engine';
import type { Context } from '#core/step';
import { type Conversation, Store } from '#core/store';
import { visitOf } from '#core/visit';
import type { Person } from '#protocol/desk';
import type { NewId } from '#protocol/id';
import { embedded } from '../bot/embedded.ts';
import { phrasesFor } from '../bot/phrases.ts';
import { AGAIN_MS, Alarm } from './alarm.ts';
import { Answers } from './answers.ts';
import { Flood } from './flood.ts';
import { Monitor } from './monitor.ts';
import { newId } from './new-id.ts';
import { Outbox } from './outbox.ts';
import { publish } from './publish.ts';
import { Roster } from './roster.ts';
import { Sockets } from './sockets.ts';
import { sqlOf } from './sql.ts';
import { Tickets } from './tickets.ts';

export class Parts {
  readonly store: Store;
  readonly sockets: Sockets;
  readonly monitor: Monitor;
  readonly roster: Roster;
  readonly answers: Answers;
  readonly outbox: Outbox;
  readonly alarm: Alarm;
  readonly tickets: Tickets;
  readonly flood: Flood;
  readonly newId: NewId = newId;
  /** An alarm is doing what is due. */
  private ringing = false;
  readonly now = () => Date.now();
  readonly draftOf = (conversation: string) => this.answers.shown(conversation);
  readonly waitOf = (conversation: Conversation) => this.roster.waitOf(conversation);

  constructor(
    private readonly ctx: DurableObjectState,
    env: Cloudflare.Env,
  ) {
    this.store = new Store(sqlOf(ctx.storage));
    this.sockets = new Sockets(ctx);
    this.monitor = new Monitor(this.store, this.sockets, (conversation) => this.draftOf(conversation) !== null);
    this.roster = new Roster(this.store, this.sockets, this.now);
    this.answers = new Answers({
      store: this.store,
      sockets: this.sockets,
      answerer: embedded(),
      newId,
      now: this.now,
      run: (command) => void this.run(command),
      transaction: (work) => this.transaction(work),
      mark: (visitor) => this.monitor.mark(visitor),
      waitUntil: (work) => ctx.waitUntil(work),
    });
    this.outbox = new Outbox(env.HISTORY, this.store, (work) => this.transaction(work), this.now);
    this.alarm = new Alarm(ctx.storage);
    this.tickets = new Tickets(this.now);
    this.flood = new Flood(this.now);
  }

  /** Runs a command: commits, publishes, begins what follows. A refusal has changed nothing. */
  run(command: Command): Outcome {
    const outcome = this.transaction(() => handle(this.store, command, this.context()));
    if (!outcome.ok) return outcome;
    const site = this.store.site();
    if (site) publish(outcome.events, site, this);
    for (const effect of outcome.effects) {
      if (effect.type === 'answer.start') this.answers.start(effect.conversation, effect.turn);
      else this.answers.cancel(effect.conversation);
    }
    this.settle();
    return outcome;
  }

  /** What a decision is given from outside. */
  context(): Context {
    return {
      now: this.now(),
      newId,
      answering: (conversation) => this.answers.shown(conversation),
      online: (member) => this.sockets.attended(member, this.now()),
      present: (visitor) => this.monitor.visitOf(visitor) !== null,
      phrases: phrasesFor,
    };
  }

  /** What the work writes is there as a whole, or not at all. */
  transaction<T>(work: () => T): T {
    try {
      return this.ctx.storage.transactionSync(work);
    } catch (error) {
      this.store.forget();
      throw error;
    }
  }

  /** Runs a socket's command and tells that socket how it ended; `seq` is numbered as its side numbers entries. */
  answer(socket: WebSocket, cid: string, numbering: 'seq' | 'visitorSeq', command: Command): void {
    const outcome = this.run(command);
    if (outcome.ok) {
      const { [numbering]: seq, at } = outcome.place;
      this.sockets.say(socket, (version) => ({ t: 'ack', cid, seq, ...(version === 2 && { at }) }));
    } else this.sockets.say(socket, { t: 'refused', cid, ...outcome.refusal });
  }

  /** The object was made anew: looks after what only its memory knew. Nothing here grows with the number of visitors online. */
  wake(): void {
    this.roster.wake();
    for (const { id, goneAt } of this.store.desk.agents()) {
      if (goneAt === null && !this.sockets.attended(id, this.now())) this.run({ t: 'agent.go', member: id });
    }
    this.answers.resume();
    // What is overdue must not hide what is due in a moment.
    this.alarm.want(this.store.agenda.earliestDue(), this.now(), AGAIN_MS);
  }

  /** A socket is gone. */
  closed(socket: WebSocket): void {
    this.sockets.gone(socket);
    const who = this.sockets.of(socket);
    if (who?.role === 'agent') {
      if (this.sockets.in(who.member).length === 0) this.run({ t: 'agent.go', member: who.member });
      return;
    }
    const tab = this.sockets.tab(socket);
    const visit = tab && visitOf([...this.sockets.tabs(tab.visitor), tab]);
    if (visit) this.alarm.want(this.monitor.left(visit, this.now()), this.now());
  }

  /** The alarm rang: does what is due and sets it to what comes next. */
  async ring(): Promise<void> {
    this.alarm.rang();
    let sweepAgainAt: number | null = null;
    try {
      this.ringing = true;
      do this.run({ t: 'timers.run' });
      while (this.store.agenda.dueTimers(this.now(), 1).length > 0);
      const { ended, next } = this.monitor.sweep(this.now());
      sweepAgainAt = next;
      if (ended.length > 0) this.run({ t: 'visit.end', visits: ended });
      this.answers.resume();
      this.ringing = false;
      await this.drain();
    } finally {
      this.ringing = false;
      // Telling D1 takes a while, in which more may have fallen due.
      this.alarm.want(this.store.agenda.earliestDue(), this.now(), AGAIN_MS);
      this.alarm.want(sweepAgainAt, this.now(), AGAIN_MS);
    }
  }

  /** A member's display name changed: on their sockets, and on what they hold. */
  rename(agent: Person): void {
    for (const socket of this.sockets.in(agent.id)) {
      const who = this.sockets.of(socket);
      if (who?.role === 'agent') this.sockets.attach(socket, { ...who, name: agent.name });
    }
    this.run({ t: 'agent.rename', agent });
  }

  /** After rows were written: wakes the outbox if something is due at once, and sets the alarm to what they ask for. */
  private settle(): void {
    if (this.ringing) {
      // It sees to all of that when it is done, and the platform rings again if it never is: each setting of the alarm is a row.
      this.store.agenda.wanted = [];
      return;
    }
    const now = this.now();
    if (this.store.agenda.wanted.some((at) => at <= now)) this.ctx.waitUntil(this.drain());
    this.arm(now);
  }

  /** Tells D1 what is due, and sees to the alarm for what could not be told. */
  async drain(): Promise<void> {
    await this.outbox.drain();
    this.arm(this.now());
  }

  private arm(now: number): void {
    for (const at of this.store.agenda.wanted) this.alarm.want(at, now);
    this.store.agenda.wanted = [];
  }
}
