/**
 * Sign-in. Each allowed endpoint is checked and counted here, answered by better-auth, and its answer told in our
 * words. Sessions that an endpoint ended have their sockets closed, whichever endpoint it was.
 */
import { openHistory } from '../../history/db.ts';
import { sessionsOfMember } from '../../history/sessions.ts';
import { forgetVerifications } from '../../history/verifications.ts';
import type { SocketsOf } from '../../site/door.ts';
import { AUTH_ENDPOINTS, type AuthEndpoint } from '../auth/endpoints.ts';
import { authRefusal } from '../auth/refusals.ts';
import { isFirstUse } from '../auth/second-step.ts';
import { throttleAddress, throttleGuess } from '../auth/throttle.ts';
import { describeTrusted, deviceThatAsks } from '../auth/trusted-device.ts';
import { disconnect, sitesWithSockets } from '../disconnect.ts';
import { refuse } from '../errors.ts';
import { dashboardOrigin } from '../origin.ts';
import { type Call, type Route, route } from '../route.ts';

export const authRoutes: readonly Route[] = AUTH_ENDPOINTS.map((endpoint) =>
  route<Record<string, unknown> | undefined>({
    method: endpoint.method,
    path: `/api/auth${endpoint.path}`,
    action: 'auth.use',
    ...(endpoint.body === null ? {} : { body: endpoint.body }),
    handle: (call) => handle(endpoint, call),
  }),
);

async function handle(endpoint: AuthEndpoint, call: Call<Record<string, unknown> | undefined>): Promise<Response> {
  const { env, request, signedIn } = call;
  if (endpoint.guesses !== null) {
    const refusal = await throttleAddress(env, request);
    if (refusal !== null) return refuse(refusal);
  }
  const email = guessedAccount(endpoint, call);
  const guess = email === null ? null : await throttleGuess(env, request, email, call.now);
  if (guess?.refusal) return refuse(guess.refusal);
  if (endpoint.once && !(await isFirstUse(call, String(call.body?.code)))) return refuse('two-factor.code-wrong');

  const ends = signedIn !== null && endpoint.method === 'POST';
  const before = ends ? await sessionsOfMember(openHistory(env.HISTORY), signedIn.member.id) : [];
  // With the password alone only a device that is trusted already comes to a new row.
  const device = endpoint.guesses === 'sign-in' ? await deviceThatAsks(call) : null;
  const { answerByBetterAuth } = await import('../auth/better-auth.ts');
  const origin = dashboardOrigin(request, env);
  const answer = await answerByBetterAuth(env, origin, requestFor(endpoint, call, origin));
  if (answer.ok && guess?.refusal === null) await guess.succeeded();
  if (answer.ok) await describeTrusted(call, answer, device);
  if (answer.ok && endpoint.startsOver && signedIn) {
    await forgetVerifications(openHistory(env.HISTORY), signedIn.member.id);
  }
  if (ends) await closeEndedSessions(call, before);
  return inOurWords(endpoint, answer, signedIn?.session ?? null);
}

/** Whose password is being guessed at, or null where none is. */
function guessedAccount(endpoint: AuthEndpoint, call: Call<Record<string, unknown> | undefined>): string | null {
  if (endpoint.guesses === 'sign-in') return String(call.body?.email);
  if (endpoint.guesses === 'own-password') return call.signedIn?.member.email ?? null;
  return null;
}

/** A request with what better-auth needs of the real one, and no more. */
function requestFor(endpoint: AuthEndpoint, call: Call<unknown>, origin: string): Request {
  const headers = new Headers({ Origin: origin });
  for (const name of ['Cookie', 'User-Agent', 'CF-Connecting-IP']) {
    const value = call.request.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  const init: RequestInit = { method: endpoint.method, headers };
  if (endpoint.method === 'POST') {
    headers.set('Content-Type', 'application/json');
    init.body = JSON.stringify(call.body ?? {});
  }
  return new Request(`${origin}/api/auth${endpoint.path}`, init);
}

async function inOurWords(endpoint: AuthEndpoint, answer: Response, session: string | null): Promise<Response> {
  const text = await answer.text();
  const json: unknown = text === '' ? null : JSON.parse(text);
  const told = answer.ok
    ? Response.json(endpoint.answer(json, session))
    : refuse(authRefusal(answer.status, (json as { code?: unknown } | null)?.code));
  for (const cookie of answer.headers.getSetCookie()) told.headers.append('Set-Cookie', cookie);
  return told;
}

async function closeEndedSessions(call: Call<unknown>, before: readonly string[]): Promise<void> {
  const { id: member } = call.me.member;
  const after = new Set(await sessionsOfMember(openHistory(call.env.HISTORY), member));
  const ended = before.filter((session) => !after.has(session));
  if (ended.length === 0) return;
  // Where none is left of those there were (a new password), no socket is to stay, whatever session it came of.
  const who: SocketsOf[] =
    ended.length === before.length ? [{ member, comesBack: true }] : ended.map((session) => ({ session }));
  await disconnect(call.env, await sitesWithSockets(call.env, member), who);
}
