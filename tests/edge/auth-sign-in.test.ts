/** S1: signing in and out, guessing, and the second factor. */
import { beforeEach, describe, expect, it } from 'vitest';
import { AUTH_ENDPOINTS } from '../../src/http/auth/endpoints.ts';
import { Browser, env, freshWorkspace, ORIGIN, ownerOf, PASSWORD, withinAMinute, withTotp } from './http-support.ts';

const OLGA = 'olga@example.com';
const SESSION = '__Host-edgewise.session_token';

describe('signing in', () => {
  beforeEach(freshWorkspace);

  it('sets one cookie that scripts cannot read and other hosts cannot set', async () => {
    await ownerOf();
    const answer = await new Browser().signIn(OLGA);
    expect(answer).toMatchObject({ status: 200, body: { twoFactorRedirect: false } });
    const cookies = answer.headers.getSetCookie();
    expect(cookies).toHaveLength(1);
    expect(cookies[0]).toMatch(new RegExp(`^${SESSION}=`));
    for (const attribute of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/', `Max-Age=${7 * 24 * 3600}`]) {
      expect(cookies[0]).toContain(attribute);
    }
    expect(cookies[0]).not.toContain('Domain');
  });

  it('makes a new session whatever cookie was there before', async () => {
    const owner = await ownerOf();
    const before = owner.cookies.get(SESSION);
    await owner.signIn(OLGA);
    expect(owner.cookies.get(SESSION)).not.toBe(before);
  });

  it('answers the same to a wrong password and to an unknown account', async () => {
    await ownerOf();
    const wrong = await new Browser().signIn(OLGA, 'wrong password');
    const unknown = await new Browser().signIn('nobody@example.com', 'wrong password');
    for (const answer of [wrong, unknown])
      expect(answer).toMatchObject({ status: 401, body: { code: 'sign-in.failed' } });
    expect(wrong.body).toEqual(unknown.body);
    expect([...wrong.headers.keys()]).toEqual([...unknown.headers.keys()]);
  });

  it('takes about as long for an unknown account as for a wrong password', async () => {
    await ownerOf();
    const time = async (email: string) => {
      const from = performance.now();
      await new Browser().signIn(email, 'wrong password');
      return performance.now() - from;
    };
    const known: number[] = [];
    const unknown: number[] = [];
    for (let round = 0; round < 5; round++) {
      known.push(await time(OLGA));
      unknown.push(await time('nobody@example.com'));
    }
    // The quickest of each: what a busy machine adds says nothing about either.
    const ratio = Math.min(...unknown) / Math.min(...known);
    expect(ratio).toBeGreaterThan(0.6);
    expect(ratio).toBeLessThan(1.7);
  });

  it('refuses a sixth guess from one address, the right one too, for an account that is not there as well', async () => {
    await ownerOf();
    for (const email of [OLGA, 'nobody@example.com']) {
      const guesser = new Browser();
      for (let guess = 0; guess < 5; guess++) expect((await guesser.signIn(email, 'wrong password')).status).toBe(401);
      const sixth = await guesser.signIn(email);
      expect(sixth).toMatchObject({ status: 429, body: { code: 'rate.limited' } });
      expect(sixth.body.retryAfterMs).toBeGreaterThan(14 * 60_000);
      expect(Number(sixth.headers.get('Retry-After'))).toBeGreaterThan(14 * 60);
    }
  });

  it('counts guesses that are made all at once', async () => {
    await ownerOf();
    const guesser = new Browser();
    const answers = await Promise.all(Array.from({ length: 12 }, () => guesser.signIn(OLGA, 'wrong password')));
    expect(answers.filter((answer) => answer.status === 401)).toHaveLength(5);
    expect(answers.filter((answer) => answer.status === 429)).toHaveLength(7);
  });

  it('does not lock the member out where a stranger guesses', async () => {
    await ownerOf();
    const stranger = new Browser();
    for (let guess = 0; guess < 6; guess++) await stranger.signIn(OLGA, 'wrong password');
    expect((await new Browser().signIn(OLGA)).status).toBe(200);
  });

  it('does not lock the member out however long a stranger goes on from one address', async () => {
    await ownerOf();
    const { SIGN_IN_LIMIT } = env;
    try {
      // As if the guesses came a few a minute, which the limit of the address alone lets through.
      Object.assign(env, { SIGN_IN_LIMIT: { limit: async () => ({ success: true }) } });
      const stranger = new Browser();
      for (let guess = 0; guess < 60; guess++) await stranger.signIn(OLGA, 'wrong password');
      expect((await stranger.signIn(OLGA)).status).toBe(429);
      expect((await new Browser().signIn(OLGA)).status).toBe(200);
    } finally {
      Object.assign(env, { SIGN_IN_LIMIT });
    }
  });

  it('stops guessing that is spread over many addresses', async () => {
    await ownerOf();
    await env.HISTORY.prepare('UPDATE sign_in_failures SET failures = 50').run();
    await new Browser().signIn(OLGA, 'wrong password');
    await env.HISTORY.prepare('UPDATE sign_in_failures SET failures = 50 WHERE failures = 1').run();
    expect(await new Browser().signIn(OLGA)).toMatchObject({ status: 429 });
  });

  it('forgets failures after a quarter of an hour, and after a success', async () => {
    await ownerOf();
    const member = new Browser();
    for (let guess = 0; guess < 4; guess++) await member.signIn(OLGA, 'wrong password');
    expect((await member.signIn(OLGA)).status).toBe(200);
    for (let guess = 0; guess < 5; guess++) await member.signIn(OLGA, 'wrong password');
    expect((await member.signIn(OLGA)).status).toBe(429);
    await env.HISTORY.prepare('UPDATE sign_in_failures SET since = since - 15 * 60000').run();
    expect((await member.signIn(OLGA)).status).toBe(200);
  });

  it('refuses a score of tries a minute from one address, whatever the account', async () => {
    await ownerOf();
    const statuses = await withinAMinute(async (guesser) => {
      const answers: number[] = [];
      for (let guess = 0; guess < 22; guess++) {
        answers.push((await guesser.signIn(`nobody${guess}@example.com`, 'wrong password')).status);
      }
      return answers;
    });
    expect(statuses.slice(0, 20)).toEqual(Array(20).fill(401));
    expect(statuses.slice(20)).toEqual([429, 429]);
  });

  it('signs out', async () => {
    const owner = await ownerOf();
    const cookie = owner.cookies.get(SESSION)!;
    expect((await owner.post('/api/auth/sign-out', {})).status).toBe(200);
    expect(owner.cookies.has(SESSION)).toBe(false);
    owner.cookies.set(SESSION, cookie);
    expect(await owner.get('/api/me')).toMatchObject({ status: 401, body: { code: 'sign-in.needed' } });
  });

  it('believes no cookie that it has not signed', async () => {
    const owner = await ownerOf();
    const [token, signature] = decodeURIComponent(owner.cookies.get(SESSION)!).split('.') as [string, string];
    const forged = new Browser();
    for (const value of [
      token,
      `${token}.`,
      `${token}.${btoa('x'.repeat(32))}`,
      `x${token}.${signature}`,
      `.${signature}`,
    ]) {
      forged.cookies.set(SESSION, encodeURIComponent(value));
      expect((await forged.get('/api/me')).status).toBe(401);
      expect((await forged.get('/api/auth/list-sessions')).status).toBe(401);
    }
  });

  it('does not sign with a secret that is missing or short', async () => {
    const owner = await ownerOf();
    const secret = env.AUTH_SECRET!;
    try {
      for (const weak of [undefined, '', 'short']) {
        Object.assign(env, { AUTH_SECRET: weak });
        expect(await owner.signIn(OLGA)).toMatchObject({ status: 500, body: { code: 'internal' } });
        expect((await owner.get('/api/me')).status).toBe(500);
      }
    } finally {
      Object.assign(env, { AUTH_SECRET: secret });
    }
  });

  it('opens nothing of better-auth but what is listed', async () => {
    const owner = await ownerOf();
    const listed = new Set(AUTH_ENDPOINTS.map(({ method, path }) => `${method} ${path}`));
    expect(listed.size).toBe(12);
    const others = [
      'sign-up/email',
      'sign-in/social',
      'reset-password',
      'request-password-reset',
      'verify-password',
      'change-email',
      'update-user',
      'delete-user',
      'update-session',
      'revoke-sessions',
      'link-social',
      'list-accounts',
      'unlink-account',
      'get-access-token',
      'refresh-token',
      'account-info',
      'verify-email',
      'send-verification-email',
      'ok',
      'error',
      'two-factor/send-otp',
      'two-factor/verify-otp',
      'two-factor/get-totp-uri',
      'two-factor/view-backup-codes',
      'callback/google',
      'sign-in/email/',
      'sign-in//email',
      '..%2fauth/sign-up/email',
      '',
    ];
    for (const path of others) {
      for (const method of ['GET', 'POST']) {
        const body = method === 'POST' ? { email: 'eve@example.com', password: PASSWORD, name: 'Eve' } : undefined;
        const answer = await owner.send(method, `/api/auth/${path}`, body);
        expect(answer, `${method} ${path}`).toMatchObject({ status: 404, body: { code: 'route.unknown' } });
      }
    }
    expect(await env.HISTORY.prepare('SELECT count(*) AS n FROM members').first()).toEqual({ n: 1 });
  });

  it('lets no option of better-auth be set from outside', async () => {
    await ownerOf();
    const browser = new Browser();
    for (const extra of [{ callbackURL: '//evil.example' }, { rememberMe: false }, { role: 'admin' }]) {
      const answer = await browser.post('/api/auth/sign-in/email', { email: OLGA, password: PASSWORD, ...extra });
      expect(answer).toMatchObject({ status: 400, body: { code: 'body.malformed' } });
    }
  });
});

describe('the second factor', () => {
  beforeEach(freshWorkspace);

  it('is asked for once a first code was right, and not before', async () => {
    const owner = await ownerOf();
    const { code } = await withTotp(owner);
    expect((await new Browser().signIn(OLGA)).body).toEqual({ twoFactorRedirect: false });
    expect((await owner.post('/api/auth/two-factor/verify-totp', { code: await code() })).status).toBe(200);
    expect((await owner.get('/api/me')).body.twoFactor).toBe(true);

    const browser = new Browser();
    expect((await browser.signIn(OLGA)).body).toEqual({ twoFactorRedirect: true });
    expect((await browser.get('/api/me')).status).toBe(401);
    expect((await browser.post('/api/auth/two-factor/verify-totp', { code: await code() })).status).toBe(200);
    expect((await browser.get('/api/me')).status).toBe(200);
  });

  it('refuses wrong codes, and ends the try after five', async () => {
    const owner = await ownerOf();
    const { code } = await withTotp(owner);
    await owner.post('/api/auth/two-factor/verify-totp', { code: await code() });
    const browser = new Browser();
    await browser.signIn(OLGA);
    for (let guess = 0; guess < 5; guess++) {
      const answer = await browser.post('/api/auth/two-factor/verify-totp', { code: `00000${guess}` });
      expect(answer).toMatchObject({ status: 403, body: { code: 'two-factor.code-wrong' } });
    }
    const answer = await browser.post('/api/auth/two-factor/verify-totp', { code: await code() });
    expect(answer).toMatchObject({ status: 403, body: { code: 'two-factor.expired' } });
    expect((await browser.get('/api/me')).status).toBe(401);
  });

  it('takes a code of the app once, also where two come at the same time', async () => {
    const owner = await ownerOf();
    const { code } = await withTotp(owner);
    const first = await code();
    expect((await owner.post('/api/auth/two-factor/verify-totp', { code: first })).status).toBe(200);
    const [one, other] = [new Browser(), new Browser()];
    for (const browser of [one, other]) await browser.signIn(OLGA);
    const again = await one.post('/api/auth/two-factor/verify-totp', { code: first });
    expect(again).toMatchObject({ status: 403, body: { code: 'two-factor.code-wrong' } });
    const next = await code();
    const answers = await Promise.all(
      [one, other].map((browser) => browser.post('/api/auth/two-factor/verify-totp', { code: next })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 403]);
  });

  it.each([
    ['a new password', '/api/auth/change-password', { currentPassword: PASSWORD, newPassword: 'an entirely new one' }],
    ['signing out everywhere', '/api/auth/revoke-other-sessions', {}],
  ])(
    'is asked for again on every device after %s, and a sign-in that waits for it is over',
    async (how, path, body) => {
      const owner = await ownerOf();
      const { code, backupCodes } = await withTotp(owner);
      await owner.post('/api/auth/two-factor/verify-totp', { code: await code() });
      const trusted = new Browser();
      await trusted.signIn(OLGA);
      await trusted.post('/api/auth/two-factor/verify-totp', { code: await code(), trustDevice: true });
      expect((await trusted.signIn(OLGA)).body).toEqual({ twoFactorRedirect: false });
      const waiting = new Browser();
      expect((await waiting.signIn(OLGA)).body).toEqual({ twoFactorRedirect: true });

      expect((await owner.post(path, body)).status).toBe(200);
      const late = await waiting.post('/api/auth/two-factor/verify-backup-code', { code: backupCodes[0] });
      expect(late).toMatchObject({ status: 403, body: { code: 'two-factor.expired' } });
      const password = how === 'a new password' ? 'an entirely new one' : PASSWORD;
      expect((await trusted.signIn(OLGA, password)).body).toEqual({ twoFactorRedirect: true });
    },
  );

  it('is asked for again on every device after it was switched off and on', async () => {
    const owner = await ownerOf();
    const before = await withTotp(owner);
    await owner.post('/api/auth/two-factor/verify-totp', { code: await before.code() });
    const trusted = new Browser();
    await trusted.signIn(OLGA);
    await trusted.post('/api/auth/two-factor/verify-totp', { code: await before.code(), trustDevice: true });
    expect((await owner.post('/api/auth/two-factor/disable', { password: PASSWORD })).status).toBe(200);
    const after = await withTotp(owner);
    expect((await owner.post('/api/auth/two-factor/verify-totp', { code: await after.code() })).status).toBe(200);
    expect((await trusted.signIn(OLGA)).body).toEqual({ twoFactorRedirect: true });
  });

  it('takes a backup code once', async () => {
    const owner = await ownerOf();
    const { code, backupCodes } = await withTotp(owner);
    await owner.post('/api/auth/two-factor/verify-totp', { code: await code() });
    const use = async () => {
      const browser = new Browser();
      await browser.signIn(OLGA);
      return browser.post('/api/auth/two-factor/verify-backup-code', { code: backupCodes[0] });
    };
    expect((await use()).status).toBe(200);
    expect(await use()).toMatchObject({ status: 403, body: { code: 'two-factor.code-wrong' } });
  });

  it('needs the password to be switched on or off', async () => {
    const owner = await ownerOf();
    const refused = { status: 403, body: { code: 'password.wrong' } };
    expect(await owner.post('/api/auth/two-factor/enable', { password: 'wrong password' })).toMatchObject(refused);
    const { code } = await withTotp(owner);
    await owner.post('/api/auth/two-factor/verify-totp', { code: await code() });
    expect(await owner.post('/api/auth/two-factor/disable', { password: 'wrong password' })).toMatchObject(refused);
    expect((await owner.post('/api/auth/two-factor/disable', { password: PASSWORD })).status).toBe(200);
    expect((await new Browser().signIn(OLGA)).body).toEqual({ twoFactorRedirect: false });
  });

  it('is not for who is not signed in', async () => {
    const stranger = new Browser();
    for (const [path, body] of [
      ['enable', { password: PASSWORD }],
      ['disable', { password: PASSWORD }],
      ['generate-backup-codes', { password: PASSWORD }],
      ['verify-totp', { code: '123456' }],
      ['verify-backup-code', { code: 'abcde-fghij' }],
    ] as const) {
      const answer = await stranger.post(`/api/auth/two-factor/${path}`, body);
      expect(answer.status, path).toBeGreaterThanOrEqual(401);
      expect(answer.status, path).toBeLessThan(404);
      expect(
        answer.headers
          .getSetCookie()
          .some((cookie) => cookie.startsWith(`${SESSION}=`) && !cookie.includes('Max-Age=0')),
      ).toBe(false);
    }
    expect(ORIGIN).toBe(stranger.origin);
  });
});
