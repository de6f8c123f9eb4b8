/** `npm run bench:mask`: how much of what must be masked is, how much of the rest stays, and the time a typical message takes. */
import { base, en, Faker } from '@faker-js/faker';
import { maskPersonal, removeSecrets } from '../../src/core/mask/mask.ts';
import { DEFAULT_MASKING } from '../../src/protocol/masking.ts';
import { chats } from '../core/mask-corpora/chats.ts';
import { measureAll } from '../core/mask-corpora/measure.ts';

const SAMPLES = Number(process.argv[2] ?? 3_000);
const ROUNDS = 15;
const PASSES = 8;
const MESSAGE_CHARS = 60;
const MESSAGES = 2_000;

interface Line {
  text: string;
  country: string | null;
}

for (const { name, samples, right, aim, wrong } of measureAll(SAMPLES)) {
  const verdict = aim === null ? '' : right >= aim ? 'reached' : 'MISSED';
  console.log(`${name.padEnd(36)} ${String(samples).padStart(6)} ${right.toFixed(2).padStart(7)} % right  ${verdict}`);
  if (process.argv.includes('--wrong')) for (const it of wrong.slice(0, 6)) console.log('   ', JSON.stringify(it));
}

console.log('\nSecrets removed and personal details masked, µs a message:');
for (const [name, lines] of Object.entries({
  'chat lines of the corpus': [...'abcdefgh'].flatMap((last) =>
    chats().map((it) => ({ ...it, text: `${it.text} ${last}` })),
  ),
  [`${MESSAGE_CHARS} characters, a few digits`]: messages([
    '19,90 EUR',
    '2 x 54 cm',
    '#4021',
    '12. 5.',
    '20481937',
    '8:30',
  ]),
  [`${MESSAGE_CHARS} characters, Cyrillic, digits`]: messages(
    ['2 штуки', '499 грн', '30045821'],
    'мій велосипед ще не приїхав, коли чекати на нього ',
  ),
  [`${MESSAGE_CHARS} characters, no digits`]: messages(['very', 'quite', 'so', 'too']),
  [`${MESSAGE_CHARS} characters, accents, no digits`]: messages(
    ['šele', 'že', 'če'],
    'živjo, kdaj pa pride moje naročilo in koliko še stane ',
  ),
})) {
  const took = microseconds(lines);
  console.log(`  ${name.padEnd(36)} ${took.toFixed(2)}`);
}

/** Many different texts of one length, each with one of these in it. */
function messages(inside: readonly string[], words?: string): Line[] {
  const dice = new Faker({ locale: [en, base], seed: 17 });
  return Array.from({ length: MESSAGES }, () => {
    const prose = words ?? `${dice.company.catchPhrase()} ${dice.hacker.phrase()} `.replace(/\d/g, '');
    const at = prose.indexOf(' ', dice.number.int({ min: 0, max: 30 })) + 1;
    const name = dice.helpers.arrayElement([dice.person.firstName(), dice.word.noun(), dice.word.verb()]);
    const text = `${prose.slice(0, at)}${dice.helpers.arrayElement(inside)} ${name} ${prose.slice(at)}`;
    return {
      text: text.padEnd(MESSAGE_CHARS, '.').slice(0, MESSAGE_CHARS),
      country: dice.helpers.arrayElement(['SI', 'US', null]),
    };
  });
}

/** Warm, the processor's time, of the best round: others may be at work on the machine. */
function microseconds(lines: readonly Line[]): number {
  const maskings = lines.map(({ country }) => ({ ...DEFAULT_MASKING, country, visitorCountry: 'SI' }));
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    const began = process.cpuUsage();
    for (let pass = 0; pass < PASSES; pass++) {
      for (const [i, { text }] of lines.entries()) maskPersonal(removeSecrets(text, maskings[i]!), maskings[i]!);
    }
    best = Math.min(best, process.cpuUsage(began).user / (PASSES * lines.length));
  }
  return best;
}
