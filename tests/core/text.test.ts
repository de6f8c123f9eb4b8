/** What of a text is kept where it enters, and where it is cut. */
import { describe, expect, it } from 'vitest';
import { articleBodySchema } from '../../src/protocol/article.ts';
import { templateBodySchema } from '../../src/protocol/template.ts';
import { cut, withoutControls } from '../../src/protocol/text.ts';
import { pageSchema, visitorFrameSchema } from '../../src/protocol/visitor-wire.ts';
import { messageTextSchema } from '../../src/protocol/wire.ts';

const odd = 'a\u0000b\u0007\u001b[1m\u0085\ud800c\udc00 \t\n\r🚲é';
const kept = 'ab[1mc \t\n\r🚲é';

describe('control characters and halves of characters', () => {
  it('are taken out wherever a text enters', () => {
    expect(withoutControls(odd)).toBe(kept);
    expect(messageTextSchema.parse(odd)).toBe(kept);
    expect(articleBodySchema.parse({ title: 'A\ud800 b', body: odd })).toEqual({ title: 'A  b', body: kept });
    const template = { scope: 'mine', shortcut: 'a', title: 'A', body: odd };
    expect(templateBodySchema.parse(template).body).toBe(kept.replace('\r', '\n'));
    expect(pageSchema.parse({ url: 'https://x.example/', title: 'A\ud83d' }).title).toBe('A');
    expect(visitorFrameSchema.parse({ t: 'typing.set', on: true, text: odd })).toMatchObject({ text: kept });
  });

  it('make no message', () => {
    expect(messageTextSchema.safeParse('\u0000\ud800 ').success).toBe(false);
  });
});

describe('a text that is cut', () => {
  it('ends with a whole character as a reader sees it', () => {
    expect(cut('short', 10)).toBe('short');
    expect(cut('abc🇸🇮def', 5)).toBe('abc');
    expect(cut('abc🇸🇮def', 7)).toBe('abc🇸🇮');
    expect(cut('👩‍👩‍👧👩‍👩‍👧', 10)).toBe('👩‍👩‍👧');
    expect(cut('Čebela'.normalize('NFD'), 1)).toBe('');
    expect(cut('abcdef', 3)).toBe('abc');
  });
});
