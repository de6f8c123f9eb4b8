/**
 * How well passages answer a question: which of its terms they hold, in their title and headings or in single sentences
 * and list items. Matching is by forms of words, concepts and signs; slips of the keyboard count only for terms that
 * nothing else matches. Looks at each passage's words once, and only at those that begin alike.
 */
import { partsOf, plainText, sentencesOf } from '#core/passage';
import { formsOf, indexWords, isPair, kinship, slip } from '#core/word';
import { type Concept, names, phraseAt } from './concept.ts';
import type { Passage } from './port.ts';
import type { Term } from './question.ts';

/** How much a term from the message before counts where sentences are chosen. */
const BEFORE = 0.3;
/** How surely a text holds a term whose concept alone it speaks of. */
const CONCEPT_QUALITY = 0.85;
/** A term of this weight is a matter of its own; in a title or heading it says what the passage is about. */
const MATTER_WEIGHT = 0.3;
/** So do light ones together, if they are nearly all that was asked: `how do I create an invoice` where all is invoices. */
const TITLE_ALL = 0.85;

/** A piece of a passage that may be shown by itself. */
export interface Unit {
  kind: 'sentence' | 'item';
  /** Markdown, without a list's bullet or number. */
  text: string;
  /** An item's bullet or number, as the article has it. */
  mark: string;
  /** Which paragraph or list of the passage it is in. */
  block: number;
  /** Whether it is a step of several: its number goes on from the one before, or the next from it. */
  ordered: boolean;
  bag: Bag;
}

export interface Candidate {
  passage: Passage;
  headings: string[];
  /** The article's title, shared by all its passages. */
  title: Bag;
  /** The headings it stands below, its own. */
  head: Bag;
  units: Unit[];
}

export interface Match {
  candidate: Candidate;
  /** The share of the question's weight that the passage holds, 0 to 1. */
  coverage: number;
  /** The weight itself. */
  evidence: number;
  /** Whether a term of some weight is in the title or a heading. */
  titled: boolean;
  /** How many terms of some weight one of its sentences or items holds, with what the title and headings name. */
  matters: number;
  /** Coverage, and more for what the passage itself holds, a single unit best: all passages of an article share its title. */
  score: number;
  /** By unit, the weight it holds itself, and how much of it tells the unit from the others: what the title doesn't name, and no sign. */
  held: { all: number; telling: number }[];
  /** Whether the last heading holds something asked that no unit does. */
  inHeading: boolean;
}

/** The distinct words of a text, found by how they begin. */
class Bag {
  private readonly words: Set<string>;
  private readonly sequence: string[];
  private readonly concepts = new Map<Concept, boolean>();
  private readonly byStart = new Map<string, string[]>();

  constructor(readonly text: string) {
    this.sequence = indexWords(text);
    this.words = new Set(this.sequence);
    for (const word of this.words) {
      const start = word.slice(0, 3);
      const alike = this.byStart.get(start);
      if (alike === undefined) this.byStart.set(start, [word]);
      else alike.push(word);
    }
  }

  /** How surely the text holds the term: 1 the word itself, less for its kin or concept, 0 not. */
  holds(term: Term, slips: boolean): number {
    let best = 0;
    for (const word of term.words) best = Math.max(best, this.holdsWord(word, slips));
    if (best < CONCEPT_QUALITY && term.concepts.some((concept) => this.speaksOf(concept))) best = CONCEPT_QUALITY;
    return best;
  }

  private holdsWord(word: string, slips: boolean): number {
    const [form, ...parts] = formsOf(word);
    if (this.words.has(form!)) return 1;
    if (/^\p{N}+$/u.test(word)) return this.holdsNumber(Number(word)) ? 0.9 : 0;
    if (isPair(word)) return 0;
    let best = parts.some((part) => this.words.has(part)) ? 0.8 : 0;
    for (const each of this.byStart.get(form!.slice(0, 3)) ?? []) best = Math.max(best, kinship(form!, each));
    if (best === 0 && slips) for (const each of this.words) best = Math.max(best, slip(form!, each));
    return best;
  }

  /** A number within a range of the text: 178 in `175–185 cm`. */
  private holdsNumber(number: number): boolean {
    for (const range of this.text.matchAll(/(\d{1,6})\s?(?:[–—-]|to|do|a|до)\s?(\d{1,6})/g)) {
      if (Number(range[1]) <= number && number <= Number(range[2])) return true;
    }
    return false;
  }

  private speaksOf(concept: Concept): boolean {
    let spoken = this.concepts.get(concept);
    if (spoken === undefined) {
      spoken =
        this.sequence.some((word) => names(concept, word)) ||
        concept.phrases.some((phrase) => phraseAt(this.sequence, phrase).length > 0) ||
        (concept.sign?.test(this.text) ?? false);
      this.concepts.set(concept, spoken);
    }
    return spoken;
  }
}

/** A passage taken apart: its headings, and its sentences and list items. */
export function candidateOf(passage: Passage): Candidate {
  const { headings, lines } = partsOf(passage.text);
  return {
    passage,
    headings,
    title: new Bag(passage.title),
    head: new Bag(headings.join('\n')),
    units: unitsOf(lines),
  };
}

/** The candidates by how well they answer, best first. */
export function rank(terms: Term[], candidates: Candidate[]): Match[] {
  const total = terms.reduce((sum, term) => sum + term.weight, 0);
  if (total === 0) return [];
  const exact = candidates.map((candidate) => holdings(terms, candidate, null));
  const missing = new Set(
    terms.filter((_, t) =>
      exact.every((held) => held.title[t] === 0 && held.head[t] === 0 && held.units.every((unit) => unit[t] === 0)),
    ),
  );
  return candidates
    .map((candidate, c) => {
      const held = missing.size > 0 ? holdings(terms, candidate, missing) : exact[c]!;
      return matchOf(terms, total, candidate, held);
    })
    .sort((a, b) => b.score - a.score);
}

interface Holdings {
  title: number[];
  head: number[];
  units: number[][];
}

function holdings(terms: Term[], candidate: Candidate, slips: Set<Term> | null): Holdings {
  const held = (bag: Bag) => terms.map((term) => bag.holds(term, slips?.has(term) ?? false));
  return {
    title: held(candidate.title),
    head: held(candidate.head),
    units: candidate.units.map((unit) => held(unit.bag)),
  };
}

function matchOf(terms: Term[], total: number, candidate: Candidate, held: Holdings): Match {
  const weight = (qualities: number[]) => terms.reduce((sum, term, t) => sum + term.weight * (qualities[t] ?? 0), 0);
  const named = terms.map((_, t) => Math.max(held.title[t] ?? 0, held.head[t] ?? 0));
  const anywhere = terms.map((_, t) => Math.max(named[t]!, ...held.units.map((unit) => unit[t] ?? 0)));
  const evidence = weight(anywhere);
  const own = terms.map((_, t) => Math.max(held.head[t] ?? 0, ...held.units.map((unit) => unit[t] ?? 0)));
  const units = held.units.map((unit) => weight(unit.map((quality, t) => Math.max(quality, held.head[t] ?? 0))));
  const share = (held: number) => held / total;
  const ownFirst = (unit: number[]) => unit.map((quality, t) => (terms[t]!.before ? quality * BEFORE : quality));
  return {
    candidate,
    coverage: share(evidence),
    evidence,
    titled:
      terms.some((term, t) => isMatter(term) && named[t]! > 0.5) ||
      (terms.length > 1 && weight(named) >= TITLE_ALL * total),
    matters: Math.max(
      0,
      ...held.units.map(
        (unit) => terms.filter((term, t) => isMatter(term) && Math.max(unit[t]!, named[t]!) > 0.5).length,
      ),
    ),
    score: share(
      0.6 * evidence +
        0.4 * weight(own) +
        0.3 * Math.max(0, ...units) +
        0.3 * weight(held.head) +
        0.3 * weight(held.title),
    ),
    held: held.units.map(ownFirst).map((unit) => ({
      all: weight(unit),
      telling: weight(
        unit.map((quality, t) => (named[t]! > 0.5 || (hasSign(terms[t]!) && quality <= CONCEPT_QUALITY) ? 0 : quality)),
      ),
    })),
    inHeading: terms.some((_, t) => held.head[t]! > 0.5 && held.units.every((unit) => unit[t]! < 0.5)),
  };
}

function isMatter(term: Term): boolean {
  return term.weight >= MATTER_WEIGHT;
}

/** Whether a term may be held by a sign alone: by what an answer looks like, which most items of a list do. */
function hasSign(term: Term): boolean {
  return term.concepts.some((concept) => concept.sign !== undefined);
}

function unitsOf(lines: string[]): Unit[] {
  const units: Unit[] = [];
  let block = 0;
  let paragraph: string[] = [];
  let columns: string[] = [];
  const push = (kind: Unit['kind'], text: string, mark = '-') => {
    const clean = tidy(text);
    if (clean !== '') units.push({ kind, text: clean, mark, block, ordered: false, bag: new Bag(plainText(clean)) });
  };
  const flush = () => {
    for (const sentence of sentencesOf(paragraph.join(' '))) push('sentence', sentence);
    paragraph = [];
  };
  for (const line of lines.map((each) => each.trim())) {
    const bullet = /^(?:[-*+•]|\d{1,3}[.)])\s+/.exec(line)?.[0];
    if (line === '' || bullet !== undefined || line.startsWith('|')) flush();
    if (line === '') {
      block++;
      columns = [];
    } else if (line.startsWith('|')) {
      const cells = line
        .replace(/^\|/, '')
        .replace(/\|$/, '')
        .split('|')
        .map((cell) => cell.trim());
      if (cells.every((cell) => /^:?-+:?$/.test(cell))) continue;
      if (columns.length === 0) columns = cells;
      else push('item', cells.map((cell, i) => (columns[i] ? `${columns[i]}: ${cell}` : cell)).join(' · '));
    } else if (bullet !== undefined) {
      push('item', line.slice(bullet.length), bullet.trim());
    } else {
      paragraph.push(line.replace(/^>\s?/, ''));
    }
  }
  flush();
  for (const [i, unit] of units.entries()) {
    const after = units[i + 1];
    if (after?.block === unit.block && numberOf(after) === numberOf(unit) + 1) unit.ordered = after.ordered = true;
  }
  return units;
}

/** An item's number; of a bullet none, which no other follows. */
function numberOf(unit: Unit): number {
  return Number.parseInt(unit.mark, 10);
}

/** Keeps links to the web, mail and phone; an image becomes its description, any other link its text. */
function tidy(text: string): string {
  const linked = text
    .replace(/!\[([^[\]]*)\]\([^()\s]*\)/g, '$1')
    .replace(/\[([^[\]]*)\]\(([^()\s]*)\)/g, (whole, label: string, url: string) =>
      /^(?:https?:\/\/|mailto:|tel:)/i.test(url) ? whole : label,
    )
    .replace(/\]\((?!https?:\/\/|mailto:|tel:)/gi, '] (')
    .trim();
  return linked.split('**').length % 2 === 0 ? linked.replaceAll('**', '') : linked;
}
