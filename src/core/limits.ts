/** The spans the engine's timers work with. */

/** An answer that isn't there by then has failed: longer than any model's time to the first word, shorter than patience. */
export const ANSWER_LIMIT_MS = 45_000;
/** What somebody else ended is wrapped up without a reason after this. */
export const WRAP_UP_LIMIT_MS = 5 * 60_000;
/** A colleague who is asked to take over, or to join, has this long. */
export const ASK_RING_MS = 30_000;
/** A round of a queue begins again this much later: whoever declined, or gave it back, is not rung at in the same breath. */
export const ROUND_PAUSE_MS = 20_000;
/** A conversation with the bot in which nobody wrote for this long is closed. */
export const IDLE_LIMIT_MS = 4 * 3_600_000;
/** An agent whose last socket is gone for this long has left their conversations. */
export const AGENT_GONE_MS = 2 * 60_000;
/**
 * D1 is told of a start or a change of control this much later, so that those of one chat are told together: open conversations are
 * read from the site itself. An end is told at once.
 */
export const SUMMARY_DELAY_MS = 5 * 60_000;
