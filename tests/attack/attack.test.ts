/** One network address at its worst costs the honest beside it little: less than twice the time, and no memory without end. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Outcome, Scene } from './attack.ts';
import { CASES } from './hostile.ts';
import { inWords, slowedDown } from './words.ts';

/** A round in which the machine did something else says nothing: of three one must hold. */
const ROUNDS = 3;
const SECONDS = 4;
/** What workerd may hold more after an attack than before: less than a hundred sockets, each sent all that a hello brings. */
const GROWN_MAX_MB = 150;

let scene: Scene;
beforeAll(async () => {
  scene = await Scene.make();
});
afterAll(() => scene?.close());

for (const name of Object.keys(CASES)) {
  test(`${name}: an honest message takes less than twice as long`, async () => {
    let outcome: Outcome | undefined;
    for (let round = 0; round < ROUNDS && (!outcome || slowedDown(outcome) >= 2); round++) {
      outcome = await scene.attack(name, SECONDS);
      console.log(inWords(name, outcome));
    }
    expect(slowedDown(outcome!), inWords(name, outcome!)).toBeLessThan(2);
    expect(outcome!.grownMb).toBeLessThan(GROWN_MAX_MB);
    // Nobody lets them through as they are: they were sent away, refused, or told once.
    const { 'visit.welcomed': welcomed = 0 } = outcome!.worst.told;
    expect(welcomed).toBeLessThan(outcome!.worst.sent);
  });
}
