/**
 * What is on its way to the sockets. All that one turn of the event loop has to say to one socket goes as one frame: an update, or a list
 * of them. A watcher's updates wait for each other a moment longer; the two ends of a chat never do. The order of a socket is kept.
 */

import { attempt } from './attempt.ts';
import { UNHEARD_CHARS_MAX } from './flood.ts';

/** How long a watcher's updates are joined. */
export const JOIN_MS = 50;

export class Sending {
  /** Updates by socket, as JSON, in order. */
  private readonly waiting = new Map<WebSocket, string[]>();
  private readonly urgent = new Set<WebSocket>();
  private joining: ReturnType<typeof setTimeout> | null = null;
  /** The frame made last, and of what: fifty watchers of the same are sent the same text. */
  private made: { of: readonly string[]; text: string } = { of: [], text: '' };

  /** Characters that each socket was sent since it was last known to be there. */
  private readonly unheard = new WeakMap<WebSocket, number>();

  constructor(
    /** May add what is to go along with what watchers were made to wait for. */
    private readonly beforeJoin: () => void,
    /** Whether a socket that was sent very much is still there; one that isn't is closed by then. */
    private readonly isThere: (socket: WebSocket) => boolean,
  ) {}

  /** Sends when this turn is over, with all that waits for the socket. */
  now(socket: WebSocket, update: string): void {
    this.put(socket, update);
    if (this.urgent.size === 0) queueMicrotask(() => this.flush(this.urgent));
    this.urgent.add(socket);
  }

  /** Sends within `JOIN_MS`. */
  soon(socket: WebSocket, update: string): void {
    this.put(socket, update);
    this.joining ??= setTimeout(() => {
      this.joining = null;
      attempt('telling dashboards', this.beforeJoin);
      this.flush(this.waiting.keys());
    }, JOIN_MS);
  }

  /** Says what is left to say, and closes. */
  close(socket: WebSocket, code: number, reason: string): void {
    this.deliver(socket);
    socket.close(code, reason);
  }

  /** The socket is gone: nothing waits for it any more. */
  forget(socket: WebSocket): void {
    this.waiting.delete(socket);
  }

  private put(socket: WebSocket, update: string): void {
    const updates = this.waiting.get(socket);
    if (updates) updates.push(update);
    else this.waiting.set(socket, [update]);
  }

  private flush(sockets: Iterable<WebSocket>): void {
    for (const socket of sockets) this.deliver(socket);
    this.urgent.clear();
  }

  private deliver(socket: WebSocket): void {
    const updates = this.waiting.get(socket);
    if (!updates) return;
    this.waiting.delete(socket);
    const frame = updates.length === 1 ? updates[0]! : this.frameOf(updates);
    let unheard = (this.unheard.get(socket) ?? 0) + frame.length;
    if (unheard > UNHEARD_CHARS_MAX) {
      if (!this.isThere(socket)) return;
      unheard = 0;
    }
    this.unheard.set(socket, unheard);
    try {
      socket.send(frame);
    } catch {
      // The peer is gone; webSocketClose tells.
    }
  }

  private frameOf(updates: readonly string[]): string {
    const { of } = this.made;
    const same = of.length === updates.length && of.every((update, i) => update === updates[i]);
    if (!same) this.made = { of: updates, text: `[${updates.join(',')}]` };
    return this.made.text;
  }
}
