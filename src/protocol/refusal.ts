/**
 * Everything the system can refuse, as a code. The same codes on the socket and over HTTP;
 * the clients turn them into words. A refusal changes nothing.
 */

export const REFUSAL_CODES = {
  // the shape of what was sent
  'frame.malformed': 400,
  'frame.too-big': 413,
  'body.malformed': 400,
  'body.too-big': 413,
  'message.empty': 400,
  'message.too-long': 400,
  'cid.reused': 409,
  'schedule.overlaps': 400,
  // who sent it
  'sign-in.needed': 401,
  'sign-in.failed': 401,
  'password.wrong': 403,
  'two-factor.code-wrong': 403,
  'two-factor.expired': 403,
  'two-factor.locked': 429,
  'token.invalid': 401,
  'ticket.invalid': 401,
  'origin.refused': 403,
  'role.refused': 403,
  'rate.limited': 429,
  // what it was about
  'route.unknown': 404,
  'site.unknown': 404,
  'conversation.unknown': 404,
  'conversation.closed': 409,
  'conversation.taken': 409,
  'conversation.not-held': 409,
  'conversation.none': 409,
  /** Another agent has it, and only supervisors may look. */
  'conversation.private': 403,
  'conversation.interrupted': 409,
  /** Asked for a person again and again, and took it back. */
  'person.too-often': 429,
  /** It was taken by another (named in `holder`), or is over. */
  'offer.over': 409,
  /** Something rings for this conversation already. */
  'offer.pending': 409,
  'agent.unknown': 404,
  /** Not there, or not to be disturbed. */
  'agent.away': 409,
  'agent.busy': 409,
  'queue.unknown': 404,
  'queue.last': 409,
  'queue.too-many': 409,
  'queue.loop': 400,
  'wrap-up.required': 400,
  'wrap-up.reason-unknown': 400,
  'reason.unknown': 400,
  'article.unknown': 404,
  /** Somebody else has changed it meanwhile. */
  'article.changed': 409,
  'article.too-many': 409,
  'template.unknown': 404,
  'template.shortcut-taken': 409,
  'template.placeholder-unknown': 400,
  'template.too-many': 409,
  'member.unknown': 404,
  'member.last-owner': 409,
  'email.taken': 409,
  'invitation.invalid': 410,
  'setup.closed': 409,
  'setup.code-wrong': 403,
  // our side
  internal: 500,
  overloaded: 503,
} as const;

export type RefusalCode = keyof typeof REFUSAL_CODES;

export interface Refusal {
  code: RefusalCode;
  /** When it makes sense to try again, in ms from now. */
  retryAfterMs?: number;
  /** Who has it, for `conversation.taken`, `conversation.private` and `offer.over`: the agent's display name. */
  holder?: string;
}
