/**
 * What is shown of a passage: its best sentences and list items, in the article's own words and order, with what they
 * lean on (a list's introduction, the steps before, the sentence that "it" refers to).
 */
import { clip } from '#protocol/text';
import type { Match, Unit } from './match.ts';

/** The longest answer, in UTF-16 units. */
export const ANSWER_MAX_CHARS = 600;
/** A passage up to this long is shown whole; cutting it would save nothing. */
const WHOLE_CHARS = 260;
/** Shorter answers are filled with the sentences that follow. */
const ENOUGH_CHARS = 110;
/** So short that the next paragraph is shown too. */
const FRAGMENT_CHARS = 40;

/** Units that hold nearly as much as the best one are shown with it; of a list only those that hold as much. */
const SENTENCE_NEAR = 0.65;
const ITEM_NEAR = 0.9;

/** The answer that a match gives, in the Markdown that the widget shows: bold, italics, links, lists. */
export function answerFrom(match: Match, maxChars = ANSWER_MAX_CHARS): string {
  const { units, headings } = match.candidate;
  const chosen = choose(units, match.unitScores, maxChars);
  const body = layOut(chosen.map((i) => units[i]!));
  const bare = chosen.length > 0 && chosen.every((i) => units[i]!.kind === 'item');
  const heading = headings.at(-1);
  const text = bare && heading !== undefined ? `**${heading.replaceAll('*', '')}**\n${body}` : body;
  return clip(text, maxChars);
}

function choose(units: Unit[], scores: number[], maxChars: number): number[] {
  const lengthOf = (list: Iterable<number>) => [...list].reduce((sum, i) => sum + units[i]!.text.length + 3, 0);
  const all = units.map((_, i) => i);
  if (lengthOf(all) <= Math.min(WHOLE_CHARS, maxChars)) return all;
  const most = Math.max(0, ...scores);
  const best = scores.indexOf(most);
  const chosen = new Set<number>();
  const add = (indices: number[]) => {
    for (const i of indices) if (i >= 0 && i < units.length && lengthOf([...chosen, i]) <= maxChars) chosen.add(i);
  };
  if (best >= 0) chosen.add(best);
  if (best >= 0) add(leansOn(units, best, most === 0));
  const near = all
    .filter((i) => most > 0 && scores[i]! >= (units[i]!.kind === 'item' ? ITEM_NEAR : SENTENCE_NEAR) * most)
    .sort((a, b) => scores[b]! - scores[a]!);
  for (const i of near) add([i, ...leansOn(units, i, false)]);
  for (let next = Math.max(...chosen) + 1; lengthOf(chosen) < ENOUGH_CHARS && next < units.length; next++) {
    const last = units[next - 1]!;
    if (units[next]!.kind === 'item' && last.kind === 'item' && most > 0) break;
    if (units[next]!.block !== last.block && lengthOf(chosen) >= FRAGMENT_CHARS) break;
    add([next]);
  }
  return [...chosen].sort((a, b) => a - b);
}

/** The units without which unit `i` can't be understood. `whole`: the question is about all of the list. */
function leansOn(units: Unit[], i: number, whole: boolean): number[] {
  const unit = units[i]!;
  const list = (from: number) =>
    units.flatMap((each, j) => (each.kind === 'item' && each.block === units[from]?.block ? [j] : []));
  if (unit.kind === 'item') {
    const first = list(i)[0]!;
    const introduced = units[first - 1]?.text.endsWith(':') ? [first - 1] : [];
    return [...introduced, ...(unit.ordered || whole ? list(i) : [])];
  }
  if (unit.text.endsWith(':') && units[i + 1]?.kind === 'item') return list(i + 1);
  const before = units[i - 1];
  return before !== undefined && before.block === unit.block && LEANING.test(unit.text) ? [i - 1] : [];
}

/** Beginnings that refer to the sentence before. */
const LEANING =
  /^(?:It|They|This|These|That|Those|He|She|After that|Then|However|But|Otherwise|To|Ti|Potem|Sicer|Vendar|Це|Вони|Він|Вона|Потім|Але|Questo|Questi|Poi|Però|Esto|Estos|Después|Pero|Ten|Te|Potem|Ale|Jednak)\b/;

function layOut(units: Unit[]): string {
  let text = '';
  let number = 0;
  for (const [i, unit] of units.entries()) {
    const before = units[i - 1];
    const joined = before !== undefined && before.block === unit.block;
    if (unit.kind === 'item') {
      number = unit.ordered ? number + 1 : 0;
      text += `${before === undefined ? '' : '\n'}${unit.ordered ? `${number}.` : '-'} ${unit.text}`;
    } else {
      number = 0;
      text +=
        before === undefined ? unit.text : joined && before.kind === 'sentence' ? ` ${unit.text}` : `\n\n${unit.text}`;
    }
  }
  return text;
}
