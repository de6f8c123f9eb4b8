/**
 * Hostile frames over real sockets, a socket a story: each frame is answered by an ack, a known refusal, a known close or what it asks
 * for; the object is not made anew, nothing is logged as an error, and a visitor and an agent who keep to the protocol are served all
 * the while. `FUZZ_RUNS` multiplies the number of stories; fast-check prints the seed.
 */
import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, type MockInstance, test, vi } from 'vitest';
import type * as z from 'zod';
import { type AgentUpdate, agentFrameSchema } from '#protocol/agent-wire';
import { CloseCode } from '#protocol/close-code';
import { PROTOCOL_VERSION, TICKET_SUBPROTOCOL, TOKEN_SUBPROTOCOL } from '#protocol/limits';
import { REFUSAL_CODES } from '#protocol/refusal';
import { type VisitorUpdate, visitorFrameSchema } from '#protocol/visitor-wire';
import { glanceAt, isTooBig, parseFrame } from '../../src/site/frame.ts';
import { Site } from '../../src/site/site.ts';
import { hostile, type Place, type Sent, SHOP, settle } from '../core/hostile.ts';
import { type Line, memberOf, openSite, tokenOf, type World } from './site-world.ts';

const STORIES = 80 * Number((env as { FUZZ_RUNS?: string }).FUZZ_RUNS ?? 1);
/** Fewer than the sixty that a socket may send at once. */
const FRAMES = 40;

/** After a failure shorter stories are tried until then. */
const LIMIT_MS = 300_000 * Math.ceil(STORIES / 80);

type Role = 'visitor' | 'agent';

const SCHEMAS: Record<Role, z.ZodType<{ t: string }>> = { visitor: visitorFrameSchema, agent: agentFrameSchema };

/** Frames that are done without a word to who sent them. */
const SILENT = new Set([
  ...['page.view', 'widget.open', 'typing.set', 'conversation.unview', 'conversation.look'],
  ...['visits.watch', 'visits.ask', 'presence.check'],
]);
/** What a frame that isn't is answered with. */
const ANSWERS = new Set([
  'ack',
  'refused',
  'visit.welcomed',
  'agent.welcomed',
  'conversation.viewed',
  'conversation.resumed',
  'entry.listed',
]);
const CLOSES: ReadonlySet<number> = new Set(Object.values(CloseCode));

let errors: MockInstance;

// The clock is turned on between stories, so that no limit is met by who keeps to it.
beforeEach(() => {
  errors = vi.spyOn(console, 'error');
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterEach(() => {
  errors.mockRestore();
  vi.useRealTimers();
});

test.each(['visitor', 'agent'] as const)(
  'every hostile frame of a %s is answered, and nobody else notices',
  async (role) => {
    const site = await openSite();
    const elsewhere = await visitorOf(await openSite(), 'Elsewhere');
    const innocent = await visitorOf(site, 'Igor');
    const theirs = await begins(innocent);
    const oskar = await site.agent('Oskar');
    await oskar.ask({ t: 'conversation.take-over', conversation: theirs });
    oskar.send({ t: 'conversation.view', conversation: theirs });
    await mark(site);
    const ids = { theirs, elsewhere: await begins(elsewhere) };
    let frames = 0;

    const story = fc.array(hostile(SCHEMAS[role]), { minLength: FRAMES, maxLength: FRAMES, size: 'max' });
    await fc.assert(
      fc.asyncProperty(story, fc.boolean(), async (sent, greets) => {
        vi.setSystemTime(Date.now() + 10_000);
        const name = `Eve${crypto.randomUUID().slice(0, 13)}`;
        const mallory = await enter(site, role, name);
        const texts = sent.map((one) => settle(one, { ...ids, ...mallory.ids }));
        const served = [
          innocent.ask({ t: 'entry.post', text: `Hello at ${++frames}` }),
          oskar.ask({ t: 'entry.post', conversation: theirs, text: `Hello at ${frames}` }),
        ];
        await attack(site, mallory, role, greets ? [hello(role), ...texts] : texts);
        for (const answer of served) expect((await answer).t).toBe('ack');
        expect(errors.mock.calls).toEqual([]);
        for (const line of mallory.lines) line.close();
      }),
      { numRuns: STORIES, interruptAfterTimeLimit: LIMIT_MS, markInterruptAsFailure: true },
    );

    expect(await isMarked(site)).toBe(true);
    for (const line of [innocent, oskar]) {
      expect(line.closed).toBe(null);
      const seqs = entriesOf(line).map((entry) => entry.seq);
      expect(seqs).toEqual(seqs.map((_, index) => seqs[0]! + index));
    }
    for (const line of [innocent, oskar, elsewhere]) line.close();
    const [{ n }] = (await site.rows<{ n: number }>(
      'SELECT count(*) AS n FROM entries WHERE conversation = ?',
      theirs,
    )) as [{ n: number }];
    expect(n).toBe(Math.max(...entriesOf(oskar).map((entry) => entry.seq)));
  },
  2 * LIMIT_MS,
);

/** Or else a member whose role was taken away could go on writing to visitors, with a client that doesn't close its end. */
test('a frame that comes after its socket was closed does nothing', async () => {
  const site = await openSite();
  const igor = await visitorOf(site, 'Igor');
  const conversation = await begins(igor);
  const mallory = await site.agent('Mallory');
  await mallory.ask({ t: 'conversation.take-over', conversation });
  await runInDurableObject(site.stub as unknown as DurableObjectStub, async (instance, state) => {
    const object = instance as unknown as Site;
    const [socket] = state.getWebSockets(memberOf('Mallory'));
    await object.disconnect({ member: memberOf('Mallory') });
    const frame = JSON.stringify({ t: 'entry.post', cid: 'too-late', conversation, text: 'Me again' });
    object.webSocketMessage(socket!, frame);
    // Nor after the object has slept and lost its memory.
    const reborn = new Site(state as DurableObjectState, env as unknown as Cloudflare.Env);
    await scheduler.wait(0);
    reborn.webSocketMessage(socket!, frame);
  });
  await mallory.untilClosed();
  await igor.ask({ t: 'entry.post', text: 'Hello?' });
  expect(await site.rows(`SELECT cid FROM entries WHERE cid = 'too-late'`)).toEqual([]);
});

test('a hundred refusals close a socket only if they come close together', async () => {
  const site = await openSite();
  const igor = await visitorOf(site, 'Igor');
  for (let round = 1; round <= 4; round++) {
    vi.setSystemTime(Date.now() + 10_000);
    for (let n = 0; n < 30; n++) igor.send('{');
    igor.send({ t: 'entry.post', cid: `round-${round}`, text: 'Hello' });
    await igor.wait(
      () => igor.closed !== null || igor.received.some((it) => it.t === 'ack' && it.cid === `round-${round}`),
    );
  }
  expect(igor.closed).toBe(null);
});

interface Mallory {
  /** Sockets of theirs that keep to the protocol. */
  lines: { close(): void }[];
  /** A new socket, that has said nothing yet. */
  connect(): Promise<Line<VisitorUpdate | AgentUpdate>>;
  ids: Partial<Record<Place, string>>;
  /** Whose entries count as theirs: as author, and as visitor. */
  author: string;
  visitor: string;
}

/** Somebody new, with an ended conversation and an open one. */
async function enter(site: World, role: Role, name: string): Promise<Mallory> {
  const visitor = await visitorOf(site, name);
  const ended = await begins(visitor);
  await visitor.ask({ t: 'conversation.close' });
  const mine = await begins(visitor);
  const { visitor: id } = await visitor.until('visit.welcomed');
  const ids = { mine, ended };
  if (role === 'visitor') {
    const connect = () => site.connect<VisitorUpdate>('visitor', TOKEN_SUBPROTOCOL + tokenOf(name), addressOf(name));
    return { connect: connect as Mallory['connect'], ids, author: 'visitor', visitor: id, lines: [visitor] };
  }
  const desk = await site.agent(name);
  await desk.ask({ t: 'conversation.take-over', conversation: mine });
  const connect = async () => site.connect<AgentUpdate>('agent', TICKET_SUBPROTOCOL + (await site.ticket(name)));
  return { connect: connect as Mallory['connect'], ids, author: memberOf(name), visitor: id, lines: [visitor, desk] };
}

/** Sends it all at once, on a new socket after each frame that ends one, and sees to it that every frame gets what it deserves. */
async function attack(site: World, { connect, author, visitor }: Mallory, role: Role, sent: Sent[]): Promise<void> {
  const before = new Set(await cidsOf(site, author, visitor));
  const acked = new Set<string>();
  /** Of whose end nobody heard, since the socket was closed in the same turn. */
  const unheard = new Set<string>();
  for (let next = 0; next < sent.length; ) {
    const line = await connect();
    const cids: string[] = [];
    let expected = 0;
    let ready = false;
    let ended = false;
    // What comes after a frame that ends its socket would reach nobody.
    while (next < sent.length && !ended) {
      const one = sent[next++]!;
      const fate = fateOf(role, one, ready);
      ended = fate === 'close';
      ready ||= fate === 'welcome';
      if (fate === 'answer' || fate === 'welcome') expected++;
      if (typeof one === 'string') cids.push(glanceAt(one).cid ?? '');
      if (typeof one === 'string') line.send(one);
      else line.sendBytes(one.slice().buffer);
    }
    if (ended) {
      expect(CLOSES).toContain((await line.untilClosed()).code);
      for (const cid of cids) unheard.add(cid);
    } else {
      line.send({ t: 'the.end', cid: 'the-end' });
      await line.find((update) => update.t === 'refused' && update.cid === 'the-end');
      await line.wait(() => answersOf(line).length > expected);
      expected++;
      line.close();
    }
    const answers = answersOf(line);
    // A close takes the place of the answers to what came with it, in the same turn.
    if (ended) expect(answers.length).toBeLessThanOrEqual(expected);
    else expect(answers.length).toBe(expected);
    for (const answer of answers) {
      if (answer.t === 'ack') acked.add(answer.cid);
      if (answer.t !== 'refused') continue;
      expect(Object.keys(REFUSAL_CODES)).toContain(answer.code);
      expect(answer.code).not.toBe('internal');
    }
  }
  for (const cid of await cidsOf(site, author, visitor))
    expect(before.has(cid) || acked.has(cid) || unheard.has(cid), cid).toBe(true);
}

/** What a frame ought to come to, by what the protocol says. */
function fateOf(role: Role, sent: Sent, ready: boolean): 'answer' | 'welcome' | 'close' | 'nothing' {
  if (typeof sent !== 'string' || isTooBig(sent)) return 'close';
  const parsed = parseFrame(SCHEMAS[role], sent);
  if ('code' in parsed) return 'answer';
  const frame = parsed.frame as { t: string; v?: number; origin?: string };
  // A tab says hello once.
  if (ready && frame.t === 'visit.hello') return 'answer';
  if (frame.t === 'visit.hello' || frame.t === 'agent.hello') {
    const served = frame.v === PROTOCOL_VERSION || frame.v === PROTOCOL_VERSION - 1;
    return served && (role === 'agent' || frame.origin === SHOP) ? 'welcome' : 'close';
  }
  return ready && SILENT.has(frame.t) ? 'nothing' : 'answer';
}

function hello(role: Role): string {
  const page = { url: `${SHOP}/`, title: 'Bikes' };
  const visit = { t: 'visit.hello', v: PROTOCOL_VERSION, origin: SHOP, page, open: true };
  return JSON.stringify(role === 'visitor' ? visit : { t: 'agent.hello', v: PROTOCOL_VERSION });
}

/** A visitor from an address of their own, who has been welcomed. */
async function visitorOf(site: World, name: string): Promise<Line<VisitorUpdate>> {
  const line = await site.connect<VisitorUpdate>('visitor', TOKEN_SUBPROTOCOL + tokenOf(name), addressOf(name));
  line.send(hello('visitor'));
  await line.until('visit.welcomed');
  return line;
}

/** Says the first words of a conversation; answers with its id. */
async function begins(line: Line<VisitorUpdate>): Promise<string> {
  const started = () => line.received.filter((update) => update.t === 'conversation.started');
  const before = started().length;
  await line.ask({ t: 'entry.post', text: 'Hello' });
  await line.wait(() => started().length > before);
  return started().at(-1)!.conversation;
}

function addressOf(name: string): Record<string, string> {
  return { 'CF-Connecting-IP': `${name}.example` };
}

function answersOf(line: Line<VisitorUpdate | AgentUpdate>) {
  return line.received.filter((update) => ANSWERS.has(update.t));
}

function entriesOf(line: Line<VisitorUpdate> | Line<AgentUpdate>): { seq: number }[] {
  const updates: (VisitorUpdate | AgentUpdate)[] = line.received;
  return updates.flatMap((update) => (update.t === 'entry.added' ? [update.entry] : []));
}

async function cidsOf(site: World, author: string, visitor: string): Promise<string[]> {
  const rows = await site.rows<{ cid: string }>(
    `SELECT cid FROM entries JOIN conversations ON id = conversation
     WHERE cid IS NOT NULL AND author = ? AND (author <> 'visitor' OR visitor = ?)`,
    author,
    visitor,
  );
  return rows.map((row) => row.cid);
}

/** A mark in the object's memory, which is gone once the object is made anew. */
function mark(site: World): Promise<void> {
  return runInDurableObject(site.stub as unknown as DurableObjectStub, (instance) => {
    Object.assign(instance, { marked: true });
  });
}

function isMarked(site: World): Promise<boolean> {
  return runInDurableObject(site.stub as unknown as DurableObjectStub, (instance) => 'marked' in instance);
}
