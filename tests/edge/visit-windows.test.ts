/**
 * What a dashboard is told of the visits: its windows, its agent's own, what it views and asks for, and the counts of all the rest. What that
 * costs depends on what is shown, not on how many are online.
 */
import { expect, test } from 'vitest';
import { visitId } from '../../src/core/visit.ts';
import type { AgentUpdate } from '../../src/protocol/agent-wire.ts';
import { DEFAULT_MASKING } from '../../src/protocol/masking.ts';
import type { VisitsShown, Watch } from '../../src/protocol/visit-list.ts';
import { crowd } from './crowd.ts';
import { cardOn, idsOn, shownOn, toldOn } from './shown.ts';
import { type Line, openSite } from './site-world.ts';

const SHOWN = 40;
const FIRST: Watch = { windows: [{ list: 'all', from: 0, to: SHOWN }], cards: [] };
const NOTHING: Watch = { windows: [], cards: [] };

test('the first agent to come is told as much with 4,000 visits online as with 100', async () => {
  const bytes = new Map<number, number>();
  for (const online of [100, 4_000]) {
    const site = await openSite();
    await crowd(site, online);
    const maja = await site.agent('Maja', 'agent', FIRST);
    await maja.wait(() => shownOn(maja).counts?.online === online);
    expect(shownOn(maja).counts).toMatchObject({ all: online, none: online, people: 0 });
    // The newest first.
    expect(idsOn(maja, 'all')).toEqual(
      [...shownOn(maja).visits.values()].sort((a, b) => b.since - a.since).map(({ id }) => id),
    );
    expect(shownOn(maja).visits.size).toBe(SHOWN);
    // What came while only a part was known comes on top, at the most once more.
    bytes.set(online, bytesOf(maja));
  }
  expect(bytes.get(100)).toBeLessThan(16_000);
  expect(bytes.get(4_000)).toBeLessThan(32_000);
});

test('a message, a page view and a departure outside of its windows cost a dashboard the counts and a sound at the most', async () => {
  const site = await openSite();
  const maja = await site.agent('Maja', 'agent', NOTHING);
  await maja.wait(() => shownOn(maja).counts !== null);
  const zofia = await site.visitor('Zofia');
  await maja.wait(() => shownOn(maja).counts?.none === 1);
  await zofia.ask({ t: 'entry.post', text: 'Hello, is the Bora 40 in stock?' });
  await maja.wait(() => shownOn(maja).counts?.bot === 1);
  zofia.send({ t: 'page.view', page: { url: 'https://shop.example/cart', title: 'Cart' } });
  await zofia.ask({ t: 'conversation.close' });
  await maja.wait(() => shownOn(maja).counts?.all === 1 && shownOn(maja).counts?.bot === 0);
  expect(shownOn(maja).visits.size).toBe(0);
  expect(maja.raw.join('')).not.toMatch(/Bora|Cart|visit_/);
});

test('M7 every message of a visitor is heard, and every conversation that begins, whatever is watched', async () => {
  const site = await openSite();
  const heard = (line: Line<AgentUpdate>) =>
    line.received.flatMap((update) => (update.t === 'visits.shown' ? (update.heard ?? []) : []));
  const maja = await site.agent('Maja', 'agent', NOTHING);
  const zofia = await site.visitor('Zofia');
  await maja.wait(() => shownOn(maja).counts?.online === 1);
  expect(heard(maja)).toEqual([]);
  await zofia.ask({ t: 'entry.post', text: 'Hello' });
  await maja.wait(() => heard(maja).length === 1);
  await site.ring();
  await zofia.until('entry.added', ({ entry }) => entry.kind === 'message' && entry.from === 'bot' && entry.seq > 2);
  // After a sleep too, which forgets what was there before.
  await site.evict();
  await zofia.ask({ t: 'entry.post', text: 'Anybody?' });
  await maja.wait(() => heard(maja).length === 2);
  expect(heard(maja)).toEqual(['conversation', 'message']);
});

test('a window follows its list: who comes in, who goes out of sight, who leaves', async () => {
  const site = await openSite();
  const two = { windows: [{ list: 'all', from: 0, to: 2 }], cards: [] } satisfies Watch;
  const maja = await site.agent('Maja', 'agent', two);
  const ids: string[] = [];
  const lines = [];
  for (const name of ['Ana', 'Ben', 'Eva']) {
    const line = await site.visitor(name);
    const { visitor, since } = await line.until('visit.welcomed');
    ids.push(visitId(visitor, since));
    lines.push(line);
    await maja.wait(() => idsOn(maja, 'all').includes(ids.at(-1)!));
  }
  await maja.wait(() => shownOn(maja).counts?.all === 3);
  expect([...shownOn(maja).visits.keys()].sort()).toEqual([...idsOn(maja, 'all')].sort());
  expect(idsOn(maja, 'all')).toHaveLength(2);
  // Who needs a person comes in at the top, from wherever they stood.
  const outside = ids.findIndex((id) => !idsOn(maja, 'all').includes(id));
  await lines[outside]!.ask({ t: 'entry.post', text: 'Hello' });
  await maja.wait(() => idsOn(maja, 'all')[0] === ids[outside]);
  expect(shownOn(maja).visits.get(ids[outside]!)?.conversation?.messages).toBeGreaterThan(1);
  // The next window begins where this one ends, and holds its place.
  maja.send({ t: 'visits.watch', watch: { windows: [{ list: 'all', from: 2, to: 4 }], cards: [] } });
  await maja.wait(() => shownOn(maja).windows.get('all')?.from === 2);
  expect(idsOn(maja, 'all')).toHaveLength(1);
  expect([...shownOn(maja).visits.keys()]).toEqual(idsOn(maja, 'all'));
});

test('a card that is asked for is told wherever it stands, and said to be gone where it isn’t there', async () => {
  const site = await openSite();
  const zofia = await site.visitor('Zofia');
  const { visitor, since } = await zofia.until('visit.welcomed');
  const [here, never] = [visitId(visitor, since), 'visit_0000000000000000'];
  const asked = new Set([here, never]);
  const maja = await site.agent('Maja', 'agent', { windows: [], cards: [here, never] });
  await maja.wait(() => shownOn(maja, asked).gone.size > 0);
  expect([...shownOn(maja, asked).visits.keys()]).toEqual([here]);
  expect([...shownOn(maja, asked).gone]).toEqual([never]);
  // By its conversation too.
  await zofia.ask({ t: 'entry.post', text: 'Hello' });
  const { conversation } = await zofia.until('conversation.started');
  const oskar = await site.agent('Oskar', 'agent', { windows: [], cards: [conversation] });
  expect(await cardOn(oskar)).toMatchObject({ id: here, conversation: { id: conversation } });
});

test('one’s own conversations come unasked, and go when they are one’s own no more', async () => {
  const site = await openSite();
  const maja = await site.agent('Maja', 'agent', NOTHING);
  const zofia = await site.visitor('Zofia');
  await zofia.ask({ t: 'entry.post', text: 'Hello' });
  const { conversation } = await zofia.until('conversation.started');
  await maja.wait(() => shownOn(maja).counts?.bot === 1);
  await maja.ask({ t: 'conversation.take-over', conversation });
  expect(await cardOn(maja)).toMatchObject({ conversation: { control: 'agent', last: { text: expect.any(String) } } });
  await maja.ask({ t: 'conversation.leave', conversation });
  await maja.wait(() => shownOn(maja).visits.size === 0);
});

test('of a message its words are told, not the card; and to who views the conversation nothing but the entry', async () => {
  const site = await openSite();
  const [maja, oskar, ivana] = [
    await site.agent('Maja'),
    await site.agent('Oskar', 'supervisor'),
    await site.agent('Ivana', 'supervisor'),
  ];
  const zofia = await site.visitor('Zofia');
  await zofia.ask({ t: 'entry.post', text: 'Hello' });
  const { conversation } = await zofia.until('conversation.started');
  oskar.send({ t: 'conversation.view', conversation });
  await oskar.until('conversation.viewed');
  await maja.ask({ t: 'conversation.take-over', conversation });
  for (const line of [maja, oskar, ivana]) await cardOn(line, ({ conversation: it }) => it?.control === 'agent');
  const [before, viewed] = [ivana.received.length, oskar.received.length];
  await zofia.ask({ t: 'entry.post', text: 'One more thing' });
  const shown = (line: Line<AgentUpdate>, since: number) =>
    line.received.slice(since).filter(({ t }) => t === 'visits.shown') as VisitsShown[];
  await ivana.wait(() => toldOn(ivana).some((card) => card.conversation?.last?.text === 'One more thing'));
  await oskar.wait(() => shown(oskar, viewed).some(({ heard }) => heard === 'message'));
  const told = shown(ivana, before);
  expect(told.flatMap((update) => Object.keys(update)).filter((key) => ['added', 'changed'].includes(key))).toEqual([]);
  expect(JSON.stringify(told).length).toBeLessThan(200);
  expect(shown(oskar, viewed)).toEqual([{ t: 'visits.shown', heard: 'message' }]);
  expect(oskar.received.slice(viewed).filter(({ t }) => t === 'entry.added')).toHaveLength(1);
  // Who looks away has the words from the card again.
  oskar.send({ t: 'conversation.unview', conversation });
  await zofia.ask({ t: 'entry.post', text: 'And another' });
  await oskar.wait(() => toldOn(oskar).some((card) => card.conversation?.last?.text === 'And another'));
});

test('a dashboard that slept with the object is told who is there, and asks for what it lacks', async () => {
  const site = await openSite();
  const three = { windows: [{ list: 'all', from: 0, to: 3 }], cards: [] } satisfies Watch;
  const maja = await site.agent('Maja', 'agent', three);
  const zofia = await site.visitor('Zofia');
  await cardOn(maja);
  await crowd(site, 5, { first: 10 });
  zofia.send({ t: 'page.view', page: { url: 'https://shop.example/cart', title: 'Cart' } });
  const { listed = [] } = await maja.until('visits.shown', (update) => update.listed !== undefined);
  expect(listed).toHaveLength(3);
  expect(shownOn(maja).counts?.all).toBe(6);
  const lacking = listed.filter((id) => !shownOn(maja).visits.has(id));
  expect(lacking).toHaveLength(2);
  maja.send({ t: 'visits.ask', visits: [...lacking, 'visit_0000000000000000'] });
  await maja.wait(() => listed.every((id) => shownOn(maja).visits.has(id)));
  expect(shownOn(maja).visits.size).toBe(3);
  expect(await cardOn(maja, ({ page }) => page?.title === 'Cart')).toMatchObject({ online: true });
});

test('a dashboard that slept and watches something else is told what it lacks, and what of what it has is no more', async () => {
  const site = await openSite();
  const zofia = await site.visitor('Zofia');
  await zofia.ask({ t: 'entry.post', text: 'Hello' });
  const { conversation } = await zofia.until('conversation.started');
  const maja = await site.agent('Maja', 'agent', { windows: [], cards: [conversation] });
  const { id } = await cardOn(maja);
  const oskar = await site.agent('Oskar', 'agent', NOTHING);
  await oskar.wait(() => shownOn(oskar).counts !== null);
  await site.evict();
  // Each is the first that the object hears.
  maja.send({ t: 'visits.watch', watch: NOTHING });
  await maja.wait(() => shownOn(maja).visits.size === 0);
  await site.evict();
  oskar.send({ t: 'conversation.view', conversation });
  await oskar.wait(() => shownOn(oskar).visits.has(id));
  await site.evict();
  const never = 'visit_0000000000000000';
  const asked = new Set([id, never]);
  maja.send({ t: 'visits.watch', watch: { windows: [], cards: [...asked] } });
  await maja.wait(() => shownOn(maja, asked).visits.has(id) && shownOn(maja, asked).gone.has(never));
});

test('what is masked changes, and at the same time a dashboard looks away from a card: it goes', async () => {
  const site = await openSite();
  const zofia = await site.visitor('Zofia');
  await zofia.ask({ t: 'entry.post', text: 'Hello' });
  const { conversation } = await zofia.until('conversation.started');
  const maja = await site.agent('Maja', 'agent', { windows: [], cards: [conversation] });
  await cardOn(maja);
  await site.stub.change({ masking: { ...DEFAULT_MASKING, email: !DEFAULT_MASKING.email } });
  // Before the cards are told anew.
  maja.send({ t: 'visits.watch', watch: NOTHING });
  // What was asked for before is done once this is.
  await maja.ask({ t: 'status.reset' });
  expect(shownOn(maja).visits.size).toBe(0);
});

test('a dashboard of version 2 is told every card, as before, beside one of today', async () => {
  const site = await openSite();
  await crowd(site, 300);
  const maja = await site.agent('Maja', 'agent', FIRST);
  const old = await site.connect<AgentUpdate>('agent', `ticket.${await site.ticket('Oskar')}`);
  old.send({ t: 'agent.hello', v: 2 });
  expect((await old.until('agent.welcomed')).visits).toHaveLength(300);
  const zofia = await site.visitor('Zofia');
  const { visit } = await old.until('visit.added');
  await zofia.ask({ t: 'entry.post', text: 'Hello' });
  const { visit: patch } = await old.until('visit.changed', (update) => !!update.visit.conversation);
  expect(patch.conversation).toMatchObject({ control: 'bot', last: { text: expect.any(String) } });
  expect(old.received.some(({ t }) => t === 'visits.shown')).toBe(false);
  expect(maja.received.some(({ t }) => t.startsWith('visit.'))).toBe(false);
  expect(visit).toMatchObject({ online: true, conversation: null });
});

test('who watches more than there may be is refused, and whose windows lie beyond the end is shown none', async () => {
  const site = await openSite();
  const maja = await site.agent('Maja', 'agent', { windows: [{ list: 'all', from: 900, to: 950 }], cards: [] });
  await maja.wait(() => shownOn(maja).windows.has('all'));
  expect(idsOn(maja, 'all')).toEqual([]);
  for (const window of [
    { list: 'all', from: 0, to: 201 },
    { list: 'all', from: 3, to: 2 },
    { list: 'nobody', from: 0, to: 2 },
  ]) {
    const before = maja.received.length;
    maja.send({ t: 'visits.watch', watch: { windows: [window], cards: [] } });
    await maja.wait(() =>
      maja.received.slice(before).some((update) => update.t === 'refused' && update.code === 'frame.malformed'),
    );
  }
});

function bytesOf(line: Line<AgentUpdate>): number {
  return line.raw.reduce((sum, text) => sum + new TextEncoder().encode(text).length, 0);
}
