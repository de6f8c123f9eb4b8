/**
 * The object's clock: whatever hangs or throws, what is due by time is done, what was done is never refused, and the site stays in reach.
 * Beside each trouble there is somebody whom it is nothing to.
 */
import { env } from 'cloudflare:workers';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { inTime, PATIENCE_MS, patient, TookTooLong } from '../../src/history/patience.ts';
import { Answers } from '../../src/site/answers.ts';
import { Roster } from '../../src/site/roster.ts';
import { Sockets } from '../../src/site/sockets.ts';
import { cardOn, toldOn } from './shown.ts';
import { cardWith, openSite, type World } from './site-world.ts';

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const MINUTE = 60_000;
const hangs = () => new Promise<never>(() => {});

/** From now on it is so much later, for all that looks at the clock. */
function later(ms: number): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms });
}

const outbox = (site: World) => site.rows('SELECT 1 FROM outbox');
const logged = () => vi.spyOn(console, 'error').mockImplementation(() => {});

describe('B12 while D1 hangs', () => {
  test('offers go on: one that is missed rings at the next agent', async () => {
    const site = await openSite();
    const maja = await site.agent('Maja');
    const zofia = await site.visitor('Zofia');
    await zofia.ask({ t: 'entry.post', text: 'Hello' });
    await zofia.ask({ t: 'person.request' });
    const { offer } = await maja.until('offer.made');
    const oskar = await site.agent('Oskar');
    const asked = vi.spyOn(env.HISTORY, 'batch').mockImplementation(hangs);
    // The first ringing has something to tell D1, and D1 never answers.
    await site.rows(
      `INSERT INTO outbox (kind, subject, due_at, attempts, payload)
        VALUES ('audit', 'aud_1', 1, 0, '{"at":5,"actor":"agt","action":"text.reveal","subject":"cnv:1"}')`,
    );
    await site.ring();
    expect(asked).toHaveBeenCalled();
    later(31_000);
    await site.ring();
    await maja.until('offer.ended', (ended) => ended.offer === offer.id && ended.how === 'missed');
    await oskar.until('offer.made');
    expect((await zofia.ask({ t: 'entry.post', text: 'Is anybody there?' })).t).toBe('ack');
  });

  test('a save is answered at once, and D1 hears of it when it is well again', async () => {
    const site = await openSite();
    await expect.poll(() => outbox(site)).toHaveLength(0);
    const patience = shortPatience();
    const hanging = vi.spyOn(env.HISTORY, 'batch').mockImplementation(hangs);
    const saved = await site.stub.change({ name: 'Renamed' });
    expect(saved).toMatchObject({ ok: true, value: { name: 'Renamed' } });
    // Its time is over, and it is tried again later.
    await expect.poll(() => site.rows('SELECT attempts FROM outbox')).toEqual([{ attempts: 1 }]);
    hanging.mockRestore();
    patience.mockRestore();
    later(MINUTE);
    await site.ring();
    const name = env.HISTORY.prepare('SELECT name FROM sites WHERE id = ?').bind(site.id);
    await expect.poll(() => name.first()).toEqual({ name: 'Renamed' });
    await expect.poll(() => outbox(site)).toHaveLength(0);
  });

  test('every way of asking D1 has its time', async () => {
    const never = { first: hangs, run: hangs, all: hangs, raw: hangs, bind: () => never };
    const d1 = patient({ prepare: () => never, batch: hangs } as unknown as D1Database, 5);
    const statement = () => d1.prepare('SELECT 1').bind(1);
    for (const asked of [
      statement().first(),
      statement().run(),
      statement().all(),
      statement().raw(),
      d1.batch([statement()]),
    ])
      await expect(asked).rejects.toThrow(TookTooLong);
    expect(await inTime(Promise.resolve(1), 'nothing')).toBe(1);
    await expect(inTime(Promise.reject(new Error('its own')), 'nothing')).rejects.toThrow('its own');
  });
});

describe('B12 what throws', () => {
  test('by time is set aside, and the others and the outbox go on', async () => {
    const errors = logged();
    const site = await openSite();
    const maja = await site.agent('Maja');
    const [bad, good] = [await site.visitor('Bad'), await site.visitor('Good')];
    await bad.ask({ t: 'entry.post', text: 'Hello' });
    const { id: broken } = await cardWith(maja);
    await bad.until('entry.added', ({ entry }) => entry.kind === 'message' && entry.from === 'bot');
    await good.ask({ t: 'entry.post', text: 'Hello' });
    await good.until('entry.added', ({ entry }) => entry.kind === 'message' && entry.from === 'bot');
    await site.rows("UPDATE entries SET body = 'no JSON' WHERE conversation = ?", broken);
    await site.evict();
    later(5 * 60 * MINUTE);
    await site.ring();
    await good.until('entry.added', ({ entry }) => entry.kind === 'event' && entry.event === 'conversation.closed');
    expect(await site.rows('SELECT failures FROM timers WHERE subject = ?', broken)).toEqual([{ failures: 1 }]);
    await expect
      .poll(() =>
        env.HISTORY.prepare('SELECT closed_by FROM conversations WHERE site = ? AND id <> ?')
          .bind(site.id, broken)
          .first(),
      )
      .toEqual({ closed_by: 'idle' });
    expect(errors).toHaveBeenCalled();
    // It is tried again by itself.
    later(MINUTE);
    expect(await site.ring()).toBe(true);
    expect(await site.rows('SELECT failures FROM timers WHERE subject = ?', broken)).toEqual([{ failures: 2 }]);
    await leaveAlone(site, broken);
  });

  test('after the commit refuses nothing and sets the alarm; who was not told comes back, and nobody else', async () => {
    logged();
    const site = await openSite();
    const [zofia, oskar] = [await site.visitor('Zofia'), await site.visitor('Oskar')];
    vi.spyOn(Sockets.prototype, 'toVisitor').mockImplementationOnce(() => {
      throw new Error('planted');
    });
    const words = { t: 'entry.post', cid: 'cid-0001', text: 'Hello' };
    zofia.send(words);
    expect(await zofia.untilClosed()).toEqual({ code: 1013, reason: 'internal' });
    expect(zofia.received.some((update) => update.t === 'refused')).toBe(false);
    expect(await site.rows("SELECT 1 FROM entries WHERE cid = 'cid-0001'")).toHaveLength(1);
    const again = await site.visitor('Zofia');
    expect(await again.ask(words)).toMatchObject({ t: 'ack', cid: 'cid-0001' });
    expect(await site.rows("SELECT 1 FROM entries WHERE cid = 'cid-0001'")).toHaveLength(1);
    expect((await oskar.ask({ t: 'entry.post', text: 'Hello' })).t).toBe('ack');
    expect(oskar.closed).toBe(null);
    // The limit of an answer, at least, is to be looked at.
    expect(await site.ring()).toBe(true);
  });

  test('as a card is made leaves out that card, and dashboards are told all others', async () => {
    const errors = logged();
    const site = await openSite();
    const maja = await site.agent('Maja');
    const [bad, good] = [await site.visitor('Bad'), await site.visitor('Good')];
    await bad.ask({ t: 'entry.post', text: 'Hello' });
    const { visitor: broken, conversation } = await cardOn(maja, (card) => card.conversation !== null);
    await bad.until('entry.added', ({ entry }) => entry.kind === 'message' && 'answer' in entry);
    await site.rows("UPDATE entries SET body = 'no JSON' WHERE conversation = ?", conversation!.id);
    await site.evict();
    await good.ask({ t: 'entry.post', text: 'Hello' });
    const giulia = await site.agent('Giulia');
    await cardOn(giulia, (card) => card.conversation !== null && card.visitor !== broken);
    expect(toldOn(giulia).some(({ visitor }) => visitor === broken)).toBe(false);
    expect(errors).toHaveBeenCalled();
    await leaveAlone(site, conversation!.id);
  });

  test('as an effect refuses nothing; the answer that did not begin is given up in its time', async () => {
    logged();
    const site = await openSite();
    const zofia = await site.visitor('Zofia');
    vi.spyOn(Answers.prototype, 'start').mockImplementationOnce(() => {
      throw new Error('planted');
    });
    expect((await zofia.ask({ t: 'entry.post', text: 'Hello' })).t).toBe('ack');
    later(MINUTE);
    expect(await site.ring()).toBe(true);
    await zofia.until('entry.added', ({ entry }) => entry.kind === 'message' && entry.from === 'bot');
  });

  test('as the object wakes leaves it in reach, and every socket open', async () => {
    logged();
    const site = await openSite();
    const maja = await site.agent('Maja');
    const zofia = await site.visitor('Zofia');
    vi.spyOn(Roster.prototype, 'wake').mockImplementationOnce(() => {
      throw new Error('planted');
    });
    await site.evict();
    expect((await zofia.ask({ t: 'entry.post', text: 'Hello' })).t).toBe('ack');
    const { id: conversation } = await cardWith(maja);
    expect((await maja.ask({ t: 'conversation.take-over', conversation })).t).toBe('ack');
    expect([maja.closed, zofia.closed]).toEqual([null, null]);
  });

  test('on its way to D1 holds up no other row', async () => {
    logged();
    const site = await openSite();
    await site.rows(
      `INSERT INTO outbox (kind, subject, due_at, attempts, payload) VALUES
        ('visit', 'visit_broken', 1, 0, 'no JSON'),
        ('audit', 'aud_' || ?, 2, 0, '{"at":5,"actor":"agt","action":"text.reveal","subject":"cnv:1"}')`,
      site.id,
    );
    await site.stub.change({ greeting: 'Hello!' });
    const audit = env.HISTORY.prepare('SELECT actor FROM audit WHERE site = ?').bind(site.id);
    await expect.poll(() => audit.first()).toEqual({ actor: 'agt' });
    await expect
      .poll(() => site.rows('SELECT subject, attempts FROM outbox'))
      .toEqual([{ subject: 'visit_broken', attempts: 1 }]);
    await leaveAlone(site, 'visit_broken');
  });
});

/** What can't be done is not tried again: other files share the runtime, and would hear of it. */
async function leaveAlone(site: World, subject: string): Promise<void> {
  await site.rows('DELETE FROM timers WHERE subject = ?', subject);
  await site.rows('DELETE FROM outbox WHERE subject = ?', subject);
}

/** Nothing waits longer than for some milliseconds where it would have waited for D1's time. */
function shortPatience() {
  const real = globalThis.setTimeout;
  return vi
    .spyOn(globalThis, 'setTimeout')
    .mockImplementation(((run: () => void, ms?: number) =>
      real(run, ms === PATIENCE_MS ? 20 : ms)) as typeof setTimeout);
}
