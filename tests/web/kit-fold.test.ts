/** The folds: order, gaps, control, drafts; and that delivery in any mess converges. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AgentEntry, VisitorEntry } from '../../src/protocol/entry.ts';
import type { VisitorUpdate } from '../../src/protocol/visitor-wire.ts';
import {
  type AgentThread,
  emptyAgentThread,
  foldAgent,
  foldVisitor,
  NO_VISITOR,
  type VisitorState,
} from '../../web/kit/fold.ts';
import { lastSeq, wanting } from '../../web/kit/thread.ts';

const LOOK = { name: 'Kolovrat', botName: 'Vela', greeting: 'Hello', color: '#14503f' };
const said = (seq: number, text = `m${seq}`): VisitorEntry => ({
  seq,
  at: seq * 1000,
  kind: 'message',
  from: 'visitor',
  text,
  cid: `cid${seq}`,
});
const added = (entry: VisitorEntry): VisitorUpdate => ({ t: 'entry.added', entry });
const welcomed = (entries: VisitorEntry[] | null, extra = {}): VisitorUpdate => ({
  t: 'visit.welcomed',
  v: 1,
  visitor: 'vis_1',
  since: 0,
  now: 5_000,
  look: LOOK,
  conversation: entries && {
    id: 'cnv_1',
    control: 'bot',
    controlAt: 0,
    agent: null,
    entries,
    from: 0,
    answer: null,
    ...extra,
  },
});
const foldAll = (updates: VisitorUpdate[], state: VisitorState = NO_VISITOR) =>
  updates.reduce((held, update) => foldVisitor(held, update, 4_000), state);
const seqs = (state: VisitorState) => state.thread?.entries.map((entry) => entry.seq);

describe('visitor fold', () => {
  it('orders by seq, ignores what came twice, and learns the difference of the clocks', () => {
    const state = foldAll([welcomed([said(1)]), added(said(1)), added(said(2)), added(said(2)), added(said(1))]);
    expect(seqs(state)).toEqual([1, 2]);
    expect(state.clockAheadMs).toBe(1_000);
  });

  it('says what is missing, adds nothing meanwhile, and is whole again after the resume', () => {
    let state = foldAll([welcomed([said(1)]), added(said(3)), added(said(4))]);
    expect(state.thread?.missing).toBe(1);
    expect(seqs(state)).toEqual([1]);
    const conversation = {
      id: 'cnv_1',
      control: 'bot' as const,
      controlAt: 0,
      agent: null,
      entries: [2, 3, 4].map((n) => said(n)),
      from: 1,
      answer: null,
    };
    state = foldAll([{ t: 'conversation.resumed', conversation }, added(said(5))], state);
    expect(seqs(state)).toEqual([1, 2, 3, 4, 5]);
    expect(state.thread?.missing).toBeNull();
  });

  it('adds what followed after a reconnect, and starts over where history was cut', () => {
    const before = foldAll([welcomed([said(1), said(2)])]);
    expect(seqs(foldAll([welcomed([said(3)], { from: 2 })], before))).toEqual([1, 2, 3]);
    const cut = foldAll([welcomed([said(601), said(602)], { from: 600 })], before);
    expect(seqs(cut)).toEqual([601, 602]);
    expect(cut.thread && lastSeq(cut.thread)).toBe(602);
  });

  it('ignores updates that it does not know', () => {
    const state = foldAll([welcomed([said(1)])]);
    expect(foldAll([{ t: 'rating.asked' } as never], state)).toBe(state);
  });

  it('begins a new conversation empty', () => {
    const state = foldAll([
      welcomed([said(1)]),
      { t: 'conversation.started', conversation: 'cnv_2' },
      added(said(1, 'new')),
    ]);
    expect(state.thread?.id).toBe('cnv_2');
    expect(state.thread?.entries.map((entry) => 'text' in entry && entry.text)).toEqual(['new']);
  });

  it('folds control and the agent from events', () => {
    const event = (seq: number, event: object) => added({ seq, at: seq, kind: 'event', ...event } as VisitorEntry);
    let state = foldAll([welcomed([said(1)]), event(2, { event: 'person.requested' })]);
    expect(state.thread).toMatchObject({ control: 'waiting', controlAt: 2, agent: null });
    state = foldAll([event(3, { event: 'agent.joined', name: 'Maja' })], state);
    expect(state.thread).toMatchObject({ control: 'agent', controlAt: 3, agent: 'Maja' });
    state = foldAll([event(4, { event: 'agent.left', name: 'Maja' })], state);
    expect(state.thread).toMatchObject({ control: 'bot', controlAt: 4, agent: null });
    state = foldAll([event(5, { event: 'conversation.closed', by: 'visitor' })], state);
    expect(state.thread).toMatchObject({ control: 'closed', controlAt: 5 });
  });

  it('knows since when it waits from a snapshot', () => {
    const requested: VisitorEntry = { seq: 2, at: 777, kind: 'event', event: 'person.requested' };
    const state = foldAll([welcomed([said(1), requested], { control: 'waiting', controlAt: 777 })]);
    expect(state.thread).toMatchObject({ control: 'waiting', controlAt: 777 });
  });

  it('grows a draft by offset: overlaps are harmless, a hole asks again', () => {
    const piece = (offset: number, text: string): VisitorUpdate => ({
      t: 'answer.streamed',
      answer: 'ans_1',
      name: 'Vela',
      offset,
      text,
    });
    let state = foldAll([welcomed([said(1)]), piece(0, 'Take '), piece(0, 'Take '), piece(3, 'e the S')]);
    expect(state.thread?.draft?.text).toBe('Take the S');
    state = foldAll([piece(20, '!')], state);
    expect(state.thread?.missing).toBe(1);
    state = foldAll(
      [welcomed([], { from: 1, answer: { id: 'ans_1', name: 'Vela', text: 'Take the S, then' } }), piece(16, '.')],
      state,
    );
    expect(state.thread).toMatchObject({ missing: null, draft: { text: 'Take the S, then.' } });
    const done: VisitorEntry = {
      seq: 2,
      at: 2,
      kind: 'message',
      from: 'bot',
      name: 'Vela',
      text: 'Take the S, then.',
      answer: 'ans_1',
    };
    state = foldAll([added(done), piece(0, 'Take ')], state);
    expect(state.thread?.draft).toBeNull();
    expect(seqs(state)).toEqual([1, 2]);
  });

  it('drops a draft that was called off, or when a person takes over', () => {
    const piece: VisitorUpdate = { t: 'answer.streamed', answer: 'ans_1', name: 'Vela', offset: 0, text: 'Ta' };
    const joined = added({ seq: 2, at: 2, kind: 'event', event: 'agent.joined', name: 'Maja' });
    expect(
      foldAll([welcomed([said(1)]), piece, { t: 'answer.dropped', answer: 'ans_0' }]).thread?.draft,
    ).not.toBeNull();
    expect(foldAll([welcomed([said(1)]), piece, { t: 'answer.dropped', answer: 'ans_1' }]).thread?.draft).toBeNull();
    expect(foldAll([welcomed([said(1)]), piece, joined]).thread?.draft).toBeNull();
  });

  it('ends a typing sign with the message it announced', () => {
    const typing: VisitorUpdate = { t: 'typing.changed', from: 'agent', on: true };
    const message: VisitorEntry = { seq: 2, at: 2, kind: 'message', from: 'agent', name: 'Maja', text: 'Hi' };
    expect(foldAll([welcomed([said(1)]), typing]).thread?.typing).toEqual({ from: 'agent', at: 4_000 });
    expect(foldAll([welcomed([said(1)]), typing, added(message)]).thread?.typing).toBeNull();
  });

  it('converges on the log whatever was lost, doubled or reordered, if it resumes where it says', () => {
    const log = Array.from({ length: 30 }, (_, i) => said(i + 1));
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 29 }), { maxLength: 120 }), (deliveries) => {
        let state = foldAll([welcomed([])]);
        for (const i of deliveries) {
          state = foldAll([added(log[i]!)], state);
          expect(seqs(state)).toEqual(log.slice(0, seqs(state)!.length).map((entry) => entry.seq));
        }
        const from = state.thread?.missing ?? lastSeq(state.thread!);
        const conversation = {
          id: 'cnv_1',
          control: 'bot' as const,
          controlAt: 0,
          agent: null,
          entries: log.slice(from),
          from,
          answer: null,
        };
        state = foldAll([{ t: 'conversation.resumed', conversation }], state);
        expect(state.thread?.entries).toEqual(log);
      }),
    );
  });
});

describe('agent fold', () => {
  const view = (entries: AgentEntry[], from = 0) => ({
    t: 'conversation.viewed' as const,
    conversation: {
      id: 'cnv_1',
      visitor: 'vis_1',
      name: null,
      country: 'SI',
      device: 'mobile' as const,
      page: { url: 'https://shop.example/', title: 'Shop' },
      control: 'bot' as const,
      controlAt: 1,
      holder: null,
      startedAt: 1,
      closedAt: null,
      desk: {},
      entries,
      from,
      answer: null,
    },
  });
  const line = (seq: number): AgentEntry => ({ seq, at: seq, kind: 'message', from: 'visitor', text: `m${seq}` });

  it('is of one conversation only', () => {
    let thread: AgentThread = foldAgent(emptyAgentThread('cnv_1'), view([line(1)]), 0);
    const same = foldAgent(thread, { t: 'entry.added', conversation: 'cnv_2', entry: line(2) }, 0);
    expect(same).toBe(thread);
    thread = foldAgent(thread, { t: 'entry.added', conversation: 'cnv_1', entry: line(2) }, 0);
    expect(thread.entries).toHaveLength(2);
    expect(foldAgent(emptyAgentThread('cnv_2'), view([line(1)]), 0).about).toBeNull();
  });

  it('shows what it holds as it is told anew, and what follows; what came before, masked as it was, is to be read back', () => {
    const thread = foldAgent(emptyAgentThread('cnv_1'), view([line(1), line(2)]), 0);
    const masked: AgentEntry = { seq: 2, at: 2, kind: 'message', from: 'visitor', text: 'z•••@•••' };
    const next = foldAgent(thread, view([masked, line(3)], 1), 0);
    expect(next).toMatchObject({ from: 1, missing: null, entries: [masked, line(3)] });
    const whole = foldAgent(next, { t: 'entry.listed', conversation: 'cnv_1', from: 0, entries: [line(1)] }, 0);
    expect(whole).toMatchObject({ from: 0, entries: [line(1), masked, line(3)] });
  });

  it('knows the holder, and when it closed', () => {
    let thread = foldAgent(emptyAgentThread('cnv_1'), view([line(1)]), 0);
    const joined: AgentEntry = { seq: 2, at: 2, kind: 'event', event: 'agent.joined', agent: 'agt_1', name: 'Maja' };
    thread = foldAgent(thread, { t: 'entry.added', conversation: 'cnv_1', entry: joined }, 0);
    expect(thread).toMatchObject({ control: 'agent', holder: { id: 'agt_1', name: 'Maja' } });
    const closed: AgentEntry = {
      seq: 3,
      at: 9,
      kind: 'event',
      event: 'conversation.closed',
      by: 'agent',
      name: 'Maja',
    };
    thread = foldAgent(thread, { t: 'entry.added', conversation: 'cnv_1', entry: closed }, 0);
    expect(thread).toMatchObject({ control: 'closed', holder: null, closedAt: 9 });
  });

  it('asks for the view again after a gap', () => {
    let thread = foldAgent(emptyAgentThread('cnv_1'), view([line(1)]), 0);
    thread = foldAgent(thread, { t: 'entry.added', conversation: 'cnv_1', entry: line(4) }, 0);
    expect(thread.missing).toBe(1);
    thread = foldAgent(thread, view([line(2), line(3), line(4)], 1), 0);
    expect(thread.entries.map((entry) => entry.seq)).toEqual([1, 2, 3, 4]);
    expect(thread.missing).toBeNull();
  });
});

describe('what comes before', () => {
  const cut = (): VisitorState =>
    foldVisitor(
      NO_VISITOR,
      {
        t: 'visit.welcomed',
        v: 3,
        visitor: 'vis_1',
        since: 0,
        now: 0,
        look: LOOK,
        conversation: {
          ...{ id: 'cnv_1', control: 'bot', controlAt: 0, agent: null, answer: null },
          from: 4,
          entries: [said(5), said(6)],
        },
      },
      0,
    );
  const seqs = (state: VisitorState) => state.thread!.entries.map(({ seq }) => seq);
  const listed = (from: number, ...entries: VisitorEntry[]): VisitorUpdate => ({
    t: 'entry.listed',
    conversation: 'cnv_1',
    from,
    entries,
  });

  it('is put before what is held, and is wanted no more', () => {
    const state = { ...cut(), thread: wanting(cut().thread!) };
    const next = foldVisitor(state, listed(2, said(3), said(4)), 0);
    expect([seqs(next), next.thread!.from, next.thread!.wanted]).toEqual([[3, 4, 5, 6], 2, false]);
    const all = foldVisitor(next, listed(0, said(1), said(2)), 0);
    expect([seqs(all), all.thread!.from]).toEqual([[1, 2, 3, 4, 5, 6], 0]);
    expect(wanting(all.thread!)).toBe(all.thread);
  });

  it('is left out where it comes twice or doesn’t reach what is held', () => {
    const next = foldVisitor(cut(), listed(2, said(3), said(4)), 0);
    expect(seqs(foldVisitor(next, listed(2, said(3), said(4)), 0))).toEqual([3, 4, 5, 6]);
    expect(seqs(foldVisitor(next, listed(0, said(1)), 0))).toEqual([3, 4, 5, 6]);
  });
});
