/**
 * The platform's side of one Durable Object: makes it when something comes in, delivers one event at a time, commits what a turn wrote,
 * lets out what it said only after that (the output gate), and takes its memory away when it sleeps, or all of it when it crashes.
 */
import { Chance } from '../chance.ts';
import { Faults } from '../fault-points.ts';
import type { AiMood } from '../people/moods.ts';
import { reached } from '../reached.ts';
import type { World } from '../world.ts';
import { drain, type Event, type Owner } from './clock.ts';
import { stage } from './stage.ts';
import { giveBack, type Storage, takeStorage } from './storage.ts';
import type { ServerEnd, Wire } from './wire.ts';

/** What the platform calls on the object; the real class is `src/site/site.ts`. */
export interface SiteObject {
  fetch(request: object): Promise<{ webSocket: { peer: ServerEnd } }>;
  webSocketMessage(socket: ServerEnd, data: string): void | Promise<void>;
  webSocketClose(socket: ServerEnd, code: number, reason: string, clean: boolean): void | Promise<void>;
  alarm(): Promise<void>;
  create(id: string, settings: object): Promise<unknown>;
  change(patch: object): Promise<unknown>;
  remove(): Promise<unknown>;
  saveArticle(id: string | null, body: { title: string; body: string }): Promise<unknown>;
  issueTicket(agent: object): Promise<{ ok: true; value: string } | { ok: false; refusal: { code: string } }>;
  desk(request: object): Promise<{ ok: boolean; value?: unknown }>;
  renameAgent(member: string, name: string): Promise<void>;
  disconnect(who: object): Promise<void>;
}

/** Where in a turn the process dies. */
export type CrashPoint = 'before commit' | 'after commit' | 'mid fan-out';

/** An idle object sleeps after this; it wakes without its memory. */
const SLEEPS_AFTER_MS = 10_000;
/** The platform tries an alarm that failed again after this, doubling, and gives up after six times. */
const ALARM_RETRY_MS = 2_000;
const ALARM_RETRIES = 6;

/** One incarnation of the object. Its timers and calls die with it. */
export class Life implements Owner {
  dead = false;
  timers = 0;
  /** Promises handed to `waitUntil`, and calls not yet answered. */
  work = 0;
  /** Answers that the AI is writing. */
  answering = 0;
  readonly calls = new Set<() => void>();
  object: SiteObject | null = null;
  bornAt: number;

  constructor(
    readonly name: string,
    readonly host: SiteHost,
  ) {
    this.bornAt = host.world.clock.now;
  }

  now = () => this.host.now();
  random = () => this.host.chance.next();
  fill = (bytes: Uint8Array) => this.host.chance.fill(bytes);
  turn = (run: () => void) => this.host.turn(run);
}

interface Said {
  run: () => void;
  gated: boolean;
}

type Send = { end: ServerEnd; text: string };

export class SiteHost {
  readonly chance: Chance;
  readonly storage: Storage;
  readonly sockets = new Map<string, Set<ServerEnd>>();
  readonly all = new Set<ServerEnd>();
  autoResponse: { request: string; response: string } | null = null;
  /** How far the server's clock is off. */
  skewMs = 0;
  /** The next turn that writes crashes there, after this many others. */
  crashAt: { point: CrashPoint; skip: number } | null = null;
  /** What the next alarm suffers. */
  alarmFate: 'lost' | 'twice' | 'late' | 'early' | null = null;
  sleeps = true;
  readonly faults = new Faults();
  /** What the AI is like here: each answer is one of these. */
  ai: AiMood[] = ['good'];
  life: Life | null = null;
  lives = 0;
  /** When it last was sent a frame, in true time. */
  heardAt = 0;
  alarmRunning = false;
  private alarmTries = 0;
  private alarmEvent: Event | null = null;
  private said: Said[] = [];
  private inTurn = false;
  private lastAt = 0;

  constructor(
    readonly world: World,
    readonly id: string,
    readonly index: number,
  ) {
    this.chance = Chance.of(world.seed, id);
    this.storage = takeStorage(world.migrate);
  }

  now(): number {
    return this.world.clock.now + this.skewMs;
  }

  // What comes in.

  message(end: ServerEnd, text: string): void {
    end.heardAt = this.world.clock.now;
    this.heardAt = this.world.clock.now;
    this.world.onArrived(this, end, text);
    this.turn(() => this.life!.object!.webSocketMessage(end, text));
  }

  closed(end: ServerEnd, code: number): void {
    if (!this.all.has(end)) return;
    if (end.wire) end.wire.gone = true;
    end.readyState = 3;
    this.world.onServerClosed(this, end);
    this.turn(() => this.life!.object!.webSocketClose(end, code, '', code !== 1006));
    this.forget(end);
  }

  /** A call from the Worker; `answer` is told in the caller's name, after the commit. */
  call<T>(work: (object: SiteObject) => Promise<T>, answer: (result: T | null) => void): void {
    let over = false;
    const finish = (result: T | null) => {
      if (over) return;
      over = true;
      life?.calls.delete(fail);
      answer(result);
    };
    const fail = () => finish(null);
    let life: Life | null = null;
    this.turn(() => {
      life = this.life!;
      life.calls.add(fail);
      life.work++;
      const mine = life;
      work(life.object!).then(
        (result) => {
          mine.work--;
          this.leave(() => finish(result));
        },
        (error) => {
          mine.work--;
          this.world.handlerThrew(this, error);
          this.leave(fail);
        },
      );
    });
    if (!life) fail();
  }

  // Time.

  /** The alarm as it is kept has changed: the platform's own clock looks after it. */
  arm(): void {
    if (this.alarmEvent) this.world.clock.cancel(this.alarmEvent);
    this.alarmEvent = null;
    const { alarmAt } = this.storage;
    if (alarmAt === null || this.alarmRunning) return;
    this.world.tell(`  ${this.id}: the alarm is set to ${alarmAt - this.now()} ms from now`);
    let at = alarmAt - this.skewMs;
    const fate = this.alarmFate;
    if (fate === 'early') at -= this.chance.int(50, 3_000);
    if (fate === 'late') at += this.chance.int(1_000, 60_000);
    if (fate === 'lost') at += this.chance.int(60_000, 120_000);
    if (fate) {
      reached(`alarm ${fate}`);
      this.alarmFate = null;
    }
    this.alarmEvent = this.world.clock.at(at, null, () => this.ring(fate === 'twice'));
  }

  /** `extra`: once more than was asked for, so that what is set meanwhile stays set. */
  private ring(twice: boolean, extra = false): void {
    const before = this.storage.alarmAt;
    this.world.tell(`  ${this.id}: the alarm rings`);
    this.alarmRunning = true;
    if (!extra) {
      this.alarmEvent = null;
      this.storage.alarmAt = null;
    }
    let ended = false;
    const end = (ok: boolean) => {
      if (ended) return;
      ended = true;
      life?.calls.delete(fail);
      this.alarmRunning = false;
      if (ok) this.alarmTries = 0;
      else if (this.storage.alarmAt === null && this.alarmTries++ < ALARM_RETRIES) {
        reached('alarm tried again by the platform');
        this.storage.alarmAt = before;
        const waitMs = ALARM_RETRY_MS * 2 ** (this.alarmTries - 1);
        this.alarmEvent = this.world.clock.after(waitMs, null, () => this.ring(false));
        return;
      }
      this.arm();
      if (ok && twice) this.world.clock.after(1, null, () => this.alarmRunning || this.ring(false, true));
    };
    const fail = () => end(false);
    let life: Life | null = null;
    this.turn(() => {
      life = this.life!;
      life.calls.add(fail);
      this.life!.object!.alarm().then(
        () => this.leave(() => end(true)),
        (error) => {
          this.world.handlerThrew(this, error);
          fail();
        },
      );
    });
    if (!life) fail();
  }

  // Turns.

  /** One turn of the event loop, in the present life or, if there is none, a new one. */
  turn(run: () => void): void {
    if (this.inTurn) throw new Error('turns do not nest');
    const { clock } = this.world;
    if (this.life && this.sleeps && clock.now - this.lastAt > SLEEPS_AFTER_MS && this.isIdle()) this.sleep();
    this.lastAt = clock.now;
    // The constructor's turn is one of its own: nothing comes in before it is over.
    if (!this.life) this.within(() => this.begin());
    if (this.life) this.within(run);
  }

  private within(run: () => void): void {
    this.inTurn = true;
    const outer = stage.owner;
    stage.owner = this.life;
    try {
      run();
      drain();
    } catch (error) {
      this.world.handlerThrew(this, error as Error);
      drain();
    } finally {
      stage.owner = outer;
      this.inTurn = false;
    }
    this.end();
  }

  /** Something leaves the object: at once if nothing has been written yet, else after the commit. */
  leave(run: () => void, send?: Send): void {
    const gated = this.storage.dirty;
    if (send) this.world.onSaid(this, send.end, send.text, gated);
    const leaves = () => {
      if (send) this.world.onLeft(this, send.end, send.text);
      run();
    };
    if (!this.inTurn) leaves();
    else this.said.push({ run: leaves, gated });
  }

  private end(): void {
    const { storage, said } = this;
    this.said = [];
    const crash = this.crashAt && (storage.dirty || said.length > 1) && this.crashAt.skip-- <= 0 ? this.crashAt : null;
    const touched = [...storage.touched];
    if (crash) this.crashAt = null;
    if (crash?.point === 'before commit') {
      if (storage.dirty) reached('crash before the commit');
      storage.rollback();
      for (const { run, gated } of said) if (!gated) run();
      return this.crash();
    }
    const { dirty, failed } = storage;
    storage.commit();
    if (dirty) {
      this.arm();
      this.world.onCommit(this, touched, failed);
    }
    if (crash) {
      const gated = said.filter((each) => each.gated).length;
      let left = said.length - gated + (crash.point === 'mid fan-out' ? Math.floor(gated / 2) : 0);
      if (crash.point === 'after commit' && gated > 0) reached('crash after the commit, before any send');
      if (crash.point === 'mid fan-out' && gated > 1) reached('crash mid fan-out');
      for (const { run } of said) if (left-- > 0) run();
      return this.crash();
    }
    for (const { run } of said) run();
    if (this.life && !this.life.object) this.crash();
  }

  // Lives.

  private begin(): void {
    const life = new Life(`${this.id}#${++this.lives}`, this);
    this.life = life;
    stage.owner = life;
    const context = {
      id: { name: this.id, toString: () => this.id },
      storage: this.storage,
      blockConcurrencyWhile: (work: () => Promise<void>) => {
        const done = work();
        done.catch((error: Error) => this.world.handlerThrew(this, error));
        return done;
      },
      waitUntil: (work: Promise<unknown>) => {
        life.work++;
        const done = () => void life.work--;
        work.then(done, (error: Error) => {
          done();
          this.world.handlerThrew(this, error);
        });
      },
      acceptWebSocket: (end: ServerEnd, tags: string[]) => this.accept(end, tags),
      getWebSockets: (tag?: string) => (tag === undefined ? [...this.all] : [...(this.sockets.get(tag) ?? [])]),
      setWebSocketAutoResponse: (pair: { request: string; response: string }) => {
        this.autoResponse = pair;
      },
      getWebSocketAutoResponseTimestamp: (end: ServerEnd) => (end.pingedAt === null ? null : new Date(end.pingedAt)),
    };
    try {
      const object = new this.world.Site(context, { HISTORY: this.world.d1.binding() });
      drain();
      life.object = object;
    } catch (error) {
      this.world.handlerThrew(this, error as Error);
    }
  }

  private accept(end: ServerEnd, tags: string[]): void {
    if (tags.length > 10 || tags.some((tag) => tag.length > 256)) throw new Error('too many tags, or too long');
    end.tags = tags;
    this.all.add(end);
    for (const tag of tags) {
      const set = this.sockets.get(tag) ?? new Set();
      this.sockets.set(tag, set.add(end));
    }
    this.world.onAccepted(this, end);
  }

  private forget(end: ServerEnd): void {
    this.all.delete(end);
    for (const tag of end.tags) this.sockets.get(tag)?.delete(end);
  }

  /** Whether nothing keeps the object in memory. */
  isIdle(): boolean {
    const { life } = this;
    return !life || (life.timers === 0 && life.calls.size === 0 && life.work === 0 && !this.alarmRunning);
  }

  /** Memory is lost; sockets and their attachments stay. */
  sleep(): void {
    if (!this.life) return;
    reached('slept');
    this.world.tell(`  ${this.id}: memory is lost, sockets stay`);
    this.life.dead = true;
    this.life = null;
  }

  /** The process is gone, and every socket with it. */
  crash(clientSees: (wire: Wire) => boolean = () => this.chance.yes(0.8)): void {
    this.world.tell(`  ${this.id}: the process is gone`);
    const { life } = this;
    this.life = null;
    if (life) life.dead = true;
    for (const end of [...this.all]) {
      end.readyState = 3;
      this.forget(end);
      this.world.onServerClosed(this, end);
      end.wire?.drop(clientSees(end.wire));
    }
    for (const fail of [...(life?.calls ?? [])]) fail();
  }

  /** The world is over. */
  dispose(): void {
    if (this.life) this.life.dead = true;
    giveBack(this.storage);
  }
}
