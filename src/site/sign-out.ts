/** An agent's socket lives no longer than what let it in: the role on the site, and the sign-in session it came of. */
import { CloseCode } from '#protocol/close-code';
import type { SocketsOf } from './door.ts';
import type { Parts } from './parts.ts';

/** A role or a session was taken away: closes what came of it, and takes back tickets that are not spent. */
export function signOut(parts: Parts, who: SocketsOf): void {
  const { sockets, tickets } = parts;
  tickets.revoke(who);
  const shutOut = 'member' in who && !who.comesBack;
  const theirs = 'member' in who ? sockets.in(who.member) : sockets.tagged(`session:${who.session}`);
  for (const socket of theirs) sockets.close(socket, shutOut ? CloseCode.forbidden : CloseCode.unauthorized, 'revoked');
  if (shutOut) parts.run({ t: 'agent.remove', member: who.member });
}

/** Whether the session that a socket came of has run out, as far as the socket knows. */
export function isOver(parts: Parts, socket: WebSocket): boolean {
  const who = parts.sockets.of(socket);
  return who?.role === 'agent' && who.sessionEndsAt <= parts.now();
}

/** Closes every socket whose session has run out. Where that was prolonged meanwhile, a new ticket cures it. */
export function signOutOver(parts: Parts): void {
  const { sockets } = parts;
  for (const socket of sockets.in('agent')) {
    if (isOver(parts, socket)) sockets.close(socket, CloseCode.unauthorized, 'session.over');
  }
}
