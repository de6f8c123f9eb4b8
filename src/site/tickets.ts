/**
 * Single-use tickets for agent sockets: asked for over HTTP by a signed-in member, spent at the upgrade within seconds.
 * In memory only: should it be lost in between, the dashboard asks for another.
 */
import type { AgentIdentity, SocketsOf } from './door.ts';

const VALID_MS = 30_000;
/** Unspent tickets of one member; the oldest goes for one more. */
const MEMBER_MAX = 20;

export class Tickets {
  private readonly issued = new Map<string, { agent: AgentIdentity; until: number }>();

  constructor(private readonly now: () => number) {}

  /** 256 random bits, valid once and for 30 s. */
  issue(agent: AgentIdentity): string {
    for (const [ticket, { until }] of this.issued) if (until < this.now()) this.issued.delete(ticket);
    const theirs = [...this.issued].filter(([, issued]) => issued.agent.id === agent.id);
    if (theirs.length >= MEMBER_MAX) this.issued.delete(theirs[0]![0]);
    const bytes = crypto.getRandomValues(new Uint8Array(32));
    const ticket = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
    this.issued.set(ticket, { agent, until: this.now() + VALID_MS });
    return ticket;
  }

  /** Whom the ticket speaks for; null when it is unknown, used or too old. */
  spend(ticket: string): AgentIdentity | null {
    const found = this.issued.get(ticket);
    this.issued.delete(ticket);
    return found && found.until >= this.now() ? found.agent : null;
  }

  /** Takes back what a member, or a session, has not spent. */
  revoke(who: SocketsOf): void {
    for (const [ticket, { agent }] of this.issued) {
      if ('member' in who ? agent.id === who.member : agent.session === who.session) this.issued.delete(ticket);
    }
  }
}
