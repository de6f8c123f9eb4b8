/** Visitors whose last tab has closed. Their visit is kept for a short grace, so that a page change is no departure. */
import type { Visit } from '#core/visit';

/**
 * How long a visitor may be without a tab and still be the same visit. Shorter than the ten seconds after which an idle object sleeps,
 * so that in the everyday case the departure is told from memory.
 */
export const LEAVE_GRACE_MS = 8_000;

interface Left {
  visit: Visit;
  leftAt: number;
}

export class Leaving {
  private readonly visits = new Map<string, Left>();

  visitors(): string[] {
    return [...this.visits.keys()];
  }

  of(visitor: string): Visit | null {
    return this.visits.get(visitor)?.visit ?? null;
  }

  put(visit: Visit, leftAt: number): void {
    // Who left last stands last.
    this.visits.delete(visit.visitor);
    this.visits.set(visit.visitor, { visit, leftAt });
  }

  /** The visitor is back. */
  remove(visitor: string): void {
    this.visits.delete(visitor);
  }

  /** Takes out those whose grace is over. */
  takeOver(now: number): Left[] {
    const over = [...this.visits.values()].filter(({ leftAt }) => leftAt + LEAVE_GRACE_MS <= now);
    for (const { visit } of over) this.visits.delete(visit.visitor);
    return over;
  }

  /** Forgets those whose grace is over, from the first on, as long as they are `forgettable`. */
  forget(now: number, forgettable: (visitor: string) => boolean): void {
    for (const [visitor, { leftAt }] of this.visits) {
      if (leftAt + LEAVE_GRACE_MS > now || !forgettable(visitor)) return;
      this.visits.delete(visitor);
    }
  }

  /** When the next grace is over, epoch ms; null where nobody is leaving. */
  next(): number | null {
    let first: number | null = null;
    for (const { leftAt } of this.visits.values()) first = Math.min(first ?? leftAt, leftAt);
    return first === null ? null : first + LEAVE_GRACE_MS;
  }
}
