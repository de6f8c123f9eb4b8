/**
 * Frames as they come in. Commits are what a message costs, and whatever one turn of the event loop writes is committed together: so the
 * first frame is handled at once, and those that come while its turn lasts are handled in the next, all of them. No timer ever waits for more.
 */

/** From so many frames in one turn on, what can be missed is. */
const BUSY_FROM = 200;
/** So many may wait for one turn; more are refused before they cost anything. */
const FULL_AT = 2_000;

interface Frame {
  socket: WebSocket;
  text: string;
}

export class Inbox {
  private waiting: Frame[] = [];
  private turning = false;

  constructor(
    /** Handles one frame; must not throw. `busy` asks to leave out what can be missed. */
    private readonly handle: (socket: WebSocket, text: string, busy: boolean) => void,
    private readonly overloaded: (socket: WebSocket, text: string) => void,
  ) {}

  take(socket: WebSocket, text: string): void {
    if (!this.turning) {
      this.turning = true;
      setTimeout(() => this.turn(), 0);
      return this.handle(socket, text, false);
    }
    if (this.waiting.length >= FULL_AT) this.overloaded(socket, text);
    else this.waiting.push({ socket, text });
  }

  /** Handles what has come so far: what happens next must find it done. */
  flush(): void {
    const frames = this.waiting;
    this.waiting = [];
    const busy = frames.length >= BUSY_FROM;
    for (const { socket, text } of frames) this.handle(socket, text, busy);
  }

  private turn(): void {
    if (this.waiting.length === 0) {
      this.turning = false;
      return;
    }
    setTimeout(() => this.turn(), 0);
    this.flush();
  }
}
