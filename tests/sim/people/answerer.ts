/** The AI of the simulated world: the embedded one, or a script that hangs, fails, rambles, is late, or doesn't hear that it should stop. */
import { embedded as theRealOne } from '../../../src/bot/embedded.ts';
import type { Answerer, AnswererRequest, AnswerPart } from '../../../src/bot/port.ts';
import type { Life } from '../platform/object.ts';
import { theOwner } from '../platform/stage.ts';
import { reached } from '../reached.ts';
import type { AiMood } from './moods.ts';

/** Stands in for `src/bot/embedded.ts`. Each object has its own, and it dies with the object. */
export function embedded(): Answerer {
  const real = theRealOne();
  return { reply: (request) => reply(request, real) };
}

function reply(request: AnswererRequest, real: Answerer): AsyncIterable<AnswerPart> {
  const life = theOwner() as Life;
  const { host } = life;
  const mood = host.chance.pick(host.ai);
  if (mood !== 'good') reached(`the AI: ${mood}`);
  const between: Between = (from, to) => host.chance.int(from, to);
  return counted(life, mood === 'real' ? real.reply(request) : script(mood, request, between));
}

async function* counted(life: Life, parts: AsyncIterable<AnswerPart>): AsyncGenerator<AnswerPart> {
  life.answering++;
  try {
    yield* parts;
  } finally {
    life.answering--;
  }
}

type Between = (from: number, to: number) => number;

async function* script(mood: AiMood, request: AnswererRequest, between: Between): AsyncGenerator<AnswerPart> {
  const question = request.transcript.findLast((line) => line.from === 'visitor')?.text ?? '';
  if (mood === 'hangs') await new Promise(() => {});
  if (mood === 'fails') throw new Error('the model failed');
  if (mood === 'empty') return yield { type: 'delta', text: between(0, 1) ? ' \n' : '' };
  if (mood === 'late') await rest(request, between(30_000, 120_000));
  const words = mood === 'long' ? 60 : between(2, 6);
  const pauseMs = mood === 'slow' ? 1_500 : 60;
  yield { type: 'delta', text: `re ${question.slice(0, 20)}` };
  for (let i = 0; i < words; i++) {
    // One that is deaf goes on after it was told to stop.
    await (mood === 'deaf' ? request.pause(between(1, pauseMs)).catch(() => {}) : request.pause(between(1, pauseMs)));
    if (mood === 'breaks off' && i === 2) throw new Error('the stream was cut');
    yield { type: 'delta', text: mood === 'long' ? ` ${'word '.repeat(40)}` : ` word${i}` };
  }
  if (between(0, 3) === 0) yield { type: 'offer-person' };
}

function rest(request: AnswererRequest, ms: number): Promise<void> {
  return request.pause(ms);
}
