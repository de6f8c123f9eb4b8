/**
 * What each open dashboard looks at: one conversation or none, in its socket's attachment. While somebody looks, nothing is unread to them,
 * and no row is written; how far they have read is kept once, when they look away, or are gone.
 */

import type { AgentSocket } from './attachment.ts';
import type { Parts } from './parts.ts';

/** A dashboard looks at another conversation from now on; null: at none. */
export function lookAt(parts: Parts, socket: WebSocket, who: AgentSocket, conversation: string | null): void {
  if ((who.looks ?? null) === conversation) return;
  const { looks, ...rest } = who;
  parts.sockets.attach(socket, conversation === null ? rest : { ...rest, looks: conversation });
  looked(parts, who);
  const it = conversation === null ? null : parts.store.conversation(conversation);
  if (!it) return;
  // Where nobody came, somebody has by now.
  if (it.nobodyAt !== null) looked(parts, { ...who, looks: it.id });
  parts.monitor.mark(it.visitor);
}

/** What a dashboard looked at, it doesn't any more. */
export function looked(parts: Parts, { looks, member: id, name, siteRole: role }: AgentSocket): void {
  if (looks !== undefined) parts.run({ t: 'conversation.look', agent: { id, name, role }, conversation: looks });
}
