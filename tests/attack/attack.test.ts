/** One network address at its worst costs the honest beside it little: less than twice the time, and no memory without end. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Outcome, Scene } from './attack.ts';
import { CASES } from './hostile.ts';
import { inWords, slowedDown } from './words.ts';

/** A round in which the machine did something else says nothing: of five one must hold. */
const ROUNDS = 5;
/** A machine on which honest messages take so long by themselves (ms) has no time to tell; there the work of workerd alone is held, in cores. */
const TOO_BUSY_MS = 30;
const WORK_MAX = 0.6;
const SECONDS = 3;
/** Two windows of ten seconds, at the most, of a hundred connections each. */
const WELCOMED_MAX = 200;
/** What workerd may hold more after an attack than before: less than a hundred sockets, each sent all that a hello brings. */
const GROWN_MAX_MB = 150;

let scene: Scene;
beforeAll(async () => {
  scene = await Scene.make();
});
afterAll(() => scene?.close());

for (const name of Object.keys(CASES)) {
  test(`${name}: an honest message takes less than twice as long`, () =>
    holds(name, () => scene.attack(name, SECONDS)));
}

// The last one: it ends the conversation that others read in.
test('a conversation of a thousand hostile messages is viewed again and again, and ended, and nobody else waits for it', () =>
  holds('views', () => scene.viewLong(SECONDS)));

function isHarmless(outcome: Outcome): boolean {
  const { quiet, busy } = outcome;
  return slowedDown(outcome) < 2 || (quiet.p99 > TOO_BUSY_MS && busy.attacked < WORK_MAX);
}

async function holds(name: string, round: () => Promise<Outcome>): Promise<void> {
  let outcome: Outcome | undefined;
  for (let rounds = 0; rounds < ROUNDS && (!outcome || !isHarmless(outcome)); rounds++) {
    outcome = await round();
    console.log(inWords(name, outcome));
  }
  expect(isHarmless(outcome!), inWords(name, outcome!)).toBe(true);
  expect(outcome!.grownMb).toBeLessThan(GROWN_MAX_MB);
  // They were there, and let in no more often than the limits allow.
  const { told } = outcome!.worst;
  expect(Object.keys(told).length).toBeGreaterThan(0);
  expect(told['visit.welcomed'] ?? 0).toBeLessThanOrEqual(WELCOMED_MAX);
}
