/** What people write: ordinary words, odd ones, and what nobody else should read. Each carries the mark of its site. */

/** A text, and what may be kept of it. */
export interface Wording {
  text: string;
  becomes: readonly string[];
}

interface Canary {
  raw: string;
  /** What stands in its place: in the log for a secret, for agents otherwise. */
  masked: string;
}

/** Never written down (tier 1 of the rules of masking). */
const SECRETS: readonly Canary[] = [
  { raw: '5555 5555 5555 4444', masked: '**** **** **** ****' },
  { raw: 'GB82 WEST 1234 5698 7654 32', masked: '**** **** **** **** **** **' },
  { raw: '078-05-1120', masked: '***-**-****' },
];
/** Kept, and masked for those at the desk (tier 2). */
const PERSONAL: readonly Canary[] = [
  { raw: 'anna.novak@mail.example', masked: 'a*********@mail.example' },
  { raw: 'bo.b@post.example', masked: 'b***@post.example' },
  { raw: '+44 7966 197542', masked: '*********7542' },
  // As they stand in addresses of pages.
  { raw: 'anna.novak%40mail.example', masked: 'a*********%40mail.example' },
];
/** A card's number in two messages, neither of which could be a phone number of the visitors' country. */
export const PIECES: readonly [string, string] = ['9860 1111', '9111 1116'];
export const STRUCK = '**** ****';

const raw = (list: readonly Canary[]) => new RegExp(list.map((each) => each.raw.replaceAll(/[.+]/g, '\\$&')).join('|'));
/** Finds a secret, or a personal detail, as it was typed. */
export const SECRET = raw(SECRETS);
export const DETAIL = raw(PERSONAL);
const ANY_DETAIL = /\.example/;

/** A text as others than its author read it at the desk. */
export function maskedText(text: string): string {
  if (!ANY_DETAIL.test(text) && !text.includes(PERSONAL[2]!.raw)) return text;
  return PERSONAL.reduce((masked, each) => masked.replaceAll(each.raw, each.masked), text);
}

const SAYINGS = ['Hello', 'Where is my parcel?', 'How long does delivery take?', 'Thanks', 'A person, please', 'yes'];

/** Ordinary words; now and then the same as before. */
export function words(what: number, site: number): Wording {
  const saying = SAYINGS[what % SAYINGS.length]!;
  return plain(what % 3 ? `${saying} ${what % 1_000} @s${site}` : `${saying} @s${site}`);
}

/** What text must survive as it was typed, but for what nobody can see, or be refused. */
export function odd(what: number, site: number): Wording {
  const list = [
    '<b>bold</b> & "quotes"',
    'x'.repeat(1_100),
    '  \n ',
    'ä😀\u202e\u0000 end',
    '**md** [a](javascript:1)',
    'y'.repeat(990),
  ];
  const typed = list[what % list.length]!;
  const text = typed.trim() === '' ? typed : `${typed} @s${site}`;
  return { text, becomes: [text.replace('\u0000', '')] };
}

/** What is nobody's business: one message, or the two pieces of a number. */
export function secrets(what: number, site: number): Wording[] {
  const begin = 'Please use this one for it: ';
  const secret = SECRETS[what % SECRETS.length]!;
  const [one, two] = [PERSONAL[what % 3]!, PERSONAL[(what + 1) % 3]!];
  switch (what % 4) {
    case 0:
      return PIECES.map((text) => ({ text, becomes: [text, STRUCK] }));
    case 1:
      return [{ text: `${begin}${secret.raw} @s${site}`, becomes: [`${begin}${secret.masked} @s${site}`] }];
    case 2:
      return [plain(`${begin}${one.raw} @s${site}`)];
    default:
      return [plain(`${begin}${one.raw} or else ${two.raw} @s${site}`)];
  }
}

function plain(text: string): Wording {
  return { text, becomes: [text] };
}
