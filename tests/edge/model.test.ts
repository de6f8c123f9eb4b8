/**
 * Random stories in the real runtime, against the core alone: visitors and agents write, step in and leave, drop out and come back, send
 * again what they had no answer to; the object sleeps, is closed, is killed in the midst of a command; alarms ring early, late and twice.
 * Each answer and, at the end, logs, control, timers and outbox are those of the core, and D1 has what the log has. `MODEL_RUNS`
 * multiplies the stories; fast-check prints the seed and the shortest story that fails.
 */
import { env } from 'cloudflare:workers';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, type MockInstance, test, vi } from 'vitest';
import { forHistory } from '../../src/core/project.ts';
import { replay } from './model-replay.ts';
import { AGENTS, type AgentWish, type VisitorWish, type Wish } from './model-wish.ts';
import { Trial } from './model-world.ts';

const STORIES = 24 * Number((env as { MODEL_RUNS?: string }).MODEL_RUNS ?? 1);
/** At the most; so many on average are half of it. */
const STEPS = 120;
/** After a failure shorter stories are tried until then. */
const LIMIT_MS = 300_000 * Math.ceil(STORIES / 24);

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

const realTimeout = globalThis.setTimeout;
let errors: MockInstance;

beforeEach(() => {
  errors = vi.spyOn(console, 'error');
  // A day ahead, where no alarm rings by itself; the clock stands still but for the story's turns.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 24 * 60 * MINUTE });
  // The AI types as fast as it can.
  vi.stubGlobal('setTimeout', ((run: () => void, ms?: number) =>
    realTimeout(run, Math.min(ms ?? 0, 1))) as unknown as typeof setTimeout);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

interface Step {
  act(trial: Trial): Promise<void>;
  /** How a story that fails is told. */
  [fc.toStringMethod](): string;
}

const index = fc.nat({ max: 1 });
const text = fc.constantFrom('Hello', 'How much does delivery cost?', 'When do you open?', '<b>');

const byVisitor: fc.Arbitrary<VisitorWish> = fc.record({
  t: fc.constantFrom(
    'entry.post',
    'entry.post',
    'entry.post',
    'entry.post',
    'person.request',
    'person.request',
    'person.request',
    'person.withdraw',
    'conversation.close',
  ),
  visitor: index,
  text,
});
/** What agents do, the everyday things more often. */
const byAgent: fc.Arbitrary<AgentWish> = fc.record({
  t: fc.oneof(
    { weight: 3, arbitrary: fc.constant('entry.post' as const) },
    { weight: 3, arbitrary: fc.constantFrom('offer.accept' as const, 'conversation.take-over' as const) },
    {
      weight: 4,
      arbitrary: fc.constantFrom(
        'note.post',
        'conversation.leave',
        'conversation.close',
        'conversation.wrap-up',
        'conversation.transfer',
        'conversation.assign',
        'conference.invite',
        'conference.leave',
        'offer.decline',
        'offer.withdraw',
        'status.set',
        'status.reset',
      ) as fc.Arbitrary<AgentWish['t']>,
    },
  ),
  agent: index,
  own: fc.integer({ min: 0, max: 4 }).map((n) => n > 0),
  of: index,
  before: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
  yes: fc.boolean(),
  text,
});
const wish: fc.Arbitrary<Wish> = fc.oneof(byVisitor, byAgent);
/** Wishes of which the log says whether they were done. */
const logged = wish.filter(({ t }) => t !== 'status.set' && t !== 'status.reset');
const author = fc.tuple(fc.constantFrom('visitor', 'agent'), index).map(([who, nth]) => `${who} ${nth}`);

const named = (name: string, act: Step['act']): Step => ({ act, [fc.toStringMethod]: () => name });

const command = wish.map((it) =>
  named(`does ${JSON.stringify(it)}`, async (trial) => {
    await trial.settles();
    await trial.does(it);
  }),
);
/** While the AI is still at it. */
const hasty = wish
  .filter(({ t }) => t !== 'person.withdraw')
  .map((it) => named(`at once ${JSON.stringify(it)}`, (trial) => trial.does(it)));
const repeat = author.map((who) =>
  named(`${who} repeats`, async (trial) => {
    await trial.settles();
    await trial.repeats(who);
  }),
);
const death = fc
  .constantFrom('hibernate', 'hibernate', 'hibernate', 'close')
  .map((how) => named(how, (trial) => trial.dies(how as 'hibernate' | 'close')));
// An abort makes the runtime write lines upon lines: it is for long runs.
const killed = fc
  .tuple(logged, fc.constantFrom<'close' | 'abort'>('close', STORIES > 24 ? 'abort' : 'close'))
  .map(([it, how]) => named(`${how} during ${JSON.stringify(it)}`, (trial) => trial.doesAndDies(it, how)));
const alarm = fc.constantFrom(1, 2).map((times) =>
  named(`rings ${times}`, async (trial) => {
    for (let n = 0; n < times; n++) await trial.rings();
  }),
);
const passing = fc.constantFrom(50 * SECOND, 3 * MINUTE, 6 * MINUTE, 5 * 60 * MINUTE).map((ms) =>
  named(`${ms / SECOND} s pass`, async (trial) => {
    await trial.settles();
    vi.setSystemTime(Date.now() + ms);
    await trial.rings();
  }),
);
const comings = ['agent comes', 'agent comes', 'agent comes', 'agent leaves', 'visitor leaves', 'renamed'] as const;
const presence = fc.tuple(index, fc.constantFrom(...comings)).map(([nth, what]) =>
  named(`${what} ${nth}`, async (trial) => {
    if (what === 'agent comes') await trial.agentComes(nth);
    else if (what === 'agent leaves') await trial.agentLeaves(nth);
    else if (what === 'visitor leaves') await trial.visitorLeaves(nth);
    else await trial.isCalled(nth, `${AGENTS[nth]!.name} K.`);
  }),
);

const story = fc.array(
  fc.oneof(
    { weight: 50, arbitrary: command },
    { weight: 14, arbitrary: hasty },
    { weight: 8, arbitrary: repeat },
    { weight: 10, arbitrary: death },
    { weight: 3, arbitrary: killed },
    { weight: 5, arbitrary: alarm },
    { weight: 4, arbitrary: passing },
    { weight: 10, arbitrary: presence },
  ),
  { minLength: 1, maxLength: STEPS, size: 'max' },
);

test(
  'the site is the core, whatever happens to the object',
  async () => {
    let conversations = 0;
    await fc.assert(
      fc.asyncProperty(story, async (steps) => {
        const trial = await Trial.begin();
        for (const step of steps) {
          await step.act(trial);
          vi.setSystemTime(Date.now() + SECOND);
        }
        await trial.settles();
        expect(await trial.state()).toEqual(await replay(trial.steps, await trial.said(), Date.now()));
        expect(errors.mock.calls).toEqual([]);
        conversations += await told(trial);
        trial.end();
      }),
      { numRuns: STORIES, interruptAfterTimeLimit: LIMIT_MS, markInterruptAsFailure: true },
    );
    expect(conversations).toBeGreaterThan(STORIES);
  },
  2 * LIMIT_MS,
);

/** Once everything is due and the alarm has rung, D1 has each conversation as it is, and of each that is over the log, byte for byte. */
async function told(trial: Trial): Promise<number> {
  // What an alarm does may itself be told five minutes later.
  for (let rings = 0; rings < 4; rings++) {
    vi.setSystemTime(Date.now() + 10 * MINUTE);
    await trial.rings();
  }
  expect(await trial.site.rows('SELECT * FROM outbox')).toEqual([]);
  const conversations = await trial.site.rows<{ id: string }>('SELECT id FROM conversations');
  for (const { id } of conversations) {
    const { row, log } = await trial.within((store) => ({
      row: store.conversation(id)!,
      log: store.entriesAfter(id, 0),
    }));
    const summary = await env.HISTORY.prepare('SELECT * FROM conversations WHERE id = ?').bind(id).first();
    expect(summary).toMatchObject({ control: row.control, holder: row.holder?.id ?? null, closed_at: row.closedAt });
    const transcript = await env.HISTORY.prepare('SELECT entries FROM transcripts WHERE conversation = ?')
      .bind(id)
      .first<{ entries: string }>();
    expect(transcript?.entries ?? null).toBe(row.control === 'closed' ? JSON.stringify(log.map(forHistory)) : null);
  }
  return conversations.length;
}
