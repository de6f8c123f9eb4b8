/**
 * Frames and bodies as no client of ours sends them. A valid one is drawn from its zod schema, then most are damaged: in their tree
 * (fields dropped, doubled, renamed, added, of another type) or in their text (cut off, padded to the limit, not JSON at all).
 * Conversations are named by stand-ins, which `settle` turns into the ids of a real site just before a frame is sent.
 */
import fc from 'fast-check';
import type * as z from 'zod';
import { FRAME_MAX_BYTES, PROTOCOL_VERSION } from '../../src/protocol/limits.ts';

/** Bytes are a binary frame. */
export type Sent = string | Uint8Array;

/** Whose conversation a frame may name: the sender's own, an ended one, somebody else's, another site's, nobody's. */
export const PLACES = ['mine', 'ended', 'theirs', 'elsewhere', 'none'] as const;
export type Place = (typeof PLACES)[number];

/** Stand-ins for a colleague of the sender, the sender themselves, a queue, and what rings: for whoever decides a frame to put ids in. */
export const COLLEAGUE = 'agt_0COLLEAGUE000000';
export const SELF = 'agt_0SELF00000000000';
export const QUEUE = 'que_0QUEUE0000000000';
export const OFFER = 'ofr_0OFFER0000000000';

/** What fields of some names hold more often than chance would have it. */
export type Hints = Record<string, fc.Arbitrary<unknown>>;

/** A page of the tests' site, which is what a visitor's hello has to come from. */
export const SHOP = 'https://shop.example';

/** Hints that let about every second frame through to where it is decided. */
export const HINTS: Hints = {
  v: fc.constantFrom(PROTOCOL_VERSION, PROTOCOL_VERSION, PROTOCOL_VERSION, PROTOCOL_VERSION - 1),
  origin: fc.constant(SHOP),
  url: fc.webPath().map((path) => `${SHOP}${path}`),
  reason: fc.constantFrom(null, null, 'Sold', 'Lunch', 'Because', ''),
};

/** A frame, or a body, drawn from the schema and more often than not damaged. */
export function hostile(schema: z.core.$ZodType, hints: Hints = HINTS): fc.Arbitrary<Sent> {
  const whole = drawn(schema, hints);
  const damaged = fc
    .tuple(whole, fc.array(fc.tuple(fc.constantFrom(...DAMAGES), fc.nat(), fc.nat()), { minLength: 1, maxLength: 2 }))
    .map(([value, damages]) => {
      const root = nodeOf(value);
      for (const [damage, at, which] of damages) damage(root, at, which);
      return print(root);
    });
  return fc.oneof(
    { weight: 30, arbitrary: whole.map((value) => JSON.stringify(value)) },
    { weight: 36, arbitrary: damaged },
    {
      weight: 8,
      arbitrary: fc.tuple(whole, fc.constantFrom(...SCARS), fc.nat()).map(([value, scar, at]) => {
        return scar(JSON.stringify(value), at);
      }),
    },
    { weight: 4, arbitrary: fc.constantFrom(...ODD) },
    // These end a socket, so there are few of them.
    { weight: 1, arbitrary: fc.tuple(whole, fc.constantFrom(1, 3_000)).map(([value, over]) => padded(value, over)) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 40 }) },
  );
}

/** Only valid ones, at least by their schema. */
export function drawn(schema: z.core.$ZodType, hints: Hints = HINTS): fc.Arbitrary<unknown> {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'object': {
      const shape = Object.entries(def.shape) as [string, z.core.$ZodType][];
      const fields = shape.map(([key, field]) => [key, hints[key] ?? drawn(field, hints)] as const);
      const requiredKeys = shape.filter(([, field]) => field._zod.optin !== 'optional').map(([key]) => key);
      return fc.record(Object.fromEntries(fields), { requiredKeys, noNullPrototype: true });
    }
    case 'union':
      return fc.oneof(...def.options.map((option) => drawn(option, hints)));
    case 'array':
      return fc.array(drawn(def.element, hints), { maxLength: 4 });
    case 'record':
      return fc.dictionary(drawn(def.keyType, hints) as fc.Arbitrary<string>, drawn(def.valueType, hints), {
        maxKeys: 3,
      });
    case 'nullable':
      return fc.option(drawn(def.innerType, hints));
    case 'optional':
      return drawn(def.innerType, hints);
    case 'pipe':
      return drawn(def.in, hints);
    case 'literal':
      return fc.constantFrom(...def.values);
    case 'enum':
      return fc.constantFrom(...Object.values(def.entries));
    case 'boolean':
      return fc.boolean();
    case 'number':
      return fc.oneof(fc.nat({ max: 5 }), fc.nat({ max: 5 }), fc.maxSafeNat());
    case 'string':
      return string(schema as z.core.$ZodString);
    default:
      throw new Error(`nothing is drawn from ${def.type} yet`);
  }
}

/** The frame with the ids of a real site in place of the stand-ins. */
export function settle(sent: Sent, ids: Partial<Record<Place, string>>): Sent {
  if (typeof sent !== 'string') return sent;
  return sent.replace(STAND_INS, (whole, place: string) => ids[place.toLowerCase() as Place] ?? whole);
}

const standIn = (place: Place) => `cnv_0${place.toUpperCase().padEnd(15, '0')}`;
const STAND_INS = new RegExp(`cnv_0(${PLACES.map((place) => place.toUpperCase()).join('|')})0+`, 'g');

/** Few, so that they are often used twice, and for something else. */
const CIDS = ['cid-a', 'cid-b', 'cid-c', 'constructor', '__proto__'];

const TEXTS = [
  'Hello',
  'How much does delivery cost?',
  ' \n\t\u00a0\ufeff',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\udc00\ud800',
  '<script>alert(1)</script>',
  "'; DROP TABLE entries; --",
  '{"t":"ack"}',
  '\u202eevil\u2066',
  'Zalgo̷̡͕͚͍͈̱̘̦̣̜͇̺̪̟',
  '語'.repeat(1_000),
  '😀'.repeat(1_000),
  '😀'.repeat(1_001),
  'x'.repeat(1_001),
  'é'.repeat(8_000),
  '*"^ OR NEAR( AND NOT :',
];

function string({ _zod: { def } }: z.core.$ZodString): fc.Arbitrary<string> {
  if ('format' in def && def.format === 'email') return fc.emailAddress();
  const checks = (def.checks ?? []).map((check) => check._zod.def as { pattern?: unknown; minimum?: unknown });
  const pattern = checks.map((check) => check.pattern).find((it) => it instanceof RegExp);
  if (!pattern) {
    const minLength = Number(checks.find((check) => 'minimum' in check)?.minimum ?? 0);
    const some = fc.string({ unit: 'binary', minLength, maxLength: minLength + 12 });
    // What asks for a length, such as a password, gets it.
    return minLength > 1 ? some : fc.oneof(fc.constantFrom(...TEXTS), some);
  }
  if (pattern.source.startsWith('^cnv_')) {
    return fc.oneof({ weight: 5, arbitrary: fc.constant(standIn('mine')) }, fc.constantFrom(...PLACES.map(standIn)));
  }
  const standsIn = [COLLEAGUE, SELF, QUEUE, OFFER].filter((id) => pattern.source.startsWith(`^${id.slice(0, 4)}`));
  if (standsIn.length > 0) {
    return fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...standsIn) }, fc.stringMatching(pattern));
  }
  if (pattern.source === CID_PATTERN) return fc.oneof({ weight: 2, arbitrary: FRESH_CID }, fc.constantFrom(...CIDS));
  return fc.stringMatching(pattern);
}

const CID_PATTERN = '^[0-9A-Za-z_-]{4,40}$';
/** Long enough that none comes twice. */
const FRESH_CID = fc.bigInt({ min: 0n, max: 36n ** 20n }).map((n) => `c-${n.toString(36)}`);

/** JSON as it is written, so that it may hold what no value could: a key twice, `__proto__`, `NaN`. */
type Node = { fields: [string, Node][] } | { items: Node[] } | { text: string };

function nodeOf(value: unknown): Node {
  if (Array.isArray(value)) return { items: value.map(nodeOf) };
  if (typeof value !== 'object' || value === null) return { text: JSON.stringify(value) };
  return { fields: Object.entries(value).map(([key, field]) => [key, nodeOf(field)]) };
}

function print(node: Node): string {
  if ('text' in node) return node.text;
  if ('items' in node) return `[${node.items.map(print).join(',')}]`;
  return `{${node.fields.map(([key, field]) => `${JSON.stringify(key)}:${print(field)}`).join(',')}}`;
}

/** All objects of the tree, the outermost first. */
function objects(node: Node): { fields: [string, Node][] }[] {
  if ('text' in node) return [];
  if ('items' in node) return node.items.flatMap(objects);
  return [node, ...node.fields.flatMap(([, field]) => objects(field))];
}

type Damage = (root: Node, at: number, which: number) => void;

/** A field of the tree: `at` chooses among all there are. */
function place(root: Node, at: number): { fields: [string, Node][]; index: number } | null {
  const all = objects(root).flatMap(({ fields }) => fields.map((_, index) => ({ fields, index })));
  return all[at % Math.max(1, all.length)] ?? null;
}

const pick = <T>(from: readonly T[], which: number): T => from[which % from.length]!;
const raw = (which: number): Node => ({ text: pick(RAW, which) });

const DAMAGES: readonly Damage[] = [
  function drop(root, at) {
    const there = place(root, at);
    there?.fields.splice(there.index, 1);
  },
  function swap(root, at, which) {
    const there = place(root, at);
    if (there) there.fields[there.index]![1] = raw(which);
  },
  function swapAgain(root, at, which) {
    const there = place(root, at);
    if (there) there.fields[there.index]![1] = raw(which);
  },
  function double(root, at, which) {
    const there = place(root, at);
    const field = there?.fields[there.index];
    if (field) there.fields.splice(which % 2 ? 0 : there.fields.length, 0, [field[0], raw(which)]);
  },
  function rename(root, at) {
    const there = place(root, at);
    const field = there?.fields[there.index];
    if (field) field[0] = at % 2 ? field[0].toUpperCase() : `${field[0]} `;
  },
  function add(root, at, which) {
    const all = objects(root);
    all[at % Math.max(1, all.length)]?.fields.push([pick(EXTRA, which), raw(at)]);
  },
];

/** Values of every kind, as JSON text or nearly so. */
const RAW = [
  'null',
  'true',
  '0',
  '-0',
  '-1',
  '1.5',
  '1e400',
  '-1e308',
  '9007199254740992',
  '-9007199254740993',
  '123456789012345678901234567890',
  'NaN',
  'Infinity',
  'undefined',
  '01',
  '""',
  '" "',
  '"\\u0000"',
  '"\\ud800"',
  '"\ud800"',
  '"\u0000"',
  '"__proto__"',
  '"visit.hello"',
  '"agent.hello"',
  '"entry.post"',
  '"conversation.close"',
  '"cnv_"',
  '"cnv_0000000000000000\\n"',
  '"https://evil.example"',
  '[]',
  '{}',
  '{"$gt":""}',
  '{"toString":1,"valueOf":2,"length":-1}',
  '{"__proto__":{"polluted":true}}',
  `${'['.repeat(100)}${']'.repeat(100)}`,
  `${'{"a":'.repeat(100)}1${'}'.repeat(100)}`,
  `"${'x'.repeat(1_001)}"`,
  `"${'語'.repeat(1_000)}"`,
  `"${'\\ud83d\\ude00'.repeat(1_000)}"`,
  `[${'0,'.repeat(2_000)}0]`,
];

const EXTRA = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'toJSON',
  'then',
  'role',
  'owner',
  'visitor',
  'agent',
  'seq',
  'at',
  'turn',
  'cid',
  't',
  'v',
  '',
  '\u0000',
];

/** What is done to a text that was fine. */
const SCARS: readonly ((text: string, at: number) => string)[] = [
  (text, at) => text.slice(0, at % text.length),
  (text, at) => text.slice(at % text.length),
  (text) => text + text,
  (text) => `${text}\u0000`,
  (text) => `\ufeff${text}`,
  (text) => `[${text}]`,
  (text) => JSON.stringify(text),
  (text) => text.replaceAll('"', "'"),
  (text) => text.replace('{', '{"__proto__":{"polluted":true},'),
  (text) => text.replace('{', '{"t":"page.view",'),
  (text) => ` \n\t${text}\r\n`,
  (text) => text.replace(/[0-9]+/, '9007199254740993'),
  // As long as a frame may be, and not a byte longer: still fine.
  (text) => text + ' '.repeat(Math.max(0, FRAME_MAX_BYTES - bytes(text))),
  (text) => {
    const field = ',"pad":""}';
    const room = Math.max(0, FRAME_MAX_BYTES - bytes(text) - field.length + 1);
    return `${text.slice(0, -1)},"pad":"${'語'.repeat(Math.floor(room / 3))}${'x'.repeat(room % 3)}"}`;
  },
];

/** Too long by so many bytes, though not always by its characters. */
function padded(value: unknown, over: number): string {
  const text = JSON.stringify(value);
  const room = Math.max(0, FRAME_MAX_BYTES - bytes(text)) + over;
  return text + '\u3000'.repeat(Math.floor(room / 3)) + ' '.repeat(room % 3);
}

function bytes(text: string): number {
  return new TextEncoder().encode(text).byteLength;
}

const ODD = [
  '',
  ' ',
  'null',
  'true',
  '0',
  '-',
  '"',
  '{',
  '[]',
  '{}',
  '[[',
  'ping ',
  'PING',
  'undefined',
  '\u0000',
  '\ud800',
  '{"t":null}',
  '{"t":["entry.post"]}',
  '{"t":"__proto__"}',
  '{"t":"constructor","cid":"cid-a"}',
  '{"t":"entry.erase","cid":"cid-a"}',
  '['.repeat(8_000),
  `${'['.repeat(8_000)}${']'.repeat(8_000)}`,
  '{"a":'.repeat(3_000),
];
