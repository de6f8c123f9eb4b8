/** How much of the corpora is masked as it should be. */
import { maskPersonal, removeSecrets } from '../../../src/core/mask/mask.ts';
import { DEFAULT_MASKING } from '../../../src/protocol/masking.ts';
import { chats } from './chats.ts';
import { negatives, SITES, sixteenDigits } from './negatives.ts';
import { positives, type Sample } from './positives.ts';

export interface Measured {
  name: string;
  samples: number;
  /** Out of a hundred: those that became exactly what is expected. */
  right: number;
  /** The least that is accepted; null where nothing is asked. */
  aim: number | null;
  wrong: { text: string; became: string; expected: string; country: string | null }[];
}

/** Both tiers, as somebody sees a text who may see neither. */
export function masked(text: string, country: string | null): string {
  const masking = { ...DEFAULT_MASKING, country };
  return maskPersonal(removeSecrets(text, masking), masking);
}

/** Every class of the corpora with `count` samples each. */
export function measureAll(count: number): Measured[] {
  return [
    ...positives(count).map(({ name, aim, samples }) => measured(name, aim, samples)),
    ...negatives(count).map(({ name, texts }) => measured(`not: ${name}`, 99.5, stay(texts))),
    measured('not: sixteen digits at random', null, stay(sixteenDigits(count), [null])),
    measured(
      'chat lines with something to mask',
      99,
      chats().filter(({ text, expected }) => text !== expected),
    ),
    measured(
      'chat lines with nothing to mask',
      99.5,
      chats().filter(({ text, expected }) => text === expected),
    ),
  ];
}

/** Each text on some of the sites, in turn. */
function stay(texts: readonly string[], sites = SITES): Sample[] {
  return texts.map((text, i) => ({ text, expected: text, country: sites[i % sites.length]! }));
}

function measured(name: string, aim: number | null, samples: readonly Sample[]): Measured {
  const results = samples.map(({ text, expected, country }) => ({
    text,
    expected,
    country,
    became: masked(text, country),
  }));
  const wrong = results.filter(({ became, expected }) => became !== expected);
  return { name, aim, samples: samples.length, right: 100 * (1 - wrong.length / samples.length), wrong };
}
