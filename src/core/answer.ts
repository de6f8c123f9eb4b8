/** The AI's answers as the log sees them. An answer counts only under the turn it was asked in, so a late one changes nothing. */
import type { Source } from '#protocol/entry';
import { askForAnswer } from './conversation.ts';
import { stand } from './person.ts';
import type { Step } from './step.ts';
import type { Conversation } from './store.ts';
import { append, isAnswered, unanswered } from './transcript.ts';

/** After this many failures in a row the visitor is told, and shown the way to a person. */
const FAILURES_MAX = 2;

export interface FinishedAnswer {
  turn: number;
  re: number;
  answer: string;
  text: string;
  sources: Source[];
  offersPerson: boolean;
  handsOff?: boolean | undefined;
}

/** Keeps a finished answer, unless control has changed since it was asked for, or what it answers has been answered meanwhile. */
export function finishAnswer(step: Step, conversation: Conversation, it: FinishedAnswer): void {
  if (conversation.control !== 'bot' || conversation.turn !== it.turn) return;
  // What has been asked since is still to be answered.
  if (isAnswered(step.store, conversation.id, it.re)) return askForAnswer(step, conversation);
  if (it.text.trim() === '') return failAnswer(step, conversation);
  append(step, conversation, 'bot', {
    kind: 'message',
    from: 'bot',
    name: step.store.site()!.settings.botName,
    text: step.clean(it.text),
    re: it.re,
    answer: it.answer,
    ...(it.sources.length > 0 && { sources: it.sources }),
    ...(it.offersPerson && { offersPerson: true as const }),
  });
  const healed = conversation.failures > 0 ? { ...conversation, failures: 0 } : conversation;
  if (healed !== conversation) step.store.saveConversation(healed);
  if (it.handsOff) return void stand(step, healed, 'bot');
  // The visitor may have gone on writing meanwhile.
  askForAnswer(step, healed);
}

/** An answer failed or took too long: once it is tried again, the second time the visitor is told and offered a person. */
export function failAnswer(step: Step, conversation: Conversation): void {
  if (conversation.control !== 'bot') return;
  const question = unanswered(step.store, conversation.id);
  if (!question) return;
  const failed = { ...conversation, failures: conversation.failures + 1, failedAt: step.now };
  step.store.saveConversation(failed);
  step.effects.push({ type: 'answer.cancel', conversation: conversation.id });
  if (failed.failures < FAILURES_MAX) return askForAnswer(step, failed);
  append(step, failed, 'system', { kind: 'event', event: 'answer.failed' });
  const text = question.body.kind === 'message' ? question.body.text : '';
  append(step, failed, 'bot', {
    kind: 'message',
    from: 'bot',
    name: step.store.site()!.settings.botName,
    text: step.phrases(text, conversation.visitor).failed,
    re: question.seq,
    offersPerson: true,
  });
}
