/** How much of the corpora is masked as it should be. */
import { maskingFor, maskPersonal, removeSecrets } from '../../../src/core/mask/mask.ts';
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
  wrong: (Sample & { became: string })[];
}

/** Both tiers, as somebody sees a text who may see neither. */
export function masked(text: string, country: string | null, visitorCountry: string | null = null): string {
  const masking = maskingFor({ ...DEFAULT_MASKING, country }, visitorCountry);
  return maskPersonal(removeSecrets(text, masking), masking);
}

/** Every class of the corpora with `count` samples each. */
export function measureAll(count: number): Measured[] {
  return [
    ...positives(count).map(({ name, aim, samples }) => measured(name, aim, samples)),
    ...negatives(count).map(({ name, texts, sites }) => measured(`not: ${name}`, 99.5, stay(texts, sites))),
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

/** Each text on some of the sites, in turn, from visitors of all of them. */
function stay(texts: readonly string[], sites: readonly (string | null)[] = SITES): Sample[] {
  const countryOf = (i: number) => sites[i % sites.length]!;
  return texts.map((text, i) => ({
    text,
    expected: text,
    country: countryOf(i),
    visitorCountry: countryOf(i + Math.trunc(i / sites.length)),
  }));
}

function measured(name: string, aim: number | null, samples: readonly Sample[]): Measured {
  const results = samples.map((it) => ({
    ...it,
    became: masked(it.text, it.country, it.visitorCountry),
  }));
  const wrong = results.filter(({ became, expected }) => became !== expected);
  return { name, aim, samples: samples.length, right: 100 * (1 - wrong.length / samples.length), wrong };
}
