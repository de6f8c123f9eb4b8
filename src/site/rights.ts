/**
 * Who is at the desk may be there as long as D1 says so. Whoever takes a role or a session away tells the object; should that never arrive,
 * the object finds out by itself: it asks when it wakes up, and once a minute while anything goes on. While nothing goes on nobody is told anything,
 * and nothing is asked.
 */
import { type Rights, rightsOn } from '../history/rights.ts';
import type { AgentSocket } from './attachment.ts';
import { attempt } from './attempt.ts';
import type { Parts } from './parts.ts';
import { signOut } from './sign-out.ts';

const EVERY_MS = 60_000;

export class RightsWatch {
  private asking = false;

  constructor(
    private readonly parts: Parts,
    private readonly db: D1Database,
    private readonly waitUntil: (work: Promise<void>) => void,
    private askedAt = parts.now(),
  ) {}

  /** Something goes on: asks, if it is time to. */
  look(): void {
    const { now, sockets } = this.parts;
    if (this.asking || Math.abs(now() - this.askedAt) < EVERY_MS || sockets.in('agent').length === 0) return;
    this.askedAt = now();
    this.asking = true;
    this.waitUntil(this.ask());
  }

  /** The object woke up, and its memory of when it last asked is gone. */
  wake(): void {
    this.askedAt = 0;
    this.look();
  }

  /** Never throws: while D1 is away, what it said last goes on. */
  private async ask(): Promise<void> {
    const { store, sockets } = this.parts;
    try {
      const here = sockets.in('agent').flatMap((socket) => {
        const who = sockets.of(socket);
        return who?.role === 'agent' ? who : [];
      });
      const members = new Set([...here.map(({ member }) => member), ...store.desk.agents().map(({ id }) => id)]);
      const sessions = here.map(({ session }) => session);
      const rights = await rightsOn(this.db, store.site()!.id, [...members], sessions);
      if (store.isOpen()) attempt('signing out', () => this.apply(rights, members, here));
    } catch (error) {
      console.warn('D1 does not say who may be here; it is asked again', { error: String(error) });
    } finally {
      this.asking = false;
    }
  }

  private apply({ roles, sessions }: Rights, members: Iterable<string>, here: readonly AgentSocket[]): void {
    for (const member of members) if (!roles.has(member)) signOut(this.parts, { member });
    for (const { member, siteRole, session } of here) {
      const role = roles.get(member);
      if (role === undefined) continue;
      // Who may still be here, but not as they came, comes back as they are.
      if (role !== siteRole) signOut(this.parts, { member, comesBack: true });
      else if (!sessions.has(session)) signOut(this.parts, { session });
    }
  }
}
