/**
 * The one place that turns refusals and bugs into answers. A refusal is told by its code; of a bug nobody outside
 * learns more than a request id. Logs hold codes, names and places in the code; no bodies, no values, no addresses.
 */

import { REFUSAL_CODES, type Refusal, type RefusalCode } from '#protocol/refusal';
import { TookTooLong } from '../history/patience.ts';

/** A refusal as an answer. */
export function refuse(refusal: Refusal | RefusalCode): Response {
  const body = typeof refusal === 'string' ? { code: refusal } : refusal;
  const headers = new Headers();
  if (body.retryAfterMs !== undefined) headers.set('Retry-After', String(Math.ceil(body.retryAfterMs / 1000)));
  return Response.json(body, { status: REFUSAL_CODES[body.code], headers });
}

/** Anything thrown, as an answer. Being too busy is no bug: the client may come back. */
export function answerForThrown(thrown: unknown, route: string): Response {
  if (isOverload(thrown)) return refuse({ code: 'overloaded', retryAfterMs: 2_000 });
  const request = crypto.randomUUID();
  console.error(JSON.stringify({ event: 'request.failed', request, route, ...errorFacts(thrown) }));
  const answer = refuse('internal');
  answer.headers.set('X-Request-Id', request);
  return answer;
}

/** What of an error may be logged. Messages of failed queries hold the values that were bound, so theirs are left out. */
export function errorFacts(thrown: unknown): { error: string; message: string; at: string } {
  if (!(thrown instanceof Error)) return { error: typeof thrown, message: '', at: '' };
  const cause = thrown.cause instanceof Error ? thrown.cause : null;
  const message = cause === null ? thrown.message : cause.message;
  const at = (thrown.stack ?? '')
    .split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .slice(0, 4);
  return { error: thrown.name, message: message.slice(0, 200), at: at.map((line) => line.trim()).join(' < ') };
}

/** Whether a platform error means "too busy": of an object by its mark, of D1 by its words. */
function isOverload(thrown: unknown): boolean {
  for (let error = thrown; error instanceof Error; error = error.cause) {
    if (error instanceof TookTooLong) return true;
    if ('overloaded' in error && error.overloaded === true) return true;
    if (/D1 DB is overloaded|D1_ERROR: .*overloaded/i.test(error.message)) return true;
  }
  return false;
}
