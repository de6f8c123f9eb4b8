/** One network address at its worst costs the honest beside it little: less than twice the time, and no memory without end. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Outcome, Scene } from './attack.ts';
import { CASES } from './hostile.ts';
import { inWords, slowedDown } from './words.ts';

/** A round in which the machine did something else says nothing: of three one must hold. */
const ROUNDS = 3;
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

async function holds(name: string, round: () => Promise<Outcome>): Promise<void> {
  let outcome: Outcome | undefined;
  for (let rounds = 0; rounds < ROUNDS && (!outcome || slowedDown(outcome) >= 2); rounds++) {
    outcome = await round();
    console.log(inWords(name, outcome));
  }
  expect(slowedDown(outcome!), inWords(name, outcome!)).toBeLessThan(2);
  expect(outcome!.grownMb).toBeLessThan(GROWN_MAX_MB);
  // They were there, and let in no more often than the limits allow.
  const { told } = outcome!.worst;
  expect(Object.keys(told).length).toBeGreaterThan(0);
  expect(told['visit.welcomed'] ?? 0).toBeLessThanOrEqual(WELCOMED_MAX);
}
