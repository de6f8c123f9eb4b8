/**
 * The embedded answerer: no key, no network, no model. It finds the passages that hold what the visitor asks, answers
 * with their own sentences and names the article, or says honestly that it doesn't know. It never obeys a text: what it
 * says is the articles' words and `words.ts`. The same request gives the same answer. Nothing is yielded after an abort.
 */
import { sentencesOf } from '#core/passage';
import { indexWords } from '#core/word';
import { ANSWER_MAX_CHARS, answerFrom } from './answer.ts';
import { intentOf } from './intent.ts';
import { languageOf, toldBy } from './language.ts';
import { type Candidate, candidateOf, type Match, rank } from './match.ts';
import type { Answerer, AnswererRequest, AnswerPart, Knowledge } from './port.ts';
import { isFollowUp, rememberedShare, searchText, shareAmong, type Term, termsOf } from './question.ts';
import { LANGUAGES, type Language, WORDS } from './words.ts';

/** How many passages are looked at closely. */
const CANDIDATES = 24;
/** The share of a question's weight that one passage must hold to answer it; less if its title or headings name the matter. */
const SURE_COVERAGE = 0.64;
const TITLED_COVERAGE = 0.5;
/** The weight that it must hold besides, if they don't: a common word alone is no answer. */
const SURE_EVIDENCE = 0.55;
/** From here on there is nothing else in the question to look for. */
const ALL_COVERED = 0.85;
/** How much the words of the visitor's earlier message count when the newest leans on it. */
const CONTEXT_WEIGHT = 0.5;
const PARTS_MAX = 4;
/** Deltas hold whole words of about this length: 400 characters stream in less than a second. */
const DELTA_CHARS = 16;
const DELTA_PAUSE_MS = 30;

/** An answerer that lives from the site's articles alone. */
export function embedded(): Answerer {
  return { reply };
}

async function* reply(request: AnswererRequest): AsyncGenerator<AnswerPart> {
  const { text, sources, offersPerson, handsOff } = composeReply(request);
  const { signal, pause } = request;
  let first = true;
  for (const delta of deltasOf(text)) {
    if (!first) {
      try {
        await pause(DELTA_PAUSE_MS);
      } catch (error) {
        if (signal.aborted) return;
        throw error;
      }
    }
    first = false;
    if (signal.aborted) return;
    yield { type: 'delta', text: delta };
  }
  for (const source of sources) {
    if (signal.aborted) return;
    yield { type: 'source', ...source };
  }
  if (offersPerson && !signal.aborted) yield { type: 'offer-person' };
  if (handsOff && !signal.aborted) yield { type: 'hand-off' };
}

interface Reply {
  text: string;
  sources: { article: string; title: string }[];
  offersPerson: boolean;
  /** The visitor asked for a person, or said yes to the offer of one. */
  handsOff?: true;
}

function composeReply({ transcript, knowledge }: Pick<AnswererRequest, 'transcript' | 'knowledge'>): Reply {
  const asked = transcript.filter((line) => line.from === 'visitor').map((line) => line.text);
  const newest = asked.at(-1) ?? '';
  const language = languageOf(asked.slice(-6).reverse());
  const words = WORDS[language];
  const say = (text: string, offersPerson = false): Reply => ({ text, sources: [], offersPerson });
  const intent = intentOf(newest);
  switch (intent) {
    case 'person':
      return { ...say(words.person), handsOff: true };
    case 'yes':
      return wasOffered(transcript) ? { ...say(words.person), handsOff: true } : say(words.fine);
    case 'greeting':
    case 'thanks':
    case 'goodbye':
    case 'fine':
    case 'identity':
    case 'ask':
    case 'unclear':
      return say(words[intent]);
    case null: {
      const answer = answersTo(newest, asked.at(-2) ?? null, knowledge);
      if (answer === null) return say(words.unclear);
      return answer.length > 0 ? showing(answer) : say(words.unknown, true);
    }
  }
}

/** The passages that surely answer: one, or two where two things were asked. None: it doesn't know. Null: nothing was asked. */
function answersTo(question: string, before: string | null, knowledge: Knowledge): Match[] | null {
  const look = new Look(knowledge);
  const whole = look.at(question);
  if (before !== null && isFollowUp(question, whole.terms)) {
    const context = look.at(question, before);
    const own = whole.terms.length === 0 || context.ownCoverage >= TITLED_COVERAGE;
    if (own && isSure(context.best)) return [context.best];
  }
  if (whole.terms.length === 0) return null;
  if (isSure(whole.best) && whole.best.coverage > ALL_COVERED) return [whole.best];
  const parts = partsOf(question).map((part) => look.at(part).best);
  const sure = parts.filter(isSure).sort((a, b) => b.evidence - a.evidence);
  const first = isSure(whole.best) && sure.length < 2 ? whole.best : sure[0];
  if (first === undefined) return [];
  const second = sure.find((part) => part.candidate.passage.text !== first.candidate.passage.text);
  return second === undefined ? [first] : [first, second];
}

function isSure(match: Match | null): match is Match {
  if (match === null) return false;
  return match.titled
    ? match.coverage >= TITLED_COVERAGE
    : match.coverage >= SURE_COVERAGE && match.evidence >= SURE_EVIDENCE;
}

/** Searches for one message, remembering what was found out about words. */
class Look {
  private readonly share: ((word: string) => number) | null;

  constructor(private readonly knowledge: Knowledge) {
    this.share = rememberedShare(knowledge);
  }

  at(text: string, before?: string): { terms: Term[]; best: Match | null; ownCoverage: number } {
    const language = this.languageFor(text, before);
    const first = termsOf(text, language, this.share ?? (() => 0.1));
    const context = before === undefined ? [] : termsOf(before, language, this.share ?? (() => 0.1));
    const wanted = searchText([...first, ...context], this.share ?? (() => 0.1));
    if (wanted === '') return { terms: first, best: null, ownCoverage: 0 };
    const candidates = this.knowledge.search(wanted, CANDIDATES).map(candidateOf);
    const share = this.share ?? shareAmong(candidates.map((candidate) => indexWords(candidate.passage.text)));
    const own = this.share === null ? termsOf(text, language, share) : first;
    const leaning = (this.share === null && before !== undefined ? termsOf(before, language, share) : context)
      .filter((term) => !own.some((each) => sameMatter(each, term)))
      .map((term) => ({ ...term, weight: term.weight * CONTEXT_WEIGHT }));
    const matches = rank([...own, ...leaning], candidates);
    const best = matches.find(isSure) ?? matches[0] ?? null;
    return { terms: own, best, ownCoverage: best === null ? 0 : coverageOf(own, best.candidate) };
  }

  private languageFor(text: string, before?: string): Language | null {
    return toldBy(text) ?? (before === undefined ? null : toldBy(before));
  }
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

function showing(matches: Match[]): Reply {
  const share = Math.floor((ANSWER_MAX_CHARS - 2) / matches.length);
  const sources = matches.map(({ candidate }) => ({
    article: candidate.passage.article,
    title: candidate.passage.title,
  }));
  return {
    text: matches.map((match) => answerFrom(match, share)).join('\n\n'),
    sources: sources.filter((source, i) => sources.findIndex((other) => other.article === source.article) === i),
    offersPerson: false,
  };
}

/** Whether the bot's last words were the question whether a person should come. */
function wasOffered(transcript: AnswererRequest['transcript']): boolean {
  const last = transcript.filter((line) => line.from !== 'visitor').at(-1);
  return last?.from === 'bot' && LANGUAGES.some((language) => WORDS[language].unknown === last.text);
}

/** Groups of whole words; a text without spaces goes by length. */
function deltasOf(text: string): string[] {
  const deltas: string[] = [];
  let delta = '';
  for (const piece of text.match(/\S{1,40}\s*|\s+/gu) ?? []) {
    delta += piece;
    if (delta.length >= DELTA_CHARS) {
      deltas.push(delta);
      delta = '';
    }
  }
  if (delta !== '') deltas.push(delta);
  return deltas;
}
