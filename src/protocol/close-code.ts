/** Why the server closed a socket. The codes in `TERMINAL` tell the client not to come back. */

export const CloseCode = {
  /** A frame was not text. */
  unsupported: 1003,
  /** A frame was larger than `FRAME_MAX_BYTES`. */
  tooBig: 1009,
  /** Not now: the site is overloaded, or still runs the version before the client's, for the seconds that a deploy takes. */
  tryLater: 1013,
  /** The token, ticket or sign-in is not, or no longer, valid. */
  unauthorized: 4401,
  /** Signed in, but not allowed here: role removed, or the page's origin is not on the site's list. */
  forbidden: 4403,
  /** The site doesn't exist, or was deleted. */
  unknownSite: 4404,
  /** The client gave no sign of life, and didn't answer when it was asked for one. */
  silent: 4408,
  /** The client speaks a protocol version that is no longer served; reload to get the new one. */
  upgradeNeeded: 4426,
  /** Too many frames or sockets; come back after the time in the reason (ms). */
  flooded: 4429,
} as const;

/** Codes after which a client must not reconnect by itself. An agent's 4401 may be cured by a new ticket, once. */
export const TERMINAL: ReadonlySet<number> = new Set([
  CloseCode.unauthorized,
  CloseCode.forbidden,
  CloseCode.unknownSite,
  CloseCode.upgradeNeeded,
]);
