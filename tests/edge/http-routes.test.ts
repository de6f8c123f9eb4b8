/** Who may do what over HTTP: every route there is, asked by everybody there is. */
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { POLICY } from '#core/policy';
import { createApp, ROUTES } from '../../src/http/app.ts';
import { type Answer, Browser, freshWorkspace, makeSite, memberWith, ownerOf } from './http-support.ts';

type Who = 'nobody' | 'visitor' | 'agent' | 'supervisor' | 'admin' | 'agent elsewhere' | 'admin elsewhere' | 'owner';

const people = new Map<Who, Browser>();
let here = '';
let elsewhere = '';

beforeAll(async () => {
  await freshWorkspace();
  const owner = await ownerOf();
  here = await makeSite(owner, 'Here');
  // Sites are listed in the order in which they were made, which the clock tells to the millisecond.
  const madeAt = Date.now();
  await vi.waitUntil(() => Date.now() > madeAt, { interval: 1 });
  elsewhere = await makeSite(owner, 'Elsewhere');
  const visitor = new Browser();
  people.set('nobody', new Browser()).set('visitor', visitor).set('owner', owner);
  for (const role of ['agent', 'supervisor', 'admin'] as const) people.set(role, await memberWith({ [here]: role }));
  people.set('agent elsewhere', await memberWith({ [elsewhere]: 'agent' }));
  people.set('admin elsewhere', await memberWith({ [elsewhere]: 'admin' }));
});

/** What each need lets through, spelled out rather than computed the way the policy does. */
const LETS: Record<string, readonly Who[]> = {
  public: ['nobody', 'visitor', 'agent', 'supervisor', 'admin', 'agent elsewhere', 'admin elsewhere', 'owner'],
  member: ['agent', 'supervisor', 'admin', 'agent elsewhere', 'admin elsewhere', 'owner'],
  agent: ['agent', 'supervisor', 'admin', 'owner'],
  supervisor: ['supervisor', 'admin', 'owner'],
  admin: ['admin', 'owner'],
  'some-admin': ['admin', 'admin elsewhere', 'owner'],
  owner: ['owner'],
};
const EVERYBODY = LETS.public as readonly Who[];

/** A request that gets as far as the policy and changes nothing behind it: no body, and ids that name nothing. */
function ask(who: Who, method: string, path: string, site = here): Promise<Answer> {
  const real = path
    .replace(':site', site)
    .replace(':article', 'art_0000000000000000')
    .replace(':template', 'tpl_0000000000000000')
    .replace(':member', 'agt_0000000000000000')
    .replace(':invitation', 'inv_0000000000000000')
    .replace(':device', 'ver_0000000000000000');
  const headers: Record<string, string> = who === 'visitor' ? { Authorization: `Bearer ${'v'.repeat(43)}` } : {};
  return (people.get(who) as Browser).send(method, real, undefined, headers);
}

const DENIALS = ['sign-in.needed', 'role.refused', 'site.unknown', 'origin.refused'];

describe('the policy over HTTP', () => {
  it('has a route for each action of docs/http.md, each made with one', () => {
    expect(ROUTES.length).toBeGreaterThan(35);
    for (const route of ROUTES) expect(POLICY, `${route.method} ${route.path}`).toHaveProperty([route.action]);
  });

  it('knows of no path that is not on the list', () => {
    const listed = ROUTES.map(({ method, path }) => `${method} ${path}`).sort();
    const served = createApp()
      .routes.filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => `${method} ${path}`)
      .sort();
    expect(served).toEqual(listed);
    const around = createApp()
      .routes.filter(({ method }) => method === 'ALL')
      .map(({ path }) => path);
    // Time-outs, the headers, and who it is.
    expect(around).toEqual(['/*', '/*', '/api/*']);
  });

  for (const { method, path, action } of ROUTES) {
    const need = POLICY[action];
    for (const who of EVERYBODY) {
      const allowed = (LETS[need] as readonly Who[]).includes(who);
      // Deleting a site is tried by its owner below, on a site that may go.
      if (action === 'site.delete' && allowed) continue;
      it(`${allowed ? 'lets' : 'refuses'} ${who}: ${method} ${path}`, async () => {
        const { status, body } = await ask(who, method, path);
        if (allowed) {
          const signInAnswersItself = action === 'auth.use';
          if (!signInAnswersItself) expect(DENIALS).not.toContain(body?.code);
          expect(status).not.toBe(500);
          return;
        }
        const signedOut = who === 'nobody' || who === 'visitor';
        const hidden = path.includes(':site') && who.endsWith('elsewhere');
        const code = signedOut ? 'sign-in.needed' : hidden ? 'site.unknown' : 'role.refused';
        expect(body).toEqual({ code });
        expect(status).toBe({ 'sign-in.needed': 401, 'site.unknown': 404, 'role.refused': 403 }[code]);
      });
    }
  }

  it('answers the same for a site of others as for one that does not exist', async () => {
    for (const { method, path } of ROUTES.filter(({ path }) => path.startsWith('/api/sites/:site'))) {
      for (const who of ['agent', 'supervisor', 'admin'] as const) {
        const theirs = await ask(who, method, path, elsewhere);
        for (const site of ['site_0000000000000000', 'site_x', '__proto__', 'constructor', '%00', "'"]) {
          const none = await ask(who, method, path, site);
          expect([none.status, none.body], `${method} ${path} ${site}`).toEqual([theirs.status, theirs.body]);
        }
        expect(theirs.body).toEqual({ code: 'site.unknown' });
      }
    }
  });

  it('tells the owner of a site that does not exist', async () => {
    for (const { method, path } of ROUTES.filter(
      ({ path }) => path === '/api/sites/:site' || path.endsWith('/ticket'),
    )) {
      if (method === 'PATCH') continue; // the body comes first
      for (const site of ['site_0000000000000000', 'site_x', '__proto__']) {
        expect((await ask('owner', method, path, site)).body, `${method} ${path}`).toEqual({ code: 'site.unknown' });
      }
    }
  });

  it('lets the owner delete a site, which is then gone from every list', async () => {
    const owner = people.get('owner') as Browser;
    const site = await makeSite(owner, 'Short-lived');
    expect((await owner.delete(`/api/sites/${site}`)).status).toBe(204);
    expect((await owner.get(`/api/sites/${site}`)).body).toEqual({ code: 'site.unknown' });
    const sites = (await owner.get('/api/sites')).body as { id: string }[];
    expect(sites.map(({ id }) => id)).toEqual([here, elsewhere]);
  });

  it('gives everybody the sites they have a role on, with that role', async () => {
    const sites = async (who: Who) => (await (people.get(who) as Browser).get('/api/sites')).body;
    expect(await sites('agent')).toEqual([{ id: here, name: 'Here', role: 'agent' }]);
    expect(await sites('admin elsewhere')).toEqual([{ id: elsewhere, name: 'Elsewhere', role: 'admin' }]);
    expect(await sites('owner')).toEqual([
      { id: here, name: 'Here', role: 'admin' },
      { id: elsewhere, name: 'Elsewhere', role: 'admin' },
    ]);
  });
});
