/** The dashboard's HTTP client: what is sent, and what every kind of failure becomes. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ApiError, api, asApiError } from '../../web/dashboard/api.ts';
import { refusalWords } from '../../web/dashboard/words/refusals.ts';

afterEach(() => vi.unstubAllGlobals());

/** Answers the next requests, and keeps what was asked. */
function server(answer: () => Response | Promise<Response>) {
  const asked: { url: string; init: RequestInit }[] = [];
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    asked.push({ url, init });
    return answer();
  });
  return asked;
}

const json = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Response(body === undefined ? null : JSON.stringify(body), { status, headers });

async function refusalOf(work: Promise<unknown>): Promise<ApiError> {
  const thrown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(ApiError);
  return thrown as ApiError;
}

describe('a request', () => {
  it('goes to the same origin as JSON, and brings the answer', async () => {
    const asked = server(() => json(200, { id: 'site_1', name: 'Kolovrat' }));
    expect(await api.sites.change('site_1', { name: 'Kolovrat' })).toEqual({ id: 'site_1', name: 'Kolovrat' });
    const { url, init } = asked[0]!;
    expect([init.method, url, init.body]).toEqual(['PATCH', '/api/sites/site_1', '{"name":"Kolovrat"}']);
    expect(init.credentials).toBe('same-origin');
    expect(new Headers(init.headers).get('Content-Type')).toBe('application/json');
  });

  it('has no body and no content type where nothing is sent', async () => {
    const asked = server(() => json(204, undefined));
    await api.members.remove('agt_1');
    expect(asked[0]?.init.body).toBeUndefined();
    expect(new Headers(asked[0]?.init.headers).has('Content-Type')).toBe(false);
  });

  it('encodes what comes from outside, so an id can’t name another route', async () => {
    const asked = server(() => json(200, []));
    await api.articles.list('site_1/../../me', 'čas & prostor');
    expect(asked[0]?.url).toBe('/api/sites/site_1%2F..%2F..%2Fme/articles?q=%C4%8Das%20%26%20prostor');
  });
});

describe('a failure', () => {
  it('is the refusal that the server names, with its time', async () => {
    server(() => json(429, { code: 'rate.limited', retryAfterMs: 4_000 }));
    const error = await refusalOf(api.auth.signIn({ email: 'a@b.example', password: 'x' }));
    expect([error.code, error.status, error.retryAfterMs]).toEqual(['rate.limited', 429, 4_000]);
  });

  it('takes the time from Retry-After where the body has none', async () => {
    server(() => json(429, {}, { 'Retry-After': '30' }));
    expect((await refusalOf(api.me.read())).retryAfterMs).toBe(30_000);
  });

  it('knows the refusals of sign-in', async () => {
    server(() => json(403, { code: 'two-factor.code-wrong' }));
    expect((await refusalOf(api.auth.twoFactor.verify({ code: '000000' }))).code).toBe('two-factor.code-wrong');
  });

  it('is told by its status where a code is not ours', async () => {
    for (const [status, code] of [
      [401, 'sign-in.needed'],
      [404, 'route.unknown'],
      [418, 'internal'],
      [500, 'internal'],
    ] as const) {
      server(() => json(status, { code: 'toString' }));
      expect((await refusalOf(api.me.read())).code).toBe(code);
    }
  });

  it('is the network’s where no answer came, or a page came instead of JSON', async () => {
    server(() => Promise.reject(new TypeError('Failed to fetch')));
    const none = await refusalOf(api.me.read());
    expect([none.code, none.status]).toEqual(['network.failed', 0]);
    server(() => new Response('<!doctype html><title>Sign in to the hotel</title>', { status: 200 }));
    expect((await refusalOf(api.me.read())).code).toBe('network.failed');
  });

  it('of our own making is told as internal', () => {
    expect(asApiError(new TypeError('x is undefined')).code).toBe('internal');
  });
});

it('has words for every refusal, and none ends without a full stop', () => {
  for (const words of Object.values(refusalWords)) expect(words).toMatch(/\.$/);
});
