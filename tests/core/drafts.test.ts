/** What those who view are shown of an answer while the AI writes it: never a raw value, and no more work than its length is worth. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { maskPersonal, removeSecrets } from '../../src/core/mask/mask.ts';
import { DEFAULT_MASKING } from '../../src/protocol/masking.ts';
import { Answers } from '../../src/site/answers.ts';
import type { Sockets } from '../../src/site/sockets.ts';
import { site } from './desk.ts';

/** Chars a piece, and how often one comes. */
const PIECE = 4;
const PIECE_MS = 10;

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** The frames that a viewer gets of this answer until it is finished; then it is kept waiting for `waitMs`. */
async function shown(answer: string, waitMs = 0): Promise<{ offset: number; text: string }[]> {
  const shop = site();
  const zofia = shop.visitor('Zofia');
  zofia.writes('Hello');
  const frames: { offset: number; text: string }[] = [];
  const sockets: Partial<Sockets> = {
    isViewed: () => true,
    toVisitor: () => undefined,
    toViewers: (_, update) => {
      if (typeof update === 'object' && update.t === 'answer.streamed') frames.push(update);
    },
  };
  const answers = new Answers({
    store: shop.store,
    sockets: sockets as Sockets,
    answerer: {
      async *reply({ pause }) {
        for (let at = 0; at < answer.length; at += PIECE) {
          yield { type: 'delta', text: answer.slice(at, at + PIECE) };
          await pause(PIECE_MS);
        }
        await pause(waitMs);
      },
    },
    newId: () => 'ans_1',
    now: () => shop.now,
    run: () => undefined,
    transaction: (work) => work(),
    mark: () => undefined,
    waitUntil: () => undefined,
    languageOf: () => null,
  });
  answers.start(zofia.conversation, 1);
  await vi.advanceTimersByTimeAsync((answer.length / PIECE + 1) * PIECE_MS + waitMs + 10_000);
  return frames;
}

const VALUES = [
  'melissa@gmail.com',
  '+44 7966 197542',
  '4111 1111 1111 1111 exp 12/27 cvv 123',
  'GB82 WEST 1234 5698 7654 32',
  'call 041 123 456',
];
const WORDS = 'We are open from nine to five, and on Saturdays until noon; bring your bike along. ';

test.each([1, 2, 3, 5, 8])(
  'PV3 of an answer that is written now viewers get what its mask says, and no raw value (%i)',
  async (words) => {
    const answer = VALUES.map((value) => `${WORDS.repeat(words)}${value}. `).join('') + WORDS;
    const frames = await shown(answer, 5_000);
    const masked = maskPersonal(removeSecrets(answer, DEFAULT_MASKING), DEFAULT_MASKING);
    let told = '';
    for (const { offset, text } of frames) {
      expect(offset).toBe(told.length);
      told += text;
      expect(masked.startsWith(told), told.slice(-80)).toBe(true);
    }
    // What may go on as a number or an address waits, and so does a word that isn't ended.
    expect(told).toBe(masked);
    expect(told).not.toMatch(/elissa|4111|7966|WEST|041|cvv 1/);
  },
);

test('PV3 they are told in steps that grow with it, so that twice the length is twice the work', async () => {
  const workOf = async (chars: number) => {
    const frames = await shown(WORDS.repeat(chars / WORDS.length));
    expect(frames.length).toBeGreaterThan(20);
    return frames.reduce((sum, { offset, text }) => sum + offset + text.length, 0);
  };
  expect((await workOf(8_000)) / (await workOf(4_000))).toBeLessThan(3);
});
