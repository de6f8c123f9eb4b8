/**
 * P6 on the wire: what an agent has is nobody else's but their supervisors', on every way in: cards, views, links, notes, HTTP; awake and
 * after the object slept. Closed, it is everybody's to read.
 */
import { describe, expect, it } from 'vitest';
import type { AgentUpdate } from '#protocol/agent-wire';
import { Desk, type Member, took } from './desk-world.ts';
import { toldOn } from './shown.ts';
import { type Line, memberOf, openSite } from './site-world.ts';

const SECRET = 'Nobody but us may know this.';
const NOTE = 'She is the mayor’s sister.';

describe.each([
  ['awake', async () => {}],
  ['after sleeping between any two frames', (desk: Desk) => desk.world.evict()],
] as const)(
  '%s',
  (_, pause) => {
    it('P6 an agent is shown out when another takes it, and hears nothing more', async () => {
      const { desk, maja, oskar, ivana } = await people();
      const { visitor, conversation } = await desk.chat('Zofia');
      const view = { t: 'conversation.view', conversation };
      for (const { line } of [oskar, ivana]) {
        line.send(view);
        await line.until('conversation.viewed');
      }
      await pause(desk);
      await took(maja.line, { t: 'conversation.take-over', conversation });
      const shownOut = { t: 'refused', code: 'conversation.private', conversation, holder: 'Maja' } as const;
      expect(await oskar.line.until('refused')).toEqual(shownOut);
      await desk.settled(oskar.line);
      const [heard, updates] = [oskar.line.raw.length, oskar.line.received.length];
      maja.line.send(view);
      await pause(desk);
      visitor.send({ t: 'typing.set', on: true, text: SECRET });
      await took(visitor, { t: 'entry.post', text: SECRET });
      await pause(desk);
      await took(maja.line, { t: 'entry.post', conversation, text: `Indeed: ${SECRET}` });
      await took(maja.line, { t: 'note.post', conversation, text: NOTE });
      // A link of theirs, a new tab, a later place: none of them a way in.
      const tab = await desk.tab(oskar.browser);
      for (const line of [oskar.line, tab])
        for (const seq of [undefined, 0, 3]) {
          const before = line.received.length;
          line.send({ ...view, ...(seq !== undefined && { seq }) });
          await line.wait(() => line.received.slice(before).some((update) => update.t === 'refused'));
          expect(line.received.slice(before).find((update) => update.t === 'refused')).toEqual(shownOut);
          await pause(desk);
        }
      const refused = { t: 'refused', code: 'conversation.private', holder: 'Maja' };
      expect(await oskar.line.ask({ t: 'note.post', conversation, text: 'Hm' })).toMatchObject(refused);
      const notHeld = { t: 'refused', code: 'conversation.not-held' };
      expect(await oskar.line.ask({ t: 'entry.post', conversation, text: 'Hm' })).toMatchObject(notHeld);
      expect(await oskar.line.ask({ t: 'conversation.take-over', conversation })).toMatchObject({
        code: 'conversation.taken',
      });
      await desk.settled(oskar.line, tab, ivana.line);
      for (const raw of [...oskar.line.raw.slice(heard), ...tab.raw]) {
        expect(raw).not.toContain(SECRET);
        expect(raw).not.toContain(NOTE);
        expect(raw).not.toMatch(/"t":"(entry\.added|typing\.changed|answer\.streamed|conversation\.(viewed|changed))"/);
      }
      const last = [...lastWords(oskar.line, conversation, updates), ...lastWords(tab, conversation)];
      expect(last.length).toBeGreaterThan(0);
      expect(new Set(last)).toEqual(new Set([null]));
      const told = ivana.line.raw.join('');
      for (const text of [SECRET, NOTE, `Indeed: ${SECRET}`]) expect(told.includes(text), text).toBe(true);
      // While she views it, she has the words from the entries.
      ivana.line.send({ t: 'conversation.unview', conversation });
      await desk.settled(ivana.line);
      expect(lastWords(ivana.line, conversation)).toContain(`Indeed: ${SECRET}`);
    });

    it('P6 over HTTP there is no way in either while it is open; closed, everybody reads all of it', async () => {
      const { desk, maja, oskar } = await people();
      const { visitor, conversation } = await desk.held('Zofia', maja, SECRET);
      await took(maja.line, { t: 'note.post', conversation, text: NOTE });
      await pause(desk);
      const listed = async () => JSON.stringify((await oskar.browser.get(desk.path('/conversations'))).body);
      expect(await listed()).toBe('{"conversations":[],"next":null}');
      const routing = await oskar.browser.get(desk.path(`/conversations/${conversation}/routing`));
      expect([routing.status, routing.body]).toEqual([403, { code: 'role.refused' }]);
      const reveal = await oskar.browser.post(desk.path('/reveal'), { conversation, seq: 3 });
      expect([reveal.status, reveal.body]).toEqual([403, { code: 'role.refused' }]);
      await took(visitor, { t: 'conversation.close' });
      await pause(desk);
      expect(await listed()).toContain(conversation);
      oskar.line.send({ t: 'conversation.view', conversation });
      const { conversation: view } = await oskar.line.until('conversation.viewed');
      const texts = view.entries.flatMap((entry) => ('text' in entry ? [entry.text] : []));
      expect(texts).toEqual(expect.arrayContaining([SECRET, NOTE]));
    });

    it('P6 set back into its queue it is everybody’s again, and whoever takes it then has it alone', async () => {
      const { desk, maja, oskar } = await people();
      await desk.setQueue({ mode: 'pick' });
      const { visitor, conversation } = await desk.held('Zofia', maja, SECRET);
      const view = { t: 'conversation.view', conversation };
      maja.line.send(view);
      await maja.line.until('conversation.viewed');
      await took(maja.line, { t: 'conversation.assign', conversation, agent: null });
      await pause(desk);
      oskar.line.send(view);
      await oskar.line.until('conversation.viewed');
      await took(oskar.line, { t: 'conversation.assign', conversation, agent: oskar.id });
      expect(await maja.line.until('refused')).toMatchObject({ code: 'conversation.private', holder: 'Oskar' });
      await pause(desk);
      await took(visitor, { t: 'entry.post', text: 'For Oskar' });
      await oskar.line.until('entry.added', ({ entry }) => 'text' in entry && entry.text === 'For Oskar');
      await desk.settled(maja.line);
      expect(maja.line.raw.join('')).not.toContain('For Oskar');
    });

    it('P6 whoever is asked sees it as long as it rings at them, and whoever joins as long as they are in it', async () => {
      const { desk, maja, oskar } = await people();
      const { visitor, conversation } = await desk.held('Zofia', maja);
      await took(visitor, { t: 'entry.post', text: SECRET });
      await took(maja.line, { t: 'conference.invite', conversation, agent: oskar.id });
      const { offer } = await oskar.line.until('offer.made');
      expect(offer.last?.text).toBe(SECRET);
      await pause(desk);
      oskar.line.send({ t: 'conversation.view', conversation });
      await oskar.line.until('conversation.viewed');
      await took(oskar.line, { t: 'offer.decline', conversation, offer: offer.id });
      await oskar.line.until('refused', ({ code }) => code === 'conversation.private');
      await pause(desk);
      await took(visitor, { t: 'entry.post', text: 'Between us' });
      await desk.settled(oskar.line);
      expect(oskar.line.raw.join('')).not.toContain('Between us');
    });
  },
  60_000,
);

it('P6 M3 the visitor’s bytes are the same whether a supervisor reads along and takes notes, or nobody does', async () => {
  const alone = await visitorBytes(false);
  expect(await visitorBytes(true)).toEqual(alone);
  expect(alone.length).toBeGreaterThan(5);
});

async function people(): Promise<{ desk: Desk; maja: Member; oskar: Member; ivana: Member }> {
  const desk = await Desk.open({ typingPreview: true });
  const maja = await desk.member('Maja', 'agent');
  const oskar = await desk.member('Oskar', 'agent');
  const ivana = await desk.member('Ivana', 'supervisor');
  return { desk, maja, oskar, ivana };
}

/** The last words of a conversation on the cards that somebody was told. */
function lastWords(line: Line<AgentUpdate>, conversation: string, since = 0): (string | null)[] {
  return toldOn(line, since).flatMap((card) =>
    card.conversation?.id === conversation ? [card.conversation.last?.text ?? null] : [],
  );
}

/** What a visitor receives of a chat with an agent, with ids and times evened out. */
async function visitorBytes(watched: boolean): Promise<string[]> {
  const site = await openSite({ typingPreview: true });
  const maja = await site.agent('Maja');
  const zofia = await site.visitor('Zofia');
  await zofia.ask({ t: 'person.request' });
  const { conversation } = await zofia.until('conversation.started');
  const { offer } = await maja.until('offer.made');
  await zofia.until('wait.changed');
  const look = watched ? () => readsAlong(site, conversation) : async () => null;
  const ivana = await look();
  await took(maja, { t: 'offer.accept', conversation, offer: offer.id });
  for (const text of ['Hello', 'Is it there?', 'Thanks']) {
    zofia.send({ t: 'typing.set', on: true, text });
    await took(zofia, { t: 'entry.post', text });
    await ivana?.ask({ t: 'note.post', conversation, text: `She says ${text}` });
    await took(maja, { t: 'entry.post', conversation, text: `Yes: ${text}` });
    ivana?.send({ t: 'typing.set', conversation, on: true });
  }
  await (await look())?.ask({ t: 'note.post', conversation, text: 'Well done' });
  await took(maja, { t: 'conversation.close', conversation, wrapUp: { reason: null, note: 'Well' } });
  await zofia.until('entry.added', ({ entry }) => entry.kind === 'event' && entry.event === 'conversation.closed');
  await zofia.ask({ t: 'person.withdraw' });
  return zofia.raw.map((text) =>
    text
      .replace(/(cnv|ans|art|vis|visit|que)_\w{16}/g, '$1')
      .replace(/cid-[\w-]+/g, 'cid')
      .replace(/"(at|now|since|controlAt)":\d+/g, '"$1":0'),
  );
}

async function readsAlong(
  site: Awaited<ReturnType<typeof openSite>>,
  conversation: string,
): Promise<Line<AgentUpdate>> {
  const ivana = await site.agent('Ivana', 'supervisor');
  await took(ivana, { t: 'status.set', available: false, reason: null });
  ivana.send({ t: 'conversation.view', conversation });
  const { conversation: view } = await ivana.until('conversation.viewed');
  expect(view.holder?.id ?? memberOf('Maja')).toBe(memberOf('Maja'));
  return ivana;
}
