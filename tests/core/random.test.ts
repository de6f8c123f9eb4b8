/**
 * Thousands of commands in any order, early and late, sent twice, answers out of turn, the clock going back: after each of them the
 * rows must be what the log says. fast-check prints the seed and the shortest story that fails.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Timer, TimerKind } from '../../src/core/agenda.ts';
import { type Entry, visitorSees } from '../../src/core/entry.ts';
import { Store } from '../../src/core/store.ts';
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
const agent = fc.nat({ max: 1 });
// Mostly a new one; sometimes one that was used before, for the same or for something else.
const cid = fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, fc.constantFrom('cid-a', 'cid-b'));
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
  // Without `size` a story would be of ten steps at the most.
  { minLength: 1, maxLength: 80, size: 'max' },
);

/** Plays a story, and looks at the whole site after each step. */
function play(steps: [string, Act][], look: (shop: Shop, scene: Scene, outcome: { ok: boolean }) => void): void {
  const shop = site();
  const scene: Scene = {
    visitors: [shop.visitor('Zofia'), shop.visitor('Igor')],
    agents: [shop.agent('Maja'), shop.agent('Oskar')],
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

/** Throws the rule's id; `expect` would be most of the time spent here. */
function must(holds: boolean, rule: string): void {
  if (!holds) throw new Error(`broken: ${rule}`);
}

/** Control, turn and holder as the log alone tells them. */
function fold(log: readonly Entry[]): string {
  let control: Control = 'bot';
  let turn = 1;
  let holder: string | null = null;
  let visitorSeq = 0;
  let messages = 0;
  let at = 0;
  for (const [index, entry] of log.entries()) {
    const { body } = entry;
    must(entry.seq === index + 1, 'EN1');
    must(control !== 'closed', 'CO4: nothing after the end');
    if (body.kind === 'event') {
      const next = CONTROL_AFTER[body.event];
      if (next) {
        must(MAY[control].includes(next), `CO1: ${control} to ${next}`);
        control = next;
        turn++;
        holder = body.event === 'agent.joined' ? body.agent : null;
      }
    } else {
      messages++;
      if (body.from === 'bot') must(control === 'bot', 'AN10');
      if (body.from === 'agent') must(body.agent === holder, 'TK5');
    }
    if (visitorSees(body)) visitorSeq++;
    must(entry.turn === turn, 'CO2');
    must(entry.visitorSeq === visitorSeq, 'EN2');
    must(entry.messages === messages, 'EN3');
    must(entry.at >= at, 'EN4');
    at = entry.at;
  }
  const cids = log.flatMap(({ author, cid }) => (cid ? [`${author} ${cid}`] : []));
  must(new Set(cids).size === cids.length, 'EN5');
  const answers = log.flatMap(({ body }) => ('answer' in body && !body.cut ? [body.re] : []));
  must(new Set(answers).size === answers.length, 'AN3');
  return `${control} ${turn} ${holder}`;
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
function waitsForAnswer(log: readonly Entry[]): boolean {
  let asked = 0;
  let answered = 0;
  for (const { seq, body } of log) {
    if (body.kind !== 'message') continue;
    if (body.from === 'visitor') asked = seq;
    else if (body.from === 'agent') answered = seq;
    else if (!body.cut) answered = Math.max(answered, body.re);
  }
  return asked > answered;
}

function everythingHolds(shop: Shop): void {
  const fresh = new Store(shop.sql);
  const timers = shop.sql.all<Timer>('SELECT kind, subject FROM timers');
  const open = new Set<string>();
  for (const { id, visitor } of shop.sql.all<{ id: string; visitor: string }>(
    'SELECT id, visitor FROM conversations',
  )) {
    const { control, turn, holder } = shop.row(id);
    const log = shop.log(id);
    const remembered = [
      shop.row(id),
      shop.store.newestConversation(visitor),
      shop.store.lastEntry(id),
      shop.store.visitor(visitor),
    ];
    const written = [
      fresh.conversation(id),
      fresh.newestConversation(visitor),
      fresh.lastEntry(id),
      fresh.visitor(visitor),
    ];
    must(JSON.stringify(remembered) === JSON.stringify(written), 'ST6: what is remembered is what is written');
    must(fold(log) === `${control} ${turn} ${holder?.id ?? null}`, 'CO1, CO2, CO3: the row is what the log says');
    const has = (kind: TimerKind) => timers.some((it) => it.kind === kind && it.subject === id);
    if (control === 'closed') must(!has('look'), 'TI7');
    // Whoever is with the bot, or waits, is looked after by a timer; and whoever waits for the AI, the AI was asked for.
    if (control === 'bot' || control === 'waiting') must(has('look'), 'TI1');
    if (control !== 'bot') must(!shop.ai.run(id), 'AN10');
    else if (waitsForAnswer(log)) must(shop.ai.run(id) !== null, 'AN1');
    if (control === 'closed') continue;
    must(!open.has(visitor), 'CO5');
    open.add(visitor);
  }
}

test('ST6 whatever is done in whatever order, the rows are what the log says', () => {
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
