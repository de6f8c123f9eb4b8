/**
 * Which stretch of a long conversation is in the page. It begins at the newest lines and moves as the reader does, so that two thousand lines
 * cost what sixty do. What always holds: the stretch has no holes, and the newest line belongs to it unless the reader went far up.
 */
import { type Accessor, createMemo, createSignal } from 'solid-js';

/** Lines at first, and how many more at a time. */
const STEP = 60;
/** Lines at the most: beyond that the far end goes. */
const MOST = 240;

interface Line {
  seq: number;
}

export interface Stretch<Entry extends Line> {
  shown: Accessor<readonly Entry[]>;
  /** Whether the newest line is in the page, and whether the first that is held is. */
  atNewest: Accessor<boolean>;
  atFirst: Accessor<boolean>;
  /** More of what is held, further back or on. `keeps`: nothing may go, since the reader has selected some of it. */
  back: (keeps: boolean) => void;
  on: (keeps: boolean) => void;
  /** The newest lines, and only these. */
  toNewest: () => void;
}

/** Entries are in order of `seq`, without gaps. */
export function createStretch<Entry extends Line>(entries: Accessor<readonly Entry[]>): Stretch<Entry> {
  /** By seq, so that what is put before or behind moves nothing. Null: the newest, whichever that is. */
  const [first, setFirst] = createSignal<number | null>(null);
  const [last, setLast] = createSignal<number | null>(null);
  const begin = () => entries()[0]?.seq ?? 1;
  const end = () => entries().at(-1)?.seq ?? 0;
  // Where it began when it was opened: more lines at the end don't move it.
  const opened = createMemo<{ held: number; at: number }>(
    (before) => {
      const held = begin();
      const whole = end() - begin() + 1;
      // Another log than before is opened anew.
      if (before.at > 0 && held <= before.at && before.at <= end()) return { held, at: before.at };
      return { held, at: whole > 0 ? Math.max(held, end() - STEP + 1) : 0 };
    },
    { held: 0, at: 0 },
  );
  const from = () => {
    const chosen = first();
    return chosen !== null && chosen >= begin() && chosen <= end() ? chosen : Math.max(begin(), opened().at);
  };
  const to = () => {
    const chosen = last();
    return chosen !== null && chosen >= begin() ? Math.min(chosen, end()) : end();
  };
  const shown = createMemo(() => entries().slice(from() - begin(), to() - begin() + 1));

  return {
    shown,
    atNewest: () => last() === null || to() === end(),
    atFirst: () => from() <= begin(),
    back(keeps) {
      const start = Math.max(begin(), from() - STEP);
      setFirst(start);
      if (!keeps && to() - start >= MOST) setLast(start + MOST - 1);
    },
    on(keeps) {
      if (last() === null) return;
      const stop = to() + STEP;
      setLast(stop >= end() ? null : stop);
      if (!keeps && to() - from() >= MOST) setFirst(to() - MOST + 1);
    },
    toNewest() {
      setLast(null);
      setFirst(Math.max(begin(), end() - STEP + 1));
    },
  };
}
