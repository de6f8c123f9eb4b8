/**
 * Virtual time: one queue of events, and nothing ever waits for real. Every event belongs to somebody (an object's life, a tab), runs to
 * its end, microtasks included, and is dropped if its owner is dead by then. Who runs right now is `stage.owner`.
 */
import { stage } from './stage.ts';

/** Whoever runs code: a clock of their own, random numbers of their own, and timers that die with them. */
export interface Owner {
  readonly name: string;
  dead: boolean;
  /** Timers set and not yet run. */
  timers: number;
  now(): number;
  random(): number;
  fill(bytes: Uint8Array): void;
  /** Runs one turn: `run`, and all that follows from it without waiting. */
  turn(run: () => void): void;
}

export interface Event {
  at: number;
  order: number;
  owner: Owner | null;
  run: () => void;
  off: boolean;
  timer: boolean;
}

/** Monday, 23 November 2026, 8:00 UTC. */
export const BEGINNING = Date.UTC(2026, 10, 23, 8, 0);

/** More events than this in one millisecond are a circle. */
const STANDS_STILL = 20_000;

export class Clock {
  now = BEGINNING;
  private readonly heap: Event[] = [];
  private order = 0;
  private still = 0;

  /** Has `owner` run something at a moment of true time. */
  at(at: number, owner: Owner | null, run: () => void): Event {
    const event = { at: Math.max(at, this.now), order: this.order++, owner, run, off: false, timer: false };
    this.push(event);
    return event;
  }

  after(ms: number, owner: Owner | null, run: () => void): Event {
    return this.at(this.now + ms, owner, run);
  }

  setTimer(ms: number, owner: Owner, run: () => void): Event {
    const event = this.after(Math.max(1, Math.round(ms) || 0), owner, run);
    event.timer = true;
    owner.timers++;
    return event;
  }

  cancel(event: Event): void {
    if (event.off) return;
    event.off = true;
    if (event.timer && event.owner) event.owner.timers--;
  }

  /** Runs everything that is due up to and at `until`. */
  advance(until: number): void {
    for (;;) {
      const next = this.heap[0];
      if (!next || next.at > until) break;
      this.pop();
      if (next.off) continue;
      this.cancel(next);
      this.still = next.at > this.now ? 0 : this.still + 1;
      if (this.still > STANDS_STILL) throw new Error('time stands still: things happen for ever in one moment');
      this.now = next.at;
      if (!next.owner) next.run();
      else if (!next.owner.dead) next.owner.turn(next.run);
    }
    this.now = Math.max(this.now, until);
  }

  private push(event: Event): void {
    const { heap } = this;
    let i = heap.length;
    heap.push(event);
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!before(event, heap[parent]!)) break;
      heap[i] = heap[parent]!;
      i = parent;
    }
    heap[i] = event;
  }

  private pop(): void {
    const { heap } = this;
    const last = heap.pop()!;
    if (heap.length === 0) return;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child++;
      if (!before(heap[child]!, last)) break;
      heap[i] = heap[child]!;
      i = child;
    }
    heap[i] = last;
  }
}

function before(a: Event, b: Event): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}

/** Runs `run` as `owner`, and whatever promises it settles, to the end. */
export function runAs(owner: Owner, run: () => void): void {
  const outer = stage.owner;
  stage.owner = owner;
  try {
    run();
    drain();
  } finally {
    stage.owner = outer;
  }
}

const tick = (process as unknown as { _tickCallback(): void })._tickCallback;

/** Runs all microtasks there are. Works only where no microtask is running itself, which is why a run starts from `setImmediate`. */
export function drain(): void {
  tick.call(process);
}
