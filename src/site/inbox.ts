/**
 * Frames as they come in. Commits are what a message costs, and whatever one turn of the event loop writes is committed together. So while
 * many come, they are handled together, a millisecond's worth at a time; while few come, each is handled at once.
 */

/** So many frames within a window are many: about four thousand a second. */
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
  /** A window is open: its end is on the way. A timer of 0 takes about a millisecond here. */
  private open = false;
  /** Frames handled at once in this window. */
  private handled = 0;
  private together = false;

  constructor(
    /** Handles one frame; must not throw. `busy` asks to leave out what can be missed. */
    private readonly handle: (socket: WebSocket, text: string, busy: boolean) => void,
    private readonly overloaded: (socket: WebSocket, text: string) => void,
  ) {}

  take(socket: WebSocket, text: string): void {
    if (!this.open) this.openWindow();
    if (!this.together) {
      if (++this.handled >= MANY) this.together = true;
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
    this.open = true;
    setTimeout(() => this.closeWindow(), 0);
  }

  private closeWindow(): void {
    this.together = this.handled + this.waiting.length >= MANY;
    this.open = false;
    this.handled = 0;
    // Opened before the frames are handled: its time passes meanwhile.
    if (this.together) this.openWindow();
    this.flush();
  }
}
