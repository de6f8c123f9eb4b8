/**
 * Hostile bodies to every route that reads one, by an owner, an admin of one site and by nobody: never an answer of the 500s, always JSON
 * with a known code, and no row anywhere is changed by a refusal. `FUZZ_RUNS` multiplies the requests; fast-check prints the seed.
 */
import { env as bindings, exports } from 'cloudflare:workers';
import fc from 'fast-check';
import { afterEach, beforeAll, beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest';
import type * as z from 'zod';
import { articleBodySchema, articleChangeSchema, questionSchema } from '#protocol/article';
import { agentPatchSchema, revealSchema } from '#protocol/desk';
import {
  invitationAcceptSchema,
  invitationCreateSchema,
  memberPatchSchema,
  mePatchSchema,
  setupSchema,
} from '#protocol/member';
import { queueBodySchema, queuePatchSchema } from '#protocol/queue';
import { REFUSAL_CODES } from '#protocol/refusal';
import { siteCreateSchema, sitePatchSchema } from '#protocol/site';
import { templateBodySchema, templateImportSchema } from '#protocol/template';
import { ROUTES } from '../../src/http/app.ts';
import { AUTH_ENDPOINTS } from '../../src/http/auth/endpoints.ts';
import { siteAt } from '../../src/http/env.ts';
import { SESSION_COOKIE } from '../../src/http/principal.ts';
import { drawn, type Hints, hostile, type Sent } from '../core/hostile.ts';
import { type Answer, Browser, env, freshWorkspace, makeSite, memberWith, ORIGIN, ownerOf } from './http-support.ts';

const RUNS = 24 * Number((bindings as { FUZZ_RUNS?: string }).FUZZ_RUNS ?? 1);
const LIMIT_MS = 2_000 * RUNS;

/** The schema of each route's body. */
const BODIES: Record<string, z.ZodType> = {
  'POST /api/setup': setupSchema,
  'PATCH /api/me': mePatchSchema,
  'POST /api/sites': siteCreateSchema,
  'PATCH /api/sites/:site': sitePatchSchema,
  'POST /api/sites/:site/articles': articleBodySchema,
  'PUT /api/sites/:site/articles/:article': articleChangeSchema,
  'POST /api/sites/:site/questions': questionSchema,
  'POST /api/sites/:site/templates': templateBodySchema,
  'POST /api/sites/:site/templates/import': templateImportSchema,
  'PUT /api/sites/:site/templates/:template': templateBodySchema,
  'POST /api/sites/:site/queues': queueBodySchema,
  'PATCH /api/sites/:site/queues/:queue': queuePatchSchema,
  'PATCH /api/sites/:site/agents/:member': agentPatchSchema,
  'POST /api/sites/:site/reveal': revealSchema,
  'PATCH /api/members/:member': memberPatchSchema,
  'POST /api/invitations': invitationCreateSchema,
  'POST /api/invitations/look': invitationAcceptSchema.pick({ token: true }),
  'POST /api/invitations/accept': invitationAcceptSchema,
  ...Object.fromEntries(
    AUTH_ENDPOINTS.flatMap(({ method, path, body }) => (body ? [[`${method} /api/auth${path}`, body] as const] : [])),
  ),
};
/** Routes that read no body; they are sent one all the same. */
const BODILESS = ROUTES.filter(({ method, path }) => method !== 'GET' && !(`${method} ${path}` in BODIES));

const OWNER = 'olga@example.com';
const ADMIN = 'adam@example.com';

let here = '';
let member = '';
let article = '';
let template = '';
let queue = '';
let writers: string[] = [];
const people = new Map<string, Browser>();
let errors: MockInstance;

beforeAll(async () => {
  await freshWorkspace();
  const owner = await ownerOf('Olga Owner', OWNER);
  here = await makeSite(owner, 'Here', ['https://shop.example']);
  const admin = await memberWith({ [here]: 'admin' }, ADMIN);
  await memberWith({ [here]: 'agent' });
  people.set('owner', owner).set('admin', admin).set('nobody', new Browser());
  const members = (await owner.get('/api/members')).body as { id: string; roles: Record<string, string> }[];
  writers = members.map(({ id }) => id);
  member = members.find((one) => one.roles[here] === 'agent')!.id;
  article = (await owner.post(`/api/sites/${here}/articles`, { title: 'Delivery', body: 'Two days.' })).body.id;
  const hello = { scope: 'site', shortcut: 'hello', title: 'Hello', body: 'Hi {{visitor.name|there}}!' };
  template = (await owner.post(`/api/sites/${here}/templates`, hello)).body.id;
  queue = (await owner.get(`/api/sites/${here}/queues`)).body[0].id;
});

beforeEach(() => {
  errors = vi.spyOn(console, 'error');
});
afterEach(() => errors.mockRestore());

it('knows the body of each route that has one', () => {
  expect(BODILESS.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'DELETE /api/me/devices',
    'DELETE /api/me/devices/:device',
    'DELETE /api/sites/:site',
    'POST /api/sites/:site/ticket',
    'DELETE /api/sites/:site/articles/:article',
    'DELETE /api/sites/:site/templates/:template',
    'DELETE /api/sites/:site/queues/:queue',
    'DELETE /api/members/:member',
    'DELETE /api/invitations/:invitation',
  ]);
  const all = ROUTES.map(({ method, path }) => `${method} ${path}`);
  expect(Object.keys(BODIES).filter((route) => !all.includes(route))).toEqual([]);
});

/** Roles are given on a site that is there, or on none. */
const hints = (): Hints => ({
  roles: fc.dictionary(
    fc.constantFrom(here, here, 'site_0000000000000000', '__proto__'),
    fc.constantFrom('agent', 'admin'),
  ),
});

const TYPES = ['application/json', 'application/json; charset=utf-8', 'text/plain', 'multipart/form-data', ''];
const strange = {
  path: fc.constantFrom('__proto__', '%00', '..', "'", 'x'.repeat(300), '%F0%9F%98%80', '%'),
  type: fc.constantFrom(...TYPES),
};

describe('a hostile body', () => {
  for (const [route, schema] of Object.entries(BODIES)) {
    it(
      `is taken or refused: ${route}`,
      () => tryAll(route, () => fc.oneof({ weight: 4, arbitrary: hostile(schema, hints()) }, big(schema))),
      2 * LIMIT_MS,
    );
  }
  for (const { method, path } of BODILESS) {
    // What it would delete is not there.
    it(
      `where none is read: ${method} ${path}`,
      () => tryAll(`${method} ${path}`, () => hostile(siteCreateSchema), true),
      2 * LIMIT_MS,
    );
  }
});

/** Longer than a body may be. */
function big(schema: z.ZodType): fc.Arbitrary<Sent> {
  return drawn(schema).map((body) => JSON.stringify(body) + ' '.repeat(600 * 1024));
}

async function tryAll(route: string, bodies: () => fc.Arbitrary<Sent>, nothingThere = false): Promise<void> {
  const [method = '', path = ''] = route.split(' ');
  const ids = nothingThere ? NOTHING : { site: here, member, article, template, queue, invitation: NOTHING.invitation };
  const one = fc.record({
    who: fc.constantFrom('owner', 'owner', 'admin', 'nobody'),
    body: bodies(),
    type: fc.oneof({ weight: 8, arbitrary: fc.constant('application/json') }, strange.type),
    part: fc.oneof({ weight: 12, arbitrary: fc.constant(null) }, strange.path),
  });
  let before = await everything();
  await fc.assert(
    fc.asyncProperty(one, async ({ who, body, type, part }) => {
      const real = path.replace(/:(\w+)/g, (_, name: keyof typeof ids) => part ?? ids[name]);
      const browser = asAnyAddress(people.get(who)!);
      const answer = await send(browser, method, real, body, type);
      expect(errors.mock.calls).toEqual([]);
      expect(answer.status).toBeLessThan(500);
      if (answer.status >= 400) {
        expect(Object.keys(REFUSAL_CODES)).toContain(answer.body?.code);
        expect(REFUSAL_CODES[answer.body.code as keyof typeof REFUSAL_CODES]).toBe(answer.status);
      } else
        expect(answer.status === 204 ? answer.body : typeof answer.body).toBe(answer.status === 204 ? null : 'object');
      const after = await everything();
      if (answer.status >= 400) expect(after).toBe(before);
      before = after;
      // Signing out is no less a right of theirs.
      if (who !== 'nobody' && !browser.cookies.has(SESSION_COOKIE))
        await browser.signIn(who === 'owner' ? OWNER : ADMIN);
    }),
    { numRuns: RUNS, interruptAfterTimeLimit: LIMIT_MS, markInterruptAsFailure: true },
  );
}

const NOTHING = {
  site: 'site_0000000000000000',
  member: 'agt_0000000000000000',
  article: 'art_0000000000000000',
  template: 'tpl_0000000000000000',
  queue: 'que_0000000000000000',
  invitation: 'inv_0000000000000000',
};

let addresses = 0;

/** The same person from another network, so that no limit by address is met. */
function asAnyAddress(person: Browser): Browser {
  person.address = `203.0.${++addresses % 250}.${Math.floor(addresses / 250) % 250}`;
  return person;
}

async function send(browser: Browser, method: string, path: string, body: Sent, type: string): Promise<Answer> {
  if (typeof body === 'string') return browser.send(method, path, body, { 'Content-Type': type, Origin: ORIGIN });
  const headers = {
    'Content-Type': type,
    'CF-Connecting-IP': browser.address,
    Cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    Origin: ORIGIN,
  };
  const worker = (exports as unknown as { default: Fetcher }).default;
  const answer = await worker.fetch(`${ORIGIN}${path}`, { method, headers, body });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, body: text === '' ? null : JSON.parse(text) };
}

/** All that a refusal must not change: D1 but for what counts attempts and keeps sessions fresh, and the site's own object. */
async function everything(): Promise<string> {
  const found = await env.HISTORY.batch(
    TABLES.map((table) => env.HISTORY.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`)),
  );
  const door = siteAt(env, here);
  return JSON.stringify([
    found.map(({ results }) => results),
    await door.read(),
    await door.listArticles(),
    await templatesOf(door),
  ]);
}

/** As the owner and the admin see them. */
function templatesOf(door: ReturnType<typeof siteAt>) {
  return Promise.all(writers.map((id) => door.listTemplates(id)));
}

const TABLES = ['sites', 'members', 'roles', 'accounts', 'invitations', 'conversations', 'visits', 'visitors'];
