/**
 * What is shown of a passage: the paragraph or list that holds most of what was asked, in the article's own words and order. A list is
 * shown whole, unless the question names some of its items; a long paragraph is cut to the sentences that answer and what they lean on.
 */
import { clip } from '#protocol/text';
import type { Match, Unit } from './match.ts';

/** The longest answer, in UTF-16 units. */
export const ANSWER_MAX_CHARS = 600;
/** A paragraph up to this long is shown whole: what the question is about may be said in other words than its own. */
const PARAGRAPH_CHARS = 400;
/** Shorter answers are filled with what follows. */
const ENOUGH_CHARS = 160;
/** Sentences that hold nearly as much as the best one are shown with it; of a list's items only those that hold as much. */
const SENTENCE_NEAR = 0.65;
const ITEM_NEAR = 0.9;

/** The answer that a match gives, in the Markdown that the widget shows: bold, italics, links, lists. */
export function answerFrom(match: Match, maxChars = ANSWER_MAX_CHARS): string {
  const { units, headings } = match.candidate;
  const heading = headings.at(-1);
  const title = heading === undefined ? '' : `**${heading.replaceAll('*', '')}**\n`;
  const chosen = choose(match, maxChars - title.length);
  const bare = chosen.length > 0 && chosen.every((i) => units[i]!.kind === 'item');
  const body = layOut(chosen.map((i) => units[i]!));
  const shown = bare || match.inHeading ? title + body : body;
  // Only a sentence that is too long by itself is cut, and after a word.
  return shown.length <= maxChars ? shown : clip(shown, maxChars).replace(/\s\S{0,40}…$/u, '…');
}

function choose({ candidate: { units }, held }: Match, maxChars: number): number[] {
  const all = units.map((_, i) => i);
  const lengthOf = (list: Iterable<number>) => [...list].reduce((sum, i) => sum + units[i]!.text.length + 3, 0);
  const chosen = new Set<number>();
  const add = (indices: number[]) => {
    for (const i of indices) if (lengthOf([...chosen, i]) <= maxChars) chosen.add(i);
  };
  const score = (i: number) => held[i]!.all;
  const blocks = [...new Set(units.map((unit) => unit.block))].map((block) =>
    all.filter((i) => units[i]!.block === block),
  );
  const inBlock = (i: number) => blocks.find((block) => block.includes(i))!;
  const best = all.reduce((most, i) => (score(i) > score(most) ? i : most), 0);
  const near = all.filter((i) => score(i) > 0 && score(i) >= SENTENCE_NEAR * score(best));
  for (const i of [best, ...near.sort((a, b) => score(b) - score(a))]) {
    if (units[i]!.kind === 'item') add(itemsOf(i, inBlock(i), units, held));
    else if (lengthOf(inBlock(i)) <= PARAGRAPH_CHARS && i === best) add(inBlock(i));
    else add([i, ...leansOn(units, i)]);
  }
  if (chosen.size === 0) chosen.add(best);
  for (const i of [...chosen]) {
    // What ends in a colon is nothing without the list that follows.
    if (units[i]!.text.endsWith(':') && units[i + 1]?.kind === 'item') add(itemsOf(i + 1, inBlock(i + 1), units, held));
  }
  for (let next = Math.max(...chosen) + 1; lengthOf(chosen) < ENOUGH_CHARS && next < units.length; next++) {
    if (units[next]!.kind === 'item' && units[next - 1]!.kind === 'item') break;
    add([next]);
  }
  return [...chosen].sort((a, b) => a - b);
}

/** Of a list the items that the question names, else all of it; with the sentence that introduces it, and all steps where they have an order. */
function itemsOf(i: number, list: number[], units: Unit[], held: Match['held']): number[] {
  const items = list.filter((j) => units[j]!.kind === 'item');
  const most = Math.max(...items.map((j) => held[j]!.telling));
  const named = items.filter((j) => held[j]!.telling >= ITEM_NEAR * most);
  const before = units[items[0]! - 1];
  const introduction = before?.text.endsWith(':') ? [items[0]! - 1] : [];
  return [...introduction, ...(most === 0 || units[i]!.ordered ? items : named)];
}

/** The sentences without which this one can't be understood. */
function leansOn(units: Unit[], i: number): number[] {
  const unit = units[i]!;
  const before = units[i - 1];
  return before !== undefined && before.block === unit.block && LEANING.test(unit.text) ? [i - 1] : [];
}

/** Beginnings that refer to the sentence before. */
const LEANING =
  /^(?:It|They|This|These|That|Those|He|She|After that|Then|However|But|Otherwise|To|Ti|Potem|Sicer|Vendar|Це|Вони|Він|Вона|Потім|Але|Questo|Questi|Poi|Però|Esto|Estos|Después|Pero|Ten|Te|Potem|Ale|Jednak)\b/;

function layOut(units: Unit[]): string {
  let text = '';
  for (const [i, unit] of units.entries()) {
    const before = units[i - 1];
    if (unit.kind === 'item') text += `${before === undefined ? '' : '\n'}${unit.mark} ${unit.text}`;
    else if (before === undefined) text += unit.text;
    else text += before.block === unit.block && before.kind === 'sentence' ? ` ${unit.text}` : `\n\n${unit.text}`;
  }
  return text;
}
