/** What was turned away because somebody sent too much, as an admin is told of it. */

/**
 * `sockets` from one address, `messages` and requests for a `person` of one visitor, `conversations` begun and entries read (`reads`) from one
 * address, and any `frames` beyond those.
 */
export const TURNED_AWAY = ['sockets', 'messages', 'person', 'conversations', 'reads', 'frames'] as const;
export type TurnedAwayKind = (typeof TURNED_AWAY)[number];

/** How often, in the last seven days; kinds of which there was nothing are missing. */
export type TurnedAwayView = { [Kind in TurnedAwayKind]?: number };
