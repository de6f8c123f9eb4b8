/**
 * better-auth, as far as it is used: e-mail and password, TOTP, its own tables through Drizzle. This module is heavy to
 * evaluate and so is only ever imported by `import()` from the sign-in routes. One instance a request, since what
 * begins in one request may not be awaited in another. What may be called of it is decided in ./endpoints.ts.
 */
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { betterAuth } from 'better-auth/minimal';
import { twoFactor } from 'better-auth/plugins/two-factor';
import { openHistory } from '../../history/db.ts';
import { accounts, members, sessions, twoFactors, verifications } from '../../history/schema.ts';
import { SESSION_MAX_MS } from '../../history/sessions.ts';
import { authSecret, type WorkerEnv } from '../env.ts';
import { newId } from '../id.ts';
import { COOKIE_PREFIX } from '../principal.ts';
import { hashPassword, verifyPassword } from './password.ts';

export const AUTH_PATH = '/api/auth';

/** Answers a request that has already been checked: its path is allowed, its body parsed, its origin the dashboard's. */
export async function answerByBetterAuth(env: WorkerEnv, origin: string, request: Request): Promise<Response> {
  const auth = betterAuth({
    appName: 'Edgewise',
    baseURL: origin,
    basePath: AUTH_PATH,
    trustedOrigins: [origin],
    secret: authSecret(env),
    database: drizzleAdapter(openHistory(env.HISTORY), {
      provider: 'sqlite',
      schema: {
        user: members,
        session: sessions,
        account: accounts,
        verification: verifications,
        twoFactor: twoFactors,
      },
    }),
    emailAndPassword: {
      enabled: true,
      // Members come by set-up and invitation alone.
      disableSignUp: true,
      minPasswordLength: 8,
      maxPasswordLength: 200,
      password: {
        hash: hashPassword,
        verify: ({ hash, password }) => verifyPassword(hash, password),
      },
    },
    user: {
      // Declared so that its check of the tables passes; what changes them is ours.
      additionalFields: {
        agentName: { type: 'string', required: true, input: false },
        sound: { type: 'string', required: false, input: false },
      },
    },
    session: {
      expiresIn: SESSION_MAX_MS / 1000,
      // Absolute; the idle limit is ours, see history/sessions.ts.
      disableSessionRefresh: true,
      freshAge: 0,
      // A revoked session must be revoked now, not when a cache runs out.
      cookieCache: { enabled: false },
    },
    plugins: [twoFactor({ issuer: 'Edgewise' })],
    advanced: {
      cookiePrefix: COOKIE_PREFIX,
      // Would put __Secure- in front of our __Host-.
      useSecureCookies: false,
      defaultCookieAttributes: { secure: true, httpOnly: true, sameSite: 'lax', path: '/' },
      database: { generateId: ({ model }) => newId(PREFIXES[model] ?? 'ver') },
      ipAddress: { ipAddressHeaders: ['cf-connecting-ip'] },
    },
    // Ours counts in D1 and by the platform's binding, see ./throttle.ts; theirs in the memory of one isolate.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
  });
  return auth.handler(request);
}

const PREFIXES: Readonly<Record<string, 'agt' | 'ses' | 'acc' | 'ver' | 'two'>> = {
  user: 'agt',
  session: 'ses',
  account: 'acc',
  verification: 'ver',
  twoFactor: 'two',
};
