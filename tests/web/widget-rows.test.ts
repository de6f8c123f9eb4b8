/** The thread as rows. */
import { describe, expect, it } from 'vitest';
import type { VisitorEntry } from '../../src/protocol/entry.ts';
import { foldVisitor, NO_VISITOR, type VisitorThread } from '../../web/kit/fold.ts';
import { type MessageRow, type Row, rowsOf } from '../../web/widget/panel/rows.ts';
import { dayName, duration, initials } from '../../web/widget/panel/text.ts';
import { LOOK, say } from './widget-world.ts';

const NOON = Date.UTC(2026, 10, 24, 12, 1);

function thread(entries: VisitorEntry[], more: Partial<VisitorThread> = {}): VisitorThread {
  const conversation = {
    id: 'cnv_1',
    control: 'bot' as const,
    controlAt: 0,
    agent: null,
    entries,
    from: 0,
    answer: null,
  };
  const state = foldVisitor(
    NO_VISITOR,
    { t: 'visit.welcomed', v: 1, visitor: 'v', since: 0, now: 0, look: LOOK, conversation },
    0,
  );
  return { ...state.thread!, ...more };
}
const rows = (entries: VisitorEntry[], more: Partial<VisitorThread> = {}) =>
  rowsOf({ thread: thread(entries, more), pending: [], look: LOOK, now: NOON });
const texts = (list: Row[]) => list.map((row) => ('text' in row ? row.text : row.type));

describe('rows', () => {
  it('greet before the first message, and not twice once the log does', () => {
    expect(texts(rowsOf({ thread: null, pending: [], look: LOOK, now: NOON }))).toEqual([LOOK.greeting]);
    expect(texts(rows([say.visitor(1, 'Hi')]))).toEqual([LOOK.greeting, 'Hi']);
    expect(texts(rows([say.bot(1, LOOK.greeting), say.visitor(2, 'Hi')]))).toEqual([LOOK.greeting, 'Hi']);
    expect(texts(rows([], { from: 600 }))).toEqual([]);
  });

  it('group an author’s messages until an event, another author, or a pause', () => {
    const list = rows([
      say.agent(1, 'a'),
      say.agent(2, 'b'),
      say.visitor(3, 'c'),
      { ...say.agent(4, 'd'), at: NOON + 400_000 },
    ]).slice(1) as MessageRow[];
    expect(list.map((row) => [row.first, row.last])).toEqual([
      [true, false],
      [false, true],
      [true, true],
      [true, true],
    ]);
  });

  it('say in words who came, left and ended it', () => {
    const list = rows([say.asked(1), say.joined(2), say.left(3), say.joined(4, 'Ana'), say.closed(5, 'agent')]);
    expect(texts(list).slice(1)).toEqual([
      'You asked for a person',
      'Maja joined',
      'Maja left. Vela answers again',
      'Ana joined',
      'Chat ended by Ana',
    ]);
  });

  it('say who hands over, who takes over, and who joins besides', () => {
    const list = rows([
      say.joined(1),
      say.waits(2, 'transferred'),
      say.joined(3, 'Ben'),
      say.guest(4, 'joined'),
      say.guest(5, 'left', 'Ben'),
      say.joined(6, 'Ana'),
      say.waits(7, 'agent-gone'),
      say.waits(8, 'unassigned'),
      say.joined(9, 'Maja'),
      say.joined(10, 'Ben'),
      say.left(11, 'Ben'),
      say.joined(12),
    ]);
    expect(texts(list).slice(1)).toEqual([
      'Maja joined',
      'Maja hands you over to a colleague',
      'Ben joined',
      'Ana joined',
      'Ben left',
      'Ana takes over',
      'Finding somebody else for you',
      'Finding somebody else for you',
      'Maja joined',
      'Ben takes over',
      'Ben left. Vela answers again',
      'Maja joined',
    ]);
  });

  it('keep an answer in its place from its first word to its entry', () => {
    const draft = { id: 'ans_1', name: 'Vela', text: 'Take' };
    const writing = rows([say.visitor(1, 'Hi')], { draft }).at(-1)!;
    const done = rows([say.visitor(1, 'Hi'), say.bot(2, 'Take the S', { answer: 'ans_1' })]).at(-1)!;
    expect(writing).toMatchObject({ key: done.key, progress: 'streaming' });
  });

  it('keep a message in its place from sending to sent, and never show it twice', () => {
    const frame = { t: 'entry.post' as const, cid: 'abcd', text: 'Hi' };
    const pending = [{ frame, at: NOON }];
    const sending = rowsOf({ thread: thread([]), pending, look: LOOK, now: NOON }).at(-1)!;
    const sent = rowsOf({ thread: thread([say.visitor(1, 'Hi', 'abcd')]), pending, look: LOOK, now: NOON });
    expect(texts(sent)).toEqual([LOOK.greeting, 'Hi']);
    expect(sending).toMatchObject({ key: sent[1]!.key, progress: 'sending' });
  });

  it('offer a person only under the newest message, while the AI answers', () => {
    const unsure = say.bot(2, 'I don’t know', { offersPerson: true });
    const offers = (list: Row[]) => list.some((row) => row.type === 'message' && row.offersPerson);
    expect(offers(rows([say.visitor(1, 'Hi'), unsure]))).toBe(true);
    expect(offers(rows([say.visitor(1, 'Hi'), unsure, say.visitor(3, 'ok')]))).toBe(false);
    expect(offers(rows([say.visitor(1, 'Hi'), unsure], { control: 'waiting' }))).toBe(false);
  });

  it('separate days, but not today from nothing', () => {
    const yesterday = { ...say.visitor(1, 'old'), at: NOON - 86_400_000 };
    expect(rows([yesterday, say.visitor(2, 'new')]).map((row) => row.type)).toEqual([
      'message',
      'day',
      'message',
      'day',
      'message',
    ]);
    expect(dayName(NOON - 86_400_000, NOON)).toBe('Yesterday');
    expect(dayName(NOON, NOON)).toBe('Today');
  });

  it('never share keys between conversations', () => {
    const one = rows([say.asked(1)]).at(-1)!.key;
    const two = rowsOf({ thread: thread([say.asked(1)], { id: 'cnv_2' }), pending: [], look: LOOK, now: NOON }).at(
      -1,
    )!.key;
    expect(one).not.toBe(two);
  });
});

describe('texts', () => {
  it('count time and shorten names', () => {
    expect([duration(48_200), duration(725_000), duration(-5)]).toEqual(['0:48', '12:05', '0:00']);
    expect(['Maja', 'maja kovač', 'Ana Marija Novak', '👩‍🔧 Žiga', ''].map(initials)).toEqual([
      'M',
      'MK',
      'AN',
      '👩‍🔧Ž',
      '',
    ]);
  });
});
