/** The outbox over a list of sent frames, with storage that may be broken. */
import { describe, expect, it } from 'vitest';
import type { VisitorFrame } from '../../src/protocol/visitor-wire.ts';
import { cidSchema } from '../../src/protocol/wire.ts';
import { createOutbox, type OutboxOptions, type Pending } from '../../web/kit/outbox.ts';

function setUp(extra: Partial<OutboxOptions<VisitorFrame>> = {}) {
  const sent: VisitorFrame[] = [];
  const world = {
    live: true,
    time: 1_000,
    timers: [] as { ms: number; run: () => void }[],
    pending: [] as readonly Pending<VisitorFrame>[],
  };
  const outbox = createOutbox<VisitorFrame>({
    send: (frame) => {
      if (world.live) sent.push(frame);
      return world.live;
    },
    onChange: (pending) => {
      world.pending = pending;
    },
    schedule: (run, ms) => {
      world.timers.push({ ms, run });
      return () => {};
    },
    now: () => world.time,
    random: () => 0,
    onAnswer: () => {},
    onSilence: () => {},
    keeps: () => true,
    lane: () => '',
    key: 'edgewise.outbox.',
    storage: null,
    ...extra,
  });
  const post = (text: string) => outbox.add({ t: 'entry.post', text });
  const ack = (cid: string) => outbox.hear({ t: 'ack', cid, seq: 1 });
  const texts = () => sent.map((frame) => ('text' in frame ? frame.text : frame.t));
  return { outbox, world, sent, post, ack, texts };
}

class MemoryStorage {
  map = new Map<string, string>();
  get length() {
    return this.map.size;
  }
  key = (i: number) => [...this.map.keys()][i] ?? null;
  getItem = (key: string) => this.map.get(key) ?? null;
  setItem = (key: string, value: string) => void this.map.set(key, value);
  removeItem = (key: string) => void this.map.delete(key);
}

describe('outbox', () => {
  it('gives every command a short cid that the server accepts, never the same', () => {
    const { post } = setUp();
    const cids = Array.from({ length: 100 }, (_, i) => post(`m${i}`));
    expect(new Set(cids).size).toBe(100);
    for (const cid of cids) expect(cidSchema.safeParse(cid).success && cid.length <= 12).toBe(true);
  });

  it('keeps a command until its ack', () => {
    const { post, ack, world } = setUp();
    const cid = post('hello');
    expect(world.pending).toHaveLength(1);
    ack('other');
    expect(world.pending).toHaveLength(1);
    ack(cid);
    expect(world.pending).toHaveLength(0);
  });

  it('has one command under way at a time, so order survives a refusal', () => {
    const { post, ack, texts, outbox, world } = setUp();
    const one = post('one');
    post('two');
    expect(texts()).toEqual(['one']);
    outbox.hear({ t: 'refused', cid: one, code: 'rate.limited', retryAfterMs: 1_500 });
    expect(texts()).toEqual(['one']);
    expect(world.pending[0]?.heldUntil).toBe(2_500);
    world.timers.find(({ ms }) => ms === 1_500)!.run();
    ack(one);
    expect(texts()).toEqual(['one', 'one', 'two']);
  });

  it('waits a second at least, whatever number a refusal carries: a storm of them never spins', () => {
    const { post, texts, outbox, world } = setUp({ now: () => Date.UTC(1999, 0) });
    const cid = post('one');
    for (let i = 1; i <= 20; i++) {
      outbox.hear({ t: 'refused', cid, code: 'overloaded', retryAfterMs: i % 2 ? 0 : -5 });
      // Neither a reconnect nor another message goes past it.
      outbox.resend();
      if (i === 1) post('two');
      expect(texts()).toHaveLength(i);
      const [timer] = world.timers.splice(0).filter(({ ms }) => ms === 1_000);
      timer!.run();
      expect(texts()).toHaveLength(i + 1);
    }
    expect(new Set(texts())).toEqual(new Set(['one']));
    expect(world.pending[0]?.heldUntil).toBeUndefined();
  });

  it('spreads those who were refused in the same moment', () => {
    const { post, outbox, world } = setUp({ random: () => 1 });
    outbox.hear({ t: 'refused', cid: post('one'), code: 'overloaded', retryAfterMs: 4_000 });
    expect(world.timers.at(-1)?.ms).toBe(5_000);
  });

  it('drops what isn’t kept when it is refused for good, and tells why', () => {
    const told: unknown[] = [];
    const { outbox, world } = setUp({
      keeps: ({ t }) => t === 'entry.post',
      onAnswer: (frame, answer) => told.push(frame.t, answer.t),
    });
    const cid = outbox.add({ t: 'person.request' });
    outbox.hear({ t: 'refused', cid, code: 'overloaded' });
    expect([world.pending.length, told]).toEqual([1, []]);
    outbox.hear({ t: 'refused', cid, code: 'conversation.none' });
    expect([world.pending.length, told]).toEqual([0, ['person.request', 'refused']]);
  });

  it('complains of a connection on which a command stays unanswered, of that one only', () => {
    let complaints = 0;
    const { post, ack, outbox, world } = setUp({ onSilence: () => complaints++ });
    const first = post('one');
    outbox.resend();
    const [old, now] = world.timers.splice(0);
    old!.run();
    expect(complaints).toBe(0);
    now!.run();
    expect(complaints).toBe(1);
    ack(first);
    now!.run();
    expect(complaints).toBe(1);
  });

  it('lets lanes overtake each other', () => {
    const { outbox, texts } = setUp({ lane: (frame) => ('text' in frame ? 'post' : 'rest') });
    outbox.add({ t: 'entry.post', text: 'one' });
    outbox.add({ t: 'person.request' });
    expect(texts()).toEqual(['one', 'person.request']);
  });

  it('sends everything again in order after a reconnect, under the same cids', () => {
    const { post, ack, sent, texts, outbox, world } = setUp();
    const one = post('one');
    world.live = false;
    const two = post('two');
    world.live = true;
    outbox.resend();
    ack(one);
    ack(two);
    expect(texts()).toEqual(['one', 'one', 'two']);
    expect(sent.map((frame) => 'cid' in frame && frame.cid)).toEqual([one, one, two]);
  });

  it('marks a refused command failed, goes on with the next, and sends it again on demand', () => {
    const { post, ack, texts, outbox, world } = setUp();
    const one = post('one');
    const two = post('two');
    outbox.hear({ t: 'refused', cid: one, code: 'internal' });
    expect(world.pending[0]?.failed).toBe('internal');
    ack(two);
    outbox.resend();
    expect(texts()).toEqual(['one', 'two']);
    outbox.retry(one);
    expect(texts()).toEqual(['one', 'two', 'one']);
    expect(world.pending[0]?.failed).toBeUndefined();
  });

  it('forgets what was seen in the log', () => {
    const { post, texts, outbox, world } = setUp();
    const one = post('one');
    post('two');
    outbox.settle((cid) => cid === one);
    expect(world.pending).toHaveLength(1);
    expect(texts()).toEqual(['one', 'two']);
  });

  it('finds after a reload what an earlier page left, in the order it was written', () => {
    const storage = new MemoryStorage();
    const before = setUp({ storage });
    before.world.live = false;
    for (let i = 0; i < 12; i++) before.post(`m${i}`);
    for (const broken of ['{', 'null', '{}', '{"frame":null}', '{"frame":{"cid":"another"}}']) {
      storage.map.set(`edgewise.outbox.broken${broken}`, broken);
    }
    const after = setUp({ storage });
    for (let i = 0; i < 12; i++) {
      after.outbox.resend();
      const frame = after.sent.at(-1)!;
      after.ack('cid' in frame ? frame.cid : '');
    }
    expect([...new Set(after.texts())]).toEqual(Array.from({ length: 12 }, (_, i) => `m${i}`));
    expect(after.world.pending).toHaveLength(0);
    expect([...storage.map.keys()].every((key) => key.startsWith('edgewise.outbox.broken'))).toBe(true);
  });

  it('stores only what is to outlive the page', () => {
    const storage = new MemoryStorage();
    const { outbox } = setUp({ storage, keeps: (frame) => frame.t === 'entry.post' });
    outbox.add({ t: 'person.request' });
    expect(storage.length).toBe(0);
    outbox.add({ t: 'entry.post', text: 'x' });
    expect(storage.length).toBe(1);
  });

  it('works where storage throws at every call', () => {
    const broken = () => {
      throw new DOMException('denied');
    };
    const storage = { getItem: broken, setItem: broken, removeItem: broken, key: broken, length: 3 };
    const { post, ack, texts } = setUp({ storage });
    ack(post('one'));
    expect(texts()).toEqual(['one']);
  });
});
