/**
 * Frames as they come in. Commits are what a message costs, and whatever one turn of the event loop writes is committed together. So while
 * many come, they are handled together, a millisecond's worth at a time; while few come, each is handled at once.
 */

/** So many frames within a window, or a millisecond, are many: about four thousand a second. */
const MANY = 5;
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
  /** Frames wait for the end of a window, which is on the way. A timer of 0 takes about a millisecond here. */
  private together = false;
  /** Frames handled at once, and the millisecond in which they came: while few come, no timer is needed to count them. */
  private handled = 0;
  private at = 0;

  constructor(
    /** Handles one frame; must not throw. `busy` asks to leave out what can be missed. */
    private readonly handle: (socket: WebSocket, text: string, busy: boolean) => void,
    private readonly overloaded: (socket: WebSocket, text: string) => void,
    private readonly now = () => Date.now(),
  ) {}

  take(socket: WebSocket, text: string): void {
    if (!this.together) {
      const now = this.now();
      if (now !== this.at) this.handled = 0;
      this.at = now;
      if (++this.handled >= MANY) this.openWindow();
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

  private openWindow(): void {
    this.together = true;
    setTimeout(() => this.closeWindow(), 0);
  }

  private closeWindow(): void {
    this.together = false;
    // Opened before the frames are handled: its time passes meanwhile.
    if (this.handled + this.waiting.length >= MANY) this.openWindow();
    this.handled = 0;
    this.flush();
  }
}
