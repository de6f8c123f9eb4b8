/** The frame's borders: whom it listens to, what it tells the server about a page, which colours can be read. */
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { withoutSecrets } from '#protocol/page-address';
import { pageSchema } from '../../src/protocol/visitor-wire.ts';
import { lift, luminance, onColor } from '../../web/widget/color.ts';
import { listenToHost } from '../../web/widget/frame/host.ts';
import { openMemory, visitorToken } from '../../web/widget/frame/memory.ts';
import { cleanPage, SUSPECT } from '../../web/widget/frame/page.ts';

const HOST = 'https://shop.example';
const hello = { edgewise: 'host', url: `${HOST}/`, title: 'Shop', open: false, phone: false };

function setUp() {
  const parent = { postMessage: vi.fn() };
  const frame = Object.assign(new EventTarget(), { parent }) as unknown as Window;
  const heard: unknown[] = [];
  listenToHost((message, host) => heard.push([message, host.origin, host]), frame);
  const posts = (data: unknown, from: { origin?: string; source?: unknown } = {}) => {
    const event = Object.assign(new Event('message'), { data, origin: HOST, source: parent, ...from });
    frame.dispatchEvent(event);
  };
  return { parent, heard, posts };
}

describe('host messages', () => {
  it('are heard from the embedding window only', () => {
    const { heard, posts } = setUp();
    for (const source of [{}, null, globalThis]) posts(hello, { source });
    expect(heard).toEqual([]);
    posts(hello);
    expect(heard).toHaveLength(1);
  });

  it('are heard only from the origin of the first one', () => {
    const { heard, posts } = setUp();
    posts(hello);
    for (const origin of ['https://evil.example', `${HOST}.evil.example`, 'http://shop.example', 'null'])
      posts(hello, { origin });
    posts({ ...hello, open: true });
    expect(heard).toHaveLength(2);
  });

  it('are answered to that origin, never to everybody', () => {
    const { heard, posts, parent } = setUp();
    posts(hello);
    const [, , host] = heard[0] as [unknown, string, { tell(message: object): void }];
    host.tell({ edgewise: 'panel', open: false });
    expect(parent.postMessage).toHaveBeenCalledWith({ edgewise: 'panel', open: false }, HOST);
  });

  it('are dropped when malformed, and cannot fix the origin then', () => {
    const { heard, posts } = setUp();
    const junk = [
      null,
      1,
      'host',
      [],
      {},
      { edgewise: 'host' },
      { edgewise: 'host', url: 1, title: 'x' },
      { edgewise: 'intent' },
    ];
    for (const data of junk) posts(data, { origin: 'https://evil.example' });
    posts(hello);
    posts({ edgewise: 'erase' });
    expect(heard.map((entry) => (entry as unknown[])[1])).toEqual([HOST]);
  });
});

describe('page', () => {
  it('is always one that the server takes', async () => {
    const odd = [
      'about:blank',
      'javascript:alert(1)',
      'file:///etc/passwd',
      'no url',
      `${HOST}/${'x'.repeat(5_000)}`,
      `${HOST}/a b`,
    ];
    for (const url of odd) {
      const page = await cleanPage({ url, title: 'x'.repeat(5_000) }, HOST);
      expect(pageSchema.safeParse(page).success, url).toBe(true);
    }
  });

  it('B7 loses secrets and keeps the rest', async () => {
    const clean = async (url: string) => (await cleanPage({ url, title: '' }, HOST)).url;
    expect(await clean('https://u:p@shop.example/a?token=1&q=bike&reset_token=2&code=3&postcode=1000#top')).toBe(
      'https://shop.example/a?q=bike&postcode=1000#top',
    );
    expect(await clean(`${HOST}/cb#access_token=abc&state=1`)).toBe(`${HOST}/cb`);
    expect(await clean(`${HOST}/#/cart`)).toBe(`${HOST}/#/cart`);
    expect(await clean(`${HOST}/a?resetToken=x1&promo_code=SUMMER&apiKey=2`)).toBe(`${HOST}/a?promo_code=SUMMER`);
    expect(await clean(`${HOST}/reset/eyJhbGciOiJIUzI1NiJ9`)).toBe(`${HOST}/reset/***`);
  });

  it('B7 fetches the rule wherever the rule would change an address', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '/',
        '?',
        '#',
        '&',
        ';',
        '=',
        '@',
        ':',
        '-',
        '_',
        '%3d',
        'eyJ',
        'token',
        'deadbeef-',
        '0123456789abcdef',
        'aB3dE6gH9jK2mN5p',
      ),
      fc.string({ maxLength: 12 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const url = `https://shop.example/${pieces.join('')}`;
        if (!SUSPECT.test(url)) expect(withoutSecrets(url)).toBe(url);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('memory', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('keeps a token per site', () => {
    const token = (site: string) => visitorToken(openMemory('localStorage', site));
    const one = token('site_1');
    expect(one).toMatch(/^[\w-]{43}$/);
    expect(token('site_1')).toBe(one);
    expect(token('site_2')).not.toBe(one);
  });

  it('of one site is none of another’s: neither an open panel nor a closed teaser', () => {
    const tab = (site: string) => openMemory('sessionStorage', site);
    tab('site_1').set('panel', 'open');
    expect([tab('site_1').get('panel'), tab('site_2').get('panel')]).toEqual(['open', null]);
  });

  it('lasts as long as the page where storage is forbidden', () => {
    vi.stubGlobal('window', {
      get localStorage(): Storage {
        throw new DOMException('denied', 'SecurityError');
      },
    });
    const memory = openMemory('localStorage', 'site_1');
    expect(visitorToken(memory)).toBe(visitorToken(memory));
    memory.set('x', null);
    expect(memory.get('x')).toBeNull();
  });
});

describe('colours', () => {
  const some = [
    '#000000',
    '#14503f',
    '#1c1f26',
    '#7b2ff7',
    '#e67e22',
    '#1d8a4e',
    '#ffee00',
    '#ffffff',
    '#767676',
    '#0000ff',
  ];
  const contrast = (a: string, b: string) => {
    const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
    return (light! + 0.05) / (dark! + 0.05);
  };
  const full = (color: string) => (color.length === 4 ? color.replace(/[^#]/g, '$&$&') : color);

  it('can be written on', () => {
    for (const color of some) expect(contrast(color, full(onColor(color))), color).toBeGreaterThanOrEqual(4.5);
  });

  it('stand out from a dark panel, and can be written on there', () => {
    for (const color of some) {
      const lifted = lift(color);
      expect(lifted).toMatch(/^#[\da-f]{6}$/);
      expect(contrast(lifted, '#15171b'), color).toBeGreaterThanOrEqual(2.6);
      expect(contrast(lifted, full(onColor(lifted))), color).toBeGreaterThanOrEqual(4.5);
    }
  });
});
