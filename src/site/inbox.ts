/**
 * Frames as they come in. Commits are what a message costs, and whatever one turn of the event loop writes is committed together. So a frame
 * that comes while nothing is being committed is handled at once, and those that come while something is are handled together after it:
 * what has been said to anybody meanwhile waits for that commit anyway.
 */

/** From so many frames at once on, what can be missed is. */
const BUSY_FROM = 200;
/** So many may wait; more are refused before they cost anything. */
const FULL_AT = 2_000;

interface Frame {
  socket: WebSocket;
  text: string;
}

export class Inbox {
  private waiting: Frame[] = [];
  /** What was handled last is being committed. */
  private committing = false;

  constructor(
    /** Handles one frame; must not throw. `busy` asks to leave out what can be missed. */
    private readonly handle: (socket: WebSocket, text: string, busy: boolean) => void,
    private readonly overloaded: (socket: WebSocket, text: string) => void,
    /** Resolves when all that was written so far is committed. */
    private readonly committed: () => Promise<void>,
  ) {}

  take(socket: WebSocket, text: string): void {
    if (!this.committing) {
      this.handle(socket, text, false);
      this.commit();
    } else if (this.waiting.length >= FULL_AT) this.overloaded(socket, text);
    else this.waiting.push({ socket, text });
  }

  /** Handles what has come so far: what happens next must find it done. */
  flush(): void {
    const frames = this.waiting;
    this.waiting = [];
    const busy = frames.length >= BUSY_FROM;
    for (const { socket, text } of frames) this.handle(socket, text, busy);
  }

  private commit(): void {
    this.committing = true;
    // Where it fails the platform makes the object anew; whatever waits here then is sent again.
    void this.committed().then(this.next, this.next);
  }

  private readonly next = () => {
    if (this.waiting.length > 0) {
      this.flush();
      this.commit();
    } else this.committing = false;
  };
}
