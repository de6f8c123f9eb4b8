/**
 * Finds out who went without a word: a network that vanished closes no socket. It is looked for while somebody looks at a dashboard, which
 * says so now and then; nobody's object is woken for nothing. Whoever gave no sign of life for a while is asked, and who doesn't answer is
 * gone. A tab that nobody looks at answers too, though its own heartbeat may come once a minute only; clients of version 2 can't be asked,
 * and have longer.
 */
import { CloseCode } from '#protocol/close-code';
import { PRESENCE_ASKED_FROM } from '#protocol/limits';
import type { Sockets } from './sockets.ts';
import { UNNAMED_VERSION } from './told.ts';

/** Several dashboards may look at once. */
const SELDOM_MS = 2_000;
/** Without a sign of life for so long, a client is asked. */
const ASK_AFTER_MS = 12_000;
/** So long it may take to answer. Shorter than the ten seconds after which an idle object sleeps, and forgets whom it asked. */
const ANSWER_MS = 4_000;
/** More than the minute in which a tab that nobody looks at says something by itself. */
const UNASKED_MS = 90_000;

export class Silence {
  /** When each was asked last. */
  private readonly asked = new WeakMap<WebSocket, number>();
  private lookedAt = 0;

  constructor(private readonly sockets: Sockets) {}

  /** Whether it is time to look at everybody again. */
  isDue(now: number): boolean {
    if (Math.abs(now - this.lookedAt) < SELDOM_MS) return false;
    this.lookedAt = now;
    return true;
  }

  /** Closes those of a visitor's sockets that are silent. Whether there was one. */
  closes(visitor: string, now: number): boolean {
    const silent = this.sockets.in(visitor).filter((socket) => this.isGone(socket, now));
    for (const socket of silent) this.sockets.leaveOut(socket, CloseCode.silent, 'silent');
    return silent.length > 0;
  }

  private isGone(socket: WebSocket, now: number): boolean {
    // Before its hello it is nobody's tab.
    if (!this.sockets.tab(socket)) return false;
    const signAt = this.sockets.signs.lastAt(socket);
    const silentMs = now - signAt;
    if (silentMs < ASK_AFTER_MS) return false;
    if ((this.sockets.of(socket)?.v ?? UNNAMED_VERSION) < PRESENCE_ASKED_FROM) return silentMs > UNASKED_MS;
    const askedAt = this.asked.get(socket);
    // Asked in this silence, and not by a clock that was ahead.
    if (askedAt !== undefined && askedAt > signAt && askedAt <= now) return now - askedAt >= ANSWER_MS;
    this.asked.set(socket, now);
    this.sockets.say(socket, { t: 'presence.asked' });
    return false;
  }
}
