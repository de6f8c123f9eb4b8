/** The link over a scripted WebSocket and a hand-wound clock. */
import { describe, expect, it } from 'vitest';
import { connect, type LinkOptions, type LinkState } from '../../web/kit/socket.ts';

type Frame = { t: string };

class FakeSocket {
  static all: FakeSocket[] = [];
  sent: string[] = [];
  closed = false;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;
  readonly url: string;
  readonly protocols: string[];
  constructor(url: string, protocols: string[]) {
    this.url = url;
    this.protocols = protocols;
    FakeSocket.all.push(this);
  }
  send(data: string) {
    this.sent.push(data);
  }
  close() {
    this.closed = true;
  }
  welcome() {
    this.onopen?.();
    this.says({ t: 'visit.welcomed' });
  }
  says(frame: unknown) {
    this.onmessage?.({ data: typeof frame === 'string' ? frame : JSON.stringify(frame) });
  }
  dies(code = 1006, reason = '') {
    this.onclose?.({ code, reason });
  }
}

async function setUp(extra: Partial<LinkOptions<Frame, Frame>> = {}) {
  FakeSocket.all = [];
  let time = 0;
  let timers: { at: number; run: () => void }[] = [];
  let wake = () => {};
  const states: LinkState[] = [];
  const updates: Frame[] = [];
  const link = connect<Frame, Frame>({
    url: 'wss://chat.example/socket',
    protocols: () => ['edgewise.1'],
    hello: () => ({ t: 'visit.hello' }),
    spreadMs: () => 1_000,
    onUpdates: (came) => updates.push(...came),
    onState: (state) => states.push(state),
    WebSocket: FakeSocket as unknown as typeof WebSocket,
    now: () => time,
    random: () => 0.5,
    schedule: (run, ms) => {
      const timer = { at: time + ms, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    onWake: (run) => {
      wake = run;
      return () => {
        wake = () => {};
      };
    },
    ...extra,
  });
  await settle();
  return {
    link,
    states,
    updates,
    wakes: () => wake(),
    get socket() {
      return FakeSocket.all.at(-1)!;
    },
    async passes(ms: number) {
      const end = time + ms;
      for (;;) {
        const next = timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
        if (!next) break;
        time = next.at;
        timers = timers.filter((other) => other !== next);
        next.run();
        await settle();
      }
      time = end;
    },
  };
}

const settle = async () => {
  for (let i = 0; i < 5; i++) await Promise.resolve();
};

describe('link', () => {
  it('says hello first and is live from the first update, which the view has before the state', async () => {
    const t = await setUp();
    expect(t.link.send({ t: 'x' })).toBe(false);
    t.socket.onopen?.();
    expect(t.socket.sent).toEqual(['{"t":"visit.hello"}']);
    expect(t.link.send({ t: 'x' })).toBe(false);
    t.socket.says({ t: 'visit.welcomed' });
    expect(t.updates).toEqual([{ t: 'visit.welcomed' }]);
    expect(t.states).toEqual(['live']);
    expect(t.link.send({ t: 'x' })).toBe(true);
  });

  it('hears joined updates one by one', async () => {
    const t = await setUp();
    t.socket.onopen?.();
    t.socket.says([{ t: 'visit.welcomed' }, { t: 'b' }]);
    expect(t.updates.map((update) => update.t)).toEqual(['visit.welcomed', 'b']);
    expect(t.states).toEqual(['live']);
  });

  it('comes back with a growing wait, never above half a minute', async () => {
    const t = await setUp();
    const waits: number[] = [];
    for (let i = 0; i < 9; i++) {
      const before = FakeSocket.all.length;
      t.socket.dies();
      let waited = 0;
      while (FakeSocket.all.length === before) {
        await t.passes(125);
        waited += 125;
      }
      waits.push(waited);
    }
    expect(waits.slice(0, 4)).toEqual([375, 750, 1500, 3000]);
    expect(Math.max(...waits)).toBeLessThanOrEqual(30_000);
    expect(t.states).toEqual(['reconnecting']);
  });

  it('spreads the first return after a live connection', async () => {
    const t = await setUp({ spreadMs: () => 8_000 });
    t.socket.welcome();
    await t.passes(15_000);
    t.socket.dies(1012);
    await t.passes(3_999);
    expect(FakeSocket.all).toHaveLength(1);
    await t.passes(1);
    expect(FakeSocket.all).toHaveLength(2);
  });

  it('does not spin when it is welcomed and closed at once', async () => {
    const t = await setUp();
    for (let i = 0; i < 6; i++) {
      t.socket.welcome();
      t.socket.dies();
      await t.passes(30_000);
    }
    const before = FakeSocket.all.length;
    t.socket.welcome();
    t.socket.dies();
    await t.passes(10_000);
    expect(FakeSocket.all).toHaveLength(before);
  });

  it.each([4401, 4403, 4404, 4426])('never comes back after %i', async (code) => {
    const t = await setUp();
    t.socket.welcome();
    t.socket.dies(code);
    expect(t.states.at(-1)).toEqual({ ended: code });
    t.wakes();
    t.link.nudge();
    await t.passes(600_000);
    expect(FakeSocket.all).toHaveLength(1);
    expect(t.link.send({ t: 'x' })).toBe(false);
  });

  it('lets fresh protocols cure a 4401 once', async () => {
    const t = await setUp({ curesUnauthorized: true });
    t.socket.welcome();
    await t.passes(11_000);
    t.socket.dies(4401);
    await t.passes(2_000);
    expect(FakeSocket.all).toHaveLength(2);
    t.socket.dies(4401);
    expect(t.states.at(-1)).toEqual({ ended: 4401 });
  });

  it('stays away when protocols say so, and tries again when they merely fail', async () => {
    let answer: () => Promise<string[] | number> = () => Promise.reject(new Error('offline'));
    const t = await setUp({ protocols: () => answer() });
    expect(FakeSocket.all).toHaveLength(0);
    answer = () => Promise.resolve(4401);
    await t.passes(2_000);
    expect(t.states).toEqual(['reconnecting', { ended: 4401 }]);
  });

  it('waits as long as a flooded server asks, whatever wakes up', async () => {
    const t = await setUp();
    t.socket.welcome();
    t.socket.dies(4429, '12000');
    t.wakes();
    await t.passes(11_999);
    expect(FakeSocket.all).toHaveLength(1);
    await t.passes(1);
    expect(FakeSocket.all).toHaveLength(2);
  });

  it('comes back at once when the network or the page wakes up', async () => {
    const t = await setUp();
    for (let i = 0; i < 5; i++) {
      t.socket.dies();
      await t.passes(8_000);
    }
    t.socket.dies();
    const before = FakeSocket.all.length;
    t.wakes();
    await settle();
    expect(FakeSocket.all).toHaveLength(before + 1);
  });

  it('pings after twenty quiet seconds and replaces a connection that stays silent for forty-five', async () => {
    const t = await setUp();
    t.socket.welcome();
    await t.passes(20_000);
    expect(t.socket.sent.at(-1)).toBe('ping');
    t.socket.says('pong');
    const silent = t.socket;
    await t.passes(44_999);
    expect(t.states).toEqual(['live']);
    await t.passes(1);
    expect(t.states).toEqual(['live', 'reconnecting']);
    expect(silent.closed).toBe(true);
  });

  it('keeps a connection that answers, for hours', async () => {
    const t = await setUp();
    t.socket.welcome();
    for (let i = 0; i < 500; i++) {
      await t.passes(20_000);
      if (t.socket.sent.at(-1) === 'ping') t.socket.says('pong');
    }
    expect(FakeSocket.all).toHaveLength(1);
  });

  it('checks a live connection after waking up, and replaces it within five seconds', async () => {
    const t = await setUp();
    t.socket.welcome();
    t.wakes();
    expect(t.socket.sent.at(-1)).toBe('ping');
    await t.passes(5_000);
    expect(t.states.at(-1)).toBe('reconnecting');
  });

  it('gives up a connection attempt that hangs', async () => {
    const t = await setUp();
    await t.passes(25_000);
    expect(FakeSocket.all.length).toBeGreaterThan(1);
  });

  it('hears nothing more of a connection it has replaced', async () => {
    const t = await setUp();
    t.socket.welcome();
    const old = t.socket;
    old.dies();
    await t.passes(2_000);
    t.socket.welcome();
    old.says({ t: 'ghost' });
    old.dies(4403);
    expect(t.updates.some((update) => update.t === 'ghost')).toBe(false);
    expect(t.states.at(-1)).toBe('live');
  });

  it('is silent after close', async () => {
    const t = await setUp();
    t.socket.welcome();
    t.link.close();
    expect(t.socket.closed).toBe(true);
    t.wakes();
    await t.passes(100_000);
    expect(FakeSocket.all).toHaveLength(1);
    expect(t.states).toEqual(['live']);
  });
});
