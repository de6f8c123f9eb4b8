/**
 * Nothing lives only in memory: the object is evicted, with its sockets asleep, between any two frames of a scripted chat,
 * and every party receives the same as without.
 */
import { runInDurableObject } from 'cloudflare:test';
import { describe, expect, test } from 'vitest';
import { cardOn, shownOn } from './shown.ts';
import { cardWith, type Line, openSite, type World } from './site-world.ts';

type Pause = () => Promise<void>;

/** The script. `pause` is called between any two frames. */
async function chat(site: World, pause: Pause) {
  const maja = await site.agent('Maja');
  await pause();
  const zofia = await site.visitor('Zofia');
  await pause();
  zofia.send({ t: 'page.view', page: { url: 'https://shop.example/cart', title: 'Cart' } });
  await pause();
  await zofia.ask({ t: 'entry.post', text: 'How much does delivery cost?' });
  await pause();
  const { id: conversation } = await cardWith(maja);
  maja.send({ t: 'conversation.view', conversation });
  await maja.until('conversation.viewed');
  await pause();
  // The answer that was being written is taken up again, at the latest when the alarm rings.
  await site.ring();
  await zofia.until('entry.added', (u) => u.entry.kind === 'message' && u.entry.from === 'bot' && 'sources' in u.entry);
  await pause();
  await maja.ask({ t: 'conversation.take-over', conversation });
  await pause();
  await maja.ask({ t: 'entry.post', conversation, text: 'Hello, Maja here.' });
  await pause();
  await zofia.ask({ t: 'entry.post', text: 'Thank you!' });
  await pause();
  await maja.ask({ t: 'conversation.leave', conversation });
  await pause();
  await site.ring();
  const left = await zofia.until('entry.added', (u) => u.entry.kind === 'event' && u.entry.event === 'agent.left');
  await zofia.until(
    'entry.added',
    (u) => u.entry.seq > left.entry.seq && u.entry.kind === 'message' && u.entry.from === 'bot',
  );
  await pause();
  await zofia.ask({ t: 'conversation.close' });
  await maja.until('entry.added', (u) => u.entry.kind === 'event' && u.entry.event === 'conversation.closed');
  await cardWith(maja, (it) => it.control === 'closed');
  return { maja, zofia };
}

/** What a party was told of the log, without ids and times, which differ from run to run. */
type Entry = Record<string, unknown>;

function log(line: Line<never>): string[] {
  const updates = line.received as { t: string; entry?: Entry; conversation?: { entries: Entry[] } }[];
  const entries = updates.flatMap((u): Entry[] => {
    if (u.t === 'conversation.viewed') return u.conversation!.entries;
    return u.entry ? [u.entry] : [];
  });
  return entries.map((entry) => {
    const { at: _at, answer: _answer, cid: _cid, ...rest } = entry;
    return JSON.stringify(rest).replace(/(art|cnv)_\w+/g, '$1');
  });
}

describe('eviction', () => {
  test('between any two frames changes nothing for anybody', async () => {
    const plain = await chat(await openSite(), async () => {});
    let frames = 0;
    const site = await openSite();
    await chat(site, async () => void frames++);
    for (let at = 0; at < frames; at++) {
      const world = await openSite();
      let n = 0;
      const evicted = await chat(world, async () => {
        if (n++ === at) await world.evict();
      });
      expect(log(evicted.zofia as never), `evicted after frame ${at}`).toEqual(log(plain.zofia as never));
      expect(log(evicted.maja as never), `evicted after frame ${at}`).toEqual(log(plain.maja as never));
      expect(evicted.zofia.closed).toBe(null);
    }
    expect(frames).toBeGreaterThan(8);
  }, 60_000);

  test('between every two frames changes nothing either', async () => {
    const plain = await chat(await openSite(), async () => {});
    const site = await openSite();
    const evicted = await chat(site, () => site.evict());
    expect(log(evicted.zofia as never)).toEqual(log(plain.zofia as never));
    expect(log(evicted.maja as never)).toEqual(log(plain.maja as never));
  }, 30_000);

  test('a visitor who left while the object had no memory goes from the Monitor', async () => {
    const site = await openSite();
    const maja = await site.agent('Maja');
    const zofia = await site.visitor('Zofia');
    const { id } = await cardOn(maja);
    await site.leave(zofia);
    await site.evict();
    await site.ring();
    await maja.until('visits.shown', ({ listed }) => listed !== undefined);
    expect(shownOn(maja).visits.has(id)).toBe(false);
    expect(shownOn(maja).counts?.online).toBe(0);
  });

  test('a visitor who left meanwhile, and is still held, is shown as gone', async () => {
    const site = await openSite();
    const maja = await site.agent('Maja');
    const zofia = await site.visitor('Zofia');
    await zofia.ask({ t: 'entry.post', text: 'Hello' });
    const { id: conversation } = await cardWith(maja);
    await maja.ask({ t: 'conversation.take-over', conversation });
    await cardWith(maja, (it) => it.control === 'agent');
    await site.leave(zofia);
    await site.evict();
    await site.ring();
    await maja.until('visits.shown', ({ listed }) => listed !== undefined);
    expect(await cardOn(maja, ({ online }) => !online)).toMatchObject({ conversation: { id: conversation } });
  });

  test('what is overdue doesn’t hide what is due in a moment', async () => {
    const site = await openSite();
    const zofia = await site.visitor('Zofia');
    await zofia.ask({ t: 'entry.post', text: 'Hello' });
    await site.rows('UPDATE timers SET due_at = 1');
    await site.evict();
    await site.stub.read();
    const alarmIn = await runInDurableObject(
      site.stub as unknown as DurableObjectStub,
      async (_: unknown, state: DurableObjectState) => (await state.storage.getAlarm())! - Date.now(),
    );
    // On a busy machine it has rung by now, and what was overdue is seen to.
    const overdue = await site.rows('SELECT 1 FROM timers WHERE due_at = 1');
    if (overdue.length > 0) expect(alarmIn).toBeLessThan(1_000);
  });

  test('an agent whose socket died with the object’s memory is missed', async () => {
    const site = await openSite();
    const maja = await site.agent('Maja');
    const zofia = await site.visitor('Zofia');
    await zofia.ask({ t: 'person.request' });
    const { id: conversation } = await cardWith(maja, (it) => it.control === 'waiting');
    await maja.ask({ t: 'conversation.take-over', conversation });
    await site.evict('close');
    await site.stub.read();
    expect(await site.rows(`SELECT 1 FROM timers WHERE kind = 'agent-gone'`)).toHaveLength(1);
    await site.agent('Maja');
    expect(await site.rows(`SELECT 1 FROM timers WHERE kind = 'agent-gone'`)).toHaveLength(0);
  });

  test('a visit goes on after a restart, when the client says since when it is', async () => {
    const site = await openSite();
    const zofia = await site.visitor('Zofia');
    const { since } = await zofia.until('visit.welcomed');
    const maja = await site.agent('Maja');
    const before = await cardOn(maja);
    await site.evict('close');
    await site.visitor('Zofia', { since });
    await site.visitor('Liar', { since: Date.now() + 60_000 });
    const again = await site.agent('Maja');
    const { now } = await again.until('agent.welcomed');
    await again.wait(() => shownOn(again).counts?.online === 2);
    expect(shownOn(again).visits.get(before.id)).toMatchObject({ visitor: before.visitor, since });
    expect([...shownOn(again).visits.values()].every((visit) => visit.since <= now)).toBe(true);
  });
});
