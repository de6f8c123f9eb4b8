/**
 * A hundred personal data values that occur nowhere else, and a search for them that isn't fooled by an encoding. What stays visible of a
 * masked value (the last four digits, an address's first letter and its host) is no find.
 */

export type CanaryKind = 'email' | 'phone' | 'card' | 'iban' | 'ssn';

export interface Canary {
  kind: CanaryKind;
  value: string;
  /** What of it must not be read anywhere: a part long enough to be nothing else. */
  needles: string[];
}

/** E-mail addresses and phone numbers are kept and masked; all else is removed before anything is written. */
export function isRemoved({ kind }: Canary): boolean {
  return kind !== 'email' && kind !== 'phone';
}

const HOSTS = ['gmail.com', 'example.co.uk', 'post.kolesa.si', 'müller-räder.de', 'web.example'];

/** Thirty addresses, thirty phone numbers, sixteen cards, twelve IBANs, twelve social security numbers. For a site in the US: elsewhere nine digits need a word. */
export const CANARIES: readonly Canary[] = [
  ...Array.from({ length: 30 }, (_, n) => email(n)),
  ...Array.from({ length: 30 }, (_, n) => phone(n)),
  ...Array.from({ length: 16 }, (_, n) => card(n)),
  ...Array.from({ length: 12 }, (_, n) => iban(n)),
  ...Array.from({ length: 12 }, (_, n) => ssn(n)),
];

/** The canaries of `sought` that can be read in `bytes`, each with the encoding it was found in. */
export function findIn(bytes: readonly string[], sought: readonly Canary[]): string[] {
  const plain = bytes.join('\n').toLowerCase();
  const exact = bytes.join('\n');
  const joined = plain.replace(SEPARATORS, '');
  const found: string[] = [];
  for (const canary of sought) {
    for (const [encoding, forms] of formsOf(canary)) {
      const hay = encoding === 'without separators' ? joined : encoding.startsWith('base64') ? exact : plain;
      if (forms.some((form) => hay.includes(form))) found.push(`${canary.kind} ${canary.value} as ${encoding}`);
    }
  }
  return found;
}

/** The encodings of each, worked out once. */
const known = new Map<Canary, ReturnType<typeof encodings>>();

function formsOf(canary: Canary): ReturnType<typeof encodings> {
  const forms = known.get(canary) ?? encodings(canary);
  known.set(canary, forms);
  return forms;
}

const SEPARATORS = /[\s\-().+/_·]|%20|%2b/g;

/** The forms of a canary in eight encodings. All but base64 are looked for in lower case. */
export function encodings({ value, needles }: Canary): [string, string[]][] {
  const lower = value.toLowerCase();
  const texts = [lower, ...needles.map((needle) => needle.toLowerCase())];
  const chars = (write: (char: string) => string) => texts.map((text) => Array.from(text, write).join(''));
  const code = (char: string) => char.codePointAt(0)!;
  const inBase64 = [value, ...needles].flatMap(base64Cores);
  return [
    ['raw', texts],
    ['without separators', texts.map((text) => text.replace(SEPARATORS, ''))],
    [
      'URL',
      texts.flatMap((text) => [
        encodeURIComponent(text).toLowerCase(),
        new URLSearchParams({ '': text }).toString().slice(1),
      ]),
    ],
    ['base64', inBase64],
    ['base64url', inBase64.map((form) => form.replaceAll('+', '-').replaceAll('/', '_'))],
    ['JSON escapes', chars((char) => `\\u${code(char).toString(16).padStart(4, '0')}`)],
    ['HTML entities', [...chars((char) => `&#${code(char)};`), ...chars((char) => `&#x${code(char).toString(16)};`)]],
    [
      'hex',
      texts.map((text) => Array.from(inBytes(text), (byte) => code(byte).toString(16).padStart(2, '0')).join('')),
    ],
  ];
}

/** The characters that a text gives in base64 wherever in a longer one it stands: without those that it shares with its neighbours. */
function base64Cores(text: string): string[] {
  return [0, 1, 2].map((before) => {
    const bytes = '\0'.repeat(before) + inBytes(text);
    return btoa(bytes).slice(Math.ceil((before * 8) / 6), Math.floor((bytes.length * 8) / 6));
  });
}

/** UTF-8, a character a byte. */
function inBytes(text: string): string {
  return String.fromCharCode(...new TextEncoder().encode(text));
}

function canary(kind: CanaryKind, value: string, ...needles: string[]): Canary {
  return { kind, value, needles };
}

function email(n: number): Canary {
  const two = String(n).padStart(2, '0');
  const local = [
    `qu${two}in.zq${two}`,
    `Qui_${two}zq${two}`,
    `q${two}z+bikes${two}`,
    `qu-${two}.zo${two}`,
    `q${two}o'neil${two}`,
  ][n % 5]!;
  return canary('email', `${local}@${HOSTS[(n * 3) % 5]}`, local.slice(1));
}

/** Numbers of Great Britain, Slovenia and the US; a national one of a country that isn't the site's has a word that says so. */
function phone(n: number): Canary {
  const gb = `79${46_013_250 + n * 1_017_911}`;
  const si = `${n % 2 ? 31 : 41}${713_208 + n * 7_919}`;
  const us = `415${5_552_671 + n * 173}`;
  const groups = `${si.slice(0, 2)} ${si.slice(2, 5)} ${si.slice(5)}`;
  const value = [
    `+44${gb}`,
    `+ 1 (${us.slice(0, 3)}) ${us.slice(3, 6)} ${us.slice(6)}`,
    `(${us.slice(0, 3)}) ${us.slice(3, 6)}-${us.slice(6)}`,
    `00386 ${groups}`,
    `+386-${groups.replaceAll(' ', '-')}`,
    `phone 0${gb.slice(0, 4)} ${gb.slice(4)}`,
  ][n % 6]!;
  const digits = [gb, us, us, `386${si}`, `386${si}`, gb][n % 6]!;
  return canary('phone', value, digits.slice(0, -1));
}

function card(n: number): Canary {
  const digits = withLuhn(
    `${['4539', '5425', '6011', '4916'][n % 4]}${String(71_830_264_915 + n * 918_273_645).slice(0, 11)}`,
  );
  const gap = [' ', '-', '', '.'][n % 4]!;
  return canary('card', digits.match(/.{4}/g)!.join(gap), digits);
}

function withLuhn(payload: string): string {
  const digits = Array.from(payload, Number).reverse();
  const sum = digits.reduce((total, digit, i) => total + (i % 2 === 0 ? digit * 2 - (digit > 4 ? 9 : 0) : digit), 0);
  return payload + String((10 - (sum % 10)) % 10);
}

function iban(n: number): Canary {
  const [country, bban] = (
    [
      ['SI', String(263_300_012_039_000 + n * 7_919_311).slice(0, 15)],
      ['DE', String(370_400_440_532_013_000n + BigInt(n) * 7_919_311n)],
      ['GB', `WEST${String(12_345_698_765_432 + n * 104_729)}`],
    ] as const
  )[n % 3]!;
  const check = String(98n - mod97(`${bban}${country}00`)).padStart(2, '0');
  const whole = `${country}${check}${bban}`;
  return canary('iban', n % 2 ? whole : whole.match(/.{1,4}/g)!.join(' '), bban);
}

function mod97(text: string): bigint {
  return BigInt(Array.from(text, (char) => parseInt(char, 36)).join('')) % 97n;
}

function ssn(n: number): Canary {
  const [area, group, serial] = [String(501 + n * 7), String(21 + n), String(3_104 + n * 211)];
  const gap = ['-', ' ', '-', '.'][n % 4]!;
  return canary('ssn', [area, group, serial].join(gap), `${area}${group}${serial}`);
}
