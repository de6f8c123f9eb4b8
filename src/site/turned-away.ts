/**
 * Counts what limits turn away, so that an admin sees that there was a flood. Not each refusal is a row: they are counted in memory and
 * kept once a minute while they go on. The last minute's are lost with the memory.
 */
import type { Sql } from '#core/sql';
import { addTurnedAway, turnedAway } from '#core/turned-away';
import type { TurnedAwayKind, TurnedAwayView } from '#protocol/turned-away';

const KEPT_EVERY_MS = 60_000;

export class TurnedAway {
  private counts = new Map<TurnedAwayKind, number>();
  private keptAt = 0;

  constructor(
    private readonly sql: Sql,
    private readonly transaction: (work: () => void) => void,
    private readonly now: () => number,
  ) {}

  count(kind: TurnedAwayKind): void {
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
    if (Math.abs(this.now() - this.keptAt) >= KEPT_EVERY_MS) this.keep();
  }

  /** What was turned away in the last seven days. */
  view(): TurnedAwayView {
    this.keep();
    return turnedAway(this.sql, this.now());
  }

  private keep(): void {
    if (this.counts.size === 0) return;
    this.transaction(() => addTurnedAway(this.sql, this.counts, this.now()));
    this.counts = new Map();
    this.keptAt = this.now();
  }
}
