/** D11: one masked text in full, for supervisors alone. Each look is one row of the audit log, and none is without. */
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { AgentEntry } from '#protocol/entry';
import type { VisitorUpdate } from '#protocol/visitor-wire';
import { Desk, type Member, took } from './desk-world.ts';
import { type Answer, type Browser, env } from './http-support.ts';
import type { Line } from './site-world.ts';

const TEXT = 'Ring +447966197542 or write to melissa@gmail.com.';
const MASKED = 'Ring *********7542 or write to m******@gmail.com.';

let desk: Desk;
let maja: Member;
let ivana: Member;
let visitor: Line<VisitorUpdate>;
let conversation: string;
let entries: AgentEntry[];
beforeAll(async () => {
  desk = await Desk.open();
  maja = await desk.member('Maja', 'agent');
  ivana = await desk.member('Ivana', 'supervisor');
  ({ visitor, conversation } = await desk.chat('Zofia', TEXT));
  ivana.line.send({ t: 'conversation.view', conversation });
  ({ entries } = (await ivana.line.until('conversation.viewed')).conversation);
});

function reveal(browser: Browser, what: { conversation: string; seq: number }, at = desk): Promise<Answer> {
  return browser.post(at.path('/reveal'), what);
}

/** The audit log once everything has been told to it. */
async function audit(at = desk): Promise<Record<string, unknown>[]> {
  await at.world.ring();
  await vi.waitFor(async () => expect(await at.world.rows("SELECT 1 FROM outbox WHERE kind = 'audit'")).toEqual([]));
  const query = 'SELECT actor, action, subject, site FROM audit ORDER BY at, id';
  return (await env.HISTORY.prepare(query).all()).results;
}

function seqOf(fits: (entry: AgentEntry) => boolean): number {
  return entries.find(fits)!.seq;
}

const isText = (entry: AgentEntry) => entry.kind === 'message' && entry.text === MASKED;

describe('a reveal', () => {
  it('is refused to an agent, to the supervisor of another site and to nobody, and no row says otherwise', async () => {
    const what = { conversation, seq: seqOf(isText) };
    expect(await reveal(maja.browser, what)).toMatchObject({ status: 403, body: { code: 'role.refused' } });
    const there = await Desk.beside(desk.owner);
    const stranger = await there.member('Stranger', 'supervisor');
    expect(await reveal(stranger.browser, what)).toMatchObject({ status: 404, body: { code: 'site.unknown' } });
    expect(await reveal(stranger.browser, what, there)).toMatchObject({
      status: 404,
      body: { code: 'conversation.unknown' },
    });
    expect(await reveal(desk.owner, what, there)).toMatchObject({
      status: 404,
      body: { code: 'conversation.unknown' },
    });
    expect(await audit()).toEqual([]);
    expect(await audit(there)).toEqual([]);
  });

  it('is refused of what holds no text, or isn’t there', async () => {
    const event = seqOf(({ kind }) => kind === 'event');
    for (const what of [
      { conversation, seq: event },
      { conversation, seq: 1_000 },
      { conversation: `cnv_${'0'.repeat(16)}`, seq: 2 },
    ])
      expect(await reveal(ivana.browser, what)).toMatchObject({ status: 404, body: { code: 'conversation.unknown' } });
    for (const what of [
      { conversation, seq: 0 },
      { conversation, seq: 1.5 },
      { conversation: 'site', seq: 2 },
    ])
      expect(await reveal(ivana.browser, what)).toMatchObject({ status: 400, body: { code: 'body.malformed' } });
    expect(await audit()).toEqual([]);
  });

  it('gives a supervisor the text, and one row with who looked at what, however often it is told', async () => {
    const what = { conversation, seq: seqOf(isText) };
    expect(await reveal(ivana.browser, what)).toMatchObject({ status: 200, body: { text: TEXT } });
    const row = { actor: ivana.id, action: 'text.reveal', subject: `${conversation}:${what.seq}`, site: desk.site };
    expect(await audit()).toEqual([row]);
    await desk.world.evict();
    expect(await audit()).toEqual([row]);
    // Each look is a look, of the closed conversation too.
    await took(visitor, { t: 'conversation.close' });
    expect(await reveal(ivana.browser, what)).toMatchObject({ status: 200, body: { text: TEXT } });
    expect(await audit()).toEqual([row, row]);
  });

  it('reveals to one browser and to no socket, and the next view is masked again', async () => {
    const { line } = ivana;
    line.send({ t: 'conversation.unview', conversation });
    const again = await desk.tab(ivana.browser);
    again.send({ t: 'conversation.view', conversation });
    const { conversation: view } = await again.until('conversation.viewed');
    expect(view.entries.filter(isText)).toHaveLength(1);
    for (const raw of [...line.raw, ...maja.line.raw, ...again.raw]) expect(raw).not.toContain('7966');
  });

  it('is told even where D1 was away, and the site was deleted before it was back', async () => {
    const there = await Desk.beside(desk.owner);
    const vida = await there.member('Vida', 'supervisor');
    const { conversation } = await there.chat('Milan', TEXT);
    const away = vi.spyOn(env.HISTORY, 'batch').mockRejectedValue(new Error('D1_ERROR: internal error'));
    try {
      expect(await reveal(vida.browser, { conversation, seq: 3 }, there)).toMatchObject({ body: { text: TEXT } });
      expect((await desk.owner.delete(there.path(''))).status).toBe(204);
      expect(away).toHaveBeenCalled();
      away.mockRestore();
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 60_000 });
      const told = (await audit(there)).filter(({ site }) => site === there.site);
      expect(told).toEqual([{ actor: vida.id, action: 'text.reveal', subject: `${conversation}:3`, site: there.site }]);
    } finally {
      away.mockRestore();
      vi.useRealTimers();
    }
  });

  it('has no card to give: it was never kept', async () => {
    const chat = await desk.chat('Igor', 'My card is 4111 1111 1111 1111.');
    const answers = await Promise.all(
      [2, 3, 4].map((seq) => reveal(ivana.browser, { conversation: chat.conversation, seq })),
    );
    const texts = answers.map(({ body }) => body.text as string);
    expect(texts).toContain('My card is **** **** **** ****.');
  });
});
