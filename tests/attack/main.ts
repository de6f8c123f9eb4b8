/** `npm run attack -- --seconds 60`: every case at length, with a line for each. Fails where an honest visitor's p99 more than doubles. */
import { parseArgs } from 'node:util';
import { Scene } from './attack.ts';
import { CASES } from './hostile.ts';

const { values, positionals } = parseArgs({
  options: { seconds: { type: 'string', default: '60' } },
  allowPositionals: true,
});
const scene = await Scene.make();
try {
  for (const name of positionals.length > 0 ? positionals : Object.keys(CASES)) {
    try {
      const { quiet, burst, attacked, busy, grownMb, worst } = await scene.attack(name, Number(values.seconds));
      const ratio = (of: 'p50' | 'p99') =>
        `${of} ${quiet[of].toFixed(1)} → ${attacked[of].toFixed(1)} ms (${(attacked[of] / quiet[of]).toFixed(2)} ×)`;
      console.log(
        `${name}: ${ratio('p50')}, ${ratio('p99')}, max ${attacked.max.toFixed(0)}, at first ${burst.max.toFixed(0)}; busy ${busy.quiet.toFixed(2)} → ${busy.attacked.toFixed(2)}; +${grownMb.toFixed(0)} MB; sent ${worst.sent}; told ${JSON.stringify(worst.told)}`,
      );
    } catch (error) {
      console.log(`${name}: ${error}`);
    }
  }
} finally {
  await scene.close();
}
