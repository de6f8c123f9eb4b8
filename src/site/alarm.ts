/**
 * The one alarm of the object: a wake-up at the earliest moment anything wants attention. It only ever moves earlier between two
 * ringings, since each `setAlarm` is a row written; a ringing that finds nothing due costs less.
 */

/** An outbox row is drained at once; should the object die before that, it is looked for again this long after. */
const SAFETY_MS = 60_000;
/** What falls due while a ringing is at work has nobody else: it rings again, and never in a tight circle. */
export const AGAIN_MS = 250;

export class Alarm {
  /** When it will ring, epoch ms; null when it is not set. */
  private at: number | null = null;

  constructor(private readonly storage: DurableObjectStorage) {}

  /** Reads when it is to ring, after the object was made anew. */
  async restore(): Promise<void> {
    this.at = await this.storage.getAlarm();
  }

  /** Asks to be woken at `wantedAt` or before; `null` asks for nothing, and what is due already is looked for `overdueMs` later. */
  want(wantedAt: number | null, now: number, overdueMs = SAFETY_MS): void {
    if (wantedAt === null) return;
    const ringAt = wantedAt <= now ? now + overdueMs : wantedAt;
    if (this.at !== null && this.at <= ringAt) return;
    this.storage.setAlarm(ringAt);
    this.at = ringAt;
  }

  /** It has rung: nothing is set any more. */
  rang(): void {
    this.at = null;
  }
}
