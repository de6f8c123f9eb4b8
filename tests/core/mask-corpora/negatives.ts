/** What must stay as it is: numbers of shops, parcels, machines and calendars, and prose; seeded. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { base, en, Faker } from '@faker-js/faker';

export interface Negatives {
  name: string;
  texts: string[];
  /** Where they are read, if not on sites of all countries. */
  sites?: readonly (string | null)[];
}

/** Countries whose sites read all of them. */
export const SITES = [null, 'US', 'GB', 'SI', 'IT', 'ES', 'PL', 'UA', 'DE', 'FR'];

/** `count` texts a class. */
export function negatives(count: number): Negatives[] {
  const dice = new Faker({ locale: [en, base], seed: 13 });
  const digits = (length: number) => dice.string.numeric(length);
  const within = (min: number, max: number) => dice.number.int({ min, max });
  const one = <T>(...of: T[]): T => dice.helpers.arrayElement(of);
  const date = () => dice.date.between({ from: '1995-01-01', to: '2035-01-01' }).toISOString();
  const sentence = () => `${dice.company.catchPhrase()}. ${dice.lorem.sentences(2)} ${dice.hacker.phrase()}`;
  const makers: Record<string, () => string> = {
    'order numbers': () =>
      one(
        () => `order ${digits(8)}`,
        () => `Order number: ${digits(10)}`,
        () => `#${digits(9)}`,
        () => `ORD-${digits(4)}-${digits(6)}`,
        () => `naročilo št. ${digits(9)}`,
        () => `numero d'ordine ${digits(10)}`,
        () => `pedido ${digits(3)}-${digits(7)}-${digits(7)}`,
        () => `zamówienie nr ${digits(9)}, kiedy dojdzie?`,
        () => `замовлення ${digits(8)}`,
        () => `invoice 20${within(10, 35)}-${digits(6)}`,
        () => `ref ${digits(4)} ${digits(4)}`,
      )(),
    'digits alone': () => `${within(1, 9)}${digits(within(4, 10))}`,
    'digits without a word for them': () => {
      const number = `${within(1, 9)}${digits(within(4, 10))}`;
      return one(`here: ${number}`, `it says ${number} on the box`, `${number}, please`, `tole je, ${number}`);
    },
    tracking: () =>
      one(
        () => `9${digits(21)}`,
        () => `9400 1${digits(3)} ${digits(4)} ${digits(4)} ${digits(4)} ${digits(2)}`,
        () => `1Z${dice.string.alphanumeric({ length: 6, casing: 'upper' })}${digits(10)}`,
        () => `JD${digits(18)}`,
        () => `tracking no ${digits(12)}`,
        () => `ТТН 20${digits(12)}`,
        () => `paczka ${digits(24)}`,
        () => `RR${digits(9)}SI`,
      )(),
    'EAN and ISBN': () =>
      one(
        withCheckDigit(`978${digits(9)}`),
        withCheckDigit(one('383', '590', '501', '400', '800') + digits(9)),
        dice.commerce.isbn(),
      ),
    IMEI: () =>
      dice.phone
        .imei()
        .replaceAll('-', '')
        .replace(/^../, one('35', '86', '01')),
    'UUID and hashes': () =>
      one(
        dice.string.uuid(),
        dice.git.commitSha(),
        dice.string.hexadecimal({ length: 64, casing: 'lower' }),
        dice.string.nanoid(),
      ),
    VIN: () => dice.vehicle.vin(),
    'IP and MAC': () =>
      one(
        dice.internet.ipv4(),
        dice.internet.ipv6(),
        dice.internet.mac(),
        `${dice.internet.ipv4()}:${within(1000, 65535)}`,
      ),
    'dates and times': () =>
      one(
        () => date(),
        () => date().slice(0, 10),
        () => date().slice(0, 19).replace('T', ' '),
        () => `${within(1, 28)}.${within(1, 12)}.${within(1990, 2035)}`,
        () => `${within(1, 28)}. ${within(1, 12)}. ${within(1990, 2035)} ob ${within(10, 19)}.${within(10, 59)}`,
        () => `${within(1, 12)}/${within(1, 28)}/${within(1990, 2035)}`,
        () => `from ${within(10, 28)}-${within(10, 12)}-${within(2000, 2035)} on`,
        () => `open ${within(7, 12)}:00-${within(15, 20)}:30`,
        () => `${within(8, 12)}.00 - ${within(15, 20)}.00`,
        () => `${within(1990, 2010)}-${within(2011, 2035)}`,
      )(),
    prices: () =>
      one(
        () => `€${within(1, 999)}.${digits(3)},${digits(2)}`,
        () => `$1,${digits(3)},${digits(3)}.00`,
        () => `${within(1, 9)} ${digits(3)} ${digits(3)} zł`,
        () => `${within(10, 99)} ${digits(3)} ${digits(3)} грн`,
        () => `${within(1, 99)}.${digits(3)}.${digits(3)} EUR`,
        () => `costs ${within(1, 99)},99 and ${within(1, 999)}.50`,
        () => `total 1${digits(6)} USD`,
      )(),
    coordinates: () =>
      `${one('', 'at ', 'lat ')}${dice.location.latitude({ precision: within(4, 9) })}, ${dice.location.longitude({ precision: within(4, 9) })}`,
    'versions and sizes': () =>
      one(
        `v${dice.system.semver()}`,
        `Chrome/${within(90, 150)}.0.${digits(4)}.${digits(3)}`,
        `${within(100, 4000)}x${within(100, 4000)} px`,
        `0.${digits(16)}`,
      ),
    timestamps: () =>
      one(`${within(1_500_000_000, 1_999_999_999)}`, `${within(1_500_000_000, 1_999_999_999)}${digits(3)}`),
    'postcodes and colours': () =>
      one(
        dice.location.zipCode('#####-####'),
        `SI-${within(1000, 9000)}`,
        `#${dice.string.hexadecimal({ length: 6, prefix: '' })}`,
        `00-${digits(3)} Warszawa`,
        `rgb(${within(0, 255)}, ${within(0, 255)}, ${within(0, 255)})`,
      ),
    'links and handles': () =>
      one(
        `https://${dice.internet.domainName()}/p/${digits(9)}`,
        `@${dice.internet.username()}`,
        `see ${dice.internet.url()}?page=${digits(3)}&id=${digits(8)}`,
        `${dice.internet.domainWord()} at noon`,
      ),
    'round numbers': () =>
      one(
        () => `${within(1, 999)} 000 000`,
        () => `${within(1, 999)} ${within(1, 9)}00 000`,
        () => `budget of ${within(1, 999)} 000 000 a year`,
        () => `${within(1, 999)}.000.000`,
      )(),
    'tax numbers': () =>
      `${one('P.IVA', 'p. iva', 'P.Iva:', 'partita iva', 'C.F.', 'cod. fisc.', 'NIF', 'CIF', 'NIP', 'KRS', 'ID za DDV', 'EMŠO', 'ІПН', 'ЄДРПОУ', 'VAT')} ${one('0', '1', '4')}${digits(10)}`,
    slang: () =>
      one(
        'lol 2day',
        'c u @ 8',
        'gr8 thx 4 that',
        'w8 4 me @ the shop',
        '100%!!!',
        '24/7',
        '3x 2m x 40cm',
        'size 42-44',
        'A4, 80 g, 500 sheets',
        'look at this dot on the screen',
        'iPhone 15 128 GB',
        '1000000 x thanks',
      ),
  };
  const made = Object.entries(makers).map(([name, make]) => ({ name, texts: Array.from({ length: count }, make) }));
  const part = () => [within(100, 899), within(10, 99), within(1001, 9999)].join(one('-', '-', '.'));
  return [
    ...made,
    {
      name: 'part numbers, not American',
      texts: Array.from({ length: count }, () =>
        one(
          () => part(),
          () => `is it the ${part()}?`,
          () => `imate ${part()}`,
        )(),
      ),
      sites: SITES.filter((site) => site !== null && site !== 'US'),
    },
    {
      name: 'prose',
      texts: [...Array.from({ length: count }, sentence), ...paragraphs('README.md'), ...paragraphs('LICENSE')],
    },
    ...apart(count).map(([name, make]) => ({ name, texts: Array.from({ length: count }, make) })),
    { name: 'lock file', texts: lines('package-lock.json').slice(0, 20 * count) },
  ];
}

/** What looks like numbers and addresses that are written apart, or glued to a word. */
function apart(count: number): [name: string, make: () => string][] {
  const dice = new Faker({ locale: [en, base], seed: 15 + count });
  const digits = (length: number) => dice.string.numeric(length);
  const within = (min: number, max: number) => dice.number.int({ min, max });
  const one = <T>(...of: T[]): T => dice.helpers.arrayElement(of);
  const list = (least: number, most: number, make: () => unknown, between = '\n') =>
    Array.from({ length: within(least, most) }, make).join(between);
  return [
    [
      'glued to another word',
      () =>
        one(
          () => `order.${digits(9)}`,
          () => `sku-${digits(9)}`,
          () => `img.${digits(8)}.jpg`,
          () => `CALL-${within(1, 9)}${digits(6)}`,
          () => `call_20${within(10, 35)}0512_${digits(6)}.m4a`,
          () => `contact_${within(1, 9)}${digits(7)}`,
          () => `https://shop.example/phone/${digits(9)}`,
          () => `https://shop.example/mobile-${digits(8)}.html`,
          () => `mobile-phone-case-${digits(7)}`,
          () => `iphone.${digits(9)}`,
          () => `shop.tel.${digits(9)}`,
          () => `hotel.${digits(9)}`,
          () => `št.${digits(9)}`,
          () => `v.0${digits(8)}`,
          () => `soap of pH 7.4, article ${digits(7)}`,
        )(),
    ],
    [
      'lists over lines',
      () =>
        one(
          () => `Sizes:\n${list(3, 8, () => within(36, 48))}`,
          () => list(3, 6, () => `${within(1, 9)}${digits(within(4, 5))}`),
          () => list(2, 5, () => `0${digits(4)}`),
          () => list(2, 4, () => `0${digits(4)} ${dice.location.city().replace(/\d/g, '')}`),
          () => Array.from({ length: within(5, 12) }, (_, i) => String(i + 1).padStart(2, '0')).join('\n'),
          () => Array.from({ length: within(5, 12) }, (_, i) => i).join('\n'),
          () => list(3, 6, () => `${within(1, 28)}.${within(1, 12)}.`),
          () => list(3, 6, () => `${within(1, 99)},${digits(2)} €`),
          () => list(3, 6, () => `${within(0, 9)}.${digits(2)}`),
          () => list(3, 6, () => `0${within(7, 9)}:${within(10, 59)}`),
          () => list(2, 4, () => `${within(100, 999)} ${within(10, 99)}`),
          () => list(2, 5, () => `${within(100, 999)}`),
          () => list(2, 4, () => `200${within(1, 9)}\n20${within(10, 35)}`),
        )(),
    ],
    [
      'digits apart',
      () =>
        one(
          () => `ratings: ${list(4, 12, () => within(1, 5), ', ')}`,
          () => list(4, 12, () => within(1, 9), ' '),
          () => list(4, 12, () => within(1, 5), ','),
          () => Array.from({ length: within(5, 10) }, (_, i) => i).join(one(' ', ', ', '\n')),
          () => `sizes ${list(4, 9, () => within(0, 3) * 2, '/')} on 3 shelves`,
          () => `0 ${within(10, 99)} ${within(1, 9)} ${within(10, 99)} ${within(1, 9)}`,
        )(),
    ],
    [
      'places after an @',
      () =>
        one(
          () => `@ ${within(1, 99)} €`,
          () => `${within(2, 20)} pcs @ ${within(1, 99)}.${digits(2)} EUR`,
          () => `meet @ office.today`,
          () => `see you @ ${one('noon', 'the shop', '8', '8.30', '5.pm')}`,
          () => `it is cheaper @ ${dice.internet.domainName()}`,
          () => `I bought it @ ${one('amazon.de', 'shop.example.com', 'ebay.co.uk')} last week`,
          () => `found it @${one('shop.si', 'nike.com')} on Instagram`,
          () => `follow us @${dice.internet.username().replace(/\./g, '_')}`,
          () => `thanks @${one('ana', 'john_doe', 'shop')}. It works`,
          () => `lunch @ cafe.bar?`,
          () => `meet me @ ${one('home', 'work', 'the office')}. It is cold`,
        )(),
    ],
  ];
}

/** Sixteen digits at random: some are card numbers by all that can be known, so that nothing is asked of them. */
export function sixteenDigits(count: number): string[] {
  const dice = new Faker({ locale: [en, base], seed: 14 });
  return Array.from({ length: count }, () => dice.string.numeric(16));
}

function withCheckDigit(digits: string): string {
  const sum = [...digits].reduce((total, digit, i) => total + Number(digit) * (i % 2 === 0 ? 1 : 3), 0);
  return digits + ((10 - (sum % 10)) % 10);
}

const root = join(import.meta.dirname, '../../..');

function paragraphs(path: string): string[] {
  return readFileSync(join(root, path), 'utf8').split(/\n\s*\n/);
}

function lines(path: string): string[] {
  return readFileSync(join(root, path), 'utf8')
    .split('\n')
    .filter((line) => /"(?:version|integrity)"/.test(line));
}
