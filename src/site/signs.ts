/** Signs of life of the sockets: frames, as far as memory goes, and heartbeats, which the platform answers and remembers. */
import { HEARTBEAT_DEAD_MS } from '#protocol/limits';
import type { Attachment } from './attachment.ts';

/** A socket that gave no sign of life for this long is taken for half-open: the client's own limit, and some time on the way. */
const SILENT_MS = HEARTBEAT_DEAD_MS + 15_000;

export class Signs {
  /** When a socket last sent a frame. */
  private readonly heardAt = new WeakMap<WebSocket, number>();

  constructor(
    private readonly ctx: DurableObjectState,
    private readonly of: (socket: WebSocket) => Attachment | null,
  ) {}

  heard(socket: WebSocket, now: number): void {
    this.heardAt.set(socket, now);
  }

  /** When a socket last gave a sign of life, epoch ms, as far as that is known. */
  lastAt(socket: WebSocket): number {
    const who = this.of(socket);
    const saidAt = who?.role === 'agent' ? who.at : (who?.tab?.pageAt ?? 0);
    const pingAt = this.ctx.getWebSocketAutoResponseTimestamp(socket)?.getTime() ?? 0;
    return Math.max(saidAt, pingAt, this.heardAt.get(socket) ?? 0);
  }

  /** Whether there was one lately. */
  isAlive(socket: WebSocket, now: number): boolean {
    return now - this.lastAt(socket) < SILENT_MS;
  }
}
