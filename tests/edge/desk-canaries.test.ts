/**
 * D11 as a whole: a hundred personal data values go in wherever a visitor can put them, and none of them comes out in any byte that the
 * site's people receive. Cards, IBANs and social security numbers are nowhere at all: in no row, no tab, no log, no question to the AI.
 */
import { runInDurableObject } from 'cloudflare:test';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { AgentUpdate } from '#protocol/agent-wire';
import { DEFAULT_MASKING, type Masking } from '#protocol/masking';
import type { VisitorUpdate } from '#protocol/visitor-wire';
import type { Answerer } from '../../src/bot/port.ts';
import { CANARIES, type Canary, encodings, findIn, isRemoved } from './desk-canaries.ts';
import { Desk, type Member, took } from './desk-world.ts';
import { type Answer, type Browser, env } from './http-support.ts';
import { toldOn } from './shown.ts';
import { type Line, SHOP } from './site-world.ts';

/** Each visitor brings so many of them. */
const EACH = 5;
const SECRETS = CANARIES.filter(isRemoved);
const ROLES = ['holder', 'viewer', 'target', 'watcher', 'supervisor'] as const;
type Role = (typeof ROLES)[number];

/** What everybody received, and what was kept. */
interface Told {
  sockets: Record<Role, string[]>;
  http: Record<Role, string[]>;
  /** Both tabs of every visitor. */
  tabs: string[];
  /** What the AI was asked. */
  asked: string[];
  /** Every row of the object, its sockets' attachments among them, and of D1. */
  rows: string[];
  history: string[];
  console: string[];
}

describe('the search', () => {
  it('finds each of a hundred values in each of eight encodings, and nothing where there is nothing', () => {
    expect(new Set(CANARIES.map(({ value }) => value)).size).toBe(100);
    for (const canary of CANARIES) {
      const forms = encodings(canary);
      expect(forms).toHaveLength(8);
      for (const [encoding, [whole]] of forms) {
        const text = encoding === 'without separators' ? `…${canary.value}…` : `{"text":"see ${whole} there"}`;
        expect(
          findIn([text], CANARIES).some((hit) => hit.startsWith(`${canary.kind} ${canary.value} as`)),
          text,
        ).toBe(true);
      }
    }
    for (let before = 0; before < 3; before++) {
      const text = btoa(`${'x'.repeat(before)}melissa ${CANARIES[0]!.value}, you know`);
      expect(findIn([text], CANARIES)).toEqual(
        ['base64', 'base64url'].map((encoding) => `email ${CANARIES[0]!.value} as ${encoding}`),
      );
    }
    expect(findIn(['{"text":"**********7890, m******@gmail.com","at":1790000000000}'], CANARIES)).toEqual([]);
  });
});

describe('a hundred values through the whole product', () => {
  let told: Told;
  beforeAll(async () => {
    told = await lifeOf({ ...DEFAULT_MASKING, country: 'US' });
  }, 240_000);
  afterAll(() => vi.restoreAllMocks());

  it.each(ROLES)('none is in any byte that the socket of the %s receives', (role) => {
    expect(told.sockets[role].join('').length).toBeGreaterThan(5_000);
    expect(findIn(told.sockets[role], CANARIES)).toEqual([]);
  });

  it.each(ROLES)('none is in any answer that the %s gets over HTTP, open and closed', (role) => {
    expect(told.http[role].join('').includes('"closedAt":')).toBe(true);
    expect(findIn(told.http[role], CANARIES)).toEqual([]);
  });

  it('no card, IBAN or social security number is in any row of the site’s object, or on its sockets', () => {
    expect(told.rows.length).toBeGreaterThan(200);
    expect(findIn(told.rows, SECRETS)).toEqual([]);
  });

  it('none of those is in any row of D1', () => {
    expect(told.history.join('').includes('"event":"conversation.closed"')).toBe(true);
    expect(findIn(told.history, SECRETS)).toEqual([]);
  });

  it('none of those is in what the visitor’s own tabs get back', () => {
    expect(told.tabs.join('').includes('"entry.added"')).toBe(true);
    expect(findIn(told.tabs, SECRETS)).toEqual([]);
  });

  it('none of those is in what the AI is asked, and none of any kind in what is logged', () => {
    expect(told.asked.length).toBeGreaterThanOrEqual(20);
    expect(findIn(told.asked, SECRETS)).toEqual([]);
    expect(findIn(told.console, CANARIES)).toEqual([]);
  });

  it('what is kept for supervisors is in the rows: the values did come in', () => {
    const kept = CANARIES.filter((canary) => !isRemoved(canary));
    for (const canary of kept) expect(findIn(told.rows, [canary]), canary.value).not.toEqual([]);
  });
});

it('with masking off, everybody reads them all: the search looks where they would be', async () => {
  const off: Masking = { card: false, iban: false, ssn: false, email: false, phone: false, country: null };
  const told = await lifeOf(off);
  vi.restoreAllMocks();
  const unread = (bytes: string[], sought: readonly Canary[]) => {
    const read = findIn(bytes, sought).join('\n');
    return sought.filter(({ value }) => !read.includes(value)).map(({ value }) => value);
  };
  for (const role of ['viewer', 'supervisor'] as const) expect(unread(told.sockets[role], CANARIES)).toEqual([]);
  for (const role of ['holder', 'target', 'watcher'] as const) {
    expect(unread(told.sockets[role], CANARIES).length).toBeLessThan(50);
  }
  for (const bytes of [told.rows, told.history, told.tabs]) expect(unread(bytes, SECRETS)).toEqual([]);
  expect(findIn(told.http.watcher, CANARIES).length).toBeGreaterThan(15);
  expect(findIn(told.asked, SECRETS).length).toBeGreaterThan(10);
}, 240_000);

it('of a page’s long address and title no half of a value is left where they are cut', async () => {
  const desk = await Desk.open();
  const maja = await desk.member('Maja', 'agent');
  const card = '4111 1111 1111 1111';
  const page = (before: number) => ({
    url: `${SHOP}/?${'x'.repeat(before + 120 - SHOP.length)}&card=${card.replaceAll(' ', '')}&mail=melissa.rossi@gmail.com&n=${'y'.repeat(200)}`,
    title: `${'t'.repeat(before)} ${card} melissa.rossi@gmail.com ${'y'.repeat(80)}`,
  });
  for (let before = 30; before < 80; before++) {
    const visitor = await desk.world.visitor(`Zofia ${before}`, { page: page(before) });
    await visitor.ask({ t: 'person.withdraw' });
    visitor.close();
  }
  await desk.settled(maja.line);
  const urls = toldOn(maja.line).map(({ page }) => page!);
  expect(urls.length).toBeGreaterThan(49);
  for (const { url, title } of urls) {
    expect(url.slice(SHOP.length)).not.toMatch(/\d|elis/);
    expect(title).not.toMatch(/\d|elis/);
  }
});

it('what a visitor types goes on from what they sent: the rest of a card isn’t shown', async () => {
  const desk = await Desk.open({ typingPreview: true });
  const maja = await desk.member('Maja', 'agent');
  const { visitor, conversation } = await desk.held('Zofia', maja, '4111 1111');
  maja.line.send({ t: 'conversation.view', conversation });
  await maja.line.until('conversation.viewed');
  visitor.send({ t: 'typing.set', on: true, text: '1111 1111 is the rest' });
  const { text } = await maja.line.until('typing.changed', (it) => it.from === 'visitor' && it.on);
  expect(text).toBe('**** **** is the rest');
});

/** Twenty chats, from the first page to long after the end, on a site that masks like this. */
async function lifeOf(masking: Masking): Promise<Told> {
  const console = listen();
  const desk = await Desk.open({ masking, typingPreview: true });
  const asked = await echo(desk);
  const people = {} as Record<Role, Member>;
  for (const role of ROLES) people[role] = await desk.member(role, role === 'supervisor' ? 'supervisor' : 'agent');
  await desk.setQueue({ everyone: false, members: [people.holder.id] });
  const http = Object.fromEntries(ROLES.map((role) => [role, [] as string[]])) as Record<Role, string[]>;
  const tabs: Line<VisitorUpdate>[] = [];
  for (let n = 0; n < CANARIES.length / EACH; n++) {
    const values = Array.from({ length: EACH }, (_, i) => CANARIES[i * (CANARIES.length / EACH) + n]!);
    await catchBreath(desk);
    tabs.push(...(await chat(desk, people, `Zofia ${n}`, values, http)));
  }
  const late = await comeLater(desk, people);
  for (const role of ROLES) http[role].push(...(await allOverHttp(desk, people[role].browser)));
  await desk.world.ring();
  await vi.waitFor(async () => expect(await outboxDue(desk)).toBe(0), { timeout: 20_000 });
  const sockets = Object.fromEntries(
    ROLES.map((role) => [role, [people[role].line, late[role]].flatMap((line) => [...line.raw, ...draftsOf(line)])]),
  );
  return {
    sockets: sockets as Record<Role, string[]>,
    http,
    tabs: tabs.flatMap((line) => line.raw),
    asked,
    rows: await everyRow(desk),
    history: await everyRowOfHistory(),
    console,
  };
}

/** One visitor's chat: with the AI, in the queue, with an agent, with another, in conference, until its end. */
async function chat(
  desk: Desk,
  people: Record<Role, Member>,
  name: string,
  values: readonly Canary[],
  http: Record<Role, string[]>,
): Promise<Line<VisitorUpdate>[]> {
  const [first, second, third, fourth, fifth] = values.map(({ value }) => value) as [
    string,
    string,
    string,
    string,
    string,
  ];
  const q = encodeURIComponent;
  const { holder, viewer, target, supervisor } = people;
  const visitor = await desk.world.visitor(name, {
    page: {
      url: `${SHOP}/cart?email=${q(first)}&tel=${q(third)}#pay=${q(fourth)}`,
      title: `Cart of ${first}, ${fifth}`,
    },
  });
  const other = await desk.world.visitor(name);
  await say(visitor, `Hello, I am ${first}. What does ${fourth} cost? Or ${fifth}?`);
  const { conversation } = await visitor.until('conversation.started');
  await isNamed(desk, conversation, second);
  const view = { t: 'conversation.view', conversation };
  viewer.line.send(view);
  supervisor.line.send(view);
  visitor.send({
    t: 'page.view',
    page: { url: `${SHOP}/pay/${q(fourth)}/${q(fifth)}`, title: `${second} pays with ${fourth}` },
  });
  types(visitor, values);
  await say(visitor, `I mean ${fourth}. I am ${first}, ${third}`);
  await took(visitor, { t: 'person.request' });
  const { offer } = await holder.line.until('offer.made', (it) => it.offer.conversation === conversation);
  await say(visitor, `Write to me: ${second}`);
  await took(holder.line, { t: 'offer.accept', conversation, offer: offer.id });
  holder.line.send(view);
  types(visitor, values);
  await inPieces(visitor, values[4]!);
  http.supervisor.push(await got(supervisor.browser, desk.path('/conversations')));
  const wrapUp = { reason: null, note: '' };
  await took(holder.line, { t: 'conversation.transfer', conversation, to: { agent: target.id }, wrapUp });
  await accepts(target.line, conversation);
  target.line.send(view);
  await say(visitor, `Or call me: ${third}`);
  await scribbles(desk, target, conversation, values);
  await took(target.line, { t: 'conversation.close', conversation, wrapUp });
  viewer.line.send(view);
  return [visitor, other];
}

/** The AI's answers as a tab shows them while they are written: its pieces put together. */
function draftsOf({ received }: Line<AgentUpdate>): string[] {
  const drafts = new Map<string, string>();
  for (const update of received) {
    if (update.t !== 'answer.streamed') continue;
    drafts.set(update.answer, (drafts.get(update.answer) ?? '').slice(0, update.offset) + update.text);
  }
  return [...drafts.values()];
}

async function accepts(line: Line<AgentUpdate>, conversation: string): Promise<void> {
  const { offer } = await line.until('offer.made', (it) => it.offer.conversation === conversation);
  await took(line, { t: 'offer.accept', conversation, offer: offer.id });
}

let scribes = 0;

/** A colleague joins and writes what they read on a slip: theirs to see, masked for all others. Then they go. */
async function scribbles(desk: Desk, holder: Member, conversation: string, values: readonly Canary[]): Promise<void> {
  const name = `Scribe ${++scribes}`;
  const line = await desk.world.agent(name);
  const { member } = await line.until('agent.welcomed');
  await took(holder.line, { t: 'conference.invite', conversation, agent: member.id });
  await accepts(line, conversation);
  for (const { value } of values.slice(0, 3))
    await took(line, { t: 'entry.post', conversation, text: `So it is ${value}?` });
  for (const { value } of values) await took(line, { t: 'note.post', conversation, text: `Said ${value}` });
  await took(line, { t: 'conference.leave', conversation });
  line.close();
}

function say(visitor: Line<VisitorUpdate>, text: string): Promise<void> {
  return took(visitor, { t: 'entry.post', text });
}

/** The visitor types each of them, and deletes it again. Numbers key by key towards the end; of an address nothing is one before its host. */
function types(visitor: Line<VisitorUpdate>, values: readonly Canary[]): void {
  for (const { kind, value } of values) {
    const from = kind === 'email' ? value.length : value.length - 3;
    for (let to = from; to <= value.length; to++) {
      visitor.send({ t: 'typing.set', on: true, text: `I am at ${value.slice(0, to)}` });
    }
  }
  visitor.send({ t: 'typing.set', on: false });
}

/** In two messages, parted where somebody would take breath; an address in one. */
async function inPieces(visitor: Line<VisitorUpdate>, { kind, value }: Canary): Promise<void> {
  const half = value.length / 2;
  const gaps = [...value.matchAll(/[ .-]/g)]
    .map(({ index }) => index)
    .sort((a, b) => Math.abs(a - half) - Math.abs(b - half));
  const at = gaps[0];
  if (at === undefined || kind === 'email') return say(visitor, value);
  // Nine digits are nobody's number without the word.
  await say(visitor, `${kind === 'ssn' ? 'My SSN: ' : ''}${value.slice(0, at)}`);
  await say(visitor, value.slice(at + 1));
  await say(visitor, `I mean ${value}`);
}

/** The visitor gave their name: an address, or a phone number. */
async function isNamed(desk: Desk, conversation: string, name: string): Promise<void> {
  await inside(desk, (site, state) => {
    const where = 'id = (SELECT visitor FROM conversations WHERE id = ?)';
    state.storage.sql.exec(`UPDATE visitors SET name = ?, email = ? WHERE ${where}`, name, name, conversation);
    site.parts.store.forget();
  });
}

/** As if a while had gone by: a fast machine does in a second what takes people an hour, and limits aren't the matter here. */
async function catchBreath(desk: Desk): Promise<void> {
  await inside(desk, (site) => site.parts.flood.buckets.clear());
}

/** Everybody comes back later, in a tab of their own, and looks through what is closed. */
async function comeLater(desk: Desk, people: Record<Role, Member>): Promise<Record<Role, Line<AgentUpdate>>> {
  const closed = await desk.world.rows<{ id: string }>("SELECT id FROM conversations WHERE control = 'closed'");
  const tabs = {} as Record<Role, Line<AgentUpdate>>;
  for (const role of ROLES) {
    await catchBreath(desk);
    tabs[role] = await desk.tab(people[role].browser);
    for (const { id } of closed) {
      tabs[role].send({ t: 'conversation.view', conversation: id });
      await tabs[role].until('conversation.viewed', ({ conversation }) => conversation.id === id);
    }
  }
  await desk.settled(...ROLES.map((role) => people[role].line), ...Object.values(tabs));
  return tabs;
}

/** All that HTTP tells one of the site's people, whatever they may ask; refusals too. */
async function allOverHttp(desk: Desk, browser: Browser): Promise<string[]> {
  const answers: string[] = [];
  for (const rest of ['', '/agents', '/queues', '/articles', '/templates'])
    answers.push(await got(browser, desk.path(rest)));
  for (const list of ['/conversations?', '/conversations?mine=1&']) {
    for (let next: string | null = ''; next !== null; ) {
      const { headers, body }: Answer = await browser.get(desk.path(`${list}${next && `before=${next}`}`));
      answers.push(JSON.stringify([[...headers], body]));
      next = body.next;
    }
  }
  const [{ id }] = (await desk.world.rows<{ id: string }>('SELECT id FROM conversations LIMIT 1')) as [{ id: string }];
  answers.push(
    await got(browser, desk.path(`/conversations/${id}/routing`)),
    await got(browser, '/api/me'),
    await got(browser, '/api/sites'),
  );
  return answers;
}

async function got(browser: Browser, path: string): Promise<string> {
  const { headers, body } = await browser.get(path);
  return JSON.stringify([[...headers], body]);
}

/** What the tests reach into: the object as it is in memory. */
interface Inside {
  parts: {
    flood: { buckets: Map<string, unknown> };
    store: { forget(): void };
    answers: { needs: { answerer: Answerer } };
  };
}

function inside<T>(desk: Desk, work: (site: Inside, state: DurableObjectState) => T): Promise<T> {
  const stub = desk.world.stub as unknown as DurableObjectStub;
  return runInDurableObject(stub, (site: unknown, state: DurableObjectState) =>
    work(site as Inside, state),
  ) as Promise<T>;
}

/** From now on the AI says back what it was told last, a few characters at a time. What it is asked is written down. */
async function echo(desk: Desk): Promise<string[]> {
  const asked: string[] = [];
  await inside(desk, ({ parts }) => {
    parts.answers.needs.answerer.reply = async function* ({ transcript }) {
      asked.push(JSON.stringify(transcript));
      const text = transcript.at(-1)?.text ?? '';
      for (let at = 0; at < text.length; at += 3) yield { type: 'delta', text: text.slice(at, at + 3) };
    };
  });
  return asked;
}

function listen(): string[] {
  const lines: string[] = [];
  for (const level of ['debug', 'log', 'info', 'warn', 'error'] as const) {
    vi.spyOn(console, level).mockImplementation((...words: unknown[]) => void lines.push(JSON.stringify(words)));
  }
  return lines;
}

function outboxDue(desk: Desk): Promise<number> {
  return desk.world.rows('SELECT 1 FROM outbox WHERE due_at <= ?', String(Date.now())).then((rows) => rows.length);
}

function everyRow(desk: Desk): Promise<string[]> {
  return inside(desk, (_, state) => {
    const { sql } = state.storage;
    const tables = sql
      .exec<{ name: string }>(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\'",
      )
      .toArray();
    const rows = tables.flatMap(({ name }) => [...sql.exec(`SELECT * FROM "${name}"`).raw()].map(asText));
    const attached = state.getWebSockets().map((socket) => JSON.stringify(socket.deserializeAttachment()));
    return [...rows, ...attached];
  });
}

async function everyRowOfHistory(): Promise<string[]> {
  const tables = await env.HISTORY.prepare(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\' AND name NOT LIKE 'sqlite%'",
  ).all<{ name: string }>();
  const all = await Promise.all(tables.results.map(({ name }) => env.HISTORY.prepare(`SELECT * FROM "${name}"`).raw()));
  return all.flat().map(asText);
}

/** A row, and what its bytes spell. */
function asText(row: unknown): string {
  return (row as unknown[])
    .map((value) =>
      value instanceof ArrayBuffer || Array.isArray(value)
        ? new TextDecoder('latin1').decode(new Uint8Array(value as ArrayBuffer))
        : String(value),
    )
    .join('|');
}
