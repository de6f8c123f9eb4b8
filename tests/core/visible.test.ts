/** Texts of which nobody would see anything are refused as empty ones are, by one rule, wherever they come from. */
import { describe, expect, test } from 'vitest';
import type * as z from 'zod';
import { agentFrameSchema } from '../../src/protocol/agent-wire.ts';
import { articleBodySchema, articleChangeSchema, questionSchema } from '../../src/protocol/article.ts';
import { wrapUpSchema } from '../../src/protocol/desk.ts';
import { invitationAcceptSchema, mePatchSchema, setupSchema } from '../../src/protocol/member.ts';
import { DEFAULT_QUEUE, queueBodySchema, queuePatchSchema } from '../../src/protocol/queue.ts';
import { siteCreateSchema, sitePatchSchema } from '../../src/protocol/site.ts';
import { templateBodySchema, templateImportSchema } from '../../src/protocol/template.ts';
import { isVisible } from '../../src/protocol/text.ts';
import { pageSchema, visitorFrameSchema } from '../../src/protocol/visitor-wire.ts';
import { isPlainPost } from '../../src/protocol/wire.ts';

const cid = 'cid-1';
const conversation = 'cnv_0000000000000001';
const wrapUp = { reason: null, note: '' };
const person = { name: 'Maja', email: 'maja@example.com', password: 'correct horse battery' };
const template = { scope: 'mine', shortcut: 'hi', title: 'Hi', body: 'Hello' };

/** Every text that somebody else reads: where it comes in, and the code of an empty one. */
const REFUSED: [where: string, schema: z.ZodType, around: (text: string) => unknown, code: string][] = [
  ['a visitor’s message', visitorFrameSchema, (text) => ({ t: 'entry.post', cid, text }), 'message.empty'],
  ['an agent’s message', agentFrameSchema, (text) => ({ t: 'entry.post', cid, conversation, text }), 'message.empty'],
  ['a note', agentFrameSchema, (text) => ({ t: 'note.post', cid, conversation, text }), 'message.empty'],
  ['a status reason', agentFrameSchema, (reason) => ({ t: 'status.set', cid, available: false, reason }), 'too_small'],
  ['a wrap-up reason', wrapUpSchema, (reason) => ({ ...wrapUp, reason }), 'too_small'],
  ['the owner’s name', setupSchema, (name) => ({ ...person, code: 'code', name }), 'too_small'],
  [
    'the name of who was invited',
    invitationAcceptSchema,
    (name) => ({ token: 'x'.repeat(43), name, password: person.password }),
    'too_small',
  ],
  ['a member’s name', mePatchSchema, (name) => ({ name }), 'too_small'],
  ['a member’s display name', mePatchSchema, (agentName) => ({ agentName }), 'too_small'],
  ['a new site’s name', siteCreateSchema, (name) => ({ name }), 'too_small'],
  ['a site’s name', sitePatchSchema, (name) => ({ name }), 'too_small'],
  ['the AI’s name', sitePatchSchema, (botName) => ({ botName }), 'too_small'],
  ['the greeting', sitePatchSchema, (greeting) => ({ greeting }), 'too_small'],
  ['a reason to choose from', sitePatchSchema, (reason) => ({ wrapUpReasons: ['Sold', reason] }), 'too_small'],
  ['a reason to be away', sitePatchSchema, (reason) => ({ unavailableReasons: [reason] }), 'too_small'],
  ['a new queue’s name', queueBodySchema, (name) => ({ ...DEFAULT_QUEUE, name }), 'too_small'],
  ['a queue’s name', queuePatchSchema, (name) => ({ name }), 'too_small'],
  ['an article’s title', articleBodySchema, (title) => ({ title, body: '' }), 'too_small'],
  ['a changed article’s title', articleChangeSchema, (title) => ({ title, body: '', seen: 1 }), 'too_small'],
  ['a question', questionSchema, (text) => ({ text }), 'too_small'],
  ['a template’s title', templateBodySchema, (title) => ({ ...template, title }), 'too_small'],
  ['a template’s body', templateBodySchema, (body) => ({ ...template, body }), 'too_small'],
  ['a template’s shortcut', templateBodySchema, (shortcut) => ({ ...template, shortcut }), 'too_small'],
  ['an imported template', templateImportSchema, (body) => ({ templates: [{ ...template, body }] }), 'too_small'],
];

/** Those that may be empty: what is kept of one of nothing visible. */
const EMPTY: [where: string, schema: z.ZodType, around: (text: string) => unknown, kept: unknown][] = [
  ['a wrap-up note', wrapUpSchema, (note) => ({ ...wrapUp, note }), wrapUp],
  [
    'the note that a chat is closed with',
    agentFrameSchema,
    (note) => ({ t: 'conversation.close', cid, conversation, wrapUp: { ...wrapUp, note } }),
    { t: 'conversation.close', cid, conversation, wrapUp },
  ],
  ['an article’s body', articleBodySchema, (body) => ({ title: 'A', body }), { title: 'A', body: '' }],
  [
    'a page’s title',
    pageSchema,
    (title) => ({ url: 'https://shop.example/', title }),
    { url: 'https://shop.example/', title: '' },
  ],
];

const NOTHING: Record<string, string> = {
  'no character': '',
  spaces: ' \u00a0\u2003\u3000\t\n',
  'zero-width characters': '\u200b\u200c\u200d\u2060\ufeff',
  'a soft hyphen': '\u00ad',
  'combining marks alone': '\u0301\u034f\u20dd',
  'a combining mark on a space': ' \u0301',
  'bidi controls': '\u061c\u200e\u200f\u202a\u202e\u202c\u2066\u2069',
  'Hangul fillers': '\u3164\uffa0\u115f\u1160',
  'blank braille': '\u2800\u2800',
  'variation selectors': '\ufe0f\ufe00\u{e0100}',
  tags: '\u{e0001}\u{e0041}\u{e007f}',
  'invisible operators': '\u2061\u2062\u2063\u2064',
  'Mongolian separators': '\u180e\u180b',
  'Khmer inherent vowels': '\u17b4\u17b5',
  'annotation marks': '\ufff9\ufffa\ufffb',
  'a null note head': '\u{1d159}',
  controls: '\u0000\u0007\u001b\u0085',
  'halves of characters': '\ud83d',
  'all of it': '\u3164 \u200b\u0301\u2800\ufe0f\u202e\u{e0041}',
};

const SOMETHING: Record<string, string> = {
  'a full stop': '.',
  'an emoji that is joined': '👩‍👩‍👧',
  'an emoji with a variation selector': '❤️',
  'an emoji with a skin tone': '👍🏽',
  'a flag': '🇸🇮',
  'a flag made of tags': '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}',
  'a keycap': '1️⃣',
  'Arabic with marks': 'مُحَمَّد',
  'Hebrew, right to left': '\u200fשלום',
  'a letter with one mark': 'e\u0301',
  'a letter with many marks': 'Z\u0351\u036b\u0343',
  Devanagari: 'नमस्ते',
  Thai: 'สวัสดี',
  Hangul: '안녕',
  'written braille': '⠓⠊',
  'Persian with a non-joiner': 'می\u200cخواهم',
  'a character of a private font': '\uf8ff',
  'a character newer than this machine': '\u{1faff}',
  'one letter among fillers': '\u3164\u200bx\u2800',
};

describe.each(Object.entries(NOTHING))('of %s nobody sees anything', (_, text) => {
  test.each(REFUSED)('%s is refused', (_, schema, around, code) => {
    const parsed = schema.safeParse(around(text));
    expect(parsed.error?.issues.map((issue) => (issue.code === 'custom' ? issue.message : issue.code))).toContain(code);
    expect(isPlainPost({ t: 'entry.post', cid, conversation, text })).toBe(false);
  });

  test.each(EMPTY)('%s is empty', (_, schema, around, kept) => {
    expect(schema.parse(around(text))).toEqual(kept);
  });
});

describe.each(Object.entries(SOMETHING))('%s is seen', (_, text) => {
  test('by the rule', () => {
    expect(isVisible(text)).toBe(true);
    expect(isPlainPost({ t: 'entry.post', cid, conversation, text })).toBe(true);
  });

  test.each(REFUSED.filter(([where]) => !where.includes('shortcut')))('%s is taken', (_, schema, around) => {
    expect(schema.safeParse(around(text)).error?.issues ?? []).toEqual([]);
  });

  test.each(EMPTY)('%s is kept', (_, schema, around, kept) => {
    expect(schema.parse(around(text))).not.toEqual(kept);
  });
});
