/** S2, W1: who may frame the widget, and how visitors' and agents' sockets get to their site. */
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { Browser, env, freshWorkspace, makeSite, ORIGIN, ownerOf, upgrade } from './http-support.ts';

let owner: Browser;
let site = '';

beforeAll(async () => {
  await freshWorkspace();
  owner = await ownerOf();
  site = await makeSite(owner, 'Shop', [
    'https://shop.example',
    'https://*.shop.example',
    'http://localhost:8788',
    'http://[::1]:8788',
  ]);
});

const frame = (referer?: string, id = site) => new Browser().get(`/frame/${id}`, referer ? { Referer: referer } : {});
const ancestors = (answer: { headers: Headers }) =>
  /frame-ancestors ([^;]+)/.exec(answer.headers.get('Content-Security-Policy') ?? '')?.[1];

describe('the widget’s document', () => {
  it('may be framed by the site’s origins and by nothing else', async () => {
    const answer = await frame('https://shop.example/cart');
    expect(answer.status).toBe(200);
    expect(answer.body).toContain('<title>frame</title>');
    expect(answer.headers.get('Content-Type')).toBe('text/html; charset=utf-8');
    expect(ancestors(answer)).toBe('https://shop.example https://*.shop.example http://localhost:8788');
    expect(answer.headers.get('X-Frame-Options')).toBe(null);
    expect(answer.headers.get('Content-Security-Policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self' wss://desk.example; " +
        "img-src 'self' data:; base-uri 'none'; form-action 'none'; " +
        'frame-ancestors https://shop.example https://*.shop.example http://localhost:8788',
    );
    expect(answer.headers.get('Cross-Origin-Resource-Policy')).toBe('cross-origin');
  });

  it('comes where the browser does not tell the page', async () => {
    expect((await frame()).body).toContain('<title>frame</title>');
    expect((await frame('about:blank')).body).toContain('<title>frame</title>');
  });

  for (const page of [
    'https://shop.example/',
    'https://www.shop.example/a',
    'https://a.b.shop.example/',
    'http://localhost:8788/',
    'http://[::1]:8788/x',
  ]) {
    it(`is for ${page}`, async () => expect((await frame(page)).body).toContain('<title>frame</title>'));
  }

  for (const page of [
    'https://evil.example/',
    'https://shop.example.evil.example/',
    'https://evilshop.example/',
    'http://shop.example/',
    'https://shop.example:8443/',
    'http://www.shop.example/',
    'http://localhost:9999/',
    'https://localhost:8788/',
  ]) {
    it(`is not for ${page}, which is told so`, async () => {
      const answer = await frame(page);
      expect(answer.status).toBe(200);
      expect(answer.body).toContain('<title>refused</title>');
      expect(answer.body).toContain('name="edgewise-refusal" content="origin.refused"');
      expect(ancestors(answer)).toBe('*');
    });
  }

  it('says that there is no such site', async () => {
    for (const id of ['site_0000000000000000', 'site_x', '__proto__', '%3Cscript%3E']) {
      const answer = await frame('https://shop.example/', id);
      expect(answer.body, id).toContain('content="site.unknown"');
    }
  });

  it('is for a host in letters of its own language, kept as browsers send it', async () => {
    const idn = await makeSite(owner, 'Müller', ['https://müller.example', 'https://*.müller.example']);
    expect(ancestors(await frame('https://xn--mller-kva.example/', idn))).toBe(
      'https://xn--mller-kva.example https://*.xn--mller-kva.example',
    );
    expect((await frame('https://www.xn--mller-kva.example/', idn)).body).toContain('<title>frame</title>');
    const path = await owner.patch(`/api/sites/${idn}`, { origins: ['https://müller.example/cart'] });
    expect([path.status, path.body.code]).toEqual([400, 'body.malformed']);
  });

  it('may be framed by nobody where no origin is allowed', async () => {
    const closed = await makeSite(owner, 'Closed');
    expect(ancestors(await frame(undefined, closed))).toBe("'none'");
  });

  it('follows a change of the origins', async () => {
    const moving = await makeSite(owner, 'Moving', ['https://old.example']);
    await owner.patch(`/api/sites/${moving}`, { origins: ['https://new.example'] });
    await expect.poll(async () => ancestors(await frame(undefined, moving))).toBe('https://new.example');
    expect((await frame('https://old.example/', moving)).body).toContain('origin.refused');
  });

  it('is gone with its site', async () => {
    const gone = await makeSite(owner, 'Gone', ['https://shop.example']);
    await owner.delete(`/api/sites/${gone}`);
    expect((await frame('https://shop.example/', gone)).body).toContain('site.unknown');
  });

  it('comes while D1 is down', async () => {
    const prepare = vi.spyOn(env.HISTORY, 'prepare').mockImplementation(() => {
      throw new Error('D1_ERROR: internal error');
    });
    const log = vi.spyOn(console, 'error').mockImplementation(() => {});
    try {
      expect(ancestors(await frame('https://shop.example/'))).toContain('https://shop.example');
      expect((await frame('https://evil.example/')).body).toContain('origin.refused');
      expect((await frame(undefined, 'site_0000000000000000')).body).toContain('site.unknown');
    } finally {
      prepare.mockRestore();
      log.mockRestore();
    }
  });
});

describe('a socket', () => {
  const token = `token.${'v'.repeat(43)}`;
  const visitor = (options: Parameters<typeof upgrade>[1] = {}, id = site) =>
    upgrade(`/socket/visitor/${id}`, { protocols: ['edgewise.3', token], ...options });

  it('is opened from the chat’s own origin', async () => {
    const socket = await visitor();
    expect([socket.status, socket.protocol]).toEqual([101, 'edgewise.3']);
    expect(socket.isOpen()).toBe(true);
    socket.webSocket?.close(1000);
  });

  for (const origin of [
    null,
    'null',
    'https://evil.example',
    'https://desk.example.evil.example',
    'http://desk.example',
    'https://shop.example',
  ]) {
    it(`is closed for good from ${origin}`, async () => {
      for (const role of ['visitor', 'agent']) {
        const socket = await upgrade(`/socket/${role}/${site}`, { protocols: ['edgewise.3', token], origin });
        expect([socket.status, socket.protocol]).toEqual([101, 'edgewise.3']);
        expect(await socket.closed).toBe(4403);
      }
    });
  }

  it('is closed for good where there is no such site', async () => {
    for (const id of ['site_0000000000000000', 'site_x', '__proto__'])
      expect(await (await visitor({}, id)).closed).toBe(4404);
  });

  it('needs a ticket, for an agent, and a sign-in cookie is none', async () => {
    const cookie = [...owner.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const socket = await upgrade(`/socket/agent/${site}`, { headers: { Cookie: cookie } });
    expect(await socket.closed).toBe(4401);
  });

  it('is nothing but an upgrade', async () => {
    expect(await owner.get(`/socket/visitor/${site}`)).toMatchObject({ status: 404, body: { code: 'route.unknown' } });
  });

  it('tells its site what the edge knows, and nothing a client makes up', async () => {
    const seen = await headersAtSite(() =>
      visitor({
        headers: {
          'X-Edgewise-Role': 'agent',
          'X-Edgewise-Site': 'site_0000000000000000',
          'X-Edgewise-Country': 'XX',
          'X-Edgewise-Address': 'forged',
          'X-Edgewise-Member': 'agt_0000000000000000',
          Cookie: 'a=b',
          Authorization: 'Bearer x',
          'CF-Connecting-IP': '203.0.113.7',
          'User-Agent':
            'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1',
        },
      }),
    );
    const ours = Object.fromEntries([...seen].filter(([name]) => name.startsWith('x-edgewise-')));
    expect(ours).toEqual({
      'x-edgewise-role': 'visitor',
      'x-edgewise-site': site,
      'x-edgewise-device': 'mobile',
      'x-edgewise-browser': 'Mobile Safari',
      'x-edgewise-os': 'iOS',
      'x-edgewise-address': expect.stringMatching(/^[0-9a-f]{32}$/),
    });
    expect(seen.has('cookie')).toBe(false);
    expect(seen.has('authorization')).toBe(false);
    expect(JSON.stringify([...seen])).not.toContain(ours['x-edgewise-address'] === 'forged' ? '' : 'forged');
  });

  it('has an address that differs by site and is the same for one household of IPv6', async () => {
    const address = async (ip: string, id = site) =>
      (await headersAtSite(() => visitor({ headers: { 'CF-Connecting-IP': ip } }, id))).get('x-edgewise-address');
    const other = await makeSite(owner, 'Other');
    expect(await address('203.0.113.7')).not.toBe(await address('203.0.113.8'));
    expect(await address('203.0.113.7')).not.toBe(await address('203.0.113.7', other));
    expect(await address('2001:db8:1:2::1')).toBe(await address('2001:0db8:0001:0002:aaaa:bbbb:cccc:dddd'));
    expect(await address('2001:db8:1:2::1')).not.toBe(await address('2001:db8:1:3::1'));
  });

  /** What the site's object is sent, without sending it. */
  async function headersAtSite(open: () => Promise<unknown>): Promise<Headers> {
    let seen: Headers | undefined;
    const door = {
      fetch: async (request: Request) => {
        seen = request.headers;
        return new Response(null, { status: 404 });
      },
    };
    const spy = vi.spyOn(env.SITE, 'getByName').mockReturnValue(door as never);
    try {
      await open();
    } finally {
      spy.mockRestore();
    }
    if (seen === undefined) throw new Error('nothing was sent to the site');
    return seen;
  }

  it('may come back later where the site’s object fails', async () => {
    const door = { fetch: () => Promise.reject(new Error('Durable Object is overloaded.')) };
    const spy = vi.spyOn(env.SITE, 'getByName').mockReturnValue(door as never);
    const log = vi.spyOn(console, 'error').mockImplementation(() => {});
    try {
      expect(await (await visitor()).closed).toBe(1013);
    } finally {
      spy.mockRestore();
      log.mockRestore();
    }
    expect(ORIGIN).toBe('https://desk.example');
  });
});
