/**
 * `npm run attack -- --seconds 60 [CASE …]`: every case at length, with a line for each. Fails where it slows an honest message down to twice its time.
 */
import { parseArgs } from 'node:util';
import { Scene } from './attack.ts';
import { CASES } from './hostile.ts';
import { inWords, slowedDown } from './words.ts';

const { values, positionals } = parseArgs({
  options: { seconds: { type: 'string', default: '60' } },
  allowPositionals: true,
});
const scene = await Scene.make();
try {
  // The views come last: they end the conversation that others read in.
  for (const name of positionals.length > 0 ? positionals : [...Object.keys(CASES), 'views']) {
    const seconds = Number(values.seconds);
    const outcome = name === 'views' ? await scene.viewLong(seconds) : await scene.attack(name, seconds);
    console.log(inWords(name, outcome));
    if (slowedDown(outcome) >= 2) process.exitCode = 1;
  }
} finally {
  await scene.close();
}
