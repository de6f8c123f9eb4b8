/**
 * What of better-auth the dashboard may call: nothing that isn't listed here. Each endpoint has a strict body of its
 * own, so no option of better-auth can be switched on from outside, and an answer picked field by field, so no token
 * of a session travels that need not.
 */
import * as z from 'zod';
import { emailSchema, passwordSchema } from '#protocol/member';

export interface AuthEndpoint {
  method: 'GET' | 'POST';
  /** Below /api/auth. */
  path: `/${string}`;
  body: z.ZodType<Record<string, unknown>> | null;
  /** A password or code is being guessed at, by somebody not signed in or by who holds a session. */
  guesses: 'sign-in' | 'own-password' | 'code' | null;
  /** Once it is done, sign-ins that wait for their second step are over, and every device is asked for it again. */
  startsOver?: true;
  /** The code in its body is good once. */
  once?: true;
  answer(json: unknown, session: string | null): unknown;
}

const guess = z.string().min(1).max(200);
const password = z.strictObject({ password: guess });
const code = z.strictObject({ code: z.string().trim().min(4).max(40), trustDevice: z.boolean().optional() });
const nothing = z.strictObject({});

const session = z.object({
  id: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
  expiresAt: z.string(),
  ipAddress: z.string().nullish(),
  userAgent: z.string().nullish(),
});

export const AUTH_ENDPOINTS: readonly AuthEndpoint[] = [
  {
    method: 'POST',
    path: '/sign-in/email',
    body: z.strictObject({ email: emailSchema, password: guess }),
    guesses: 'sign-in',
    answer: (json) => ({ twoFactorRedirect: z.object({ twoFactorRedirect: z.literal(true) }).safeParse(json).success }),
  },
  post('/sign-out', nothing),
  {
    method: 'GET',
    path: '/get-session',
    body: null,
    guesses: null,
    answer: (json) => z.object({ session }).nullable().parse(json),
  },
  {
    method: 'GET',
    path: '/list-sessions',
    body: null,
    guesses: null,
    answer: (json, current) =>
      z
        .array(session.extend({ token: z.string() }))
        .parse(json)
        .map((one) => ({ ...one, current: one.id === current })),
  },
  post('/revoke-session', z.strictObject({ token: z.string().min(1).max(100) })),
  { ...post('/revoke-other-sessions', nothing), startsOver: true },
  {
    ...post(
      '/change-password',
      z
        .strictObject({
          currentPassword: guess,
          newPassword: passwordSchema,
          revokeOtherSessions: z.boolean().optional(),
        })
        // Whoever knew the old password must not stay.
        .transform((body) => ({ ...body, revokeOtherSessions: true })),
      'own-password',
    ),
    startsOver: true,
  },
  {
    ...post('/two-factor/enable', password, 'own-password'),
    startsOver: true,
    answer: (json) => z.object({ totpURI: z.string(), backupCodes: z.array(z.string()) }).parse(json),
  },
  { ...post('/two-factor/disable', password, 'own-password'), startsOver: true },
  { ...post('/two-factor/verify-totp', code, 'code'), once: true },
  post('/two-factor/verify-backup-code', code, 'code'),
  {
    ...post('/two-factor/generate-backup-codes', password, 'own-password'),
    answer: (json) => z.object({ backupCodes: z.array(z.string()) }).parse(json),
  },
];

function post(
  path: `/${string}`,
  body: z.ZodType<Record<string, unknown>>,
  guesses: AuthEndpoint['guesses'] = null,
): AuthEndpoint {
  return { method: 'POST', path, body, guesses, answer: () => ({}) };
}
