/**
 * The object's clock: what is due by time alone, and the alarm that wakes it for that. Each piece of the work stands on its own: what throws
 * is logged and tried again later, and holds up neither the rest nor the next alarm. None of it waits for D1.
 */
import type { Timer } from '#core/agenda';
import type { Command } from '#core/command';
import type { Store } from '#core/store';
import { AT_ONCE } from '#core/timer';
import { inTime } from '../history/patience.ts';
import { AGAIN_MS, type Alarm } from './alarm.ts';
import type { Answers } from './answers.ts';
import { attempt } from './attempt.ts';
import type { Monitor } from './monitor.ts';
import type { Outbox } from './outbox.ts';
import type { Roster } from './roster.ts';
import type { Sockets } from './sockets.ts';

/**
 * A ringing is over when D1 has been told, or after this: most times it has been by then, and should the object die before, the platform rings
 * again. A ringing that ends before has to set the alarm for that, which is a row.
 */
const TELLING_MS = 500;

interface Needs {
  store: Store;
  sockets: Sockets;
  monitor: Monitor;
  roster: Roster;
  answers: Answers;
  outbox: Outbox;
  alarm: Alarm;
  now(): number;
  run(command: Command): unknown;
  waitUntil(work: Promise<unknown>): void;
}

export class Clock {
  /** The alarm rang, and what is due is being done. */
  private ringing = false;
  /** What was left undone when the object was made anew, or when somebody went, is to be looked after. */
  private behind = false;

  constructor(private readonly needs: Needs) {}

  /** The object was made anew: looks after what only its memory knew. Nothing here grows with the number of visitors online. */
  wake(): void {
    const { answers, roster, store, alarm, now } = this.needs;
    attempt('waking the roster', () => roster.wake());
    this.catchUp();
    attempt('taking up answers', () => answers.resume());
    // What is overdue must not hide what is due in a moment.
    const armed = attempt('the alarm', () => alarm.want(store.agenda.earliestDue(), now(), AGAIN_MS));
    if (!armed || this.behind) this.soon();
  }

  /** A member has no socket any more. */
  left(member: string): void {
    if (attempt('an agent who is gone', () => this.needs.run({ t: 'agent.go', member }))) return;
    this.behind = true;
    this.soon();
  }

  /** The alarm rang: does what is due and sets it to what comes next. */
  async ring(): Promise<void> {
    const { monitor, answers, alarm, outbox, store, now, run } = this.needs;
    alarm.rang();
    let lookAgainAt: number | null = null;
    this.ringing = true;
    if (this.behind) this.catchUp();
    attempt('timers', () => this.runTimers());
    attempt('visits that ended', () => {
      const { ended, next } = monitor.sweep(now());
      lookAgainAt = next;
      if (ended.length > 0) run({ t: 'visit.end', visits: ended });
    });
    attempt('taking up answers', () => answers.resume());
    this.ringing = false;
    if (!outbox.busy) await inTime(this.tell(), 'telling D1', TELLING_MS).catch(() => {});
    // What D1 is being told is seen to, should the object die, by an alarm some time later; and must not hide what comes before that.
    if (outbox.busy) alarm.want(now(), now());
    const { timer, telling } = store.agenda.nextDue(outbox.busy ? now() : 0);
    // Meanwhile more may have fallen due.
    for (const at of [timer, telling, lookAgainAt]) alarm.want(at, now(), AGAIN_MS);
    if (this.behind) this.soon();
  }

  /** After rows were written: has D1 told what is due at once, and sets the alarm to what they ask for. */
  settle(): void {
    const { agenda } = this.needs.store;
    if (this.ringing) {
      // It sees to all of that when it is done, and the platform rings again if it never is: each setting of the alarm is a row.
      agenda.wanted = [];
      agenda.wantedByTimers = [];
      return;
    }
    const now = this.needs.now();
    if (agenda.wanted.some((at) => at <= now)) this.needs.waitUntil(this.tell());
    this.arm();
  }

  /** Tells D1 what is due, and sees to the alarm for what could not be told. Never throws. */
  private async tell(): Promise<void> {
    try {
      await this.needs.outbox.drain();
      this.arm();
    } catch (error) {
      console.error('failed', { what: 'telling D1', error: String(error) });
      this.soon();
    }
  }

  /** Everything that is due. Where one throws, each is tried alone, and that one is set aside. */
  private runTimers(): void {
    const { store, now, run } = this.needs;
    const due = (limit: number) => store.agenda.dueTimers(now(), limit);
    do {
      if (!attempt('timers', () => run({ t: 'timers.run' }))) for (const timer of due(AT_ONCE)) this.runAlone(timer);
    } while (due(1).length > 0);
  }

  private runAlone(timer: Timer): void {
    const { run } = this.needs;
    if (!attempt(`a timer (${timer.kind})`, () => run({ t: 'timers.run', only: timer })))
      run({ t: 'timer.set-aside', timer });
  }

  /** Agents who are here by their rows, and have no socket. */
  private catchUp(): void {
    const { store, sockets, now, run } = this.needs;
    const done = attempt('agents who are gone', () => {
      let failed = 0;
      for (const { id, goneAt } of store.desk.agents()) {
        if (goneAt !== null || sockets.attended(id, now())) continue;
        if (!attempt('an agent who is gone', () => run({ t: 'agent.go', member: id }))) failed++;
      }
      this.behind = failed > 0;
    });
    if (!done) this.behind = true;
  }

  private arm(): void {
    const { alarm, now, store } = this.needs;
    const { agenda } = store;
    for (const at of agenda.wantedByTimers) alarm.want(at, now(), AGAIN_MS);
    for (const at of agenda.wanted) alarm.want(at, now());
    agenda.wanted = [];
    agenda.wantedByTimers = [];
  }

  /** Something went wrong: looks again in a minute. */
  private soon(): void {
    const { alarm, now } = this.needs;
    attempt('the alarm', () => alarm.want(now(), now()));
  }
}
