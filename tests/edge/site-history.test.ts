/** D1 is told afterwards: nothing waits for it, an outage loses nothing, and after the drain it says what the object says. */
import { env } from 'cloudflare:workers';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { cardWith, openSite, type World } from './site-world.ts';

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

async function chatToTheEnd(site: World) {
  const maja = await site.agent('Maja');
  const zofia = await site.visitor('Zofia');
  await zofia.ask({ t: 'entry.post', text: 'Žoga, čolnič and <b>bread</b>' });
  const { id: conversation } = await cardWith(maja);
  await maja.ask({ t: 'conversation.take-over', conversation });
  await maja.ask({ t: 'entry.post', conversation, text: 'Hello' });
  await maja.ask({ t: 'conversation.close', conversation });
  return { conversation, visitor: (await zofia.until('visit.welcomed')).visitor };
}

/** Compares D1 with the object, row by row. */
async function expectEqual(site: World, conversation: string) {
  const [kept] = await site.rows<{ control: string; closed_by: string; closed_at: number }>(
    'SELECT * FROM conversations',
  );
  const entries = await site.rows<{ seq: number; body: string; messages: number }>(
    'SELECT * FROM entries ORDER BY seq',
  );
  const summary = await env.HISTORY.prepare('SELECT * FROM conversations WHERE id = ?').bind(conversation).first();
  expect(summary).toMatchObject({
    site: site.id,
    control: 'closed',
    closed_by: kept!.closed_by,
    closed_at: kept!.closed_at,
    messages: entries.at(-1)!.messages,
  });
  const transcript = await env.HISTORY.prepare('SELECT * FROM transcripts WHERE conversation = ?')
    .bind(conversation)
    .first<{ entries: string; text: string }>();
  const told = JSON.parse(transcript!.entries) as { seq: number; text?: string }[];
  expect(told.map((entry) => entry.seq)).toEqual(entries.map((entry) => entry.seq));
  expect(told.flatMap((entry) => entry.text ?? [])).toEqual(
    entries.flatMap((entry) => (JSON.parse(entry.body) as { text?: string }).text ?? []),
  );
  expect(await site.rows('SELECT 1 FROM outbox')).toHaveLength(0);
}

describe('history', () => {
  test('a closed conversation is in D1 as it is in the object, found by a word without its accents', async () => {
    const site = await openSite();
    const { conversation, visitor } = await chatToTheEnd(site);
    await site.ring();
    await expect.poll(() => site.rows('SELECT 1 FROM outbox')).toHaveLength(0);
    await expectEqual(site, conversation);
    expect(await env.HISTORY.prepare('SELECT chats FROM visitors WHERE id = ?').bind(visitor).first()).toEqual({
      chats: 1,
    });
    const found = await env.HISTORY.prepare(
      'SELECT transcripts.conversation FROM transcript_words JOIN transcripts ON transcripts.rowid = transcript_words.rowid WHERE transcript_words MATCH ?',
    )
      .bind('zoga')
      .all<{ conversation: string }>();
    expect(found.results.map((row) => row.conversation)).toContain(conversation);
  });

  test('while D1 is down chats go on, and afterwards D1 says what the object says', async () => {
    const site = await openSite();
    const down = vi.spyOn(env.HISTORY, 'batch').mockRejectedValue(new Error('D1_ERROR: Network connection lost'));
    const { conversation } = await chatToTheEnd(site);
    await site.ring();
    expect(down).toHaveBeenCalled();
    expect(await site.rows('SELECT 1 FROM outbox')).not.toHaveLength(0);
    const attempts = await site.rows<{ attempts: number }>('SELECT attempts FROM outbox');
    expect(attempts.every((row) => row.attempts > 0)).toBe(true);
    down.mockRestore();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 10 * 60_000 });
    await site.ring();
    await expectEqual(site, conversation);
  });

  test('a batch that D1 applied but did not confirm is told again, and changes nothing', async () => {
    const site = await openSite();
    const real = env.HISTORY.batch.bind(env.HISTORY);
    let lost = 0;
    const flaky = vi.spyOn(env.HISTORY, 'batch').mockImplementation((async (statements: D1PreparedStatement[]) => {
      const results = await real(statements);
      if (lost++ < 2) throw new Error('D1_ERROR: the answer was lost');
      return results;
    }) as never);
    const { conversation } = await chatToTheEnd(site);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 10 * 60_000 });
    await site.ring();
    for (let round = 0; round < 3; round++) {
      vi.setSystemTime(Date.now() + 20 * 60_000);
      await site.ring();
    }
    expect(lost).toBeGreaterThan(2);
    flaky.mockRestore();
    await expectEqual(site, conversation);
    const counted = await env.HISTORY.prepare('SELECT count(*) AS n FROM conversations WHERE site = ?')
      .bind(site.id)
      .first();
    expect(counted).toEqual({ n: 1 });
  });

  test('what changes while D1 is being told is told as well', async () => {
    const site = await openSite();
    const maja = await site.agent('Maja');
    const zofia = await site.visitor('Zofia');
    await zofia.ask({ t: 'entry.post', text: 'Hello' });
    const { id: conversation } = await cardWith(maja);
    const write = holdFirstWrite();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 6 * 60_000 });
    maja.send({ t: 'presence.check' });
    const rung = site.ring();
    // D1 has it; before the object hears of that, somebody takes over.
    await expect.poll(() => write.applied).toBe(true);
    await maja.ask({ t: 'conversation.take-over', conversation });
    write.confirmed = true;
    await rung;
    const kept = env.HISTORY.prepare('SELECT control FROM conversations WHERE id = ?').bind(conversation);
    await expect.poll(() => kept.first()).toEqual({ control: 'agent' });
    await expect.poll(() => site.rows('SELECT 1 FROM outbox')).toHaveLength(0);
  });

  test('OB4 what D1 never takes holds up no other', async () => {
    const site = await openSite();
    const real = env.HISTORY.batch.bind(env.HISTORY);
    const { conversation } = await chatToTheEnd(site);
    await expect.poll(() => site.rows('SELECT 1 FROM outbox')).toHaveLength(0);
    const bad = (await site.visitor('Bad one')).until('visit.welcomed');
    const { visitor } = await bad;
    vi.spyOn(env.HISTORY, 'batch').mockImplementation((async (statements: D1PreparedStatement[]) => {
      if (JSON.stringify(statements).includes(visitor))
        throw new Error('D1_ERROR: string or blob too big: SQLITE_TOOBIG');
      return await real(statements);
    }) as never);
    await site.rows(
      `INSERT INTO outbox (kind, subject, due_at, attempts, payload) SELECT 'audit', 'aud_' || value, 1, 0,
         json_object('at', 5, 'actor', value, 'action', 'text.reveal', 'subject', '${conversation}:1')
       FROM json_each(?)`,
      JSON.stringify(['a', visitor, 'b', 'c']),
    );
    await site.ring();
    const kept = await env.HISTORY.prepare('SELECT id FROM audit WHERE site = ? ORDER BY id').bind(site.id).all();
    expect(kept.results).toEqual([{ id: 'aud_a' }, { id: 'aud_b' }, { id: 'aud_c' }]);
    expect(await site.rows('SELECT subject, attempts FROM outbox')).toEqual([
      { subject: `aud_${visitor}`, attempts: 1 },
    ]);
  });

  test('OB3 of a conversation that is larger than a row of D1 the newest part is told', async () => {
    const site = await openSite();
    const maja = await site.agent('Maja');
    const zofia = await site.visitor('Zofia');
    await zofia.ask({ t: 'entry.post', text: 'Hello' });
    const { id: conversation } = await cardWith(maja);
    await maja.ask({ t: 'conversation.take-over', conversation });
    const [{ n: before } = { n: 0 }] = await site.rows<{ n: number }>('SELECT max(seq) AS n FROM entries');
    // Three million bytes, as if Maja had written on and on.
    await site.rows(
      `WITH RECURSIVE more (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM more WHERE n < 1000)
       INSERT INTO entries (conversation, seq, visitor_seq, messages, turn, at, author, cid, body)
       SELECT conversation, seq + n, visitor_seq + n, messages + n, turn, at, author, NULL,
         json_object('kind', 'message', 'from', 'agent', 'agent', author, 'name', 'Maja', 'text', printf('%.1500c', 'ž') || n)
       FROM entries, more WHERE seq = ?`,
      String(before),
    );
    await site.evict();
    await maja.ask({ t: 'conversation.close', conversation });
    await site.ring();
    const kept = () =>
      env.HISTORY.prepare('SELECT * FROM transcripts WHERE conversation = ?')
        .bind(conversation)
        .all<{ entries: string; text: string; updated_seq: number }>();
    await expect.poll(async () => (await kept()).results).toHaveLength(1);
    const { results } = await kept();
    const entries = JSON.parse(results[0]!.entries) as { seq: number }[];
    const last = before + 1_002;
    expect(entries[0]!.seq).toBeGreaterThan(1);
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, i) => entries[0]!.seq + i));
    expect([entries.at(-1)!.seq, results[0]!.updated_seq]).toEqual([last, last]);
    expect(results[0]!.text.endsWith('ž1000')).toBe(true);
    expect(new TextEncoder().encode(results[0]!.entries + results[0]!.text).byteLength).toBeLessThan(1_950_000);
    await expect.poll(() => site.rows('SELECT 1 FROM outbox')).toHaveLength(0);
  });

  test('ST3 a removal is told though a write of the site was under way', async () => {
    const site = await openSite();
    const write = holdFirstWrite();
    const changed = site.stub.change({ name: 'Renamed' });
    await expect.poll(() => write.applied).toBe(true);
    const removed = site.stub.remove();
    await expect.poll(() => site.rows('SELECT 1 FROM site WHERE removed_at IS NOT NULL')).toHaveLength(1);
    write.confirmed = true;
    await Promise.all([changed, removed]);
    const row = env.HISTORY.prepare('SELECT deleted_at IS NOT NULL AS gone FROM sites WHERE id = ?').bind(site.id);
    await expect.poll(() => row.first()).toEqual({ gone: 1 });
  });
});

/** Holds back D1's answer to the first write, which it has applied, until the test says so. */
function holdFirstWrite(): { applied: boolean; confirmed: boolean } {
  const write = { applied: false, confirmed: false };
  const real = env.HISTORY.batch.bind(env.HISTORY);
  vi.spyOn(env.HISTORY, 'batch').mockImplementation((async (statements: D1PreparedStatement[]) => {
    const results = await real(statements);
    if (write.applied) return results;
    write.applied = true;
    while (!write.confirmed) await scheduler.wait(5);
    return results;
  }) as never);
  return write;
}
