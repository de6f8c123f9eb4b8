/** S1: people come by invitation, once, and with the roles that were meant for them. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type Answer,
  agentSocket,
  Browser,
  env,
  freshWorkspace,
  makeSite,
  memberWith,
  ORIGIN,
  ownerOf,
  PASSWORD,
} from './http-support.ts';

let owner: Browser;
let shop = '';
let blog = '';

beforeEach(async () => {
  await freshWorkspace();
  owner = await ownerOf();
  shop = await makeSite(owner, 'Shop');
  blog = await makeSite(owner, 'Blog');
});

const GINA = 'gina@example.com';
const INVALID = { status: 410, body: { code: 'invitation.invalid' } };

async function invite(by = owner, email = GINA, roles: Record<string, string> = { [shop]: 'agent' }): Promise<string> {
  const answer = await by.post('/api/invitations', { email, roles });
  expect(answer.status).toBe(201);
  return new URL(answer.body.link).hash.slice(1);
}

const accept = (token: string, name = 'Gina Guest'): Promise<Answer> =>
  new Browser().post('/api/invitations/accept', { token, name, password: PASSWORD });

describe('an invitation', () => {
  it('is a link whose token no server sees before it is used, kept only as a hash', async () => {
    const answer = await owner.post('/api/invitations', { email: ' Gina@Example.com ', roles: { [shop]: 'agent' } });
    expect(answer.body).toMatchObject({ email: GINA, roles: { [shop]: 'agent' } });
    expect(answer.body.expiresAt - answer.body.createdAt).toBe(72 * 3_600_000);
    const link = new URL(answer.body.link);
    expect(link.origin + link.pathname + link.search).toBe(`${ORIGIN}/invitation`);
    expect(link.hash).toMatch(/^#[0-9A-Za-z_-]{43}$/);
    const rows = await env.HISTORY.prepare('SELECT * FROM invitations').all();
    expect(JSON.stringify(rows.results)).not.toContain(link.hash.slice(1));
    const list = await owner.get('/api/invitations');
    expect(JSON.stringify(list.body)).not.toContain('token');
    expect(list.body).toHaveLength(1);
  });

  it('takes its address from the request’s own, not from headers anybody can send', async () => {
    const headers = { 'X-Forwarded-Host': 'evil.example', 'X-Forwarded-Proto': 'http', Forwarded: 'host=evil.example' };
    const answer = await owner.post('/api/invitations', { email: GINA, roles: { [shop]: 'agent' } }, headers);
    expect(new URL(answer.body.link).origin).toBe(ORIGIN);
  });

  it('says for whom and for what, to who holds it', async () => {
    const token = await invite(owner, GINA, { [shop]: 'agent', [blog]: 'admin' });
    const seen = await new Browser().post('/api/invitations/look', { token });
    expect(seen.body).toEqual({ email: GINA, workspaceSites: ['Blog', 'Shop'] });
  });

  it('makes a member with its roles and no others', async () => {
    const token = await invite(owner, GINA, { [shop]: 'supervisor' });
    expect(await accept(token)).toMatchObject({ status: 201, body: {} });
    const gina = new Browser();
    expect((await gina.signIn(GINA)).status).toBe(200);
    expect((await gina.get('/api/me')).body).toMatchObject({
      name: 'Gina Guest',
      agentName: 'Gina',
      owner: false,
      sites: [{ id: shop, name: 'Shop', role: 'supervisor' }],
    });
  });

  it('is good once', async () => {
    const token = await invite();
    expect((await accept(token)).status).toBe(201);
    expect(await accept(token)).toMatchObject(INVALID);
    expect(await new Browser().post('/api/invitations/look', { token })).toMatchObject(INVALID);
  });

  it('is good once, also for twenty who hold it at the same time', async () => {
    const token = await invite();
    const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => accept(token, `Gina ${index}`)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    for (const answer of answers.filter(({ status }) => status !== 201)) expect(answer).toMatchObject(INVALID);
    expect(await env.HISTORY.prepare('SELECT count(*) AS n FROM members WHERE email = ?').bind(GINA).first()).toEqual({
      n: 1,
    });
  });

  it('is good for three days', async () => {
    const token = await invite();
    await env.HISTORY.prepare('UPDATE invitations SET expires_at = expires_at - ?')
      .bind(72 * 3_600_000)
      .run();
    expect(await accept(token)).toMatchObject(INVALID);
    expect((await owner.get('/api/invitations')).body).toEqual([]);
  });

  it('is not guessed', async () => {
    await invite();
    for (const token of ['x'.repeat(43), `${'A'.repeat(42)}=`, "' OR 1=1 -- 0123456789"]) {
      expect(await accept(token), token).toMatchObject(INVALID);
    }
    expect((await accept('short')).body).toEqual({ code: 'body.malformed' });
  });

  it('ends an older one for the same address, however that address is written', async () => {
    const older = await invite(owner, GINA, { [shop]: 'admin' });
    const other = await invite(owner, 'tine@example.com');
    const newer = await invite(owner, 'Gina@Example.com', { [shop]: 'agent' });
    expect(await accept(older)).toMatchObject(INVALID);
    expect((await owner.get('/api/invitations')).body).toHaveLength(2);
    expect((await accept(newer)).status).toBe(201);
    expect((await accept(other, 'Tine')).status).toBe(201);
  });

  it('is withdrawn', async () => {
    const token = await invite();
    const [{ id }] = (await owner.get('/api/invitations')).body;
    expect((await owner.delete(`/api/invitations/${id}`)).status).toBe(204);
    expect(await accept(token)).toMatchObject(INVALID);
    expect(await owner.delete(`/api/invitations/${id}`)).toMatchObject(INVALID);
  });

  it('is not for who is a member already, also where they became one in between', async () => {
    const token = await invite();
    expect((await accept(token)).status).toBe(201);
    // As if it had been made in the moment in which another one was accepted.
    await env.HISTORY.prepare('UPDATE invitations SET accepted_at = NULL').run();
    expect(await accept(token)).toMatchObject({ status: 409, body: { code: 'email.taken' } });
    const again = await owner.post('/api/invitations', { email: GINA, roles: { [shop]: 'agent' } });
    expect(again).toMatchObject({ status: 409, body: { code: 'email.taken' } });
  });

  it('gives roles on existing sites only, and at least one', async () => {
    const to = (roles: unknown) => owner.post('/api/invitations', { email: GINA, roles });
    expect((await to({})).body).toEqual({ code: 'body.malformed' });
    expect((await to({ [shop]: 'owner' })).body).toEqual({ code: 'body.malformed' });
    expect((await to({ site_0000000000000000: 'agent' })).body).toEqual({ code: 'site.unknown' });
    const token = await invite();
    await owner.delete(`/api/sites/${shop}`);
    expect((await accept(token)).status).toBe(201);
    const gina = new Browser();
    await gina.signIn(GINA);
    expect((await gina.get('/api/me')).body.sites).toEqual([]);
  });

  it('is worth no more than what its inviter may still give', async () => {
    const admin = await memberWith({ [shop]: 'admin', [blog]: 'admin' }, 'admin@example.com');
    const id = await idOf('admin@example.com');
    const both = await invite(admin, 'both@example.com', { [shop]: 'agent', [blog]: 'agent' });
    const inShop = await invite(admin, 'shop@example.com', { [shop]: 'admin' });
    const inBlog = await invite(admin, 'blog@example.com', { [blog]: 'agent' });
    const owners = await invite(owner, 'owners@example.com', { [shop]: 'admin' });
    await owner.patch(`/api/members/${id}`, { roles: { [shop]: 'supervisor', [blog]: 'admin' } });
    for (const token of [both, inShop]) {
      expect(await new Browser().post('/api/invitations/look', { token })).toMatchObject(INVALID);
      expect(await accept(token)).toMatchObject(INVALID);
    }
    const open = (await owner.get('/api/invitations')).body as { email: string }[];
    expect(open.map(({ email }) => email)).toEqual(['blog@example.com', 'owners@example.com']);
    expect((await accept(inBlog)).status).toBe(201);
    expect((await accept(owners)).status).toBe(201);
  });

  it('is worth nothing either where the inviter lost their role while it was being accepted', async () => {
    await memberWith({}, 'admin@example.com');
    const id = await idOf('admin@example.com');
    const token = await invite();
    // As it is found right before the one transaction that accepts.
    const { batch } = env.HISTORY;
    const demoted = env.HISTORY.prepare('UPDATE invitations SET inviter = ?').bind(id);
    const spy = vi.spyOn(env.HISTORY, 'batch').mockImplementationOnce(async (statements) => {
      await demoted.run();
      return batch.call(env.HISTORY, statements) as never;
    });
    expect(await accept(token)).toMatchObject(INVALID);
    expect(spy).toHaveBeenCalled();
    spy.mockRestore();
    expect(await idOf(GINA)).toBe('');
  });

  it('goes with its inviter', async () => {
    const admin = await memberWith({ [shop]: 'admin' }, 'admin@example.com');
    const token = await invite(admin);
    await owner.delete(`/api/members/${await idOf('admin@example.com')}`);
    expect((await owner.get('/api/invitations')).body).toEqual([]);
    expect(await env.HISTORY.prepare('SELECT count(*) AS n FROM invitations').first()).toEqual({ n: 0 });
    expect(await accept(token)).toMatchObject(INVALID);
  });

  it('is kept no longer than until the next one is made, once it is used or has run out', async () => {
    const [used, old] = [await invite(owner, 'used@example.com'), await invite(owner, 'old@example.com')];
    expect((await accept(used)).status).toBe(201);
    await env.HISTORY.prepare("UPDATE invitations SET expires_at = 1 WHERE email = 'old@example.com'").run();
    await invite(owner, 'open@example.com');
    await invite();
    const { results } = await env.HISTORY.prepare('SELECT email FROM invitations ORDER BY email').all();
    expect(results).toEqual([{ email: GINA }, { email: 'open@example.com' }]);
    for (const token of [used, old]) expect(await accept(token)).toMatchObject(INVALID);
  });

  it('can’t give, show or take away what is not the admin’s', async () => {
    const admin = await memberWith({ [shop]: 'admin', [blog]: 'supervisor' });
    const to = (roles: Record<string, string>) => admin.post('/api/invitations', { email: GINA, roles });
    expect((await to({ [blog]: 'agent' })).body).toEqual({ code: 'site.unknown' });
    expect((await to({ [shop]: 'agent', [blog]: 'agent' })).body).toEqual({ code: 'site.unknown' });
    await invite(owner, 'both@example.com', { [shop]: 'agent', [blog]: 'admin' });
    await invite(owner, 'blog@example.com', { [blog]: 'admin' });
    await invite(admin, GINA);
    const seen = (await admin.get('/api/invitations')).body as { id: string; email: string; roles: object }[];
    expect(seen.map(({ email, roles }) => [email, roles])).toEqual([
      ['both@example.com', { [shop]: 'agent' }],
      [GINA, { [shop]: 'agent' }],
    ]);
    expect(await admin.delete(`/api/invitations/${seen[0]?.id}`)).toMatchObject(INVALID);
    expect((await admin.delete(`/api/invitations/${seen[1]?.id}`)).status).toBe(204);
  });
});

describe('members', () => {
  it('are seen by an admin where they have a role on a site of theirs, with no more than that', async () => {
    await memberWith({ [shop]: 'agent', [blog]: 'admin' }, 'both@example.com');
    await memberWith({ [blog]: 'agent' }, 'blog@example.com');
    const admin = await memberWith({ [shop]: 'admin' }, 'admin@example.com');
    const seen = (await admin.get('/api/members')).body as { email: string; roles: object; owner: boolean }[];
    expect(seen.map(({ email, roles, owner }) => [email, roles, owner])).toEqual([
      ['olga@example.com', {}, true],
      ['both@example.com', { [shop]: 'agent' }, false],
      ['admin@example.com', { [shop]: 'admin' }, false],
    ]);
    expect((await owner.get('/api/members')).body).toHaveLength(4);
  });

  it('get their roles changed by an admin on the admin’s sites, and nowhere else', async () => {
    await memberWith({ [shop]: 'agent', [blog]: 'admin' }, 'both@example.com');
    const admin = await memberWith({ [shop]: 'admin' });
    const id = await idOf('both@example.com');
    expect((await admin.patch(`/api/members/${id}`, { roles: { [shop]: 'supervisor' } })).body.roles).toEqual({
      [shop]: 'supervisor',
    });
    expect((await admin.patch(`/api/members/${id}`, { roles: { [blog]: 'agent' } })).body).toEqual({
      code: 'site.unknown',
    });
    expect((await admin.patch(`/api/members/${id}`, { roles: {} })).status).toBe(200);
    const all = (await owner.get('/api/members')).body as { id: string; roles: object }[];
    expect(all.find((member) => member.id === id)?.roles).toEqual({ [blog]: 'admin' });
    expect((await admin.patch(`/api/members/${id}`, { roles: { [shop]: 'admin' } })).body).toEqual({
      code: 'member.unknown',
    });
  });

  it('lose their sockets with their role, and come back with another one', async () => {
    const mo = await memberWith({ [shop]: 'agent', [blog]: 'agent' }, 'mo@example.com');
    const id = await idOf('mo@example.com');
    const [inShop, inBlog] = [await agentSocket(mo, shop), await agentSocket(mo, blog)];
    await owner.patch(`/api/members/${id}`, { roles: { [blog]: 'supervisor' } });
    const from = Date.now();
    expect(await inShop.closed).toBe(4403);
    expect(await inBlog.closed).toBe(4401);
    expect(Date.now() - from).toBeLessThan(1_000);
    expect((await mo.post(`/api/sites/${shop}/ticket`)).body).toEqual({ code: 'site.unknown' });
    const again = await agentSocket(mo, blog);
    await expect.poll(() => again.frames.join()).toContain('"role":"supervisor"');
  });

  it('are removed with all they had', async () => {
    const mo = await memberWith({ [shop]: 'admin' }, 'mo@example.com');
    const socket = await agentSocket(mo, shop);
    const id = await idOf('mo@example.com');
    expect((await owner.delete(`/api/members/${id}`)).status).toBe(204);
    expect(await socket.closed).toBe(4403);
    expect((await mo.get('/api/me')).status).toBe(401);
    expect((await new Browser().signIn('mo@example.com')).body).toEqual({ code: 'sign-in.failed' });
    for (const table of ['sessions', 'accounts', 'roles', 'two_factors']) {
      const row = await env.HISTORY.prepare(`SELECT count(*) AS n FROM ${table} WHERE member = ?`).bind(id).first();
      expect(row, table).toEqual({ n: 0 });
    }
    expect((await owner.delete(`/api/members/${id}`)).body).toEqual({ code: 'member.unknown' });
  });

  for (const [title, take, code] of [
    ['a role taken away', (id: string) => owner.patch(`/api/members/${id}`, { roles: {} }), 4403],
    ['another role', (id: string) => owner.patch(`/api/members/${id}`, { roles: { [blog]: 'supervisor' } }), 4401],
    ['a removal', (id: string) => owner.delete(`/api/members/${id}`), 4403],
  ] as const) {
    it(`lose their sockets by ${title}, also where the role was given a moment before`, async () => {
      const mo = await memberWith({ [shop]: 'agent', [blog]: 'agent' }, 'mo@example.com');
      const id = await idOf('mo@example.com');
      const socket = await agentSocket(mo, blog);
      // Not there when the member is read, and there again when the change is written.
      await env.HISTORY.prepare('DELETE FROM roles WHERE site = ?').bind(blog).run();
      const { batch } = env.HISTORY;
      const spy = vi.spyOn(env.HISTORY, 'batch').mockImplementationOnce(async (statements) => {
        await env.HISTORY.prepare("INSERT INTO roles (member, site, role) VALUES (?, ?, 'agent')").bind(id, blog).run();
        return batch.call(env.HISTORY, statements) as never;
      });
      expect((await take(id)).status).toBeLessThan(300);
      expect(spy).toHaveBeenCalled();
      spy.mockRestore();
      await expect.poll(() => socket.isOpen()).toBe(false);
      expect(await socket.closed).toBe(code);
    });
  }

  it('always include the owner', async () => {
    const { id } = (await owner.get('/api/me')).body;
    expect((await owner.delete(`/api/members/${id}`)).body).toEqual({ code: 'member.last-owner' });
    expect((await owner.patch(`/api/members/${id}`, { roles: {} })).body).toEqual({ code: 'member.last-owner' });
  });

  it('change what is theirs to change: name, agent name, sound', async () => {
    const changed = await owner.patch('/api/me', { agentName: 'Olja', sound: 'none' });
    expect(changed.body).toMatchObject({ name: 'Olga Owner', agentName: 'Olja', sound: 'none' });
    expect((await owner.get('/api/me')).body).toEqual(changed.body);
    expect((await owner.patch('/api/me', {})).body).toEqual(changed.body);
  });
});

async function idOf(email: string): Promise<string> {
  const row = await env.HISTORY.prepare('SELECT id FROM members WHERE email = ?').bind(email).first<{ id: string }>();
  return row?.id ?? '';
}
