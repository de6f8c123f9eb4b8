/** What of a page's address leaves the page: what is known to be harmless, and nothing that looks like a token. */
import { describe, expect, test } from 'vitest';
import { maskPersonal, maskUrl, removeSecrets, removeSecretsFromUrl } from '../../src/core/mask/mask.ts';
import { PAGE_TITLE_MAX_CHARS, PAGE_URL_MAX_CHARS } from '../../src/protocol/limits.ts';
import { DEFAULT_MASKING } from '../../src/protocol/masking.ts';
import { withoutSecrets } from '../../src/protocol/page-address.ts';

const HOST = 'https://shop.example';
const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl';

describe('parameters', () => {
  test.each([
    'promo_code=SUMMER2026',
    'utm_source=newsletter&utm_medium=e-mail&utm_campaign=spring_sale_2026&utm_content=a-1',
    'page=2&per_page=24&sort=price-asc&order_by=name',
    'q=%C4%8Delada+42&lang=sl&currency=EUR',
    's=bike',
    'zip-code=1000&country_code=SI',
    'id=123&productId=8&variant=41234567890123&category_id=7&sku=AB-1234-C',
    'filter%5Bcolor%5D=red&filter[size]=42&minPrice=10&max_price=99.90',
    'tab=reviews&view=grid&page_size=24',
    'email=ana%40siol.net&tel=%2B38641123456',
    'about',
  ])('?%s stays, byte for byte, also in a fragment', (query) => {
    for (const url of [
      `${HOST}/a?${query}`,
      `${HOST}/a?${query}#top`,
      `${HOST}/#/a?${query}`,
      `${HOST}/;${query.replaceAll('&', ';')}`,
    ])
      expect(withoutSecrets(url)).toBe(url);
  });

  test.each([
    'resetToken=ab12',
    'reset_token=1',
    'accessToken=ab12',
    'access-token=ab12',
    'idToken=ab12',
    'id_token=ab12',
    'apiKey=ab12',
    'api_key=ab12',
    'key=ab12',
    'order_key=wc_order_ab12',
    'code=3',
    'state=1',
    'otp=123456',
    'pin=1234',
    'password=bike',
    'sid=ab12',
    'PHPSESSID=ab12',
    'sessionId=ab12',
    'auth=1',
    'hash=ab12',
    'sig=ab12',
    'X-Amz-Signature=ab12',
    'redirect=%2Faccount%3Ftoken%3Dab12',
    'invite=ab12',
    'magic=ab12',
    'user_id=12',
    'page_token=ab12',
    '%74oken=ab12',
    // A harmless name, and a value that isn't.
    `q=${JWT}`,
    'id=8f14e45fceea167a5a36dedd4bea2543',
    'ref=550e8400-e29b-41d4-a716-446655440000',
    'ref=https%3A%2F%2Fshop.example%2F%3Ftoken%3Dab12',
    'page=AbCdEf123456GhIjKl78',
    'sort=a%26token%3Dab12',
  ])('?%s goes, also in a fragment or a path', (secret) => {
    expect(withoutSecrets(`${HOST}/a?page=2&${secret}&q=bike`)).toBe(`${HOST}/a?page=2&q=bike`);
    expect(withoutSecrets(`${HOST}/a?${secret}`)).toBe(`${HOST}/a`);
    expect(withoutSecrets(`${HOST}/a#/b?${secret}&tab=2`)).toBe(`${HOST}/a#/b?tab=2`);
    expect(withoutSecrets(`${HOST}/a#${secret}&page=2`)).toBe(`${HOST}/a#page=2`);
    expect(withoutSecrets(`${HOST}/a;${secret}`)).toBe(`${HOST}/a`);
  });
});

describe('paths', () => {
  test.each([
    '/',
    '/products/iphone-15-pro-256gb-a2849',
    '/products/iPhone-15-Pro-Max-256GB',
    '/dp/B08N5WRWNW',
    '/p/kolo-2026-27-5-xl.html#opis',
    '/2026/05/12/nova-kolesa',
    '/%C4%8Delade/%D0%B2%D0%B5%D0%BB%D0%BE%D1%81%D0%B8%D0%BF%D0%B5%D0%B4%D0%B8',
    '/%E0%A4%A',
    '/reset-password/done',
    '/sign-in/password.html',
    '/order/12345678',
    '/#/cart',
    '/list;color=red',
  ])('%s stays', (path) => {
    expect(withoutSecrets(HOST + path)).toBe(HOST + path);
  });

  test.each([
    [`/x/${JWT}`, '/x/***'],
    ['/o/550e8400-e29b-41d4-a716-446655440000/pay', '/o/***/pay'],
    ['/m/dGhpcyBpcyBhIHRva2Vu', '/m/***'],
    ['/d/d41d8cd98f00b204e9800998ecf8427e', '/d/***'],
    ['/#/t/dGhpcyBpcyBhIHRva2Vu', '/#/t/***'],
    ['/?dGhpcyBpcyBhIHRva2Vu', '/?***'],
    [`/#${JWT}`, '/#***'],
    ['/a;jsessionid=0A1B2C3D', '/a'],
  ])('%s becomes %s, and once more the same', (path, expected) => {
    expect(withoutSecrets(HOST + path)).toBe(HOST + expected);
    expect(withoutSecrets(HOST + expected)).toBe(HOST + expected);
  });

  test('user and password go, and the host stays whatever it looks like', () => {
    expect(withoutSecrets('https://ana:s3cret@d111111abcdef8.cloudfront.net:8443/a')).toBe(
      'https://d111111abcdef8.cloudfront.net:8443/a',
    );
  });
});

test('the server does the same once more, and takes numbers of people out as well', () => {
  const url = `${HOST}/a?sid=1&q=4111+1111+1111+1111&apiKey=ab12&page=2#idToken=ab12`;
  expect(removeSecretsFromUrl(url, DEFAULT_MASKING)).not.toMatch(/4111|ab12|sid/);
  expect(removeSecretsFromUrl(url, DEFAULT_MASKING)).toMatch(/\?q=.*&page=2$/);
});

test('an address that is too long to keep loses its parameters whole, then its path, and is never cut', () => {
  const kept = (url: string) => removeSecretsFromUrl(url, DEFAULT_MASKING);
  const long = 'bikes/'.repeat(200);
  const whole = `${HOST}/a?q=${'bike+'.repeat(100)}`;
  expect(kept(whole)).toBe(whole);
  expect(kept(`${HOST}/a?q=${long}&card=4111111111111111#b`)).toBe(`${HOST}/a`);
  expect(kept(`${HOST}/a#${long}`)).toBe(`${HOST}/a`);
  expect(kept(`${HOST}/${long}?page=2`)).toBe(`${HOST}/`);
  expect(kept(`https://ana:s3cret@shop.example/${long}`)).toBe(`${HOST}/`);
  expect(kept(`https://${long.replaceAll('/', '.')}/a`)).toBe('https://***/');
});

test('an address takes time for its length, no more', () => {
  const work = (unit: string, chars: number) => {
    const long = unit.repeat(chars / unit.length);
    const began = processorTime();
    withoutSecrets(`${HOST}/${long}?${long}#${long}`);
    return processorTime() - began;
  };
  for (const unit of ['a', '/', '=', '&a', ';a=', 'aA1', '%', '?', '#', '/token/1', '-a1']) {
    // Eight times the text is eight times the work, or sixty-four times in its square.
    expect(
      TRIES.some(() => work(unit, 16_000) < 24 * Math.max(work(unit, 2_000), 200)),
      unit,
    ).toBe(true);
  }
}, 120_000);

describe('of the greatest length that a page may send', () => {
  const masking = { ...DEFAULT_MASKING, country: 'SI', visitorCountry: 'US' };
  /** The least processor time of a few tries, each with words of its own: what is remembered costs nothing. */
  const work = (make: (word: string) => string, look: (text: string) => void) =>
    Math.min(
      ...Array.from({ length: 5 }, (_, i) => {
        const texts = Array.from({ length: 4 }, (_, j) => make(`w${String.fromCharCode(97 + i, 97 + j)}`));
        const began = processorTime();
        for (const text of texts) look(text);
        return processorTime() - began;
      }),
    );
  const filled = (begin: string, unit: string, chars: number) => (begin + unit.repeat(chars)).slice(0, chars);
  const seen = (url: string) => maskUrl(removeSecretsFromUrl(url, masking), masking);
  const read = (text: string) => maskPersonal(removeSecrets(text, masking), masking);
  const ORDINARY = 'Order 20481937 of 12. 5. is late, call 041 123 456. ';

  // Longer ones are kept without their parameters, so that the dearest are the longest that are kept whole.
  test.each(['\ufdfa', '1\u0301\u0301', '%', '%2525', '&a=', '&q=1', '4.1', '(0', '00%20', '1+', '/1', '👍🏽1', 'a@/'])(
    'an address of %j costs no more than some texts of its length',
    (unit) => {
      for (const chars of [1_000, PAGE_URL_MAX_CHARS]) {
        const cheap = () =>
          work((word) => filled(`${HOST}/?q=${word}&s=`, unit, chars), seen) <
          TIMES * work((word) => filled(word, ORDINARY, chars), read);
        expect(TRIES.some(cheap)).toBe(true);
      }
    },
  );

  test.each(['\ufdfa', '1\u0301\u0301', '0 ', '00 ', '(0', '⑽ ', '041 123 456 ', '0\n4\n1\n', '4111 ', 'a @ b.c '])(
    'a title of %j costs no more than some ordinary ones of its length',
    (unit) => {
      const title = (of: string) => work((word) => filled(`${word} `, of, PAGE_TITLE_MAX_CHARS), read);
      expect(TRIES.some(() => title(unit) < TIMES * title(ORDINARY))).toBe(true);
    },
  );
});

/** What is all digits is looked at for everything that has digits. In the square of its length an address would cost hundreds of times as much. */
const TIMES = 80;
/** What else the machine does may add to one of them. */
const TRIES = [1, 2, 3, 4, 5];

/** Microseconds; of its two parts alone neither is exact. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}
