/** What must be masked: seeded samples by class, each a sentence as people write it, and what it has to become. */
import { base, en, Faker } from '@faker-js/faker';
import * as ibantools from 'ibantools';
import { type CountryCode, getCountries, getExampleNumber } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';

export interface Sample {
  text: string;
  /** What it becomes after secrets are removed and personal details are masked; the text itself where nothing may change. */
  expected: string;
  /** The site's country. */
  country: string | null;
  /** The visitor's. */
  visitorCountry?: string | null;
}

/** Classes whose every sample has something to mask, and how many of a hundred must become exactly what is expected. */
export interface Positives {
  name: string;
  aim: number;
  samples: Sample[];
}

/** `count` samples a class; the phones are as many as there are countries. */
export function positives(count: number): Positives[] {
  const dice = new Faker({ locale: [en, base], seed: 11 });
  const many = (make: () => Sample) => Array.from({ length: count }, make);
  return [
    { name: 'card', aim: 99.5, samples: many(() => said(dice, card(dice), stars)) },
    { name: 'card, fake by brand', aim: 99.5, samples: many(() => said(dice, fakeCard(dice), stars, ['My card is'])) },
    { name: 'card, expiry and code', aim: 99.5, samples: many(() => cardWithCode(dice)) },
    { name: 'card, until when', aim: 99.5, samples: many(() => cardUntil(dice)) },
    { name: 'account without its country', aim: 99.5, samples: many(() => account(dice)) },
    { name: 'IBAN', aim: 99.5, samples: many(() => said(dice, iban(dice), stars)) },
    { name: 'SSN, ITIN', aim: 99.5, samples: many(() => said(dice, ssn(dice), stars)) },
    {
      name: 'SSN, nine digits',
      aim: 99.5,
      samples: many(() => said(dice, bare(ssn(dice)), stars, ['My SSN is', 'itin:'])),
    },
    { name: 'e-mail', aim: 99.5, samples: many(() => said(dice, email(dice), emailMasked)) },
    { name: 'e-mail, spelt', aim: 99.5, samples: many(() => speltEmail(dice)) },
    { name: 'phone, as at home', aim: 97, samples: many(() => phoneAtHome(dice)) },
    { name: 'phone, +', aim: 97, samples: phones((number) => said(dice, number.number, phoneMasked)) },
    {
      name: 'phone, + spaced',
      aim: 97,
      samples: phones((number) => said(dice, number.formatInternational(), phoneMasked)),
    },
    {
      name: 'phone, 00',
      aim: 97,
      samples: phones((number) => said(dice, number.number.replace('+', '00'), phoneMasked)),
    },
    {
      name: 'phone, country',
      aim: 97,
      samples: phones(
        (number) => ({ ...said(dice, number.formatNational(), phoneMasked), country: number.country! }),
        isSpaced,
      ),
    },
    {
      name: 'phone, the visitor’s country',
      aim: 97,
      samples: phones(
        (number) => ({
          ...said(dice, number.formatNational(), phoneMasked),
          country: 'SI',
          visitorCountry: number.country!,
        }),
        isSpaced,
      ),
    },
    {
      name: 'phone, cue',
      aim: 97,
      samples: phones((number) => said(dice, number.formatNational(), phoneMasked, CALLS)),
    },
    {
      name: 'phone, cue, digits only',
      aim: 97,
      samples: phones((number) => said(dice, bare(number.formatNational()), phoneMasked, CALLS)),
    },
    { name: 'phone, glued to its word', aim: 97, samples: many(() => gluedPhone(dice)) },
    { name: 'phone, over lines', aim: 97, samples: many(() => phoneOverLines(dice)) },
    { name: 'phone, digit by digit', aim: 97, samples: many(() => phoneByDigits(dice)) },
    { name: 'card, IBAN, over lines or by digits', aim: 99.5, samples: many(() => secretApart(dice)) },
    { name: 'SSN, over lines', aim: 99.5, samples: many(() => ssnOverLines(dice)) },
    { name: 'e-mail, spaced', aim: 99.5, samples: many(() => spacedEmail(dice)) },
  ];
}

/** Every letter and digit as a star. */
export function stars(text: string): string {
  return text.replace(/[\p{L}\p{N}]/gu, '*');
}

/** `m******@gmail.com`. */
export function emailMasked(address: string): string {
  const [local, host] = address.split('@') as [string, string];
  return `${local.length === 1 ? '*' : local[0] + '*'.repeat(local.length - 1)}@${host}`;
}

/** `**********7890`. */
export function phoneMasked(number: string): string {
  const signs = number.replace(/\s/g, '');
  return signs.slice(-4).padStart(signs.length, '*');
}

/** Numbers that payment companies give for tests, of every network. */
export const TEST_CARDS = [
  '4111111111111111',
  '4242424242424242',
  '4012888888881881',
  '4000056655665556',
  '5555555555554444',
  '5105105105105100',
  '2223003122003222',
  '2720992718160008',
  '378282246310005',
  '371449635398431',
  '6011111111111117',
  '6011000990139424',
  '6445644564456445',
  '6555900000604105',
  '30569309025904',
  '38520000023237',
  '36227206271667',
  '3530111333300000',
  '3566002020360505',
  '6200000000000005',
  '6205500000000000004',
  '6759649826438453',
  '6304000000000000',
  '2200000000000004',
  '6062826786276634',
];

const LEADS = ['', 'Hi, ', 'Here it is: ', 'ok so ', 'Zdravo, tukaj: ', 'Ecco: ', 'Aquí tiene: ', 'Proszę: ', 'Ось: '];
const TAILS = [
  '',
  '.',
  ' thanks',
  ', please',
  ' hvala!',
  ' grazie',
  ' (gracias)',
  ' dzięki',
  ' дякую',
  '\nis that all?',
];
const CALLS = [
  'Call me at',
  'my phone:',
  'WhatsApp',
  'Moja telefonska številka je',
  'pokličite me na',
  'il mio cellulare è',
  'mi teléfono es',
  'proszę dzwonić pod numer',
  'мій телефон',
];

function said(dice: Faker, secret: string, mask: (text: string) => string, leads = LEADS): Sample {
  const lead = leads === LEADS ? dice.helpers.arrayElement(LEADS) : `${dice.helpers.arrayElement(leads)} `;
  const tail = dice.helpers.arrayElement(TAILS);
  return { text: lead + secret + tail, expected: lead + mask(secret) + tail, country: null };
}

function bare(number: string): string {
  return number.replace(/\D/g, '');
}

function card(dice: Faker): string {
  const number = dice.helpers.arrayElement(TEST_CARDS);
  const separator = dice.helpers.arrayElement(['', ' ', '-', '.', '\u00a0', ' - ', '\u2011']);
  const groups = number.length < 16 ? /^(.{4})(.{6})(.+)$/ : /^(.{4})(.{4})(.{4})(.{4})(.*)$/;
  return groups.exec(number)!.slice(1).filter(Boolean).join(separator);
}

function fakeCard(dice: Faker): string {
  const brand = ['visa', 'mastercard', 'american_express', 'discover', 'diners_club', 'jcb', 'maestro'] as const;
  return dice.finance.creditCardNumber(dice.helpers.arrayElement(brand));
}

function cardWithCode(dice: Faker): Sample {
  const number = card(dice);
  const date = dice.helpers.arrayElement(['12/27', '03 / 2028', '1127', '9-29', '07.30']);
  const [between, before] = dice.helpers.arrayElement([
    [' ', ' '],
    [', exp ', ', cvv '],
    ['\n', '\n'],
    [' velja do ', ' CVC: '],
    [' scadenza ', ', codice di sicurezza '],
    [', ważna do ', ', kod bezpieczeństwa '],
  ] as const);
  const code = dice.string.numeric(3);
  return {
    text: `My card ${number}${between}${date}${before}${code}`,
    expected: `My card ${stars(number)}${between}${stars(date)}${before}***`,
    country: null,
  };
}

function cardUntil(dice: Faker): Sample {
  const number = card(dice);
  const date = dice.helpers.arrayElement(['12/28', '03/2029', '01-30', '7/27', '１２/28']);
  const until = dice.helpers.arrayElement([
    ' do ',
    ' до ',
    ' hasta ',
    ' until ',
    ' fino al ',
    ' bis ',
    ', valid until ',
    ' ważna do ',
  ]);
  const tail = dice.helpers.arrayElement(TAILS);
  return {
    text: `${number}${until}${date}${tail}`,
    expected: `${stars(number)}${until}${stars(date)}${tail}`,
    country: null,
  };
}

/** As people write it in their own country: Polish, Hungarian and Ukrainian ones are known everywhere, others at home. */
function account(dice: Faker): Sample {
  const country = dice.helpers.arrayElement(['PL', 'PL', 'PL', 'UA', 'HU', 'SI', 'DE', 'ES', 'HR', 'AT']);
  const length = ibantools.countrySpecs[country]!.chars! - 4;
  const digits = withCheckDigits(country, dice.string.numeric(length)).slice(2);
  const separator = dice.helpers.arrayElement([' ', ' ', '-', '\u00a0', '.']);
  const grouped = `${digits.slice(0, 2)}${separator}${digits
    .slice(2)
    .match(/.{1,4}/g)!
    .join(separator)}`;
  const written = digits.length >= 26 && dice.datatype.boolean() ? digits : grouped;
  return { ...said(dice, written, stars), country: digits.length >= 26 ? null : country };
}

/** With the signs that are usual where the number is from, of which a library makes none. */
function phoneAtHome(dice: Faker): Sample {
  const some = (length: number) => dice.string.numeric(length);
  const [country, write] = dice.helpers.arrayElement<[string, () => string]>([
    ['IT', () => `3${dice.helpers.arrayElement(['33', '47', '28', '49'])}/${some(7)}`],
    ['IT', () => `3${dice.helpers.arrayElement(['33', '47', '28', '49'])}/${some(2)} ${some(2)} ${some(3)}`],
    ['SI', () => `0${dice.helpers.arrayElement(['31', '41', '40', '51'])}.${some(3)}.${some(3)}`],
    ['SI', () => `0${dice.helpers.arrayElement(['31', '41', '40', '51'])}/${some(3)}-${some(3)}`],
    [
      'SI',
      () =>
        `386${dice.helpers.arrayElement(['31', '41', '40', '51'])}${dice.number.int({ min: 200_000, max: 799_999 })}`,
    ],
    ['UA', () => `0${dice.helpers.arrayElement(['67', '50', '63', '93'])}.${some(3)}.${some(2)}.${some(2)}`],
    ['UA', () => `380${dice.helpers.arrayElement(['67', '50', '63', '93'])}${some(7)}`],
    ['UA', () => `380 ${dice.helpers.arrayElement(['67', '50', '63', '93'])} ${some(3)} ${some(2)} ${some(2)}`],
    ['PL', () => `48 50${some(1)} ${some(3)} ${dice.number.int({ min: 100, max: 999 })}`],
    ['ES', () => `34 6${dice.number.int({ min: 10, max: 79 })} ${some(2)} ${some(2)} ${some(2)}`],
  ]);
  const plain = write();
  const wide = (text: string) => text.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
  const written = dice.helpers.arrayElement([
    () => plain,
    () => plain,
    () => plain.replaceAll(' ', '\u00a0'),
    () => wide(plain),
  ])();
  const lead = dice.helpers.arrayElement(['', 'Ana,', 'Ana, ', 'ok:', 'ok: ', 'Hi. ']);
  const tail = dice.helpers.arrayElement(TAILS);
  return { text: lead + written + tail, expected: lead + phoneMasked(written) + tail, country };
}

/** A number as people have it at home, and where that is. */
function homePhone(dice: Faker): { country: string; digits: string } {
  const some = (length: number) => dice.string.numeric(length);
  const [country, digits] = dice.helpers.arrayElement<[string, () => string]>([
    ['SI', () => `0${dice.helpers.arrayElement(['31', '41', '40', '51'])}${some(6)}`],
    ['SI', () => `01${dice.number.int({ min: 2_000_000, max: 5_999_999 })}`],
    ['UA', () => `0${dice.helpers.arrayElement(['67', '50', '63', '93'])}${some(7)}`],
    ['GB', () => `07${dice.number.int({ min: 700, max: 799 })}9${some(5)}`],
    ['DE', () => `0151${dice.number.int({ min: 20_000_000, max: 79_999_999 })}`],
    ['FR', () => `06${dice.number.int({ min: 10, max: 79 })}${some(6)}`],
    ['HR', () => `091${dice.number.int({ min: 2_000_000, max: 7_999_999 })}`],
  ]);
  return { country, digits: digits() };
}

function gluedPhone(dice: Faker): Sample {
  const { country, digits } = homePhone(dice);
  const written = dice.helpers.arrayElement([digits, digits, digits.replace(/^(.{3})(.{3})/, '$1 $2 ')]);
  const words = [
    'tel.',
    'Tel.:',
    'TEL.',
    'mob.',
    'gsm.',
    'phone.',
    'ph:',
    'ph.',
    'Tel:',
    'tel-',
    'gsm',
    't.',
    'M.',
    'tel.št.',
  ];
  const more = [
    'cell.',
    'fax.',
    'тел.',
    'моб.',
    'telefon.',
    'mobitel.',
    'teléfono.',
    'tlf.',
    'cellulare.',
    'komórka.',
    'kom.',
  ];
  const word = dice.helpers.arrayElement([...words, ...more]);
  const lead = dice.helpers.arrayElement(['', 'Ana, ', 'ok ', 'Lep pozdrav\n', '(']);
  const tail = dice.helpers.arrayElement(['', '.', ' hvala', ', Ana', '\nLp', ' )']);
  return { text: lead + word + written + tail, expected: lead + word + phoneMasked(written) + tail, country };
}

/** Cut at places where people breathe. */
function phoneOverLines(dice: Faker): Sample {
  const { country, digits } = homePhone(dice);
  const code = { SI: '386', UA: '380', GB: '44', DE: '49', FR: '33', HR: '385' }[country];
  const [begin, rest] = dice.helpers.arrayElement([
    [digits.slice(0, 3), digits.slice(3)],
    [`+${code}`, digits.slice(1)],
    [`00${code}`, digits.slice(1)],
    [`+${code} ${digits.slice(1, 3)}`, digits.slice(3)],
  ]) as [string, string];
  const size = dice.helpers.arrayElement([2, 3, 3, 4]);
  const parts = rest.match(new RegExp(`.{${size}}(?=.{2})|.+$`, 'g'))!;
  const gap = dice.helpers.arrayElement(['\n', '\n', ' \n', '\n\n', '\r\n']);
  const written = [begin, ...parts].join(gap);
  const lead = dice.helpers.arrayElement(['', 'Hi,\n', 'Ana\n', 'my number is\n', 'pokličite me na\n', 'ok: ']);
  const tail = dice.helpers.arrayElement(['', '.', '\nthanks', '\nLp, Ana', ' hvala']);
  return { text: lead + written + tail, expected: lead + phoneMasked(written) + tail, country };
}

function phoneByDigits(dice: Faker): Sample {
  const { country, digits } = homePhone(dice);
  const gap = dice.helpers.arrayElement([' ', ' ', ' ', '  ', '-', ', ', ',', '.', ' - ']);
  const written = [...digits].join(gap);
  const lead = dice.helpers.arrayElement(['', 'Ana, ', 'ok: ', 'my number is ', 'pokličite me na ']);
  const tail = dice.helpers.arrayElement(TAILS);
  return { text: lead + written + tail, expected: lead + phoneMasked(written) + tail, country };
}

function secretApart(dice: Faker): Sample {
  const number = dice.helpers.arrayElement(TEST_CARDS);
  const account = iban(dice).replace(/[^A-Za-z0-9]/g, '');
  const written = dice.helpers.arrayElement([
    () => number.match(/.{1,4}/g)!.join(dice.helpers.arrayElement(['\n', '\r\n', ' \n', '\n\n'])),
    () => [...number].join(dice.helpers.arrayElement([' ', '\n', ', ', ',', '-', '.'])),
    () => account.match(/.{1,4}/g)!.join(dice.helpers.arrayElement(['\n', ' \n', '\n\n'])),
    () => [...account].join(' '),
  ])();
  const lead = dice.helpers.arrayElement(['', 'Hi,\n', 'Here it is:\n', 'ok: ']);
  const tail = dice.helpers.arrayElement(['', '.', '\nthanks', '\nLp, Ana', '; hvala']);
  return { text: lead + written + tail, expected: lead + stars(written) + tail, country: null };
}

function ssnOverLines(dice: Faker): Sample {
  const written = ssn(dice)
    .replace(/\D/g, '')
    .replace(/(...)(..)(....)/, dice.helpers.arrayElement(['$1\n$2\n$3', '$1 \n$2 \n$3', '$1\n\n$2\n\n$3']));
  return said(dice, written, stars, ['My SSN is', 'itin:', 'social security number:\n']);
}

function spacedEmail(dice: Faker): Sample {
  const local = dice.helpers.arrayElement([
    dice.person.firstName().toLowerCase(),
    'ana.novak',
    'jan_k',
    'info',
    'olena92',
  ]);
  const own = dice.helpers.arrayElement(['example.com', 'podjetje.si', 'mail.firma.co.uk', 'sklep-rowerowy.pl']);
  const any = dice.helpers.arrayElement([own, 'gmail.com', 'siol.net', 'libero.it', 'wp.pl', 'ukr.net', 'hotmail.es']);
  const masked = local[0] + '*'.repeat(local.length - 1);
  const at = dice.helpers.arrayElement([' @ ', ' @', '  @ ']);
  const [lead, tail, rest] = dice.helpers.arrayElement([
    () => [dice.helpers.arrayElement(LEADS), dice.helpers.arrayElement(TAILS), `@ ${any}`],
    () => [
      dice.helpers.arrayElement(LEADS),
      dice.helpers.arrayElement(TAILS),
      `@${any.replace(/\.(?=[a-z]+$)/, ' dot ')}`,
    ],
    () => [
      'write to ',
      ' please',
      `@${any.replace(/\.[a-z]+$/, dice.helpers.arrayElement(['. com', ' .com', ' . net']))}`,
    ],
    () => [
      dice.helpers.arrayElement(['my mail is ', 'moj e-naslov: ', 'mi correo es ', 'мій адрес ']),
      ' , ok',
      at + any,
    ],
    () => ['', '', at + any],
    () => ['Lp\n', '.\nAna', at + any],
    () => ['it is ', ' ok?', at + dice.helpers.arrayElement(['gmail.com', 'siol.net', 'yahoo.co.uk', 'wp.pl'])],
  ])() as [string, string, string];
  return { text: lead + local + rest + tail, expected: lead + masked + rest + tail, country: null };
}

/** Of any country that `ibantools` knows, made from its description of accounts. */
function iban(dice: Faker): string {
  const country = dice.helpers.arrayElement(IBAN_COUNTRIES);
  const account = dice.helpers.fromRegExp(ibantools.countrySpecs[country]!.bban_regexp!.replace(/[\^$]/g, ''));
  const plain = withCheckDigits(country, account);
  const form = dice.helpers.arrayElement(['plain', 'plain', 'spaced', 'spaced', 'hyphens', 'lower']);
  if (form === 'lower') return plain.toLowerCase();
  return form === 'plain' ? plain : plain.match(/.{1,4}/g)!.join(form === 'spaced' ? ' ' : '-');
}

const IBAN_COUNTRIES = Object.keys(ibantools.countrySpecs).filter((country) => ibantools.countrySpecs[country]?.chars);

function withCheckDigits(country: string, account: string): string {
  const digits = `${account}${country}00`.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  return `${country}${String(98n - (BigInt(digits) % 97n)).padStart(2, '0')}${account}`;
}

function ssn(dice: Faker): string {
  const number = dice.helpers.arrayElement([
    () => [dice.number.int({ min: 1, max: 665 }), dice.number.int({ min: 1, max: 99 })],
    () => [dice.number.int({ min: 667, max: 899 }), dice.number.int({ min: 1, max: 99 })],
    () => [dice.number.int({ min: 900, max: 999 }), dice.helpers.arrayElement([50, 65, 70, 88, 90, 92, 94, 99])],
  ])();
  const serial = dice.number.int({ min: 1, max: 9999 });
  const separator = dice.helpers.arrayElement(['-', '-', '-', ' ', '.', '–']);
  return [String(number[0]).padStart(3, '0'), String(number[1]).padStart(2, '0'), String(serial).padStart(4, '0')].join(
    separator,
  );
}

function email(dice: Faker): string {
  const address = dice.internet.email();
  return dice.helpers.arrayElement([
    () => address,
    () => address.toUpperCase(),
    () => address.replace('@', `+${dice.lorem.word()}@`),
    () => `${dice.string.alpha(1)}@${dice.internet.domainName()}`,
    () => address.replace(/@.*/, '@mail.example.co.uk'),
    () => address.replace(/@.*/, '@bücher.example'),
    () => `${dice.internet.username().toLowerCase()}_${dice.number.int(99)}@siol.net`,
    () => 'žiga.čuk@pošta.si',
  ])();
}

function speltEmail(dice: Faker): Sample {
  const local = dice.person.firstName().toLowerCase();
  const [at, dot] = dice.helpers.arrayElement([
    [' [at] ', ' [dot] '],
    ['(at)', '(dot)'],
    [' at ', ' dot '],
    [' [at] ', '.'],
    [' afna ', ' pika '],
    [' chiocciola ', ' punto '],
    [' arroba ', ' punto '],
    [' małpa ', ' kropka '],
    [' собака ', ' крапка '],
    [' chiocciola ', '.'],
    [' arroba ', '.'],
    [' małpa ', '.'],
    [' afna ', '.'],
    [' собака ', '.'],
    [' (at) ', '.'],
  ] as const);
  const host = `${at}gmail${dot}com`;
  return said(dice, local + host, () => local[0] + '*'.repeat(local.length - 1) + host);
}

type Example = NonNullable<ReturnType<typeof getExampleNumber>>;

function phones(make: (number: Example) => Sample, wanted: (number: Example) => boolean = () => true): Sample[] {
  return getCountries()
    .map((country: CountryCode) => getExampleNumber(country, examples))
    .filter((number): number is Example => number !== undefined && wanted(number))
    .map(make);
}

/** Written so that it can be told from an order number: with a space, a bracket or a leading nought. */
function isSpaced(number: Example): boolean {
  return /\D|^0/.test(number.formatNational());
}
