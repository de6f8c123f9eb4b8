/**
 * The object's parts, put together: the rows, the sockets, and the one way in which a command runs. Decide in one transaction,
 * then publish what came of it, then begin the work it asks for; the platform holds every send until the transaction is durable.
 */
import type { Command } from '#core/command';
import { handle, type Outcome } from '#core/engine';
import type { Effect } from '#core/event';
import type { Context } from '#core/step';
import { type Conversation, Store } from '#core/store';
import { visitOf } from '#core/visit';
import type { Person } from '#protocol/desk';
import type { NewId } from '#protocol/id';
import { embedded } from '../bot/embedded.ts';
import { spoken } from '../bot/language.ts';
import { phrasesFor } from '../bot/phrases.ts';
import type { Language } from '../bot/words.ts';
import { patient } from '../history/patience.ts';
import { Alarm } from './alarm.ts';
import { Answers } from './answers.ts';
import { attempt } from './attempt.ts';
import { Clock } from './clock.ts';
import { Flood } from './flood.ts';
import { looked } from './looks.ts';
import { Monitor } from './monitor.ts';
import { newId } from './new-id.ts';
import { Outbox } from './outbox.ts';
import { publish } from './publish.ts';
import { Reads } from './reads.ts';
import { RightsWatch } from './rights.ts';
import { Roster } from './roster.ts';
import { sendBack } from './send-back.ts';
import { Sockets } from './sockets.ts';
import { sqlOf } from './sql.ts';
import { Tickets } from './tickets.ts';
import { TurnedAway } from './turned-away.ts';

export class Parts {
  readonly store: Store;
  readonly sockets: Sockets;
  readonly monitor: Monitor;
  readonly roster: Roster;
  readonly answers: Answers;
  readonly outbox: Outbox;
  readonly alarm: Alarm;
  readonly clock: Clock;
  readonly tickets: Tickets;
  readonly flood: Flood;
  readonly turnedAway: TurnedAway;
  readonly reads = new Reads();
  readonly rights: RightsWatch;
  readonly newId: NewId = newId;
  readonly now = () => Date.now();
  readonly draftOf = (conversation: string) => this.answers.shown(conversation);
  private readonly outside: Omit<Context, 'now'> = {
    newId,
    answering: (conversation) => this.answers.shown(conversation),
    online: (member) => this.sockets.attended(member, this.now()),
    present: (visitor) => this.monitor.visitOf(visitor) !== null,
    phrases: (text, visitor) => phrasesFor(text, this.languageOf(visitor)),
  };
  readonly waitOf = (conversation: Conversation) => this.roster.waitOf(conversation);

  constructor(
    private readonly ctx: DurableObjectState,
    env: Cloudflare.Env,
  ) {
    const history = patient(env.HISTORY);
    this.store = new Store(sqlOf(ctx.storage));
    this.sockets = new Sockets(ctx, this.now);
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
      languageOf: (visitor) => this.languageOf(visitor),
    });
    this.outbox = new Outbox(history, this.store, (work) => this.transaction(work), this.now);
    this.alarm = new Alarm(ctx.storage);
    this.clock = new Clock({ ...this, run: (command) => this.run(command), waitUntil: (work) => ctx.waitUntil(work) });
    this.tickets = new Tickets(this.now);
    this.turnedAway = new TurnedAway(this.store.sql, (work) => this.transaction(work), this.now);
    this.flood = new Flood(this.now, (kind) => this.turnedAway.count(kind));
    this.rights = new RightsWatch(this, history, (work) => ctx.waitUntil(work));
  }

  /** Runs a command: commits, publishes, begins what follows. A refusal has changed nothing. */
  run(command: Command): Outcome {
    this.rights.look();
    const outcome = this.transaction(() => handle(this.store, command, this.context()));
    if (!outcome.ok) return outcome;
    // It is done, and stays so, whatever goes wrong with what follows.
    attempt('settling', () => this.clock.settle());
    const site = this.store.site();
    if (site && !attempt('publishing', () => publish(outcome.events, site, this)))
      attempt('sending back', () => sendBack(outcome.events, this));
    for (const effect of outcome.effects) attempt('an effect', () => this.bring(effect));
    return outcome;
  }

  private bring(effect: Effect): void {
    if (effect.type === 'answer.start') this.answers.start(effect.conversation, effect.turn);
    else this.answers.cancel(effect.conversation);
  }

  /** The language of the page that the visitor is on, as far as the bot speaks it. */
  private languageOf(visitor: string): Language | null {
    const tags = this.sockets.tabs(visitor).map(({ language }) => language ?? '');
    return spoken(tags.findLast((tag) => tag !== '') ?? '');
  }

  /** What a decision is given from outside. */
  context(): Context {
    return { now: this.now(), ...this.outside };
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
      const { place } = outcome;
      const seq = place[numbering];
      this.sockets.say(socket, (version) =>
        version === 2 ? { t: 'ack', cid, seq, at: place.at } : { t: 'ack', cid, seq },
      );
    } else this.sockets.say(socket, { t: 'refused', cid, ...outcome.refusal });
  }

  /** A socket is gone. */
  closed(socket: WebSocket): void {
    this.sockets.gone(socket);
    const who = this.sockets.of(socket);
    if (who?.role === 'agent') {
      attempt('the end of a look', () => looked(this, who));
      if (this.sockets.in(who.member).length === 0) this.clock.left(who.member);
      return;
    }
    const tab = this.sockets.tab(socket);
    const visit = tab && visitOf([...this.sockets.tabs(tab.visitor), tab]);
    if (visit) this.alarm.want(this.monitor.left(visit, this.now()), this.now());
  }

  /** A member's display name changed: on their sockets, and on what they hold. */
  rename(agent: Person): void {
    for (const socket of this.sockets.in(agent.id)) {
      const who = this.sockets.of(socket);
      if (who?.role === 'agent') this.sockets.attach(socket, { ...who, name: agent.name });
    }
    this.run({ t: 'agent.rename', agent });
  }
}
