/** What the desk doesn't take: refused by name, or done safely; nothing half, and nobody lost. */
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { OFFLINE_GRACE_MS } from '#core/agent';
import { ASK_RING_MS } from '#core/limits';
import type { RefusalCode } from '#protocol/refusal';
import type { ScheduleBlock } from '#protocol/schedule';
import { Desk, type Member, took } from './desk-world.ts';

const NO_WRAP_UP = { reason: null, note: '' };

let desk: Desk;
let maja: Member;
let oskar: Member;
beforeAll(async () => {
  desk = await Desk.open();
  maja = await desk.member('Maja', 'agent');
  oskar = await desk.member('Oskar', 'agent');
  await desk.setQueue({ mode: 'pick' });
});

/** Everything the object keeps, but what it still has to tell and when to look again. */
async function everything(): Promise<string> {
  const tables = ['site', 'conversations', 'entries', 'queues', 'agents', 'visitors'];
  return JSON.stringify(await Promise.all(tables.map((table) => desk.world.rows(`SELECT * FROM ${table}`))));
}

/** The frame is refused with this code, and no row is another than before. */
async function refused(member: Member, frame: Record<string, unknown>, code: RefusalCode): Promise<void> {
  const before = await everything();
  expect(await member.line.ask(frame)).toMatchObject({ t: 'refused', code });
  expect(await everything()).toBe(before);
}

/** The request is refused with this status and code, and no row is another than before. */
async function refusedOverHttp(
  request: Promise<{ status: number; body: unknown }>,
  status: number,
  code: RefusalCode,
): Promise<void> {
  const before = await everything();
  expect(await request).toMatchObject({ status, body: { code } });
  expect(await everything()).toBe(before);
}

async function controlOf(conversation: string) {
  const [row] = await desk.world.rows<{ control: string; holder: string | null; desk: string }>(
    'SELECT control, holder, desk FROM conversations WHERE id = ?',
    conversation,
  );
  const { queue, offer } = JSON.parse(row!.desk) as { queue: string | null; offer: { to: { id: string } } | null };
  return { control: row!.control, holder: row!.holder, queue, ringsAt: offer?.to.id ?? null };
}

describe('a transfer', () => {
  it('to an agent who has just left is refused, and it stays where it is', async () => {
    const { conversation } = await desk.held('Zofia', maja);
    const ivo = await desk.member('Ivo', 'agent');
    ivo.line.close();
    await vi.waitFor(async () => {
      const rows = await desk.world.rows('SELECT 1 FROM timers WHERE kind = ? AND subject = ?', 'agent-gone', ivo.id);
      expect(rows).toHaveLength(1);
    });
    const to = { agent: ivo.id };
    await refused(maja, { t: 'conversation.transfer', conversation, to, wrapUp: NO_WRAP_UP }, 'agent.away');
    await refused(maja, { t: 'conference.invite', conversation, agent: ivo.id }, 'agent.away');
    await refused(maja, { t: 'conversation.assign', conversation, agent: ivo.id }, 'agent.away');
    expect(await controlOf(conversation)).toMatchObject({ control: 'agent', holder: maja.id, ringsAt: null });
  });

  it('to an agent who leaves while it rings stays with, or comes back to, the one who sent it', async () => {
    const { visitor, conversation } = await desk.held('Ana', maja);
    const jan = await desk.member('Jan', 'agent');
    await took(maja.line, { t: 'conversation.transfer', conversation, to: { agent: jan.id }, wrapUp: NO_WRAP_UP });
    jan.line.close();
    await vi.waitFor(async () => {
      const rows = await desk.world.rows('SELECT 1 FROM timers WHERE kind = ? AND subject = ?', 'agent-gone', jan.id);
      expect(rows).toHaveLength(1);
    });
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + Math.max(OFFLINE_GRACE_MS, ASK_RING_MS) + 1_000 });
    try {
      // They are still there, and say so.
      await took(maja.line, { t: 'status.set', available: true, reason: null });
      await took(visitor, { t: 'entry.post', text: 'Still here' });
      await desk.world.ring();
    } finally {
      vi.useRealTimers();
    }
    expect(await controlOf(conversation)).toMatchObject({ control: 'agent', holder: maja.id, ringsAt: null });
    await took(maja.line, { t: 'entry.post', conversation, text: 'Jan has gone, I am not.' });
  });

  it('to nobody who exists, or by somebody who hasn’t got it, is refused', async () => {
    const { conversation } = await desk.held('Igor', maja);
    const transfer = (to: object) => ({ t: 'conversation.transfer', conversation, to, wrapUp: NO_WRAP_UP });
    await refused(maja, transfer({ agent: `agt_${'0'.repeat(16)}` }), 'agent.unknown');
    await refused(maja, transfer({ queue: `que_${'0'.repeat(16)}` }), 'queue.unknown');
    await refused(maja, transfer({ agent: maja.id }), 'agent.busy');
    await refused(oskar, transfer({ agent: maja.id }), 'conversation.not-held');
    await refused(maja, transfer({}), 'frame.malformed');
  });
});

describe('a wrap-up', () => {
  it('without a reason where the site wants one, or with one it doesn’t have, is refused; the conversation goes on', async () => {
    await desk.sets('', { wrapUpRequired: true, wrapUpReasons: ['Sold'] });
    const { visitor, conversation } = await desk.held('Tina', maja);
    const ways = (wrapUp: object | undefined) => [
      { t: 'conversation.close', conversation, ...(wrapUp && { wrapUp }) },
      { t: 'conversation.transfer', conversation, to: { agent: oskar.id }, wrapUp: wrapUp ?? NO_WRAP_UP },
    ];
    for (const frame of [...ways(NO_WRAP_UP), ...ways(undefined)]) await refused(maja, frame, 'wrap-up.required');
    for (const frame of ways({ reason: 'sold', note: '' })) await refused(maja, frame, 'wrap-up.reason-unknown');
    for (const frame of ways({ reason: 'Sold', note: 'x'.repeat(501) })) await refused(maja, frame, 'frame.malformed');
    await took(visitor, { t: 'conversation.close' });
    const later = { t: 'conversation.wrap-up', conversation };
    await refused(maja, { ...later, wrapUp: NO_WRAP_UP }, 'wrap-up.required');
    await refused(maja, { ...later, wrapUp: { reason: 'Spam', note: '' } }, 'wrap-up.reason-unknown');
    await refused(oskar, { ...later, wrapUp: { reason: 'Sold', note: '' } }, 'conversation.not-held');
    await took(maja.line, { ...later, wrapUp: { reason: 'Sold', note: '' } });
    await desk.sets('', { wrapUpRequired: false });
  });
});

describe('a status', () => {
  it('with a reason the site doesn’t have, or one for being available, is refused', async () => {
    await refused(maja, { t: 'status.set', available: false, reason: 'Siesta' }, 'reason.unknown');
    await refused(maja, { t: 'status.set', available: true, reason: 'Lunch' }, 'reason.unknown');
    await took(maja.line, { t: 'status.set', available: false, reason: 'Lunch' });
    await took(maja.line, { t: 'status.reset' });
  });
});

describe('a schedule', () => {
  const set = (blocks: ScheduleBlock[], timeZone = 'Europe/Ljubljana') =>
    maja.browser.patch(desk.path(`/agents/${maja.id}`), { schedule: { timeZone, blocks } });
  const block = (day: number, from: number, to: number) => ({ day, from: from * 60, to: to * 60 });

  it.each([
    ['two blocks of one day', [block(0, 9, 13), block(0, 12, 17)]],
    ['the same block twice', [block(2, 9, 13), block(2, 9, 13)]],
    ['a night and the next morning', [block(0, 22, 30), block(1, 5, 9)]],
    ['Sunday’s night and Monday’s morning', [block(6, 20, 32), block(0, 7, 12)]],
  ])('that overlaps itself is refused: %s', async (_, blocks) => {
    await refusedOverHttp(set(blocks), 400, 'schedule.overlaps');
  });

  it('that is none, ends before it begins, or is on no clock, is refused', async () => {
    await refusedOverHttp(set([]), 400, 'body.malformed');
    await refusedOverHttp(set([block(0, 13, 9)]), 400, 'body.malformed');
    await refusedOverHttp(set([block(0, 9, 17)], 'Europe/Atlantis'), 400, 'body.malformed');
  });

  it('with blocks that touch is taken; a colleague’s, or the capacity, is an admin’s to set', async () => {
    expect(await set([block(0, 9, 13), block(0, 13, 17), block(6, 20, 31), block(0, 7, 9)])).toMatchObject({
      status: 200,
    });
    expect(await maja.browser.patch(desk.path(`/agents/${maja.id}`), { schedule: null })).toMatchObject({
      status: 200,
    });
    const ofOskar = desk.path(`/agents/${oskar.id}`);
    await refusedOverHttp(maja.browser.patch(ofOskar, { schedule: null }), 403, 'role.refused');
    await refusedOverHttp(oskar.browser.patch(ofOskar, { capacity: 50 }), 403, 'role.refused');
  });
});

describe('a queue', () => {
  const add = async (body: object = {}) => {
    const [first] = await desk.queues();
    const { id: _, ...rest } = first!;
    return desk.owner.post(desk.path('/queues'), { ...rest, name: 'Sales', ...body });
  };

  it('that is removed with people in it, and an offer ringing, leaves them in another, in their order; nothing rings on', async () => {
    const [general] = await desk.queues();
    const heir = (await add({ name: 'Heir', mode: 'pick' })).body.id as string;
    const lia = await desk.member('Lia', 'agent');
    await desk.sets(`/queues/${general!.id}`, { mode: 'ring', everyone: false, members: [lia.id], overflow: heir });
    const waiting: string[] = [];
    for (const name of ['Eva', 'Vid', 'Luka']) {
      const chat = await desk.chat(name);
      await took(chat.visitor, { t: 'person.request' });
      waiting.push(chat.conversation);
    }
    const { offer } = await lia.line.until('offer.made');
    expect(offer.conversation).toBe(waiting[0]);
    expect(await desk.owner.delete(desk.path(`/queues/${general!.id}`))).toMatchObject({ status: 204 });
    expect(await lia.line.until('offer.ended')).toMatchObject({ offer: offer.id, how: 'withdrawn' });
    await refused(lia, { t: 'offer.accept', conversation: waiting[0], offer: offer.id }, 'offer.over');
    for (const conversation of waiting)
      expect(await controlOf(conversation)).toEqual({ control: 'waiting', holder: null, queue: heir, ringsAt: null });
    await desk.sets(`/queues/${heir}`, { mode: 'ring', everyone: false, members: [lia.id] });
    const next = await lia.line.until('offer.made', (made) => made.offer.id !== offer.id);
    expect(next.offer.conversation).toBe(waiting[0]);
    await desk.sets(`/queues/${heir}`, { mode: 'pick', everyone: true });
    for (const conversation of waiting) await took(lia.line, { t: 'conversation.take-over', conversation });
  });

  it('that nobody knows, is the last, overflows into itself, or is no admin’s wish, is refused', async () => {
    const [only, ...more] = await desk.queues();
    expect(more).toEqual([]);
    const at = (id: string) => desk.path(`/queues/${id}`);
    const unknown = `que_${'0'.repeat(16)}`;
    await refusedOverHttp(desk.owner.delete(at(unknown)), 404, 'queue.unknown');
    await refusedOverHttp(desk.owner.patch(at(unknown), { name: 'Sales' }), 404, 'queue.unknown');
    await refusedOverHttp(desk.owner.delete(at(only!.id)), 409, 'queue.last');
    await refusedOverHttp(desk.owner.patch(at(only!.id), { overflow: only!.id }), 400, 'queue.loop');
    await refusedOverHttp(desk.owner.patch(at(only!.id), { overflow: unknown }), 404, 'queue.unknown');
    await refusedOverHttp(desk.owner.patch(at(only!.id), { ringMs: 1_000 }), 400, 'body.malformed');
    await refusedOverHttp(maja.browser.delete(at(only!.id)), 403, 'role.refused');
    await refusedOverHttp(maja.browser.patch(at(only!.id), { name: 'Mine' }), 403, 'role.refused');
    const second = (await add({ overflow: only!.id })).body.id as string;
    await refusedOverHttp(desk.owner.patch(at(only!.id), { overflow: second }), 400, 'queue.loop');
    const there = await Desk.beside(desk.owner);
    await refusedOverHttp(desk.owner.delete(there.path(`/queues/${second}`)), 404, 'queue.unknown');
    expect(await desk.owner.delete(at(second))).toMatchObject({ status: 204 });
  });
});
