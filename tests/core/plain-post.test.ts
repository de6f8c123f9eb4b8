/** The short way of a message through the parser agrees with the schemas, which stay the definition. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type * as z from 'zod';
import { agentFrameSchema } from '../../src/protocol/agent-wire.ts';
import { MESSAGE_MAX_CHARS } from '../../src/protocol/limits.ts';
import { visitorFrameSchema } from '../../src/protocol/visitor-wire.ts';
import { isPlainPost } from '../../src/protocol/wire.ts';
import { hostile } from './hostile.ts';

const RUNS = { numRuns: 3_000 * Number(process.env.FUZZ_RUNS ?? 1) };
const CONVERSATION = 'cnv_0123456789ABCDef';

const posts = (schema: { options: readonly z.ZodObject[] }) =>
  schema.options.find(({ shape }) => (shape.t as z.ZodLiteral).value === 'entry.post')!;

test.each([
  ['visitor', visitorFrameSchema],
  ['agent', agentFrameSchema],
])('what is taken for a message is one by the %s’s schema, as it stands', (_, schema) => {
  const sent = fc.oneof(hostile(posts(schema)), hostile(schema), fc.constantFrom(...EDGES));
  let taken = 0;
  fc.assert(
    fc.property(sent, (text) => {
      const raw = parsed(text);
      if (!isPlainPost(raw)) return;
      taken++;
      expect(schema.parse(raw)).toEqual(raw);
    }),
    RUNS,
  );
  expect(taken).toBeGreaterThan(RUNS.numRuns / 20);
});

test('every message that names its conversation is taken, but for those that may be too long or of which something is left out', () => {
  const text = fc.string({ unit: 'binary', minLength: 1, maxLength: MESSAGE_MAX_CHARS });
  fc.assert(
    fc.property(text, (said) => {
      const frame = { t: 'entry.post', cid: 'cid-1', conversation: CONVERSATION, text: said };
      const { data } = visitorFrameSchema.safeParse(frame);
      const asItStands = data?.t === 'entry.post' && data.text === said && said.length <= MESSAGE_MAX_CHARS;
      expect(isPlainPost(frame)).toBe(asItStands);
    }),
    RUNS,
  );
});

/** Frames next to a message, where an eye would slip. */
const EDGES = [
  ...['"cid":"abc"', '"cid":"abcd\\n"', '"cid":["abcd"]', '"cid":{"length":5}', '"cid":"abcd","__proto__":{}'],
  ...['"cid":"abcd","text":"a\\u0000b"', '"cid":"abcd","text":"\\ud83d"'],
  ...['"cid":"abcd","text":" \\u00a0\\ufeff"', '"cid":"abcd","conversation":"cnv_0123456789ABCDef\\n"'],
  ...['"cid":"abcd","conversation":null', '"cid":"abcd","text":5', '"cid":"abcd","more":1'],
  `"cid":"abcd","text":"${'a'.repeat(MESSAGE_MAX_CHARS + 1)}"`,
  `"cid":"abcd","text":"${'😀'.repeat(MESSAGE_MAX_CHARS)}"`,
].map((more) => `{"t":"entry.post","text":"Hello","conversation":"${CONVERSATION}",${more}}`);

function parsed(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return undefined;
  }
}
