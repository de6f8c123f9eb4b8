/**
 * Frames of which the last one counts: the page that a tab is on, what a visitor types. Those that come in an overload, or faster than they may,
 * are told a moment later, of each socket the last one; so nobody is left with what isn't true any more.
 */

const LATER_MS = 1_000;
/** Told at a time, and how long the rest waits then: to look at an address takes its time, and others are to have their turn. */
const AT_ONCE = 3;
const NEXT_MS = 50;
/** More sockets than this don't wait: by then a page is the least of the troubles. */
const WAITING_MAX = 2_000;

export class Latest {
  /** The frames, as they came. */
  private readonly waiting = new Map<WebSocket, string>();
  private telling: ReturnType<typeof setTimeout> | null = null;

  /** `tell` may put the frame back. */
  constructor(private readonly tell: (socket: WebSocket, text: string) => void) {}

  put(socket: WebSocket, text: string): void {
    if (this.waiting.size >= WAITING_MAX && !this.waiting.has(socket)) return;
    this.waiting.set(socket, text);
    this.later();
  }

  /** Something newer was told. */
  forget(socket: WebSocket): void {
    this.waiting.delete(socket);
  }

  private later(ms = LATER_MS): void {
    this.telling ??= setTimeout(() => {
      this.telling = null;
      const wasMore = this.waiting.size > AT_ONCE;
      for (const [socket, text] of [...this.waiting].slice(0, AT_ONCE)) {
        this.waiting.delete(socket);
        if (socket.readyState === WebSocket.OPEN) this.tell(socket, text);
      }
      if (this.waiting.size > 0) this.later(wasMore ? NEXT_MS : LATER_MS);
    }, ms);
  }
}
