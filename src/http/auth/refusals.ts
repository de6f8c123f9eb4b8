/** The one place where better-auth's error codes become ours. What isn't listed is told by its status. */
import type { RefusalCode } from '#protocol/refusal';

const CODES: Readonly<Record<string, RefusalCode>> = {
  INVALID_EMAIL_OR_PASSWORD: 'sign-in.failed',
  INVALID_EMAIL: 'sign-in.failed',
  INVALID_PASSWORD: 'password.wrong',
  CREDENTIAL_ACCOUNT_NOT_FOUND: 'password.wrong',
  INVALID_CODE: 'two-factor.code-wrong',
  INVALID_BACKUP_CODE: 'two-factor.code-wrong',
  INVALID_TWO_FACTOR_COOKIE: 'two-factor.expired',
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: 'two-factor.expired',
  ACCOUNT_TEMPORARILY_LOCKED: 'two-factor.locked',
  INVALID_ORIGIN: 'origin.refused',
  MISSING_OR_NULL_ORIGIN: 'origin.refused',
};

const STATUSES: Readonly<Record<number, RefusalCode>> = {
  401: 'sign-in.needed',
  403: 'role.refused',
  404: 'route.unknown',
  429: 'rate.limited',
};

/** Our code for an error of better-auth. */
export function authRefusal(status: number, code: unknown): RefusalCode {
  if (typeof code === 'string' && Object.hasOwn(CODES, code)) return CODES[code] as RefusalCode;
  if (status >= 500) return 'internal';
  return STATUSES[status] ?? 'body.malformed';
}
