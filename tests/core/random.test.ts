/**
 * Thousands of commands in any order, early and late, sent twice, answers out of turn, the clock going back: after each of them the
 * rows must be what the log says. fast-check prints the seed and the shortest story that fails.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Timer, TimerKind } from '../../src/core/agenda.ts';
import { statusAt } from '../../src/core/agent.ts';
import { type Entry, visitorSees } from '../../src/core/entry.ts';
import type { Event } from '../../src/core/event.ts';
import { inLine } from '../../src/core/queue.ts';
import { candidates, choose } from '../../src/core/routing.ts';
import { Store } from '../../src/core/store.ts';
import type { OfferEnd } from '../../src/protocol/desk.ts';
import type { Control } from '../../src/protocol/entry.ts';
import type { QueuePatch } from '../../src/protocol/queue.ts';
import { HOUR, MINUTE, type Run, SAID, SECOND, type Shop, site } from './desk.ts';

type Act = (shop: Shop, scene: Scene) => { ok: boolean };

interface Scene {
  visitors: ReturnType<Shop['visitor']>[];
  agents: ReturnType<Shop['agent']>[];
  /** Answers that were ever asked for, to arrive at any time. */
  runs: Run[];
  /** Offers that were ever made, and how those ended that are over. */
  offers: Map<string, OfferEnd | null>;
  /** When it was last seen whom to offer what. */
  lookedAt: number;
}

const who = fc.nat({ max: 1 });
const agent = fc.nat({ max: 2 });
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
    [`isGone(${v})`, (_, scene) => scene.visitors[v]!.goes()],
    [`isBack(${v})`, (_, scene) => scene.visitors[v]!.comesBack()],
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
      [`wrapsUp(${a}, ${v}, ${id})`, (shop, scene) => scene.agents[a]!.wrapsUp(of(shop, scene, v), SAID, id)],
      [`notes(${a}, ${v}, ${id})`, (shop, scene) => scene.agents[a]!.notes(of(shop, scene, v), words, id)],
    ),
  );

const byDesk = fc
  .tuple(fc.nat({ max: 8 }), agent, who, cid, fc.nat({ max: 3 }))
  .chain(([a, b, v, id, n]) =>
    fc.constantFrom<[string, Act]>(
      [`accepts(${a}, ${v}, ${id})`, (shop, scene) => scene.agents[a % 3]!.accepts(of(shop, scene, v), undefined, id)],
      [
        `withdraws(${a}, ${v}, ${id})`,
        (shop, scene) => by(shop, scene, v, a).withdraws(of(shop, scene, v), undefined, id),
      ],
      [
        `transfers(${a}, ${v}, ${b}, ${id})`,
        (shop, scene) => by(shop, scene, v, a).transfers(of(shop, scene, v), scene.agents[b]!, SAID, id),
      ],
      [
        `queues(${a}, ${v}, ${n}, ${id})`,
        (shop, scene) => by(shop, scene, v, a).transfers(of(shop, scene, v), queueAt(shop, n), SAID, id),
      ],
      [
        `assigns(${a}, ${v}, ${b}, ${id})`,
        (shop, scene) => by(shop, scene, v, a).assigns(of(shop, scene, v), n > 0 ? scene.agents[b]! : null, id),
      ],
      [
        `takesFrom(${a}, ${v}, ${b}, ${id})`,
        (shop, scene) => by(shop, scene, v, a).takesFrom(of(shop, scene, v), scene.agents[b]!, id),
      ],
      [
        `invites(${a}, ${v}, ${b}, ${id})`,
        (shop, scene) => by(shop, scene, v, a).invites(of(shop, scene, v), scene.agents[b]!, id),
      ],
      [`parts(${a}, ${v}, ${id})`, (shop, scene) => by(shop, scene, v, a).leavesConference(of(shop, scene, v), id)],
      [`isAvailable(${a})`, (_, scene) => scene.agents[a % 3]!.isAvailable()],
      [`isUnavailable(${a})`, (_, scene) => scene.agents[a % 3]!.isUnavailable()],
      [`resets(${a})`, (_, scene) => scene.agents[a % 3]!.resets()],
      [`takes(${a}, ${n})`, (_, scene) => scene.agents[a % 3]!.isSet({ capacity: n + 1 })],
    ),
  );

/** Mostly whoever has the visitor's conversation, since others can do little with it. */
const by = (shop: Shop, scene: Scene, visitor: number, agent: number) => {
  const holder = shop.store.conversation(of(shop, scene, visitor))?.holder?.id;
  return (agent > 2 && scene.agents.find(({ id }) => id === holder)) || scene.agents[agent % 3]!;
};

/** What rings is answered, or is let ring; and what leads there goes through more often than by chance. */
const byAsked = fc.tuple(who, agent, fc.constantFrom('accepts', 'declines', 'misses')).chain(([v, b, answer]) => {
  const answers: Act = (shop, scene) => {
    if (answer === 'misses') return shop.later(31 * SECOND);
    return asked(shop, scene, v)?.[answer as 'accepts' | 'declines'](of(shop, scene, v)) ?? shop.rings();
  };
  const after =
    (before: Act): Act =>
    (shop, scene) => {
      scene.agents[b]!.comesBack();
      scene.agents[b]!.isAvailable();
      before(shop, scene);
      return answers(shop, scene);
    };
  const id = undefined;
  return fc.constantFrom<[string, Act]>(
    [`${answer}(${v})`, answers],
    [`waits, ${answer}(${v}, ${b})`, after((_, scene) => scene.visitors[v]!.asksForPerson())],
    [
      `handedOver, ${answer}(${v}, ${b})`,
      after((shop, scene) => by(shop, scene, v, 3).transfers(of(shop, scene, v), scene.agents[b]!, SAID, id)),
    ],
    [
      `invited, ${answer}(${v}, ${b})`,
      after((shop, scene) => by(shop, scene, v, 3).invites(of(shop, scene, v), scene.agents[b]!)),
    ],
  );
});

/** Seldom: after these less goes on. */
const byAdmin = fc.tuple(agent, fc.nat({ max: 3 }), fc.nat({ max: 3 })).chain(([a, n, m]) =>
  fc.constantFrom<[string, Act]>(
    [`works(${a})`, (_, scene) => scene.agents[a]!.isSet({ schedule: n > 1 ? MORNINGS : null })],
    [
      `isRemoved(${a})`,
      (shop, scene) => {
        const gone = scene.agents[a]!.isRemoved();
        scene.agents[a] = shop.agent(scene.agents[a]!.name, scene.agents[a]!.role);
        return gone;
      },
    ],
    [`opens(${n})`, (shop) => shop.does({ t: 'queue.save', queue: { ...queueAt(shop, n), id: shop.newId('que') } })],
    [`removes(${n})`, (shop) => shop.removesQueue(queueAt(shop, n))],
    [
      `rules(${n}, ${m})`,
      (shop, scene) => {
        const members = [scene.agents[a]!.id];
        const overflow = queueAt(shop, m).id;
        const patches = [
          { mode: 'pick' },
          { mode: 'ring' },
          { capacity: 1 },
          { overflow },
          { everyone: false, members },
        ];
        return shop.changesQueue(queueAt(shop, n), patches[(n + 2 * m) % patches.length] as QueuePatch);
      },
    ],
    [`switches(${n})`, (shop) => shop.changes({ chatOn: n > 0 })],
  ),
);

const MORNINGS = { timeZone: 'Europe/Ljubljana', blocks: [0, 1, 2].map((day) => ({ day, from: 480, to: 570 })) };

const queueAt = (shop: Shop, n: number) => {
  const queues = shop.store.desk.queues();
  return queues[n % queues.length]!;
};

/** At whom the visitor's conversation rings. */
const asked = (shop: Shop, scene: Scene, visitor: number) => {
  const to = shop.store.conversation(of(shop, scene, visitor))?.desk.offer?.to.id;
  return scene.agents.find(({ id }) => id === to);
};

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

const byTime = fc
  .constantFrom(0, SECOND, 16 * SECOND, 31 * SECOND, 46 * SECOND, 2 * MINUTE, 6 * MINUTE, 5 * HOUR, -5 * MINUTE)
  .chain((ms) =>
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
    { weight: 8, arbitrary: byDesk },
    { weight: 6, arbitrary: byAsked },
    { weight: 1, arbitrary: byAdmin },
    { weight: 2, arbitrary: byTime },
  ),
  // Without `size` a story would be of ten steps at the most.
  { minLength: 1, maxLength: 80, size: 'max' },
);

/** Plays a story, and looks at the whole site after each step. */
function play(steps: [string, Act][], look: (shop: Shop, scene: Scene, outcome: { ok: boolean }) => void): void {
  const shop = site();
  const scene: Scene = {
    visitors: [shop.visitor('Zofia'), shop.visitor('Igor')],
    agents: [shop.agent('Maja'), shop.agent('Oskar'), shop.agent('Ivana', 'supervisor')],
    runs: [],
    offers: new Map(),
    lookedAt: shop.now,
  };
  const does = shop.does.bind(shop);
  shop.does = (command) => {
    const outcome = does(command);
    for (const event of shop.events) heed(event, shop, scene);
    return outcome;
  };
  for (const [, act] of steps) {
    shop.events = [];
    const outcome = act(shop, scene);
    for (const visitor of scene.visitors) {
      const run = shop.ai.run(of(shop, scene, scene.visitors.indexOf(visitor)));
      if (run && !scene.runs.includes(run)) scene.runs.push(run);
    }
    look(shop, scene, outcome);
  }
}

/** What came of offers, in all stories: a story in which nothing is accepted proves little. */
const seen = new Set<string>();

/** Each offer begins once, ends once, and is accepted where its agent has it at that moment. */
function heed(event: Event, shop: Shop, scene: Scene): void {
  const { offers } = scene;
  if (event.type === 'desk.changed') scene.lookedAt = shop.now;
  if (event.type === 'offer.made') {
    must(!offers.has(event.offer.id), 'OF6: made twice');
    offers.set(event.offer.id, null);
  }
  if (event.type !== 'offer.ended') return;
  const { offer, how, conversation } = event;
  must(offers.get(offer.id) === null, 'OF6: ended twice, or never made');
  offers.set(offer.id, how);
  seen.add(`${offer.kind} ${how}`);
  if (how !== 'accepted') return;
  const { holder, desk } = shop.row(conversation.id);
  const has =
    offer.kind === 'conference' ? desk.guests.some(({ id }) => id === offer.to.id) : holder?.id === offer.to.id;
  must(has, 'OF2');
}

/** Throws the rule's id; `expect` would be most of the time spent here. */
function must(holds: boolean, rule: string): void {
  if (!holds) throw new Error(`broken: ${rule}`);
}

/** Control, turn, holder and guests as the log alone tells them. */
function fold(log: readonly Entry[]): string {
  let control: Control = 'bot';
  let turn = 1;
  let holder: string | null = null;
  let guests: string[] = [];
  /** Who is to wrap up what is over. */
  let due: string | null = null;
  let visitorSeq = 0;
  let messages = 0;
  let at = 0;
  for (const [index, entry] of log.entries()) {
    const { body } = entry;
    must(entry.seq === index + 1, 'EN1');
    if (control === 'closed') {
      const wrapped = body.kind === 'event' && body.event === 'wrap-up.recorded';
      must(wrapped && body.agent === due, 'CO4, WR2: nothing after the end but the one wrap-up that is due');
      due = null;
    }
    if (body.kind === 'event') {
      if (body.event === 'conference.joined') guests = [...guests, body.agent];
      if (body.event === 'conference.left') guests = guests.filter((id) => id !== body.agent);
      if (body.event === 'conversation.closed' && holder !== null) {
        const before = log[index - 1]!.body;
        const wrapped = before.kind === 'event' && before.event === 'wrap-up.recorded';
        if (body.by === 'agent') must(wrapped && before.agent === holder, 'WR1');
        else due = holder;
      }
      const next = CONTROL_AFTER[body.event];
      if (next) {
        must(MAY[control].includes(next), `CO1: ${control} to ${next}`);
        control = next;
        turn++;
        holder = body.event === 'agent.joined' ? body.agent : null;
        guests = guests.filter((id) => holder !== null && id !== holder);
      }
    } else if (body.kind === 'message') {
      messages++;
      if (body.from === 'bot') must(control === 'bot', 'AN10');
      if (body.from === 'agent') must(body.agent === holder || guests.includes(body.agent), 'TK5');
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
  return `${control} ${turn} ${holder} ${guests} ${due}`;
}

const CONTROL_AFTER: Record<string, Control> = {
  'person.requested': 'waiting',
  'wait.started': 'waiting',
  'wait.ended': 'bot',
  'agent.joined': 'agent',
  'agent.left': 'bot',
  'conversation.closed': 'closed',
};

const MAY: Record<Control, Control[]> = {
  bot: ['waiting', 'agent', 'closed'],
  waiting: ['bot', 'agent', 'closed'],
  agent: ['bot', 'waiting', 'agent', 'closed'],
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

/** Who is asked for what, who has how much, and whether anybody waits for nothing. */
function deskHolds(shop: Shop, { offers, lookedAt }: Scene): void {
  const people = shop.store.conversationsWithPeople();
  const all = candidates({ ...shop.context(), store: shop.store });
  // What time alone brings about is seen when the alarm rings.
  const told = lookedAt === shop.now;
  const ringing = people.flatMap(({ desk }) => desk.offer ?? []);
  const open = [...offers].flatMap(([id, how]) => (how === null ? [id] : []));
  must(
    String(ringing.map(({ id }) => id).sort()) === String(open.sort()),
    'OF6: what rings is what was made and has not ended',
  );
  must(new Set(ringing.map(({ to }) => to.id)).size === ringing.length, 'OF1: one at an agent');
  for (const { control, holder, desk, visitor, interrupted } of people.map((it) => ({ ...it, ...it.desk }))) {
    const { offer, guests } = desk;
    must(
      guests.every(({ id }) => shop.store.desk.agent(id) && id !== holder?.id),
      'CF4',
    );
    must(guests.length === 0 || control === 'agent', 'CF5');
    must(!interrupted || (offer === null && control !== 'waiting'), 'WR6');
    if (offer) must(control === (offer.kind === 'queue' ? 'waiting' : 'agent'), 'OF1: what rings is there');
    if (control === 'waiting') must(shop.store.desk.queue(desk.queue) !== null && desk.standingAt !== null, 'QU1');
    if (!told) continue;
    const asked = offer && all.find(({ agent }) => agent.id === offer.to.id);
    if (offer) must(statusAt(shop.context(), asked!.agent) === 'available', 'OF5');
    if (offer?.kind === 'queue') must(asked!.load <= asked!.agent.capacity && !shop.away.has(visitor), 'AG4, OF5');
    if (control !== 'waiting' || offer || shop.away.has(visitor)) continue;
    const queue = shop.store.desk.queue(desk.queue)!;
    must(queue.mode === 'pick' || choose(all, queue, desk.tried) === null, 'QU7: somebody waits, and somebody is free');
  }
  for (const { type, ...event } of shop.events) {
    if (type !== 'offer.made' || !('offer' in event)) continue;
    const asked = all.find(({ agent }) => agent.id === event.offer.to.id);
    if (asked && ringing.some(({ id }) => id === event.offer.id)) must(asked.load <= asked.agent.capacity, 'AG4');
  }
  const line = inLine(shop.store).map(({ desk }) => desk);
  const inOrder = line.every((it, i) => {
    const before = line[i - 1] ?? it;
    return before.priority > it.priority || (before.priority === it.priority && before.standingAt! <= it.standingAt!);
  });
  must(inOrder, 'QU2');
}

function everythingHolds(shop: Shop, scene: Scene): void {
  deskHolds(shop, scene);
  const fresh = new Store(shop.sql);
  const timers = shop.sql.all<Timer>('SELECT kind, subject FROM timers');
  const open = new Set<string>();
  for (const { id, visitor } of shop.sql.all<{ id: string; visitor: string }>(
    'SELECT id, visitor FROM conversations',
  )) {
    const { control, turn, holder, desk, wrapUp } = shop.row(id);
    const log = shop.log(id);
    const remembered = [
      shop.row(id),
      shop.store.newestConversation(visitor),
      shop.store.lastEntry(id),
      shop.store.visitor(visitor),
      shop.store.desk.queues(),
      shop.store
        .conversationsWithPeople()
        .map((it) => it.id)
        .sort(),
      shop.store.desk.agents().toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    ];
    const written = [
      fresh.conversation(id),
      fresh.newestConversation(visitor),
      fresh.lastEntry(id),
      fresh.visitor(visitor),
      fresh.desk.queues(),
      fresh
        .conversationsWithPeople()
        .map((it) => it.id)
        .sort(),
      fresh.desk.agents(),
    ];
    must(JSON.stringify(remembered) === JSON.stringify(written), 'ST6: what is remembered is what is written');
    const row = `${control} ${turn} ${holder?.id ?? null} ${desk.guests.map((guest) => guest.id)} ${wrapUp?.agent.id ?? null}`;
    must(fold(log) === row, `CO1, CO2, CO3: the row is what the log says: ${row}, ${fold(log)}`);
    const has = (kind: TimerKind) => timers.some((it) => it.kind === kind && it.subject === id);
    if (control === 'closed') must(has('look') === (wrapUp !== null), 'TI7');
    if (desk.offer) must(has('look'), 'TI1: nothing rings for ever');
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
  const ends = ['queue', 'transfer', 'conference'].flatMap((kind) =>
    ['accepted', 'declined', 'missed'].map((how) => `${kind} ${how}`),
  );
  expect(ends.filter((end) => !seen.has(end))).toEqual([]);
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
