/**
 * Which version of the wire two ends speak. A client offers the one it was built with, as a subprotocol; the server serves
 * its own and the one before, so that whoever loaded the page before a deploy goes on as if nothing had happened.
 */
import { CloseCode } from './close-code.ts';
import { PROTOCOL_VERSION } from './limits.ts';

/** The subprotocols that an upgrade offers, in order. */
export function offeredProtocols(request: { headers: { get(name: string): string | null } }): string[] {
  return (request.headers.get('Sec-WebSocket-Protocol') ?? '').split(',').map((protocol) => protocol.trim());
}

/** The versions among them. */
export function versionsIn(offered: readonly string[]): number[] {
  return offered.flatMap((protocol) => Number(VERSION.exec(protocol)?.[1] ?? []));
}

/**
 * Why a client that speaks these can't be served, as a close code; null when it can. A newer client than the server comes back
 * by itself: its server is on the way. An older one, or one that names no version at all, has to be loaded anew.
 */
export function unserved(versions: readonly number[]): number | null {
  if (versions.some((version) => version === PROTOCOL_VERSION || version === PROTOCOL_VERSION - 1)) return null;
  return versions.some((version) => version > PROTOCOL_VERSION) ? CloseCode.tryLater : CloseCode.upgradeNeeded;
}

/** The header of the answer to an upgrade: a browser that offered subprotocols takes none without one, not even to be refused. */
export function echoedVersion(offered: readonly string[]): Record<string, string> {
  const version = offered.find((protocol) => VERSION.test(protocol));
  return version ? { 'Sec-WebSocket-Protocol': version } : {};
}

const VERSION = /^edgewise\.(\d{1,6})$/;
