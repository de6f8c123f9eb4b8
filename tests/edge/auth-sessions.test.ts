/** S1: sessions can be seen and revoked, run out, and take their sockets with them. */
import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SiteDoor } from '../../src/site/door.ts';
import {
  agentSocket,
  agentSocketWith,
  Browser,
  env,
  freshWorkspace,
  makeSite,
  memberWith,
  ownerOf,
  PASSWORD,
  type Socket,
} from './http-support.ts';

const DAY_MS = 24 * 3_600_000;
const MO = 'mo@example.com';
const UNVIEW = { t: 'conversation.unview', conversation: 'cnv_0000000000000000' };
const SESSION = '__Host-edgewise.session_token';

describe('sessions', () => {
  beforeEach(freshWorkspace);
  afterEach(() => void vi.useRealTimers());

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

  for (const [title, wakes] of [
    ['at the next frame', (_: string, socket: Socket) => socket.send(UNVIEW)],
    ['when the site wakes up', (site: string) => rings(site)],
  ] as const) {
    it(`close their sockets when they run out, ${title}`, async () => {
      const owner = await ownerOf();
      const site = await makeSite(owner, 'Shop');
      const mo = await memberWith({ [site]: 'agent' }, MO);
      const [one, another] = [await agentSocket(mo, site), await agentSocket(mo, site)];
      await expect
        .poll(() => [one, another].every(({ frames }) => frames.join().includes('agent.welcomed')))
        .toBe(true);
      later(DAY_MS - 60_000);
      for (const socket of [one, another]) await isAwake(socket);
      await wakes(site, one);
      await rings(site);
      expect([one.isOpen(), another.isOpen()]).toEqual([true, true]);
      later(DAY_MS + 1);
      await wakes(site, one);
      await expect.poll(() => [one.isOpen(), another.isOpen()]).toEqual([false, false]);
      expect([await one.closed, await another.closed]).toEqual([4401, 4401]);
    });
  }

  it('that were prolonged meanwhile cost their socket one new ticket', async () => {
    const owner = await ownerOf();
    const site = await makeSite(owner, 'Shop');
    const mo = await memberWith({ [site]: 'agent' }, MO);
    const socket = await agentSocket(mo, site);
    later(2 * 3_600_000);
    expect((await mo.get('/api/me')).status).toBe(200);
    later(DAY_MS + 1);
    socket.send({ t: 'agent.hello', v: 2 });
    expect(await socket.closed).toBe(4401);
    const again = await agentSocket(mo, site);
    await expect.poll(() => again.frames.join()).toContain('agent.welcomed');
    await rings(site);
    expect(again.isOpen()).toBe(true);
  });

  it('close their sockets where one that ran out is found to have, whatever the sockets know of it', async () => {
    const owner = await ownerOf();
    const site = await makeSite(owner, 'Shop');
    const mo = await memberWith({ [site]: 'agent' }, MO);
    const [socket, others] = [await agentSocket(mo, site), await agentSocket(owner, site)];
    await env.HISTORY.prepare(
      'UPDATE sessions SET updated_at = updated_at - ? WHERE member = (SELECT id FROM members WHERE email = ?)',
    )
      .bind(DAY_MS + 1, MO)
      .run();
    expect((await mo.get('/api/me')).status).toBe(401);
    await expect.poll(() => socket.isOpen()).toBe(false);
    expect(await socket.closed).toBe(4401);
    expect(others.isOpen()).toBe(true);
  });

  it('leave no socket to outlive a new password or another role, also where nothing is left of the session', async () => {
    const owner = await ownerOf();
    const site = await makeSite(owner, 'Shop');
    const mo = await memberWith({ [site]: 'agent' }, MO);
    const password = { currentPassword: PASSWORD, newPassword: 'another password' };
    const { id } = (await mo.get('/api/me')).body;
    for (const change of [
      () => owner.patch(`/api/members/${id}`, { roles: { [site]: 'supervisor' } }),
      () => mo.post('/api/auth/change-password', password),
    ]) {
      const lost = new Browser();
      await lost.signIn(MO);
      const socket = await agentSocket(lost, site);
      await env.HISTORY.prepare('DELETE FROM sessions WHERE id = ?')
        .bind((await lost.get('/api/auth/get-session')).body.session.id)
        .run();
      expect(socket.isOpen()).toBe(true);
      expect((await change()).status).toBe(200);
      await expect.poll(() => socket.isOpen()).toBe(false);
      expect(await socket.closed).toBe(4401);
    }
  });

  for (const [title, query, status] of [
    ['the session', 'DELETE FROM sessions WHERE member = ?', 401],
    ['the member', 'DELETE FROM members WHERE id = ?', 401],
    ['the role', 'DELETE FROM roles WHERE member = ?', 404],
    ['what the role allows', "UPDATE roles SET role = 'agent' WHERE member = ?", 503],
  ] as const) {
    it(`open no socket with a ticket that was on its way when ${title} was taken away`, async () => {
      const owner = await ownerOf();
      const site = await makeSite(owner, 'Shop');
      const mo = await memberWith({ [site]: 'supervisor' }, MO);
      let ticket = '';
      const { SITE } = env;
      const getByName = (name: string): Partial<SiteDoor> => {
        const door = SITE.getByName(name) as unknown as SiteDoor;
        return {
          disconnect: (who) => door.disconnect(who),
          issueTicket: async (agent) => {
            // All of it is over before the ticket is there: who takes away finds nothing to close.
            await env.HISTORY.prepare(query).bind(agent.id).run();
            const answer = await door.issueTicket(agent);
            if (answer.ok) ticket = answer.value;
            return answer;
          },
        };
      };
      try {
        Object.assign(env, { SITE: { getByName } });
        expect((await mo.post(`/api/sites/${site}/ticket`)).status).toBe(status);
      } finally {
        Object.assign(env, { SITE });
      }
      const socket = await agentSocketWith(ticket, site);
      await expect.poll(() => socket.isOpen()).toBe(false);
      expect(await socket.closed).toBe(4401);
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

/** Turns the clock to so long after now; sockets and timers go on as they are. */
function later(ms: number): void {
  vi.useRealTimers();
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms });
}

/** Gives a sign of life, and waits until it was heard. */
async function isAwake(socket: Awaited<ReturnType<typeof agentSocket>>): Promise<void> {
  socket.send({ t: 'entry.list', conversation: 'cnv_0000000000000000', before: 1 });
  await expect.poll(() => socket.frames.join()).toContain('conversation.unknown');
}

/** Has the site's object woken up by its alarm, as it is by whatever goes on at the site. */
async function rings(site: string): Promise<void> {
  const object = env.SITE.getByName(site);
  await runInDurableObject(object, (_, state) => state.storage.setAlarm(Date.now() + DAY_MS));
  expect(await runDurableObjectAlarm(object)).toBe(true);
}

function age(column: 'created_at' | 'updated_at' | 'expires_at', byMs: number) {
  return env.HISTORY.prepare(`UPDATE sessions SET ${column} = ${column} - ?`).bind(byMs).run();
}

async function sessionAge(): Promise<number> {
  const row = await env.HISTORY.prepare('SELECT max(updated_at) AS at FROM sessions').first<{ at: number }>();
  return Date.now() - (row?.at ?? 0);
}
