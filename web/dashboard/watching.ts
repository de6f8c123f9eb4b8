/**
 * What a dashboard watches of the visits: its parts say what they want, the site is told of all of it together, and what it lacks is asked
 * for. While somebody looks, the site is asked now and then to find out who is gone without a word.
 */
import type { AgentFrame, AgentUpdate } from '#protocol/agent-wire';
import { PRESENCE_CHECKS_MS, VISITS_ASKED_MAX, WATCHED_CARDS_MAX } from '#protocol/limits';
import type { VisitWindow, Watch } from '#protocol/visit-list';
import type { Schedule } from '../kit/socket.ts';
import { lacking, type VisitsState } from '../kit/visits.ts';

/** What one part of the dashboard watches: a window of a list; cards of visits or conversations, wherever they stand. */
export interface Want {
  window?: VisitWindow;
  cards?: readonly string[];
}

export interface WatchingOptions {
  /** Does nothing where the link isn't live. */
  send: (frame: AgentFrame) => void;
  schedule: Schedule;
  /** The conversations that ring. */
  ringing: () => readonly string[];
  state: () => VisitsState;
  onWindows: (windows: VisitsState['windows']) => void;
  live: () => boolean;
  /** Whether somebody can see the dashboard now. */
  looked: () => boolean;
}

export function createWatching({ send, schedule, ringing, state, onWindows, live, looked }: WatchingOptions) {
  const wants = new Map<string, Want>();
  /** What the site was told. */
  let watched: Watch = { windows: [], cards: [] };
  let asked: ReadonlySet<string> = new Set();
  /** Cards that were asked for since they were lacking. */
  let fetching: ReadonlySet<string> = new Set();
  let stop = () => {};

  return {
    watched: () => watched,
    /** The cards that are watched wherever they stand. */
    asked: () => asked,
    /** Under a name, in the place of what was watched under it before; null: nothing any more. */
    want(name: string, want: Want | null): void {
      if (want) wants.set(name, want);
      else wants.delete(name);
      tell();
    },
    tell,
    fetch,
    /** What was asked for went unheard among too much else. */
    unheard(update: AgentUpdate): void {
      if (update.t !== 'refused' || update.cid !== undefined || update.conversation !== undefined) return;
      schedule(() => send({ t: 'visits.watch', watch: watched }), AGAIN_MS);
    },
    check: () => check(0),
    stop: () => stop(),
  };

  function tell(): void {
    const all = [...wants.values()];
    asked = new Set([...all.flatMap((want) => want.cards ?? []), ...ringing()]);
    const cards = [...asked].slice(0, WATCHED_CARDS_MAX);
    const next: Watch = { windows: all.flatMap(({ window }) => window ?? []), cards };
    if (JSON.stringify(next) === JSON.stringify(watched)) return;
    watched = next;
    onWindows(new Map([...state().windows].filter(([list]) => next.windows.some((window) => window.list === list))));
    send({ t: 'visits.watch', watch: watched });
  }

  /** Asks for cards that stand in a window and were not told; again after a while, should they not have come. */
  function fetch(): void {
    const missing = lacking(state()).filter((id) => !fetching.has(id));
    if (missing.length === 0) return;
    fetching = new Set([...fetching, ...missing]);
    for (let i = 0; i < missing.length; i += VISITS_ASKED_MAX)
      send({ t: 'visits.ask', visits: missing.slice(i, i + VISITS_ASKED_MAX) });
    schedule(() => {
      fetching = new Set();
      fetch();
    }, AGAIN_MS);
  }

  /** `turn`: which of the checks comes next. */
  function check(turn: number): void {
    stop();
    const next = turn % PRESENCE_CHECKS_MS.length;
    stop = schedule(() => {
      if (!live()) return;
      if (looked()) send({ t: 'presence.check' });
      check(next + 1);
    }, PRESENCE_CHECKS_MS[next]!);
  }
}

const AGAIN_MS = 2_000;
