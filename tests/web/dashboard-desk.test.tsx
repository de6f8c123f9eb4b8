/** The agent's desk over a scripted socket: what is viewed, asked and written, through refusals, gaps and broken links. */
import { createRoot } from 'solid-js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CloseCode, TERMINAL } from '../../src/protocol/close-code.ts';
import type { AgentEntry } from '../../src/protocol/entry.ts';
import { createDesk, type Desk } from '../../web/dashboard/desk-store.ts';
import {
  card,
  conversation,
  FakeSocket,
  FakeWebSocket,
  fakeHttp,
  ME,
  NOW,
  SITE,
  says,
  settled,
  viewed,
} from './dashboard-support.ts';

const ana = card('ana', conversation('ana'));
const CNV = 'cnv_ana';
let dispose = () => {};

beforeEach(() => {
  FakeSocket.all = [];
  sessionStorage.clear();
  fakeHttp({ [`POST /api/sites/${SITE}/ticket`]: { ticket: 'once' } });
});
afterEach(() => {
  dispose();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function openDesk(settles: () => Promise<unknown> = settled, member = ME): Promise<Desk> {
  const desk = createRoot((stop) => {
    dispose = stop;
    return createDesk(SITE, { member, environment: { WebSocket: FakeWebSocket, now: () => NOW } });
  });
  await settles();
  return desk;
}

async function viewing(...entries: AgentEntry[]): Promise<Desk> {
  const desk = await openDesk();
  await FakeSocket.last.welcomes(ana);
  desk.view(CNV);
  await FakeSocket.last.says(viewed(ana, entries));
  return desk;
}

const thread = (desk: Desk) => desk.state.threads.get(CNV)!;
const texts = (desk: Desk) => thread(desk).entries.map((entry) => ('text' in entry ? entry.text : entry.event));

describe('the link', () => {
  it('shows its ticket as a subprotocol, says hello, and is live from the welcome on', async () => {
    const desk = await openDesk();
    expect(FakeSocket.last.url).toMatch(new RegExp(`^ws.*/socket/agent/${SITE}$`));
    expect(FakeSocket.last.protocols).toEqual(['edgewise.3', 'ticket.once']);
    expect(desk.state.link).toBe('connecting');
    await FakeSocket.last.welcomes(ana);
    expect(FakeSocket.last.sent[0]).toEqual({ t: 'agent.hello', v: 3, watch: { windows: [], cards: [] } });
    expect([desk.state.link, desk.state.visits.size, desk.state.member?.id]).toEqual(['live', 1, ME]);
  });

  it('keeps what was there while reconnecting, and asks for the rest of what is viewed', async () => {
    const desk = await viewing(says.visitor(1, 'Hi'), says.visitor(2, 'there'));
    await FakeSocket.last.dies();
    expect([desk.state.link, desk.state.visits.size, texts(desk).length]).toEqual(['reconnecting', 1, 2]);
    desk.reconnect();
    await settled();
    await FakeSocket.last.welcomes(ana);
    expect(FakeSocket.last.frame('conversation.view')).toEqual({ t: 'conversation.view', conversation: CNV, seq: 2 });
    await FakeSocket.last.says(viewed(ana, [says.visitor(3, 'again')], { from: 2 }));
    expect(texts(desk)).toEqual(['Hi', 'there', 'again']);
  });

  it('cures a 4401 by a new ticket, once, and is told by every other close code whether to come back', async () => {
    const desk = await openDesk();
    await FakeSocket.last.welcomes(ana);
    await FakeSocket.last.dies(CloseCode.unauthorized);
    expect(desk.state.link).toBe('reconnecting');
    desk.reconnect();
    await settled();
    await FakeSocket.last.dies(CloseCode.unauthorized);
    expect(desk.state.link).toEqual({ ended: CloseCode.unauthorized });
    dispose();
    for (const code of Object.values(CloseCode)) {
      if (code === CloseCode.unauthorized) continue;
      const other = await openDesk();
      await FakeSocket.last.welcomes(ana);
      await FakeSocket.last.dies(code);
      expect(other.state.link).toEqual(TERMINAL.has(code) ? { ended: code } : 'reconnecting');
      dispose();
    }
  });

  it('ends with the code of a role that was taken away, also where already the ticket is refused', async () => {
    const desk = await openDesk();
    await FakeSocket.last.welcomes(ana);
    await FakeSocket.last.dies(4403);
    expect(desk.state.link).toEqual({ ended: 4403 });
    dispose();
    const answer = new Response(JSON.stringify({ code: 'role.refused' }), { status: 403 });
    fakeHttp({ [`POST /api/sites/${SITE}/ticket`]: answer });
    expect((await openDesk()).state.link).toEqual({ ended: 4403 });
  });
});

describe('a view', () => {
  it('asks again from where an entry is missing, and shows nothing out of order', async () => {
    const desk = await viewing(says.visitor(1, 'one'));
    await FakeSocket.last.says({ t: 'entry.added', conversation: CNV, entry: says.visitor(3, 'three') });
    expect(texts(desk)).toEqual(['one']);
    expect(FakeSocket.last.frame('conversation.view')).toMatchObject({ seq: 1 });
    await FakeSocket.last.says(viewed(ana, [says.visitor(2, 'two'), says.visitor(3, 'three')], { from: 1 }));
    expect(texts(desk)).toEqual(['one', 'two', 'three']);
  });

  it('is given up with the last who looks at it', async () => {
    const desk = await viewing(says.visitor(1, 'Hi'));
    const leave = desk.view(CNV);
    leave();
    leave();
    expect(FakeSocket.last.frame('conversation.unview')).toBeUndefined();
  });

  it('is asked for anew where it was put away and taken up again before it came', async () => {
    const desk = await openDesk();
    await FakeSocket.last.welcomes(ana);
    const asked = () =>
      FakeSocket.last.sent.filter((frame) => (frame as { t: string }).t === 'conversation.view').length;
    desk.view(CNV)();
    desk.view(CNV);
    expect(asked()).toBe(2);
    await FakeSocket.last.says(viewed(ana, [says.visitor(1, 'Hi')]));
    expect(texts(desk)).toEqual(['Hi']);
  });

  it('is asked again by and by where the site was only too busy', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const desk = await openDesk(() => vi.advanceTimersByTimeAsync(1));
    void FakeSocket.last.welcomes(ana);
    desk.view(CNV);
    FakeSocket.last.hears({ t: 'refused', code: 'overloaded', conversation: CNV });
    expect(desk.state.unviewable.size).toBe(0);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(FakeSocket.last.sent.filter(({ t }) => t === 'conversation.view')).toHaveLength(2);
    FakeSocket.last.hears(viewed(ana, [says.visitor(1, 'Hi')]));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(FakeSocket.last.sent.filter(({ t }) => t === 'conversation.view')).toHaveLength(2);
    expect(texts(desk)).toEqual(['Hi']);
  });

  it('that was refused can be asked for once more', async () => {
    const desk = await openDesk();
    await FakeSocket.last.welcomes(ana);
    desk.view(CNV);
    await FakeSocket.last.says({ t: 'refused', code: 'internal', conversation: CNV });
    desk.review(CNV);
    expect(desk.state.unviewable.size).toBe(0);
    await FakeSocket.last.says(viewed(ana, [says.visitor(1, 'Hi')]));
    expect(texts(desk)).toEqual(['Hi']);
  });

  it('tells why it was refused', async () => {
    const desk = await openDesk();
    await FakeSocket.last.welcomes(ana);
    desk.view(CNV);
    await FakeSocket.last.says({ t: 'refused', code: 'conversation.unknown', conversation: CNV });
    expect(desk.state.unviewable.get(CNV)).toEqual({ code: 'conversation.unknown' });
    await FakeSocket.last.says({ t: 'refused', code: 'conversation.private', conversation: CNV, holder: 'Giulia' });
    expect(desk.state.unviewable.get(CNV)).toEqual({ code: 'conversation.private', holder: 'Giulia' });
  });
});

describe('a command', () => {
  it('is settled by its ack', async () => {
    const desk = await viewing(says.visitor(1, 'Hi'));
    const outcome = desk.takeOver(CNV);
    const { cid } = FakeSocket.last.frame('conversation.take-over')!;
    await FakeSocket.last.says(
      { t: 'entry.added', conversation: CNV, entry: says.joined(2) },
      { t: 'ack', cid, seq: 2 },
    );
    expect(await outcome).toEqual({ ok: true });
    expect([thread(desk).control, thread(desk).holder?.id]).toEqual(['agent', ME]);
  });

  it('tells who was faster (M6), and is not tried again', async () => {
    const desk = await viewing(says.visitor(1, 'Hi'));
    const outcome = desk.takeOver(CNV);
    const { cid } = FakeSocket.last.frame('conversation.take-over')!;
    await FakeSocket.last.says({ t: 'refused', cid, code: 'conversation.taken', holder: 'Giulia' });
    expect(await outcome).toEqual({ ok: false, code: 'conversation.taken', holder: 'Giulia' });
    await FakeSocket.last.dies();
    desk.reconnect();
    await settled();
    await FakeSocket.last.welcomes(ana);
    expect(FakeSocket.last.frame('conversation.take-over')).toBeUndefined();
  });

  it('that a busy site holds up is given up after ten seconds, with the reason', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const desk = await openDesk(() => vi.advanceTimersByTimeAsync(1));
    void FakeSocket.last.welcomes(ana);
    const outcome = desk.takeOver(CNV);
    const { cid } = FakeSocket.last.frame('conversation.take-over')!;
    FakeSocket.last.hears({ t: 'refused', cid, code: 'overloaded', retryAfterMs: 15_000 });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await outcome).toEqual({ ok: false, code: 'overloaded' });
    await vi.advanceTimersByTimeAsync(15_000);
    expect(FakeSocket.last.sent.filter(({ t }) => t === 'conversation.take-over')).toHaveLength(1);
  });

  it('other than a message is refused at once while there is no connection', async () => {
    const desk = await viewing(says.visitor(1, 'Hi'));
    await FakeSocket.last.dies();
    expect(await desk.takeOver(CNV)).toEqual({ ok: false, code: 'network.failed' });
  });
});

describe('a message', () => {
  it('is shown as sending, then as sent, until its entry takes its place', async () => {
    const desk = await viewing(says.joined(1));
    desk.post(CNV, 'Hello');
    const { cid } = FakeSocket.last.frame('entry.post')!;
    expect(desk.state.posts).toMatchObject([{ text: 'Hello', state: 'sending' }]);
    await FakeSocket.last.says({ t: 'ack', cid, seq: 2 });
    expect(desk.state.posts).toMatchObject([{ text: 'Hello', state: 'sent' }]);
    await FakeSocket.last.says({ t: 'entry.added', conversation: CNV, entry: says.agent(2, 'Hello', cid) });
    expect([desk.state.posts, texts(desk).at(-1)]).toEqual([[], 'Hello']);
  });

  it('written without a connection is sent after it is back, once, under the same cid', async () => {
    const desk = await viewing(says.joined(1));
    await FakeSocket.last.dies();
    desk.post(CNV, 'Written offline');
    expect(desk.state.posts).toMatchObject([{ state: 'sending' }]);
    desk.reconnect();
    await settled();
    await FakeSocket.last.welcomes(ana);
    expect(FakeSocket.last.sent.filter((frame) => frame.t === 'entry.post')).toHaveLength(1);
    const { cid } = FakeSocket.last.frame('entry.post')!;
    await FakeSocket.last.says({ t: 'entry.added', conversation: CNV, entry: says.agent(2, 'Written offline', cid) });
    expect(desk.state.posts).toEqual([]);
  });

  it('that was refused stays with its reason until it is tried again or discarded', async () => {
    const desk = await viewing(says.joined(1));
    desk.post(CNV, 'Too late');
    const { cid } = FakeSocket.last.frame('entry.post')!;
    await FakeSocket.last.says({ t: 'refused', cid, code: 'conversation.closed' });
    expect(desk.state.posts).toMatchObject([{ state: 'failed', code: 'conversation.closed' }]);
    desk.retry(cid);
    expect(desk.state.posts).toMatchObject([{ state: 'sending' }]);
    desk.discard(cid);
    expect(desk.state.posts).toEqual([]);
  });

  it('that is still being sent makes the browser ask before the tab is closed, for as long as the desk is there', async () => {
    const closes = () => dispatchEvent(new Event('beforeunload', { cancelable: true }));
    const desk = await viewing();
    expect(closes()).toBe(true);
    await FakeSocket.last.dies();
    desk.post(CNV, 'Written offline');
    expect(closes()).toBe(false);
    const [{ cid } = { cid: '' }] = desk.state.posts;
    desk.discard(cid);
    expect(closes()).toBe(true);
    desk.post(CNV, 'And again');
    dispose();
    expect(closes()).toBe(true);
  });

  it('that failed is still there after a reload of the page', async () => {
    const desk = await viewing(says.joined(1));
    desk.post(CNV, 'Too late');
    const { cid } = FakeSocket.last.frame('entry.post')!;
    await FakeSocket.last.says({ t: 'refused', cid, code: 'conversation.closed' });
    dispose();
    expect((await openDesk()).state.posts).toMatchObject([{ text: 'Too late', state: 'failed' }]);
  });

  it('is not sent by the next member who signs in in this tab', async () => {
    const desk = await viewing(says.joined(1));
    await FakeSocket.last.dies();
    desk.post(CNV, 'Mine');
    dispose();
    expect((await openDesk(settled, 'agt_zofia')).state.posts).toEqual([]);
    dispose();
    expect((await openDesk()).state.posts).toMatchObject([{ text: 'Mine', state: 'sending' }]);
  });

  it('keeps its identity, and the list too, while nothing about it changes', async () => {
    const desk = await viewing(says.joined(1));
    desk.post(CNV, 'one');
    desk.post(CNV, 'two');
    const before = desk.state.posts;
    await FakeSocket.last.says({ t: 'entry.added', conversation: CNV, entry: says.visitor(2, 'meanwhile') });
    expect(desk.state.posts).toBe(before);
    await FakeSocket.last.says({ t: 'refused', cid: before[0]!.cid, code: 'internal' });
    expect(desk.state.posts[1]).toBe(before[1]);
  });

  it('of another device of the same agent shows like any other', async () => {
    const desk = await viewing(says.joined(1));
    await FakeSocket.last.says({ t: 'entry.added', conversation: CNV, entry: says.agent(2, 'By phone', 'elsewhere') });
    expect([texts(desk).at(-1), desk.wroteHere('elsewhere')]).toEqual(['By phone', false]);
    desk.post(CNV, 'Here');
    expect(desk.wroteHere(FakeSocket.last.frame('entry.post')!.cid)).toBe(true);
  });

  it('is announced by a typing sign at most every three seconds', async () => {
    const desk = await viewing(says.joined(1));
    desk.typing(CNV, true);
    desk.typing(CNV, true);
    desk.typing(CNV, false);
    desk.typing(CNV, false);
    const signs = FakeSocket.last.sent.filter((frame) => frame.t === 'typing.set');
    expect(signs.map((frame) => frame.on)).toEqual([true, false]);
  });
});
