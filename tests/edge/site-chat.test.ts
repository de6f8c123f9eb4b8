/** One conversation from the first word to the end, on the wire: M1 to M6, A4, and the promise of acks and numbers. */
import { env } from 'cloudflare:workers';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { OFFLINE_GRACE_MS } from '../../src/core/agent.ts';
import { AGENT_GONE_MS } from '../../src/core/limits.ts';
import { cardOn, shownOn, toldOn } from './shown.ts';
import { cardWith, memberOf, openSite, type World } from './site-world.ts';

afterEach(() => {
  vi.useRealTimers();
});

describe('a chat', () => {
  test('M1 a visit is listed the moment its widget opens, and not before', async () => {
    const site = await openSite();
    const maja = await site.agent('Maja');
    const zofia = await site.visitor('Zofia', { open: false });
    const visitor = (await zofia.until('visit.welcomed')).visitor;
    const other = await site.visitor('Other');
    const otherId = (await other.until('visit.welcomed')).visitor;
    await cardOn(maja, (card) => card.visitor === otherId);
    expect(toldOn(maja).some((card) => card.visitor === visitor)).toBe(false);
    zofia.send({ t: 'widget.open' });
    const visit = await cardOn(maja, (card) => card.visitor === visitor);
    expect(visit).toMatchObject({ online: true, device: 'desktop', conversation: null, page: { title: 'Bikes' } });
  });

  test('A1 the AI answers from an article, streamed, and names it', async () => {
    const site = await openSite();
    const zofia = await site.visitor('Zofia');
    expect(await zofia.ask({ t: 'entry.post', text: 'How much does delivery cost?' })).toMatchObject({
      t: 'ack',
      seq: 2,
    });
    const { entry } = await zofia.until('entry.added', (u) => u.entry.seq === 3);
    expect(entry).toMatchObject({ kind: 'message', from: 'bot', name: 'Vela', sources: [{ title: 'Delivery' }] });
    const streamed = zofia.received.filter((u) => u.t === 'answer.streamed');
    expect(streamed.length).toBeGreaterThan(2);
    expect(streamed.map((u) => u.text).join('')).toBe('text' in entry ? entry.text : null);
  });

  test('M3 an agent views the conversation as it streams', async () => {
    const site = await openSite();
    const maja = await site.agent('Maja');
    const zofia = await site.visitor('Zofia');
    await zofia.ask({ t: 'entry.post', text: 'How much does delivery cost?' });
    const { id: conversation } = await cardWith(maja, (it) => it.messages === 2);
    maja.send({ t: 'conversation.view', conversation });
    const { conversation: view } = await maja.until('conversation.viewed');
    expect(view.entries.map((entry) => entry.seq)).toEqual(view.entries.map((_, index) => index + 1));
    expect(view).toMatchObject({ control: 'bot', holder: null });
    await maja.until('entry.added', (u) => u.entry.kind === 'message' && u.entry.from === 'bot');
  });

  test('M4 M5 take-over stops the AI and keeps what was shown; after leaving, the AI answers what is open', async () => {
    const site = await openSite();
    const maja = await site.agent('Maja');
    const zofia = await site.visitor('Zofia');
    await zofia.ask({ t: 'entry.post', text: 'How do returns and refunds work?' });
    const { id: conversation } = await cardWith(maja);
    maja.send({ t: 'conversation.view', conversation });
    await zofia.until('answer.streamed', (u) => u.offset > 0);
    expect(await maja.ask({ t: 'conversation.take-over', conversation })).toMatchObject({ t: 'ack' });
    const joined = await zofia.until(
      'entry.added',
      (u) => u.entry.kind === 'event' && u.entry.event === 'agent.joined',
    );
    expect(joined.entry).toMatchObject({ name: 'Maja' });
    const cut = zofia.received.find((u) => u.t === 'entry.added' && u.entry.kind === 'message' && 'cut' in u.entry);
    const shown = zofia.received.filter((u) => u.t === 'answer.streamed').map((u) => u.text);
    expect(cut).toMatchObject({ entry: { from: 'bot', cut: true, text: shown.join('') } });

    await maja.ask({ t: 'entry.post', conversation, text: 'Hello Zofia, Maja here.' });
    await zofia.until(
      'entry.added',
      (u) => u.entry.kind === 'message' && u.entry.from === 'agent' && u.entry.name === 'Maja',
    );
    await zofia.ask({ t: 'entry.post', text: 'What does delivery cost?' });
    expect(await maja.ask({ t: 'conversation.leave', conversation })).toMatchObject({ t: 'ack' });
    const last = await zofia.until(
      'entry.added',
      (u) => u.entry.kind === 'message' && u.entry.from === 'bot' && u.entry.seq > 6,
    );
    expect(last.entry).toMatchObject({ name: 'Vela' });
    const seqs = zofia.received.flatMap((u) => (u.t === 'entry.added' ? [u.entry.seq] : []));
    expect(seqs).toEqual(seqs.map((_, index) => index + 1));
  });

  test('M6 of a hundred take-overs at once one wins, and the others are told who', async () => {
    const site = await openSite();
    const agents = await Promise.all(Array.from({ length: 20 }, (_, n) => site.agent(`Agent${n}`)));
    const zofia = await site.visitor('Zofia');
    await zofia.ask({ t: 'entry.post', text: 'Hello' });
    const [first] = agents;
    const { id: conversation } = await cardWith(first!);
    const answers = await Promise.all(
      agents.flatMap((agent) =>
        Array.from({ length: 5 }, () => agent.ask({ t: 'conversation.take-over', conversation })),
      ),
    );
    const holders = await site.rows<{ holder: string; holder_name: string }>(
      'SELECT holder, holder_name FROM conversations',
    );
    expect(holders).toHaveLength(1);
    // The winner's repeats are acknowledged as well; everybody else hears the winner's name.
    expect(answers.filter((answer) => answer.t === 'ack')).toHaveLength(5);
    const refused = answers.filter((answer) => answer.t === 'refused');
    expect(new Set(refused.map((answer) => `${answer.code} ${answer.holder}`))).toEqual(
      new Set([`conversation.taken ${holders[0]!.holder_name}`]),
    );
    const joins = await site.rows(`SELECT 1 FROM entries WHERE body LIKE '%agent.joined%'`);
    expect(joins).toHaveLength(1);
  });

  test('the visitor asks for a person, waits, and can go back to the AI', async () => {
    const site = await openSite();
    const maja = await site.agent('Maja');
    const zofia = await site.visitor('Zofia');
    expect(await zofia.ask({ t: 'person.request' })).toMatchObject({ t: 'ack' });
    await cardWith(maja, (it) => it.control === 'waiting');
    expect(await zofia.ask({ t: 'person.withdraw' })).toMatchObject({ t: 'ack' });
    await cardWith(maja, (it) => it.control === 'bot');
  });

  test('with nobody at the desk the visitor is told so at once', async () => {
    const site = await openSite();
    const zofia = await site.visitor('Zofia');
    await zofia.ask({ t: 'person.request' });
    await zofia.until(
      'entry.added',
      (u) => u.entry.kind === 'event' && u.entry.event === 'wait.ended' && u.entry.reason === 'nobody',
    );
    await zofia.until('entry.added', (u) => u.entry.kind === 'message' && u.entry.from === 'bot' && u.entry.seq === 4);
  });

  test('two tabs of a visitor stay in step, and are one visit', async () => {
    const site = await openSite();
    const maja = await site.agent('Maja');
    const first = await site.visitor('Zofia');
    const second = await site.visitor('Zofia', { open: false });
    await first.ask({ t: 'entry.post', text: 'Hello from the first tab' });
    await second.until('entry.added', (u) => u.entry.kind === 'message' && u.entry.from === 'visitor');
    await cardWith(maja, (it) => it.messages >= 2);
    expect(new Set(toldOn(maja).map(({ id }) => id)).size).toBe(1);
  });

  test('a visit ends after its last tab closed and the grace is over, and history keeps it', async () => {
    const site = await openSite();
    const maja = await site.agent('Maja');
    const zofia = await site.visitor('Zofia');
    const visit = await cardOn(maja);
    await zofia.ask({ t: 'entry.post', text: 'Hello' });
    await zofia.ask({ t: 'conversation.close' });
    await site.leave(zofia);
    await site.ring();
    expect(shownOn(maja).visits.has(visit.id)).toBe(true);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 9_000 });
    await site.ring();
    await maja.wait(() => !shownOn(maja).visits.has(visit.id));
    const kept = await env.HISTORY.prepare('SELECT visitor, device FROM visits WHERE id = ?').bind(visit.id).first();
    expect(kept).toEqual({ visitor: visit.visitor, device: 'desktop' });
  });

  test('M8 an agent’s new name shows on what they hold', async () => {
    const site = await openSite();
    const maja = await site.agent('Maja');
    const zofia = await site.visitor('Zofia');
    await zofia.ask({ t: 'person.request' });
    const { id: conversation } = await cardWith(maja, (it) => it.control === 'waiting');
    await maja.ask({ t: 'conversation.take-over', conversation });
    await site.stub.renameAgent(memberOf('Maja'), 'Maja K.');
    await cardWith(maja, (it) => it.holder?.name === 'Maja K.');
    await maja.ask({ t: 'entry.post', conversation, text: 'Hello' });
    await zofia.until(
      'entry.added',
      (u) => u.entry.kind === 'message' && u.entry.from === 'agent' && u.entry.name === 'Maja K.',
    );
  });

  test('an agent gone for good loses the conversation to a colleague of the queue', async () => {
    const { site, zofia, maja, conversation } = await heldByMaja();
    const oskar = await site.agent('Oskar');
    maja.close();
    await expect.poll(() => site.rows(`SELECT 1 FROM timers WHERE kind = 'agent-gone'`)).toHaveLength(1);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + OFFLINE_GRACE_MS });
    await site.ring();
    expect(await controlOf(site)).toBe('agent');
    vi.setSystemTime(Date.now() + AGENT_GONE_MS);
    // Oskar gives a sign of life.
    await oskar.ask({ t: 'status.set', available: true, reason: null });
    await site.ring();
    const back = await zofia.until('entry.added', (u) => u.entry.kind === 'event' && u.entry.event === 'wait.started');
    expect(back.entry).toMatchObject({ why: 'agent-gone' });
    const { offer } = await oskar.until('offer.made', (u) => u.offer.conversation === conversation);
    expect(await oskar.ask({ t: 'offer.accept', conversation, offer: offer.id })).toMatchObject({ t: 'ack' });
  });

  test('an agent gone for good gives the conversation back to the AI where nobody else is there', async () => {
    const { site, zofia, maja } = await heldByMaja();
    maja.close();
    await expect.poll(() => site.rows(`SELECT 1 FROM timers WHERE kind = 'agent-gone'`)).toHaveLength(1);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + AGENT_GONE_MS });
    await site.ring();
    const over = await zofia.until('entry.added', (u) => u.entry.kind === 'event' && u.entry.event === 'wait.ended');
    expect(over.entry).toMatchObject({ reason: 'nobody' });
    expect(await controlOf(site)).toBe('bot');
  });
});

async function heldByMaja() {
  const site = await openSite();
  const maja = await site.agent('Maja');
  const zofia = await site.visitor('Zofia');
  await zofia.ask({ t: 'person.request' });
  const { id: conversation } = await cardWith(maja, (it) => it.control === 'waiting');
  await maja.ask({ t: 'conversation.take-over', conversation });
  return { site, zofia, maja, conversation };
}

async function controlOf(site: World): Promise<string> {
  const [conversation] = await site.rows<{ control: string }>('SELECT control FROM conversations');
  return conversation!.control;
}
