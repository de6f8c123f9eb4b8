/** A dashboard's picture of the visits, folded from what its line received, as the dashboard itself folds it. */
import type { AgentUpdate } from '../../src/protocol/agent-wire.ts';
import type { VisitCard } from '../../src/protocol/visit.ts';
import type { VisitList, Watch } from '../../src/protocol/visit-list.ts';
import { foldVisits, NO_VISITS, type VisitsState } from '../../web/kit/visits.ts';
import type { Line } from './site-world.ts';

/** What the agents of these tests watch, unless they say otherwise: everybody, as far as one window goes. */
export const EVERYBODY: Watch = { windows: [{ list: 'all', from: 0, to: 200 }], cards: [] };

/** Everything that is shown after what the line has received so far. */
export function shownOn(line: Line<AgentUpdate>, asked: ReadonlySet<string> = new Set()): VisitsState {
  return line.received.reduce((state, update) => foldVisits(state, update, asked), NO_VISITS);
}

/** The ids in a window of the list. */
export function idsOn(line: Line<AgentUpdate>, list: VisitList): readonly string[] {
  return shownOn(line).windows.get(list)?.ids ?? [];
}

/** Each card that the line was told of, as it was each time that something of it was told; `since`: after so many updates. */
export function toldOn(line: Line<AgentUpdate>, since = 0): VisitCard[] {
  const told: VisitCard[] = [];
  let state = NO_VISITS;
  for (const [i, update] of line.received.entries()) {
    const before = state.visits;
    state = foldVisits(state, update, new Set());
    for (const [id, card] of state.visits) if (i >= since && before.get(id) !== card) told.push(card);
  }
  return told;
}

/** The first card that was told and fits, waiting for it if need be. */
export async function cardOn(
  line: Line<AgentUpdate>,
  fits: (card: VisitCard) => boolean = () => true,
): Promise<VisitCard> {
  await line.wait(() => toldOn(line).some(fits));
  return toldOn(line).find(fits)!;
}
