/**
 * Sizes and times that both ends of the wire must agree on.
 * No imports, so the widget can bundle it for a few bytes.
 */

/** Version of the wire that a client of this build speaks; the server serves it and the one before. */
export const PROTOCOL_VERSION = 3;
/** WebSocket subprotocol of that version; the credential travels as a second one, so it is in no URL and no log. */
export const SUBPROTOCOL = 'edgewise.3';
/** The first version in which a dashboard says what it watches, and is told of that alone. */
export const WINDOWS_FROM = 3;
/** The first version in which a client answers when it is asked whether it is there. */
export const PRESENCE_ASKED_FROM = 3;
/** Prefix of the visitor's token among the subprotocols. */
export const TOKEN_SUBPROTOCOL = 'token.';
/** Prefix of an agent's single-use ticket among the subprotocols. */
export const TICKET_SUBPROTOCOL = 'ticket.';

/** D4: the longest message, in Unicode code points (see `countChars`). */
export const MESSAGE_MAX_CHARS = 1_000;
/** The composer's counter appears from here. */
export const MESSAGE_COUNTER_FROM_CHARS = 800;
/** The largest frame a client may send, in bytes of UTF-8. */
export const FRAME_MAX_BYTES = 16 * 1024;
/** A resume that missed more entries than this gets a snapshot of the newest instead. */
export const RESUME_MAX_ENTRIES = 500;
/** A client that holds nothing of a conversation yet gets this many of the newest: more than a screen or two, and no longer to open however long it is. */
export const OPENING_ENTRIES = 100;
/** Earlier entries come in portions of this many. */
export const LIST_ENTRIES = 200;
/** Longer addresses and titles of pages are cut by the client; the server refuses them. */
export const PAGE_URL_MAX_CHARS = 2_000;
export const PAGE_TITLE_MAX_CHARS = 300;
/** Conversations to which nobody came are counted as far as this. */
export const NOBODY_MAX = 1_000;
/** The preview of the last message on a Monitor card, in code points. */
export const PREVIEW_MAX_CHARS = 160;

/** The most places of a list that one window shows: more than the largest screen. */
export const WINDOW_MAX = 200;
/** The most cards that are watched whatever their place. */
export const WATCHED_CARDS_MAX = 200;
/** The most cards that are asked for at once: as many as a frame has room for. */
export const VISITS_ASKED_MAX = 500;

/**
 * When a dashboard that somebody looks at checks who is there, again and again: once to ask, and once more, before the site sleeps and
 * forgets whom it asked, to see who has answered. So who vanishes is gone within 30 s.
 */
export const PRESENCE_CHECKS_MS = [8_500, 4_500] as const;

/** The client's heartbeat; answered by the platform without waking the object. */
export const HEARTBEAT_TEXT = 'ping';
export const HEARTBEAT_REPLY = 'pong';
export const HEARTBEAT_EVERY_MS = 20_000;
/** No answer for this long: the socket is half-open, replace it. */
export const HEARTBEAT_DEAD_MS = 45_000;

/** A typing sign is repeated at most this often, and fades after twice as long without a repeat. */
export const TYPING_EVERY_MS = 3_000;
export const TYPING_FADES_MS = 6_000;

/** What is searched for, in UTF-16 units. */
export const SEARCH_MAX_CHARS = 200;
