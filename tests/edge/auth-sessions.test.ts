/** S1: sessions can be seen and revoked, run out, and take their sockets with them. */
import { beforeEach, describe, expect, it } from 'vitest';
import { agentSocket, Browser, env, freshWorkspace, makeSite, memberWith, ownerOf, PASSWORD } from './http-support.ts';

const DAY_MS = 24 * 3_600_000;
const MO = 'mo@example.com';
const SESSION = '__Host-edgewise.session_token';

describe('sessions', () => {
  beforeEach(freshWorkspace);

  it('are listed with where they are, and which is this one', async () => {
    const owner = await ownerOf();
    await new Browser().signIn('olga@example.com');
    const { body } = await owner.get('/api/auth/list-sessions');
    expect(body).toHaveLength(2);
    expect(body.filter((session: { current: boolean }) => session.current)).toHaveLength(1);
    const current = body.find((session: { current: boolean }) => session.current);
    expect((await owner.get('/api/auth/get-session')).body.session.id).toBe(current.id);
    expect(current.ipAddress).not.toBe('');
    expect(Object.keys(current).sort()).toEqual(
      ['createdAt', 'current', 'expiresAt', 'id', 'ipAddress', 'token', 'updatedAt', 'userAgent'].sort(),
    );
  });

  it('are revoked one by one, at once', async () => {
    const owner = await ownerOf();
    const other = new Browser();
    await other.signIn('olga@example.com');
    const list = (await owner.get('/api/auth/list-sessions')).body as { token: string; current: boolean }[];
    const { token } = list.find((session) => !session.current)!;
    expect((await owner.post('/api/auth/revoke-session', { token })).status).toBe(200);
    expect((await other.get('/api/me')).status).toBe(401);
    expect((await owner.get('/api/me')).status).toBe(200);
  });

  it('can’t be revoked by somebody else, and no cookie can be made of a token', async () => {
    const owner = await ownerOf();
    const site = await makeSite(owner, 'Shop');
    const mo = await memberWith({ [site]: 'admin' });
    const [{ token }] = (await owner.get('/api/auth/list-sessions')).body;
    await mo.post('/api/auth/revoke-session', { token });
    expect((await owner.get('/api/me')).status).toBe(200);
    const thief = new Browser();
    thief.cookies.set(SESSION, token);
    expect((await thief.get('/api/me')).status).toBe(401);
  });

  it('are revoked all but this one', async () => {
    const owner = await ownerOf();
    const others = [new Browser(), new Browser()];
    for (const other of others) await other.signIn('olga@example.com');
    expect((await owner.post('/api/auth/revoke-other-sessions', {})).status).toBe(200);
    for (const other of others) expect((await other.get('/api/me')).status).toBe(401);
    expect((await owner.get('/api/me')).status).toBe(200);
  });

  it('end everywhere else when the password changes', async () => {
    const owner = await ownerOf();
    const other = new Browser();
    await other.signIn('olga@example.com');
    const wrong = { currentPassword: 'wrong password', newPassword: 'another password' };
    expect((await owner.post('/api/auth/change-password', wrong)).body).toEqual({ code: 'password.wrong' });
    const right = { currentPassword: PASSWORD, newPassword: 'another password', revokeOtherSessions: false };
    expect((await owner.post('/api/auth/change-password', right)).status).toBe(200);
    expect((await other.get('/api/me')).status).toBe(401);
    expect((await owner.get('/api/me')).status).toBe(200);
    expect((await new Browser().signIn('olga@example.com')).status).toBe(401);
    expect((await new Browser().signIn('olga@example.com', 'another password')).status).toBe(200);
  });

  it('take a password of eight characters at least, and of two hundred', async () => {
    const owner = await ownerOf();
    const change = (newPassword: string) =>
      owner.post('/api/auth/change-password', { currentPassword: PASSWORD, newPassword });
    expect((await change('seven77')).body).toEqual({ code: 'body.malformed' });
    expect((await change('x'.repeat(201))).body).toEqual({ code: 'body.malformed' });
    expect((await change('パスワード🚲'.repeat(20))).status).toBe(200);
  });

  it('run out after a week, however busy', async () => {
    const owner = await ownerOf();
    await age('created_at', 7 * DAY_MS + 1);
    await age('expires_at', 7 * DAY_MS + 1);
    expect((await owner.get('/api/me')).status).toBe(401);
    expect((await owner.get('/api/auth/list-sessions')).status).toBe(401);
  });

  it('run out after a day without use, for better-auth’s endpoints too', async () => {
    const owner = await ownerOf();
    await age('updated_at', DAY_MS - 60_000);
    expect((await owner.get('/api/me')).status).toBe(200);
    await expect.poll(async () => await sessionAge()).toBeLessThan(60_000);
    await age('updated_at', DAY_MS + 1);
    expect((await owner.get('/api/auth/list-sessions')).status).toBe(401);
    expect((await owner.get('/api/me')).status).toBe(401);
  });

  it('are written down as seen once an hour, not with each request', async () => {
    const owner = await ownerOf();
    await age('updated_at', 30 * 60_000);
    await owner.get('/api/me');
    expect(await sessionAge()).toBeGreaterThan(29 * 60_000);
  });

  for (const [title, end] of [
    ['signing out', (browser: Browser) => browser.post('/api/auth/sign-out', {})],
    [
      'switching the second factor off',
      (browser: Browser) => browser.post('/api/auth/two-factor/disable', { password: PASSWORD }),
    ],
    [
      'a new password',
      (browser: Browser) =>
        browser.post('/api/auth/change-password', { currentPassword: PASSWORD, newPassword: 'another password' }),
    ],
  ] as const) {
    it(`close their sockets within a second: ${title}`, async () => {
      const owner = await ownerOf();
      const site = await makeSite(owner, 'Shop');
      const mo = await memberWith({ [site]: 'agent' }, MO);
      const socket = await agentSocket(mo, site);
      const others = await agentSocket(owner, site);
      expect((await end(mo)).status).toBe(200);
      const from = Date.now();
      expect(await socket.closed).toBe(4401);
      expect(Date.now() - from).toBeLessThan(1_000);
      expect(others.isOpen()).toBe(true);
    });
  }

  it('close the sockets of the revoked one alone', async () => {
    const owner = await ownerOf();
    const site = await makeSite(owner, 'Shop');
    const mo = await memberWith({ [site]: 'agent' }, MO);
    const other = new Browser();
    await other.signIn(MO);
    const here = await agentSocket(mo, site);
    const there = await agentSocket(other, site);
    await mo.post('/api/auth/revoke-other-sessions', {});
    expect(await there.closed).toBe(4401);
    expect(here.isOpen()).toBe(true);
  });
});

function age(column: 'created_at' | 'updated_at' | 'expires_at', byMs: number) {
  return env.HISTORY.prepare(`UPDATE sessions SET ${column} = ${column} - ?`).bind(byMs).run();
}

async function sessionAge(): Promise<number> {
  const row = await env.HISTORY.prepare('SELECT max(updated_at) AS at FROM sessions').first<{ at: number }>();
  return Date.now() - (row?.at ?? 0);
}
