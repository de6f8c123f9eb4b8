/** `npm run bench:mask`: how much of what must be masked is, how much of the rest stays, and the time a typical message takes. */
import { maskPersonal, removeSecrets } from '../../src/core/mask/mask.ts';
import { DEFAULT_MASKING } from '../../src/protocol/masking.ts';
import { chats } from '../core/mask-corpora/chats.ts';
import { measureAll } from '../core/mask-corpora/measure.ts';

const SAMPLES = Number(process.argv[2] ?? 3_000);
const ROUNDS = 200;

for (const { name, samples, right, aim, wrong } of measureAll(SAMPLES)) {
  const verdict = aim === null ? '' : right >= aim ? 'reached' : 'MISSED';
  console.log(`${name.padEnd(36)} ${String(samples).padStart(6)} ${right.toFixed(2).padStart(7)} % right  ${verdict}`);
  if (process.argv.includes('--wrong')) for (const it of wrong.slice(0, 6)) console.log('   ', JSON.stringify(it));
}

const lines = chats();
const microseconds = (mask: (text: string, country: string | null) => string): string => {
  const run = () => {
    for (const { text, country } of lines) mask(text, country);
  };
  for (let i = 0; i < ROUNDS; i++) run();
  // The processor's time: others may be at work on the machine.
  const began = process.cpuUsage();
  for (let i = 0; i < ROUNDS; i++) run();
  return (process.cpuUsage(began).user / (ROUNDS * lines.length)).toFixed(1);
};
const chars = Math.round(lines.reduce((sum, { text }) => sum + text.length, 0) / lines.length);
console.log(`\nA chat line of ${chars} characters:`);
console.log(`  secrets removed      ${microseconds((text) => removeSecrets(text, DEFAULT_MASKING))} µs`);
console.log(
  `  personal details     ${microseconds((text, country) => maskPersonal(text, { ...DEFAULT_MASKING, country }))} µs`,
);
