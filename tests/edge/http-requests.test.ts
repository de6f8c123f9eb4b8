/** What is asked of every request, and what every answer carries, whatever the route. */
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { ROUTES } from '../../src/http/app.ts';
import { type Answer, Browser, env, freshWorkspace, makeSite, ORIGIN, ownerOf } from './http-support.ts';

let owner: Browser;
let site = '';

beforeAll(async () => {
  await freshWorkspace();
  owner = await ownerOf();
  site = await makeSite(owner, 'Shop');
});

const ADDRESSES = {
  ':site': () => site,
  ':article': () => 'art_0000000000000000',
  ':template': () => 'tpl_0000000000000000',
  ':member': () => 'agt_0000000000000000',
  ':invitation': () => 'inv_0000000000000000',
};
const real = (path: string) =>
  Object.entries(ADDRESSES).reduce((built, [name, value]) => built.replace(name, value()), path);

describe('the origin of a request that changes something', () => {
  const OTHERS: [string, string | null][] = [
    ['absent', null],
    ['empty', ''],
    ['null', 'null'],
    ['another site', 'https://evil.example'],
    ['ours as a prefix', 'https://desk.example.evil.example'],
    ['ours as a suffix', 'https://evil-desk.example'],
    ['a subdomain', 'https://www.desk.example'],
    ['another port', 'https://desk.example:8443'],
    ['the port spelled out', 'https://desk.example:443'],
    ['another scheme', 'http://desk.example'],
    ['other case', 'HTTPS://DESK.EXAMPLE'],
    ['a trailing slash', 'https://desk.example/'],
    ['a trailing dot', 'https://desk.example.'],
    ['two', 'https://desk.example, https://evil.example'],
    ['user info', 'https://desk.example@evil.example'],
  ];
  for (const [title, origin] of OTHERS) {
    it(`is refused on every route: ${title}`, async () => {
      owner.origin = origin;
      try {
        for (const { method, path } of ROUTES.filter(({ method }) => method !== 'GET')) {
          const answer = await owner.send(method, real(path), {});
          expect([answer.status, answer.body], `${method} ${path}`).toEqual([403, { code: 'origin.refused' }]);
        }
      } finally {
        owner.origin = ORIGIN;
      }
    });
  }

  it('is the one that DASHBOARD_ORIGIN names, where it does', async () => {
    const other = 'https://dashboard.example';
    Object.assign(env, { DASHBOARD_ORIGIN: other });
    try {
      expect((await owner.patch('/api/me', { agentName: 'Olga' })).body).toEqual({ code: 'origin.refused' });
      owner.origin = other;
      expect((await owner.patch('/api/me', { agentName: 'Olga' })).status).toBe(200);
      expect((await owner.post('/api/auth/revoke-other-sessions', {})).status).toBe(200);
    } finally {
      owner.origin = ORIGIN;
      Object.assign(env, { DASHBOARD_ORIGIN: undefined });
    }
  });

  it('makes no difference to reading', async () => {
    expect((await owner.get('/api/me', { Origin: 'https://evil.example' })).status).toBe(200);
  });
});

describe('a body', () => {
  const patch = (
    body: BodyInit | undefined,
    headers: Record<string, string> = { 'Content-Type': 'application/json' },
  ) => owner.send('PATCH', '/api/me', body as string, headers);
  const malformed = { status: 400, body: { code: 'body.malformed' } };

  it('is JSON and nothing else', async () => {
    const json = '{"agentName":"Olga"}';
    expect((await patch(json)).status).toBe(200);
    expect((await patch(json, { 'Content-Type': 'application/json; charset=utf-8' })).status).toBe(200);
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'text/json', '']) {
      expect(await patch(json, { 'Content-Type': type }), type).toMatchObject(malformed);
    }
    expect(await owner.send('PATCH', '/api/me')).toMatchObject(malformed);
  });

  it('is refused where it is broken, of another shape, or says more than it may', async () => {
    for (const text of [
      '',
      ' ',
      '{',
      '{"agentName":',
      'null',
      '[]',
      '"Olga"',
      '42',
      '{"agentName":42}',
      '{"agentName":["Olga"]}',
      '{"agentName":{"$ne":null}}',
      '{"agentName":""}',
      `{"agentName":"${'x'.repeat(41)}"}`,
      '{"sound":"loud"}',
      '{"owner":true}',
      '{"email":"eve@example.com"}',
      '{"roles":{}}',
      '{"id":"agt_0000000000000000"}',
      '{"__proto__":{"owner":true}}',
      '{"constructor":1}',
      '['.repeat(10_000),
      '{"agentName":"a"}{"agentName":"b"}',
    ]) {
      expect(await patch(text), text.slice(0, 60)).toMatchObject(malformed);
    }
    expect((await owner.get('/api/me')).body).toMatchObject({
      agentName: 'Olga',
      owner: true,
      email: 'olga@example.com',
    });
  });

  it('is refused where it is not UTF-8', async () => {
    const bytes = new Uint8Array([...new TextEncoder().encode('{"agentName":"'), 0xff, 0xfe, 0x22, 0x7d]);
    const answer = await raw(new Response(bytes).body as ReadableStream);
    expect(answer).toMatchObject(malformed);
  });

  it('may not be compressed', async () => {
    for (const encoding of ['gzip', 'br', 'identity']) {
      const headers = { 'Content-Type': 'application/json', 'Content-Encoding': encoding };
      expect(await patch('{"agentName":"Olga"}', headers), encoding).toMatchObject(malformed);
    }
  });

  it('is at most 256 KiB, however its size is told', async () => {
    const tooBig = { status: 413, body: { code: 'body.too-big' } };
    const json = (bytes: number) => `{"agentName":"Olga"${' '.repeat(bytes - 20)}}`;
    expect((await patch(json(256 * 1024))).status).toBe(200);
    expect(await patch(json(256 * 1024 + 1))).toMatchObject(tooBig);
    const stream = () =>
      new ReadableStream({
        start(controller) {
          controller.enqueue(new TextEncoder().encode('{"agentName":"'));
          for (let chunk = 0; chunk < 40; chunk++) controller.enqueue(new Uint8Array(64 * 1024).fill(0x78));
          controller.close();
        },
      });
    expect(await raw(stream())).toMatchObject(tooBig);
    expect(await patch('{}', { 'Content-Type': 'application/json', 'Content-Length': '99999999' })).not.toMatchObject({
      status: 500,
    });
  });

  it('may be an article of its full length', async () => {
    const article = { title: 'Long', body: 'č'.repeat(100_000) };
    const made = await owner.post(`/api/sites/${site}/articles`, article);
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject(article);
    expect(await owner.post(`/api/sites/${site}/articles`, { title: 'x', body: 'x'.repeat(600_000) })).toMatchObject({
      status: 413,
    });
  });

  /** Sends a stream, whose length nobody knows. */
  async function raw(body: ReadableStream): Promise<Answer> {
    const { exports } = await import('cloudflare:workers');
    const cookie = [...owner.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const request = new Request(`${ORIGIN}/api/me`, {
      method: 'PATCH',
      headers: { 'Content-Type': 'application/json', Origin: ORIGIN, Cookie: cookie },
      body,
    });
    const answer = await (exports as unknown as { default: Fetcher }).default.fetch(request);
    return { status: answer.status, headers: answer.headers, body: await answer.json() };
  }
});

describe('every answer', () => {
  const check = (answer: Answer, what: string) => {
    const header = (name: string) => answer.headers.get(name);
    expect(header('X-Content-Type-Options'), what).toBe('nosniff');
    expect(header('Referrer-Policy'), what).toBe('no-referrer');
    expect(header('Cache-Control'), what).toBe('no-store');
    expect(header('Strict-Transport-Security'), what).toBe('max-age=31536000');
    const policy = header('Content-Security-Policy') ?? '';
    expect(policy, what).toContain("default-src 'none'");
    expect(policy, what).toContain("base-uri 'none'");
    expect(policy, what).not.toContain('unsafe');
    expect(header('Access-Control-Allow-Origin'), what).toBe(null);
    expect(header('X-Powered-By'), what).toBe(null);
    if (what.includes('/frame/')) return;
    expect(policy, what).toContain("frame-ancestors 'none'");
    expect(header('X-Frame-Options'), what).toBe('DENY');
    expect(header('Cross-Origin-Resource-Policy'), what).toBe('same-origin');
  };

  it('carries the security headers, on every route, for members and strangers', async () => {
    for (const { method, path } of ROUTES.filter(({ action }) => action !== 'site.delete')) {
      for (const browser of [owner, new Browser()]) {
        if (browser === owner && path.includes('/api/auth/sign-out')) continue;
        const answer = await browser.send(method, real(path), method === 'GET' ? undefined : {});
        check(answer, `${method} ${path}`);
      }
    }
  });

  it('carries them where there is nothing, or something broke', async () => {
    for (const path of [
      '/api',
      '/api/',
      '/api/nothing',
      '/api/me/more',
      '/frame',
      '/frame/',
      '/socket/other/x',
      '/api/sites/x/y/z',
    ]) {
      const answer = await owner.get(path);
      expect([answer.status, answer.body], path).toEqual([404, { code: 'route.unknown' }]);
      check(answer, path.replace('/frame', '/-'));
    }
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
      const answer = await owner.send(method, '/api/me');
      expect([answer.status, answer.body], method).toEqual([404, { code: 'route.unknown' }]);
      check(answer, method);
    }
    const prepare = vi.spyOn(env.HISTORY, 'prepare').mockImplementation(() => {
      throw new Error('secret of the house');
    });
    const log = vi.spyOn(console, 'error').mockImplementation(() => {});
    try {
      const answer = await owner.get('/api/me');
      expect([answer.status, answer.body]).toEqual([500, { code: 'internal' }]);
      expect(answer.headers.get('X-Request-Id')).toMatch(/^[0-9a-f-]{36}$/);
      check(answer, 'a bug');
      expect(JSON.parse(log.mock.calls[0]?.[0] as string).request).toBe(answer.headers.get('X-Request-Id'));
    } finally {
      prepare.mockRestore();
      log.mockRestore();
    }
  });

  it('is a polite "later" where D1 or an object is overloaded', async () => {
    const prepare = vi.spyOn(env.HISTORY, 'prepare').mockImplementation(() => {
      throw new Error('D1_ERROR: D1 DB is overloaded. Requests queued for too long.');
    });
    try {
      const answer = await owner.get('/api/me');
      expect([answer.status, answer.body]).toEqual([503, { code: 'overloaded', retryAfterMs: 2000 }]);
      expect(answer.headers.get('Retry-After')).toBe('2');
    } finally {
      prepare.mockRestore();
    }
  });

  it('logs a failed query without the values that were bound', async () => {
    const logged: string[] = [];
    const log = vi.spyOn(console, 'error').mockImplementation((line: string) => void logged.push(line));
    await env.HISTORY.prepare('ALTER TABLE invitations RENAME TO hidden').run();
    try {
      const body = { email: 'canary@example.com', roles: { [site]: 'agent' } };
      expect((await owner.post('/api/invitations', body)).status).toBe(500);
    } finally {
      await env.HISTORY.prepare('ALTER TABLE hidden RENAME TO invitations').run();
      log.mockRestore();
    }
    expect(logged.join('\n')).not.toMatch(/canary/i);
    expect(logged.join('\n')).toContain('no such table');
  });

  it('answers HEAD as GET, without the body', async () => {
    const answer = await owner.send('HEAD', '/api/me');
    expect([answer.status, answer.body]).toEqual([200, null]);
    check(answer, 'HEAD');
  });
});
