/**
 * Thousands of commands in any order, early and late, sent twice, answers out of turn, the clock going back: after each of them the
 * rows must be what the log says. fast-check prints the seed and the shortest story that fails.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { visitorSees } from '../../src/core/entry.ts';
import type { Control } from '../../src/protocol/entry.ts';
import { HOUR, MINUTE, type Run, SECOND, type Shop, site } from './desk.ts';

type Act = (shop: Shop, scene: Scene) => { ok: boolean };

interface Scene {
  visitors: ReturnType<Shop['visitor']>[];
  agents: ReturnType<Shop['agent']>[];
  /** Answers that were ever asked for, to arrive at any time. */
  runs: Run[];
}

const who = fc.nat({ max: 1 });
const agent = fc.nat({ max: 2 });
const cid = fc.option(fc.constantFrom('cid-a', 'cid-b', 'cid-c'), { nil: undefined });
const text = fc.constantFrom('Hello', 'When do you open?', '<b>');

/** The newest conversation of a visitor, or one that never was. */
const of = (shop: Shop, scene: Scene, visitor: number) =>
  shop.store.newestConversation(scene.visitors[visitor]!.id)?.id ?? 'cnv_none';

const byVisitor = fc.tuple(who, cid, text, fc.boolean()).chain(([v, id, words, aside]) =>
  fc.constantFrom<[string, Act]>(
    [
      `writes(${v}, ${id}, ${aside})`,
      (shop, scene) => {
        const conversation = aside ? of(shop, scene, 1 - v) : of(shop, scene, v);
        return scene.visitors[v]!.writes(words, { ...(id && { cid: id }), conversation });
      },
    ],
    [`asks(${v}, ${id})`, (_, scene) => scene.visitors[v]!.asksForPerson(id)],
    [`goesBack(${v}, ${id})`, (_, scene) => scene.visitors[v]!.goesBack(id)],
    [`ends(${v}, ${id})`, (_, scene) => scene.visitors[v]!.ends(id)],
  ),
);

const byAgent = fc
  .tuple(agent, who, cid, text)
  .chain(([a, v, id, words]) =>
    fc.constantFrom<[string, Act]>(
      [`takesOver(${a}, ${v}, ${id})`, (shop, scene) => scene.agents[a]!.takesOver(of(shop, scene, v), id)],
      [`says(${a}, ${v}, ${id})`, (shop, scene) => scene.agents[a]!.writes(of(shop, scene, v), words, id)],
      [`leaves(${a}, ${v}, ${id})`, (shop, scene) => scene.agents[a]!.leaves(of(shop, scene, v), id)],
      [`closes(${a}, ${v}, ${id})`, (shop, scene) => scene.agents[a]!.ends(of(shop, scene, v), id)],
      [`goes(${a})`, (_, scene) => scene.agents[a]!.goes()],
      [`returns(${a})`, (_, scene) => scene.agents[a]!.comesBack()],
      [`isCalled(${a})`, (_, scene) => scene.agents[a]!.isCalled(words)],
    ),
  );

const DONE = { ok: true };
const byAi = fc.tuple(who, fc.nat(), fc.constantFrom('', 'At nine.')).chain(([v, n, words]) =>
  fc.constantFrom<[string, Act]>(
    [
      `shows(${v})`,
      (shop, scene) => {
        if (shop.ai.run(of(shop, scene, v))) shop.ai.shows(of(shop, scene, v), words);
        shop.rows = 0;
        return DONE;
      },
    ],
    [
      `answers(${v}, ${words})`,
      (shop, scene) => {
        const id = of(shop, scene, v);
        return shop.ai.run(id) ? shop.ai.answers(id, words) : shop.rings();
      },
    ],
    [`fails(${v})`, (shop, scene) => (shop.ai.run(of(shop, scene, v)) ? shop.ai.fails(of(shop, scene, v)) : DONE)],
    [
      `arrives(${n}, ${words})`,
      (shop, scene) => {
        const run = scene.runs[n % Math.max(1, scene.runs.length)];
        return run ? shop.ai.arrives(run, words) : shop.rings();
      },
    ],
  ),
);

const byTime = fc.constantFrom(0, SECOND, 46 * SECOND, 2 * MINUTE, 6 * MINUTE, 5 * HOUR, -5 * MINUTE).chain((ms) =>
  fc.constantFrom<[string, Act]>(
    [`later(${ms})`, (shop) => shop.later(ms)],
    [
      `passes(${ms})`,
      (shop) => {
        shop.passes(ms);
        shop.rows = 0;
        return DONE;
      },
    ],
  ),
);

const story = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: byVisitor },
    { weight: 5, arbitrary: byAgent },
    { weight: 3, arbitrary: byAi },
    byTime,
  ),
  { minLength: 1, maxLength: 60 },
);

/** Plays a story, and looks at the whole site after each step. */
function play(steps: [string, Act][], look: (shop: Shop, scene: Scene, outcome: { ok: boolean }) => void): void {
  const shop = site();
  const scene: Scene = {
    visitors: [shop.visitor('Zofia'), shop.visitor('Igor')],
    agents: [shop.agent('Maja'), shop.agent('Oskar'), shop.agent('Ana')],
    runs: [],
  };
  for (const [, act] of steps) {
    const outcome = act(shop, scene);
    for (const visitor of scene.visitors) {
      const run = shop.ai.run(of(shop, scene, scene.visitors.indexOf(visitor)));
      if (run && !scene.runs.includes(run)) scene.runs.push(run);
    }
    look(shop, scene, outcome);
  }
}

/** Control, turn and holder as the log alone tells them. */
function fold(shop: Shop, id: string) {
  let control: Control = 'bot';
  let turn = 1;
  let holder: string | null = null;
  let visitorSeq = 0;
  let messages = 0;
  let at = 0;
  for (const [index, entry] of shop.log(id).entries()) {
    const { body } = entry;
    expect(entry.seq, 'EN1').toBe(index + 1);
    expect(control, 'CO4: nothing after the end').not.toBe('closed');
    if (body.kind === 'event') {
      const next = CONTROL_AFTER[body.event];
      if (next) {
        expect(MAY[control], `CO1: ${control} to ${next}`).toContain(next);
        control = next;
        turn++;
        holder = body.event === 'agent.joined' ? body.agent : null;
      }
    } else {
      messages++;
      if (body.from === 'bot') expect(control, 'AN10').toBe('bot');
      if (body.from === 'agent') expect(body.agent, 'TK5').toBe(holder);
    }
    if (visitorSees(body)) visitorSeq++;
    expect(entry, 'EN2, EN3, CO2').toMatchObject({ visitorSeq, messages, turn });
    expect(entry.at, 'EN4').toBeGreaterThanOrEqual(at);
    at = entry.at;
  }
  return { control, turn, holder };
}

const CONTROL_AFTER: Record<string, Control> = {
  'person.requested': 'waiting',
  'wait.ended': 'bot',
  'agent.joined': 'agent',
  'agent.left': 'bot',
  'conversation.closed': 'closed',
};

const MAY: Record<Control, Control[]> = {
  bot: ['waiting', 'agent', 'closed'],
  waiting: ['bot', 'agent', 'closed'],
  agent: ['bot', 'closed'],
  closed: [],
};

/** Whether the visitor's newest message has not been answered; the slow and plain way. */
function waitsForAnswer(shop: Shop, id: string): boolean {
  let asked = 0;
  let answered = 0;
  for (const { seq, body } of shop.log(id)) {
    if (body.kind !== 'message') continue;
    if (body.from === 'visitor') asked = seq;
    else if (body.from === 'agent') answered = seq;
    else if (!body.cut) answered = Math.max(answered, body.re);
  }
  return asked > answered;
}

function everythingHolds(shop: Shop): void {
  const conversations = shop.sql.all<{ id: string; visitor: string }>('SELECT id, visitor FROM conversations');
  const open = new Set<string>();
  for (const { id, visitor } of conversations) {
    const row = shop.row(id);
    expect({ control: row.control, turn: row.turn, holder: row.holder?.id ?? null }, 'CO1–CO3').toEqual(fold(shop, id));
    const cids = shop.log(id).flatMap(({ author, cid }) => (cid ? [`${author} ${cid}`] : []));
    expect(new Set(cids).size, 'EN5').toBe(cids.length);
    if (row.control === 'closed') continue;
    expect(open.has(visitor), 'CO5').toBe(false);
    open.add(visitor);
  }
  const timers = shop.sql.all<{ kind: string; subject: string }>('SELECT kind, subject FROM timers');
  const has = (kind: string, id: string) => timers.some((it) => it.kind === kind && it.subject === id);
  for (const { id } of conversations) {
    const { control } = shop.row(id);
    expect(has('idle', id), 'TI7').toBe(control !== 'closed');
    expect(has('wait', id), 'TI6').toBe(control === 'waiting');
    // Whoever waits for the AI is looked after by a timer, and the AI has been asked.
    if (control !== 'bot') expect([has('answer', id), shop.ai.run(id)], 'AN10').toEqual([false, null]);
    else if (waitsForAnswer(shop, id)) expect([has('answer', id), !!shop.ai.run(id)], 'AN1').toEqual([true, true]);
  }
}

test('whatever is done in whatever order, the rows are what the log says', () => {
  fc.assert(
    fc.property(story, (steps) => play(steps, everythingHolds)),
    { numRuns: 500 },
  );
}, 60_000);

test('EN9 whatever is refused, at any moment, has written nothing', () => {
  let refused = 0;
  fc.assert(
    fc.property(story, (steps) =>
      play(steps, (shop, _, outcome) => {
        if (outcome.ok) return;
        refused++;
        expect(shop.rows).toBe(0);
      }),
    ),
    { numRuns: 300 },
  );
  expect(refused).toBeGreaterThan(300);
}, 60_000);

test('EN5 the last thing that anybody did, sent once more at any moment, writes nothing', () => {
  let resent = 0;
  fc.assert(
    fc.property(story, (steps) =>
      play(steps, (shop, { visitors, agents }) => {
        for (const who of [...visitors, ...agents]) {
          if (!who.sent) continue;
          resent++;
          who.resends();
          expect(shop.rows).toBe(0);
        }
      }),
    ),
    { numRuns: 100 },
  );
  expect(resent).toBeGreaterThan(300);
}, 60_000);
