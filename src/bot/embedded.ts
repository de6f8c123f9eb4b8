/**
 * The embedded answerer: no key, no network, no model. It finds the passages that hold what the visitor asks, answers
 * with their own sentences and names the article, or says honestly that it doesn't know. It never obeys a text: what it
 * says is the articles' words and `words.ts`. The same request gives the same answer. Nothing is yielded after an abort.
 */
import { clip } from '#protocol/text';
import { ANSWER_MAX_CHARS, answerFrom } from './answer.ts';
import { Finder } from './find.ts';
import { intentOf } from './intent.ts';
import { languageOf, writtenIn } from './language.ts';
import type { Match } from './match.ts';
import type { Answerer, AnswererRequest, AnswerPart } from './port.ts';
import { LANGUAGES, type Language, WORDS } from './words.ts';

/** Deltas hold whole words of about this length: 400 characters stream in less than a second. */
const DELTA_CHARS = 16;
const DELTA_PAUSE_MS = 30;

/** An answerer that lives from the articles of one site alone. It works on one message at a time: the others wait. */
export function embedded(): Answerer {
  const finder = new Finder();
  let before: Promise<unknown> = Promise.resolve();
  return {
    async *reply(request) {
      const composed = before.then(() => compose(request, finder));
      before = composed.catch(() => {});
      let reply: Reply;
      try {
        reply = await composed;
      } catch (error) {
        if (request.signal.aborted) return;
        throw error;
      }
      yield* stream(reply, request);
    },
  };
}

async function* stream(reply: Reply, { signal, pause }: AnswererRequest): AsyncGenerator<AnswerPart> {
  const { text, sources, offersPerson, handsOff } = reply;
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

async function compose(
  { transcript, language: visit, knowledge, pause }: AnswererRequest,
  finder: Finder,
): Promise<Reply> {
  // The visitor's own message is told first.
  await pause(0);
  const asked = transcript.filter((line) => line.from === 'visitor').map((line) => line.text);
  const newest = asked.at(-1) ?? '';
  const language = languageOf(asked.slice(-6).reverse(), visit);
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
      const answer = await finder.find(newest, asked.at(-2) ?? null, knowledge, () => pause(0));
      if (answer === null) return say(words.unclear);
      return answer.length > 0 ? showing(answer, language) : say(words.unknown, true);
    }
  }
}

function showing(matches: Match[], language: Language): Reply {
  const introduction = foreignTitle(matches[0]!, language);
  const share = Math.floor((ANSWER_MAX_CHARS - introduction.length - 2) / matches.length);
  const sources = matches.map(({ candidate }) => ({
    article: candidate.passage.article,
    title: candidate.passage.title,
  }));
  return {
    text: introduction + matches.map((match) => answerFrom(match, share)).join('\n\n'),
    sources: sources.filter((source, i) => sources.findIndex((other) => other.article === source.article) === i),
    offersPerson: false,
  };
}

/** Says that the answer is in another language than the visitor's, and where it is from. */
function foreignTitle({ candidate: { passage } }: Match, language: Language): string {
  const written = writtenIn(`${passage.title}\n${passage.text}`);
  if (written === null || written === language) return '';
  const { in: names, from } = WORDS[language].foreign;
  return `${names[written]}${from.replace('{title}', () => clip(passage.title, 80))}\n\n`;
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
