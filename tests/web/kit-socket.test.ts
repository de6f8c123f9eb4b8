/** The link over a scripted WebSocket and a hand-wound clock. */
import { describe, expect, it } from 'vitest';
import { CloseCode, TERMINAL } from '../../src/protocol/close-code.ts';
import { BROWSER } from '../../web/kit/client.ts';
import { connect, type LinkOptions, type LinkState } from '../../web/kit/socket.ts';

type Frame = { t: string };

class FakeSocket {
  static all: FakeSocket[] = [];
  sent: string[] = [];
  closed = false;
  readyState = 1;
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
  let leave = () => {};
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
    onWake: (run, gone) => {
      wake = run;
      leave = gone;
      return () => {
        wake = leave = () => {};
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
    leaves: () => leave(),
    get socket() {
      return FakeSocket.all.at(-1)!;
    },
    async passes(ms: number) {
      const end = time + ms;
      for (;;) {
        const next = timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
        if (!next) break;
        time = Math.max(time, next.at);
        timers = timers.filter((other) => other !== next);
        next.run();
        await settle();
      }
      time = end;
    },
    /** The machine sleeps: the clock goes on, timers don't. */
    sleeps(ms: number) {
      time += ms;
      for (const timer of timers) timer.at += ms;
    },
    /** Timers are thawed late. */
    oversleeps(ms: number) {
      time += ms;
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
    // Half of the spread, a second here, and three quarters of the back-off.
    expect(waits.slice(0, 4)).toEqual([875, 1250, 2000, 3500]);
    expect(Math.max(...waits)).toBeLessThanOrEqual(31_000);
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

  it('spreads it too where the connection had just come: everybody’s may have', async () => {
    const t = await setUp({ spreadMs: () => 8_000 });
    t.socket.welcome();
    t.socket.dies(1012);
    await t.passes(4_374);
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

  it('is told by every close code whether to come back', async () => {
    for (const [name, code] of Object.entries(CloseCode)) {
      const t = await setUp();
      t.socket.welcome();
      t.socket.dies(code);
      await t.passes(60_000);
      const back = FakeSocket.all.length > 1;
      expect([name, back]).toEqual([name, !TERMINAL.has(code)]);
    }
  });

  it('comes back ever later from a site that says 1013, whether before or after its welcome', async () => {
    for (const welcomed of [false, true]) {
      const t = await setUp();
      for (let i = 0; i < 7; i++) {
        if (welcomed) t.socket.welcome();
        t.socket.dies(CloseCode.tryLater);
        await t.passes(i < 6 ? 30_000 : 0);
      }
      const before = FakeSocket.all.length;
      await t.passes(10_000);
      expect(FakeSocket.all).toHaveLength(before);
      await t.passes(20_000);
      expect(FakeSocket.all).toHaveLength(before + 1);
    }
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

  it('lets them cure it again after the next live connection', async () => {
    const t = await setUp({ curesUnauthorized: true });
    for (let i = 1; i < 4; i++) {
      t.socket.welcome();
      await t.passes(11_000);
      t.socket.dies(4401);
      await t.passes(2_000);
      expect(FakeSocket.all).toHaveLength(i + 1);
    }
    expect(t.states.at(-1)).toBe('reconnecting');
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

  it('pings every twenty seconds, whatever it hears', async () => {
    const t = await setUp();
    t.socket.welcome();
    for (let i = 0; i < 60; i++) {
      await t.passes(1_000);
      t.socket.says({ t: 'news' });
      if (t.socket.sent.at(-1) === 'ping' && i % 20 === 19) t.socket.says('pong');
    }
    expect(t.socket.sent.filter((text) => text === 'ping')).toHaveLength(3);
    expect(FakeSocket.all).toHaveLength(1);
  });

  it('replaces a connection that speaks but doesn’t hear: a ping has to be answered by its pong', async () => {
    const t = await setUp();
    t.socket.welcome();
    for (let i = 0; i < 44; i++) {
      await t.passes(1_000);
      t.socket.says({ t: 'news' });
    }
    expect(t.states).toEqual(['live']);
    await t.passes(1_000);
    expect(t.states).toEqual(['live', 'reconnecting']);
  });

  it('pings after twenty seconds and replaces a connection that stays silent for forty-five', async () => {
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

  it('checks within five seconds where a ping was on its way when the machine fell asleep', async () => {
    const t = await setUp();
    t.socket.welcome();
    await t.passes(20_000);
    t.sleeps(8 * 3_600_000);
    t.wakes();
    t.wakes();
    expect(t.states).toEqual(['live']);
    // What came in before the sleep is still heard.
    t.socket.says({ t: 'news' });
    await t.passes(5_000);
    expect(t.states.at(-1)).toBe('reconnecting');
  });

  it('notices a sleep that nobody told it of, by a timer that comes far too late', async () => {
    const t = await setUp();
    t.socket.welcome();
    t.oversleeps(8 * 3_600_000);
    await t.passes(0);
    expect(t.socket.sent.at(-1)).toBe('ping');
    await t.passes(5_000);
    expect(t.states.at(-1)).toBe('reconnecting');
  });

  it('doesn’t wait for a socket that the browser has closed while the page was frozen', async () => {
    const t = await setUp();
    t.socket.welcome();
    t.socket.readyState = 3;
    t.wakes();
    expect(t.states.at(-1)).toBe('reconnecting');
  });

  it('is not kept alive by someone who wakes it again and again', async () => {
    const t = await setUp();
    t.socket.welcome();
    for (let i = 0; i < 6; i++) {
      t.wakes();
      await t.passes(1_000);
    }
    expect(t.states.at(-1)).not.toBe('live');
  });

  it('gives an attempt that hung through a sleep five seconds more', async () => {
    const t = await setUp();
    t.sleeps(3_600_000);
    t.wakes();
    await t.passes(6_000);
    expect(FakeSocket.all.length).toBeGreaterThan(1);
  });

  it('survives a clock that is set back by a year', async () => {
    const t = await setUp();
    t.socket.welcome();
    t.oversleeps(-365 * 86_400_000);
    t.wakes();
    await t.passes(5_000);
    expect(t.states.at(-1)).toBe('reconnecting');
    await t.passes(2_000);
    expect(FakeSocket.all).toHaveLength(2);
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

  it('is gone when the page is left, and back at once when it is shown again', async () => {
    const t = await setUp();
    t.socket.welcome();
    const old = t.socket;
    t.leaves();
    expect(old.closed).toBe(true);
    expect(t.link.send({ t: 'page.view' })).toBe(false);
    old.says({ t: 'ghost' });
    // However long the browser keeps the page, nobody comes back on their own.
    await t.passes(600_000);
    expect(FakeSocket.all).toHaveLength(1);
    t.wakes();
    await settle();
    expect(FakeSocket.all).toHaveLength(2);
    t.socket.welcome();
    expect(t.states).toEqual(['live', 'reconnecting', 'live']);
    expect(t.updates).not.toContainEqual({ t: 'ghost' });
  });

  it('is gone when the page is left while it still connects', async () => {
    const t = await setUp();
    t.leaves();
    expect(t.socket.closed).toBe(true);
    await t.passes(100_000);
    expect(FakeSocket.all).toHaveLength(1);
    t.wakes();
    await settle();
    t.socket.welcome();
    expect(t.states.at(-1)).toBe('live');
  });

  it('waits on for its time when the page is left meanwhile', async () => {
    const t = await setUp();
    t.socket.dies(CloseCode.flooded, '20000');
    t.leaves();
    t.wakes();
    await settle();
    expect(FakeSocket.all).toHaveLength(1);
    await t.passes(21_000);
    expect(FakeSocket.all).toHaveLength(2);
  });

  it('is silent after close', async () => {
    const t = await setUp();
    t.socket.welcome();
    t.link.close();
    expect(t.socket.closed).toBe(true);
    t.wakes();
    t.link.nudge();
    t.link.renew();
    await t.passes(100_000);
    expect(FakeSocket.all).toHaveLength(1);
    expect(t.states).toEqual(['live']);
  });
});

describe('the browser', () => {
  it('wakes a link when the network goes or is back, the page is seen, or comes out of the back/forward cache', () => {
    let wakes = 0;
    let leaves = 0;
    const stop = BROWSER.onWake(
      () => {
        wakes++;
      },
      () => {
        leaves++;
      },
    );
    dispatchEvent(new Event('pagehide'));
    expect([wakes, leaves]).toEqual([0, 1]);
    dispatchEvent(new Event('offline'));
    dispatchEvent(new Event('online'));
    dispatchEvent(new Event('pageshow'));
    document.dispatchEvent(new Event('visibilitychange'));
    expect(wakes).toBe(4);
    stop();
    dispatchEvent(new Event('offline'));
    dispatchEvent(new Event('pagehide'));
    document.dispatchEvent(new Event('visibilitychange'));
    expect([wakes, leaves]).toEqual([4, 1]);
  });
});
