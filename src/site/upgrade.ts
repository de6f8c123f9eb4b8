/**
 * A socket's way in, and the last word on its way out. The Worker has checked origin and address and says in headers of its own what it knows; the credential comes as a
 * WebSocket subprotocol. Who is refused is let in and closed at once with a code, since browsers hide the answer to a failed upgrade.
 */

import { CloseCode } from '#protocol/close-code';
import { TICKET_SUBPROTOCOL, TOKEN_SUBPROTOCOL } from '#protocol/limits';
import { echoedVersion, offeredProtocols, unserved, versionsIn } from '#protocol/version';
import { DEVICES } from '#protocol/visit';
import type { Attachment } from './attachment.ts';
import {
  ADDRESS_SOCKETS_MAX,
  FLOOD_PAUSE_MS,
  MEMBER_SOCKETS_MAX,
  SITE_SOCKETS_MAX,
  VISITOR_SOCKETS_MAX,
} from './flood.ts';
import type { Parts } from './parts.ts';
import type { Sockets } from './sockets.ts';
import { visitorId } from './visitor-id.ts';

interface Refusal {
  close: number;
  reason: string;
}

/** `parts` is null where there is no such site. */
export async function upgrade(request: Request, parts: Parts | null): Promise<Response> {
  const offered = offeredProtocols(request);
  const [client, server] = Object.values(new WebSocketPair()) as [WebSocket, WebSocket];
  const admitted: Attachment | Refusal = parts
    ? await admit(request, parts, offered)
    : { close: CloseCode.unknownSite, reason: 'site.unknown' };
  if ('close' in admitted || !parts) {
    server.accept();
    if ('close' in admitted) server.close(admitted.close, admitted.reason);
  } else {
    parts.sockets.accept(server, admitted);
  }
  return new Response(null, { status: 101, webSocket: client, headers: echoedVersion(offered) });
}

/** What the platform tells where the peer went without a close frame. */
export const NO_CLOSE_FRAME = 1006;

/** Answers the peer's close frame, as the platform doesn't for a socket that may sleep: without it a client waits, and sees 1006. */
export function answerClose(socket: WebSocket, code: number, reason: string): void {
  try {
    socket.close(code, reason);
  } catch {
    // Codes that only tell that none was sent can't be sent.
    socket.close(1000);
  }
}

async function admit(request: Request, parts: Parts, offered: string[]): Promise<Attachment | Refusal> {
  const close = unserved(versionsIn(offered));
  if (close !== null) return { close, reason: 'upgrade' };
  return request.headers.get('x-edgewise-role') === 'agent'
    ? admitAgent(parts, offered)
    : await admitVisitor(request, parts, offered);
}

function admitAgent(parts: Parts, offered: string[]): Attachment | Refusal {
  const agent = parts.tickets.spend(after(offered, TICKET_SUBPROTOCOL) ?? '');
  if (!agent) return { close: CloseCode.unauthorized, reason: 'ticket.invalid' };
  const { id: member, name, role: siteRole, session, sessionEndsAt } = agent;
  makeRoom(parts.sockets, member);
  return { role: 'agent', member, name, siteRole, session, sessionEndsAt, views: [], ready: false, at: parts.now() };
}

/** For one more socket of a member than they may have the oldest goes: it may be one that a dead network left behind. */
function makeRoom(sockets: Sockets, member: string): void {
  const theirs = sockets.in(member);
  if (theirs.length < MEMBER_SOCKETS_MAX) return;
  const cameAt = (socket: WebSocket) => {
    const who = sockets.of(socket);
    return who?.role === 'agent' ? who.at : 0;
  };
  const oldest = theirs.reduce((one, other) => (cameAt(other) < cameAt(one) ? other : one));
  sockets.close(oldest, CloseCode.flooded, String(FLOOD_PAUSE_MS));
}

async function admitVisitor(request: Request, parts: Parts, offered: string[]): Promise<Attachment | Refusal> {
  const id = await visitorId(parts.store.site()!.id, after(offered, TOKEN_SUBPROTOCOL) ?? '');
  if (!id) return { close: CloseCode.unauthorized, reason: 'token.invalid' };
  const header = (name: string) => request.headers.get(`x-edgewise-${name}`) ?? '';
  const address = header('address') || 'unknown';
  const crowded =
    parts.sockets.countVisitors() >= SITE_SOCKETS_MAX ||
    parts.sockets.in(id).length >= VISITOR_SOCKETS_MAX ||
    parts.sockets.countFrom(address, parts.now()) >= ADDRESS_SOCKETS_MAX;
  if (crowded) {
    parts.turnedAway.count('sockets');
    return { close: CloseCode.flooded, reason: String(FLOOD_PAUSE_MS) };
  }
  return {
    role: 'visitor',
    id,
    address,
    country: /^[A-Z]{2}$/.test(header('country')) ? header('country') : null,
    device: DEVICES.find((device) => device === header('device')) ?? 'desktop',
    browser: header('browser').slice(0, 40),
    os: header('os').slice(0, 40),
    tab: null,
  };
}

function after(offered: string[], prefix: string): string | undefined {
  return offered.find((protocol) => protocol.startsWith(prefix))?.slice(prefix.length);
}
