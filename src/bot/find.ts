/**
 * Finds the passages that answer a message: searched alone first, then, where it leans on what was said before, with that. Works in short
 * slices and lets others have their turn between them; what it found out about passages stays in memory, up to a bound.
 */
import { sentencesOf } from '#core/passage';
import { toldBy } from './language.ts';
import { type Candidate, candidateOf, type Match, rank } from './match.ts';
import type { Knowledge, Passage } from './port.ts';
import { continuesBefore, leansOnBefore, searchFor, type Term, termsOf } from './question.ts';

/** How many passages are looked at closely. */
const CANDIDATES = 24;
/** How many of them in one slice: about a millisecond's work. */
const SLICE = 4;
/** How many passages stay in memory, taken apart. */
const KEPT_MAX = 300;
/**
 * The share of a question's weight that one passage must hold to answer it; less if its title or headings name the matter, and least if it
 * holds two matters of the question: those don't stand together by chance, whatever else is asked in other words.
 */
const SURE_COVERAGE = 0.64;
const TITLED_COVERAGE = 0.5;
const JOINED_COVERAGE = 0.25;
/** The weight that it must hold besides, if they don't: a common word alone is no answer. */
const SURE_EVIDENCE = 0.55;
/** From here on there is nothing else in the question to look for. */
const ALL_COVERED = 0.85;
/** How much the words of the visitor's earlier message count when the newest leans on it. */
const CONTEXT_WEIGHT = 0.5;
const PARTS_MAX = 4;

interface Found {
  terms: Term[];
  best: Match | null;
  /** The share of the message's own weight that the best passage holds, whatever came from the one before. */
  ownCoverage: number;
}

type Rest = () => Promise<void>;

export class Finder {
  private readonly candidates = new Map<string, Candidate>();

  /** The passages that surely answer: one, or two where two things were asked. None: it doesn't know. Null: nothing was asked. */
  async find(question: string, before: string | null, knowledge: Knowledge, rest: Rest): Promise<Match[] | null> {
    const look = (text: string, context?: string) => this.look(knowledge, rest, text, context);
    const alone = await look(question);
    const withBefore = async () => {
      if (before === null || !leansOnBefore(question, alone.terms)) return null;
      const { best, ownCoverage } = await look(question, before);
      return isSure(best) && (alone.terms.length === 0 || ownCoverage >= TITLED_COVERAGE) ? [best] : null;
    };
    if (continuesBefore(question, alone.terms)) {
      const continued = await withBefore();
      if (continued !== null) return continued;
    }
    if (isSure(alone.best) && alone.best.coverage > ALL_COVERED) return [alone.best];
    const parts: (Match | null)[] = [];
    for (const part of partsOf(question)) parts.push((await look(part)).best);
    const sure = parts.filter(isSure).sort((a, b) => b.evidence - a.evidence);
    const first = isSure(alone.best) && sure.length < 2 ? alone.best : sure[0];
    if (first === undefined) return (await withBefore()) ?? (alone.terms.length === 0 ? null : []);
    const second = sure.find((part) => part.candidate.passage.text !== first.candidate.passage.text);
    return second === undefined ? [first] : [first, second];
  }

  private async look(knowledge: Knowledge, rest: Rest, text: string, before?: string): Promise<Found> {
    await rest();
    const language = toldBy(text) ?? (before === undefined ? null : toldBy(before));
    const own = termsOf(text, language, knowledge);
    const context = before === undefined ? [] : termsOf(before, language, knowledge);
    await rest();
    const passages = knowledge.search(searchFor([...own, ...context]), CANDIDATES);
    const leaning = context
      .filter((term) => !own.some((each) => sameMatter(each, term)))
      .map((term) => ({ ...term, weight: term.weight * CONTEXT_WEIGHT, before: true as const }));
    const candidates: Candidate[] = [];
    for (const [i, passage] of passages.entries()) {
      if (i % SLICE === 0) await rest();
      candidates.push(this.candidateFor(passage));
    }
    await rest();
    const matches = rank([...own, ...leaning], candidates);
    const best = matches.find(isSure) ?? matches[0] ?? null;
    return { terms: own, best, ownCoverage: best === null ? 0 : coverageOf(own, best.candidate) };
  }

  private candidateFor(passage: Passage): Candidate {
    const key = `${passage.article}\n${passage.title}\n${passage.text}`;
    let candidate = this.candidates.get(key);
    if (candidate === undefined) {
      candidate = candidateOf(passage);
      if (this.candidates.size >= KEPT_MAX) this.candidates.clear();
      this.candidates.set(key, candidate);
    }
    return candidate;
  }
}

function isSure(match: Match | null): match is Match {
  if (match === null) return false;
  const { coverage, evidence, titled, matters } = match;
  if (matters > 1 && coverage >= JOINED_COVERAGE) return true;
  return titled ? coverage >= TITLED_COVERAGE : coverage >= SURE_COVERAGE && evidence >= SURE_EVIDENCE;
}

function sameMatter(a: Term, b: Term): boolean {
  return a.words.some((word) => b.words.includes(word)) || a.concepts.some((concept) => b.concepts.includes(concept));
}

function coverageOf(terms: Term[], candidate: Candidate): number {
  return rank(terms, [candidate])[0]?.coverage ?? 0;
}

/** The sentences of a message, and the halves of one that asks two things. */
function partsOf(question: string): string[] {
  const sentences = sentencesOf(question.slice(0, 1_200).replace(/\n/g, ' '));
  const halves = sentences.flatMap((sentence) => sentence.split(TWO_QUESTIONS));
  const parts = halves.map((part) => part.trim()).filter((part) => part !== '');
  return parts.length > 1 ? parts.slice(-PARTS_MAX) : [];
}

const TWO_QUESTIONS =
  /(?:,| and| or| in| pa| та| і| й| e| y| i| oraz)\s+(?=(?:how|what|when|where|who|can|do|does|is|are|will|kako|koliko|kdaj|kje|ali|як|скільки|коли|де|чи|quanto|quando|dove|come|posso|cuanto|cuánto|cuando|cuándo|donde|dónde|puedo|ile|kiedy|gdzie|jak|czy)\s)/iu;
